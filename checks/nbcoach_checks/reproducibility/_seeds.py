"""Where a notebook seeds which library, and whether that governs a draw."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.runs import Moment, first_run, moment, moments
from nbcoach_checks.reproducibility._randomness import tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Place
    from nbcoach.project import Project
    from nbcoach.project.companions import Companion

_ALL = ("random", "numpy", "torch", "tensorflow", "jax")
_ALIASES = {
    "random": re.compile(r"(?<!\.)\brandom\.seed"),
    "numpy": re.compile(r"\b(?:np|numpy)\.random"),
    "torch": re.compile(r"\btorch\."),
    "tensorflow": re.compile(r"\b(?:tf|tensorflow|keras)\."),
}
_KNOWN = ("random.", "numpy.", "torch.", "tensorflow.", "keras.", "cupy.")


class Seed(NamedTuple):
    """A moment from which on libraries are seeded."""

    libraries: tuple[str, ...]
    moment: Moment


class Seeds:
    """All seeds of a notebook, those set inside functions counted at each use of the function.

    The files that it runs or imports from its own folder are read where its own seeds do not suffice.
    """

    def __init__(self, notebook: Notebook, project: Project) -> None:
        self._notebook = notebook
        self._project = project
        self._seeds = tuple(_seeds(notebook))

    @cached_property
    def _brought(self) -> tuple[Seed, ...]:
        return tuple(_brought(self._notebook, self._project.companions(self._notebook)))

    def govern(self, library: str, site: CallSite) -> bool:
        """True where the library is seeded before the call runs for the first time."""
        draw = moment(site.cell, site.call.at, site.call.block)
        start = first_run(self._notebook, draw)
        return _any_governs(self._seeds, library, draw, start) or _any_governs(self._brought, library, draw, start)


def _any_governs(seeds: Iterable[Seed], library: str, draw: Moment, start: Place) -> bool:
    for seed in seeds:
        if library not in seed.libraries:
            continue
        if seed.moment.body == draw.body and seed.moment.cell is draw.cell and seed.moment.at < draw.at:
            return True
        if not seed.moment.body and seed.moment.place < start:
            return True
    return False


def _seeds(notebook: Notebook) -> Iterator[Seed]:
    for cell in notebook.code:
        if cell.facts.fault and "seed" in cell.source:
            yield Seed(_mentioned(cell.source), Moment(cell, 0, 0))
    for site in notebook.calls_named(_may_seed):
        libraries = _seeded(site)
        if libraries:
            for each in moments(notebook, moment(site.cell, site.call.at, site.call.block)):
                yield Seed(libraries, each)


def _brought(notebook: Notebook, companions: Iterable[Companion]) -> Iterator[Seed]:
    """What files of the project seed when they are run or imported, and by functions that the notebook calls."""
    for each in companions:
        seeds = [seed for inner in each.everything() for seed in _seeds(inner)]
        for seed in seeds:
            if not seed.moment.body:
                yield Seed(seed.libraries, Moment(each.cell, each.at, 0))
        functions = {_name_of(seed.moment): seed.libraries for seed in seeds if seed.moment.body}
        for site in notebook.calls if functions else ():
            libraries = functions.get(each.function(site))
            if libraries:
                for at in moments(notebook, moment(site.cell, site.call.at, site.call.block)):
                    yield Seed(libraries, at)


def _name_of(inside: Moment) -> str:
    return inside.cell.facts.blocks[inside.body].text


def _mentioned(source: str) -> tuple[str, ...]:
    """The libraries whose seed a cell that does not parse may set, by the lines that mention one."""
    lines = [line for line in source.split("\n") if "seed" in line]
    named = {library for library, pattern in _ALIASES.items() if any(pattern.search(line) for line in lines)}
    return tuple(sorted(named)) or _ALL


@lru_cache(maxsize=65_536)
def _may_seed(name: str) -> bool:
    known = tables()
    return name in known.seeds or name in known.seeding_objects or _is_foreign_seeder(name)


def _seeded(site: CallSite) -> tuple[str, ...]:
    """The libraries that a call seeds."""
    known = tables()
    if site.name in known.seeding_objects:
        return known.seeding_objects[site.name]
    if site.name in known.seeds:
        return known.seeds[site.name] if _gives_a_seed(site) else ()
    return _ALL if _is_foreign_seeder(site.name) else ()


def _gives_a_seed(site: CallSite) -> bool:
    given = [*site.call.arguments, *[each.value for each in site.call.keywords]]
    return bool(given) and not (given[0].kind == "constant" and given[0].text == "None")


def _is_foreign_seeder(name: str) -> bool:
    """`seed_everything`, `set_seed`, `fix_seeds` … that come from another module, which cannot be read here."""
    method = name.rpartition(".")[2].lower()
    if "seed" not in method or name.startswith((*_KNOWN, "__main__.")):
        return False
    return "?" not in name and "(" not in name and ("_" in method or "set" in method or method == "seedall")
