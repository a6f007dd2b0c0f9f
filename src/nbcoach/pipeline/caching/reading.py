"""What the notebooks of a pipeline's steps say about themselves."""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.magics import mask
from nbcoach.pipeline.caching.purity import Seeds, why_impure
from nbcoach.pipeline.fingerprint import code_form, digest, sha256
from nbcoach.pipeline.parameters import INJECTED, TAG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from nbcoach.notebook import Cell, Notebook

_LONGEST = 300
"""Characters of a text that may be a path."""

_OURS = frozenset({"nbcoach-prologue", "nbcoach-epilogue"})
_OPENS_RUNS = ("mlflow.start_run", "mlflow.set_experiment")


class StepCode(Struct, frozen=True):
    """The code of a step.

    `cells` has a digest per code cell, by the name that a user knows it by; `declared` the parameters that its cell
    tagged `parameters` binds, None where that cell cannot be read; `texts` what may be paths; `imports` and `scripts`
    the modules and files that it runs; `impure` why another run may give another result; `opens_runs` is True where it
    says itself which MLflow run it is in.
    """

    sha256: str
    cells: tuple[tuple[str, str], ...]
    declared: tuple[str, ...] | None
    texts: tuple[str, ...]
    imports: tuple[str, ...]
    scripts: tuple[str, ...]
    impure: tuple[str, ...]
    opens_runs: bool


def read_steps(notebooks: Iterable[tuple[str, bytes]], parameters: Collection[str]) -> dict[str, StepCode]:
    """Reads the notebooks of all steps, given by the step's name in the order of the run.

    `parameters` are the names of the pipeline's parameters, whose defaults are no code.
    """
    seeds = Seeds()
    return {name: _read(parse_notebook(content), content, parameters, seeds) for name, content in notebooks}


def _read(notebook: Notebook, content: bytes, parameters: Collection[str], seeds: Seeds) -> StepCode:
    cells = [cell for cell in notebook.cells if cell.kind == "code" and INJECTED not in cell.tags]
    tagged = next((cell for cell in cells if TAG in cell.tags), None)
    own = [cell for cell in cells if not _OURS.intersection(cell.tags)]
    trees = [_tree(cell) for cell in own] if notebook.is_python else []
    return StepCode(
        sha256=sha256(content),
        cells=_named((_name(cell), _form(cell, cell is tagged, parameters)) for cell in cells),
        declared=_declared(tagged, parameters, is_python=notebook.is_python),
        texts=tuple(dict.fromkeys(text for tree in trees for text in _texts(tree))),
        imports=tuple(sorted(name for name in notebook.imports if name)),
        scripts=tuple(_scripts(notebook)),
        impure=why_impure(notebook, seeds),
        opens_runs=bool(notebook.calls_to(*_OPENS_RUNS)),
    )


def _named(cells: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Each name once: a source cell may have become two."""
    found: dict[str, str] = {}
    for name, form in cells:
        found[name] = digest([found[name], form]) if name in found else form
    return tuple(found.items())


def _name(cell: Cell) -> str:
    ours = cell.metadata.get("nbcoach")
    origin = ours.get("source_cell") if isinstance(ours, dict) else None
    if isinstance(origin, int):
        return f"cell {origin + 1}"
    return "the parameters cell" if TAG in cell.tags else f"its own cell {cell.index + 1}"


def _form(cell: Cell, is_tagged: bool, parameters: Collection[str]) -> str:  # noqa: FBT001 - a fact about the cell
    return digest(code_form(_without(cell.source, parameters) if is_tagged else cell.source))


def _without(source: str, parameters: Collection[str]) -> str:
    """The parameters cell without the defaults that a run replaces."""
    try:
        tree = ast.parse(mask(source).code)
    except (SyntaxError, ValueError):
        return source
    kept = [node for node in tree.body if not set(_bound(node)) & set(parameters)]
    return ast.unparse(ast.Module(kept, []))


def _declared(cell: Cell | None, parameters: Collection[str], *, is_python: bool) -> tuple[str, ...] | None:
    if cell is None:
        return ()
    tree = _tree(cell) if is_python else None
    if tree is None:
        return None
    bound = [name for node in tree.body for name in _bound(node)]
    return tuple(name for name in dict.fromkeys(bound) if name in parameters)


def _bound(node: ast.stmt) -> Iterator[str]:
    targets: list[Any] = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))


def _tree(cell: Cell) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(mask(cell.source).code)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def _texts(tree: ast.Module | None) -> Iterator[str]:
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if text.strip(" ./") and len(text) <= _LONGEST and "\n" not in text and "\0" not in text:
                yield text


def _scripts(notebook: Notebook) -> Iterator[str]:
    """The files that `%run` and `%load` name."""
    for _, magic in notebook.magics():
        if magic.name in {"%run", "%load"}:
            yield from (word for word in magic.text.split() if word.endswith((".py", ".ipynb")))
