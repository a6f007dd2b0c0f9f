"""A project that notes what it is asked and what it said, so that an old answer of a check can be trusted or not."""

from __future__ import annotations

from importlib.util import source_hash
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nbcoach.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from nbcoach.project.environment import Environment
    from nbcoach.project.git import Git
    from nbcoach.project.recorded import Recorded

Said = str | tuple[str, ...] | None


class Heard(Struct, frozen=True, array_like=True, gc=False):
    """A question about the surroundings of a notebook, and the answer.

    `question` is the name of a method of `Project`, `about` its argument as text; of a text `said` is the digest.
    """

    question: str
    about: str
    said: Said


class ListeningProject(Project):
    """A project that notes each question whose answer is quick to find again.

    Whoever asks another one gets his answer too, and `is_complete` turns false: nobody can tell later whether the
    answer would still be the same.
    """

    def __init__(self, project: Project) -> None:
        super().__init__(project.start, project.projects)
        self.is_complete = True
        self._heard: dict[tuple[str, str], Said] = {}

    @property
    def heard(self) -> tuple[Heard, ...]:
        """What was asked, each question once, in order."""
        return tuple(Heard(question, about, said) for (question, about), said in self._heard.items())

    def data_version(self, path: Path | str) -> str | None:
        said = super().data_version(path)
        self._heard["data_version", str(path)] = said
        return said

    def matching(self, pattern: str) -> tuple[str, ...]:
        said = super().matching(pattern)
        self._heard["matching", pattern] = said
        return said

    def beside(self, folder: str, names: Iterable[str]) -> tuple[str, ...]:
        asked = list(names)
        said = super().beside(folder, asked)
        self._heard["beside", "\n".join([folder, *asked])] = said
        return said

    def text_beside(self, path: str) -> str | None:
        said = super().text_beside(path)
        self._heard["text_beside", path] = _digest(said)
        return said

    def hub_commit(self, name: str) -> str | None:
        said = super().hub_commit(name)
        self._heard["hub_commit", name] = said
        return said

    def requirement_files(self) -> tuple[str, ...]:
        said = self._plain.requirement_files()
        self._heard["requirement_files", ""] = said
        return said

    def undeclared(self, modules: Iterable[str]) -> tuple[str, ...]:
        asked = list(modules)
        said = self._plain.undeclared(asked)
        self._heard["undeclared", "\n".join(asked)] = said
        return said

    def loose_environment(self, path: str | None) -> tuple[str, ...]:
        said = self._plain.loose_environment(path)
        if path is not None:
            self._heard["loose_environment", path] = said
        return said

    @property
    def has_owners(self) -> bool:
        said = self._plain.has_owners
        self._heard["has_owners", ""] = _yes(said)
        return said

    @property
    def _plain(self) -> Project:
        """The same project, which notes nothing: what it asks itself on the way to an answer does not count."""
        return self.projects.of(self.start)

    @property
    def root(self) -> Path:
        self.is_complete = False
        return super().root

    @property
    def git(self) -> Git | None:
        self.is_complete = False
        return super().git

    @property
    def environment(self) -> Environment:
        self.is_complete = False
        return super().environment

    def tracking_uri(self, environ: Mapping[str, str], configured: str = "") -> str:
        self.is_complete = False
        return super().tracking_uri(environ, configured)

    def recorded(self, environ: Mapping[str, str], configured: str = "") -> Recorded:
        self.is_complete = False
        return super().recorded(environ, configured)


def _beside(project: Project, about: str) -> tuple[str, ...]:
    folder, *names = about.split("\n")
    return project.beside(folder, names)


def _digest_beside(project: Project, path: str) -> str | None:
    return _digest(project.text_beside(path))


def _digest(text: str | None) -> str | None:
    return None if text is None else f"{source_hash(text.encode('utf-8', 'surrogatepass')).hex()}"


def _yes(told: object) -> str | None:
    return "yes" if told else None


_QUESTIONS: dict[str, Any] = {
    "has_owners": lambda project, _: _yes(project.has_owners),
    "requirement_files": lambda project, _: project.requirement_files(),
    "undeclared": lambda project, modules: project.undeclared(modules.split("\n") if modules else ()),
    "loose_environment": Project.loose_environment,
    "data_version": Project.data_version,
    "matching": Project.matching,
    "beside": _beside,
    "text_beside": _digest_beside,
    "hub_commit": Project.hub_commit,
}


def still_says(project: Project, heard: Iterable[Heard]) -> bool:
    """Whether a project would say the same again."""
    return all(_QUESTIONS[each.question](project, each.about) == each.said for each in heard)
