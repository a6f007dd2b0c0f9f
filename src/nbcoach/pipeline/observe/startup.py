"""Code that a kernel runs before its first cell, by the file that `PYTHONSTARTUP` names; a kernel of another language
does not look at it. No cell has to be added in front, which would shift the numbers of all others.
"""

from __future__ import annotations

import os
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_STARTUP = """\
exec({code!r}, {{"__name__": "nbcoach_startup"}})
"""
_CODE = """\
import os
def load(path):
    namespace = {{"__name__": "nbcoach_startup"}}
    with open(path, encoding="utf-8") as file:
        exec(compile(file.read(), path, "exec"), namespace)
    return namespace
{calls}
own = {own!r}
if own is None:
    os.environ.pop("PYTHONSTARTUP", None)
else:
    os.environ["PYTHONSTARTUP"] = own
    from IPython import get_ipython
    if os.path.isfile(own):
        get_ipython().safe_execfile(own, get_ipython().user_ns)
"""


def started(environment: Mapping[str, str], home: Path, **calls: str) -> dict[str, str]:
    """The environment of a kernel that calls functions of the probe as it starts.

    Args:
        environment: All environment variables so far.
        home: A folder outside the notebook's copy, for the files of this start.
        calls: By the name of a module of the probe: the call, as code.
    """
    home.mkdir(exist_ok=True)
    lines = []
    for name, call in calls.items():
        path = home / f"{name}.py"
        path.write_bytes(files("nbcoach.pipeline.observe").joinpath("probe", f"{name}.py").read_bytes())
        function, _, rest = call.partition("(")
        lines.append(f"load({str(path)!r})[{function!r}]({rest}")
    code = _CODE.format(calls="\n".join(lines), own=environment.get("PYTHONSTARTUP"))
    startup = home / "startup.py"
    startup.write_text(_STARTUP.format(code=code), "utf-8")
    return {**environment, "PYTHONSTARTUP": os.fspath(startup)}


def chance(cells: Iterable[tuple[str, int]]) -> str:
    """The call that starts chance in a kernel which executes these cells: their code, and their index in the source."""
    places: dict[str, list[int]] = {}
    for code, place in cells:
        places.setdefault(code.rstrip("\n"), []).append(place)
    return f"same_chance({places!r})"


def alike(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a kernel whose sets come in the order of every other such kernel."""
    return {"PYTHONHASHSEED": "0", **environment}
