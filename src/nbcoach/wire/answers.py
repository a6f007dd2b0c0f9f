"""What the server answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Line = Annotated[int, Meta(ge=1, description="Counted from 1 within the cell.")]
Column = Annotated[int, Meta(ge=0, description="Counted from 0, in UTF-16 units.")]


ErrorKind = Literal[
    "bad-call",
    "forbidden",
    "gone",
    "busy",
    "outside",
    "unreadable",
    "no-files",
    "taken",
    "stale",
    "too-large",
    "not-a-notebook",
    "missing-library",
    "failed",
]


class Range(Struct, frozen=True):
    """A stretch of a cell's source, the end exclusive."""

    line: Line
    column: Column
    end_line: Line
    end_column: Column


class ReplaceText(Struct, frozen=True, tag="text", tag_field="kind"):
    """Puts `new` where `old` must still stand."""

    cell_id: str
    range: Range
    old: str
    new: str


class InsertCell(Struct, frozen=True, tag="insert", tag_field="kind"):
    """Puts a new cell before or after another; `anchor_id` is null in a notebook without cells."""

    anchor_id: str | None
    where: Literal["before", "after"]
    cell_type: Literal["code", "markdown"]
    source: str
    metadata: dict[str, Any]


class RemoveCell(Struct, frozen=True, tag="remove", tag_field="kind"):
    """Takes a cell out whose source must still be `old`."""

    cell_id: str
    old: str


class ClearOutputs(Struct, frozen=True, tag="clear", tag_field="kind"):
    """Empties the outputs of a code cell."""

    cell_id: str


class SetMetadata(Struct, frozen=True, tag="metadata", tag_field="kind"):
    """Puts a value under a key of a cell's metadata, or of the notebook's where `cell_id` is null.

    `old` is what stands there, null for nothing.
    """

    cell_id: str | None
    key: str
    old: Any
    new: Any


Change = ReplaceText | InsertCell | RemoveCell | ClearOutputs | SetMetadata


class OfferedRepair(Struct, frozen=True):
    """A repair that `POST nbcoach/resolve` turns into edits; its arguments go back to the server as they came."""

    name: str
    arguments: dict[str, Any]


class Repair(Struct, frozen=True):
    """A fix; exactly one of `edits` and `offer` is given. `safe` ones keep the meaning."""

    title: str
    safe: bool
    edits: tuple[Change, ...] | None
    offer: OfferedRepair | None


class Hint(Struct, frozen=True):
    """A finding; `cell_id` and `range` are null for what concerns the notebook as a whole.

    `from_outputs` tells findings about saved outputs, which are looked for on a save and hold until the next.
    """

    check: str
    area: str
    severity: Literal["error", "warning", "hint"]
    message: str
    cell_id: str | None
    range: Range | None
    fixes: tuple[Repair, ...]
    from_outputs: bool


class FailedCheck(Struct, frozen=True):
    """A check that crashed; the others went on."""

    check: str
    message: str


class LintAnswer(Struct, frozen=True):
    """`language` is the notebook's, in lower case; notebooks in other languages than Python get no hints.

    `unparsed` are the ids of cells that do not parse just now: while someone types there, their last hints stay.
    """

    language: str
    unparsed: tuple[str, ...]
    hints: tuple[Hint, ...]
    errors: tuple[FailedCheck, ...]


class EditsAnswer(Struct, frozen=True):
    """Edits that belong together, to be applied in one step; without any, `note` says why nothing is to be done."""

    edits: tuple[Change, ...]
    note: str


class FixSafeAnswer(Struct, frozen=True):
    """Edits that belong together, and how many findings of each check they take away."""

    edits: tuple[Change, ...]
    fixed: dict[str, int]


class IgnoreInProjectAnswer(Struct, frozen=True):
    """The settings file (from the root of the server's files) before and after; `before` is null for a new one."""

    file: str
    before: str | None
    after: str
    digest: str
    is_written: bool


class CheckSummary(Struct, frozen=True):
    """What a hover card says about a check: the summary in a line, and why the habit hurts, in Markdown."""

    name: str
    area: str
    summary: str
    why: str


class StatusAnswer(Struct, frozen=True):
    """`GET nbcoach/status`. `has_files` is false where notebooks are not kept in a file system: no export there."""

    version: str
    has_files: bool
    checks: tuple[CheckSummary, ...]


class ExplainAnswer(Struct, frozen=True):
    """`text` is the whole explanation in Markdown; `sources` are addresses."""

    name: str
    area: str
    severity: Literal["error", "warning", "hint"]
    summary: str
    text: str
    sources: tuple[str, ...]


class ErrorAnswer(Struct, frozen=True):
    """The body of every answer that is not 200: what happened, and what to do about it (may be empty).

    `kind` is what programs go by: the caller's mistake, a place or file that is out of reach, what stands in the
    way, or a failure of the server.
    """

    message: str
    cure: str
    kind: ErrorKind = "failed"


ANSWERS = (
    StatusAnswer,
    LintAnswer,
    EditsAnswer,
    FixSafeAnswer,
    IgnoreInProjectAnswer,
    ExplainAnswer,
    ErrorAnswer,
)
