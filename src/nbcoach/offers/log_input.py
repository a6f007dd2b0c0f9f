"""`log-input`: records, in an MLflow run, which data a read has given: where it lies and a digest of its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach import tracking
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.trackers import tracker_calls
from nbcoach.notebook.training import trainings
from nbcoach.offers._reads import Frame, frame_at
from nbcoach.offers._sources import line_of
from nbcoach.snippets import quoted, snippet, snippets

if TYPE_CHECKING:
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import Edit
    from nbcoach.project import Project

_REPEATED = frozenset({"for", "while", "comprehension", "function", "lambda"})


class Arguments(Struct, frozen=True):
    """The place of the call that reads: `cell` is its index, `line` counts from 1, `column` from 0."""

    cell: int
    line: int
    column: int


def edits(notebook: Notebook, arguments: Arguments, _: Project | None) -> tuple[Edit, ...]:
    """A line behind the read; in a notebook that nothing tracks also the cell that finds the store.

    Nothing where what was read is recorded already.

    Raises:
        BadCallError: No call stands there, or what it reads cannot be recorded so; the message says what to do.
    """
    frame = frame_at(notebook, arguments.cell, arguments.line, arguments.column)
    if _is_recorded(notebook, frame):
        return ()
    line = TextEdit(frame.cell.index, frame.line, frame.column, frame.line, frame.column, "", _text(notebook, frame))
    if tracking.tracking_cells(notebook) or any(tracker_calls(notebook)):
        return (line,)
    return (tracking.tracking_insertion(notebook, frame.cell.index), line)


def _is_recorded(notebook: Notebook, frame: Frame) -> bool:
    logs = [site for site in notebook.calls_to("mlflow.log_input") if site.cell is frame.cell]
    given = [site.call.arguments[0] for site in logs if site.call.arguments]
    made = [frame.cell.facts.calls[each.call] for each in given if each.kind == "call"]
    return any(call.arguments and call.arguments[0].text == frame.name for call in made)


def _text(notebook: Notebook, frame: Frame) -> str:
    """The inserted code: on lines of their own, or behind a semicolon where more stands on the line."""
    call = snippets("log_input")[frame.library]
    source = [f"{call.metadata['source']}={frame.source}"] if frame.source else []
    arguments = ", ".join([frame.name, *source, f"name={quoted(frame.title)}"])
    log = snippet("log_input", frame.library, arguments=arguments).source
    imports = [] if _has_mlflow(notebook, frame) else ["import mlflow"]
    rest = line_of(frame.cell, frame.line)[frame.column :]
    if rest.lstrip().startswith(";"):
        return "".join(f"; {each}" for each in [*imports, log])
    if _opens_own_run(notebook):
        log = snippet("log_input", "run", title=quoted(frame.title), line=log).source
    lines = [line for each in [*imports, log] for line in each.split("\n")]
    return "".join(f"\n{frame.indent}{line}" for line in lines)


def _opens_own_run(notebook: Notebook) -> bool:
    """True where the input cannot share a run with the training, since each of several trainings has its own.

    A run that this line leaves open takes in the next training, and of a second one with other parameters MLflow
    refuses to record anything ("Changing param values is not allowed").
    """
    if notebook.calls_to("mlflow.start_run"):
        return False
    found = [each for each in trainings(notebook) if each.is_seen]
    around = [block.kind for each in found for block in each.site.cell.facts.around(each.site.block)]
    return len(found) > 1 or bool(_REPEATED & set(around))


def _has_mlflow(notebook: Notebook, frame: Frame) -> bool:
    """True where a plain top-level `import mlflow` runs before."""
    return any(
        site.binding.name == "mlflow" and site.binding.block == 0 and site.place < frame.place
        for site in notebook.import_sites
    )
