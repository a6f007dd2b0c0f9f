"""Finds notebooks: which folders are looked into, and which are somebody else's or made by a machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.errors import BadCallError
from nbcoach.notebook.script_sign import is_script
from nbcoach.project.ignore import Rooted, Rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SUFFIX = ".ipynb"
SCRIPT = ".py"
_HEAD = 8192
"""Bytes of a Python file that are looked at for the first cell."""
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
FOREIGN = frozenset(
    {".git", ".hg", ".svn", ".ipynb_checkpoints", "node_modules", "site-packages", "__pycache__", ".tox", ".nox"}
    | {".nbcoach"}  # where an exported pipeline keeps what it was at first
)
MADE = frozenset({"mlruns", "mlartifacts"})
"""Folders that MLflow fills: executed notebooks are logged there as artifacts."""


def may_be_notebook(name: str) -> bool:
    """Whether a file's name is that of a notebook, or of a script that may be one."""
    return name.endswith((SUFFIX, SCRIPT))


class Found(NamedTuple):
    """A file to read. `named` says that the caller asked for this very file.

    `problem` is why a folder could not be looked into (then `path` is that folder); empty for a file.
    """

    path: Path
    named: bool = False
    problem: str = ""


def notebooks(paths: Iterable[Path], exclude: Sequence[str] = (), settled: Rooted | None = None) -> Iterator[Found]:
    """Every notebook at or below the paths, each once, in a stable order.

    Left out below a folder: what `.gitignore` files (also those above, up to the repository's root), the `exclude`
    patterns (same syntax, relative to the working directory and to the folder that is walked) and the `settled` ones
    (relative to their root, unless they name the walked folder itself) name, checkpoints, virtual environments,
    `node_modules`, MLflow's folders, and the `runs/` beside a `pipeline.yaml`. A Python file counts when its cells
    begin with `# %%`, unless the notebook that it belongs to stands beside it. Links to folders are not followed;
    a link to a file counts when its target lies in the walked tree and was not met there. A file that is named
    is always yielded, whatever it is called.

    Raises:
        BadCallError: A path does not exist; before anything is yielded.
    """
    named = [Path(path) for path in paths]
    for path in named:
        if not os.path.lexists(path):
            raise BadCallError(f"No such file or folder: {path}.", "Check the path, and the working directory.")
    return _each(named, tuple(exclude), settled if settled and settled.patterns else None)


def _each(named: list[Path], exclude: tuple[str, ...], settled: Rooted | None) -> Iterator[Found]:
    seen: set[str] = set()
    folders: dict[str, str] = {}
    for path in named:
        is_folder = os.path.isdir(path)
        rules = Rules.at(path, exclude, settled) if is_folder else None
        found = _below(path, rules, seen) if rules else iter((Found(path, named=True),))
        for each in found:
            real = _real(each.path, folders)
            if real not in seen:
                seen.add(real)
                yield each


def _real(path: Path, folders: dict[str, str]) -> str:
    """The path with links resolved; those of a folder are resolved once and remembered in `folders`."""
    if os.path.islink(path):
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    if folder not in folders:
        folders[folder] = os.path.realpath(folder)
    return os.path.join(folders[folder], name)


def _below(top: Path, rules: Rules, seen: set[str]) -> Iterator[Found]:
    stack = [(str(top), rules)]
    links: list[str] = []
    while stack:
        folder, rules = stack.pop()
        try:
            entries = _entries(folder)
        except OSError as error:
            yield Found(Path(folder), problem=error.strerror or "cannot be read")
            continue
        names = {entry.name for entry in entries}
        if folder != str(top) and _is_environment(names):
            continue
        if ".gitignore" in names:
            rules = rules.within(folder)
        for entry in entries:
            if _is_notebook(entry, names, rules):
                if entry.is_symlink():
                    links.append(entry.path)
                else:
                    yield Found(Path(entry.path))
        stack.extend((entry.path, rules) for entry in reversed(entries) if _is_entered(entry, names, rules))
    yield from _linked(links, os.path.realpath(top), seen)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as listing:
        return sorted(listing, key=lambda entry: entry.name)


def _is_environment(names: set[str]) -> bool:
    """A virtual environment of Python, or one of conda."""
    return "pyvenv.cfg" in names or "conda-meta" in names


def _is_notebook(entry: os.DirEntry[str], beside: set[str], rules: Rules) -> bool:
    if not entry.name.endswith((SUFFIX, SCRIPT)):
        return False
    try:
        is_file = entry.is_file()
    except OSError:
        return False
    if not is_file or rules.ignore(entry.path, is_folder=False):
        return False
    return entry.name.endswith(SUFFIX) or (_holds_cells(entry.path) and not _has_pair(entry, beside, rules))


def _holds_cells(path: str) -> bool:
    """Whether a Python file is a notebook; one that cannot be read is not."""
    try:
        file = os.open(path, _READING)
    except OSError:
        return False
    try:
        return is_script(os.read(file, _HEAD))
    except OSError:
        return False
    finally:
        os.close(file)


def _has_pair(entry: os.DirEntry[str], beside: set[str], rules: Rules) -> bool:
    """Whether a script is the text form of a notebook beside it, which is looked at instead."""
    stem = entry.path.removesuffix(SCRIPT)
    return f"{os.path.basename(stem)}{SUFFIX}" in beside and not rules.ignore(f"{stem}{SUFFIX}", is_folder=False)


def _is_entered(entry: os.DirEntry[str], beside: set[str], rules: Rules) -> bool:
    if entry.name in FOREIGN or entry.name in MADE or not entry.is_dir(follow_symlinks=False):
        return False
    is_runs = entry.name == "runs" and "pipeline.yaml" in beside
    return not is_runs and not rules.ignore(entry.path, is_folder=True)


def _linked(links: list[str], top: str, seen: set[str]) -> Iterator[Found]:
    """The links whose target lies in the tree and was not met at its own place."""
    for link in links:
        real = os.path.realpath(link)
        if real not in seen and Path(real).is_relative_to(top):
            yield Found(Path(link))
