"""What the result of a step rests on, but for files; and what of it is another than before, in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from nbcoach.pipeline.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Parts(Struct, frozen=True):
    """What the result of a step rests on.

    `code` is a digest per code cell, with the cell's name as a user knows it; `modules` one per file that the code
    imports or runs; `upstream` that of the state which the step before has left, by its name; `environment` says which
    kernel ran where, and which distributions it had.
    """

    code: tuple[tuple[str, str], ...]
    parameters: dict[str, Any]
    modules: dict[str, str] = {}
    upstream: dict[str, str] = {}
    environment: dict[str, str] = {}

    @property
    def key(self) -> str:
        """SHA-256 of all of it."""
        return digest(msgspec.to_builtins(self))


def changes(before: Parts, now: Parts) -> Iterator[str]:
    """What differs, each as a phrase: `alpha is 0.2, was 0.1`, `cell 5 has changed`."""
    yield from _code(before.code, now.code)
    yield from _values(before.parameters, now.parameters)
    yield from _files(before.modules, now.modules)
    for step, state in now.upstream.items():
        if before.upstream.get(step) != state:
            yield f"step {step} left another state"
    yield from _values(before.environment, now.environment)


def _code(before: tuple[tuple[str, str], ...], now: tuple[tuple[str, str], ...]) -> Iterator[str]:
    if before == now:
        return
    old, new = dict(before), dict(now)
    told = [f"{name} has changed" for name in new if name in old and old[name] != new[name]]
    told += [f"{name} is new" for name in new if name not in old]
    told += [f"{name} is gone" for name in old if name not in new]
    yield from told or ["its cells stand in another order"]


def _values(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name in dict.fromkeys([*now, *before]):
        if name not in now:
            yield f"{name} is gone, was {_shown(before[name])}"
        elif name not in before:
            yield f"{name} is {_shown(now[name])}, was not there"
        elif not _is_same(before[name], now[name]):
            yield f"{name} is {_shown(now[name])}, was {_shown(before[name])}"


def _files(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    for path in dict.fromkeys([*now, *before]):
        if before.get(path) != now.get(path):
            yield f"{path} has changed"


def _is_same(one: Any, other: Any) -> bool:
    """True and 1 are two values, as are 1 and 1.0."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"
