"""Which files the notebook wrote, and how those of its second run and of the pipeline compare."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.written import OPAQUE, compare_files, digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.observe import Copy
    from nbcoach.pipeline.proof import FileVerdict
    from nbcoach.pipeline.prove.judging import Judge


class Result(Struct, frozen=True):
    """A file that was written: in the first run of the notebook, in its second, and in the pipeline.

    `first` is None where the copy of the first run is gone.
    """

    path: str
    first: Path | None
    again: Path
    pipeline: Path
    found: tuple[Difference, ...]

    @property
    def varies(self) -> bool:
        """True where the two runs of the notebook wrote different things."""
        if self.first is None or not self.first.is_file() or not self.again.is_file():
            return False
        return bool(compare_files(self.first, self.again))

    @property
    def is_opaque(self) -> bool:
        return any(each.kind == OPAQUE for each in self.found)


class Results(Struct, frozen=True):
    """All files that were written."""

    files: tuple[Result, ...]

    @property
    def opaque(self) -> tuple[tuple[Path, Path], ...]:
        """Pairs of files that only libraries of the kernel can read."""
        return tuple((each.again, each.pipeline) for each in self.files if each.is_opaque)

    def verdicts(self, judge: Judge, read: Sequence[tuple[Difference, ...] | None]) -> Iterator[FileVerdict]:
        """The verdict on each file; `read` is what the kernel's libraries say of the opaque ones, in order."""
        answers = iter(read)
        for each in self.files:
            answer = next(answers, None) if each.is_opaque else each.found
            if answer is None:
                yield judge.opaque_file(each.path, each.found, varies=each.varies)
            else:
                yield judge.file(each.path, answer, varies=bool(answer) and each.varies)


def results(first: Observation, directories: tuple[Path, Path], copies: tuple[Copy, Copy]) -> Results:
    """Compares the files that the first run wrote and that are still there at the end of both other runs."""
    paths = dict.fromkeys(path for trace in first.cells for path in trace.written)
    before = _first_directory(first, directories[0], copies[0])
    folders = tuple(str(copy.top) for copy in copies)
    found = []
    for path in paths:
        if Path(path).is_absolute() or _is_record(path):
            continue
        again, pipeline = directories[0] / path, directories[1] / path
        if again.is_file() or pipeline.is_file():
            found.append(
                Result(path, before / path if before else None, again, pipeline, _compared(again, pipeline, folders))
            )
    return Results(tuple(found))


def _is_record(path: str) -> bool:
    """True for a store of MLflow, which tells when and where each run took place: no two are alike."""
    return Path(path).name.startswith("mlflow.db") or "mlruns" in Path(path).parts


def _first_directory(first: Observation, directory: Path, copy: Copy) -> Path | None:
    """Where the first run worked: beside its values, in a copy that is laid out as the others are."""
    if not first.values:
        return None
    home = next((each for each in Path(first.values).parents if (each / copy.top.name).is_dir()), None)
    return home / directory.relative_to(copy.home) if home else None


def _compared(again: Path, pipeline: Path, folders: Sequence[str]) -> tuple[Difference, ...]:
    if not pipeline.is_file():
        return (Difference("missing", f"{again.stat().st_size:,} bytes", ""),)
    if not again.is_file():
        return (Difference("added", "", f"{pipeline.stat().st_size:,} bytes"),)
    return () if digest(again) == digest(pipeline) else compare_files(again, pipeline, folders)
