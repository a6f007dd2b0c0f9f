"""Whether a run gave what the notebook gave: its outputs against those that the proof has kept as expected."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from nbcoach.errors import BadCallError
from nbcoach.pipeline import run_record
from nbcoach.pipeline.project_files import expected
from nbcoach.pipeline.project_files.vendored import outputs
from nbcoach.pipeline.snapshot import read_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbcoach.pipeline.prepare import Prepared
    from nbcoach.pipeline.run_result import RunResult


def compared(prepared: Prepared, result: RunResult) -> RunResult:
    """The result of a run with what differs in it; `run.json` says so, too.

    Nothing is expected of other values, of code that was changed since, of other data, and where nothing was proven.
    """
    differences = tuple(_differing(prepared, result)) if _is_expected(prepared) else ()
    if not differences or result.is_reused:
        return replace(result, differences=differences)
    record = replace(result.record, notes=(*result.record.notes, *differences))
    run_record.save(record, result.folder)
    return replace(result, record=record, differences=differences)


def _is_expected(prepared: Prepared) -> bool:
    if prepared.changed_data or not (prepared.folder / expected.NAME).exists():
        return False
    try:
        known = read_snapshot(prepared.folder)
    except BadCallError:
        return False
    defaults = {name: schema.get("default") for name, schema in known.parameters.items()}
    return known.results is not None and prepared.values == defaults


def _differing(prepared: Prepared, result: RunResult) -> Iterator[str]:
    told = _json(prepared.folder / expected.NAME).get("cells", [])
    executed = {step.name: _json(result.folder / step.output) for step in result.record.steps if step.output}
    for each in told:
        if "cells" not in executed.get(each["step"], {}):
            continue
        found = outputs.of_cell(executed[each["step"]], each["cell"])
        reason = _parted(found, each["outputs"])
        if reason:
            yield f"Cell {each['cell'] + 1} (step {each['step']}) does not give what the notebook gave: {reason}."


def _parted(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> str:
    """What the first difference is, in words; empty where there is none."""
    if [each["mime"] for each in found] != [each["mime"] for each in wanted]:
        return f"{len(wanted)} outputs became {len(found)}" if len(found) != len(wanted) else "its outputs are others"
    for one, other in zip(found, wanted, strict=True):
        if one.get("shape", []) != other.get("shape", []):
            return f"the shape {other.get('shape')} became {one.get('shape')}"
        pairs = list(zip(one.get("numbers", []), other.get("numbers", []), strict=False))
        for now, before in pairs:
            if not math.isclose(now, before, rel_tol=1e-6, abs_tol=1e-9):
                return f"{before:g} became {now:g}"
        if len(one.get("numbers", [])) != len(other.get("numbers", [])) or one.get("digest") != other.get("digest"):
            return "its text is another"
    return ""


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
