"""The kernels that Jupyter knows, and whether nbcoach's panel would open in each. None is started."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.wiring.installed import import_path, lacking, version_at
from nbcoach.wiring.line import Line, ok, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSTALL = '-m pip install "nbcoach[kernel]"'


class Kernel(NamedTuple):
    """A kernelspec: its name, its folder, and what stands in its `kernel.json`."""

    name: str
    folder: Path
    spec: dict[str, Any]

    @property
    def is_python(self) -> bool:
        return str(self.spec.get("language", "")).lower() == "python"

    @property
    def program(self) -> str:
        """What is started: a plain `python` is the one that Jupyter itself runs with, as jupyter_client has it."""
        argv = self.spec.get("argv")
        first = str(argv[0]) if isinstance(argv, list) and argv else ""
        own = {"python", f"python{sys.version_info[0]}", f"python{sys.version_info[0]}.{sys.version_info[1]}"}
        return sys.executable if first in own else first

    @property
    def more_path(self) -> tuple[str, ...]:
        """What the kernelspec puts on the import path."""
        env = self.spec.get("env")
        named = str(env.get("PYTHONPATH", "")) if isinstance(env, dict) else ""
        return tuple(filter(None, named.split(os.pathsep)))


def kernels() -> Iterator[Line]:
    """A line for each kernel that runs Python."""
    try:
        found = list(_kernels())
    except ImportError:
        yield warning("kernels", "Jupyter is not installed beside nbcoach", 'For the panel: pip install "nbcoach[lab]"')
        return
    ours = [kernel for kernel in found if kernel.is_python]
    if not ours:
        yield warning("kernels", "none that runs Python", f"Install one: {sys.executable} -m pip install ipykernel")
    for kernel in ours:
        yield _examined(kernel)


def _examined(kernel: Kernel) -> Line:
    topic, program = f"kernel {kernel.name}", kernel.program
    if not _is_there(program):
        remove = f"Make it anew, or take it away: jupyter kernelspec remove {kernel.name}"
        return warning(topic, f"it starts {program or 'nothing'}, which is not there", remove)
    folders = (*kernel.more_path, *import_path(program)) if _is_python(program) else ()
    if not folders:
        return warning(
            topic,
            f"it starts {program}, and what that imports cannot be seen from outside",
            "Try in a notebook: %load_ext nbcoach",
        )
    version = version_at(folders, "nbcoach")
    if version is None:
        return warning(topic, "nbcoach is not installed there", f"For the panel: {program} {_INSTALL}")
    missing = lacking("kernel", folders)
    if missing:
        return warning(
            topic, f"nbcoach {version}, without {', '.join(missing)}", f"For the panel: {program} {_INSTALL}"
        )
    return ok(topic, f"nbcoach {version} ({program})")


def _is_there(program: str) -> bool:
    if Path(program).is_absolute():
        return Path(program).is_file()
    return bool(program) and shutil.which(program) is not None


def _is_python(program: str) -> bool:
    return Path(program).is_absolute() and bool(re.match(r"python[\d.]*(\.exe)?$", Path(program).name.lower()))


def _kernels() -> Iterator[Kernel]:
    """Every kernelspec, the first of a name, as jupyter_client finds them."""
    from jupyter_core.paths import jupyter_path  # noqa: PLC0415 - an extra

    seen = set()
    for place in [*jupyter_path("kernels"), str(Path.home() / ".ipython" / "kernels")]:
        for file in sorted(Path(place).glob("*/kernel.json")):
            name = file.parent.name.lower()
            if name not in seen:
                seen.add(name)
                yield Kernel(name, file.parent, _spec(file))


def _spec(file: Path) -> dict[str, Any]:
    try:
        spec = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {"language": "python"}
    return spec if isinstance(spec, dict) else {}
