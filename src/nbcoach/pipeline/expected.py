"""What the tests of a pipeline expect: digests, shapes and scalars of what its cells showed, never the data."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from nbcoach.pipeline.proof import Expected, Summary
from nbcoach.pipeline.prove.summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from nbcoach.pipeline.proof import CellVerdict


def expected_of(cells: Iterable[CellVerdict], outputs: Mapping[int, Sequence[dict[str, Any]]]) -> tuple[Expected, ...]:
    """What tests expect of each cell that came out equal; of one that varies by itself, the kinds of output alone.

    Args:
        cells: The verdicts on the cells.
        outputs: The outputs of the pipeline's cells, by source cell.
    """
    return tuple(
        Expected(cell.cell, cell.step, _summaries(outputs.get(cell.cell, ()), is_steady=cell.verdict == "equal"))
        for cell in cells
        if cell.verdict != "differs" and outputs.get(cell.cell)
    )


def source() -> bytes:
    """The text of the module that makes these summaries: tests outside of nbcoach make them with it, too."""
    return files("nbcoach.pipeline.prove").joinpath("summary.py").read_bytes()


def _summaries(outputs: Sequence[dict[str, Any]], *, is_steady: bool) -> tuple[Summary, ...]:
    found = [
        Summary(each["mime"], each["digest"], tuple(each["numbers"]), tuple(each["shape"])) for each in summary(outputs)
    ]
    return tuple(found) if is_steady else tuple(Summary(each.mime) for each in found)
