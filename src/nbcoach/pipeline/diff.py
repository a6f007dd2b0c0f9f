"""What changed from one pipeline, version or run to another: code per cell, parameters, data, environment, results."""

from __future__ import annotations

import json
from difflib import SequenceMatcher, unified_diff
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nbcoach.pipeline.snapshot import Code, Snapshot

Area = Literal["parameters", "outputs", "code", "data", "environment", "results", "metrics"]
Kind = Literal["added", "removed", "renamed", "retyped", "changed", "moved", "unknown"]

_SHOWN = 60


class Change(Struct, frozen=True):
    """One thing that changed. `before` and `after` are what it was, shortened; `lines` a unified diff of a cell."""

    area: Area
    kind: Kind
    name: str
    before: str = ""
    after: str = ""
    lines: tuple[str, ...] = ()


def changes(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """All that changed, area by area."""
    return (
        *_parameters(old.parameters, new.parameters),
        *_mapping("outputs", dict.fromkeys(old.outputs, ""), dict.fromkeys(new.outputs, "")),
        *_code(old.code, new.code),
        *_mapping("data", _short_hashes(old.data), _short_hashes(new.data)),
        *_mapping("environment", old.environment, new.environment),
        *_results(old, new),
        *_mapping("metrics", *({name: f"{value:g}" for name, value in each.metrics.items()} for each in (old, new))),
    )


def _parameters(old: Mapping[str, dict[str, Any]], new: Mapping[str, dict[str, Any]]) -> Iterator[Change]:
    added = [name for name in new if name not in old]
    for name in old:
        if name in new:
            yield from _parameter(name, old[name], new[name])
            continue
        twin = next((each for each in added if _essence(new[each]) == _essence(old[name])), None)
        if twin is None:
            yield Change("parameters", "removed", name, _shown(old[name].get("default")))
        else:
            added.remove(twin)
            yield Change("parameters", "renamed", name, name, twin)
    for name in added:
        yield Change("parameters", "added", name, after=_shown(new[name].get("default")))


def _parameter(name: str, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    if old.get("type") != new.get("type") or ("default" in old) != ("default" in new):
        yield Change("parameters", "retyped", name, _type(old), _type(new))
        return
    if old.get("default") != new.get("default"):
        yield Change("parameters", "changed", name, _shown(old.get("default")), _shown(new.get("default")))
    if _rules(old) != _rules(new):
        yield Change("parameters", "changed", f"{name} (its schema)", _shown(_rules(old)), _shown(_rules(new)))


def _type(schema: Mapping[str, Any]) -> str:
    kind = _shown(schema["type"]).strip('"') if "type" in schema else "any"
    return kind if "default" in schema else f"{kind}, to be given"


def _essence(schema: Mapping[str, Any]) -> Any:
    return {key: value for key, value in schema.items() if key != "description"}


def _rules(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key not in {"description", "default", "type"}}


def _code(old: Sequence[Code], new: Sequence[Code]) -> Iterator[Change]:
    """Cells by their canonical form: comments, layout and outputs do not count."""
    matcher = SequenceMatcher(None, [each.form for each in old], [each.form for each in new], autojunk=False)
    for what, i, i_end, j, j_end in matcher.get_opcodes():
        if what == "equal":
            yield from _moved(old[i:i_end], new[j:j_end])
            continue
        both = min(i_end - i, j_end - j)
        for one, other in zip(old[i : i + both], new[j : j + both], strict=True):
            yield Change("code", "changed", _cell(other), lines=tuple(_lines(one.source, other.source)))
        for cell in old[i + both : i_end]:
            yield Change("code", "removed", _cell(cell), lines=tuple(_lines(cell.source, "")))
        for cell in new[j + both : j_end]:
            yield Change("code", "added", _cell(cell), lines=tuple(_lines("", cell.source)))


def _moved(old: Sequence[Code], new: Sequence[Code]) -> Iterator[Change]:
    for one, other in zip(old, new, strict=True):
        if one.step != other.step:
            yield Change("code", "moved", _cell(other), one.step, other.step)


def _cell(code: Code) -> str:
    return f"cell {code.cell + 1} of {code.step}" if code.cell is not None else f"a cell of {code.step}"


def _lines(old: str, new: str) -> Iterator[str]:
    """The lines of a unified diff, without its head."""
    found = unified_diff(old.splitlines(), new.splitlines(), n=1, lineterm="")
    return (line for line in found if not line.startswith(("---", "+++")))


def _mapping(area: Area, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for name in old:
        if name not in new:
            yield Change(area, "removed", name, old[name])
        elif old[name] != new[name]:
            yield Change(area, "changed", name, old[name], new[name])
    for name in new:
        if name not in old:
            yield Change(area, "added", name, after=new[name])


def _results(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    if old.results is None and new.results is None:
        return
    if old.results is None or new.results is None:
        known = "before" if new.results is None else "after"
        yield Change("results", "unknown", f"what the cells give is only known {known}")
        return
    for each in _mapping("results", old.results, new.results):
        yield Change("results", each.kind, each.name)


def _short_hashes(data: Mapping[str, str]) -> dict[str, str]:
    return {path: sha256[:12] for path, sha256 in data.items()}


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
