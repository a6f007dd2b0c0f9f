"""An assessment for programs: one JSON object.

`levels` hold the model's own numbers. Places are relative to the assessed folder; lines count from 1, cells from 0.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from nbcoach.maturity import Assessment, Judgement, Reading

VERSION = 1


def assessment_json(assessment: Assessment) -> str:
    """The assessment as JSON text, without a final line break."""
    return json.dumps(as_values(assessment), indent=2, ensure_ascii=False)


def as_values(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain values."""
    plain = msgspec.to_builtins(assessment)
    return {
        "version": VERSION,
        "model": {"id": assessment.model, "title": assessment.title, "levels": plain["levels"]},
        "path": assessment.path,
        "root": assessment.root,
        "scope": assessment.scope,
        "level": {
            "proven": plain["proven"],
            "possible": plain["possible"],
            "answered": assessment.answered,
            "applicable": assessment.applicable,
        },
        "looked": plain["looked"],
        "criteria": [_criterion(each) for each in assessment.judgements],
        "next_step": plain["next_step"],
    }


def _criterion(judgement: Judgement) -> dict[str, Any]:
    plain = msgspec.to_builtins(judgement)
    return {
        **plain,
        "evidence": [_reading(each) for each in judgement.evidence],
        "against": [_reading(each) for each in judgement.against],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    rung = reading.rung.name.lower() if reading.rung else None
    return {**msgspec.to_builtins(reading), "rung": rung}
