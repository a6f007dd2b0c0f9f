"""What crosses for an export: the plan, what a run would mean, how far it is, and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from nbcoach.wire.answers import ErrorAnswer
from nbcoach.wire.requests import LiveNotebook, Path

How = Literal["auto", "one", "headings", "tags"]
Run = Literal["nothing", "observe", "prove"]
"""What is executed: nothing, the notebook once to see where it can be cut, or also the pipeline, to prove it."""
Verdict = Literal["verified", "partial", "differs", "unverified"]
CellIndex = Annotated[int, Meta(description="Counted from 0 among all cells.")]
Names = Annotated[tuple[str, ...], Meta(max_length=1000)]
Wishes = Annotated[dict[str, str], Meta(max_length=1000)]
JobId = Annotated[str, Meta(max_length=64)]


class ExportPlanRequest(Struct, frozen=True):
    """`POST nbcoach/export-plan`: what would an export of this notebook make? Nothing is written.

    `parameters` are the names to take, null for those that are likely and safe; `types` are wider types for some, and
    `names` other names, both by the names that the notebook has for them.
    """

    notebook: LiveNotebook
    path: Path
    to: Path
    how: How = "auto"
    run: Run = "nothing"
    parameters: Names | None = None
    types: Wishes = {}
    names: Wishes = {}


class PlannedParameter(Struct, frozen=True):
    """A value that a run may set. `default` is JSON text; `types` are those that take it, the planned one is `type`.

    `taken` is false for a literal that could be a parameter as well; `reason` says why it is one or not. `misnamed`
    says why it cannot have the name that was wished, or is empty.
    """

    name: str
    default: str
    type: str
    types: tuple[str, ...]
    help: str
    origin: Literal["tagged", "lifted", "hoisted"]
    cell: CellIndex
    taken: bool
    reason: str
    misnamed: str


class LeftOutParameter(Struct, frozen=True):
    """A literal that cannot be a parameter, and why."""

    name: str
    cell: CellIndex
    reason: str


class PlannedStep(Struct, frozen=True):
    """A step of the pipeline; `notebook` is relative to its folder, and `cells` are those of the source with code.

    `carries` are the variables that it hands on, null for all.
    """

    name: str
    title: str
    notebook: str
    cells: tuple[CellIndex, ...]
    parameters: tuple[str, ...]
    carries: tuple[str, ...] | None


class GivenUpCut(Struct, frozen=True):
    """A place at which no step begins, and why."""

    before: CellIndex
    reason: str


class ExportPlanAnswer(Struct, frozen=True):
    """What an export would write into `to`: `files`, relative to it. `stands` is what stands there now.

    `cut` says in words how the steps were found; `engines` are those that are installed.
    """

    to: str
    stands: Literal["nothing", "pipeline", "other"]
    cut: str
    steps: tuple[PlannedStep, ...]
    merged: tuple[GivenUpCut, ...]
    parameters: tuple[PlannedParameter, ...]
    left_out: tuple[LeftOutParameter, ...]
    files: tuple[str, ...]
    kernel: str
    engines: tuple[str, ...]
    warnings: tuple[str, ...]


class ExportIntentRequest(Struct, frozen=True):
    """`POST nbcoach/export-intent`: what would an export of this notebook execute? Nothing is executed."""

    notebook: LiveNotebook
    path: Path


class ExportIntent(Struct, frozen=True):
    """What is asked consent for: `code_cells` cells run in copies of `folder`, `size` bytes in `files` files.

    They run once to be observed, three times to be proven. `folder` is below the server's root, or absolute where it
    lies outside; `seconds` is what the cells took at last, null where nobody knows. `may_run` is false for users who
    may not execute code.
    """

    folder: str
    files: int
    size: int
    is_large: bool
    code_cells: int
    seconds: float | None
    may_run: bool


class ExportRequest(Struct, frozen=True):
    """`POST nbcoach/export`: begins to write the saved notebook at `path` as a pipeline into the folder `to`.

    `run` is the consent to execute it. `values` are defaults for runs as text, `types` wider types, `names` other
    names, all by the names that the notebook has for the parameters. `over` says what happens to a pipeline that stands
    there: it is refused, gets the new one merged in, or is replaced.
    """

    path: Path
    to: Path
    run: Run = "nothing"
    how: How = "auto"
    parameters: Names | None = None
    values: Wishes = {}
    types: Wishes = {}
    names: Wishes = {}
    engine: Annotated[str, Meta(max_length=100)] = "papermill"
    over: Literal["refuse", "merge", "replace"] = "refuse"


class ExportStatusRequest(Struct, frozen=True):
    """`POST nbcoach/export-status`: how far is this export?"""

    id: JobId


class ExportCancelRequest(Struct, frozen=True):
    """`POST nbcoach/export-cancel`: stops this export; nothing is written."""

    id: JobId


class Counts(Struct, frozen=True):
    """How many places have each verdict: `weak` is equal as far as one can tell, `noise` varies in the notebook."""

    equal: int
    weak: int
    noise: int
    differs: int


class Parting(Struct, frozen=True):
    """The first place at which the pipeline differs: `expected` in the notebook, `got` in the pipeline."""

    what: Literal["output", "variable", "file", "failure"]
    name: str
    cell: CellIndex | None
    step: str
    kind: str
    where: str
    expected: str
    got: str


class ExportLesson(Struct, frozen=True):
    """What stood in the way, why it matters, and what to do; `check` is the check that teaches it, or empty."""

    title: str
    why: str
    cure: str
    check: str
    cell: CellIndex | None


class ExportAnswer(Struct, frozen=True):
    """What was written; all paths are below the root of the server's files.

    Where the results differ, `is_set_aside` is true, and `folder` another one than was asked for. `kept` are files in
    which edits of the user were kept. `cause` is the likely cause of the first difference, `reason` why less is known
    than could be.
    """

    folder: str
    pipeline: str
    report: str
    steps: tuple[str, ...]
    cut: str
    outcome: Verdict
    verdict: str
    is_set_aside: bool
    counts: Counts
    outputs: int
    variables: int
    written: int
    first_difference: Parting | None
    cause: str
    reason: str
    lessons: tuple[ExportLesson, ...]
    merged: tuple[GivenUpCut, ...]
    kept: tuple[str, ...]
    warnings: tuple[str, ...]


class ExportStatus(Struct, frozen=True):
    """How far an export is; `result` and `error` are given at its end.

    Cell `cell` of `cells` begins, counted from 1 among those with code. `attempt` counts how often the steps are
    tried, from 1; `step` is the step that runs; `seconds` have gone by.
    """

    id: str
    state: Literal["running", "done", "failed", "stopped"] = "running"
    stage: Literal["starting", "observing", "repeating", "trying"] = "starting"
    step: str = ""
    cell: int = 0
    cells: int = 0
    attempt: int = 1
    seconds: float = 0.0
    result: ExportAnswer | None = None
    error: ErrorAnswer | None = None


class ExportListRequest(Struct, frozen=True):
    """`POST nbcoach/export-list`: which exports of this notebook are going on, or have ended with nobody told?"""

    path: Path


class FoundExport(Struct, frozen=True):
    """An export that somebody began: as it was asked for, and how far it is."""

    request: ExportRequest
    status: ExportStatus


class ExportListAnswer(Struct, frozen=True):
    """The exports of a notebook, the last that was begun first."""

    exports: tuple[FoundExport, ...]


MESSAGES = (
    ExportListRequest,
    ExportListAnswer,
    ExportPlanRequest,
    ExportPlanAnswer,
    ExportIntentRequest,
    ExportIntent,
    ExportRequest,
    ExportStatusRequest,
    ExportCancelRequest,
    ExportStatus,
)
