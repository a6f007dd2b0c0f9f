"""The names that seeding goes by: libraries, the aliases of their imports, and a seed that the notebook has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError
from nbcoach.notebook.model import STORES
from nbcoach.snippets import snippet, snippets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nbcoach.notebook import Notebook

_SEEDS = ("seed", "SEED", "random_seed", "RANDOM_SEED", "random_state", "RANDOM_STATE")
_THROUGH = {
    "sklearn": "numpy", "scikit-learn": "numpy", "scipy": "numpy", "pandas": "numpy", "imblearn": "numpy",
    "tf": "tensorflow", "np": "numpy", "pytorch": "torch", "lightning": "torch", "pytorch_lightning": "torch",
}  # fmt: skip
"""Libraries that draw from the generator of another one."""


def title_of(library: str) -> str:
    """The library whose generator a library draws from.

    Raises:
        BadCallError: No call seeds this library as a whole.
    """
    title = _THROUGH.get(library, library)
    known = [each for each, cell in snippets("seed").items() if "draws" in cell.metadata]
    if title not in known:
        raise BadCallError(f"There is no seeding cell for {library!r}.", f"It can seed: {', '.join(known)}.")
    return title


def draws(titles: Iterable[str]) -> list[str]:
    """Patterns of the calls that the seeds of libraries have to stand above."""
    return [pattern for title in titles for pattern in snippets("seed")[title].metadata["draws"]]


def library_lines(title: str, seed: str) -> tuple[str, str]:
    """The module to import, and the call that seeds it by its full name."""
    lines = snippet("seed", title, seed=seed).source.split("\n")
    return lines[0].removeprefix("import "), lines[-1]


def imported_as(notebook: Notebook, module: str, above: int) -> str:
    """The name under which a cell above an index imports a module at its top level; empty where none does."""
    sites = [site for site in notebook.import_sites if site.binding.text == module and site.binding.block == 0]
    names = [site.binding.name for site in sites if site.cell.index < above]
    return next((name for name in names if is_only_module(notebook, name, module)), "")


def is_only_module(notebook: Notebook, name: str, module: str) -> bool:
    """True where a name at the top level stands for a module, or for nothing yet."""
    bound = (site.binding for site in notebook.bindings_of(name) if site.binding.kind not in STORES)
    return all(each.kind == "import" and each.text == module for each in bound)


def own_seed(notebook: Notebook, above: int) -> str:
    """The name of a number that the notebook itself calls its seed, bound once above an index; empty for none."""
    for name in _SEEDS:
        site = notebook.only_assignment(name)
        if site and site.cell.index < above and site.binding.value and site.binding.value.kind == "number":
            return name
    return ""
