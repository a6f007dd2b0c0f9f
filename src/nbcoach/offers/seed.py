"""`seed`: one cell that seeds the libraries named; a cell that an earlier offer made is extended instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.notebook.edit import CellInsertion, TextEdit
from nbcoach.notebook.placement import insertion, unused_name
from nbcoach.offers._seed_names import draws, imported_as, is_only_module, library_lines, own_seed, title_of
from nbcoach.offers._sources import appending
from nbcoach.snippets import snippet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.edit import Edit
    from nbcoach.project import Project

_TAG = "nbcoach-seed"
_CALL = re.compile(r"([\w.]+)\(")


class Arguments(Struct, frozen=True):
    """`libraries` as they are imported: `random`, `numpy`, `torch`, `tensorflow`, `keras`, or what draws from those.

    `cell` is the index of a cell that draws, above which the seed has to stand.
    """

    libraries: tuple[str, ...]
    cell: int | None = None


def edits(notebook: Notebook, arguments: Arguments, _: Project | None) -> tuple[Edit, ...]:
    """The inserted cell, or the lines that the seeding cell lacks; nothing where it has them all."""
    titles = list(dict.fromkeys(title_of(each) for each in arguments.libraries))
    if not titles:
        raise BadCallError("The offer 'seed' needs a library to seed.", 'Name one, as in {"libraries": ["numpy"]}.')
    cell = next((each for each in notebook.cells if _TAG in each.tags), None)
    return _extended(notebook, cell, titles) if cell else (_inserted(notebook, titles, arguments.cell),)


def _inserted(notebook: Notebook, titles: Sequence[str], needed: int | None) -> CellInsertion:
    drawing = [site.cell.index for site in notebook.calls_to(*draws(titles)) if site.method != "seed"]
    before = min([*drawing, *([] if needed is None else [needed])], default=None)
    place = insertion(notebook, "", {}, before)
    above = place.anchor + (place.where == "after")
    own = own_seed(notebook, above)
    name = own or unused_name(notebook, "SEED")
    imports, lines = _lines(notebook, titles, name, above)
    made = snippet(
        "seed",
        imports="\n".join(imports),
        start="" if own else snippet("seed", "start", seed=name).source,
        lines="\n".join(lines),
    )
    return CellInsertion(place.anchor, place.where, made.source, "code", made.metadata)


def _extended(notebook: Notebook, cell: Cell, titles: Sequence[str]) -> tuple[Edit, ...]:
    seeded = {site.name for site in notebook.calls if site.cell is cell}
    lacking = [title for title in titles if not _is_seeded(title, seeded)]
    if not lacking:
        return ()
    imports, lines = _lines(notebook, lacking, _name_in(notebook, cell), cell.index + 1)
    end = appending(cell, "\n".join(lines))
    top = TextEdit(cell.index, 1, 0, 1, 0, "", "".join(f"{each}\n" for each in imports))
    return (top, end) if imports else (end,)


def _is_seeded(title: str, seeded: set[str]) -> bool:
    _, line = library_lines(title, "")
    found = _CALL.match(line)
    return found is not None and found[1] in seeded


def _name_in(notebook: Notebook, cell: Cell) -> str:
    """What the seeding cell passes on as its seed."""
    for site in notebook.calls:
        if site.cell is cell and "seed" in site.method and site.call.arguments:
            given = site.call.arguments[0]
            if given.kind in {"name", "number"}:
                return given.text
    return "42"


def _lines(notebook: Notebook, titles: Sequence[str], seed: str, above: int) -> tuple[list[str], list[str]]:
    """The imports and the calls that seed libraries, by the names under which the notebook has them."""
    imports, lines = [], []
    for title in titles:
        module, line = library_lines(title, seed)
        name = imported_as(notebook, module, above)
        if not name:
            is_free = is_only_module(notebook, module, module)
            name = module if is_free else unused_name(notebook, f"{module}_module")
            imports.append(f"import {module}" if is_free else f"import {module} as {name}")
        lines.append(name + line.removeprefix(module))
    return imports, lines
