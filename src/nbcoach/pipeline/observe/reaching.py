"""Which folder a run needs, and what it reads outside of it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Notebook
    from nbcoach.notebook.link import Cell
    from nbcoach.pipeline.observe.copying import Copy

_UPWARDS = re.compile(r"(?:^|(?<=[\s'\"=,(:]))(?:\.\.[/\\][^\s'\"`;|&<>(){}]*|\.\.(?=$|[\s'\"`;|&]))")
_CLIMB = re.compile(r"\.parent\b|\bdirname\(")
_CLIMB_ALL = re.compile(r"\.parents\b")
_BASE = re.compile(r"\b(?:cwd|getcwd|resolve|absolute|abspath|Path)\(")


def folder_of(notebook: Notebook, source: Path) -> Path:
    """The smallest folder that holds the notebook and every `..` path that it names, inside its project.

    Args:
        notebook: The notebook.
        source: Its file.
    """
    home = Path(os.path.realpath(source.parent))
    root = Path(os.path.realpath(Project.find(home).root))
    needed = [each for each in _folders(notebook, home) if each.is_relative_to(root)]
    return Path(os.path.commonpath([home, *needed]))


def reach(notebook: Notebook, source: Path, copy: Copy) -> tuple[Path, ...]:
    """Links what the notebook names by `..` outside of the copied folder into the copy's surroundings.

    What is linked is read where it is; a run must not write it.

    Returns:
        The originals that are linked.
    """
    home = Path(os.path.realpath(source.parent))
    linked = []
    for target in dict.fromkeys(_targets(notebook, home)):
        if copy.folder.is_relative_to(target) or target.is_relative_to(copy.folder):
            continue
        if _link(target, copy):
            linked.append(target)
    return tuple(linked)


def _link(target: Path, copy: Copy) -> bool:
    place = copy.place(target)
    if os.path.lexists(place):
        return False
    if not target.exists():
        if target.parent.is_dir() and _is_free(copy.place(target.parent), copy):
            copy.place(target.parent).mkdir(parents=True, exist_ok=True)
        return False
    if not _is_free(place, copy):
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target, target_is_directory=target.is_dir())
    return True


def _is_free(place: Path, copy: Copy) -> bool:
    """True where nothing above a place is a link, so that a new folder stays in the copy."""
    above = [each for each in place.parents if each.is_relative_to(copy.top)]
    return not any(each.is_symlink() for each in above)


def _folders(notebook: Notebook, home: Path) -> Iterator[Path]:
    """The folders that the targets are or lie in."""
    for target in _targets(notebook, home):
        if target.is_dir():
            yield target
        elif target.parent.is_dir():
            yield target.parent


def _targets(notebook: Notebook, home: Path) -> Iterator[Path]:
    """The paths that `..` in the notebook leads to, from the folder that its cells have changed to so far."""
    place = home
    for cell in notebook.cells:
        if cell.kind != "code":
            continue
        for text in _upward(cell):
            target = _joined(place, text)
            yield target
            if _changes_folder(notebook, cell, text) and target.is_dir():
                place = target
        yield from _climbed(cell, place)


def _upward(cell: Cell) -> Iterator[str]:
    texts = [each.text for each in cell.facts.strings if ".." in each.text]
    for text in texts:
        if len(text) < 4096 and _is_path(text):
            yield text
    for magic in cell.facts.magics:
        if ".." in magic.text:
            yield from _UPWARDS.findall(magic.text)
        if ".." in magic.body:
            yield from _UPWARDS.findall(magic.body)
    if cell.facts.fault is not None:
        yield from _UPWARDS.findall(cell.source)


def _is_path(text: str) -> bool:
    return ".." in text.replace("\\", "/").split("/") and "\0" not in text and "\n" not in text


def _joined(place: Path, text: str) -> Path:
    """The path that a text leads to, up to its first pattern or placeholder."""
    fixed = re.split(r"[*?\[{]", text.replace("\\", "/"), maxsplit=1)
    whole = fixed[0] if len(fixed) == 1 else fixed[0].rpartition("/")[0]
    return Path(os.path.normpath(place / whole))


def _changes_folder(notebook: Notebook, cell: Cell, text: str) -> bool:
    if any(magic.name in {"%cd", "!cd"} and text in magic.text for magic in cell.facts.magics):
        return True
    calls = notebook.calls_to("os.chdir")
    return any(
        site.cell is cell and (value := site.argument(0, "path")) is not None and value.text == text for site in calls
    )


def _climbed(cell: Cell, place: Path) -> Iterator[Path]:
    """The folders that `Path.cwd().parent`, `.parents` or `dirname(getcwd())` in a cell lead to, generously."""
    for line in cell.source.splitlines():
        if not _BASE.search(line):
            continue
        if _CLIMB_ALL.search(line):
            yield Project.find(place).root
        steps = len(_CLIMB.findall(line))
        if steps:
            yield place.joinpath(*[".."] * steps).resolve()
