"""The cells of a step: the notebook's own, with its parameters gathered in one cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from nbcoach.pipeline.literals import MARK, Statements
from nbcoach.pipeline.model import Parameter, Step, StepCell
from nbcoach.pipeline.parameters import INJECTED, TAG, injected_cell, tagged_cell, why_computed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nbcoach.notebook import Cell, Notebook

_TYPES = {
    "boolean": "bool",
    "integer": "int",
    "number": "float",
    "string": "str",
    "array": "list",
    "object": "dict",
}
_RUN_METADATA = frozenset({"papermill", "execution", "ExecuteTime"})


def whole_step(notebook: Notebook, parameters: tuple[Parameter, ...], name: str) -> Step:
    """The notebook as one step. Cells stay as they are but for the literals that move to the parameters cell."""
    tagged = tagged_cell(notebook)
    cells = _around(notebook, tagged) if tagged else _lifted(notebook, parameters)
    return Step(name, f"steps/10_{name.replace('-', '_')}.ipynb", tuple(cells))


def _lifted(notebook: Notebook, parameters: tuple[Parameter, ...]) -> Iterator[StepCell]:
    """The parameters cell stands before the first code cell, so that every use of a value follows it."""
    attachments = _attachments(notebook)
    names = {each.name for each in parameters}
    pending = bool(parameters)
    for cell in notebook.cells:
        if pending and cell.kind == "code":
            yield _gathered(notebook, parameters)
            pending = False
        moved = names & {each.name for each in parameters if each.cell == cell.index}
        yield _kept(cell, _without(cell.source, moved), attachments)


def _gathered(notebook: Notebook, parameters: tuple[Parameter, ...]) -> StepCell:
    annotate = not notebook.language_version.startswith("2")
    texts = [_assignment(notebook, each, annotate=annotate) for each in parameters]
    return StepCell("code", "\n".join(texts), {"tags": [TAG], "nbcoach": {"kind": "parameters", "version": 1}})


def _assignment(notebook: Notebook, parameter: Parameter, *, annotate: bool) -> str:
    """A literal as its author wrote it, with its type, which `papermill --help-notebook` shows."""
    literals = Statements(notebook.cells[parameter.cell].source).literals()
    literal = next(each for each in literals if each.name == parameter.name)
    kind = _TYPES.get(parameter.schema.get("type", ""), "")
    text = literal.text
    if annotate and kind and not literal.annotation:
        text = f"{literal.name}: {kind} = {text.partition('=')[2].lstrip()}"
    return f"{text}  # {literal.comment}" if literal.comment else text


def _without(source: str, names: set[str]) -> str:
    if not names:
        return source
    statements = Statements(source)
    return statements.without({each.at for each in statements.literals() if each.name in names})


def _around(notebook: Notebook, tagged: Cell) -> Iterator[StepCell]:
    """The author's own parameters cell; what is computed in it moves below, behind the values that a run injects."""
    attachments = _attachments(notebook)
    injected = injected_cell(notebook)
    for cell in notebook.cells:
        if injected and cell.index == injected.index:
            continue
        if cell.index == tagged.index:
            yield from _split(notebook, cell, attachments)
        else:
            yield _kept(cell, cell.source, attachments)


def _split(notebook: Notebook, cell: Cell, attachments: Mapping[int, Any]) -> Iterator[StepCell]:
    statements = Statements(cell.source)
    literals = {each.at for each in statements.literals() if not why_computed(notebook, cell, each.name)}
    computed = {at for at in range(len(statements.nodes)) if at not in literals and not statements.is_setting(at)}
    kept = _kept(cell, cell.source, attachments)
    tags = [*(tag for tag in cell.tags if tag not in {TAG, INJECTED}), TAG]
    metadata = {**kept.metadata, "tags": tags}
    if not computed:
        yield StepCell(kept.kind, cell.source, metadata, {}, cell.index, cell.id)
        return
    given = statements.without(set(range(len(statements.nodes))) - literals).split("\n")
    shown = "\n".join(line for line in given if not line.startswith(MARK)).strip("\n")
    yield StepCell(kept.kind, shown, metadata, {}, cell.index, cell.id)
    below = {**kept.metadata, "tags": [tag for tag in tags if tag != TAG]}
    yield StepCell(kept.kind, statements.without(literals), below, {}, cell.index)


def _kept(cell: Cell, source: str, attachments: Mapping[int, Any]) -> StepCell:
    metadata = {key: value for key, value in cell.metadata.items() if key not in _RUN_METADATA}
    ours = metadata.get("nbcoach")
    metadata["nbcoach"] = {**(ours if isinstance(ours, dict) else {}), "source_cell": cell.index}
    kind: Literal["code", "markdown", "raw"] = "raw"
    if cell.kind in {"code", "markdown"}:
        kind = cell.kind  # type: ignore[assignment]
    return StepCell(kind, source, metadata, attachments.get(cell.index, {}), cell.index, cell.id)


def _attachments(notebook: Notebook) -> dict[int, Any]:
    """The pictures that are pasted into markdown cells, by the cell's index."""
    document = notebook.document
    if isinstance(document, bytes):
        if b'"attachments"' not in document:
            return {}
        document = json.loads(document)
    cells: Iterable[Any] = document.get("cells") or ()
    return {
        index: cell["attachments"]
        for index, cell in enumerate(cells)
        if isinstance(cell, dict) and isinstance(cell.get("attachments"), dict)
    }
