"""The values of a run: read from text by each parameter's schema, and checked before a kernel starts."""

from __future__ import annotations

import difflib
import json
import re
from typing import TYPE_CHECKING, Any

from nbcoach.errors import BadCallError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORDS = {"true": True, "false": False, "null": None, "none": None}
_KINDS = {
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "array": 'a JSON list like [1, 2] or ["a", "b"]',
    "object": 'a JSON object like {"a": 1}',
    "null": "null",
}
_PLAIN = {"type", "default", "description", "title", "minimum", "maximum"}


def resolve(
    schemas: Mapping[str, Mapping[str, Any]], given: Mapping[str, Any], defaults: Mapping[str, Any]
) -> dict[str, Any]:
    """The value of every parameter of a run.

    Args:
        schemas: JSON Schema per parameter, each with its `default` unless the parameter must be given.
        given: Values that win; a text is read by the parameter's schema.
        defaults: Values from `params.yaml`; they win over the schema's default.

    Raises:
        BadCallError: A name is unknown, a value is missing, of a wrong type or out of range.
    """
    _refuse_unknown(given, schemas, "Parameter")
    _refuse_unknown(defaults, schemas, "In params.yaml: parameter")
    values = {name: _value(name, schema, given, defaults) for name, schema in schemas.items()}
    check(schemas, values)
    return values


def parse(name: str, text: str, schema: Mapping[str, Any]) -> Any:
    """Reads one text as its schema wants it: `007` stays text for a string, and is 7 for an integer.

    Where several types are allowed, null, true, false and numbers win over text.

    Raises:
        BadCallError: The text is no value of any type that the schema allows.
    """
    types = _types(schema)
    if types == ["string"]:
        return text
    for kind in ("null", "boolean", "integer", "number", "array", "object"):
        if not types or kind in types:
            found, value = _as(kind, text.strip())
            if found:
                return value
    if not types or "string" in types:
        return text
    wanted = " or ".join(_KINDS.get(kind, kind) for kind in types)
    raise BadCallError(f"Parameter {name} is {_shown(text)}, and has to be {wanted}.")


def check(schemas: Mapping[str, Mapping[str, Any]], values: Mapping[str, Any]) -> None:
    """Raises a BadCallError that names the first value that its schema does not allow."""
    schemas = {name: schema for name, schema in schemas.items() if not _is_plain(schema, values[name])}
    if not schemas:
        return  # importing jsonschema takes longer than a run that has nothing to do
    try:
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - an optional library
        from jsonschema.exceptions import SchemaError  # noqa: PLC0415
    except ImportError:
        raise MissingExtraError("jsonschema", "pipelines") from None
    for name, schema in schemas.items():
        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            raise BadCallError(
                f"The schema of parameter {name} in pipeline.yaml is no JSON Schema: {_line(error.message)}."
            ) from None
        fault = next(iter(Draft202012Validator(schema).iter_errors(values[name])), None)
        if fault:
            raise BadCallError(_complaint(name, fault.validator, fault.validator_value, fault.message, values[name]))


def _is_plain(schema: Mapping[str, Any], value: Any) -> bool:
    """True for a value that a schema of the plain kind allows; anything else is left to jsonschema."""
    kind, kinds = schema.get("type"), {"string": str, "integer": int, "number": int | float, "boolean": bool}
    if not isinstance(kind, str) or kind not in kinds or schema.keys() - _PLAIN:
        return False
    if not isinstance(value, kinds[kind]) or (isinstance(value, bool) and kind != "boolean"):
        return False
    if isinstance(value, str | bool):
        return True
    least, most = schema.get("minimum", value), schema.get("maximum", value)
    return isinstance(least, int | float) and isinstance(most, int | float) and least <= value <= most


def _value(name: str, schema: Mapping[str, Any], given: Mapping[str, Any], defaults: Mapping[str, Any]) -> Any:
    if name in given:
        value = given[name]
        return parse(name, value, schema) if isinstance(value, str) else value
    value = defaults.get(name, schema.get("default"))
    if name not in defaults and "default" not in schema:
        raise BadCallError(f"Parameter {name} has no default and no value was given.", f"Add: -p {name}=VALUE")
    # YAML 1.1 reads `1e-5` as text: what a person wrote as a number is one.
    is_text = isinstance(value, str) and name in defaults
    return parse(name, value, schema) if is_text and "string" not in _types(schema) else value


def _refuse_unknown(names: Iterable[str], schemas: Mapping[str, Any], what: str) -> None:
    for name in names:
        if name in schemas:
            continue
        close = difflib.get_close_matches(name, schemas, 1)
        known = f"Known: {', '.join(schemas)}." if schemas else "This pipeline has no parameters."
        raise BadCallError(f"{what} {name} is unknown.", f"Did you mean {close[0]}? {known}" if close else known)


def _types(schema: Mapping[str, Any]) -> list[str]:
    types = schema.get("type", [])
    return [types] if isinstance(types, str) else list(types)


def _as(kind: str, text: str) -> tuple[bool, Any]:
    """Whether the text is a value of the type, and the value."""
    if kind in {"null", "boolean"}:
        value = _WORDS.get(text.lower(), ...)
        return (value is None if kind == "null" else isinstance(value, bool)), value
    if kind == "integer":
        return (True, int(text)) if re.fullmatch(r"[+-]?\d+(_\d+)*", text) else (False, None)
    if kind == "number":
        return _number(text)
    return _json(text, list if kind == "array" else dict)


def _number(text: str) -> tuple[bool, Any]:
    if re.fullmatch(r"[+-]?\d+(_\d+)*", text):
        return True, int(text)
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", text):
        return False, None
    value = float(text)
    return value not in {float("inf"), float("-inf")}, value


def _json(text: str, kind: type) -> tuple[bool, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        return False, None
    return isinstance(value, kind), value


def _complaint(name: str, rule: Any, bound: Any, message: str, value: Any) -> str:
    shown = _shown(value)
    match rule:
        case "type":
            kinds = [bound] if isinstance(bound, str) else bound
            wanted = " or ".join(_KINDS.get(kind, kind) for kind in kinds)
            return f"Parameter {name} is {shown}, and has to be {wanted}."
        case "minimum" | "exclusiveMinimum":
            return f"Parameter {name} is {shown}, and has to be {'at least' if rule == 'minimum' else 'above'} {bound}."
        case "maximum" | "exclusiveMaximum":
            return f"Parameter {name} is {shown}, and has to be {'at most' if rule == 'maximum' else 'below'} {bound}."
        case "enum":
            return f"Parameter {name} is {shown}, and has to be one of {', '.join(json.dumps(each) for each in bound)}."
        case _:
            return f"Parameter {name} is not allowed: {_line(message)}."


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
