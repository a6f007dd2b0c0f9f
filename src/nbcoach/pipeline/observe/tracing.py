"""Turns what the probe and the disk say into values."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from nbcoach.pipeline.observation import CellTrace, Obstacle, Trial
from nbcoach.pipeline.observe.touched import Seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from nbcoach.pipeline.observe.copying import Copy


def trial_of(before: int, answer: Mapping[str, Any]) -> Trial:
    """What a cut in front of a cell would cost."""
    obstacles = tuple(Obstacle(str(each["name"]), str(each["reason"])) for each in answer.get("obstacles", ()))
    return Trial(before, tuple(map(str, answer.get("names", ()))), int(answer.get("size", 0)), obstacles)


def trace_of(
    index: int,
    seconds: float,
    outputs: tuple[dict[str, Any], ...],
    answer: Mapping[str, Any],
    touched: Seen | None,
    copy: Copy,
    directory: Path,
) -> CellTrace:
    """The trace of one cell; `directory` is the folder that paths are relative to."""
    seen = touched or Seen()
    written = {*answer.get("written", ()), *seen.written}
    opened = {*answer.get("opened", ()), *(each for each in seen.read if each not in written)}
    return CellTrace(
        index=index,
        seconds=round(seconds, 4),
        outputs=outputs,
        changed=tuple(answer.get("changed", ())),
        opened=_places(opened, copy, directory),
        written=_places(written, copy, directory),
        draws=tuple(answer.get("draws", ())),
        settings=tuple(answer.get("settings", ())),
        refused=tuple(sorted(answer.get("refused", ()))),
        impure=tuple(sorted(answer.get("reached", ()))),
    )


def _places(paths: Iterable[str], copy: Copy, directory: Path) -> tuple[str, ...]:
    own = str(copy.home)
    found = {place(path, copy, directory) for path in paths if not _is_probes(path, own, copy)}
    return tuple(sorted(found))


def _is_probes(path: str, home: str, copy: Copy) -> bool:
    return path.startswith(home + os.sep) and not path.startswith(str(copy.top) + os.sep)


def place(path: str, copy: Copy, directory: Path) -> str:
    """A path as a trace tells it: relative to the folder of the run inside the copy, absolute outside."""
    if path.startswith(str(copy.root) + os.sep):
        return os.path.relpath(path, directory).replace(os.sep, "/")
    return copy.plain(path)


def plain(outputs: Iterable[Mapping[str, Any]], copy: Copy) -> tuple[dict[str, Any], ...]:
    """Outputs as plain values, with the paths that they would have outside of the copy."""
    return tuple(_plain(output, copy) for output in outputs)


def _plain(value: Any, copy: Copy) -> Any:
    if isinstance(value, str):
        return copy.plain(value)
    if isinstance(value, dict):
        return {str(key): _plain(each, copy) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each, copy) for each in value]
    return value
