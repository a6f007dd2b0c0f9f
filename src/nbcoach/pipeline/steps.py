"""The cells of a step: the notebook's own, with its parameters gathered in one cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from nbcoach.pipeline.fingerprint import sha256
from nbcoach.pipeline.literals import MARK, Statements
from nbcoach.pipeline.model import Hoist, Parameter, StepCell
from nbcoach.pipeline.parameters import INJECTED, TAG, injected_cell, tagged_cell, why_computed
from nbcoach.pipeline.secret_references import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


class Cells:
    """Makes the cells of steps out of those of a notebook.

    Cells stay as they are but for secrets, which are read from the environment instead, and for the literals that move
    to the parameters cell of the step that reads them first. The
    author's own parameters cell stays where it is; what is computed in it moves below, behind what a run injects.
    """

    def __init__(self, notebook: Notebook, parameters: Sequence[Parameter]) -> None:
        self.notebook = notebook
        self.parameters = parameters
        self._tagged = tagged_cell(notebook) if notebook.is_python else None
        self._injected = injected_cell(notebook)
        self._attachments = _attachments(notebook)

    def of(self, indices: Sequence[int], parameters: Sequence[Parameter]) -> Iterator[StepCell]:
        """The cells of a step that holds these cells of the source and sets these parameters."""
        own = self._tagged.index if self._tagged and self._tagged.index in indices else None
        gathered = [each for each in parameters if each.cell != own or each.origin == "hoisted"]
        for index in indices:
            cell = self.notebook.cells[index]
            if gathered and cell.kind == "code":
                yield from self._gathered(gathered)
                gathered = []
            if self._injected and index == self._injected.index:
                continue
            if index == own:
                yield from self._split(cell, parameters)
            else:
                yield self._edited(cell, self._without(cell))
        if gathered:
            yield from self._gathered(gathered)

    def _gathered(self, parameters: Sequence[Parameter]) -> Iterator[StepCell]:
        annotate = not self.notebook.language_version.startswith("2")
        texts = [_assignment(self.notebook, each, annotate=annotate) for each in parameters]
        yield StepCell("code", "\n".join(texts), {"tags": [TAG], "nbcoach": {"kind": "parameters", "version": 1}})
        yield from _own_names(parameters)

    def _without(self, cell: Cell) -> str:
        """The source of a cell without the literals that moved to the parameters cell of a step."""
        if cell.kind != "code":
            return without_secrets(self.notebook, cell, cell.source)
        names = {each.variable for each in self.parameters if each.cell == cell.index and each.origin != "hoisted"}
        source = without_secrets(self.notebook, cell, hoisted(cell.source, self._hoists(cell)))
        if not names:
            return source
        statements = Statements(source)
        return statements.without({each.at for each in statements.literals() if each.name in names})

    def _hoists(self, cell: Cell) -> list[Hoist]:
        return [hoist for each in self.parameters for hoist in each.hoists if hoist.cell == cell.index]

    def _split(self, cell: Cell, parameters: Sequence[Parameter]) -> Iterator[StepCell]:
        """The author's parameters cell. What another step sets is taken out of it."""
        here = {each.variable: each.name for each in parameters}
        plain = without_secrets(self.notebook, cell, cell.source)
        statements = Statements(plain)
        away = {each.variable for each in self.parameters if each.cell == cell.index} - here.keys()
        literals = {
            each.at: each.name for each in statements.literals() if not why_computed(self.notebook, cell, each.name)
        }
        moved = {at for at, name in literals.items() if name in away}
        given = set(literals) - moved
        computed = {at for at in range(len(statements.nodes)) if at not in literals and not statements.is_setting(at)}
        tags = [tag for tag in cell.tags if tag not in {TAG, INJECTED}]
        tagged = {"tags": [*tags, TAG] if given or not moved else tags}
        if not computed:
            source = statements.without(moved) if moved else plain
            yield self._edited(cell, Statements(source).renamed(here), tagged)
            yield from _own_names(parameters)
            return
        if given:
            yield self._edited(cell, Statements(_shown(statements, given)).renamed(here), tagged, pieces=2)
            yield from _own_names(parameters)
        rest = self._edited(cell, statements.without(set(literals)), {"tags": tags}, pieces=2 if given else 1)
        yield StepCell(rest.kind, rest.source, rest.metadata, {}, cell.index, None if given else cell.id)

    def _edited(self, cell: Cell, source: str, metadata: Mapping[str, Any] | None = None, pieces: int = 1) -> StepCell:
        """A cell of the source. One whose text changed keeps what it was, so that the notebook can be put together."""
        kept = {key: value for key, value in cell.metadata.items() if key not in _RUN_METADATA} | dict(metadata or {})
        ours = kept.get("nbcoach")
        about: dict[str, Any] = {**(ours if isinstance(ours, dict) else {}), "source_cell": cell.index}
        plain = without_secrets(self.notebook, cell, cell.source)
        if source != plain:
            about |= {"original": plain, "made": sha256(source.encode(errors="surrogatepass"))}
            about |= {"pieces": pieces} if pieces > 1 else {}
            hoists = self._hoists(cell)
            about |= {"hoisted": {each.after: each.before for each in hoists}} if hoists else {}
            names = {each.name: each.variable for each in self.parameters if each.cell == cell.index}
            others = {name: own for name, own in names.items() if name != own}
            about |= {"renamed": others} if others else {}
        if "tags" in kept and kept["tags"] != cell.metadata.get("tags"):
            about["tags"] = cell.metadata.get("tags")
        kept["nbcoach"] = about
        kind: Literal["code", "markdown", "raw"] = "raw"
        if cell.kind in {"code", "markdown"}:
            kind = cell.kind  # type: ignore[assignment]
        return StepCell(kind, source, kept, self._attachments.get(cell.index, {}), cell.index, cell.id)


def hoisted(source: str, hoists: Iterable[Hoist]) -> str:
    """A source with names in place of the literals that became parameters."""
    lines = source.split("\n")
    for each in sorted(hoists, key=lambda hoist: hoist.span, reverse=True):
        line, column, end_line, end_column = each.span
        text = lines[line - 1][:column] + each.after + lines[end_line - 1][end_column:]
        lines[line - 1 : end_line] = [text, *[""] * (end_line - line)]
    return "\n".join(lines)


def _own_names(parameters: Iterable[Parameter]) -> Iterator[StepCell]:
    """A cell that hands parameters of other names to the notebook's own; a run puts its values in front of it."""
    names = {each.name: each.variable for each in parameters if each.name != each.variable}
    if names:
        source = "\n".join(f"{own} = {name}" for name, own in names.items())
        yield StepCell("code", source, {"nbcoach": {"kind": "names", "names": names}})


def _shown(statements: Statements, given: set[int]) -> str:
    text = statements.without(set(range(len(statements.nodes))) - given)
    return "\n".join(line for line in text.split("\n") if not line.startswith(MARK)).strip("\n")


def _assignment(notebook: Notebook, parameter: Parameter, *, annotate: bool) -> str:
    """A literal as its author wrote it, with its type, which `papermill --help-notebook` shows."""
    kind = _TYPES.get(parameter.schema.get("type", ""), "")
    if parameter.origin == "hoisted":
        return f"{parameter.name}{f': {kind}' if annotate and kind else ''} = {parameter.hoists[0].before}"
    literals = Statements(notebook.cells[parameter.cell].source).literals()
    literal = next(each for each in literals if each.name == parameter.variable)
    text = Statements(literal.text).renamed({literal.name: parameter.name})
    if annotate and kind and not literal.annotation:
        text = f"{parameter.name}: {kind} = {text.partition('=')[2].lstrip()}"
    return f"{text}  # {literal.comment}" if literal.comment else text


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
