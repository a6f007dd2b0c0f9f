"""The tables of `randomness.toml`, in the shape in which calls are looked up."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import Struct

from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards

_ANY = "*"
_PLAIN = frozenset({"", "False", "None", "1", "1.0"})


class Rule(NamedTuple):
    """When a callable of some packages depends on random state, and which keyword fixes it."""

    packages: tuple[str, ...]
    keyword: str
    fallback: str
    unless: dict[str, list[str]]
    when: dict[str, list[str]]
    positions: dict[str, int]


class Split(NamedTuple):
    """A method that divides or shuffles rows: of what (beginnings of resolved names), and where its seed is given."""

    packages: tuple[str, ...]
    keyword: str
    position: int


class Tables(Struct, frozen=True):
    """Everything that `unseeded-run` knows about libraries; rules by the last part of a resolved name."""

    draws: dict[str, str]
    prefixes: tuple[tuple[str, str], ...]
    no_draws: frozenset[str]
    no_prefixes: tuple[str, ...]
    methods: frozenset[str]
    distributions: frozenset[str]
    generators: dict[str, str]
    seeds: dict[str, tuple[str, ...]]
    seeding_objects: dict[str, tuple[str, ...]]
    rules: dict[str, tuple[Rule, ...]]
    splits: dict[str, Split]
    networks: dict[str, Wildcards]
    wrappers: tuple[str, ...]
    frame_packages: tuple[str, ...]
    frame_arguments: frozenset[str]
    other_samplers: frozenset[str]


@lru_cache(maxsize=1)
def tables() -> Tables:
    raw = read_table(__file__, "randomness.toml")
    draws = {name: library for library, names in raw["draws"].items() for name in names}
    return Tables(
        draws={name: library for name, library in draws.items() if not name.endswith("*")},
        prefixes=tuple((name[:-1], library) for name, library in draws.items() if name.endswith("*")),
        no_draws=frozenset(raw["no_draws"]["names"]),
        no_prefixes=tuple(raw["no_draws"]["prefixes"]),
        methods=frozenset(raw["methods"]["torch"]),
        distributions=frozenset(raw["methods"]["torch_distributions"]),
        generators=raw["generators"],
        seeds={name: tuple(libraries) for name, libraries in raw["seeds"].items()},
        seeding_objects={name: tuple(libraries) for name, libraries in raw["seeding_objects"].items()},
        rules=_rules(raw["estimators"]),
        splits={name: Split(tuple(e["packages"]), e["keyword"], e["position"]) for name, e in raw["splits"].items()},
        networks={name: Wildcards(raw["networks"][name]) for name in ("tensorflow", "torch")},
        wrappers=tuple(raw["networks"]["wrappers"]),
        frame_packages=tuple(raw["frames"]["packages"]),
        other_samplers=frozenset(raw["frames"]["others"]),
        frame_arguments=frozenset(raw["frames"]["arguments"]),
    )


def _rules(groups: dict[str, Any]) -> dict[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for group, entry in groups.items():
        packages = tuple(entry.get("packages", [group]))
        unless, when = entry.get("unless", {}), entry.get("when", {})
        for name in [*entry["always"], *when]:
            conditions = (unless.get(name, {}), when.get(name, {}), entry.get("positions", {}).get(name, {}))
            rule = Rule(packages, entry["keyword"], entry["global"], *conditions)
            found[name] = (*found.get(name, ()), rule)
    return found


def accepts(wanted: list[str], written: str) -> bool:
    """True where the written value of a keyword (empty for left out) is one of those that a table names."""
    return written in wanted or (_ANY in wanted and written not in _PLAIN)
