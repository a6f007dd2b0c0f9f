"""The keys of the labextension are free in JupyterLab."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

SCHEMAS = Path(sys.prefix) / "share" / "jupyter" / "lab" / "schemas"
OURS = Path(__file__).parents[2] / "labextension" / "schema" / "hints.json"


def shortcuts(schema: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(schema.read_text("utf-8")).get("jupyter.lab.shortcuts", [])
    return found


def test_no_shortcut_takes_a_key_that_jupyterlab_uses() -> None:
    taken = {tuple(each["keys"]) for schema in SCHEMAS.rglob("*.json") for each in shortcuts(schema) if "keys" in each}

    assert taken
    assert not [each["keys"] for each in shortcuts(OURS) if tuple(each["keys"]) in taken]
