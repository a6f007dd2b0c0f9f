"""What a cell changed: names bound anew, and objects changed in place, told by prints of their contents.

A print is cheap rather than complete: of large arrays it takes samples and, as far as time allows, a sum. It is
asked for the names that a cell's code can reach only.
"""

from __future__ import annotations

import re
import sys
import time
import types
import zlib
from typing import Any, Callable, Dict, Iterable, Iterator, List, Optional, Set, Tuple

BUDGET = 0.01
"""Seconds after which the prints of further names take samples of large arrays instead of all their bytes."""
_LARGEST = 1 << 26
"""Bytes of an array beyond which it is sampled in any case."""
_NODES = 2000
_ITEMS = 200
_SMALL = 1 << 16
_BLOCK = 1 << 12
_BLOCKS = 64
_OWN = re.compile(r"_+$|_i?\d*$|_i{1,3}$|_[dio]h$|_exit_code$")
_PLAIN = (int, float, complex, str, bytes, bool, type(None), type(Ellipsis))
_FUNCTIONS = (types.FunctionType, types.MethodType)


def closed(used: List[str], namespace: Dict[str, Any]) -> Set[str]:
    """The names that some code can reach: those that it uses, and those that its functions and classes use."""
    found: Set[str] = set()
    open_ = [name for name in used if name in namespace]
    while open_:
        name = open_.pop()
        if name in found:
            continue
        found.add(name)
        for code in _codes(namespace[name]):
            open_.extend(each for each in code.co_names if each in namespace and each not in found)
    return found


def _codes(value: Any) -> Iterator[types.CodeType]:
    """The code of a function, or of a class that the notebook defines, with the code inside it."""
    if isinstance(value, type) and value.__module__ == "__main__":
        owners = [getattr(each, "__func__", each) for each in vars(value).values()]
    else:
        owners = [getattr(value, "__wrapped__", value), value]
    open_ = [each.__code__ for each in owners if isinstance(each, _FUNCTIONS)]
    while open_:
        code = open_.pop()
        yield code
        open_.extend(each for each in code.co_consts if isinstance(each, types.CodeType))


def prints(namespace: Dict[str, Any], names: Iterable[str]) -> Dict[str, Tuple[int, bool]]:
    """The print of each name's value, and whether it took in all of it."""
    end = time.perf_counter() + BUDGET
    found = {}
    for name in names:
        if not isinstance(namespace[name], types.ModuleType):
            is_whole = time.perf_counter() < end
            found[name] = (_Print(is_whole).of(namespace[name]), is_whole)
    return found


def changed(namespace: Dict[str, Any], before: Dict[str, Any], prints_before: Dict[str, Tuple[int, bool]]) -> List[str]:
    """The names that a cell bound anew, changed in place or deleted, in order of the alphabet."""
    found = {name for name in before if name not in namespace and not _is_own(name)}
    found.update(
        name
        for name, value in namespace.items()
        if not _is_own(name) and (name not in before or before[name] is not value)
    )
    kept = {name for name in prints_before if name in namespace and name not in found and not _is_own(name)}
    inside = {name for name in kept if _has_changed(namespace[name], *prints_before[name])}
    touched = {id(namespace[name]) for name in inside}
    aliases = {name for name, value in namespace.items() if id(value) in touched and not _is_own(name)}
    return sorted(found | inside | aliases)


def _has_changed(value: Any, before: int, is_whole: bool) -> bool:  # noqa: FBT001 - a print's two parts
    return _Print(is_whole).of(value) != before


def _is_own(name: str) -> bool:
    """True for what IPython keeps among the user's names."""
    return _OWN.match(name) is not None or name in ("In", "Out", "get_ipython", "exit", "quit", "open")


class _Print:
    """One print: a number that differs where the content does."""

    def __init__(self, is_whole: bool) -> None:  # noqa: FBT001 - its only argument
        self.is_whole = is_whole
        self.left = _NODES
        self.seen: Set[int] = set()

    def of(self, value: Any) -> int:
        try:
            return self._of(value, 0)
        except Exception:  # an object that does not like to be looked at is told by its identity alone
            return id(value)

    def _of(self, value: Any, depth: int) -> int:
        self.left -= 1
        if isinstance(value, _PLAIN):
            return hash((type(value).__name__, value))
        if self.left < 0 or depth > 6 or id(value) in self.seen:
            return id(value)
        self.seen.add(id(value))
        reader = _reader(value)
        return reader(self, value, depth) if reader else hash((id(value), self._attributes(value, depth)))

    def _attributes(self, value: Any, depth: int) -> int:
        if isinstance(value, (type, types.ModuleType, types.FunctionType, types.BuiltinFunctionType)):
            return 0
        attributes = getattr(value, "__dict__", None)
        return self.mapping(attributes, depth) if type(attributes) is dict else 0

    def mapping(self, value: Any, depth: int) -> int:
        items = list(value.items())
        shown = items if len(items) <= _ITEMS else items[:_ITEMS] + items[-_ITEMS:]
        return hash((len(items), tuple((self._of(key, depth + 1), self._of(each, depth + 1)) for key, each in shown)))

    def sequence(self, value: Any, depth: int) -> int:
        items = list(value)
        shown = items if len(items) <= _ITEMS else items[:_ITEMS] + items[-_ITEMS:]
        return hash((id(value), len(items), tuple(self._of(each, depth + 1) for each in shown)))

    def unordered(self, value: Any, _: int) -> int:
        return hash((id(value), len(value), sum(hash(each) for each in list(value)[:_ITEMS])))

    def array(self, value: Any, depth: int) -> int:
        head = (value.shape, str(value.dtype), value.__array_interface__["data"][0])
        if value.dtype.hasobject:
            shown = value.ravel(order="K")[:: max(1, value.size // _ITEMS)]
            return hash((head, tuple(self._of(each, depth + 1) for each in shown)))
        return hash((head, self._bytes(value)))

    def _bytes(self, value: Any) -> int:
        numpy = sys.modules["numpy"]
        if not (value.flags.c_contiguous or value.flags.f_contiguous):
            is_short = self.is_whole and value.nbytes <= _LARGEST
            value = numpy.ascontiguousarray(value if is_short else value.flat[:: max(1, value.size // _SMALL)])
        flat = value.ravel(order="K").view(numpy.uint8)
        if flat.size <= _SMALL:
            return zlib.crc32(flat)
        step = flat.size // _BLOCKS
        sampled = zlib.crc32(b"".join(flat[at : at + _BLOCK].tobytes() for at in range(0, flat.size, step)))
        if not self.is_whole or flat.size > _LARGEST:
            return sampled
        whole = flat[: flat.size // 8 * 8].view(numpy.uint64)
        return hash((sampled, int(numpy.add.reduce(whole))))

    def frame(self, value: Any, depth: int) -> int:
        manager = value._mgr
        blocks = tuple(self._of(each.values, depth + 1) for each in manager.blocks)
        return hash((value.shape, tuple(map(id, manager.axes)), blocks))

    def tensor(self, value: Any, _: int) -> int:
        return hash((id(value), tuple(value.shape), value._version))

    def generator(self, value: Any, _: int) -> int:
        return hash(repr(value.bit_generator.state))

    def random_state(self, value: Any, _: int) -> int:
        return hash(repr(value.get_state(legacy=False)))

    def extension(self, value: Any, depth: int) -> int:
        inner = getattr(value, "_ndarray", None)
        return self._of(inner, depth + 1) if inner is not None else hash((id(value), len(value)))


def _reader(value: Any) -> Optional[Callable[[_Print, Any, int], int]]:
    kind = type(value)
    if kind is dict or isinstance(value, dict):
        return _Print.mapping
    if isinstance(value, (list, tuple)):
        return _Print.sequence
    if isinstance(value, (set, frozenset)):
        return _Print.unordered
    for name in (base.__module__.partition(".")[0] + "." + base.__name__ for base in kind.__mro__):
        if name in _READERS:
            return _READERS[name]
    return None


_READERS = {
    "numpy.ndarray": _Print.array,
    "numpy.Generator": _Print.generator,
    "numpy.RandomState": _Print.random_state,
    "pandas.DataFrame": _Print.frame,
    "pandas.Series": _Print.frame,
    "pandas.ExtensionArray": _Print.extension,
    "torch.Tensor": _Print.tensor,
}
