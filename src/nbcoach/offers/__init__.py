"""Resolves what a finding offers into edits, when somebody asks for it: one file per offer.

The name of an offer is the name of its file (`log_input.py` is `log-input`). A file holds `Arguments`, what the offer
takes, and `edits(notebook, arguments, project)`, what it makes of them. Files that begin with `_` are no offers.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from nbcoach.checking.contract import Offer
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.edit import Edit
    from nbcoach.project import Project


@cache
def names() -> tuple[str, ...]:
    """The names of all offers, sorted."""
    found = (each.name for each in files(__package__).iterdir())
    stems = (each[:-3] for each in found if each.endswith(".py") and not each.startswith("_"))
    return tuple(sorted(each.replace("_", "-") for each in stems))


def resolve(notebook: Notebook, offer: Offer, project: Project | None = None) -> tuple[Edit, ...]:
    """The edits that make an offered repair in a notebook; empty where it is made already.

    All edits belong together. Several offers are resolved one after the other, each on the notebook that the one
    before has left.

    Raises:
        BadCallError: There is no such offer, its arguments are wrong, or the repair cannot be made there; the
            message says why and what to do by hand.
    """
    if offer.name not in names():
        raise BadCallError(f"There is no offer {offer.name!r}.", f"Choose from: {', '.join(names())}.")
    module = import_module(f"{__package__}.{offer.name.replace('-', '_')}")
    try:
        arguments = msgspec.convert(offer.arguments, module.Arguments)
    except msgspec.ValidationError as error:
        raise BadCallError(f"The offer {offer.name!r} was asked for with wrong arguments: {error}.") from None
    if not notebook.is_python:
        raise BadCallError(f"This notebook is written in {notebook.language}.", "Only Python can be changed.")
    made: tuple[Edit, ...] = module.edits(notebook, arguments, project)
    return made
