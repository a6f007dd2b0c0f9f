"""The steps of a cut as papermill notebooks: the cells as they are, their parameters, and what is handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.pipeline.handing_on import epilogue, prologue
from nbcoach.pipeline.liveness import first_reader, live
from nbcoach.pipeline.model import Step
from nbcoach.pipeline.step_names import notebook_path
from nbcoach.pipeline.steps import Cells
from nbcoach.pipeline.submodules import submodules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nbcoach.notebook import Notebook
    from nbcoach.pipeline.cut import Cut
    from nbcoach.pipeline.model import Parameter, StepCell


def emit(notebook: Notebook, cut: Cut, parameters: Sequence[Parameter], *, home: str = ".") -> tuple[Step, ...]:
    """The steps of a notebook.

    Args:
        notebook: The source.
        cut: Its cells in groups.
        parameters: Those that were taken; each is set in the first step that may read it, and handed on from there.
        home: The pipeline's folder, seen from the folder in which the steps run.
    """
    placed = _placed(notebook, cut, parameters)
    cells = Cells(notebook, parameters)
    return tuple(_step(cells, cut, at, placed, home) for at in range(len(cut.groups)))


def _placed(notebook: Notebook, cut: Cut, parameters: Sequence[Parameter]) -> dict[int, tuple[Parameter, ...]]:
    """The parameters of each step, by its position."""
    found: dict[int, tuple[Parameter, ...]] = {}
    for each in parameters:
        at = _position(cut, _needed_at(notebook, each))
        found[at] = (*found.get(at, ()), each)
    return found


def _needed_at(notebook: Notebook, parameter: Parameter) -> int:
    """The cell at which the value of a parameter has to be there."""
    if parameter.origin == "hoisted":
        return parameter.cell
    first = first_reader(notebook, parameter.variable)
    return parameter.cell if first is None else first


def _position(cut: Cut, cell: int) -> int:
    return next((at for at, group in enumerate(cut.groups) if cell in group.cells), 0)


def _step(cells: Cells, cut: Cut, at: int, placed: Mapping[int, tuple[Parameter, ...]], home: str) -> Step:
    group, names = cut.groups[at], [each.name for each in cut.groups]
    is_last = at + 1 == len(names)
    parameters = placed.get(at, ())
    carries = frozenset[str]() if is_last else _carried(cells, cut.starts[at], at, placed)
    made = list(cells.of(group.cells, parameters))
    if len(names) > 1:
        made = list(_framed(made, _brought_in(cells, cut, at, placed, home)))
        made += [] if is_last else [epilogue(group.name, carries)]
    return Step(
        group.name,
        notebook_path(group.name, at + 1, len(names)),
        tuple(made),
        title=group.title,
        parameters=tuple(each.name for each in parameters),
        carries=None if carries is None else tuple(sorted(carries)),
    )


def _brought_in(cells: Cells, cut: Cut, at: int, placed: Mapping[int, tuple[Parameter, ...]], home: str) -> StepCell:
    if not at:
        return prologue(None, home)
    start = cut.starts[at - 1]
    modules = submodules(cells.notebook, start, _carried(cells, start, at - 1, placed))
    return prologue(cut.groups[at - 1].name, home, modules)


def _carried(cells: Cells, start: int, at: int, placed: Mapping[int, tuple[Parameter, ...]]) -> frozenset[str] | None:
    """What a step hands on to the one that begins at a cell, without the parameters that are only set below."""
    carries = live(cells.notebook, start)
    if carries is None:
        return None
    below = {each.variable for later, parameters in placed.items() if later > at for each in parameters}
    return (carries - below) | _hoisted_above(cells.parameters, start)


def _hoisted_above(parameters: Sequence[Parameter], start: int) -> set[str]:
    """The parameters out of calls that are set above a cell and read from it on."""
    return {
        each.name
        for each in parameters
        if each.hoists and each.cell < start and any(hoist.cell >= start for hoist in each.hoists)
    }


def _framed(made: list[StepCell], first: StepCell) -> Iterator[StepCell]:
    """The cells with one more in front of the first that holds code."""
    pending = True
    for cell in made:
        if pending and cell.kind == "code":
            yield first
            pending = False
        yield cell
