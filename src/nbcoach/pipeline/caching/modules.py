"""The user's own Python files that a step imports or runs, and those that these import in turn."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_MOST = 500
"""Files that are followed."""


def own_modules(imports: Iterable[str], scripts: Iterable[str], folders: Sequence[Path]) -> list[Path]:
    """The files behind the modules that lie in one of the folders, in the order in which they are met.

    Args:
        imports: Names of top-level modules.
        scripts: Paths of files that are run, relative to the first folder.
        folders: Where modules of the user's own are looked for.
    """
    found: dict[Path, None] = {}
    pending = [folders[0] / script for script in scripts]
    pending += [file for name in imports for file in _files(name, folders)]
    while pending and len(found) < _MOST:
        file = pending.pop()
        if file in found or not file.is_file():
            continue
        found[file] = None
        pending += [other for name in _imports(file) for other in _files(name, [*folders, file.parent])]
    return list(found)


def _files(module: str, folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if (folder / f"{module}.py").is_file():
            yield folder / f"{module}.py"
        elif (folder / module).is_dir():
            yield from sorted((folder / module).rglob("*.py"))


def _imports(file: Path) -> Iterator[str]:
    """The top-level names that a file imports; one that does not parse imports nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
