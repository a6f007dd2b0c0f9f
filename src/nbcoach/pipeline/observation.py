"""What an instrumented run of a notebook has shown: values that the cut and the proof rest on."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from nbcoach.pipeline.failure import Failure


class Obstacle(Struct, frozen=True):
    """A name that cannot be carried from one kernel to the next, and why, in words for a user."""

    name: str
    reason: str


class Trial(Struct, frozen=True):
    """What a cut in front of a cell would cost, tried in the kernel at that moment.

    `before` is the 0-based index of the code cell that the next step would begin with, `names` what is carried,
    `size` its bytes.
    """

    before: int
    names: tuple[str, ...] = ()
    size: int = 0
    obstacles: tuple[Obstacle, ...] = ()


class CellTrace(Struct, frozen=True):
    """One executed code cell. Paths are relative to the folder in which the notebook ran, absolute outside it.

    `index` counts among all cells of the source from 0; `outputs` are nbformat outputs; `changed` names what the cell
    bound anew or changed in place; `draws` the generators it drew from (`random`, `numpy`, `torch`, …), `settings` the
    settings it changed (`pandas.options`, `matplotlib.rcParams`, `warnings.filters`, `os.environ`, `cwd`, …).
    """

    index: int
    seconds: float
    outputs: tuple[dict[str, Any], ...] = ()
    changed: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    draws: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    is_impure: bool = False
    """True where it read the clock, the network or fresh entropy, so that a second run may differ."""
    impure: tuple[str, ...] = ()
    """Why: `clock`, `entropy`, `network`; and `process` where it started a program, of which nothing else is known."""
    refused: tuple[str, ...] = ()
    """Files of the user's own folder that it was kept from writing by their absolute paths."""


class DataFile(Struct, frozen=True):
    """A file that the notebook opened to read before it wrote it: its bytes and SHA-256."""

    path: str
    size: int
    sha256: str


class Observation(Struct, frozen=True):
    """An instrumented run from the first code cell to the last, or to `failure`.

    `values` is the path of a blob with the values at the end, for the comparison; `distributions` maps the installed
    distributions that were imported to their versions; `python` is the kernel's version; `seconds` the whole time.
    `left` maps cells to the path of a blob with what a cut in front of them leaves behind, as it was at that moment.
    """

    cells: tuple[CellTrace, ...]
    trials: tuple[Trial, ...]
    distributions: dict[str, str]
    python: str
    platform: str
    data: tuple[DataFile, ...]
    seconds: float
    values: str = ""
    failed_cell: int | None = None
    failure: Failure | None = None
    left: dict[int, str] = {}

    def trace(self, index: int) -> CellTrace | None:
        """The trace of a source cell, None where it did not run."""
        return next((cell for cell in self.cells if cell.index == index), None)
