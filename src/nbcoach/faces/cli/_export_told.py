"""What `nbcoach export` says about a pipeline that it has written."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import msgspec

from nbcoach.pipeline.naming import role_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbcoach.pipeline import Exported, Parameter, Step

_SHOWN = 40
_LIKELY = 0.3


def told(notebook: Path, to: Path, exported: Exported, *, form: str) -> str:
    """The report as `text` or `json`."""
    if form == "json":
        return json.dumps(_json(exported), indent=1, ensure_ascii=False)
    return "\n".join(_text(notebook, exported.folder if exported.is_set_aside else to, exported))


def _json(exported: Exported) -> dict[str, Any]:
    """One object: where, what, and what is known about it. Cells count from 0."""
    pipeline, proof = exported.pipeline, exported.proof
    return {
        "version": 1,
        "folder": str(exported.folder),
        "verdict": pipeline.verdict,
        "outcome": proof.outcome,
        "cut": pipeline.cut,
        "kernel": pipeline.kernel.name,
        "steps": [
            {"name": step.name, "title": step.title, "notebook": step.notebook, "cells": step.source_cells}
            for step in pipeline.steps
        ],
        "parameters": {each.name: each.published for each in pipeline.parameters},
        "merged": msgspec.to_builtins(pipeline.merged),
        "lessons": msgspec.to_builtins(exported.lessons),
        "first_difference": msgspec.to_builtins(proof.first_difference),
        "cause": proof.cause,
        "reason": proof.reason,
        "counts": proof.counts,
        "files": exported.files,
        "kept": exported.kept,
        "warnings": exported.warnings,
    }


def _text(notebook: Path, to: Path, exported: Exported) -> Iterator[str]:
    pipeline = exported.pipeline
    yield f"Exported {notebook} to {to}: {_steps_told(exported)}, kernel {pipeline.kernel.name}."
    yield ""
    if len(pipeline.steps) > 1:
        yield "Steps:"
        width = max(len(step.name) for step in pipeline.steps)
        yield from (f"  {step.name.ljust(width)}  {_cells(step)}" for step in pipeline.steps)
        yield ""
    yield from _parameters(exported)
    yield from _others(exported)
    yield from _lessons(exported)
    if exported.kept:
        yield f"Kept your edits in {', '.join(exported.kept)}."
        yield ""
    yield from _verdict(to, exported)


def _steps_told(exported: Exported) -> str:
    pipeline = exported.pipeline
    number = len(pipeline.steps)
    return f"{number} steps, cut by {pipeline.cut}" if number > 1 else "one step"


def _cells(step: Step) -> str:
    cells = step.source_cells
    if not cells:
        return ""
    first, last = cells[0] + 1, cells[-1] + 1
    return f"cells {first} to {last}" if last > first else f"cell {first}"


def _parameters(exported: Exported) -> Iterator[str]:
    parameters = exported.pipeline.parameters
    if not parameters:
        yield "Parameters: none."
        yield ""
        return
    yield "Parameters:"
    rows = [(each.name, each.schema.get("type", "any"), _short(each.default), each.help) for each in parameters]
    widths = [max(len(str(row[column])) for row in rows) for column in range(3)]
    for row in rows:
        cells = [str(cell).ljust(width) for cell, width in zip(row, widths, strict=False)]
        yield f"  {'  '.join(cells)}  {row[3]}".rstrip()
    yield ""


def _others(exported: Exported) -> Iterator[str]:
    """What could be a parameter too, and what may not be one though its name is that of one."""
    pipeline = exported.pipeline
    possible = [each.parameter.name for each in pipeline.candidates if not each.taken and each.score >= _LIKELY]
    if possible:
        yield f"Possible too (--params): {', '.join(possible)}"
        yield ""
    left_out = [each for each in pipeline.left_out if each.is_secret or role_of(each.name)]
    if left_out:
        yield "No parameters:"
        for each in left_out:
            yield f"  {each.name} (cell {each.cell + 1}): {each.reason}"
        yield ""


def _lessons(exported: Exported) -> Iterator[str]:
    if exported.lessons:
        yield "What stood in the way:"
        for each in exported.lessons:
            place = f" (cell {each.cell + 1})" if each.cell is not None else ""
            check = f" [{each.check}]" if each.check else ""
            yield f"  {each.title}{place}{check}: {each.why}"
            yield f"    {each.cure}"
        yield ""


def _verdict(to: Path, exported: Exported) -> Iterator[str]:
    pipeline, proof = exported.pipeline, exported.proof
    if proof.outcome == "unverified" and exported.observation is None:
        yield f"Result: {pipeline.verdict}. Nothing was executed."
    else:
        yield f"Result: {pipeline.verdict}.{_compared(exported)}"
        if proof.reason and proof.outcome != "unverified":
            yield f"  {proof.reason[:1].upper()}{proof.reason[1:]}."
    first = proof.first_difference
    if first is not None:
        where = f"cell {first.cell + 1}" if first.cell is not None else f"the {first.what} {first.name}".rstrip()
        yield f"  It differs first in {where}, step {first.step}. {proof.cause}".rstrip()
        yield f"  The pipeline was set aside in {to}; it is not the notebook's equal."
    yield f"Report: {to}/export-report.html"
    yield f"Run it: nbcoach run {shlex.quote(str(to))}{_example(pipeline.parameters)}"


def _compared(exported: Exported) -> str:
    proof = exported.proof
    if not (proof.cells or proof.variables):
        return ""
    outputs = sum(each.outputs for each in proof.cells)
    return f" Compared: {outputs} outputs of {len(proof.cells)} cells, {len(proof.variables)} variables."


def _example(parameters: tuple[Parameter, ...]) -> str:
    if not parameters:
        return ""
    first = parameters[0]
    text = first.default if isinstance(first.default, str) else json.dumps(first.default)
    return f" -p {shlex.quote(f'{first.name}={text}')}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
