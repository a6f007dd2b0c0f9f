"""The modules beside the notebook that it imports, copied so that the pipeline can move without them."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

from nbcoach.pipeline.secrets import is_secret, secrets_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

FOLDER = "modules"
LARGEST = 1_000_000
"""Bytes from which a file inside a package is taken for data, and left where it is."""


def module_files(names: Iterable[str], folder: Path) -> dict[str, bytes]:
    """The files of modules in a folder and of those that they import from it, below `modules/`.

    Packages come with their small files that are no Python, but a file that spells out a secret stays where it is.
    """
    found: dict[str, bytes] = {}
    pending = list(names)
    seen: set[str] = set()
    while pending:
        name = pending.pop(0)
        if name in seen:
            continue
        seen.add(name)
        for path in _paths(name, folder):
            content = path.read_bytes()
            if _has_secret(content, is_python=path.suffix == ".py"):
                continue
            found[f"{FOLDER}/{path.relative_to(folder).as_posix()}"] = content
            pending += [each for each in sorted(_imports(path, content)) if any(_paths(each, folder))]
    return found


def _paths(name: str, folder: Path) -> Iterator[Path]:
    module = folder / f"{name}.py"
    if module.is_file():
        yield module
    elif any((folder / name).glob("*.py")):
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and not _is_left_out(path.relative_to(folder)) and path.stat().st_size <= LARGEST:
                yield path


def _is_left_out(path: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts)


def _imports(path: Path, content: bytes) -> set[str]:
    """The top-level modules that a Python file imports by absolute name."""
    tree = _tree(content) if path.suffix == ".py" else None
    nodes = list(ast.walk(tree)) if tree else []
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    froms = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.partition(".")[0] for name in plain | froms}


def _has_secret(content: bytes, *, is_python: bool) -> bool:
    """True where a text looks like a key or a login, be it in a comment, or a name says that its text is one."""
    if secrets_in(content.decode(errors="replace")):
        return True
    tree = _tree(content) if is_python else None
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            if any(is_secret(name, node.value.value) for name in names):
                return True
    return False


def _tree(content: bytes) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(content)
    except (SyntaxError, ValueError, RecursionError):
        return None
