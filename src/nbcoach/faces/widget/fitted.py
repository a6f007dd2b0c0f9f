"""What a fitted model looks like from outside, told by its type and its attributes.

Nothing is imported and nothing is called that computes: a model is known by the classes it descends from.
scikit-learn's rule for "fitted" is an attribute whose name ends in an underscore (`check_is_fitted`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

State = Mapping[str, object]
Reader = Callable[[Any], State | None]

LIBRARIES = ("sklearn", "xgboost", "lightgbm", "keras", "tf_keras", "tensorflow", "statsmodels")
# They predict or cluster by inheritance, and are fitted to prepare columns.
_PREPARING = {"SelectorMixin", "AgglomerationTransform"}
_GENERIC = {"Booster", "Sequential", "Functional", "Model"}  # says little without its library's name
_RESULTS = {"ResultsWrapper", "Results", "LikelihoodModelResults"}


def reader_of(kind: type) -> Reader | None:
    """How to look at values of a type: gives their fitted state or None; no reader where they are no models."""
    ancestors = {(_library(each), each.__name__) for each in kind.__mro__}
    names = {name for _, name in ancestors}
    if ("sklearn", "BaseEstimator") in ancestors:
        return _reader_of_estimator(kind, names)
    if ("xgboost", "Booster") in ancestors:
        return _xgboost_booster
    if ("lightgbm", "Booster") in ancestors:
        return _lightgbm_booster
    if ancestors & {("keras", "Model"), ("tf_keras", "Model"), ("tensorflow", "Model")}:
        return _keras_model
    if _library(kind) == "statsmodels" and names & _RESULTS:
        return _attributes
    return None


def described(value: Any) -> str:
    """The class of a model in the user's words: `GridSearchCV over SVC`, `Pipeline ending in Ridge`."""
    kind = type(value).__name__
    last = _last_step(value)
    if last is not None:
        return f"{kind} ending in {type(last).__name__}"
    inner = vars(value).get("best_estimator_")
    if inner is not None:
        return f"{kind} over {described(inner)}"
    if kind in _GENERIC:
        return f"{_library(type(value))} {kind}"
    return kind.removesuffix("Wrapper")


def _library(kind: type) -> str:
    return str(kind.__module__).partition(".")[0]


def _reader_of_estimator(kind: type, names: set[str]) -> Reader | None:
    if names & _PREPARING:
        return None
    if "Pipeline" in names:
        return _pipeline
    return _estimator if hasattr(kind, "predict") or hasattr(kind, "fit_predict") else None


def _estimator(value: Any) -> State | None:
    state = {name: each for name, each in vars(value).items() if name.endswith("_") and name[0] != "_"}
    booster = vars(value).get("_Booster")
    if booster is not None:
        state["_Booster"] = booster
    return state or None


def _pipeline(value: Any) -> State | None:
    last = _last_step(value)
    reader = reader_of(type(last))
    state = reader(last) if reader else None
    return None if state is None else {**state, "steps[-1]": last}


def _last_step(value: Any) -> Any:
    steps = vars(value).get("steps")
    return steps[-1][-1] if isinstance(steps, list) and steps else None


def _xgboost_booster(value: Any) -> State | None:
    rounds = value.num_boosted_rounds()
    return {"rounds": rounds} if rounds else None


def _lightgbm_booster(value: Any) -> State | None:
    trees = value.num_trees()
    return {"trees": trees} if trees else None


def _keras_model(value: Any) -> State | None:
    history = getattr(value, "history", None)
    epochs = getattr(history, "epoch", None)
    return {"history": history, "epochs": len(epochs)} if epochs else None


def _attributes(value: Any) -> State:
    return dict(vars(value))
