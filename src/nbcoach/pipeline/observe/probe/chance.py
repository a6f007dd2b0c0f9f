"""Gives chance the same start in each kernel whose results are to be compared (runs in the kernel; Python 3.8 syntax).

A notebook that seeds nothing draws other numbers in each run, and two runs of it prove nothing. Here the generators
that nobody seeded start alike, and fresh entropy that NumPy asks for follows from the code of the cell that asks.
"""

import hashlib
import importlib.abc
import random
import sys
from typing import Any, Mapping, Sequence

SEED = 20_240_501
_NUMPY = ("numpy.random.mtrand", "numpy.random.bit_generator")


def same_chance(cells: Mapping[str, Sequence[int]] | None = None) -> None:
    """Seeds what is there, and NumPy's generators as soon as they are imported.

    `cells` has by their code which cells of the notebook this kernel executes, in order.
    """
    random.seed(SEED)
    sys.meta_path.insert(0, _Finder(_Entropy(cells or {})))
    shell = _shell()
    if shell is not None:
        _seed_before_first_code(shell)


def _shell() -> Any:
    """The running IPython; None outside of one."""
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython else None


def _seed_before_first_code(shell: Any) -> None:
    """Seeds again before anything is executed: IPython draws a tip for its banner whenever a client asks who it is."""

    def seed() -> None:
        shell.events.unregister("pre_execute", seed)
        random.seed(SEED)

    shell.events.register("pre_execute", seed)


class _Finder(importlib.abc.MetaPathFinder):
    """Lets the other finders find NumPy's generators, and sees to their start when they are loaded."""

    def __init__(self, entropy: "_Entropy") -> None:
        self._entropy = entropy

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        if fullname not in _NUMPY:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _Loader(spec.loader, self._entropy)
                return spec
        return None


class _Loader(importlib.abc.Loader):
    """The loader of a module, with one more thing to do behind it."""

    def __init__(self, loader: Any, entropy: "_Entropy") -> None:
        self._loader = loader
        self._entropy = entropy

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: Any) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        self._loader.exec_module(module)
        if module.__name__ == "numpy.random.mtrand":
            module._rand.seed(SEED)
        elif hasattr(module, "randbits"):
            module.randbits = self._entropy


class _Entropy:
    """`randbits` whose answers follow from the running cell and how often that has asked.

    A cell is known by what it was in the notebook, since a step may have other code there, as where a literal became
    a parameter, and since the same code may stand in several cells.
    """

    def __init__(self, cells: Mapping[str, Sequence[int]]) -> None:
        self._cells = cells
        self._seen = -1  # how many cells had run when it was last looked
        self._cell = ""
        self._count = 0

    def __call__(self, bits: int) -> int:
        history = _history()
        if len(history) != self._seen:
            self._seen, self._cell, self._count = len(history), self._running(history), 0
        self._count += 1
        found = b""
        while len(found) * 8 < bits:
            told = f"{self._cell}\n{self._count}\n{len(found)}"
            found += hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(found, "big") >> (len(found) * 8 - bits)

    def _running(self, history: Sequence[str]) -> str:
        """The number that the running cell has in the notebook; its code where it has none."""
        code = history[-1].rstrip("\n")
        turn = sum(each.rstrip("\n") == code for each in history) - 1
        places = self._cells.get(code, ())
        return str(places[min(turn, len(places) - 1)]) if places else f"{code}\n{turn}"


def _history() -> Sequence[str]:
    """The code of the cells that ran, as it was typed; the last is running."""
    shell = _shell()
    if shell is not None:
        return shell.history_manager.input_hist_raw or [""]
    return getattr(sys.modules.get("__main__"), "In", None) or [""]
