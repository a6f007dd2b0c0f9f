"""`done/<step>.json` in a run's folder: the last thing that a step writes, with the hashes of all that it left."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from nbcoach.pipeline.caching.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = "done"
STATE = "state"
VERSION = 1
_MOST = 200
"""Runs, from the newest on, whose results are looked through."""


class Done(Struct, frozen=True):
    """What a step has left.

    `run` executed it; `inputs` and `outputs` map paths to SHA-256, empty for what was not there; `state` is the SHA-256
    of the blob that the next step loads, and `state_size` its bytes, empty and 0 where there is none.
    """

    version: int
    step: str
    run: str
    seconds: float
    notebook: str
    sha256: str
    parts: Parts
    inputs: dict[str, str] = {}
    outputs: dict[str, str] = {}
    metrics: dict[str, float] = {}
    state: str = ""
    state_size: int = 0

    @property
    def files(self) -> dict[str, str]:
        """The files as the step left them: those that it read, and over them those that it wrote."""
        return {**self.inputs, **self.outputs}


def write_done(done: Done, folder: Path) -> None:
    """Writes the record into a run's folder in one move."""
    target = folder / FOLDER / f"{done.step}.json"
    target.parent.mkdir(exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    draft.write_bytes(msgspec.json.format(msgspec.json.encode(done), indent=2) + b"\n")
    draft.replace(target)


def read_done(step: str, folder: Path) -> Done | None:
    """The record of a step in a run's folder; None where it was not done, or not by this version of nbcoach."""
    try:
        done = msgspec.json.decode((folder / FOLDER / f"{step}.json").read_bytes(), type=Done)
    except (OSError, msgspec.MsgspecError):
        return None
    return done if done.version == VERSION else None


def earlier(step: str, runs: Path) -> Iterator[tuple[Path, Done]]:
    """The records of a step in all runs, the newest first, with the run's folder."""
    for folder in sorted(run_folders(runs), key=lambda each: each.name, reverse=True)[:_MOST]:
        done = read_done(step, folder)
        if done is not None:
            yield folder, done


def is_whole(done: Done, folder: Path) -> bool:
    """True where the executed notebook and the state that a record speaks of still stand in the run's folder."""
    if not (folder / done.notebook).is_file():
        return False
    if not done.state:
        return True
    try:
        return state_file(folder, done.step).stat().st_size == done.state_size
    except OSError:
        return False


def state_file(folder: Path, step: str) -> Path:
    """Where a step leaves its state for the next one."""
    return folder / STATE / f"{step}.state"


def take_over(done: Done, origin: Path, folder: Path) -> None:
    """Brings what a step has left into another run's folder; nothing is copied where the disk can link."""
    for path in (origin / done.notebook, *_state_files(origin, done)):
        target = folder / path.relative_to(origin)
        if path.exists() and not target.exists():
            target.parent.mkdir(exist_ok=True)
            link(path, target)
    write_done(done, folder)


def link(source: Path, target: Path) -> None:
    """Gives a file a second name, or copies it where the disk knows no links. The target is whole or not there."""
    draft = target.with_name(f".{target.name}.new")
    draft.unlink(missing_ok=True)
    try:
        os.link(source, draft)
    except OSError:
        shutil.copyfile(source, draft)
    draft.replace(target)


def forget(step: str, folder: Path) -> None:
    """Takes back that a step was done in a run's folder."""
    with contextlib.suppress(OSError):
        (folder / FOLDER / f"{step}.json").unlink()


def _state_files(folder: Path, done: Done) -> tuple[Path, ...]:
    blob = state_file(folder, done.step)
    return (blob, Path(f"{blob}.json")) if done.state else ()


def run_folders(runs: Path) -> Iterator[Path]:
    """The folders of all runs, in no order."""
    try:
        with os.scandir(runs) as entries:
            yield from (Path(entry.path) for entry in entries if entry.is_dir() and not entry.name.startswith("."))
    except OSError:
        return
