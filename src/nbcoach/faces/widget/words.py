"""What the panel says in each situation. Names between backticks are shown as code."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from nbcoach.faces.widget.runs import Run, way_to_open

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbcoach.faces.widget.ledger import Fitted


@dataclass(frozen=True, slots=True)
class Action:
    """A button; the front end answers `insert-tracking` and `show-code` itself and reports the others."""

    name: Literal["insert-tracking", "show-code", "later", "dismiss"]
    label: str
    primary: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """One state of the panel: `facts` are pairs of label and value, `command` is a line to copy."""

    tone: Literal["calm", "offer", "good", "care"]
    title: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    command: str = ""
    code: str = ""
    actions: tuple[Action, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain dictionaries and lists, as they cross to the browser."""
        return asdict(self)


_INSERT = Action("insert-tracking", "Insert MLflow tracking", primary=True)
_SHOW = Action("show-code", "Show the code")
_LATER = Action("later", "Later")
_CLOSE = Action("dismiss", "Got it")


def watching() -> View:
    return View("calm", "Watching this kernel", "Fit a model, and I tell you whether its run is kept.")


def offer(models: Sequence[Fitted], code: str, *, installed: bool) -> View:
    """Offers the tracking cell; `installed` says whether this kernel has MLflow."""
    them = "them" if len(models) > 1 else "it"
    text = (
        f"{_were(models)} fitted, and nothing wrote {them} down: when this kernel restarts, settings and "
        "scores are gone. One cell makes MLflow record every fit from then on."
    )
    if not installed:
        text += " This kernel does not have MLflow yet; install it first."
    command = "" if installed else "%pip install mlflow"
    return View("offer", "Keep what this fit found", text, (), command, code, (_INSERT, _SHOW, _LATER))


def inserted(message: str, code: str) -> View:
    text = message or "The tracking cell is inserted. Run it, then fit again."
    return View("offer", "One more run", text, code=code, actions=(_SHOW, _CLOSE))


def not_inserted(message: str, code: str) -> View:
    """The host found that there is nothing to insert, and said why."""
    return View("care", "Nothing was inserted", message, code=code, actions=(_SHOW, _CLOSE))


def tracking_on(run: Run | None) -> View:
    """Tracking was switched on; `run` is the newest one that this kernel recorded before, if any."""
    facts = () if run is None else (("Newest run", run.name), *_facts(run))
    command = "" if run is None else way_to_open(run)
    return View("good", "Tracking is on", "Fit again, and the run is recorded.", facts, command)


def recorded(models: Sequence[Fitted], run: Run) -> View:
    """Says which run holds a fit; `models` is empty where the fit left no model in the notebook's names."""
    who = f"{_were(models)} fitted, and MLflow" if models else "MLflow"
    kept = f"{_count(run.parameters, 'parameter')} and {_count(run.metrics, 'metric')}"
    text = f"{who} kept the run “{run.name}” with {kept}."
    return View("good", "Recorded", text, _facts(run), way_to_open(run), actions=(_CLOSE,))


def unrecorded(models: Sequence[Fitted], *, autologging: bool) -> View:
    why = (
        "Autologging is on, and MLflow recorded no run: it may not know this library or version."
        if autologging
        else "This notebook uses MLflow, but no run was open."
    )
    text = f"{_were(models)} fitted without a trace. {why} Fit inside `with mlflow.start_run():` to log it by hand."
    return View("care", "This fit left no run", text, actions=(_CLOSE,))


def tracked_elsewhere(tracker: str) -> View:
    return View("good", f"Tracked with {tracker}", "Your notebook keeps its runs already: nothing to add.")


def later() -> View:
    return View(
        "calm",
        "Later, then",
        "I do not ask again in this kernel. `nbcoach.coach()` brings the offer back.",
    )


def stopped(reason: str = "") -> View:
    text = "I no longer watch this kernel. `nbcoach.coach()` starts again."
    return View("care" if reason else "calm", "Quiet", f"{reason} {text}".strip())


def _were(models: Sequence[Fitted]) -> str:
    shown = [_named(model) for model in models[:3]]
    if len(models) > len(shown):
        shown.append(f"{len(models) - len(shown)} more")
    listed = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    return f"{listed} {'were' if len(models) > 1 else 'was'}"


def _named(model: Fitted) -> str:
    return f"`{model.variable}` ({model.kind})" if model.variable else f"A {model.kind} without a name"


def _facts(run: Run) -> tuple[tuple[str, str], ...]:
    return (("Run", run.id), ("Experiment", run.experiment), ("Store", run.store))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
