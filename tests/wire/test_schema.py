"""Both sides of the wire speak of the same messages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import jsonschema
import msgspec
import pytest

import nbcoach
from nbcoach.wire import schema
from nbcoach.wire.answers import Range, ReplaceText
from nbcoach.wire.requests import LintRequest

ROOT = Path(__file__).parents[2]
LABEXTENSION = ROOT / "labextension"


def test_the_schema_is_what_the_structs_say() -> None:
    assert schema.SCHEMA.read_text("utf-8") == schema.text(), "run: python -m nbcoach.wire.schema"


@pytest.mark.skipif(not (LABEXTENSION / "node_modules").is_dir(), reason="the labextension's tools are not installed")
def test_the_types_of_the_browser_are_made_from_the_schema() -> None:
    node = shutil.which("node")
    assert node
    check = [node, "scripts/types.mjs", "--check"]
    done = subprocess.run(check, check=False, cwd=LABEXTENSION, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_every_definition_is_a_type_of_the_browser() -> None:
    types = (LABEXTENSION / "src" / "server" / "wire.ts").read_text("utf-8")

    assert set(re.findall(r"^export interface (\w+)", types, re.MULTILINE)) == set(schema.schema()["$defs"])


def test_what_is_encoded_validates() -> None:
    edit = ReplaceText(cell_id="a", range=Range(1, 0, 1, 3), old="foo", new="bar")
    rules = {"$ref": "#/$defs/ReplaceText", **schema.schema()}

    jsonschema.validate(json.loads(msgspec.json.encode(edit)), rules)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"kind": "text"}, rules)


def test_a_path_longer_than_any_file_system_allows_is_refused() -> None:
    body = {"notebook": {"cells": []}, "path": "a" * 5000}

    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(json.dumps(body), type=LintRequest)


def test_the_browser_and_the_server_are_of_one_version() -> None:
    package = json.loads((LABEXTENSION / "package.json").read_text("utf-8"))
    constant = re.search(r"'([\d.]+\w*)'", (LABEXTENSION / "src" / "version.ts").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert constant
    assert {package["version"], constant[1], project["version"]} == {nbcoach.__version__}
