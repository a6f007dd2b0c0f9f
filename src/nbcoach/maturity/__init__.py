"""Maturity from evidence: signals, criteria of published models, levels, and one next step."""

from nbcoach.maturity.assessment import Assessment, assess
from nbcoach.maturity.evidence import Place, Reading, Rung, State
from nbcoach.maturity.judge import Judgement, Outcome
from nbcoach.maturity.schema import Model, ModelFileError, load_model, model_names, read_model
from nbcoach.maturity.step import Step

__all__ = [
    "Assessment",
    "Judgement",
    "Model",
    "ModelFileError",
    "Outcome",
    "Place",
    "Reading",
    "Rung",
    "State",
    "Step",
    "assess",
    "load_model",
    "model_names",
    "read_model",
]
