"""Everything that an assessment looks at, each part read once and on demand: files, notebooks, scripts, git, runs."""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbcoach.errors import NbcoachError
from nbcoach.maturity.evidence import is_aside
from nbcoach.maturity.habits import find_habits
from nbcoach.maturity.source import Source
from nbcoach.notebook import parse_notebook, read_notebook
from nbcoach.project import Project, Rooted, notebooks
from nbcoach.project.data import load_yaml
from nbcoach.project.files import Files, files_below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nbcoach.checking import Finding
    from nbcoach.config import Settings
    from nbcoach.notebook import Notebook
    from nbcoach.project.recorded import Recorded

SCRIPT_BYTES_AT_MOST = 1_000_000
TEXT_BYTES_AT_MOST = 2_000_000
PERCENT_CELL = re.compile(r"^# %%", re.MULTILINE)


class Scene:
    """What surrounds and fills an assessed folder, or a single notebook.

    `now` is the moment that counts as today, in milliseconds since 1970. `environ` and `settings` tell which MLflow
    store is meant.
    """

    def __init__(self, path: Path, environ: Mapping[str, str], settings: Settings, now: int) -> None:
        self.path = path
        self.top = path if path.is_dir() else path.parent
        self.project = Project.find(path)
        self.now = now
        self._environ = environ
        self.settings = settings
        self.gaps: list[str] = []
        """Why a search through notebooks and scripts may have missed something; filled as they are read."""

    @property
    def is_notebook(self) -> bool:
        """True where one notebook is looked at: it has habits, and no level."""
        return self.top != self.path

    def _miss(self, path: str, why: str) -> None:
        """Remembers what was not read; tests, examples and documents are no loss."""
        if not is_aside(path):
            self.gaps.append(why)

    # Files

    @cached_property
    def found(self) -> Files:
        """The files below the assessed folder, then those that stand in the folders above it, up to the root."""
        below = Files((self.path.name,)) if self.is_notebook else files_below(self.top, self.project.git)
        return Files((*below.paths, *self._above()), below.cut)

    def _above(self) -> Iterator[str]:
        """Lock files, pipelines and CI settings of the project that the folder or notebook is a part of."""
        top, root = Path(os.path.realpath(self.top)), self.project.root
        folders = [top, *top.parents] if self.is_notebook else [*top.parents]
        if top != root:
            folders.append(root / ".github" / "workflows")
        for folder in (each for each in folders if each.is_relative_to(root)):
            start = os.path.relpath(folder, top).replace(os.sep, "/")
            names = [name if start == "." else f"{start}/{name}" for name in _files_in(folder)]
            yield from (name for name in names if name != self.path.name)

    def named(self, *patterns: str) -> list[str]:
        """The files whose name (without folders) matches a regular expression in full, aside folders last."""
        whole = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
        hits = [path for path in self.found.paths if whole.fullmatch(path.rpartition("/")[2])]
        return sorted(hits, key=is_aside)

    def text(self, path: str) -> str:
        """A file's text; empty for one that cannot be read, or is too long."""
        file = self.top / path
        try:
            return file.read_text("utf-8", "replace") if file.stat().st_size <= TEXT_BYTES_AT_MOST else ""
        except OSError:
            return ""

    def yaml(self, path: str) -> Any:
        """A YAML file's content, None for none."""
        return load_yaml(self.top / path)

    @cached_property
    def recorded_steps(self) -> frozenset[str]:
        """The notebooks that are steps of a pipeline of nbcoach, whose runner records each run in MLflow."""
        found = []
        for path in self.named(r"pipeline\.yaml"):
            content = self.yaml(path)
            if isinstance(content, dict) and "fingerprints" in content and isinstance(content.get("steps"), list):
                names = [step.get("notebook") for step in content["steps"] if isinstance(step, dict)]
                folder = path.rpartition("/")[0]
                found += [f"{folder}/{name}".lstrip("/") for name in names if isinstance(name, str)]
        return frozenset(found)

    # Code

    @cached_property
    def notebooks(self) -> tuple[Source, ...]:
        """The Python notebooks."""
        return tuple(self._read_notebooks())

    def _read_notebooks(self) -> Iterator[Source]:
        for found in notebooks([self.path], settled=Rooted(self.settings.root, self.settings.exclude)):
            name = os.path.relpath(found.path, self.top).replace(os.sep, "/")
            if found.problem:
                self._miss(name, f"{name} cannot be looked into ({found.problem})")
                continue
            notebook = self._notebook(found.path, name)
            if notebook is not None and notebook.is_python:
                yield self._checked(Source(name, notebook))
            elif notebook is not None:
                self._miss(name, f"{name} is written in {notebook.language}, which is not read")

    def _notebook(self, file: Path, name: str) -> Notebook | None:
        try:
            return read_notebook(file)
        except NbcoachError as error:
            self._miss(name, error.message.replace(file.as_posix(), name).rstrip("."))
        except Exception as error:  # noqa: BLE001 - one bad file is one gap, never the end
            self._miss(name, f"{name} cannot be read ({type(error).__name__})")
        return None

    @cached_property
    def scripts(self) -> tuple[Source, ...]:
        """The Python files, without those that are notebooks, or the text form of a notebook beside them."""
        return tuple(self._read_scripts())

    def _read_scripts(self) -> Iterator[Source]:
        paths = set(self.found.paths)
        read = {source.path for source in self.notebooks}
        for path in self.named(r".*\.py"):
            if path.startswith("../") or path in read:
                continue
            text = self._code(path)
            is_paired = path.removesuffix(".py") + ".ipynb" in paths and PERCENT_CELL.search(text)
            if text.strip() and not is_paired:
                cells = {"cells": [{"cell_type": "code", "source": text}]}
                yield self._checked(Source(path, parse_notebook(cells, path), is_script=True))

    def _code(self, path: str) -> str:
        try:
            data = (self.top / path).read_bytes()
        except OSError as error:
            self._miss(path, f"{path} cannot be read ({error.strerror})")
            return ""
        if len(data) > SCRIPT_BYTES_AT_MOST:
            self._miss(path, f"{path} is too long to be read")
            return ""
        return data.decode("utf-8", "replace")

    def _checked(self, source: Source) -> Source:
        """The source; its cells that do not parse are remembered as gaps, for nobody knows what they do."""
        for cell in source.notebook.code:
            if cell.facts.fault:
                where = f"line {cell.facts.fault.line}" if source.is_script else f"cell {cell.index + 1}"
                self._miss(source.path, f"{source.path} does not parse ({where})")
                break
        return source

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """All code: notebooks, then scripts."""
        return (*self.notebooks, *self.scripts)

    @cached_property
    def main(self) -> tuple[Source, ...]:
        """The code that does the work: not that of tests, examples and documents."""
        return tuple(source for source in self.sources if not is_aside(source.path))

    @cached_property
    def training(self) -> tuple[Source, ...]:
        """The code that trains, aside folders left out."""
        return tuple(source for source in self.main if source.training)

    @property
    def blind_spot(self) -> str:
        """Why code that was not found may still be there, as part of a sentence; empty after a complete look."""
        _ = self.sources
        reasons = [reason for reason in (self.found.cut, *self.gaps) if reason]
        more = f", and {len(reasons) - 1} more like it" if len(reasons) > 1 else ""
        return reasons[0] + more if reasons else ""

    # Findings and runs

    @cached_property
    def findings(self) -> dict[str, tuple[tuple[Source, Finding], ...]]:
        """What the checks found in the notebooks, by the check's name; a check that is not installed has no key."""
        return find_habits(self)

    @cached_property
    def recorded(self) -> Recorded:
        """What the MLflow store holds."""
        return self.project.recorded(self._environ, self.settings.tracking_uri)


def _files_in(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in entries if entry.is_file())
    except OSError:
        return []
