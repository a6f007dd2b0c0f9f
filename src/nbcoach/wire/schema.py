"""Makes `schema.json` from the structs; `python -m nbcoach.wire.schema` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from nbcoach.wire import exports, folders, panel
from nbcoach.wire.answers import ANSWERS
from nbcoach.wire.requests import REQUESTS

MESSAGES = (*REQUESTS, *ANSWERS, *panel.MESSAGES, *folders.MESSAGES, *exports.MESSAGES)
SCHEMA = Path(__file__).with_name("schema.json")


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of everything that crosses; each message is a definition of its own."""
    _, definitions = msgspec.json.schema_components(MESSAGES, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wire",
        "description": "What crosses between the Jupyter server and the browser.",
        "$defs": dict(sorted(definitions.items())),
    }


def text() -> str:
    """The schema as the file holds it."""
    return json.dumps(schema(), indent=2, sort_keys=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(text(), encoding="utf-8")
