"""The habits that show beside a notebook: its environment, its history, the pipeline that was made of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.maturity.evidence import Place
from nbcoach.maturity.ladder.view import idle, kept, still_open, unknown
from nbcoach.project.data import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.maturity.ladder.habit import Habit
    from nbcoach.maturity.ladder.view import View

TAG = "parameters"
NO_FILE = "This notebook is no file, so that nothing beside it can be looked at."
NAMED_AT_MOST = 4


class Made(NamedTuple):
    """A pipeline that was made of a notebook: its folder's path seen from the notebook, its parameters and runs."""

    folder: str
    parameters: tuple[str, ...]
    runs: int


def pinned(view: View) -> Habit:
    if not view.notebook.imports:
        return idle("pinned", "It imports nothing.")
    if view.file is None:
        return unknown("pinned", NO_FILE)
    environment = view.project.environment
    if environment.is_pinned:
        file = (environment.locks or environment.files)[0]
        return kept("pinned", f"{file} says which versions it runs with.", (Place(file, file),))
    if not environment.files:
        return still_open("pinned", "No file says which versions it runs with.")
    loose = environment.loose
    names = ", ".join(loose[:NAMED_AT_MOST]) + (" …" if len(loose) > NAMED_AT_MOST else "")
    return still_open("pinned", f"{environment.loosest} leaves versions open{f': {names}' if names else ''}.")


def versioned(view: View) -> Habit:
    if view.file is None:
        return unknown("versioned", NO_FILE)
    git = view.project.git
    if git is None:
        return still_open("versioned", "It lies in no Git repository, so that no change can be taken back.")
    is_tracked = git.is_tracked(view.file)
    if is_tracked is None:
        return unknown("versioned", "Git gives no answer here.")
    if not is_tracked:
        return still_open("versioned", "Git does not know this file yet.")
    is_clean = git.is_clean(view.file)
    return kept(
        "versioned", "It is committed to Git." if is_clean else "Git knows it; it has changes since the commit."
    )


def parameterised(view: View) -> Habit:
    name = "parameterised"
    tagged = [cell for cell in view.notebook.code if TAG in cell.tags]
    if tagged:
        names = ", ".join(dict.fromkeys(each.name for each in tagged[0].facts.bindings))
        place = Place("its parameters", cell=tagged[0].index, cell_id=tagged[0].id, cell_line=1)
        return kept(name, f"A run can set {names or 'the values of its parameters cell'}.", (place,))
    found = next((made for made in _pipelines(view) if made.parameters), None)
    if found:
        return kept(name, f"The pipeline {found.folder} takes {', '.join(found.parameters)}.")
    if not view.source.training:
        return idle(name, "It trains no model that a run could set anything for.")
    return still_open(name, "Its settings stand in the code: each other run needs an edit.")


def exported(view: View) -> Habit:
    if not any(cell.holds_code for cell in view.notebook.code):
        return idle("exported", "It holds no code yet.")
    if view.file is None:
        return unknown("exported", NO_FILE)
    found = next(_pipelines(view), None)
    if found is None:
        return still_open("exported", "No pipeline was made of it yet.")
    runs = f", {found.runs} run{'' if found.runs == 1 else 's'} so far" if found.runs else ", not run yet"
    return kept("exported", f"The pipeline {found.folder} was made of it{runs}.", (Place(found.folder, found.folder),))


def _pipelines(view: View) -> Iterator[Made]:
    """The pipelines in folders beside the notebook that name it as their source."""
    if view.file is None:
        return
    for path in view.project.matching("*/pipeline.yaml"):
        content = load_yaml(view.project.start / path)
        source = content.get("source") if isinstance(content, dict) else None
        if isinstance(content, dict) and isinstance(source, dict) and _names(path, source, view.file):
            parameters = content.get("parameters")
            names = tuple(map(str, parameters)) if isinstance(parameters, dict) else ()
            folder = path.replace(os.sep, "/").rpartition("/")[0]
            yield Made(folder, names, _runs(view.project.start / folder))


def _names(path: str, source: dict[str, object], file: Path) -> bool:
    """Whether the source that a pipeline names, seen from its folder, is this notebook."""
    whole = file.parent / Path(path).parent / str(source.get("notebook", ""))
    return os.path.realpath(whole) == os.path.realpath(file)


def _runs(folder: Path) -> int:
    try:
        return sum(entry.is_dir() and not entry.name.startswith(".") for entry in (folder / "runs").iterdir())
    except OSError:
        return 0
