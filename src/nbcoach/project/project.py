"""The folder around notebooks as one value; every fact is looked up when it is first asked for."""

from __future__ import annotations

import os
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.project.data import DataVersions
from nbcoach.project.environment import Environment, Environments
from nbcoach.project.hub import cached_commit
from nbcoach.project.layout import first_notebook, has_module
from nbcoach.project.repositories import Repositories
from nbcoach.project.store import choose_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nbcoach.notebook import Notebook
    from nbcoach.project.companions import Companion
    from nbcoach.project.git import Git
    from nbcoach.project.recorded import Recorded

MARKS = (
    "pyproject.toml",
    ".nbcoach.toml",
    "setup.py",
    "setup.cfg",
    "requirements.txt",
    "environment.yml",
    "Pipfile",
    "dvc.yaml",
    ".dvc",
    "MLproject",
)
"""Files that stand at the top of a project which is under no version control."""
MATCHES_AT_MOST = 50
BYTES_AT_MOST = 1_000_000
"""Of a file that a notebook runs or imports."""
_OWNERS = ("", ".github", ".gitlab", ".bitbucket", "docs")


class Projects:
    """Makes projects that share what they learn: a repository is asked once, however many folders lie in it."""

    def __init__(self) -> None:
        self.repositories = Repositories()
        self.versions = DataVersions(self.repositories)
        self.environments = Environments()
        self.firsts: dict[Path, str | None] = {}
        self._known: dict[str, Project] = {}
        self._listings: dict[str, frozenset[str]] = {}

    def listing(self, folder: str) -> frozenset[str]:
        """The names in a folder, looked up once; none where there is no such folder."""
        if folder not in self._listings:
            try:
                self._listings[folder] = frozenset(os.listdir(folder))
            except (OSError, ValueError):
                self._listings[folder] = frozenset()
        return self._listings[folder]

    def of(self, start: Path) -> Project:
        """The project around a file or folder."""
        folder = os.path.realpath(start if os.path.isdir(start) else os.path.dirname(os.path.abspath(start)))
        if folder not in self._known:
            self._known[folder] = Project(Path(folder), self)
        return self._known[folder]


class Project:
    """Facts about the folder around notebooks. Cheap to make; made anew where facts may have changed.

    `start` is the folder that relative paths are taken from: the notebook's own, as its kernel sees them.
    """

    def __init__(self, start: Path, projects: Projects | None = None) -> None:
        self.start = start
        self._place = str(start)
        self.projects = projects or Projects()
        self._companions: tuple[Notebook, tuple[Companion, ...]] | None = None
        self._modules: dict[str, bool] = {}

    @classmethod
    def find(cls, start: Path) -> Project:
        """The project around a notebook or folder, which need not exist."""
        return Projects().of(start)

    def __repr__(self) -> str:
        return f"Project({str(self.start)!r})"

    @cached_property
    def root(self) -> Path:
        """The top of the repository; else the nearest folder upwards that is marked as a project; else `start`."""
        if self.git is not None:
            return self.git.root
        home = Path.home()
        for folder in (self.start, *self.start.parents):
            if any(os.path.lexists(folder / mark) for mark in MARKS):
                return folder
            if folder == home:
                break
        return self.start

    @property
    def git(self) -> Git | None:
        """The repository around `start`; None where there is none. Its answers are None where git cannot tell."""
        return self.projects.repositories.around(self.start)

    def data_version(self, path: Path | str) -> str | None:
        """Which system records the version of a data file or folder: `git`, `lfs` or `dvc`; None for none.

        A relative path is taken from `start`.
        """
        return self.projects.versions.of(os.path.join(self._place, path))

    def matching(self, pattern: str) -> tuple[str, ...]:
        """The first files and folders that fit a pattern with `*`; a relative one is taken from `start`."""
        from glob import iglob  # noqa: PLC0415 - few notebooks read by pattern

        found = iglob(pattern, root_dir=self.start) if "\0" not in pattern else ()
        return tuple(sorted(islice(found, MATCHES_AT_MOST)))

    def beside(self, folder: str, names: Iterable[str]) -> tuple[str, ...]:
        """Which of some modules lie in a folder, taken from `start`, as files or packages; in their order."""
        there = self.projects.listing(os.path.join(self._place, folder))
        return tuple(name for name in names if name in there or f"{name}.py" in there)

    def text_beside(self, path: str) -> str | None:
        """The text of a file, its path taken from `start`; None where there is none, or it is too large to be code."""
        whole = os.path.join(self._place, path)
        try:
            if not os.path.isfile(whole) or os.path.getsize(whole) > BYTES_AT_MOST:
                return None
            return Path(whole).read_text("utf-8", errors="replace")
        except (OSError, ValueError):
            return None

    def hub_commit(self, name: str) -> str | None:
        """The commit of a hub's model that lies in the local cache; None where it was never fetched."""
        return cached_commit(name)

    def companions(self, notebook: Notebook) -> tuple[Companion, ...]:
        """The files that a notebook runs or imports from its own folder, read but never run (see `companions`)."""
        if self._companions is None or self._companions[0] is not notebook:
            from nbcoach.project.companions import read_companions  # noqa: PLC0415 - few notebooks have any

            self._companions = notebook, read_companions(notebook, self)
        return self._companions[1]

    @cached_property
    def environment(self) -> Environment:
        """What the project's requirements, environment and lock files name."""
        return self.projects.environments.of(self.start, self.root)

    @cached_property
    def is_marked(self) -> bool:
        """Whether it is more than a folder: a repository, or one with a file that marks a project."""
        return self.git is not None or any(os.path.lexists(self.root / mark) for mark in MARKS)

    def has_module(self, name: str) -> bool:
        """Whether an imported module can be one of the project's own."""
        if name not in self._modules:
            self._modules[name] = has_module(name, self.start, self.root)
        return self._modules[name]

    def is_first_notebook(self, path: str | None) -> bool:
        """Whether what concerns the whole project is told at this notebook; so it is at one that is no file."""
        if path is None:
            return True
        firsts = self.projects.firsts
        if self.root not in firsts:
            firsts[self.root] = first_notebook(self.root, self.git)
        first = firsts[self.root]
        return first is None or (os.path.basename(first) == os.path.basename(path) and first == os.path.realpath(path))

    @cached_property
    def has_owners(self) -> bool:
        """Whether a `CODEOWNERS` file stands where GitHub, GitLab and Bitbucket look for one."""
        return any(os.path.lexists(self.root / place / "CODEOWNERS") for place in _OWNERS)

    def tracking_uri(self, environ: Mapping[str, str], configured: str = "") -> str:
        """The address of the MLflow store, by the one rule that kernels, runs and the assessment share."""
        return choose_store(self.start, self.root, environ, configured)

    def recorded(self, environ: Mapping[str, str], configured: str = "") -> Recorded:
        """What that store holds, read without changing or creating anything."""
        from nbcoach.project.recorded import look_into  # noqa: PLC0415 - SQLite, which linting never needs

        return look_into(self.tracking_uri(environ, configured), self.start)
