"""A step as the bytes of a plain papermill notebook: no outputs, each cell marked with the source cell it came from."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbcoach.pipeline.model import Kernel, Step, StepCell

_ID = re.compile(r"[a-zA-Z0-9-_]{1,64}")


def notebook_bytes(step: Step, kernel: Kernel) -> bytes:
    """The notebook of a step in nbformat 4.5.

    `metadata.nbcoach.source_cell` of a cell is the 0-based index of its source cell; the cells that the export adds
    have none.
    """
    document = {
        "cells": [_cell(cell, id_) for cell, id_ in zip(step.cells, _ids(step.cells), strict=True)],
        "metadata": {
            "kernelspec": {
                "display_name": kernel.display_name,
                "language": kernel.language,
                "name": kernel.name,
            },
            "language_info": {"name": kernel.language},
            "nbcoach": {"kind": "step", "version": 1, "step": step.name},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


def _cell(cell: StepCell, id_: str) -> dict[str, Any]:
    plain: dict[str, Any] = {"cell_type": cell.kind, "id": id_, "metadata": cell.metadata}
    if cell.kind == "code":
        plain |= {"execution_count": None, "outputs": []}
    elif cell.attachments:
        plain["attachments"] = cell.attachments
    return {**plain, "source": cell.source.splitlines(keepends=True)}


def _ids(cells: tuple[StepCell, ...]) -> list[str]:
    """The source's ids where they are valid and unique; else names that stay the same from export to export."""
    found: dict[str, None] = {}
    for position, cell in enumerate(cells):
        own = cell.id if cell.id and _ID.fullmatch(cell.id) else f"step-cell-{position}"
        found[own if own not in found else f"{own[:50]}-{position}"] = None
    return list(found)
