"""The findings that a project has accepted: they were there when the baseline was written, and no longer count.

Most notebooks have no cell ids, so a finding is known by its check and by the digests of its cell and of the cells
around it (see `fingerprint`). A baseline says how many findings there were with each such key: a second copy of a
habit is new.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from nbcoach.checking.baseline_match import Key, match, renamed
from nbcoach.checking.fingerprint import NOTEBOOK, CellKey

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from nbcoach.checking.outcome import FileReport, Report


class Baseline(NamedTuple):
    """How many findings of each key were accepted, by the notebook's path relative to `folder`, with `/`."""

    folder: Path
    notebooks: Mapping[str, Counter[Key]]


class Judged(NamedTuple):
    """A report without what a baseline holds; how many findings that were, and how many of the baseline's are gone."""

    report: Report
    known: int
    gone: int


def baseline_of(report: Report, folder: Path) -> Baseline:
    """All findings of a report, for a baseline in a folder.

    Raises:
        ValueError: A notebook lies on another drive than the folder.
    """
    found: dict[str, Counter[Key]] = {}
    for file in report.files:
        if file.findings:
            found.setdefault(_name(file, folder), Counter()).update(keys_of(file))
    return Baseline(folder, found)


def keys_of(file: FileReport) -> list[Key]:
    """What each finding of a file is known by, in their order."""
    return [
        Key(each.check, file.keys.get(NOTEBOOK if each.cell is None else each.cell, CellKey("")))
        for each in file.findings
    ]


def judge(report: Report, baseline: Baseline, checks: Collection[str]) -> Judged:
    """Takes out of a report what a baseline holds.

    Args:
        report: Of a run over all notebooks of the baseline, or over some.
        baseline: See `baseline_file.read_baseline`.
        checks: The names of those that ran; findings of others are not gone, as nobody looked for them.
    """
    names = known_as(report, baseline)
    files, known, gone = [], 0, 0
    for file in report.files:
        if file.path not in names:
            files.append(file)
            continue
        rest = without(file, baseline.notebooks[names[file.path]])
        files.append(rest.report)
        known += len(file.findings) - len(rest.report.findings)
        gone += _missed(rest.left, file, checks)
    seen = {*names.values(), *(_name(file, baseline.folder) for file in report.files)}
    for name in _lost(baseline, seen):
        gone += sum(count for key, count in baseline.notebooks[name].items() if key.check in checks)
    return Judged(msgspec.structs.replace(report, files=tuple(files), accepted=known), known, gone)


def known_as(report: Report, baseline: Baseline) -> dict[str, str]:
    """The names that a baseline has for the files of a report that it knows, by the file's path."""
    names = {file.path: _name(file, baseline.folder) for file in report.files}
    lost = _lost(baseline, names.values())
    fresh = {name: keys_of(file) for file in report.files if (name := names[file.path]) not in baseline.notebooks}
    origins = renamed({name: baseline.notebooks[name] for name in lost}, fresh)
    found = {path: origins.get(name, name) for path, name in names.items()}
    return {path: name for path, name in found.items() if name in baseline.notebooks}


class Rest(NamedTuple):
    """The report of a file without accepted findings, and the accepted ones that are gone."""

    report: FileReport
    left: Counter[Key]


def without(file: FileReport, accepted: Mapping[Key, int]) -> Rest:
    """Takes accepted findings out of the report of a file."""
    matched = match(accepted, keys_of(file))
    new = tuple(each for each, is_known in zip(file.findings, matched.known, strict=True) if not is_known)
    return Rest(msgspec.structs.replace(file, findings=new), matched.left)


def _name(file: FileReport, folder: Path) -> str:
    """The path of a notebook as baselines have it; what was read from standard input keeps its name."""
    if file.path.startswith("<"):
        return file.path
    folders = (os.path.realpath(os.path.dirname(file.path) or "."), os.path.realpath(folder))  # noqa: PTH120
    inner = os.path.relpath(os.path.join(folders[0], os.path.basename(file.path)), folders[1])  # noqa: PTH118, PTH119
    return os.fsencode(inner.replace(os.sep, "/")).decode("utf-8", "replace")


def _lost(baseline: Baseline, names: Iterable[str]) -> set[str]:
    """The notebooks of a baseline that this run did not see because they are not there any more."""
    unseen = baseline.notebooks.keys() - set(names)
    return {name for name in unseen if not (baseline.folder / name).exists()}


def _missed(left: Counter[Key], file: FileReport, checks: Collection[str]) -> int:
    """How many accepted findings a look at the file would have shown, and has not."""
    failed = {problem.check for problem in file.errors}
    if file.is_unread:
        return 0
    return sum(count for key, count in left.items() if key.check in checks and key.check not in failed)
