"""Where a notebook trains a model, told by the resolved names of its calls (the table is `training.toml`).

Training is fitting what predicts or clusters. Fitting what only prepares data (a scaler, an encoder) is none, nor is
launching a job that trains elsewhere.
"""

from __future__ import annotations

import re
import tomllib
from fnmatch import translate
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.notebook.flow import BindingSite
    from nbcoach.notebook.link import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Value

_PIPELINES = ("sklearn.pipeline.", "imblearn.pipeline.")


class Training(NamedTuple):
    """A call that trains; `is_seen` where MLflow's autologging records it by itself."""

    site: CallSite
    is_seen: bool


class _Table(NamedTuple):
    seen: re.Pattern[str]
    unseen: re.Pattern[str]
    preparing: re.Pattern[str]
    constructors: re.Pattern[str]
    constructor_keywords: frozenset[str]
    methods: frozenset[str]
    keywords: frozenset[str]
    replaced: re.Pattern[str]
    loops: dict[str, re.Pattern[str]]
    remote: re.Pattern[str]


def trainings(notebook: Notebook) -> tuple[Training, ...]:
    """Every call that trains, in order; of a loop written by hand the call that makes its step."""
    return notebook.once(_all_trainings)


def _all_trainings(notebook: Notebook) -> tuple[Training, ...]:
    return tuple(_trainings(notebook))


def remote_trainings(notebook: Notebook) -> Iterator[CallSite]:
    """Every call that launches a job which trains on another machine."""
    pattern = _table().remote
    return (site for site in notebook.calls if pattern.match(site.name))


def replaced_imports(notebook: Notebook) -> Iterator[BindingSite]:
    """Imports of functions that autologging replaces, which it has to come before: later it does not reach them.

    Without it measures on test data are not recorded, and each fold of a cross-validation is taken for a training.
    """
    for site in notebook.import_sites:
        name = f"{site.binding.text}." if site.binding.name == "*" else site.binding.text
        if _table().replaced.match(name):
            yield site


def _trainings(notebook: Notebook) -> Iterator[Training]:
    table = _table()
    loops = [pattern for library, pattern in table.loops.items() if library in notebook.imports]
    for site in notebook.calls:
        if any(each.match(site.name) for each in loops):
            if _steps(notebook, site) and not table.preparing.match(site.name):
                yield Training(site, is_seen=False)
        elif table.unseen.match(site.name) or _is_training_constructor(site, table):
            yield Training(site, is_seen=False)
        elif table.preparing.match(site.name):
            continue
        elif table.seen.match(site.name):
            if not _only_prepares(notebook, site):
                yield Training(site, is_seen=True)
        elif _is_fit_of_unknown(notebook, site, table):
            yield Training(site, is_seen=True)


def _steps(notebook: Notebook, site: CallSite) -> bool:
    """True where a loop's step moves weights: `backward` alone only asks for gradients."""
    if site.method != "backward":
        return True
    steps = [each for each in notebook.calls if each.method in _OPTIMISING]
    return any(each.cell is site.cell for each in steps) or (bool(steps) and site.cell.facts.runs_later(site.block))


_OPTIMISING = frozenset({"step", "zero_grad", "apply_gradients", "sub_", "add_", "opt_step", "scale"})


def _is_fit_of_unknown(notebook: Notebook, site: CallSite, table: _Table) -> bool:
    """`model.fit(X, y)` where nothing tells what `model` is: of a loop, a container, a module of the user's own."""
    if site.method not in table.methods or "." not in site.name:
        return False
    given = {keyword.name for keyword in site.call.keywords}
    has_target = site.method == "fit" and (len(site.call.arguments) > 1 or "y" in given)
    return bool(given & table.keywords) or (has_target and bool(notebook.imports & _FITTING))


_FITTING = frozenset({"sklearn", "xgboost", "lightgbm", "catboost", "keras", "tensorflow"})


def only_prepares(name: str) -> bool:
    """True for the resolved name of what only prepares data: a scaler, an encoder, a vectoriser."""
    return bool(_table().preparing.match(name))


def _is_training_constructor(site: CallSite, table: _Table) -> bool:
    given = {keyword.name for keyword in site.call.keywords}
    return bool(table.constructors.match(site.name)) and bool(given & table.constructor_keywords)


def _only_prepares(notebook: Notebook, site: CallSite) -> bool:
    """True for a pipeline that ends in a transformer."""
    made = _made_by(notebook, site.cell, site.call.function)
    if made is None or not made.name.startswith(_PIPELINES):
        return False
    last = _last_step(made)
    return last is not None and bool(_table().preparing.match(notebook.resolve(made.cell, last)))


def _made_by(notebook: Notebook, cell: Cell, function: Value) -> CallSite | None:
    """The call that made the object whose method is called, through a name bound once."""
    value: Value | None = function.parts[0] if function.kind == "attribute" and function.parts else None
    if function.kind == "name":
        bound = notebook.definition(cell, function)
        cell, value = (bound.cell, bound.binding.value) if bound else (cell, None)
    if value is None or value.kind != "call":
        return None
    call = cell.facts.calls[value.call]
    return next((site for site in notebook.calls if site.call is call and site.cell is cell), None)


def _last_step(made: CallSite) -> Value | None:
    if made.method == "make_pipeline":
        return made.call.arguments[-1] if made.call.arguments else None
    steps = made.argument(0, "steps")
    last = steps.parts[-1] if steps and steps.kind == "list" and steps.parts else None
    return last.parts[1] if last and last.kind == "tuple" and len(last.parts) == 2 else None


@cache
def _table() -> _Table:
    raw = tomllib.loads(files(__package__).joinpath("training.toml").read_text(encoding="utf-8"))
    return _Table(
        seen=_pattern(raw["seen"]),
        unseen=_pattern(raw["unseen"]),
        preparing=_pattern(raw["preparing"]),
        constructors=_pattern(raw["constructors"]),
        constructor_keywords=frozenset(raw["constructor_keywords"]),
        methods=frozenset(raw["methods"]),
        keywords=frozenset(raw["keywords"]),
        remote=_pattern(raw["remote"]),
        replaced=_pattern(raw["replaced"]),
        loops={library: _pattern(patterns) for library, patterns in raw["loops"].items()},
    )


def _pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(translate(each) for each in patterns))
