"""The folder around notebooks as one value; every fact is looked up when it is first asked for."""

from __future__ import annotations

import os
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.project.data import DataVersions
from nbcoach.project.demands import DemandsOfFolders
from nbcoach.project.hub import cached_commit
from nbcoach.project.repositories import Repositories
from nbcoach.project.store import choose_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nbcoach.notebook import Notebook
    from nbcoach.project.companions import Companion
    from nbcoach.project.demands import Demands
    from nbcoach.project.environment import Environment
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
        self.demands = DemandsOfFolders(MARKS)
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

    @property
    def environment(self) -> Environment:
        """What the files that tell which libraries the notebooks here need say, taken together."""
        return self._demands.environment

    def requirement_files(self) -> tuple[str, ...]:
        """The files that tell which libraries the notebooks here need, locks included, from the project's root."""
        return self._demands.environment.files

    def undeclared(self, modules: Iterable[str]) -> tuple[str, ...]:
        """Which of some imported modules no such file names; nothing where there is no file, or one that brings all.

        None of them are the project's own modules, what a named library always brings along, and modules whose
        distribution is not known.
        """
        return self._demands.undeclared(modules)

    def loose_environment(self, path: str | None) -> tuple[str, ...]:
        """The file that comes nearest to a pinned environment, and the distributions that it leaves loose.

        The file is empty where the project has none. Nothing where a lock or a file pins all, outside of any project,
        and for every notebook of a project but the first by its path: what concerns them all is told once.
        """
        return self._demands.loose(path)

    @cached_property
    def _demands(self) -> Demands:
        plain = self.projects.of(self.start)  # one that nobody listens to
        return self.projects.demands.around(plain.start, plain.root, plain.git)

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
