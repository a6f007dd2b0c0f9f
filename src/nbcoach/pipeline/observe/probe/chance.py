"""Gives chance the same start in each kernel whose results are to be compared (runs in the kernel; Python 3.8 syntax).

A notebook that seeds nothing draws other numbers in each run, and two runs of it prove nothing. Here the generators
that nobody seeded start alike, and fresh entropy that NumPy asks for follows from the code of the cell that asks.
"""

import hashlib
import importlib.abc
import random
import sys
from typing import Any

SEED = 20_240_501
_NUMPY = ("numpy.random.mtrand", "numpy.random.bit_generator")


def same_chance() -> None:
    """Seeds what is there, and NumPy's generators as soon as they are imported."""
    random.seed(SEED)
    sys.meta_path.insert(0, _Finder())
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

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        if fullname not in _NUMPY:
            return None
        for finder in sys.meta_path:
            spec = None if finder is self else finder.find_spec(fullname, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _Loader(spec.loader)
                return spec
        return None


class _Loader(importlib.abc.Loader):
    """The loader of a module, with one more thing to do behind it."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: Any) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: Any) -> None:
        self._loader.exec_module(module)
        if module.__name__ == "numpy.random.mtrand":
            module._rand.seed(SEED)
        elif hasattr(module, "randbits"):
            module.randbits = _Entropy()


class _Entropy:
    """`randbits` whose answers follow from the running cell and how often that has asked."""

    def __init__(self) -> None:
        self._cell = ""
        self._count = 0

    def __call__(self, bits: int) -> int:
        cell = _running()
        if cell != self._cell:
            self._cell, self._count = cell, 0
        self._count += 1
        found = b""
        while len(found) * 8 < bits:
            told = f"{cell}\n{self._count}\n{len(found)}"
            found += hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(found, "big") >> (len(found) * 8 - bits)


def _running() -> str:
    """The code of the cell that runs, as it was typed."""
    history = getattr(sys.modules.get("__main__"), "In", None) or [""]
    return str(history[-1])
