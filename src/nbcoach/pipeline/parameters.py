"""Which literals of a notebook become parameters of its pipeline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.errors import BadCallError
from nbcoach.pipeline.hoists import hoists
from nbcoach.pipeline.lifting import Lifting
from nbcoach.pipeline.literals import Literal, Statements, is_json
from nbcoach.pipeline.model import Candidate, LeftOut, Origin, Parameter
from nbcoach.pipeline.naming import role_of
from nbcoach.pipeline.schema import schema_of
from nbcoach.pipeline.secrets import is_secret

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nbcoach.notebook import Cell, Notebook

TAG = "parameters"
INJECTED = "injected-parameters"
THRESHOLD = 0.5
"""The score from which a literal is taken without being asked for."""

_PATH = re.compile(r"(?:[a-z][a-z0-9+.-]*:/)?(?:[\w.~-]*[/\\])+[\w.*-]*|[\w-]+\.[A-Za-z]\w{1,8}")
_PROSE = 40
"""Characters from which a text that is no path is taken for prose."""


class Choice(NamedTuple):
    """What was found: all candidates, the taken ones among them marked, and what cannot be a parameter."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        return tuple(each.parameter for each in self.candidates if each.taken)


def choose(notebook: Notebook, names: Sequence[str] | None = None) -> Choice:
    """The parameters of a notebook: those of its `parameters` cell, else literals that can safely be lifted.

    Args:
        notebook: What to look at.
        names: Take exactly these, in place of those whose score suffices.

    Raises:
        BadCallError: One of the names cannot be a parameter; the message says why.
    """
    tagged = tagged_cell(notebook)
    choice = _tagged(notebook, tagged) if tagged else _lifted(notebook)
    return choice if names is None else _only(choice, names)


def tagged_cell(notebook: Notebook) -> Cell | None:
    """The cell after which papermill puts its values: the first one with the tag, else one that papermill injected."""
    for tag in (TAG, INJECTED):
        for cell in notebook.cells:
            if cell.kind == "code" and tag in cell.tags:
                return cell
    return None


def injected_cell(notebook: Notebook) -> Cell | None:
    """The values that papermill put into a notebook that it ran, where they stand beside a tagged cell."""
    tagged = tagged_cell(notebook)
    cells = (cell for cell in notebook.cells if cell.kind == "code" and INJECTED in cell.tags)
    return next((cell for cell in cells if tagged and cell.index != tagged.index), None)


def _tagged(notebook: Notebook, cell: Cell) -> Choice:
    literals = Statements(cell.source).literals()
    injected = injected_cell(notebook)
    values = {each.name: each.value for each in Statements(injected.source).literals()} if injected else {}
    found, left_out = [], []
    for literal in literals:
        value = values.get(literal.name, literal.value)
        obstacle = _tagged_obstacle(notebook, cell, literal, value)
        if obstacle:
            left_out.append(LeftOut(literal.name, cell.index, obstacle, is_secret(literal.name, value)))
        else:
            parameter = _parameter(cell, literal, value, "tagged")
            found.append(Candidate(parameter, 1.0, "it stands in the parameters cell", taken=True))
    return Choice(tuple(found), tuple(left_out))


def _tagged_obstacle(notebook: Notebook, cell: Cell, literal: Literal, value: Any) -> str:
    """Why a literal of the parameters cell is no parameter."""
    if is_secret(literal.name, value):
        return "it looks like a secret: read it from the environment instead"
    if not is_json(value):
        return f"a {type(value).__name__} like this has no form in JSON"
    return why_computed(notebook, cell, literal.name)


def why_computed(notebook: Notebook, cell: Cell, name: str) -> str:
    """Why a name of the parameters cell is computed there, and not given; empty where it is given."""
    here = [site for site in notebook.bindings_of(name) if site.cell.index == cell.index]
    if len(here) != 1:
        return "its cell changes it again"
    uses = [use for use in notebook.uses_of(name) if use.cell.index == cell.index and use.place < here[0].place]
    return "its cell reads it before it is bound" if uses else ""


def _lifted(notebook: Notebook) -> Choice:
    lifting = Lifting(notebook)
    found: list[Candidate] = []
    left_out: dict[str, LeftOut] = {}
    for cell, literal in lifting.literals():
        obstacle = lifting.obstacle(cell, literal)
        if obstacle:
            left = LeftOut(literal.name, cell.index, obstacle, is_secret(literal.name, literal.value))
            left_out.setdefault(literal.name, left)
            continue
        score, reason = _score(literal)
        parameter = _parameter(cell, literal, literal.value, "lifted")
        found.append(Candidate(parameter, score, reason, taken=score >= THRESHOLD))
    known = {*left_out, *(each.parameter.name for each in found)}
    return Choice((*found, *hoists(notebook, known)), tuple(left_out.values()))


def _parameter(cell: Cell, literal: Literal, value: Any, origin: Origin) -> Parameter:
    return Parameter(
        name=literal.name,
        schema=schema_of(literal.name, value),
        default=value,
        cell=cell.index,
        origin=origin,
        help=literal.comment,
    )


def _score(literal: Literal) -> tuple[float, str]:
    """How likely somebody wants to set a literal from outside, and what says so."""
    role = role_of(literal.name)
    value = literal.value
    if isinstance(value, str) and _PATH.fullmatch(value):
        return 0.9, "it is a path or an address"
    if isinstance(value, str) and (len(value) >= _PROSE or "\n" in value):
        return 0.1, "it is a longer text"
    if role and not (isinstance(value, str) and role.name not in {"path", "choice"}):
        return role.score, f"its name is that of a {role.name}"
    if literal.name.isupper() and len(literal.name) > 1:
        return 0.6, "its name is that of a constant"
    if len(literal.name) > 1 and (isinstance(value, bool | int | float) or _is_word(value)):
        return 0.5, "it is a single value with a name"
    return 0.3, "nothing tells what it stands for"


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and not any(letter.isspace() for letter in value)


def _only(choice: Choice, names: Iterable[str]) -> Choice:
    names = list(dict.fromkeys(names))
    known = {each.parameter.name for each in choice.candidates}
    why = {each.name: each.reason for each in choice.left_out}
    for name in names:
        if name in why and name not in known:
            raise BadCallError(f"{name} cannot be a parameter: {why[name]}.")
        if name not in known:
            shown = f"These can be: {', '.join(sorted(known))}." if known else "No literal of this notebook can be one."
            raise BadCallError(f"{name} is no literal at the top level of this notebook.", shown)
    candidates = tuple(
        Candidate(each.parameter, each.score, each.reason, taken=each.parameter.name in names)
        for each in choice.candidates
    )
    return Choice(candidates, choice.left_out)
