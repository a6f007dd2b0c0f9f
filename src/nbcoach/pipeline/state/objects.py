"""Takes plain Python objects apart that pickle refuses or would tear off: files, locks, generators …"""

from __future__ import annotations

import gc
import os
import random
import sys
import types
import weakref
from typing import Any

from nbcoach.pipeline.state.rebuilding import NotCarriedError, attribute, module_of, own, weak
from nbcoach.pipeline.state.reducing import is_reachable, reduces

_STREAMS = ("stdin", "stdout", "stderr")


@reduces("builtins.module", children=True)
def _reduce_module(carrier: Any, module: Any) -> Any:
    name = module.__name__
    if module is sys.modules.get("__main__") or vars(module) is carrier.namespace:
        return module_of, ("__main__",)
    if sys.modules.get(name) is not module:
        raise NotCarriedError("the module %s was made by hand, not imported" % name)
    return module_of, (name, _children(module))


def _children(module: Any) -> tuple[str, ...]:
    """The public modules that are attributes of a package: some of them only since somebody else imported them."""
    start = module.__name__ + "."
    names = [name[len(start) :] for name in list(sys.modules) if name.startswith(start)]
    return tuple(each for each in names if each[0] != "_" and vars(module).get(each) is sys.modules[start + each])


def _refusal(reason: str) -> Any:
    def refuse(carrier: Any, value: Any) -> Any:
        return carrier.refused(value, reason)

    return refuse


for _names, _reason in (
    ("builtins.coroutine builtins.async_generator", "a coroutine that has begun cannot be carried into another kernel"),
    (
        "_asyncio.Task _asyncio.Future asyncio.futures.Future asyncio.tasks.Task",
        "a task of the event loop ends with its kernel",
    ),
    ("socket.socket ssl.SSLSocket", "a network connection ends with its kernel"),
    ("subprocess.Popen", "a child process belongs to the kernel that started it"),
    (
        "weakref.WeakValueDictionary weakref.WeakSet",
        "weak references cannot be carried into another kernel",
    ),
    ("tempfile.TemporaryDirectory", "a temporary folder is deleted when its kernel ends"),
    ("tempfile._TemporaryFileWrapper", "a temporary file is deleted when its kernel ends"),
    ("_thread._local", "values of one thread cannot be carried into another kernel"),
    ("mmap.mmap", "a mapped file cannot be carried into another kernel"),
):
    reduces(*_names.split())(_refusal(_reason))
reduces("threading.Thread", "multiprocessing.context.Process", "multiprocessing.pool.Pool", children=True)(
    _refusal("a running thread or process ends with its kernel")
)
reduces("concurrent.futures._base.Executor", children=True)(_refusal("a pool of workers ends with its kernel"))


@own
def finished_generator() -> Any:
    made: Any = (item for item in [None])
    list(made)
    return made


@reduces("builtins.generator")
def _reduce_generator(carrier: Any, generator: Any) -> Any:
    if generator.gi_frame is None:
        return finished_generator, ()
    return carrier.refused(generator, "a generator that is not used up cannot be carried into another kernel")


@own
def closed_file(name: Any, mode: str, encoding: Any) -> Any:
    file: Any = open(os.devnull, mode if "b" in mode else "r", encoding=encoding)  # noqa: SIM115
    raw = getattr(getattr(file, "buffer", file), "raw", file)
    raw.name = name
    file.close()
    return file


@own
def reopened_file(name: str, options: dict[str, Any], position: int) -> Any:
    file = open(name, **options)  # noqa: SIM115
    file.seek(position)
    return file


@reduces("_io.TextIOWrapper", "_io.BufferedReader", "_io.BufferedWriter", "_io.BufferedRandom", "_io.FileIO")
def _reduce_file(carrier: Any, file: Any) -> Any:
    stream = next((name for name in _STREAMS if getattr(sys, name) is file), None)
    if stream:
        return attribute, ("sys", stream)
    encoding = getattr(file, "encoding", None)
    mode = getattr(file, "mode", "r" if encoding else "rb")
    if file.closed:
        return closed_file, (file.name, mode if mode in ("r", "rb") else "r" if encoding else "rb", encoding)
    position = _position(file, mode)
    if position is None:
        return carrier.refused(file, "the open file %s cannot be carried into another kernel" % (file.name,))
    options = {"mode": mode, "encoding": encoding, "errors": getattr(file, "errors", None)}
    return reopened_file, (file.name, {key: value for key, value in options.items() if value}, position)


def _position(file: Any, mode: str) -> Any:
    """Where a file that is only read stands; None where opening it again would not give the same."""
    if mode not in ("r", "rb", "rt") or not isinstance(file.name, str):
        return None
    try:
        is_same = os.path.samestat(os.fstat(file.fileno()), os.stat(file.name))
        return file.tell() if is_same else None
    except (OSError, ValueError):
        return None


@reduces("ipykernel.iostream.OutStream")
def _reduce_kernel_stream(carrier: Any, stream: Any) -> Any:
    for name in _STREAMS:
        if getattr(sys, name) is stream:
            return attribute, ("sys", name)
    return carrier.refused(stream, "the kernel's output stream cannot be carried")


@own
def lock(is_reentrant: bool) -> Any:
    import threading

    return threading.RLock() if is_reentrant else threading.Lock()


@reduces("_thread.lock", "_thread.RLock")
def _reduce_lock(carrier: Any, held: Any) -> Any:
    if "unlocked" not in repr(held):
        return carrier.refused(held, "a lock that is held cannot be carried into another kernel")
    return lock, ("RLock" in type(held).__name__,)


@reduces("random.Random")
def _reduce_random(_: Any, generator: Any) -> Any:
    if generator is getattr(random, "_inst", None):
        return attribute, ("random", "_inst")
    return NotImplemented


@reduces("builtins.method")
def _reduce_method(_: Any, method: Any) -> Any:
    return types.MethodType, (method.__func__, method.__self__)


@reduces("builtins.property")
def _reduce_property(_: Any, value: Any) -> Any:
    return property, (value.fget, value.fset, value.fdel, value.__doc__)


@reduces("builtins.staticmethod", "builtins.classmethod")
def _reduce_bound(_: Any, value: Any) -> Any:
    return type(value), (value.__func__,)


@reduces("builtins.mappingproxy")
def _reduce_proxy(_: Any, value: Any) -> Any:
    inner = gc.get_referents(value)
    return types.MappingProxyType, (inner[0] if inner and isinstance(inner[0], dict) else dict(value),)


@own
def view_of(mapping: Any, kind: str) -> Any:
    return getattr(mapping, kind)()


@reduces("builtins.dict_keys", "builtins.dict_values", "builtins.dict_items")
def _reduce_view(_: Any, view: Any) -> Any:
    return view_of, (gc.get_referents(view)[0], type(view).__name__[5:])


@own
def cached(options: dict[str, Any], function: Any) -> Any:
    import functools

    return functools.lru_cache(**options)(function)


@reduces("functools._lru_cache_wrapper")
def _reduce_cache(carrier: Any, wrapper: Any) -> Any:
    function = wrapper.__wrapped__
    if getattr(function, "__globals__", None) is not carrier.namespace and is_reachable(
        wrapper, wrapper.__module__, wrapper.__qualname__
    ):
        return NotImplemented
    if any(part for part in wrapper.cache_info() if part != wrapper.cache_info().maxsize) and carrier.is_strict:
        raise NotCarriedError(
            "%s remembers results (lru_cache) that cannot be carried into another kernel" % wrapper.__name__
        )
    options = {"maxsize": wrapper.cache_info().maxsize}
    if hasattr(wrapper, "cache_parameters"):
        options = wrapper.cache_parameters()
    extra = {key: value for key, value in wrapper.__dict__.items() if key not in ("__wrapped__", "cache_parameters")}
    return cached, (options, function), extra


@reduces("weakref.ReferenceType", "builtins.weakref", "weakref.weakref")
def _reduce_weak(carrier: Any, reference: Any) -> Any:
    if type(reference()).__module__ == "builtins" and reference() is None:
        return carrier.refused(reference, "a weak reference to nothing cannot be carried")
    if carrier.in_foreign():
        return weak, (reference(), reference.__callback__)
    return carrier.refused(reference, "a weak reference cannot be carried into another kernel")


@own
def matched(pattern: Any, how: str, args: Any) -> Any:
    return getattr(pattern, how)(*args)


@reduces("re.Match", "_sre.SRE_Match")
def _reduce_match(carrier: Any, match: Any) -> Any:
    for how, start, end in _tries(match):
        again = getattr(match.re, how)(match.string, start, end)
        if again is not None and again.regs == match.regs and (again.pos, again.endpos) == (match.pos, match.endpos):
            return matched, (match.re, how, (match.string, start, end))
    return carrier.refused(match, "this match of a regular expression cannot be found again in another kernel")


def _tries(match: Any) -> list[Any]:
    return [(how, match.pos, match.endpos) for how in ("search", "match", "fullmatch")]


@own
def type_variable(kind: str, name: str, args: Any, options: dict[str, Any], module: str) -> Any:
    import typing

    made = getattr(typing, kind)(name, *args, **options)
    made.__module__ = module
    return made


@reduces("typing.TypeVar")
def _reduce_type_variable(_: Any, variable: Any) -> Any:
    if is_reachable(variable, variable.__module__, variable.__name__) and variable.__module__ != "__main__":
        return NotImplemented
    options = {
        "bound": variable.__bound__,
        "covariant": variable.__covariant__,
        "contravariant": variable.__contravariant__,
    }
    args = variable.__constraints__
    return type_variable, ("TypeVar", variable.__name__, args, options, variable.__module__)


@reduces("typing.ParamSpec")
def _reduce_parameters(_: Any, variable: Any) -> Any:
    return type_variable, ("ParamSpec", variable.__name__, (), {}, variable.__module__)


@reduces("typing.NewType")
def _reduce_new_type(_: Any, kind: Any) -> Any:
    return type_variable, ("NewType", kind.__name__, (kind.__supertype__,), {}, kind.__module__)


@own
def weak_keys(items: list[Any]) -> Any:
    return weakref.WeakKeyDictionary(items)


@reduces("weakref.WeakKeyDictionary")
def _reduce_weak_keys(carrier: Any, mapping: Any) -> Any:
    """Only where the keys are classes, as `functools.singledispatch` has it: those live on in the next kernel, too."""
    if all(isinstance(key, type) for key in mapping):
        return weak_keys, (list(mapping.items()),)
    return carrier.refused(mapping, "weak references cannot be carried into another kernel")
