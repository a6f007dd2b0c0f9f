"""How each kind of value is compared: plain Python, arrays, frames, tensors, models, figures, code."""

from __future__ import annotations

import sys
import types
from typing import Any, Iterator

from nbcoach.pipeline.state.differences import Comparison, Difference, compares, name_of, shown, steady, unequal

_PASSING = {
    *("_repr_html_", "__weakref__", "_cache", "_item_cache", "_is_copy", "canvas", "stale_callback"),
    "_tmp_like_exog",  # memory of a statsmodels GLM that nobody has filled yet
}


@compares("builtins.float", "builtins.complex", "numpy.floating", "numpy.complexfloating")
def _numbers(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    left_parts, right_parts = _parts(left), _parts(right)
    if not all(comparison.are_close(*pair) for pair in zip(left_parts, right_parts)):
        yield Difference("value", shown(left), shown(right), where)


def _parts(number: Any) -> list[float]:
    return [float(number.real), float(number.imag)]


@compares("builtins.str")
def _texts(_: Comparison, left: str, right: str, where: str) -> Iterator[Difference]:
    if left != right and steady(left) != steady(right):
        yield Difference("value", shown(left), shown(right), where)


@compares("builtins.list", "builtins.tuple", "collections.deque")
def _sequences(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if len(left) != len(right):
        yield Difference("length", str(len(left)), str(len(right)), where)
        return
    for place, (one, other) in enumerate(zip(left, right)):
        for difference in comparison.differ(one, other, "%s[%d]" % (where, place)):
            yield difference


@compares("builtins.dict", "builtins.mappingproxy")
def _mappings(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    left, right = _steady_keys(left), _steady_keys(right)
    for key in left:
        if key not in right:
            yield Difference("missing", shown(key), "-", where)
    for key in right:
        if key not in left:
            yield Difference("missing", "-", shown(key), where)
    if left.keys() == right.keys() and list(left) != list(right):
        yield Difference("order", shown(list(left)), shown(list(right)), where)
    for key in left:
        if key in right:
            for difference in comparison.differ(left[key], right[key], "%s[%s]" % (where, shown(key))):
                yield difference


def _steady_keys(values: Any) -> dict[Any, Any]:
    """Keys that are compared by identity (functions, objects of the notebook) by what they are called instead."""
    plain = all(type(key) in (str, int, float, bool, tuple, bytes, type(None)) for key in values)
    if plain:
        return dict(values)
    return {(key if _has_own_equality(key) else steady(shown(key))): values[key] for key in values}


@compares("builtins.set", "builtins.frozenset")
def _sets(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if left == right:
        return
    ordered = [sorted(part, key=lambda item: (name_of(type(item)), steady(repr(item)))) for part in (left, right)]
    for difference in _sequences(comparison, ordered[0], ordered[1], where):
        yield difference


@compares("builtins.module")
def _modules(_: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    for difference in unequal(left.__name__, right.__name__, where):
        yield difference


@compares("builtins.function")
def _functions(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if not _is_same_code(left.__code__, right.__code__):
        yield Difference("code", left.__qualname__, right.__qualname__, where)
    for name in ("__defaults__", "__kwdefaults__", "__dict__"):
        for difference in comparison.differ(getattr(left, name), getattr(right, name), "%s.%s" % (where, name)):
            yield difference
    contents = [[_content(cell) for cell in function.__closure__ or ()] for function in (left, right)]
    for difference in comparison.differ(contents[0], contents[1], where + ".__closure__"):
        yield difference


def _content(cell: Any) -> Any:
    try:
        return cell.cell_contents
    except ValueError:
        return None


def _is_same_code(left: Any, right: Any) -> bool:
    names = ("co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars", "co_argcount", "co_kwonlyargcount")
    if any(getattr(left, name) != getattr(right, name) for name in names):
        return False
    return len(left.co_consts) == len(right.co_consts) and all(map(_is_same_constant, left.co_consts, right.co_consts))


def _is_same_constant(left: Any, right: Any) -> bool:
    if isinstance(left, types.CodeType) and isinstance(right, types.CodeType):
        return _is_same_code(left, right)
    return type(left) is type(right) and repr(left) == repr(right)


@compares("builtins.code")
def _codes(_: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if not _is_same_code(left, right):
        yield Difference("code", left.co_name, right.co_name, where)


@compares("builtins.type")
def _classes(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    yield_from = unequal(name_of(left), name_of(right), where)
    for difference in yield_from or (comparison.differ(_body(left), _body(right), where) if _is_ours(left) else ()):
        yield difference


def _is_ours(cls: Any) -> bool:
    return getattr(sys.modules.get(cls.__module__), cls.__qualname__.split(".")[0], None) is None


def _body(cls: Any) -> dict[str, Any]:
    kinds = (types.FunctionType, property, staticmethod, classmethod, int, float, str, bool, list, dict, tuple, set)
    left_out = ("__module__", "__doc__", "__dict__", "__firstlineno__", "__static_attributes__", "__slotnames__")
    return {key: value for key, value in vars(cls).items() if isinstance(value, kinds) and key not in left_out}


@compares("builtins.property")
def _properties(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    pair = [[part.fget, part.fset, part.fdel] for part in (left, right)]
    return comparison.differ(pair[0], pair[1], where)


@compares("builtins.staticmethod", "builtins.classmethod", "builtins.method")
def _wrapped(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    return comparison.differ(left.__func__, right.__func__, where)


@compares("builtins.object")
def _objects(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if hasattr(left, "__dict__") or _slots(left):
        return comparison.differ(_content_of(left), _content_of(right), where + ".")
    if _has_own_equality(left):
        return iter(unequal(left, right, where))
    return _reduced(comparison, left, right, where)


def _has_own_equality(value: Any) -> bool:
    equal: Any = type(value).__eq__
    return equal is not object.__eq__


def _slots(value: Any) -> list[str]:
    names = [getattr(kind, "__slots__", ()) for kind in type(value).__mro__]
    return [name for part in names for name in ([part] if isinstance(part, str) else part) if hasattr(value, name)]


def _content_of(value: Any) -> dict[str, Any]:
    found = {name: getattr(value, name) for name in _slots(value) if name != "__dict__"}
    found.update(getattr(value, "__dict__", {}))
    state = {name: part for name, part in found.items() if name not in _PASSING}
    if isinstance(value, (dict, list, tuple, set, str, int, float)):
        bases: list[Any] = [dict, list, tuple, set, str, int, float]
        state["its content"] = next(kind(value) for kind in bases if isinstance(value, kind))
    return state


def _reduced(comparison: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    """Values of C types: by what pickle would say of them, else by their text."""
    try:
        parts = [_argument(value.__reduce_ex__(4)) for value in (left, right)]
    except Exception:
        parts = [steady(shown(value)) for value in (left, right)]
    return comparison.differ(parts[0], parts[1], where)


def _argument(reduced: Any) -> Any:
    if isinstance(reduced, str):
        return reduced
    rest = [list(part) if hasattr(part, "__next__") else part for part in reduced[3:5]]
    return [getattr(reduced[0], "__qualname__", "?"), reduced[1], reduced[2] if len(reduced) > 2 else None, rest]


@compares("numpy.generic", "decimal.Decimal", "fractions.Fraction", "datetime.date", "enum.Enum")
@compares(
    *("builtins." + kind for kind in ("int", "bool", "bytes", "bytearray", "NoneType", "ellipsis", "range", "slice"))
)
def _plain(_: Comparison, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if left != right and not (left != left and right != right) and shown(left) != shown(right):
        yield Difference("value", shown(left), shown(right), where)
