"""The tools that the coach recognises: which calls of which tool show which signal."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.maturity.source import Source
    from nbcoach.notebook import CallSite

FILE = Path(__file__).parent / "fingerprints.yaml"


class Trace(Struct, frozen=True, forbid_unknown_fields=True):
    """Calls and keyword arguments that show a signal; `weak` calls are shown and settle nothing."""

    calls: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


class Fingerprint(Struct, frozen=True, forbid_unknown_fields=True):
    """What one tool leaves in code."""

    tool: str
    imports: tuple[str, ...]
    signals: dict[str, Trace]


@cache
def fingerprints() -> tuple[Fingerprint, ...]:
    """Every tool of the catalogue."""
    import yaml  # noqa: PLC0415 - the faces import this room for its types

    content = yaml.load(FILE.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    return msgspec.convert(content, tuple[Fingerprint, ...])


def calls_for(source: Source, signal: str, *, weak: bool = False) -> Iterator[CallSite]:
    """The calls in a source that show a signal, or that hint at it weakly."""
    pattern, keywords = _patterns(signal, weak=weak)
    for site in source.notebook.calls:
        is_named = pattern is not None and pattern.fullmatch(site.name)
        if is_named or (keywords and any(each.name in keywords for each in site.call.keywords)):
            yield site


def tools_present(source: Source, signal: str) -> list[str]:
    """The tools that could give a signal and are imported without any use that is recognised."""
    modules = [site.binding.text for site in source.notebook.import_sites]
    able = [each for each in fingerprints() if signal in each.signals and _is_imported(each, modules)]
    return [each.tool for each in able if not _is_used(each, source)]


def _is_imported(fingerprint: Fingerprint, modules: list[str]) -> bool:
    return any(f"{module}.".startswith(f"{name}.") for name in fingerprint.imports for module in modules)


def _is_used(fingerprint: Fingerprint, source: Source) -> bool:
    """Whether a use of the tool is recognised, be it for another signal."""
    traces = fingerprint.signals.values()
    names = [re.compile(_regex(call)) for trace in traces for call in (*trace.calls, *trace.weak)]
    if any(name.fullmatch(site.name) for name in names for site in source.notebook.calls):
        return True
    return any(site.name.startswith(tuple(f"{each}." for each in fingerprint.imports)) for site in source.tracking)


@cache
def _patterns(signal: str, *, weak: bool) -> tuple[re.Pattern[str] | None, frozenset[str]]:
    traces = [each.signals[signal] for each in fingerprints() if signal in each.signals]
    names = [name for trace in traces for name in (trace.weak if weak else trace.calls)]
    keywords = frozenset(word for trace in traces for word in (() if weak else trace.keywords))
    return (re.compile("|".join(map(_regex, names))) if names else None), keywords


def _regex(name: str) -> str:
    return re.escape(name).replace(r"\*", r".*")
