"""The JSON Schema of a parameter, inferred from its name and its default value."""

from __future__ import annotations

from typing import Any

from nbcoach.pipeline.naming import role_of


def schema_of(name: str, default: Any) -> dict[str, Any]:
    """The schema that a value in place of `default` must meet; empty for None, which says nothing about its type.

    An integer stays an integer unless the name is that of a rate (`lr = 1`). Ranges come from the name's role and
    are set only where the default keeps them.
    """
    role = role_of(name)
    if role and role.number and isinstance(default, int) and not isinstance(default, bool):
        return {"type": "number", **_range(role.range, default)}
    schema = _type(default)
    return {**schema, **_range(role.range, default)} if role and _is_number(default) else schema


def _type(value: Any) -> dict[str, Any]:
    match value:
        case bool():
            return {"type": "boolean"}
        case int():
            return {"type": "integer"}
        case float():
            return {"type": "number"}
        case str():
            return {"type": "string"}
        case list():
            return {"type": "array", **_items(value)}
        case dict():
            return {"type": "object"}
        case _:
            return {}


def _items(values: list[Any]) -> dict[str, Any]:
    """`items`, where all elements are of one type; integers among floats are numbers."""
    schemas = [_type(each) for each in values]
    if not schemas:
        return {}
    if all(schema.get("type") in {"integer", "number"} for schema in schemas):
        schemas = sorted(schemas, key=lambda schema: schema["type"], reverse=True)
        return {"items": schemas[0]}
    return {"items": schemas[0]} if all(each == schemas[0] for each in schemas) else {}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _range(bounds: dict[str, float], default: float) -> dict[str, float]:
    low = bounds.get("minimum", default)
    high = bounds.get("maximum", default)
    return dict(bounds) if low <= default <= high else {}
