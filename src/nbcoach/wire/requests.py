"""What the browser asks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from nbcoach.wire.answers import OfferedRepair

Path = Annotated[str, Meta(description="A path below the root of the server's files, with `/`.", max_length=4096)]


class LiveCell(Struct, frozen=True):
    """A cell as it stands in the browser, saved or not, without its outputs."""

    id: str
    cell_type: Literal["code", "markdown", "raw"]
    source: str
    metadata: dict[str, Any] = {}


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

    `anew` asks for a new look at what surrounds the notebook (git, data files), as after a save.
    """

    notebook: LiveNotebook
    path: Path | None = None
    anew: bool = False


class ResolveRequest(Struct, frozen=True):
    """`POST nbcoach/resolve`: which edits make this repair in the notebook as it stands?"""

    notebook: LiveNotebook
    offer: OfferedRepair
    path: Path | None = None


class TrackRequest(Struct, frozen=True):
    """`POST nbcoach/track`: which edits add MLflow tracking to the notebook as it stands?"""

    notebook: LiveNotebook
    path: Path | None = None
    style: str = "autolog"


class ExportPlanRequest(Struct, frozen=True):
    """`POST nbcoach/export-plan`: what would an export of this notebook make? Nothing is written."""

    notebook: LiveNotebook
    path: Path
    to: Path


class ExportRequest(Struct, frozen=True):
    """`POST nbcoach/export`: writes the saved notebook at `path` as a pipeline into the folder `to`."""

    path: Path
    to: Path
    force: bool = False


class ExplainRequest(Struct, frozen=True):
    """`POST nbcoach/explain`: the whole explanation of a check."""

    check: str


REQUESTS = (LintRequest, ResolveRequest, TrackRequest, ExportPlanRequest, ExportRequest, ExplainRequest)
