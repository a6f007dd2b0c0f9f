"""Literals inside calls that can become parameters: `test_size=0.2`, `n_estimators=100`, `pd.read_csv("data/a.csv")`.

They are offered and never taken unasked, since the code changes where they stand.
"""

from __future__ import annotations

import ast
import builtins
import keyword
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards
from nbcoach.pipeline.lifting import Lifting
from nbcoach.pipeline.literals import is_json
from nbcoach.pipeline.model import Candidate, Hoist, Parameter
from nbcoach.pipeline.naming import plain_name
from nbcoach.pipeline.reading import readings
from nbcoach.pipeline.schema import schema_of
from nbcoach.pipeline.secrets import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Value

_SCORE = 0.4
_KINDS = frozenset({"number", "string", "constant"})


class _Place(NamedTuple):
    """A literal in a call, with the names that it may get, the best first."""

    site: CallSite
    value: Value
    literal: Any
    names: tuple[str, ...]


def hoists(notebook: Notebook, taken: Iterable[str] = ()) -> tuple[Candidate, ...]:
    """The literals inside calls that may become parameters; equal ones of one name become one parameter.

    Args:
        notebook: Where to look.
        taken: Names that other parameters have.
    """
    if Lifting(notebook).whole_obstacle:
        return ()
    groups: dict[tuple[str, str], list[_Place]] = {}
    for place in _places(notebook):
        groups.setdefault((place.names[0], repr(place.literal)), []).append(place)
    known = _names(notebook) | set(taken)
    found = []
    for places in groups.values():
        name = next((each for each in _choices(places) if each not in known), None)
        if name:
            known.add(name)
            found.append(_candidate(name, places))
    return tuple(found)


def _choices(places: list[_Place]) -> Iterator[str]:
    yield from places[0].names
    for number in range(2, 10):
        yield f"{places[0].names[-1]}_{number}"


def _names(notebook: Notebook) -> set[str]:
    """Every name that the notebook uses or binds anywhere: a parameter of that name could be something else."""
    found = {*dir(builtins), *keyword.kwlist}
    for cell in notebook.code:
        found |= cell.facts.used | {each.name for each in cell.facts.bindings} | readings(notebook)[cell.index].names
    return found


def _candidate(name: str, places: list[_Place]) -> Candidate:
    first = places[0]
    edits = tuple(_hoist(each, name) for each in places)
    parameter = Parameter(
        name, schema_of(name, first.literal), first.literal, first.site.cell.index, "hoisted", hoists=edits
    )
    cells = [str(each + 1) for each in dict.fromkeys(each.site.cell.index for each in places)]
    where = f" in cells {', '.join(cells)}" if len(cells) > 1 else ""
    reason = f"it stands in a call of {first.site.method or first.site.name}{where}"
    return Candidate(parameter, _SCORE, reason, taken=False)


def _hoist(place: _Place, name: str) -> Hoist:
    line, column, end_line, end_column = place.value.span
    return Hoist(place.site.cell.index, (line, column, end_line, end_column), _text(place.site, place.value), name)


def _places(notebook: Notebook) -> Iterator[_Place]:
    table = _table()
    for site in notebook.calls:
        if site.cell.facts.runs_later(site.block) or any(each.name.startswith("%%") for each in site.cell.facts.magics):
            continue
        if table.libraries.match(site.name):
            for each in site.call.keywords:
                if each.name in table.keywords:
                    yield from _place(site, each.value, (each.name, f"{_snake(site.method)}_{each.name}"))
        is_of_result = "()" in site.name  # as `pandas.read_csv().groupby`, which the pattern of readers covers, too
        if site.call.arguments and not is_of_result and table.readers.match(site.name):
            value = site.call.arguments[0]
            if value.kind == "string" and value.text not in {"", ":memory:"}:
                yield from _place(site, value, _path_names(value.text))


def _place(site: CallSite, value: Value, names: tuple[str, ...]) -> Iterator[_Place]:
    """The place of a literal, if it really stands there: within f-strings Python does not always tell where."""
    if value.kind not in _KINDS:
        return
    try:
        literal = ast.literal_eval(_text(site, value))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return
    is_found = literal == value.text if value.kind == "string" else repr(literal) == value.text
    names = tuple(each for each in names if each.isidentifier())
    if is_found and names and literal is not None and is_json(literal) and not is_secret(names[0], literal):
        yield _Place(site, value, literal, names)


def _path_names(path: str) -> tuple[str, ...]:
    """`churn_path` for `data/churn.csv`."""
    stem = plain_name(PurePosixPath(path.replace("\\", "/").split("?")[0]).stem)[:30].strip("-").replace("-", "_")
    return (f"{stem}_path" if stem and not stem[0].isdigit() else "data_path", "input_path")


def _snake(name: str) -> str:
    return "".join("_" + each.lower() if each.isupper() else each for each in name).strip("_")


def _text(site: CallSite, value: Value) -> str:
    """The source of a value as it is written."""
    lines = site.cell.source.split("\n")[value.line - 1 : value.end_line]
    if not lines:
        return ""
    lines[-1] = lines[-1][: value.end_column]
    lines[0] = lines[0][value.column :]
    return "\n".join(lines)


class _Table(Struct, frozen=True):
    libraries: Wildcards
    keywords: frozenset[str]
    readers: Wildcards


@cache
def _table() -> _Table:
    said = read_table(__file__, "hoists.toml")
    return _Table(Wildcards(said["libraries"]), frozenset(said["keywords"]), Wildcards(said["readers"]))
