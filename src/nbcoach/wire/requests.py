"""What the browser asks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from nbcoach.wire.answers import OfferedRepair

Path = Annotated[str, Meta(description="A path below the root of the server's files, with `/`.", max_length=4096)]


class LiveCell(Struct, frozen=True):
    """A cell as it stands in the browser, saved or not. What ran below it is told only where a request says so."""

    id: str
    cell_type: Literal["code", "markdown", "raw"]
    source: str
    metadata: dict[str, Any] = {}
    execution_count: int | None = None
    outputs: tuple[dict[str, Any], ...] = ()


class LiveNotebook(Struct, frozen=True):
    """An open notebook as it stands in the browser."""

    cells: tuple[LiveCell, ...]
    metadata: dict[str, Any] = {}
    nbformat: int = 4
    nbformat_minor: int = 5


class StatusRequest(Struct, frozen=True):
    """`GET nbcoach/status` asks for nothing in particular."""


class LintRequest(Struct, frozen=True):
    """`POST nbcoach/lint`: which habits does this notebook show? `path` is null where there is no file.

    `anew` asks for a new look at what surrounds the notebook (git, data files) and at its outputs, which are then in
    the cells, as after a save. Without it checks of outputs do not run.
    """

    notebook: LiveNotebook
    path: Path | None = None
    anew: bool = False


class ResolveRequest(Struct, frozen=True):
    """`POST nbcoach/resolve`: which edits make this repair in the notebook as it stands?"""

    notebook: LiveNotebook
    offer: OfferedRepair
    path: Path | None = None


class FixSafeRequest(Struct, frozen=True):
    """`POST nbcoach/fix-safe`: which edits make all the safe repairs of the notebook as it stands?"""

    notebook: LiveNotebook
    path: Path | None = None


class IgnoreRequest(Struct, frozen=True):
    """`POST nbcoach/ignore`: which edits make a check pass over one place of the notebook, with a reason?

    `cell_id` is null for a finding about the notebook, and `line` (from 1, with `end_line`) for one about a cell.
    """

    notebook: LiveNotebook
    check: str
    reason: str
    cell_id: str | None = None
    line: int | None = None
    end_line: int | None = None


class IgnoreInProjectRequest(Struct, frozen=True):
    """`POST nbcoach/ignore-in-project`: switches a check off in the settings of the project around a notebook.

    Without `expected` nothing is written, and the answer shows what would be. `expected` is that answer's `digest`.
    """

    path: Path
    check: str
    expected: str | None = None


class TrackRequest(Struct, frozen=True):
    """`POST nbcoach/track`: which edits add MLflow tracking to the notebook as it stands?"""

    notebook: LiveNotebook
    path: Path | None = None
    style: str = "autolog"


class ExplainRequest(Struct, frozen=True):
    """`POST nbcoach/explain`: the whole explanation of a check."""

    check: str


REQUESTS = (
    LintRequest,
    FixSafeRequest,
    IgnoreRequest,
    IgnoreInProjectRequest,
    ResolveRequest,
    TrackRequest,
    ExplainRequest,
)
