"""What a user wants otherwise than the notebook has it: other defaults for runs, and wider types of parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from nbcoach.errors import BadCallError
from nbcoach.pipeline.manifest import DEFAULTS, defaults_bytes
from nbcoach.pipeline.values import resolve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbcoach.pipeline.model import Parameter, Pipeline

WIDER = {"integer": ("number",)}
"""Types that take every value of another type, so that a change to them is safe."""


def types_of(parameter: Parameter) -> tuple[str, ...]:
    """The types that a parameter may have, its own first; empty where its schema names none."""
    own = parameter.schema.get("type")
    return (own, *WIDER.get(own, ())) if isinstance(own, str) else ()


def widened(parameters: Sequence[Parameter], types: Mapping[str, str]) -> tuple[Parameter, ...]:
    """The parameters with other types, by name.

    Raises:
        BadCallError: There is no such parameter, or the type would not take its values.
    """
    known = {each.name: each for each in parameters}
    for name, kind in types.items():
        if name not in known:
            raise BadCallError(f"{name} is no parameter, so it has no type to change.", _shown(known))
        allowed = types_of(known[name])
        if kind not in allowed:
            raise BadCallError(
                f"Parameter {name} cannot be of type {kind}: its default is {known[name].default!r}.",
                f"These types take it: {', '.join(allowed) or 'any, as it names none'}.",
            )
    return tuple(
        replace(each, schema={**each.schema, "type": types[each.name]}) if each.name in types else each
        for each in parameters
    )


def checked_values(pipeline: Pipeline, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that differ from the notebook's own, by the names of the parameters; text is read by the schema.

    They may be given by the names that the notebook has for them, too.

    Raises:
        BadCallError: There is no such parameter, or its schema does not allow the value.
    """
    own = {each.name: each.default for each in pipeline.parameters}
    known = {each.found_as: each.name for each in pipeline.parameters}
    values = {known.get(name, name): value for name, value in values.items()}
    resolved = resolve({each.name: each.published for each in pipeline.parameters}, values, {})
    return {name: resolved[name] for name in values if resolved[name] != own[name]}


def with_values(files: Mapping[str, bytes], pipeline: Pipeline, values: Mapping[str, Any]) -> dict[str, bytes]:
    """The files with other values in `params.yaml`, just as if somebody had edited it; its base stays as it is."""
    if not values:
        return dict(files)
    import yaml  # noqa: PLC0415 - few exports need it

    standing = yaml.safe_load(files[DEFAULTS]) if DEFAULTS in files else {}
    wanted = {**(standing or {}), **values}
    parameters = tuple(replace(each, default=wanted.get(each.name, each.default)) for each in pipeline.parameters)
    return {**files, DEFAULTS: defaults_bytes(replace(pipeline, parameters=parameters))}


def _shown(known: Mapping[str, Parameter]) -> str:
    return f"Its parameters: {', '.join(known)}." if known else "The pipeline has no parameters."
