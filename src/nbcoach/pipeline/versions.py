"""The versions of a pipeline: what changed since the last one, what the next one is to be called, and its record.

Semantic versions (semver.org): major where a parameter or an output is gone, renamed or retyped; minor where one
is new or results changed; patch where code changed and nothing else; build metadata where only the environment changed.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.pipeline.diff import Change, changes
from nbcoach.pipeline.fingerprint import digest
from nbcoach.pipeline.snapshot import VERSIONS, Snapshot, read_snapshot, recorded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FIRST = "1.0.0"
CHANGELOG = "CHANGELOG.md"
Level = Literal["first", "major", "minor", "patch", "build", "none"]

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:\+[0-9A-Za-z.-]+)?")
_ORDER: tuple[Level, ...] = ("major", "minor", "patch", "build")


class Proposal(Struct, frozen=True):
    """The next version. `reasons` say why it is of that level; `version` is the last one where nothing changed."""

    last: str | None
    version: str
    level: Level
    reasons: tuple[str, ...]
    changes: tuple[Change, ...]


def versions(folder: Path) -> tuple[str, ...]:
    """The recorded versions of a pipeline, oldest first."""
    names = [path.stem for path in (folder / VERSIONS).glob("*.json") if _VERSION.fullmatch(path.stem)]
    dates = {name: (folder / VERSIONS / f"{name}.json").stat().st_mtime_ns for name in names}
    return tuple(sorted(names, key=lambda name: (_numbers(name), "+" in name, dates[name])))


def propose(folder: Path) -> Proposal:
    """The version that a pipeline deserves, as it stands.

    Raises:
        BadCallError: The folder is no pipeline, or a record is damaged.
    """
    now = read_snapshot(folder)
    known = versions(folder)
    if not known:
        return Proposal(None, FIRST, "first", ("it is the first one",), ())
    found = changes(recorded(folder, known[-1]), now)
    return _proposal(known[-1], found, now)


def record(folder: Path, proposal: Proposal) -> tuple[Path, ...]:
    """Writes the snapshot of a version and its entry in `CHANGELOG.md`; gives the files.

    Raises:
        BadCallError: The version is recorded already, or cannot be written.
    """
    file = folder / VERSIONS / f"{proposal.version}.json"
    if file.exists():
        raise BadCallError(f"Version {proposal.version} is recorded already.", "Nothing has changed since.")
    log = folder / CHANGELOG
    try:
        file.parent.mkdir(exist_ok=True)
        old = log.read_text("utf-8") if log.exists() else ""
        _write(file, msgspec.json.format(msgspec.json.encode(read_snapshot(folder)), indent=1) + b"\n")
        _write(log, _with_entry(old, entry(proposal)).encode())
    except OSError as error:
        raise BadCallError(f"{error.filename or folder} cannot be written: {error.strerror or error}.") from None
    return file, log


def entry(proposal: Proposal) -> str:
    """The entry of a version for a changelog, in Markdown."""
    date = f"{datetime.now(UTC):%Y-%m-%d}"
    lines = [f"## {proposal.version} ({date})", "", *(f"- {reason}" for reason in map(_sentence, proposal.reasons))]
    return "\n".join(lines) + "\n"


def _proposal(last: str, found: tuple[Change, ...], now: Snapshot) -> Proposal:
    judged = [_judged(change, found, now) for change in found]
    level = next((level for level in _ORDER if any(each == level for each, _ in judged)), None)
    if level is None:
        return Proposal(last, last, "none", ("nothing has changed",), ())
    ordered = sorted(judged, key=lambda each: _ORDER.index(each[0]))
    reasons = tuple(dict.fromkeys(reason for _, reason in ordered))
    return Proposal(last, _next(last, level, now), level, reasons, found)


def _judged(change: Change, found: Sequence[Change], now: Snapshot) -> tuple[Level, str]:
    """The level that a change asks for, and why."""
    what = {"parameters": "parameter", "outputs": "output", "metrics": "measure", "environment": "package"}
    told = f"{what.get(change.area, change.area)} {change.name}"
    if change.area in {"parameters", "outputs"} and change.kind in {"removed", "renamed", "retyped"}:
        return "major", _told(told, change)
    if change.area in {"parameters", "outputs", "results", "metrics"} and not _is_default(change):
        return "minor", "nobody has compared the results" if change.kind == "unknown" else _told(told, change)
    if change.area == "environment":
        return "build", _told(told, change)
    if change.area == "code":
        told = change.name
    is_known = now.results is not None and not any(each.kind == "unknown" for each in found)
    return "patch" if is_known else "minor", _told(told, change)


def _is_default(change: Change) -> bool:
    """True for another default of a parameter: whether that matters, the results tell."""
    return change.area == "parameters" and change.kind == "changed"


def _told(what: str, change: Change) -> str:
    shown = f" from {change.before} to {change.after}" if change.before and change.after else ""
    kind = {"renamed": "was renamed", "retyped": "has another type", "changed": "changed", "moved": "moved"}
    return f"{what} {kind.get(change.kind, f'was {change.kind}')}{shown}"


def _next(last: str, level: Level, now: Snapshot) -> str:
    major, minor, patch = _numbers(last)
    if level == "major":
        return f"{major + 1}.0.0"
    if level == "minor":
        return f"{major}.{minor + 1}.0"
    if level == "patch":
        return f"{major}.{minor}.{patch + 1}"
    return f"{major}.{minor}.{patch}+env.{digest(now.environment)[:8]}"


def _numbers(version: str) -> tuple[int, int, int]:
    match = _VERSION.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3])) if match else (0, 0, 0)


def _with_entry(log: str, new: str) -> str:
    """The changelog with the newest entry on top, below its title."""
    if not log.strip():
        return f"# Changelog\n\n{new}"
    at = log.find("\n## ")
    return f"{log.rstrip()}\n\n{new}" if at < 0 else f"{log[: at + 1]}{new}\n{log[at + 1 :]}"


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}."


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(content)
    draft.replace(path)
