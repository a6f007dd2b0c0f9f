"""Which checks run: by name, by area, or `all`; the more specific word counts, and a tie is ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.discover import Catalogue, Listed, catalogue, load
from nbcoach.checking.patterns import Patterns
from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.checking.contract import Check
    from nbcoach.checking.outcome import Problem
    from nbcoach.config import Settings

EVERYTHING = "all"


class Selection(NamedTuple):
    """The checks that run.

    Args:
        checks: In the order of the catalogue.
        problems: Checks that would run and cannot be imported, and packages of checks that are broken.
        silent: Words (checks, areas, `all`) that do not run on notebooks whose path matches.
    """

    checks: tuple[type[Check], ...]
    problems: tuple[Problem, ...] = ()
    silent: tuple[tuple[Patterns, tuple[str, ...]], ...] = ()

    def of_code(self) -> Selection:
        """Without the checks that speak of saved outputs."""
        return self._replace(checks=tuple(check for check in self.checks if not check.reads_outputs))

    def at(self, path: str | None) -> tuple[type[Check], ...]:
        """The checks that run on the notebook at a path, relative to the working directory or absolute."""
        words = [word for patterns, words in self.silent if path and patterns.match(path) for word in words]
        return tuple(check for check in self.checks if not _rank(check, words)) if words else self.checks


def choose(settings: Settings) -> Selection:
    """The checks that run under these settings.

    Raises:
        BadCallError: The settings name a check or an area that is not installed.
    """
    verify_settings(settings)
    known = catalogue()
    wanted = [each for each in known.checks if _rank(each, settings.ignore) < _wish(each, settings)]
    loaded = load(wanted)
    by_default = settings.select is None
    checks = tuple(check for check in loaded.checks if check.default or not by_default)
    silent = tuple((Patterns(settings.root, (pattern,)), words) for pattern, words in settings.per_path_ignores.items())
    return Selection(checks, known.problems + loaded.problems, silent)


def verify_names(names: Iterable[str], where: str, known: Catalogue | None = None) -> None:
    """Tells names of checks, areas and `all` from others.

    Args:
        names: What the user wrote.
        where: The option, or the file and key, that holds them.
        known: What is installed.

    Raises:
        BadCallError: One of them is not installed; says which is near.
    """
    known = known or catalogue()
    words = (*(each.name for each in known.checks), *known.areas, EVERYTHING)
    for name in names:
        if name not in words:
            raise BadCallError(f"{where}: there is no check or area {name!r}.", _cure(name, words))


def verify_check(name: str) -> None:
    """Tells names of checks from others.

    Raises:
        BadCallError: No check of that name is installed; says which is near.
    """
    words = tuple(each.name for each in catalogue().checks)
    if name not in words:
        raise BadCallError(f"There is no check {name!r}.", _cure(name, words))


def verify_settings(settings: Settings) -> None:
    """Tells names of checks in settings from others.

    Raises:
        BadCallError: The settings name a check or an area that is not installed.
    """
    known, origin = catalogue(), settings.origin
    verify_names(settings.select or (), f"{origin}, select", known)
    verify_names(settings.ignore, f"{origin}, ignore", known)
    verify_names(settings.severity, f"{origin}, severity", known)
    for pattern, words in settings.per_path_ignores.items():
        verify_names(words, f"{origin}, per-path-ignores {pattern!r}", known)


def _cure(name: str, words: tuple[str, ...]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    near = get_close_matches(name.lower().replace("_", "-"), words, 1)
    return f"Did you mean {near[0]!r}?" if near else "List them with: nbcoach checks"


def _wish(check: Listed, settings: Settings) -> int:
    return 1 if settings.select is None else _rank(check, settings.select)


def _rank(check: Listed | type[Check], words: Iterable[str]) -> int:
    """How closely words name a check: 3 by its name, 2 by its area, 1 by `all`, 0 not at all."""
    word = nearest_word(check.name, check.area, words)
    return 0 if word is None else 3 if word == check.name else 2 if word == check.area else 1


def nearest_word(check: str, area: str, words: Iterable[str]) -> str | None:
    """The word that names a check most closely: its name, its area, or `all`; None where no word does."""
    given = set(words)
    return next((word for word in (check, area, EVERYTHING) if word in given), None)
