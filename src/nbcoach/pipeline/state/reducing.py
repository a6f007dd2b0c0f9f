"""The table of how values are taken apart, by type; the parts that follow fill it."""

from __future__ import annotations

import pickle
import re
import sys
from typing import Any, Callable

from nbcoach.pipeline.state.rebuilding import TARGET, Placeholder

Reducer = Callable[[Any, Any], Any]
EXACT: dict[str, Reducer] = {}
WITH_CHILDREN: dict[str, Reducer] = {}
_FOUND: dict[type, tuple[type, Any]] = {}
_ADDRESS = re.compile(r"( at)? 0x[0-9A-Fa-f]+")

MEANINGS = {
    "_thread.lock": "a lock that is held cannot be carried into another kernel",
    "_thread.RLock": "a lock that is held cannot be carried into another kernel",
    "frame": "a running frame of code cannot be carried into another kernel",
    "traceback": "a traceback with its frames cannot be carried into another kernel",
    "SSLContext": "an encrypted connection cannot be carried into another kernel",
    "weakref": "a weak reference cannot be carried into another kernel",
    "ReferenceType": "a weak reference cannot be carried into another kernel",
    "ContextVar": "a context variable cannot be carried into another kernel",
}


def full_name(kind: type) -> str:
    return "%s.%s" % (getattr(kind, "__module__", "?"), getattr(kind, "__qualname__", kind))


def reduces(*names: str, children: bool = False) -> Callable[[Reducer], Reducer]:
    """Registers how values of the types so named are taken apart; the types' modules need not be imported."""

    def register(reduce: Reducer) -> Reducer:
        for name in names:
            (WITH_CHILDREN if children else EXACT)[name] = reduce
        return reduce

    return register


def reducer_of(kind: type) -> Any:
    """How a value of this type is taken apart, None for pickle's own way."""
    found = _FOUND.get(kind)
    if found is None or found[0] is not kind:
        found = _FOUND[kind] = (kind, _looked_up(kind))
    return found[1]


def _looked_up(kind: type) -> Any:
    exact = EXACT.get(full_name(kind))
    if exact is not None:
        return exact
    lineage = (WITH_CHILDREN.get(full_name(ancestor)) for ancestor in kind.__mro__)
    return next((reduce for reduce in lineage if reduce is not None), None)


def described(value: Any) -> Placeholder:
    """What stands for a value that cannot be kept."""
    try:
        text = _ADDRESS.sub("", repr(value))
    except Exception:
        text = "?"
    return Placeholder(full_name(type(value)), text[:200])


def reason_of(error: BaseException) -> str:
    """Why pickling failed, in words for a user."""
    text = str(error)
    for key, meaning in MEANINGS.items():
        if "'%s'" % key in text or "'%s'" % key.rpartition(".")[2] in text:
            return meaning
    kind = re.search(r"cannot (?:be )?pickled?:? '([\w.]+)'", text)
    if kind:
        return "a %s cannot be carried into another kernel" % kind.group(1)
    if isinstance(error, RecursionError):
        return "it is nested too deeply to be carried into another kernel"
    if isinstance(error, pickle.PicklingError):
        return "it cannot be carried into another kernel: %s" % _ADDRESS.sub("", text)[:200]
    return "it cannot be carried into another kernel (%s: %s)" % (type(error).__name__, _ADDRESS.sub("", text)[:200])


def is_reachable(value: Any, module: Any, qualname: Any) -> bool:
    """Whether importing that module, which is not the notebook itself, gives this very value under that name."""
    if module in ("__main__", TARGET.get("namespace", {}).get("__name__")):
        return False
    found = sys.modules.get(module) if isinstance(module, str) else None
    for part in qualname.split(".") if isinstance(qualname, str) else ("<",):
        found = getattr(found, part, None)
    return found is value
