"""The names of steps: what their tags or headings say, else what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.pipeline.naming import plain_name, slug

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 40
_SETUP = {"imports": "setup", "definitions": "setup", "settings": "setup", "parameters": "setup", "display": "explore"}


class Named(NamedTuple):
    """What may name a step: its tag, the heading above it, and the role of its cells. Each may be empty."""

    tag: str
    title: str
    role: str


def unique_names(steps: Sequence[Named], path: str | None) -> list[str]:
    """A name for each step in lower-case ASCII letters, digits and `-`; one step is named like the notebook."""
    if len(steps) == 1:
        return [slug(path)]
    found: list[str] = []
    for number, step in enumerate(steps, 1):
        name = _name(step) or f"part-{number}"
        again = 2
        unique = name
        while unique in found:
            unique, again = f"{name}-{again}", again + 1
        found.append(unique)
    return found


def notebook_path(name: str, number: int, steps: int) -> str:
    """Where the notebook of a step stands: `steps/10_load.ipynb`; numbers sort as the steps run."""
    width = len(str(steps * 10))
    return f"steps/{number * 10:0{width}}_{name.replace('-', '_')}.ipynb"


def _name(step: Named) -> str:
    for text in (step.tag, step.title):
        name = plain_name(text)
        if name:
            return _short(name)
    return _SETUP.get(step.role, step.role)


def _short(name: str) -> str:
    """A name cut behind one of its words."""
    if len(name) <= _LONGEST:
        return name
    return name[: _LONGEST + 1].rpartition("-")[0] or name[:_LONGEST]
