"""The pickler that carries a namespace: one memo for everything, live globals, and reasons where it must refuse."""

from __future__ import annotations

import pickle
import sys
import types
import warnings
from typing import Any, Callable

from nbcoach.pipeline.state.arrays import Memory  # noqa: TC001
from nbcoach.pipeline.state.definitions import Globals, global_names
from nbcoach.pipeline.state.rebuilding import HOME, OWN, TARGET, NotCarriedError, live_namespace
from nbcoach.pipeline.state.reducing import described, reducer_of, reduces

PROTOCOL = 5


class Start:
    """Stands for the live namespace until the pickler has noted it."""


@reduces("%s.Start" % Start.__module__)
def _reduce_start(*_: Any) -> Any:
    return live_namespace, ()


class Carrier(pickle.Pickler):
    """Pickles values of one namespace into one stream, so that objects that are shared stay shared.

    While `memory` is being surveyed the bytes of arrays are only counted. `needed` gathers the global
    names that carried functions read. Without `is_strict` a value that cannot be carried becomes a placeholder.
    """

    def __init__(self, file: Any, namespace: dict[str, Any], memory: Memory, is_strict: bool = True) -> None:
        super().__init__(file, protocol=PROTOCOL)
        self.namespace = namespace
        self.main = namespace.get("__name__", "__main__")
        self.memory = memory
        self.is_strict = is_strict
        self.needed: set[str] = set()
        self.being_built: dict[int, list[Any]] = {}
        self._tokens: dict[int, Globals] = {}
        self._begin()

    def _begin(self) -> None:
        """Lets every reference to the namespace's own dictionary mean the live one of the kernel that loads."""
        start = Start()
        self.dump(start)
        known = self.memo.copy()
        index, _ = known.pop(id(start))
        known[id(self.namespace)] = (index, self.namespace)
        self.memo = known

    def reducer_override(self, value: Any) -> Any:
        reduce = reducer_of(type(value))
        return NotImplemented if reduce is None else reduce(self, value)

    def globals_token(self, values: dict[str, Any]) -> Any:
        if values is self.namespace:
            return values
        return self._tokens.setdefault(id(values), Globals(values))

    def note_code(self, code: Any, values: dict[str, Any]) -> None:
        if values is self.namespace:
            self.needed.update(global_names(code))

    def filled(self, cell: Any) -> Any:
        """The cell and its content; None for an empty cell or one that is filled once its class exists."""
        try:
            content = cell.cell_contents
        except ValueError:
            return None
        if id(content) in self.being_built:
            self.being_built[id(content)].append(cell)
            return None
        return cell, content

    def refused(self, value: Any, reason: str) -> Any:
        if self.is_strict:
            raise NotCarriedError(reason)
        stand_in = described(value)
        return type(stand_in), (stand_in.type, stand_in.text)

    def in_foreign(self) -> bool:
        return not self.is_strict


class Opener(pickle.Unpickler):
    """Reads what `Carrier` wrote; its own constructors are found without importing this file under any name."""

    def find_class(self, module: str, name: str) -> Any:
        if module == HOME:
            return getattr(OWN, name)
        return super().find_class(module, name)


def called_within(namespace: dict[str, Any], call: Callable[[], Any], depth: int = 8) -> Any:
    """Calls with frames of the namespace below: model formulas look for the notebook's functions some frames down."""
    frame = types.FunctionType(_deeper.__code__, namespace)
    return frame(frame, call, depth)


def _deeper(again: Any, call: Any, depth: int) -> Any:
    return again(again, call, depth - 1) if depth else call()


class AtWork:
    """While values are carried: our constructors have a home, warnings of libraries stay quiet, stacks may be deep."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._quiet = warnings.catch_warnings()
        self._depth = sys.getrecursionlimit()

    def __enter__(self) -> None:
        TARGET["namespace"] = self._namespace
        sys.modules[HOME] = OWN
        self._quiet.__enter__()
        warnings.simplefilter("ignore")
        sys.setrecursionlimit(max(self._depth, 20000))

    def __exit__(self, *problem: object) -> None:
        sys.setrecursionlimit(self._depth)
        self._quiet.__exit__(*problem)  # type: ignore[arg-type]
        sys.modules.pop(HOME, None)
        TARGET.clear()
