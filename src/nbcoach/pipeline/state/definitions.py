"""Takes functions and classes of the notebook apart into their code and structure."""

from __future__ import annotations

import abc
import dis
import enum
import marshal
import sys
import types
from typing import Any, Iterator

from nbcoach.pipeline.state.rebuilding import (
    Unnamed,
    attribute,
    class_of,
    code_of,
    empty_cell,
    enum_of,
    fill_class,
    fill_function,
    foreign_class_of,
    function_of,
    module_globals,
)
from nbcoach.pipeline.state.reducing import is_reachable, reduces

_BOUND_AT_CREATION = ("__module__", "__qualname__", "__slots__", "__doc__", "__classcell__", "__orig_bases__")
_NOT_COPIED = {"__dict__", "__weakref__", "_abc_impl", "__slots__", "__annotations_cache__", "__abstractmethods__"}
_NOT_COPIED |= {"__slotnames__"}  # what pickle itself remembers of a class
_GLOBALS = {"LOAD_GLOBAL", "LOAD_NAME", "STORE_GLOBAL", "DELETE_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS"}
_REACHES_ALL = {"globals", "exec", "get_ipython", "vars"}
_READS_TEXT = {"eval", "query", "format_map"}


class Globals:
    """Stands for the globals of one foreign module or of code run in a dictionary of its own."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values


@reduces("%s.Globals" % Globals.__module__)
def _reduce_globals(_: Any, token: Globals) -> Any:
    name = token.values.get("__name__")
    module = sys.modules.get(name) if isinstance(name, str) else None
    if module is not None and getattr(module, "__dict__", None) is token.values:
        return module_globals, (name,)
    kept = {key: value for key, value in token.values.items() if key != "__builtins__"}
    return Unnamed, ({},), {"values": kept}


@reduces("builtins.function")
def _reduce_function(carrier: Any, function: Any) -> Any:
    if function.__globals__ is not carrier.namespace and is_reachable(
        function, function.__module__, function.__qualname__
    ):
        return NotImplemented
    code = function.__code__
    carrier.note_code(code, function.__globals__)
    cells = function.__closure__ or ()
    args = (code, carrier.globals_token(function.__globals__), function.__name__, function.__closure__)
    return function_of, args, _function_state(carrier, function, cells), None, None, fill_function


def _function_state(carrier: Any, function: Any, cells: Any) -> dict[str, Any]:
    state = {
        "cells": [pair for pair in map(carrier.filled, cells) if pair],
        "attributes": dict(function.__dict__),
        "__defaults__": function.__defaults__,
        "__kwdefaults__": function.__kwdefaults__,
        "__doc__": function.__doc__,
        "__module__": function.__module__,
        "__qualname__": function.__qualname__,
    }
    lazy = getattr(function, "__annotate__", None)
    if lazy is not None:
        state["__annotate__"] = lazy
    elif sys.version_info < (3, 14):
        state["__annotations__"] = function.__annotations__
    if getattr(function, "__type_params__", ()):
        state["__type_params__"] = function.__type_params__
    return state


@reduces("builtins.code")
def _reduce_code(_: Any, code: Any) -> Any:
    return code_of, (marshal.dumps(code),)


@reduces("builtins.cell")
def _reduce_cell(*_: Any) -> Any:
    return empty_cell, ()


def global_names(code: Any) -> Iterator[str]:
    """The global names that code and the code inside it may read; `*` where it may read all of them."""
    names = {step.argval for step in dis.get_instructions(code) if step.opname in _GLOBALS}
    names.update(code.co_names if "LOAD_BUILD_CLASS" in {step.opname for step in dis.get_instructions(code)} else ())
    if names & _REACHES_ALL:
        yield "*"
    if names & _READS_TEXT or _READS_TEXT & set(code.co_names):
        for text in _texts(code.co_consts):
            names.update(part for part in "".join(c if c.isidentifier() or c.isdigit() else " " for c in text).split())
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            names.update(global_names(inner))
    for name in names:
        yield name


def _texts(constants: Any) -> Iterator[str]:
    for constant in constants:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, tuple):
            for text in _texts(constant):
                yield text


@reduces("builtins.type", children=True)
def _reduce_class(carrier: Any, cls: Any) -> Any:
    if cls.__module__ != carrier.main and is_reachable(cls, cls.__module__, cls.__qualname__):
        return NotImplemented
    if cls.__module__ == "builtins":
        return _by_types_name(cls)
    if isinstance(cls, enum.EnumMeta):
        return _enum(carrier, cls)
    metaclass = type(cls)
    is_plain = metaclass in (type, abc.ABCMeta) or metaclass.__module__ == carrier.main
    is_plain = is_plain or metaclass.__name__ == "_TypedDictMeta"  # which would not make a class with these bases
    return (_skeleton if is_plain else _whole)(carrier, cls)


def _by_types_name(cls: Any) -> Any:
    """How `function`, `method` and the like are named, which the module builtins does not hold."""
    known = (name for name, value in vars(types).items() if value is cls)
    name = next(known, None)
    return NotImplemented if name is None else (attribute, ("types", name))


def _attributes(cls: Any) -> dict[str, Any]:
    return {key: value for key, value in cls.__dict__.items() if key not in _NOT_COPIED and not _is_slot(cls, value)}


def _is_slot(cls: Any, value: Any) -> bool:
    kinds = (types.MemberDescriptorType, types.GetSetDescriptorType)
    return isinstance(value, kinds) and getattr(value, "__objclass__", None) is cls


def _skeleton(_: Any, cls: Any) -> Any:
    attributes = _attributes(cls)
    body = {key: cls.__dict__[key] for key in _BOUND_AT_CREATION if key in cls.__dict__}
    body.update({"__qualname__": cls.__qualname__, "__module__": cls.__module__})
    if "__slots__" in body and not isinstance(body["__slots__"], str):
        body["__slots__"] = list(body["__slots__"])
    state: dict[str, Any] = {"attributes": {k: v for k, v in attributes.items() if k not in _BOUND_AT_CREATION}}
    if "__abstractmethods__" in cls.__dict__:
        state["attributes"]["__abstractmethods__"] = cls.__abstractmethods__
    state["registered"] = _registered(cls)
    return class_of, (type(cls), cls.__name__, cls.__bases__, body), state, None, None, fill_class


def _registered(cls: Any) -> list[Any]:
    if not isinstance(cls, abc.ABCMeta):
        return []
    found = getattr(abc, "_get_dump", lambda _: ((),))(cls)[0]
    return [reference() for reference in found if reference() is not None]


def _whole(carrier: Any, cls: Any) -> Any:
    """A class whose foreign metaclass must see its whole body; cells that hold the class are filled afterwards."""
    body = _attributes(cls)
    for key in ("__slots__",):
        if key in cls.__dict__:
            body[key] = cls.__dict__[key]
    body["__qualname__"] = cls.__qualname__
    state = {"attributes": {}, "cells": Built(cls, carrier.being_built.setdefault(id(cls), []))}
    return foreign_class_of, (type(cls), cls.__name__, cls.__bases__, body), state, None, None, fill_class


def _enum(_: Any, cls: Any) -> Any:
    members = {name: _value(member) for name, member in cls.__members__.items()}
    own = {key: value for key, value in _attributes(cls).items() if key not in members and _is_written(key, value)}
    own["__qualname__"] = cls.__qualname__
    own["__module__"] = cls.__module__
    return enum_of, (type(cls), cls.__name__, cls.__bases__, members, own), {"attributes": {}}, None, None, fill_class


def _value(member: Any) -> Any:
    return member._value_


def _is_written(key: str, value: Any) -> bool:
    if key.startswith("_") and key.endswith("_") and not key.startswith("__"):
        return False
    if key in ("__new__", "__reduce_ex__", "_generate_next_value_") or "member" in type(value).__name__:
        return False
    return isinstance(value, (types.FunctionType, property, classmethod, staticmethod)) or key == "__doc__"


class Built:
    """Marks the moment at which a class exists in the blob: from then on cells may simply refer to it."""

    def __init__(self, cls: Any, cells: list[Any]) -> None:
        self.cls = cls
        self.cells = cells


@reduces("%s.Built" % Built.__module__)
def _reduce_built(carrier: Any, mark: Built) -> Any:
    carrier.being_built.pop(id(mark.cls), None)
    return list, (tuple(mark.cells),)


@reduces("dataclasses._FIELD_BASE")
def _reduce_field_kind(_: Any, kind: Any) -> Any:
    return attribute, ("dataclasses", kind.name)


@reduces("dataclasses._MISSING_TYPE")
def _reduce_missing(*_: Any) -> Any:
    return attribute, ("dataclasses", "MISSING")


@reduces("dataclasses._KW_ONLY_TYPE")
def _reduce_keywords_only(*_: Any) -> Any:
    return attribute, ("dataclasses", "KW_ONLY")


@reduces("dataclasses._HAS_DEFAULT_FACTORY_CLASS")
def _reduce_default_factory(*_: Any) -> Any:
    return attribute, ("dataclasses", "_HAS_DEFAULT_FACTORY")
