"""How the values of a run are read and checked."""

from __future__ import annotations

from typing import Any

import pytest

from nbcoach.errors import BadCallError
from nbcoach.pipeline.values import parse, resolve


@pytest.mark.parametrize(
    ("text", "schema", "value"),
    [
        ("007", {"type": "string"}, "007"),
        ("true", {"type": "string"}, "true"),
        ("", {"type": "string"}, ""),
        (" a b ", {"type": "string"}, " a b "),
        ("007", {"type": "integer"}, 7),
        ("-3", {"type": "integer"}, -3),
        ("1_000", {"type": "integer"}, 1000),
        ("2", {"type": "number"}, 2),
        ("1e-5", {"type": "number"}, 1e-5),
        (".5", {"type": "number"}, 0.5),
        ("true", {"type": "boolean"}, True),
        ("False", {"type": "boolean"}, False),
        ("null", {"type": ["number", "null"]}, None),
        ("3", {"type": ["number", "null"]}, 3),
        ("abc", {"type": ["number", "string"]}, "abc"),
        ('[1, "a", null]', {"type": "array"}, [1, "a", None]),
        ('{"a": 1}', {"type": "object"}, {"a": 1}),
        ("[1]", {}, [1]),
        ("word", {}, "word"),
    ],
)
def test_a_text_is_read_as_its_schema_wants_it(text: str, schema: dict[str, Any], value: object) -> None:
    found = parse("p", text, schema)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("x", "number", "a number"),
        ("nan", "number", "a number"),
        ("1e999", "number", "a number"),
        ("1.5", "integer", "a whole number"),
        ("yes", "boolean", "true or false"),
        ("1", "boolean", "true or false"),
        ("[a, b]", "array", "a JSON list"),
        ("[1]", "object", "a JSON object"),
    ],
)
def test_a_text_of_a_wrong_type_is_refused(text: str, kind: str, wanted: str) -> None:
    with pytest.raises(BadCallError, match=f"Parameter p is .*, and has to be {wanted}"):
        parse("p", text, {"type": kind})


SCHEMAS: dict[str, dict[str, Any]] = {
    "share": {"type": "number", "minimum": 0, "maximum": 1, "default": 0.5},
    "above": {"type": "number", "exclusiveMinimum": 0, "default": 1},
    "mode": {"enum": ["fast", "slow"], "default": "fast"},
    "layers": {"type": "array", "items": {"type": "integer"}, "default": [1]},
}


def test_given_values_win_over_the_file_and_the_file_over_the_schema() -> None:
    values = resolve(SCHEMAS, {"share": "0.1"}, {"share": 0.2, "above": 3})
    assert values == {"share": 0.1, "above": 3, "mode": "fast", "layers": [1]}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"share": "1.5"}, "Parameter share is 1.5, and has to be at most 1."),
        ({"share": "-1"}, "Parameter share is -1, and has to be at least 0."),
        ({"above": "0"}, "Parameter above is 0, and has to be above 0."),
        ({"mode": "warp"}, 'Parameter mode is "warp", and has to be one of "fast", "slow".'),
        ({"layers": '["a"]'}, "Parameter layers is"),
        ({"shara": "1"}, "Parameter shara is unknown. Did you mean share? Known: share, above, mode, layers."),
    ],
)
def test_what_the_schema_does_not_allow_is_refused(given: dict[str, str], message: str) -> None:
    with pytest.raises(BadCallError) as caught:
        resolve(SCHEMAS, given, {})
    assert str(caught.value).startswith(message)


def test_a_parameter_without_a_value_is_refused() -> None:
    with pytest.raises(BadCallError, match="year has no default and no value was given"):
        resolve({"year": {"type": "integer"}}, {}, {})


def test_a_wrong_value_in_the_file_is_refused_too() -> None:
    with pytest.raises(BadCallError, match="Parameter share is true, and has to be a number"):
        resolve(SCHEMAS, {}, {"share": True})
    with pytest.raises(BadCallError, match=r"In params\.yaml: parameter old is unknown"):
        resolve(SCHEMAS, {}, {"old": 1})


def test_a_number_that_yaml_reads_as_text_is_a_number() -> None:
    assert resolve(SCHEMAS, {}, {"share": "1e-5"})["share"] == 1e-5


def test_a_schema_that_is_none_is_said_to_be_none() -> None:
    with pytest.raises(BadCallError, match=r"schema of parameter a in pipeline\.yaml is no JSON Schema"):
        resolve({"a": {"type": "numbr", "default": 1}}, {}, {})
