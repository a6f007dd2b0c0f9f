"""Memory that several arrays look at: which of them are carried as views of which.

Frames of a pandas that copies on write keep their blocks to themselves; there only arrays that look into one block are
carried as views of it.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

from nbcoach.pipeline.state.rebuilding import NotCarriedError, attribute, nothing, own
from nbcoach.pipeline.state.reducing import reduces

_NOT_TOLD = "it shares its memory with another array in a way that cannot be carried"


class Part(NamedTuple):
    """A view: the array that owns the memory and how many bytes into it the view's first element lies."""

    owner: Any
    offset: int


class Memory:
    """Surveys the arrays that a pickler meets (their bytes are counted, not copied), then says how each is carried."""

    def __init__(self) -> None:
        self.is_survey = True
        self.size = 0
        self.arrays: dict[int, Any] = {}
        self.kept: list[Any] = []
        self.blocks: dict[int, Any] = {}
        self.private: dict[int, Any] = {}
        self.parts: dict[int, Part] = {}
        self.torn: dict[int, str] = {}
        self.storages: dict[int, Any] = {}

    def meet(self, array: Any) -> None:
        if id(array) not in self.arrays:
            self.arrays[id(array)] = array
            self.size += array.nbytes

    def settle(self) -> None:
        """Ends the survey: finds the arrays that share memory."""
        self.is_survey = False
        loose = [a for key, a in self.arrays.items() if a.nbytes and key not in self.private and key not in self.blocks]
        for group in _overlapping(loose):
            self._share(group)
        self._look_into_blocks(loose)

    def _share(self, group: list[Any]) -> None:
        owner = _owner(group)
        if owner is None:
            self.torn.update((id(array), _NOT_TOLD) for array in group)
            return
        start = bounds(owner)[0]
        for array in group:
            if array is not owner:
                self.parts[id(array)] = Part(owner, array.__array_interface__["data"][0] - start)

    def _look_into_blocks(self, loose: list[Any]) -> None:
        blocks = [block for block in self.blocks.values() if block.nbytes]
        for group in _overlapping(loose + blocks) if blocks else ():
            within = [block for block in group if id(block) in self.blocks]
            if len(within) == 1 and len(group) > 1:
                self._hang_onto(within[0], [array for array in group if array is not within[0]])

    def _hang_onto(self, block: Any, arrays: list[Any]) -> None:
        low, high = bounds(block)
        if not _is_whole(block):
            self.torn.update((id(array), _NOT_TOLD) for array in arrays if array.flags.writeable)
            return
        for array in arrays:
            if bounds(array)[0] >= low and bounds(array)[1] <= high:
                self.parts[id(array)] = Part(block, array.__array_interface__["data"][0] - low)
            elif array.flags.writeable or block.flags.writeable:
                self.torn[id(array)] = "it shares its memory with a data frame in a way that cannot be carried"


def bounds(array: Any) -> tuple[int, int]:
    """The addresses of an array's first byte and of the byte after its last."""
    low = high = array.__array_interface__["data"][0]
    for length, stride in zip(array.shape, array.strides):
        reach = (length - 1) * stride
        low, high = (low, high + reach) if reach > 0 else (low + reach, high)
    return low, high + array.itemsize


def _is_whole(array: Any) -> bool:
    return bool(array.flags.c_contiguous or array.flags.f_contiguous)


def _overlapping(arrays: list[Any]) -> list[list[Any]]:
    """Groups of at least two arrays whose address ranges overlap."""
    groups: list[list[Any]] = []
    end = -1
    for (low, high), array in sorted(((bounds(array), array) for array in arrays), key=lambda pair: pair[0]):
        if low < end:
            groups[-1].append(array)
        else:
            groups.append([array])
        end = max(end, high)
    return [group for group in groups if len(group) > 1]


def _owner(group: list[Any]) -> Any:
    """The array whose memory holds the whole group: one of them or the one at the bottom of their views."""
    numpy = sys.modules["numpy"]
    low = min(bounds(array)[0] for array in group)
    high = max(bounds(array)[1] for array in group)
    for candidate in group + [_bottom(array, numpy.ndarray) for array in group]:
        start, end = bounds(candidate)
        if start <= low and end >= high and _is_whole(candidate) and type(candidate) is numpy.ndarray:
            return candidate
    return None


def _bottom(array: Any, kind: Any) -> Any:
    while isinstance(array.base, kind):
        array = array.base
    return array


@own
def view(owner: Any, offset: int, shape: Any, strides: Any, dtype: Any, is_writeable: bool) -> Any:
    numpy = sys.modules["numpy"]

    flat = owner.ravel(order="K")
    if dtype.hasobject:
        begin = flat[offset // owner.itemsize :]
        found = numpy.lib.stride_tricks.as_strided(begin, shape=shape, strides=strides)
    else:
        found = numpy.ndarray(shape, dtype, flat.view(numpy.uint8), offset, strides)
    if not is_writeable:
        found.flags.writeable = False
    return found


@reduces("numpy.ndarray")
def _reduce_array(carrier: Any, array: Any) -> Any:
    memory = carrier.memory
    if memory.is_survey:
        memory.meet(array)
        return nothing, (array.ravel(order="K").tolist(),) if _holds_values(array) else ()
    if id(array) in memory.torn and carrier.is_strict:
        raise NotCarriedError(memory.torn[id(array)])
    part = memory.parts.get(id(array))
    if part is not None:
        return view, (part.owner, part.offset, array.shape, array.strides, array.dtype, array.flags.writeable)
    if array.dtype.hasobject or _is_whole(array):
        return NotImplemented
    compact = array.copy(order="K")
    compact.flags.writeable = array.flags.writeable
    return compact.__reduce_ex__(5)


def _holds_values(array: Any) -> bool:
    """Whether there are values inside that must be looked at one by one; a column of nothing but text needs no look."""
    if not array.dtype.hasobject:
        return False
    pandas = sys.modules.get("pandas")
    if pandas is None or array.size < 1000:
        return True
    return pandas.api.types.infer_dtype(array, skipna=True) not in ("string", "integer", "floating", "boolean")


@reduces("numpy.memmap")
def _reduce_memmap(carrier: Any, array: Any) -> Any:
    if getattr(array, "filename", None) is None or type(array.base).__name__ != "mmap":
        return carrier.refused(array, "a view of a mapped file cannot be carried into another kernel")
    array.flush()
    mode = "r+" if array.mode == "w+" else array.mode
    if mode == "c":
        return carrier.refused(array, "a mapped file with changes of its own cannot be carried into another kernel")
    order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    return type(array), (str(array.filename), array.dtype, mode, array.offset, array.shape, order)


@reduces("numpy.random.mtrand.RandomState")
def _reduce_random_state(_: Any, generator: Any) -> Any:
    if generator is getattr(sys.modules["numpy.random.mtrand"], "_rand", None):
        return attribute, ("numpy.random.mtrand", "_rand")
    return NotImplemented


@reduces("pandas.core.internals.blocks.Block", children=True)
def _reduce_block(carrier: Any, block: Any) -> Any:
    if carrier.memory.is_survey and _copies_on_write():
        for array in _arrays_in(block.values):
            carrier.memory.blocks[id(array)] = array
    return NotImplemented


@reduces("pandas.core.indexes.base.Index", children=True)
def _reduce_index(carrier: Any, index: Any) -> Any:
    if carrier.memory.is_survey:
        for array in _arrays_in(getattr(index, "_data", None)):
            carrier.memory.private[id(array)] = array
    return NotImplemented


def _arrays_in(values: Any) -> list[Any]:
    """The plain arrays that one column's values consist of."""
    numpy = sys.modules["numpy"]
    parts = [values] + [getattr(values, name, None) for name in ("_ndarray", "_data", "_mask", "_codes")]
    return [part for part in parts if type(part) is numpy.ndarray]


def _copies_on_write() -> bool:
    pandas = sys.modules["pandas"]
    if int(pandas.__version__.split(".")[0]) >= 3:
        return True
    try:
        return pandas.get_option("mode.copy_on_write") is True
    except Exception:
        return False
