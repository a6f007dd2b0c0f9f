"""One notebook out of the steps of a pipeline: the way back of an export.

Each cell of a step says which cell of the source it was. What an export added goes, what it moved returns to its
place, and what somebody changed in the steps since is kept: code, markdown, new cells, and the values of parameters.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from nbcoach.errors import BadCallError, NbcoachError
from nbcoach.notebook import read_notebook
from nbcoach.pipeline.handing_on import EPILOGUE, PROLOGUE
from nbcoach.pipeline.manifest import read_manifest
from nbcoach.pipeline.parameters import INJECTED
from nbcoach.pipeline.returning import assignments, returned, with_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from nbcoach.pipeline.manifest import Manifest

_MADE_ID = "step-cell-"
_OURS = ("source_cell", "original", "made", "pieces", "tags", "hoisted", "renamed")


def back(folder: Path) -> bytes:
    """The notebook of a pipeline, without outputs: cell for cell the source where nothing was edited.

    Line endings are those of Unix, as everywhere where a notebook was read.

    Args:
        folder: The pipeline's folder. The source itself is not needed; where it still stands, the metadata of the
            notebook as a whole are taken from it.

    Raises:
        BadCallError: The folder is no pipeline, or one of its steps is no notebook.
    """
    manifest = read_manifest(folder)
    steps = [_step(folder / each.notebook) for each in manifest.steps]
    cells = [cell for step in steps for cell in step["cells"]]
    own = {name: own for cell in cells if _hands_names(cell) for name, own in _about(cell)["names"].items()}
    values = {name: text for cell in cells if _is_gathered(cell) for name, text in assignments(_text(cell)).items()}
    values |= {own[name]: text for name, text in values.items() if name in own}
    head = _head(folder, manifest, steps[0])
    has_ids = (head["nbformat"], head["nbformat_minor"]) >= (4, 5)
    whole = {"cells": list(_numbered(_whole(cells, values, own), has_ids=has_ids)), **head}
    return (json.dumps(whole, indent=1, ensure_ascii=False) + "\n").encode(errors="surrogatepass")


def _step(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_bytes())
        if isinstance(document["cells"], list):
            return dict(document)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise BadCallError(f"{path} cannot be read as a notebook.", "Put it back, or export the notebook again.")


def _head(folder: Path, manifest: Manifest, step: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of the notebook as a whole, and its format: the source's, else those of the first step."""
    try:
        source = read_notebook(folder / manifest.source.notebook)
        if source.nbformat[0] == 4:
            return {"metadata": source.metadata, "nbformat": 4, "nbformat_minor": source.nbformat[1]}
    except (NbcoachError, OSError):
        pass
    metadata = {key: value for key, value in step.get("metadata", {}).items() if key not in {"nbcoach", "papermill"}}
    return {"metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _whole(
    cells: Iterable[dict[str, Any]], values: Mapping[str, str], own: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The cells of the source; `own` are the names that the notebook itself has for renamed parameters."""
    kept = (cell for cell in cells if not _is_added(cell))
    for _, group in groupby(kept, key=_origin):
        pieces = list(group)
        if _origin(pieces[0]) is None:
            yield from (_plain(cell, _named(cell, _text(cell), own)) for cell in pieces)
        else:
            text = returned([(_text(cell), _about(cell)) for cell in pieces], values)
            yield _plain(pieces[0], _named(pieces[0], text, own))


def _named(cell: Mapping[str, Any], text: str, own: Mapping[str, str]) -> str:
    """What somebody wrote since, by the notebook's own names."""
    return with_names(text, own) if cell.get("cell_type") == "code" else text


def _origin(cell: Mapping[str, Any]) -> int | None:
    found = _about(cell).get("source_cell")
    return found if isinstance(found, int) else None


def _plain(cell: Mapping[str, Any], source: str) -> dict[str, Any]:
    """A cell as a notebook has it, without what the export wrote about it."""
    about = _about(cell)
    metadata = dict(cell.get("metadata", {}))
    if isinstance(about.get("tags"), list):
        metadata["tags"] = about["tags"]
    elif about.get("tags", ...) is None:
        metadata.pop("tags", None)
    rest = {key: value for key, value in about.items() if key not in _OURS}
    metadata.pop("nbcoach", None)
    if rest:
        metadata["nbcoach"] = rest
    kind = cell.get("cell_type", "code")
    plain: dict[str, Any] = {"cell_type": kind, "id": cell.get("id"), "metadata": metadata}
    if kind == "code":
        plain |= {"execution_count": None, "outputs": []}
    elif cell.get("attachments"):
        plain["attachments"] = cell["attachments"]
    return {**plain, "source": source.splitlines(keepends=True)}


def _numbered(cells: Iterable[dict[str, Any]], *, has_ids: bool) -> Iterator[dict[str, Any]]:
    """The cells with an id each, unique; without one where the format has none."""
    seen: set[str] = set()
    for position, cell in enumerate(cells):
        own = str(cell.pop("id") or "")
        if has_ids:
            if not own or own in seen or own.startswith(_MADE_ID):
                own = f"cell-{position}"
            seen.add(own)
        given = {"id": own} if has_ids else {}
        yield {"cell_type": cell.pop("cell_type"), **given, **cell}


def _is_gathered(cell: Mapping[str, Any]) -> bool:
    about = _about(cell)
    return about.get("kind") == "parameters" and "source_cell" not in about


def _hands_names(cell: Mapping[str, Any]) -> bool:
    about = _about(cell)
    return about.get("kind") == "names" and isinstance(about.get("names"), dict)


def _is_added(cell: Mapping[str, Any]) -> bool:
    tags = cell.get("metadata", {}).get("tags", [])
    return _is_gathered(cell) or _hands_names(cell) or bool({PROLOGUE, EPILOGUE, INJECTED}.intersection(tags))


def _about(cell: Mapping[str, Any]) -> Mapping[str, Any]:
    about = cell.get("metadata", {}).get("nbcoach")
    return about if isinstance(about, dict) else {}


def _text(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)
