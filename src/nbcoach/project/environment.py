"""The environment that a project asks for: what its requirements, environment and lock files name, read once."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table
from nbcoach.project.declared import (
    Declared,
    included,
    normalised,
    of_conda,
    of_lock,
    of_requirements,
    of_setup,
    of_toml,
    read_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LOCK = regex(
    r"(?:poetry|uv|pdm|pixi|Pipfile)\.lock|pylock(?:\.\w+)?\.toml|(?:[\w-]+[.-])?conda-(?:lock|linux|osx|win)[\w.-]*"
    r"|[\w.-]*requirements[\w.-]*\.lock|requirements\.lock(?:ed)?"
)
_REQUIREMENTS = regex(r"[\w.-]*(?:requirements?|reqs?)[\w.-]*\.(?:txt|in|pip)|constraints[\w.-]*\.txt|packages\.txt")
_CONDA = regex(r"[\w.-]*(?:env|environment|conda)[\w.-]*\.ya?ml")
_OTHER = frozenset({"pyproject.toml", "Pipfile", "pixi.toml", "setup.py", "setup.cfg", "Dockerfile", "MLproject"})
_BESIDE = (
    "binder",
    ".binder",
    "requirements",
    "requires",
    "docs",
    "doc",
    "docker",
    ".devcontainer",
    "conda",
    "env",
    "envs",
)
"""Folders at the top of a project that may hold such files."""
_ALL = frozenset({"anaconda", "sagemaker-distribution", "jupyter-scipy-notebook"})
"""Distributions that bring everything along."""
_TOOLS = frozenset(
    {"python", "pip", "setuptools", "wheel", "pip-tools", "jupyter", "jupyterlab", "notebook", "ipykernel", "nodejs"}
)


class Environment(NamedTuple):
    """What a folder's notebooks can count on.

    `files` are the files that tell it, locks included, relative to the project's root with `/`; `locks` those that lock
    it. `names` are all distributions that they name. `loose` are, of the file that comes nearest to a pinned one, the
    distributions without an exact version, and `loosest` is that file; empty where one is pinned throughout.
    """

    files: tuple[str, ...]
    locks: tuple[str, ...]
    names: frozenset[str]
    loose: tuple[str, ...]
    loosest: str

    @property
    def is_pinned(self) -> bool:
        """Whether a lock, or a file in which every version is exact, tells the environment."""
        return bool(self.locks) or bool(self.files and not self.loosest)

    @property
    def brings_all(self) -> bool:
        """Whether it names a collection that holds every usual library."""
        return not self.names.isdisjoint(_ALL)


class Environments:
    """The environments of folders; each file is read once."""

    def __init__(self) -> None:
        self._folders: dict[str, tuple[tuple[str, tuple[Declared, ...]], ...]] = {}

    def of(self, start: Path, root: Path) -> Environment:
        """What the files from a folder up to the project's root say, and those in its usual folders."""
        found = dict(file for folder in _folders(start, root) for file in self._in(folder))
        names = frozenset(each.name for listed in found.values() for each in listed)
        shown = {_relative(path, root): listed for path, listed in found.items()}
        locks = tuple(name for name in shown if _LOCK.fullmatch(os.path.basename(name)))
        loose = {
            name: _loose(listed) for name, listed in shown.items() if name not in locks and _may_pin(name) and listed
        }
        nearest = min(loose, key=lambda name: (len(loose[name]), name), default="")
        is_pinned = bool(nearest) and not loose[nearest]
        if not nearest:
            nearest = next(iter(shown), "")
        return Environment(tuple(shown), locks, names, loose.get(nearest, ()), "" if is_pinned else nearest)

    def _in(self, folder: str) -> tuple[tuple[str, tuple[Declared, ...]], ...]:
        if folder not in self._folders:
            self._folders[folder] = tuple(_read_folder(folder))
        return self._folders[folder]


def _folders(start: Path, root: Path) -> Iterator[str]:
    place = str(start)
    top = str(root)
    while place.startswith(top):
        yield place
        if place == top:
            break
        place = os.path.dirname(place)
    yield from (os.path.join(top, name) for name in _BESIDE)


def _read_folder(folder: str) -> Iterator[tuple[str, tuple[Declared, ...]]]:
    """The files of a folder that tell an environment, with what they name."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    is_only_for_it = os.path.basename(folder) in {"requirements", "requires"}
    for name in names:
        read = _reader(name) or (_requirements if is_only_for_it and name.endswith((".txt", ".in")) else None)
        path = os.path.join(folder, name)
        if read is not None and os.path.isfile(path):
            listed = read(Path(path))
            if listed or name not in {"pyproject.toml", "setup.cfg", "setup.py", "Dockerfile"}:
                yield path, listed


def _reader(name: str) -> Callable[[Path], tuple[Declared, ...]] | None:
    if _LOCK.fullmatch(name):
        return _lock
    if _REQUIREMENTS.fullmatch(name):
        return _requirements
    if _CONDA.fullmatch(name):
        return of_conda
    if name in {"pyproject.toml", "Pipfile", "pixi.toml"}:
        return _toml
    return _setup if name in _OTHER else None


def _lock(file: Path) -> tuple[Declared, ...]:
    return of_lock(read_text(file)) or of_requirements(read_text(file))


def _requirements(file: Path, depth: int = 3) -> tuple[Declared, ...]:
    text = read_text(file)
    others = (file.parent / each for each in included(text)) if depth else ()
    return (*of_requirements(text), *(found for other in others for found in _requirements(other, depth - 1)))


def _toml(file: Path) -> tuple[Declared, ...]:
    return of_toml(read_text(file))


def _setup(file: Path) -> tuple[Declared, ...]:
    text = read_text(file)
    return of_setup(text) if "install" in text or "require" in text else ()


def _may_pin(path: str) -> bool:
    """True for files that list versions; of the words of a `setup.py` none counts."""
    return os.path.basename(path) not in {"setup.py", "setup.cfg", "Dockerfile", "MLproject"}


def _loose(listed: tuple[Declared, ...]) -> tuple[str, ...]:
    exact = {each.name for each in listed if each.is_exact}
    return tuple(dict.fromkeys(each.name for each in listed if each.name not in exact and each.name not in _TOOLS))


def _relative(path: str, root: Path) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")


class _Distributions(NamedTuple):
    same: frozenset[str]
    other: dict[str, tuple[str, ...]]
    brings: dict[str, tuple[str, ...]]


@cache
def _distributions() -> _Distributions:
    raw = read_table(__file__, "distributions.toml")
    other = {module: tuple(normalised(each) for each in names) for module, names in raw["other"].items()}
    brings = {name: tuple(brought) for name, brought in raw["brings"].items()}
    return _Distributions(frozenset(raw["same"]), other, brings)


def providers(module: str) -> tuple[str, ...]:
    """The distributions that provide a top-level module, normalised, the usual one first; empty for unknown modules."""
    known = _distributions()
    if module in known.other:
        return known.other[module]
    return (normalised(module),) if module in known.same else ()


def with_brought(names: Iterable[str]) -> frozenset[str]:
    """Some distributions, normalised, and those that they surely bring along."""
    found, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _distributions().brings.get(name, ())
    return frozenset(found)
