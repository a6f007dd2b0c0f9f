"""Maturity models as data: one YAML file each, read into values that cannot be half right.

The schema is `nbcoach.maturity/1`. A fault in a file is answered with the file and the key that is wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from nbcoach.errors import BadCallError, NbcoachError
from nbcoach.maturity.catalogue import catalogue

FOLDER = Path(__file__).parent / "models"
ABSENT = "absent:"
"""Before a signal's name in `evidence`: its absence is the evidence."""


class ModelFileError(NbcoachError):
    """A maturity model's file cannot be used."""


class Axis(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the model. `lens` maps it to one of eight that all models share."""

    id: str
    name: str
    lens: str
    covers: str = ""
    origin: str = ""


class Criterion(Struct, frozen=True, forbid_unknown_fields=True):
    """One statement of a model, and what would show that it holds.

    `polarity`: a capability should become true; a symptom describes the bottom and its refutation is progress; a
    state is typical of its level and neither good nor bad. `evidence` names signals, or `absent:` and a signal.
    """

    id: str
    statement: str
    axis: str
    capability: str
    polarity: Literal["capability", "symptom", "state"]
    kind: Literal["practice", "outcome", "sign", "symptom", "state"]
    observability: Literal["observable", "partial", "ask"]
    evidence: tuple[str, ...] = ()
    evidence_mode: Literal["any", "all"] = "any"
    supported_by: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    applies_when: tuple[str, ...] = ()
    not_found_means: Literal["met", "not_met", "unknown", "depends"] = "unknown"
    superseded_by: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    ask: str = ""
    yes_means: Literal["met", "not_met"] = "met"
    answer: str = ""
    optional: bool = False
    scope: str = ""
    lens: str = ""
    origin: str = ""

    @property
    def signals(self) -> tuple[str, ...]:
        """Every signal that the criterion refers to, without `absent:`."""
        named = (*self.evidence, *self.supported_by, *self.contradicted_by, *self.applies_when)
        return tuple(dict.fromkeys(each.removeprefix(ABSENT) for each in named))


class Level(Struct, frozen=True, forbid_unknown_fields=True):
    """A level. `number` is the model's own and the one to show; `position` counts from the bottom."""

    number: int
    position: int
    name: str
    criteria: tuple[Criterion, ...]
    summary: str = ""
    pains: tuple[str, ...] = ()
    gains: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()


class Action(Struct, frozen=True, forbid_unknown_fields=True):
    """What to do on the way up, and the criteria that it would turn."""

    do: str
    closes: tuple[str, ...] = ()


class Transition(Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """The way from one level to the next; `start` and `end` are the model's own numbers."""

    start: int
    end: int
    step: str
    actions: tuple[Action, ...] = ()


class Model(Struct, frozen=True):
    """A maturity model. Keys that the file holds beyond these are notes to the reader."""

    schema: Literal["nbcoach.maturity/1"]
    id: str
    title: str
    publisher: str | None
    axes: tuple[Axis, ...]
    levels: tuple[Level, ...]
    cross_cutting: tuple[Criterion, ...] = ()
    transitions: tuple[Transition, ...] = ()
    summary: str = ""
    structure: str = "levels"

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, those of the levels first."""
        return (*(each for level in self.levels for each in level.criteria), *self.cross_cutting)

    def level(self, number: int) -> Level | None:
        """The level of a number, None where the model has none."""
        return next((level for level in self.levels if level.number == number), None)


def model_names() -> tuple[str, ...]:
    """The names of the models that come with nbcoach, sorted."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


def load_model(name: str) -> Model:
    """The model of a name.

    Raises:
        BadCallError: There is no such model.
        ModelFileError: Its file is at fault; the message names file and key.
    """
    if name not in model_names():
        raise BadCallError(f"There is no maturity model {name!r}.", f"Choose one of: {', '.join(model_names())}.")
    return read_model(FOLDER / f"{name}.yaml")


def read_model(file: Path) -> Model:
    """A model from its file; raises `ModelFileError`."""
    import yaml  # noqa: PLC0415 - the faces import this room for its types

    try:
        content = yaml.load(file.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
        model = msgspec.convert(content, Model, strict=True)
    except OSError as error:
        raise _fault(file, f"it cannot be read: {error.strerror or error}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise _fault(file, _one_line(error)) from error
    _check_references(model, content, file)
    return model


def _check_references(model: Model, content: dict[str, Any], file: Path) -> None:
    """Every name in the file that points somewhere must arrive there."""
    ids = [criterion.id for criterion in model.criteria]
    axes = {axis.id for axis in model.axes}
    for criterion in model.criteria:
        key = f"criterion {criterion.id}"
        _require(ids.count(criterion.id) == 1, file, key, "its id is used twice")
        _require(criterion.axis in axes, file, key, f"axis {criterion.axis!r} is not among the axes")
        for signal in criterion.signals:
            _require(signal in catalogue(), file, key, f"signal {signal!r} is not in the catalogue")
        for other in (*criterion.superseded_by, *criterion.conflicts_with):
            _require(other in ids, file, key, f"criterion {other!r} does not exist")
    for transition in model.transitions:
        key = f"transition {transition.start} to {transition.end}"
        for other in (each for action in transition.actions for each in action.closes):
            _require(other in ids, file, key, f"closes {other!r}, which does not exist")
    numbers = [level.number for level in model.levels]
    _require(bool(numbers) and numbers == sorted(set(numbers)), file, "levels", "the numbers do not rise")
    _require(content["id"] == file.stem, file, "id", f"it is {content['id']!r}, the file's name says {file.stem!r}")


def _require(fact: bool, file: Path, key: str, fault: str) -> None:  # noqa: FBT001
    if not fact:
        raise _fault(file, f"{key}: {fault}")


def _fault(file: Path, fault: str) -> ModelFileError:
    return ModelFileError(f"The maturity model {file.name} cannot be used: {fault}.", f"Correct {file}.")


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
