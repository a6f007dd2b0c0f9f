"""The files that a notebook read before it wrote them, with their contents as hashes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.pipeline.observation import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nbcoach.pipeline.observation import CellTrace
    from nbcoach.pipeline.observe.copying import Copy


def data_files(
    traces: Sequence[CellTrace], copy: Copy, directory: Path, modules: Iterable[str]
) -> tuple[DataFile, ...]:
    """What the cells read of what was there before the run, in order of their paths.

    Args:
        traces: The cells that have run.
        copy: The copy that they ran in.
        directory: The folder of the copy that relative paths are taken from.
        modules: The absolute paths of modules that were imported, which are code and no data.
    """
    code = {os.path.realpath(each) for each in modules}
    made: set[str] = set()
    found: dict[str, DataFile] = {}
    for trace in traces:
        for path in trace.opened:
            if path not in made and path not in found:
                file = _data_file(path, copy, directory, code)
                if file is not None:
                    found[path] = file
        made.update(trace.written)
    return tuple(found[path] for path in sorted(found))


def _data_file(path: str, copy: Copy, directory: Path, code: set[str]) -> DataFile | None:
    inside = os.path.normpath(directory / path)
    if os.path.realpath(inside) in code or "__pycache__" in path:
        return None
    original = Path(copy.plain(inside))
    try:
        if not original.is_file():
            return None
        with original.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return DataFile(path, original.stat().st_size, digest)
    except OSError:
        return None
