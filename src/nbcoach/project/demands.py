"""What a folder's notebooks may count on: the declared environment, and the project's own modules."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from nbcoach.project.environment import Environments, providers, with_brought
from nbcoach.project.layout import first_notebook, has_module

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from nbcoach.project.environment import Environment
    from nbcoach.project.git import Git


class DemandsOfFolders:
    """The demands of each folder, found once; a file that several folders share is read once.

    Args:
        marks: Files that mark the top of a project.
    """

    def __init__(self, marks: Iterable[str]) -> None:
        self.environments = Environments()
        self._marks = tuple(marks)
        self._firsts: dict[Path, str | None] = {}
        self._known: dict[Path, Demands] = {}

    def around(self, start: Path, root: Path, git: Git | None) -> Demands:
        """Those of a folder in a project."""
        if start not in self._known:
            self._known[start] = Demands(start, root, git, self)
        return self._known[start]

    def first_notebook(self, root: Path, git: Git | None) -> str | None:
        if root not in self._firsts:
            self._firsts[root] = first_notebook(root, git)
        return self._firsts[root]

    def is_project(self, root: Path, git: Git | None) -> bool:
        """Whether it is more than a folder: a repository, or one with a file that marks a project."""
        return git is not None or any(os.path.lexists(root / mark) for mark in self._marks)


class Demands:
    """What the notebooks of one folder may count on (see the methods of `Project` of the same names)."""

    def __init__(self, start: Path, root: Path, git: Git | None, folders: DemandsOfFolders) -> None:
        self._start, self._root, self._git = start, root, git
        self._folders = folders
        self._modules: dict[str, bool] = {}

    @cached_property
    def environment(self) -> Environment:
        return self._folders.environments.of(self._start, self._root)

    def undeclared(self, modules: Iterable[str]) -> tuple[str, ...]:
        if not self.environment.files or self.environment.brings_all:
            return ()
        return tuple(each for each in modules if self._is_missing(each))

    def loose(self, path: str | None) -> tuple[str, ...]:
        if self.environment.is_pinned or not self._is_project or not self._is_first(path):
            return ()
        return (self.environment.loosest, *self.environment.loose)

    @cached_property
    def _names(self) -> frozenset[str]:
        """What the environment holds for sure: what is named, and what that brings along."""
        return with_brought(self.environment.names)

    @cached_property
    def _is_project(self) -> bool:
        return self._folders.is_project(self._root, self._git)

    def _is_missing(self, module: str) -> bool:
        if module not in self._modules:
            found = providers(module)
            is_told = not found or not self._names.isdisjoint(found)
            self._modules[module] = not is_told and not has_module(module, self._start, self._root)
        return self._modules[module]

    def _is_first(self, path: str | None) -> bool:
        """Whether a notebook is the first of the project, where what concerns them all is told; live ones are none."""
        if path is None:
            return False
        first = self._folders.first_notebook(self._root, self._git)
        if first is None:
            return True
        return os.path.basename(first) == os.path.basename(path) and first == os.path.realpath(path)
