"""Which distributions an interpreter would import, found without starting it."""

from __future__ import annotations

import os
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LIBRARIES = (
    "lib/python3*/site-packages",
    "lib/python3*/dist-packages",
    "local/lib/python3*/dist-packages",
    "Lib/site-packages",
)
_REQUIREMENT = (
    r"^(?P<name>[\w.-]+)(?:\[[^\]]*\])?\s*\(?(?P<bounds>[^;)]*)\)?\s*;.*\bextra == ['\"](?P<extra>[\w-]+)['\"]"
)


def import_path(python: str) -> tuple[str, ...]:
    """The folders that an interpreter imports distributions from; none where they cannot be found.

    Those of another interpreter are told from the layout of its installation: of a virtual environment, of conda, and
    of a system's Python with the user's own packages.
    """
    if _is_this(python):
        return tuple(folder for folder in sys.path if folder)
    return tuple(str(folder) for folder in dict.fromkeys(_libraries(Path(python))) if folder.is_dir())


def version_at(folders: Sequence[str], name: str) -> str | None:
    """The version of a distribution in some folders; None where it is not there."""
    found = next(iter(metadata.distributions(name=name, path=list(folders))), None)
    return found.version if found else None


def version_here(name: str) -> str | None:
    """The version of a distribution that this interpreter imports; None where it is not there."""
    return version_at(import_path(sys.executable), name)


def lacking(extra: str, folders: Sequence[str]) -> tuple[str, ...]:
    """What an extra of nbcoach asks for and is not in some folders, or in a version that it does not take."""
    wanted = [re.match(_REQUIREMENT, each) for each in metadata.requires("nbcoach") or ()]
    lacking = []
    for each in wanted:
        if each and each["extra"] == extra:
            version = version_at(folders, each["name"])
            bounds = each["bounds"].strip()
            if version is None or not _is_within(version, bounds):
                lacking.append(f"{each['name']}{_readable(bounds)}" + (f" (there is {version})" if version else ""))
    return tuple(lacking)


def _is_this(python: str) -> bool:
    """Whether it is the interpreter that runs, under any of its names; a link from elsewhere is another one."""
    ours = Path(sys.executable)
    return Path(python).parent == ours.parent and Path(python).resolve() == ours.resolve()


def _libraries(python: Path) -> Iterator[Path]:
    for prefix in dict.fromkeys((python.parent.parent, python.parent)):
        settings = prefix / "pyvenv.cfg"
        if settings.is_file():
            yield from _below(prefix, "")
            yield from _around(settings)
            return
    real = Path(os.path.realpath(python))
    version = _version_in(real.name)
    for prefix in dict.fromkeys((python.parent.parent, python.parent, real.parent.parent, real.parent)):
        yield from _below(prefix, version)
    yield from _below(Path.home() / ".local", version)


def _around(settings: Path) -> Iterator[Path]:
    """The folders of the interpreter that a virtual environment was made with, where it looks there too."""
    keys = {}
    for line in settings.read_text("utf-8", errors="replace").splitlines():
        key, _, value = line.partition("=")
        keys[key.strip()] = value.strip()
    if keys.get("include-system-site-packages", "").lower() == "true" and keys.get("home"):
        home = Path(keys["home"])
        yield from _below(home.parent, _version_in(f"python{keys.get('version', '')}"))


def _below(prefix: Path, version: str) -> Iterator[Path]:
    for pattern in _LIBRARIES:
        for folder in sorted(prefix.glob(pattern)):
            if not version or folder.parent.name in {version, "python3", "Lib"}:
                yield folder


def _version_in(name: str) -> str:
    """`python3.11` in the name of an interpreter; empty where it does not tell."""
    found = re.match(r"python3\.\d+", name)
    return found[0] if found else ""


def _is_within(version: str, bounds: str) -> bool:
    """Whether a version keeps the bounds `>=` and `<` of a requirement; others are not looked at."""
    release = _release(version)
    for bound in filter(None, (part.strip() for part in bounds.split(","))):
        if bound.startswith(">=") and release < _release(bound):
            return False
        if bound.startswith("<") and not bound.startswith("<=") and release >= _release(bound):
            return False
    return True


def _release(text: str) -> tuple[int, ...]:
    numbers = re.search(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, numbers[0].split("."))) if numbers else ()


def _readable(bounds: str) -> str:
    return ",".join(sorted((part.strip() for part in bounds.split(",")), reverse=True))
