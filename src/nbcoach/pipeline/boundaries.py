"""The places at which a notebook may be cut into steps, each way to find them giving the code cells that begin one."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from nbcoach.errors import BadCallError
from nbcoach.pipeline.roles import SETUP, CellRole, roles
from nbcoach.pipeline.sections import BOLD, headings, starts_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nbcoach.notebook import Cell, Notebook

How = Literal["auto", "one", "headings", "tags", "cells"]

FEWEST, MOST = 3, 8
"""How many steps people can take in: the level of headings that gives so many is taken."""

_TAG = re.compile(r"(?:nbcoach-step|step|block)(?::(?P<name>[^;]+).*)?|(?P<same>same_step_\d+)", re.DOTALL)
"""Tags that name a step: ours, those of Kale (`step:` and formerly `block:`) and of SAME (`same_step_1`)."""
_UNNAMED = "nbcoach-step"
_PHASES: tuple[CellRole, ...] = ("load", "prepare", "train", "evaluate", "write")


class Boundaries(NamedTuple):
    """The code cells before which a step may begin, in order, and in words how they were found.

    `names` are the steps' names by the first code cell, as far as tags give them; `level` is that of the headings.
    """

    starts: tuple[int, ...]
    label: str = "one step"
    names: Mapping[int, str] = MappingProxyType({})
    level: int = 0
    is_asked: bool = False
    """True where somebody named these places, by tags or by cells."""


def boundaries(notebook: Notebook, how: How, cells: Sequence[int] = ()) -> Boundaries:
    """The places at which to cut.

    Args:
        notebook: What to cut.
        how: Which way to go; `auto` takes tags, else headings, else changes of the work, else none.
        cells: For `cells`: the indices of the cells that begin a step, counted among all cells from 0.

    Raises:
        BadCallError: One of the cells is not there, or no code stands from it on.
    """
    if how == "one" or not notebook.is_python or notebook.language_version.startswith("2"):
        return Boundaries(())
    if how == "cells":
        return _asked(notebook, cells)
    if how == "tags":
        return _tagged(notebook)
    if how == "headings":
        return _headed(notebook)
    return _automatic(notebook)


def _automatic(notebook: Notebook) -> Boundaries:
    tagged = _tagged(notebook)
    if tagged.starts:
        return tagged
    headed = _headed(notebook)
    if headed.starts and len(headed.starts) < 2 * MOST:
        return headed
    worked = _worked(notebook)
    return worked if worked.starts else headed


def _asked(notebook: Notebook, cells: Sequence[int]) -> Boundaries:
    code = [cell.index for cell in notebook.code]
    found = set()
    for index in cells:
        start = next((each for each in code if each >= index), None)
        if not 0 <= index < len(notebook.cells) or start is None:
            raise BadCallError(
                f"No step can begin at cell {index + 1}: no code stands there or below.",
                f"The notebook has {len(notebook.cells)} cells.",
            )
        found.add(start)
    starts = tuple(sorted(found - set(code[:1])))
    shown = ", ".join(str(each + 1) for each in starts)
    return Boundaries(starts, f"cells {shown}", is_asked=True) if starts else Boundaries(())


def _tagged(notebook: Notebook) -> Boundaries:
    """A step begins where a tag names another one than the step above; cells without a tag go with those above."""
    code = [cell.index for cell in notebook.code]
    names: dict[int, str] = {}
    current = ""
    for cell, name in _named(notebook):
        start = next((each for each in code if each >= cell.index), None)
        if start is not None and (not name or name != current):
            names.setdefault(start, name)
        current = name
    first = min(names, default=0)
    if code and names and first != code[0] and _only_sets_up(notebook, code[: code.index(first)]):
        names[code[0]] = names.pop(first)
    starts = tuple(sorted(set(names) - set(code[:1])))
    return Boundaries(starts, "tags", names, is_asked=True) if starts else Boundaries((), names=names)


def _named(notebook: Notebook) -> Iterator[tuple[Cell, str]]:
    """The cells that have a tag for a step, and its name; empty where it has none."""
    for cell in notebook.cells:
        for tag in cell.tags:
            match = _TAG.fullmatch(tag)
            if match and (match["name"] or match["same"] or tag == _UNNAMED):
                yield cell, (match["name"] or match["same"] or "").replace("_", " ").strip()
                break


def _only_sets_up(notebook: Notebook, cells: Sequence[int]) -> bool:
    return all(roles(notebook)[index] in SETUP for index in cells)


def _headed(notebook: Notebook) -> Boundaries:
    """The highest level of headings that gives about three to eight sections with code."""
    levels = sorted({each.level for each in headings(notebook)} - {BOLD})
    found = [(level, starts) for level in levels if (starts := starts_at(notebook, level))]
    if not found:
        starts = starts_at(notebook, BOLD)
        return Boundaries(starts, "headings (in bold)", level=BOLD) if starts else Boundaries(())
    level, starts = min(found, key=lambda each: (_distance(len(each[1]) + 1), each[0]))
    return Boundaries(starts, f"headings (level {level})", level=level)


def _distance(steps: int) -> float:
    """How far a number of steps is from what people can take in, as a ratio of at least 1."""
    return max(1.0, FEWEST / steps, steps / MOST)


def _worked(notebook: Notebook) -> Boundaries:
    """A step begins where the work moves on to a later phase: load, prepare, train, evaluate, write."""
    phase, starts, names = -1, [], {}
    code = [cell.index for cell in notebook.code]
    for index in code:
        role = roles(notebook)[index]
        if role in _PHASES and _PHASES.index(role) > phase:
            if phase >= 0:
                starts.append(index)
            names[index if phase >= 0 else code[0]] = role
            phase = _PHASES.index(role)
    return Boundaries(tuple(starts), "kinds of work", names) if starts else Boundaries(())
