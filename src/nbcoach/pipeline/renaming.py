"""Other names of parameters than the notebook has for them.

The notebook's code is left alone, for no reader sees every place that a name can be read from: a text that is
evaluated, a magic, a function that was handed on. A parameter that has another name is bound under it in the
parameters cell, and a cell behind it hands the value to the notebook's own name. So all that can go wrong is that
the new name means something already, and such names are refused.
"""

from __future__ import annotations

import builtins
import keyword
import unicodedata
from typing import TYPE_CHECKING

from msgspec.structs import replace

from nbcoach.errors import BadCallError
from nbcoach.pipeline.liveness import mentioned
from nbcoach.pipeline.parameters import choose
from nbcoach.pipeline.reading import readings
from nbcoach.pipeline.secrets import is_secret

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbcoach.notebook import Notebook
    from nbcoach.pipeline.model import Parameter
    from nbcoach.pipeline.parameters import Choice

_OF_IPYTHON = frozenset({"In", "Out", "display", "get_ipython"})


def misnamed(notebook: Notebook, names: Mapping[str, str], parameters: Sequence[str] | None = None) -> dict[str, str]:
    """Why parameters cannot have the names that they are wished to have, by the names that the notebook has for them.

    `parameters` are those that are taken, None for those that are likely and safe.

    Raises:
        BadCallError: One of the names is that of no parameter.
    """
    changes = {old: new for old, new in names.items() if new != old}
    return _misnamed(notebook, choose(notebook, parameters), changes) if changes else {}


def renamed(
    notebook: Notebook, choice: Choice, parameters: Sequence[Parameter], names: Mapping[str, str]
) -> tuple[Parameter, ...]:
    """The parameters with the names that they are wished to have.

    Raises:
        BadCallError: One of them cannot be called so, or is no parameter.
    """
    changes = {old: new for old, new in names.items() if new != old}
    for old, why in _misnamed(notebook, choice, changes).items():
        raise BadCallError(f"{old} cannot be called {names[old]}: {why}", "Choose another name.")
    return tuple(_renamed(each, changes[each.name]) if each.name in changes else each for each in parameters)


def _misnamed(notebook: Notebook, choice: Choice, names: Mapping[str, str]) -> dict[str, str]:
    taken = {each.name: each for each in choice.parameters}
    known = {each.parameter.name for each in choice.candidates}
    found: dict[str, str] = {}
    given: set[str] = set()
    for old, new in names.items():
        if old not in taken:
            raise BadCallError(f"{old} is no parameter that is taken, so it cannot be renamed.", _shown(taken))
        why = _of_spelling(new)
        if new in known:
            why = f"{new} is the name of another parameter."
        elif new in given:
            why = f"Two parameters cannot both be called {new}."
        elif is_secret(new, taken[old].default):
            why = f"{new} is a name of secrets, and those are no parameters."
        if why := why or _of_notebook(notebook, new):
            found[old] = why
        given.add(new)
    return found


def _renamed(parameter: Parameter, name: str) -> Parameter:
    hoists = tuple(replace(each, after=name) for each in parameter.hoists)
    return replace(parameter, name=name, was=parameter.name, hoists=hoists)


def _of_spelling(name: str) -> str:
    if not name.isidentifier():
        return "A name has letters, digits and _ only, and no digit in front."
    if keyword.iskeyword(name):
        return f"{name} is a word of Python's own."
    if name.startswith("_"):
        return "Names that begin with _ are not handed from step to step."
    if hasattr(builtins, name) or name in _OF_IPYTHON:
        return f"{name} is a name that Python itself has."
    read = unicodedata.normalize("NFKC", name)
    return f"Python reads it as {read}; write that." if read != name else ""


def _of_notebook(notebook: Notebook, name: str) -> str:
    cell = mentioned(notebook, name)
    if cell is not None:
        return f"The notebook has something else of that name, in cell {cell + 1}."
    watching = next((index for index, each in readings(notebook).items() if each.reads_all), None)
    return "" if watching is None else f"Cell {watching + 1} may look at all variables, and so at one more."


def _shown(taken: Mapping[str, Parameter]) -> str:
    return f"These are: {', '.join(taken)}." if taken else "The pipeline has no parameters."
