"""The cells that an export adds to a step: what brings in the state of the step before, and what hands on its own.

Neither binds a name in the notebook's namespace. The pipeline's folder is found by the environment variable
`PIPELINE_DIR`, else by a path relative to the folder in which the step starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.pipeline.model import StepCell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PROLOGUE = "nbcoach-prologue"
EPILOGUE = "nbcoach-epilogue"
MODULE = "pipeline_state"
"""The name under which a kernel knows `state.py`, so that a module `state` of the user stays what it is."""

_FIND = """\
import importlib.util, os, sys
folder = os.path.abspath(os.environ.get("PIPELINE_DIR") or {home!r})
spec = importlib.util.spec_from_file_location("{module}", os.path.join(folder, "state.py"))
sys.modules["{module}"] = state = importlib.util.module_from_spec(spec)
spec.loader.exec_module(state)
os.environ.setdefault("PIPELINE_STATE", os.path.join(folder, "state"))
"""


_MODULES = """\
import importlib
for name in {names}:
    try:
        importlib.import_module(name)
    except ImportError:
        pass
"""


def prologue(before: str | None, home: str, modules: Sequence[str] = ()) -> StepCell:
    """The first code cell of a step: loads the state that the step `before` has left, None for the first step.

    `modules` are those that are to be imported besides, so that packages have them; what is no module is passed over.
    """
    first = before is None
    said = "Gets ready to hand on the variables of this step." if first else f"Brings in the variables of {before}."
    code = _FIND.format(home=home, module=MODULE) + ("state.watch()\n" if first else f"state.load({before!r})\n")
    code += _MODULES.format(names=_listed(list(modules))) if modules else ""
    quoted = code.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return _cell(f'# {said} Made by nbcoach; it binds no name.\nexec("""\n{quoted}""", {{}})', PROLOGUE)


def epilogue(step: str, names: Iterable[str] | None) -> StepCell:
    """The last code cell of a step: writes the variables that later steps read, None for all."""
    shown = "None" if names is None else _listed(sorted(names))
    said = "# Hands on what later steps read. Made by nbcoach; it binds no name."
    return _cell(f'{said}\n__import__("sys").modules["{MODULE}"].dump({step!r}, {shown});', EPILOGUE)


def _listed(names: list[str]) -> str:
    """A list of texts, a few on each line."""
    text = "[" + ", ".join(f'"{name}"' for name in names) + "]"
    if len(text) <= 80:
        return text
    lines = [""]
    for name in names:
        if len(lines[-1]) + len(name) > 100:
            lines.append("")
        lines[-1] += f'"{name}", '
    return "[\n" + "\n".join(f"    {line.strip()}" for line in lines) + "\n]"


def _cell(source: str, tag: str) -> StepCell:
    return StepCell("code", source, {"tags": [tag], "nbcoach": {"kind": tag.removeprefix("nbcoach-"), "version": 1}})
