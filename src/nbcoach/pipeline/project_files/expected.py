"""`tests/expected.json`: what a run has to give again, as digests, shapes and numbers, never as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from nbcoach.pipeline.fingerprint import code_form, digest
from nbcoach.pipeline.project_files.vendored import outputs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nbcoach.pipeline.model import Pipeline
    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.proof import Proof

NAME = "tests/expected.json"
VERSION = 1


_NO_CODE = frozenset({"parameters", "injected-parameters", "nbcoach-prologue", "nbcoach-epilogue"})


def expected_bytes(pipeline: Pipeline, observation: Observation | None, proof: Proof | None) -> bytes:
    """What the notebook's cells gave where the proof found it again; nothing where nothing was proven.

    Of files their paths are expected: what is in them is compared when the pipeline is proven.
    """
    plain = {
        "version": VERSION,
        "outcome": proof.outcome if proof else "unverified",
        "basis": _basis_of(pipeline),
        "cells": list(_cells(observation, proof)) if observation and proof else [],
        "files": sorted(each.path for each in proof.files if each.verdict != "differs") if proof else [],
    }
    return msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n"


def is_code(kind: str, source: str, tags: Iterable[str]) -> bool:
    """True for a cell of the notebook itself that does something: not for values, nor for what the export adds."""
    return kind == "code" and bool(source.strip()) and not _NO_CODE & set(tags)


def basis(forms: Iterable[str], defaults: Mapping[str, Any]) -> str:
    """What results rest on, as SHA-256: the forms of the code cells in order, and the values of the parameters."""
    return digest([list(forms), dict(defaults)])


def form(source: str) -> str:
    """The SHA-256 of a cell's canonical form."""
    return digest(code_form(source))


def _basis_of(pipeline: Pipeline) -> str:
    cells = (cell for step in pipeline.steps for cell in step.cells)
    forms = [form(cell.source) for cell in cells if is_code(cell.kind, cell.source, cell.metadata.get("tags", ()))]
    return basis(forms, {each.name: each.default for each in pipeline.parameters})


def _cells(observation: Observation, proof: Proof) -> Iterator[dict[str, Any]]:
    """Only what was equal in every run, and will be: what is noise, or follows from no seed, would fail by chance."""
    for verdict in proof.cells:
        trace = observation.trace(verdict.cell)
        if trace and trace.outputs and verdict.verdict in {"equal", "weak"} and not verdict.varies:
            summaries = outputs.summaries(list(trace.outputs))
            if summaries:
                yield {"cell": verdict.cell, "step": verdict.step, "outputs": summaries}
