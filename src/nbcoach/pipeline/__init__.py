"""Notebook → pipeline → run: a parameterised papermill pipeline, its versions and its runs."""

from nbcoach.pipeline.errors import RunStoppedError, StepFailedError
from nbcoach.pipeline.export import Exported, export, outline
from nbcoach.pipeline.forecast import Outlook, forecast
from nbcoach.pipeline.intent import Intent, intent, intent_of
from nbcoach.pipeline.model import Candidate, LeftOut, Parameter, Pipeline, Step, StepCell
from nbcoach.pipeline.plan import plan
from nbcoach.pipeline.policy import Policy
from nbcoach.pipeline.prepare import Prepared, home_of, prepare, schemas_of
from nbcoach.pipeline.renaming import misnamed
from nbcoach.pipeline.run import run, values_of
from nbcoach.pipeline.run_result import RunResult
from nbcoach.pipeline.sweep import Point, SweepResult, sweep

__all__ = [
    "Candidate",
    "Exported",
    "Intent",
    "LeftOut",
    "Outlook",
    "Parameter",
    "Pipeline",
    "Point",
    "Policy",
    "Prepared",
    "RunResult",
    "RunStoppedError",
    "Step",
    "StepCell",
    "StepFailedError",
    "SweepResult",
    "export",
    "forecast",
    "home_of",
    "intent",
    "intent_of",
    "misnamed",
    "outline",
    "plan",
    "prepare",
    "run",
    "schemas_of",
    "sweep",
    "values_of",
]
