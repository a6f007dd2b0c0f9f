"""`track`: records every training of the notebook with MLflow, by one inserted cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach import tracking

if TYPE_CHECKING:
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import Edit
    from nbcoach.project import Project


class Arguments(Struct, frozen=True):
    """`style` is one of `tracking.STYLES`."""

    style: str = "autolog"


def edits(notebook: Notebook, arguments: Arguments, _: Project | None) -> tuple[Edit, ...]:
    """The tracking cell; nothing where the notebook is tracked or trains no model."""
    return tracking.plan(notebook, arguments.style)
