"""Exporting again keeps what the user has edited since: a three-way merge over what the last export wrote.

What an export wrote is kept in `.nbcoach/base/`. Where both the user and the new export changed the same lines, cell or
value, nothing is written.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.pipeline import manifest
from nbcoach.pipeline.merge_cells import merge_notebooks
from nbcoach.pipeline.merge_lines import merge_lines
from nbcoach.pipeline.merge_values import ConflictError, merge_values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

BASE = ".nbcoach/base"
_OURS = frozenset({"data.lock", "state.py", "tests/expected.json", "export-report.html"})
"""What only an export can know, and is taken from the new one whatever was done to the old."""
_ABOUT = ("version", "source", "cut", "verdict", "fingerprints", "steps")
"""What `pipeline.yaml` says about the export itself."""
_SHOWN = 5


class MergeConflictError(BadCallError):
    """Edits of the user and the new export contradict each other; nothing was written.

    `places` are the files, each with the cell or value in question.
    """

    def __init__(self, folder: Path, places: tuple[str, ...]) -> None:
        shown = "; ".join(places[:_SHOWN]) + (f"; and {len(places) - _SHOWN} more" if len(places) > _SHOWN else "")
        super().__init__(
            f"{folder} was edited where this export changes it, too: {shown}.",
            "Export into another folder and take your edits over, or replace the pipeline with --force.",
        )
        self.places = places


class Merge(Struct, frozen=True):
    """The files to write, and the paths of those in which an edit of the user was kept."""

    files: dict[str, bytes]
    kept: tuple[str, ...] = ()


def with_base(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of an export, and again below `.nbcoach/base/`, for the next one to merge over."""
    return {**files, **{f"{BASE}/{path}": content for path, content in files.items()}}


def merge(files: Mapping[str, bytes], folder: Path) -> Merge:
    """The files of a new export with the user's edits of an old one in `folder`.

    Files that the user put into folders of the export stay, and files that the user removed stay away unless the
    pipeline cannot run without them.

    Args:
        files: What the new export makes, without its base.
        folder: A pipeline.

    Raises:
        MergeConflictError: An edit cannot be kept; the message says where.
    """
    base = dict(_files(folder / BASE))
    mine = _contents(folder, {path.partition("/")[0] for path in [*base, *files]})
    found: dict[str, bytes] = {}
    conflicts = []
    for path in [*files, *(path for path in mine if path not in files)]:
        try:
            content = _merged(path, base.get(path), mine.get(path), files.get(path))
        except ConflictError as conflict:
            conflicts.append(f"{path} ({conflict.place})" if conflict.place else path)
            continue
        if content is not None:
            found[path] = content
    if conflicts:
        raise MergeConflictError(folder, tuple(conflicts))
    kept = tuple(path for path, content in found.items() if content != files.get(path, b""))
    return Merge({**found, **{f"{BASE}/{path}": content for path, content in files.items()}}, kept)


def _merged(path: str, base: bytes | None, mine: bytes | None, new: bytes | None) -> bytes | None:
    """The content that a file is to have, None where it is to be gone."""
    if mine is None:
        return new if base is None or _is_needed(path) else None
    if new is None:
        if base is not None and mine != base and path.startswith("steps/"):
            raise ConflictError("which this export no longer has")
        return None if mine == base else mine
    if mine in {base, new} or path in _OURS:
        return new
    if base is None:
        raise ConflictError("which nbcoach did not write")
    return _combined(path, base, mine, new)


def _is_needed(path: str) -> bool:
    return path in {manifest.NAME, manifest.DEFAULTS, *_OURS} or path.startswith("steps/")


def _combined(path: str, base: bytes, mine: bytes, new: bytes) -> bytes:
    try:
        if path.endswith(".ipynb"):
            return merge_notebooks(base, mine, new)
        text = merge_lines(*(each.decode() for each in (base, mine, new)))
    except ValueError:
        raise ConflictError("which cannot be read") from None
    is_yaml = PurePosixPath(path).suffix in {".yaml", ".yml"}
    if is_yaml and (text is None or not _is_mapping(text)):
        return _combined_yaml(path, base, mine, new)
    if text is None:
        raise ConflictError("")
    return text.encode()


def _combined_yaml(path: str, base: bytes, mine: bytes, new: bytes) -> bytes:
    import yaml  # noqa: PLC0415 - few merges need it

    try:
        old, ours, theirs = (yaml.safe_load(each) or {} for each in (base, mine, new))
    except yaml.YAMLError:
        raise ConflictError("which is no YAML") from None
    if path == manifest.NAME:
        ours, old = ({**each, **{key: theirs[key] for key in _ABOUT if key in theirs}} for each in (ours, old))
    merged = merge_values(old, ours, theirs)
    head = "".join(line for line in new.decode().splitlines(keepends=True) if line.startswith("#"))
    text: str = yaml.safe_dump(merged, sort_keys=False, allow_unicode=True, width=110)
    return (head + text).encode()


def _is_mapping(text: str) -> bool:
    import yaml  # noqa: PLC0415 - few merges need it

    try:
        return isinstance(yaml.safe_load(text), dict)
    except yaml.YAMLError:
        return False


def _contents(folder: Path, tops: Collection[str]) -> dict[str, bytes]:
    """What the folder holds of files and folders of these names at its top."""
    mine: dict[str, bytes] = {}
    for top in sorted(tops):
        place = folder / top
        if place.is_dir():
            mine |= {f"{top}/{path}": content for path, content in _files(place)}
        elif place.is_file():
            mine[top] = place.read_bytes()
    return mine


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not {"__pycache__", ".ipynb_checkpoints"} & set(path.parts):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
