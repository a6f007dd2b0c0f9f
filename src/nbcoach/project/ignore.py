"""The rules of nested `.gitignore` files, and of patterns that the caller adds.

The library that reads patterns is imported only where there is a pattern.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec


class Rule(NamedTuple):
    """Patterns, and the folder (absolute, ending in a separator) that they are relative to."""

    base: str
    patterns: GitIgnoreSpec

    def verdict(self, path: str, *, is_folder: bool) -> bool | None:
        """True to ignore, False to keep against an outer rule, None where these patterns say nothing."""
        if not path.startswith(self.base):
            return None
        name = path[len(self.base) :].replace(os.sep, "/")
        return self.patterns.check_file(f"{name}/" if is_folder else name).include


class Rooted(NamedTuple):
    """Patterns that are relative to a folder."""

    root: Path
    patterns: tuple[str, ...]


class Rules(NamedTuple):
    """The rules in force in one folder: those of the innermost `.gitignore` first."""

    excluded: tuple[Rule, ...] = ()
    ignored: tuple[Rule, ...] = ()

    @classmethod
    def at(cls, top: Path, exclude: tuple[str, ...] = (), settled: Rooted | None = None) -> Rules:
        """The rules that hold at a folder before its own `.gitignore` is read.

        Those of the folders above count within a repository, unless they ignore the folder itself: whoever
        names an ignored folder wants to see into it. The same holds for the `settled` ones.
        """
        whole = os.path.abspath(top)
        excluded = tuple(_written_here(exclude, whole))
        own = _rules(settled.patterns, str(settled.root)) if settled else ()
        own = () if cls(own).ignore(whole, is_folder=True) else own
        above = tuple(rule for folder in _up_to_repository(whole) for rule in _read(folder))
        is_hidden = cls((), above).ignore(whole, is_folder=True)
        return cls((*excluded, *own), () if is_hidden else above)

    def within(self, folder: str) -> Rules:
        """The rules in a folder that has a `.gitignore` of its own."""
        return Rules(self.excluded, (*_read(folder), *self.ignored))

    def ignore(self, path: str, *, is_folder: bool) -> bool:
        """Whether a path is left out; a folder that is left out hides all below it."""
        if not self.excluded and not self.ignored:
            return False
        whole = os.path.abspath(path)
        if any(rule.verdict(whole, is_folder=is_folder) for rule in self.excluded):
            return True
        verdicts = (rule.verdict(whole, is_folder=is_folder) for rule in self.ignored)
        return next((verdict for verdict in verdicts if verdict is not None), False)


def _written_here(patterns: tuple[str, ...], top: str) -> Iterable[Rule]:
    """The rules of patterns that somebody wrote in the working directory about a folder to be walked.

    They are relative to both. Those that begin as paths do (`./`, `../`, `/` of the file system) are paths from there.
    """
    here = str(Path.cwd())
    own = [(each, _place(each, here)) for each in patterns]
    yield from _rules(tuple(each for each, place in own if place is None), here, top)
    for _, place in own:
        if place:
            yield from _rules((place[1],), place[0])


def _place(pattern: str, here: str) -> tuple[str, str] | None:
    """The folder that a path is relative to, and the pattern below it; None for what is no path."""
    inside = os.path.join(here, "")
    if pattern.startswith(inside):
        return here, f"/{pattern[len(inside) :]}"
    if not pattern.startswith(("./", "../")):
        return None
    while pattern.startswith(("./", "../")):
        step, _, pattern = pattern.partition("/")
        here = os.path.dirname(here) if step == ".." else here
    return here, f"/{pattern}"


def _up_to_repository(folder: str) -> list[str]:
    """The folders above one, innermost first, up to its repository's root; none outside of a repository."""
    above: list[str] = []
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return []
        above.append(parent)
        folder = parent
    return above


def _read(folder: str) -> Iterable[Rule]:
    try:
        text = Path(folder, ".gitignore").read_text("utf-8", "replace")
    except OSError:
        return ()
    return _rules(tuple(text.splitlines()), folder)


def _rules(patterns: tuple[str, ...], *bases: str) -> tuple[Rule, ...]:
    if not patterns:
        return ()
    spec = _spec(patterns)
    ends = {os.path.join(os.path.abspath(base), "") for base in bases}
    return tuple(Rule(end, spec) for end in sorted(ends, key=len, reverse=True))


def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    """The patterns; as in git, one that is malformed matches nothing."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there is a pattern

    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError:
        return GitIgnoreSpec.from_lines(line for line in patterns if _is_valid(line))


def _is_valid(pattern: str) -> bool:
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there is a pattern

    try:
        GitIgnoreSpec.from_lines([pattern])
    except ValueError:
        return False
    return True
