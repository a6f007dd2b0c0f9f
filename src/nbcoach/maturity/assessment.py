"""Assesses a folder by a published maturity model, from evidence alone. Nothing is executed, imported or written."""

from __future__ import annotations

import os
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.config import find_settings
from nbcoach.errors import BadCallError
from nbcoach.maturity.evidence import Reading, Rung, seen
from nbcoach.maturity.habits import capabilities
from nbcoach.maturity.judge import TRAINING, Judgement, Outcome, judge_all
from nbcoach.maturity.levels import possible_level, proven_level
from nbcoach.maturity.probes import read_signal
from nbcoach.maturity.scene import Scene
from nbcoach.maturity.schema import load_model
from nbcoach.maturity.step import Step, next_step

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nbcoach.config import Settings
    from nbcoach.maturity.schema import Level, Model


class LevelMark(Struct, frozen=True):
    """A level by the model's own number and name."""

    number: int
    name: str


class Looked(Struct, frozen=True):
    """What was looked at. `gaps` says what could not be read, so that nothing counts as absent because of it."""

    notebooks: int
    scripts: int
    files: int
    git: str
    store: str
    habits: dict[str, int]
    gaps: tuple[str, ...]


class Assessment(Struct, frozen=True):
    """The result. `path` is the assessed folder or notebook, `root` the top of the project around it.

    `proven` and `possible` are None where no level can be said: for a single notebook, and where nothing is trained.
    `answered` of `applicable` practices are decided. `levels` are all levels of the model.
    """

    model: str
    title: str
    path: str
    root: str
    scope: str
    looked: Looked
    levels: tuple[LevelMark, ...]
    proven: LevelMark | None
    possible: LevelMark | None
    answered: int
    applicable: int
    judgements: tuple[Judgement, ...]
    next_step: Step | None


def assess(
    path: Path | str,
    model: str = "tpwits-2025",
    *,
    environ: Mapping[str, str] | None = None,
    settings: Settings | None = None,
    now: int | None = None,
) -> Assessment:
    """Assesses a folder, or the habits of one notebook.

    Args:
        path: The folder or notebook.
        model: The name of the maturity model.
        environ: The environment that may name the MLflow store; that of the process where left out.
        settings: Those of the folder, found at it or above where left out.
        now: The moment that counts as today, in milliseconds since 1970, UTC.

    Raises:
        BadCallError: There is no such path or model, or the settings are wrong.
        ModelFileError: The model's file is at fault.
    """
    whole = Path(path)
    if not whole.exists():
        raise BadCallError(f"No such file or folder: {path}", "Check the path, and the working directory.")
    chosen = load_model(model)
    moment = int(time.time() * 1000) if now is None else now
    chosen_settings = settings or find_settings(whole if whole.is_dir() else whole.parent)
    scene = Scene(whole, os.environ if environ is None else environ, chosen_settings, moment)
    return _assess(scene, chosen)


def _assess(scene: Scene, model: Model) -> Assessment:
    @cache
    def read(signal: str) -> Reading:
        return read_signal(scene, signal)

    judgements = judge_all(model, read, _habits(scene))
    trains = read(TRAINING).holds is not False
    has_level = trains and not scene.is_notebook
    proven, possible = proven_level(model, judgements), possible_level(model, judgements)
    counted = [each for each in judgements if each.counts]
    return Assessment(
        model=model.id,
        title=model.title,
        path=str(scene.path),
        root=str(scene.project.root),
        scope="notebook" if scene.is_notebook else "folder",
        looked=_looked(scene),
        levels=tuple(map(_mark, model.levels)),
        proven=_mark(proven) if has_level else None,
        possible=_mark(possible) if has_level else None,
        answered=sum(each.outcome in {Outcome.MET, Outcome.NOT_MET} for each in counted),
        applicable=len(counted),
        judgements=judgements,
        next_step=next_step(model, proven, judgements, scene) if trains else None,
    )


def _mark(level: Level) -> LevelMark:
    return LevelMark(level.number, level.name)


def _habits(scene: Scene) -> dict[str, tuple[Reading, ...]]:
    """What the checks found in notebooks that train, by the capability that it speaks against."""
    readings: dict[str, tuple[Reading, ...]] = {}
    for check, capability in capabilities().items():
        found = scene.findings.get(check, ())
        places = [source.finding(finding) for source, finding in found if source.training]
        if places:
            reading = seen(check, Rung.WIRED, f"{check}: {len(places)} found in notebooks that train", places)
            if reading.rung is not Rung.MENTIONED:
                readings[capability] = (*readings.get(capability, ()), reading)
    return readings


def _looked(scene: Scene) -> Looked:
    git = scene.project.git
    return Looked(
        notebooks=len(scene.notebooks),
        scripts=len(scene.scripts),
        files=len(scene.found.paths),
        git=(git.commit() or "") if git else "",
        store=scene.recorded.problem or f"finished runs in the MLflow store: {len(scene.recorded.runs)}",
        habits={check: len(findings) for check, findings in sorted(scene.findings.items())},
        gaps=tuple(scene.gaps) + ((scene.found.cut,) if scene.found.cut else ()),
    )
