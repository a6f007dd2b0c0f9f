"""`tests/expected.json`: what a run has to give again, as digests, shapes and numbers, never as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from nbcoach.pipeline.project_files.vendored import outputs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.proof import Proof

NAME = "tests/expected.json"
VERSION = 1


def expected_bytes(observation: Observation | None, proof: Proof | None) -> bytes:
    """What the notebook's cells gave where the proof found it again; nothing where nothing was proven.

    Of files their paths are expected: what is in them is compared when the pipeline is proven.
    """
    plain = {
        "version": VERSION,
        "outcome": proof.outcome if proof else "unverified",
        "cells": list(_cells(observation, proof)) if observation and proof else [],
        "files": sorted(each.path for each in proof.files if each.verdict != "differs") if proof else [],
    }
    return msgspec.json.format(msgspec.json.encode(plain), indent=1) + b"\n"


def _cells(observation: Observation, proof: Proof) -> Iterator[dict[str, Any]]:
    """Only what was equal in every run: what is noise would fail by chance."""
    for verdict in proof.cells:
        trace = observation.trace(verdict.cell)
        if trace and trace.outputs and verdict.verdict in {"equal", "weak"}:
            summaries = outputs.summaries(list(trace.outputs))
            if summaries:
                yield {"cell": verdict.cell, "step": verdict.step, "outputs": summaries}
