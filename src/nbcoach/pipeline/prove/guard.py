"""Keeps a step that is tried from writing into the user's own folder by an absolute path, as the observed run is kept.

IPython runs the file that `PYTHONSTARTUP` names when a kernel starts; so no cell has to be added in front, which would
shift the numbers of all others.
"""

from __future__ import annotations

import os
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from nbcoach.pipeline.observe import Copy

_STARTUP = """\
exec({code!r}, {{"__name__": "nbcoach_guard"}})
"""
_CODE = """\
import os, sys
namespace = {{"__name__": "nbcoach_guard"}}
with open({audit!r}, encoding="utf-8") as file:
    exec(compile(file.read(), {audit!r}, "exec"), namespace)
namespace["Watch"]({protected!r}, {allowed!r})
own = {own!r}
if own is None:
    os.environ.pop("PYTHONSTARTUP", None)
else:
    os.environ["PYTHONSTARTUP"] = own
    from IPython import get_ipython
    if os.path.isfile(own):
        get_ipython().safe_execfile(own, get_ipython().user_ns)
"""


def guarded(environment: Mapping[str, str], copy: Copy, linked: Sequence[Path]) -> dict[str, str]:
    """The environment of a kernel that may not write into the folder that was copied, nor into what is linked."""
    home = copy.home / "guard"
    home.mkdir(exist_ok=True)
    audit = home / "audit.py"
    audit.write_bytes(files("nbcoach.pipeline.observe").joinpath("probe", "audit.py").read_bytes())
    code = _CODE.format(
        audit=str(audit),
        protected=[str(copy.folder), *map(str, linked)],
        allowed=[str(copy.home)],
        own=environment.get("PYTHONSTARTUP"),
    )
    startup = home / "startup.py"
    startup.write_text(_STARTUP.format(code=code), "utf-8")
    return {**environment, "PYTHONSTARTUP": os.fspath(startup)}
