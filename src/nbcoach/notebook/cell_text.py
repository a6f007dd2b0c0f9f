"""Writes the JSON of a new cell as the cells around it are written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from nbcoach.notebook.json_style import Gaps, Style, escaped, gaps_of, indent_at, indentation, line_break, style_of
from nbcoach.notebook.scan import Extent, items, members, root, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence


def like(text: str, model: Extent, cell: dict[str, Any]) -> str:
    """A new cell written as another one is: its order of keys, its gaps, its way to write lists."""
    found = members(text, model.start)
    style = style_of(text, model.start)
    pairs = [Extent(each.key.start, each.value.end) for each in found]
    gaps = gaps_of(text, model, pairs, style.gaps(indent_at(text, model.start)))
    lists = _source_gaps(text, model, style, indentation(gaps.opening))
    return _object(_ordered(cell, [each.name for each in found]), style, gaps, lists)


def alone(text: str, array: Extent, cell: dict[str, Any]) -> str:
    """A new cell in an array that holds no other: written as the notebook itself is."""
    style = style_of(text, root(text).start)
    indent = indent_at(text, array.start) + style.unit
    names = [each.name for each in members(text, root(text).start)]
    return _object(_ordered(cell, names), style, style.gaps(indent), style.gaps(indent + style.unit))


def _object(cell: dict[str, Any], style: Style, gaps: Gaps, lists: Gaps) -> str:
    indent = indentation(gaps.opening) if line_break(gaps.opening) else ""
    written = []
    for name, value in cell.items():
        is_source = name in {"source", "input"} and isinstance(value, list)
        made = _list(value, style, lists) if is_source else style.text(value, indent)
        written.append(escaped(name, ascii_only=style.ascii) + style.colon + made)
    return "{" + gaps.opening + gaps.between.join(written) + gaps.closing + "}"


def _list(lines: Sequence[str], style: Style, gaps: Gaps) -> str:
    made = gaps.between.join(escaped(each, ascii_only=style.ascii) for each in lines)
    return f"[{gaps.opening}{made}{gaps.closing}]" if lines else "[]"


def _source_gaps(text: str, model: Extent, style: Style, indent: str) -> Gaps:
    place = value_of(text, model.start, "source") or value_of(text, model.start, "input") or model
    return gaps_of(text, place, items(text, place.start), style.gaps(indent if style.line else ""))


def _ordered(cell: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The keys of a new cell in the order of another object; where that is alphabetical, so is all in it."""
    if list(names) == sorted(names):
        ordered: dict[str, Any] = json.loads(json.dumps(cell, sort_keys=True))
        return ordered
    known = {name: place for place, name in enumerate(names)}
    return {name: cell[name] for name in sorted(cell, key=lambda name: known.get(name, len(known)))}
