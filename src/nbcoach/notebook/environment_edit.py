"""Edits that read a value from the environment instead of from the notebook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.model import STORES, Binding, Call, Value
from nbcoach.notebook.text_edits import text_at

if TYPE_CHECKING:
    from nbcoach.notebook.context import Holder
    from nbcoach.notebook.link import Cell, Notebook
    from nbcoach.notebook.model import Span


def variable_name(name: str) -> str:
    """The name of an environment variable for a name in code: `API_KEY` for `api_key` and `apiKey`; empty for none."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.rpartition(".")[2])
    made = re.sub(r"\W+", "_", words, flags=re.ASCII).strip("_").upper()
    return made if re.match(r"[A-Z]", made) else ""


def name_of(holder: Holder | None) -> str:
    """What a value is called where it stands: the variable, attribute, key or keyword that takes it; empty for none.

    A store into the environment (`os.environ["KEY"] = …`) has no name: there is where the value belongs.
    """
    if holder is None:
        return ""
    if holder.role == "keyword":
        return holder.name
    node = holder.node
    if holder.role == "binding" and isinstance(node, Binding):
        return _bound_name(node)
    if holder.role == "part" and isinstance(node, Value) and node.kind == "dict" and holder.position % 2:
        key = node.parts[holder.position - 1]
        return key.text if key.kind == "string" else ""
    return ""


def _bound_name(binding: Binding) -> str:
    target = binding.target
    if binding.index >= 0 or "environ" in binding.text:
        return ""
    if target is None:
        return binding.name
    if binding.kind == "item":
        key = target.parts[1] if len(target.parts) > 1 else None
        return key.text if key is not None and key.kind == "string" else ""
    return target.text.rpartition(".")[2]


def replaced(cell: Cell, span: Span, new: str) -> TextEdit:
    """The edit that puts a text in place of a range of a cell."""
    return TextEdit(cell.index, *span, text_at(cell.source, span), new)


def importing(notebook: Notebook, cell: Cell, module: str, used: Value | Call) -> tuple[TextEdit, ...] | None:
    """The edit that imports a module on top of a cell that is to use it at a place.

    Empty where the name stands for the module there already; None where the notebook has it for something else.
    """
    bound = [site for site in notebook.bindings_of(module) if site.binding.kind not in STORES]
    if any(site.binding.kind != "import" or site.binding.text != module for site in bound):
        return None
    top = [site for site in bound if site.binding.block == 0]
    if any((site.cell.index, site.binding.at) < (cell.index, used.at) for site in top):
        return ()
    line = _top(cell)
    return (TextEdit(cell.index, line, 0, line, 0, "", f"import {module}\n"),)


def _top(cell: Cell) -> int:
    """The first line of code, behind cell magics, remarks and imports that have to come first."""
    lines = cell.source.split("\n")
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare and not bare.startswith(("%%", "#", "from __future__")):
            return number
    return len(lines)
