"""What is said of data files: which the kernel read, whether a version is recorded, and how it could be."""

from __future__ import annotations

import os
import shlex
from collections import defaultdict
from typing import TYPE_CHECKING

from nbcoach.faces.widget.live.rows import Row, Section, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nbcoach.faces.widget.live.data_files import Source
    from nbcoach.faces.widget.live.offering import Offering
    from nbcoach.project import Project

_SYSTEMS = {"git": "Git", "lfs": "Git LFS", "dvc": "DVC"}
_MANY = 4
"""Files of one folder from which on the folder is listed instead."""
_SHOWN = 6
_LARGE = 10_000_000
"""Bytes above which Git is no place for a file."""
_NOTE = (
    "At least these: compiled readers and other programs open files unseen. Files that your code names are listed too."
)


def file_section(
    sources: Sequence[Source], project: Project, offering: Callable[[Source], Offering | None]
) -> Section | None:
    """The section on files; None where none was read. `offering` resolves how a read is recorded."""
    unknown: list[Source] = []
    known: list[tuple[Source, str]] = []
    for source in sources:
        system = "" if _is_recorded(source) else project.data_version(source.path)
        if system is None:
            unknown.append(source)
        else:
            known.append((source, _SYSTEMS.get(system, "in the run")))
    if not sources:
        return None
    rows = list(_unversioned(unknown, project, offering))
    if len(rows) > _SHOWN:
        rows = [*rows[:_SHOWN], Row("files:more", f"{len(rows) - _SHOWN} more without a recorded version.")]
    if known:
        rows.append(_versioned(known))
    return Section("Files this kernel read", tuple(rows), _NOTE)


def _is_recorded(source: Source) -> bool:
    return "log_input(" in source.cell.code


def _unversioned(
    sources: Sequence[Source], project: Project, offering: Callable[[Source], Offering | None]
) -> Iterable[Row]:
    folders: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        folders[os.path.dirname(source.path)].append(source)
    for folder, inside in folders.items():
        if len(inside) >= _MANY:
            text = f"`{shown(folder)}`: {len(inside)} files without a recorded version."
            yield Row(f"file:{folder}", text, code=_command(folder, project))
        else:
            yield from (_row(source, project, offering(source)) for source in inside)


def _row(source: Source, project: Project, offering: Offering | None) -> Row:
    seen = "" if source.is_opened else ", named in your code,"
    text = f"`{shown(source.path)}`{seen} has no recorded version: next month it may be another file."
    if not _is_inside(source.path, project):
        text += " It lies outside of the project, where nobody else has it."
    key = f"file:{source.path}"
    if offering:
        return Row(key, text, "care", "Record it with MLflow", offering.intent, offering.code)
    return Row(key, text, code=_command(source.path, project))


def _versioned(known: Iterable[tuple[Source, str]]) -> Row:
    by_system: dict[str, list[str]] = defaultdict(list)
    for source, system in known:
        by_system[system].append(shown(source.path))
    parts = []
    for system, names in by_system.items():
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        parts.append(
            f"{listed(names[:_SHOWN]) if not more else ', '.join(f'`{n}`' for n in names[:_SHOWN])}{more} ({system})"
        )
    return Row("files:known", f"Versions are recorded: {'; '.join(parts)}.", "good")


def _command(path: str, project: Project) -> str:
    """What puts a file under version control; empty where it lies outside of the project."""
    if not _is_inside(path, project):
        return ""
    begin = "git init && " if project.git is None else ""
    is_large = os.path.isdir(path) or os.path.getsize(path) > _LARGE
    add = "dvc add" if is_large else "git add --"
    return f"{begin}{add} {shlex.quote(shown(path))}"


def _is_inside(path: str, project: Project) -> bool:
    return os.path.realpath(path).startswith(os.path.join(str(project.root), ""))


def shown(path: str) -> str:
    """A path as its reader knows it: relative to the kernel's folder where that is shorter."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return path
    return min(relative, path, key=len)
