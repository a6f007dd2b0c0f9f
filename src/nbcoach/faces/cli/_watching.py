"""`nbcoach lint --watch`: looks again whenever something changed, and says what is new and what is gone.

Files are asked for their size and time, not listened to: that works on network folders and in containers too, where
notifications of the system do not arrive, and needs no further library. Between two walks there is a rest of many
times what a walk takes, so that the processor stays idle.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import click

from nbcoach.checking import common_folder
from nbcoach.config import find_settings
from nbcoach.errors import NbcoachError
from nbcoach.project import Rooted, notebooks
from nbcoach.reports.finding_place import place
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from nbcoach.checking import Report

    Look = Callable[[], tuple[Report, int]]
    Stamps = dict[str, tuple[int, int, int]]

_CLEAR = "\x1b[H\x1b[2J"
"""Empties the screen, and leaves what was scrolled away."""
_REST = 0.5
_RESTS_PER_WALK = 20
_SETTLING = 0.1
_WAITS_AT_MOST = 20
_WRONG = 2
_LISTED = 10


class Files:
    """What is watched: notebooks at or below some paths, the settings that hold for them, and a baseline."""

    def __init__(self, paths: tuple[Path, ...], exclude: tuple[str, ...], baseline: Path | None) -> None:
        self._paths = paths
        self._exclude = exclude
        self._baseline = baseline
        self.count = 0

    def stamps(self) -> Stamps:
        """Size, time of change (in nanoseconds) and inode of each file, by its path; one that is gone has none."""
        folder = common_folder(self._paths)
        named = [str(each / name) for each in (folder, *folder.parents) for name in (".nbcoach.toml", "pyproject.toml")]
        baseline, settled = self._baseline, None
        try:
            settings = find_settings(folder)
            baseline = baseline or settings.baseline_file
            settled = Rooted(settings.root, settings.exclude)
        except NbcoachError:  # somebody is about to correct them
            pass
        found = self._notebooks(settled)
        self.count = len(found)
        return dict(_stamped([*named, *found, *([str(baseline)] if baseline else [])]))

    def _notebooks(self, settled: Rooted | None) -> list[str]:
        try:
            return [str(found.path) for found in notebooks(self._paths, self._exclude, settled)]
        except NbcoachError:  # a path is gone; it may come back
            return []


class Seen(NamedTuple):
    """The findings of a look, by what they are known by while cells move, with a line that tells of each."""

    counts: Counter[tuple[str, str, str]]
    lines: dict[tuple[str, str, str], str]

    @classmethod
    def of(cls, report: Report) -> Seen:
        counts: Counter[tuple[str, str, str]] = Counter()
        lines = {}
        for file, finding in report.findings:
            key = (file.path, finding.check, finding.message)
            counts[key] += 1
            where = ", ".join(filter(None, (file.path, place(finding))))
            lines[key] = f"{where}: {finding.severity.value}[{finding.check}] {finding.message}"
        return cls(counts, lines)

    def without(self, other: Seen) -> list[str]:
        """What is here and not there, a line each."""
        return [self.lines[key] for key in (self.counts - other.counts).elements()]


def watch(look: Look, files: Files, rest: Callable[[float], None] = time.sleep) -> int:
    """Looks, and again after each change, until the keyboard interrupts it; the exit code of the last look.

    Raises:
        NbcoachError: The first look cannot be made. Later ones are told of, and the next change may repair them.
    """
    stamps = files.stamps()
    _separate()
    report, code = look()
    seen = Seen.of(report)
    try:
        _tell(["Looked"], files.count)
        while True:
            stamps = _changed(files, stamps, rest)
            _separate()
            try:
                report, code = look()
            except NbcoachError as error:
                code = getattr(error, "exit_code", _WRONG)
                click.echo(f"error: {visible(' '.join(str(error).split()))}", err=True)
                _tell(["Could not look"], files.count)
                continue
            before, seen = seen, Seen.of(report)
            _tell(_difference(before, seen), files.count)
    except KeyboardInterrupt:
        click.echo("", err=True)
        return code


def _changed(files: Files, before: Stamps, rest: Callable[[float], None]) -> Stamps:
    """Waits for a change, and until it is over: who writes a file may do so in several steps."""
    now = before
    while now == before:
        started = time.monotonic()
        now = files.stamps()
        rest(max(_REST, _RESTS_PER_WALK * (time.monotonic() - started)) if now == before else _SETTLING)
    for _ in range(_WAITS_AT_MOST):
        last, now = now, files.stamps()
        if now == last:
            break
        rest(_SETTLING)
    return now


def _separate() -> None:
    """Begins with an empty screen, or where there is none that can be emptied, with a line that tells the time."""
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        sys.stdout.write(_CLEAR)
    else:
        sys.stdout.write(f"--- {_now()} ---\n")
    sys.stdout.flush()


def _difference(before: Seen, now: Seen) -> Iterator[str]:
    """What became of the findings, lines first and the sum of them last."""
    new, gone = now.without(before), before.without(now)
    yield from _listed("new ", new)
    yield from _listed("gone", gone)
    counts = [f"{len(lines):,} {word}" for lines, word in ((new, "new"), (gone, "gone")) if lines]
    yield ", ".join(counts) or "Nothing new"


def _listed(word: str, lines: Collection[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number == _LISTED:
            yield f"{word}  … and {len(lines) - _LISTED:,} more"
            return
        yield f"{word}  {visible(line)}"


def _tell(said: Collection[str] | Iterator[str], count: int) -> None:
    *lines, summary = said
    for line in lines:
        click.echo(line, err=True)
    watching = f"Watching {count:,} notebook{'' if count == 1 else 's'}; Ctrl-C ends."
    click.echo(f"{_now()}  {summary}. {watching}", err=True)


def _now() -> str:
    return time.strftime("%H:%M:%S")


def _stamped(paths: Collection[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for path in paths:
        try:
            state = os.stat(path)  # noqa: PTH116 - thousands of times
        except OSError:
            continue
        yield path, (state.st_size, state.st_mtime_ns, state.st_ino)
