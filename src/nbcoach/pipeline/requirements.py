"""What a notebook imports, as names to install: as far as its code alone tells, without versions."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NAMESPACES = frozenset({"google", "azure", "zope", "airflow_providers"})
"""Imports that many distributions share, so that the name alone does not tell which one is meant."""

_HEAD = """\
# What the notebook imports, read from its code: the names to install, without versions, and without what these
# libraries load only while they run. `uv pip compile` or `pip-compile` pins them.
"""


def requirements_bytes(imports: Iterable[str], siblings: Iterable[str]) -> bytes:
    """What `pip install -r` reads, for the top-level modules that a notebook imports.

    Args:
        imports: Names of modules that are not in the standard library.
        siblings: Those of them that lie beside the notebook, and are not installed.
    """
    beside = set(siblings)
    outside = sorted(set(imports) - beside, key=str.lower)
    told = sorted({distribution(name) for name in outside if name not in _NAMESPACES}, key=str.lower)
    untold = [
        f"# {name}: many distributions provide it; add the one that you need" for name in outside if name in _NAMESPACES
    ]
    local = [f"# {name}: lies beside the notebook" for name in sorted(beside)]
    return (_HEAD + "\n".join(["ipykernel", *told, *untold, *local]) + "\n").encode()


def distribution(module: str) -> str:
    """The distribution that provides a top-level module: the known exceptions, else the name itself."""
    return _exceptions().get(module, module)


def siblings(imports: Iterable[str], folder: Path) -> tuple[str, ...]:
    """The imported modules that lie in a folder: `name.py`, or a folder `name` with Python files in it."""
    return tuple(sorted(name for name in imports if _lies_in(name, folder)))


def _lies_in(name: str, folder: Path) -> bool:
    try:
        return (folder / f"{name}.py").is_file() or any((folder / name).glob("*.py"))
    except OSError:
        return False


@cache
def _exceptions() -> dict[str, str]:
    text = files("nbcoach.pipeline").joinpath("distributions.toml").read_text("utf-8")
    return {str(key): str(value) for key, value in tomllib.loads(text).items()}
