"""The constructors that a blob may name besides the libraries' own."""

from __future__ import annotations

import builtins
import contextlib
import importlib
import marshal
import sys
import types
import weakref
from typing import Any, Callable, TypeVar

HOME = "nbcoach_pipeline_state"
"""The module name under which a blob finds the constructors below, wherever this file lies."""

Own = TypeVar("Own", bound=Callable[..., Any])
OWN = types.ModuleType(HOME)
TARGET: dict[str, Any] = {}
"""`namespace`: the live namespace that is being filled."""


class NotCarriedError(Exception):
    """A value cannot go from one kernel to the next; the text says why, for a user."""


def own(build: Own) -> Own:
    """Lets a blob name this constructor."""
    build.__module__ = HOME
    setattr(OWN, build.__name__, build)
    return build


@own
class Placeholder:
    """Stands for a value that cannot be kept: its type and what its text says, without addresses."""

    def __init__(self, type_: str, text: str) -> None:
        self.type = type_
        self.text = text

    def __repr__(self) -> str:
        return "<%s, not kept: %s>" % (self.type, self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Placeholder) and (self.type, self.text) == (other.type, other.text)

    def __hash__(self) -> int:
        return hash((self.type, self.text))


@own
def attribute(module: str, path: str) -> Any:
    value = importlib.import_module(module)
    for part in path.split("."):
        value = getattr(value, part)
    return value


@own
def nothing(*_: Any) -> None:
    return None


@own
def live_namespace() -> dict[str, Any]:
    namespace: dict[str, Any] = TARGET["namespace"]
    return namespace


@own
def module_of(name: str, children: tuple[str, ...] = ()) -> Any:
    """An imported module; what it lacks of `children`, modules that somebody had imported into it, is imported, too."""
    if name == "__main__":
        return sys.modules["__main__"]
    module = importlib.import_module(name)
    for child in children:
        with contextlib.suppress(Exception):  # a cell that needs it then says so
            if not hasattr(module, child):
                importlib.import_module("%s.%s" % (name, child))
    return module


@own
def module_globals(name: str) -> dict[str, Any]:
    namespace: dict[str, Any] = vars(importlib.import_module(name))
    return namespace


@own
class Unnamed:
    """The globals of code that was run in a dictionary of its own, as `collections.namedtuple` does."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Fills the dictionary in place: functions that stand in it have it as their globals by now."""
        self.values.update(state["values"])


@own
def code_of(marshalled: bytes) -> Any:
    return marshal.loads(marshalled)


@own
def empty_cell() -> Any:
    return types.CellType()


@own
def function_of(code: Any, namespace: Any, name: str, cells: Any) -> Any:
    values = namespace.values if isinstance(namespace, Unnamed) else namespace
    values.setdefault("__builtins__", builtins)
    return types.FunctionType(code, values, name, None, cells)


@own
def fill_function(function: Any, state: dict[str, Any]) -> None:
    for cell, content in state.pop("cells"):
        cell.cell_contents = content
    function.__dict__.update(state.pop("attributes"))
    for name, value in state.items():
        setattr(function, name, value)


@own
def class_of(metaclass: Any, name: str, bases: tuple[Any, ...], body: dict[str, Any]) -> Any:
    """Makes a class without what making one sets off: the user's metaclass and `__init_subclass__` have run before."""
    import abc

    make = abc.ABCMeta.__new__ if issubclass(metaclass, abc.ABCMeta) else type.__new__
    hushed = [
        (base, base.__dict__["__init_subclass__"]) for base in _bases(bases) if _is_live(base, "__init_subclass__")
    ]
    for base, _ in hushed:
        type.__setattr__(base, "__init_subclass__", classmethod(nothing))
    try:
        return make(metaclass, name, bases, body)
    finally:
        for base, hook in hushed:
            type.__setattr__(base, "__init_subclass__", hook)


def _bases(bases: tuple[Any, ...]) -> Any:
    return {ancestor: None for base in bases for ancestor in base.__mro__}


def _is_live(base: Any, name: str) -> bool:
    return name in base.__dict__ and base.__module__ == live_namespace().get("__name__")


@own
def foreign_class_of(metaclass: Any, name: str, bases: tuple[Any, ...], body: dict[str, Any]) -> Any:
    return metaclass(name, bases, body)


@own
def enum_of(metaclass: Any, name: str, bases: tuple[Any, ...], members: dict[str, Any], body: dict[str, Any]) -> Any:
    space = metaclass.__prepare__(name, bases)
    for key, value in list(body.items()) + list(members.items()):
        space[key] = value
    return metaclass.__new__(metaclass, name, bases, space)


@own
def fill_class(cls: Any, state: dict[str, Any]) -> None:
    for cell in state.pop("cells", ()):
        cell.cell_contents = cls
    for registered in state.pop("registered", ()):
        cls.register(registered)
    annotate = state["attributes"].pop("__annotate_func__", None)
    if annotate is not None:
        cls.__annotate__ = annotate
    for name, value in state["attributes"].items():
        type.__setattr__(cls, name, value)


@own
def weak(referent: Any, callback: Any = None) -> Any:
    return weakref.ref(referent, callback)
