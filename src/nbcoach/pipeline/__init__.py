"""Notebook → pipeline → run: a parameterised papermill pipeline, its versions and its runs."""

from nbcoach.pipeline.errors import RunStoppedError, StepFailedError
from nbcoach.pipeline.export import Exported, export
from nbcoach.pipeline.model import Candidate, LeftOut, Parameter, Pipeline, Step, StepCell
from nbcoach.pipeline.plan import plan
from nbcoach.pipeline.prepare import Prepared, home_of, prepare
from nbcoach.pipeline.run import run
from nbcoach.pipeline.run_result import RunResult

__all__ = [
    "Candidate",
    "Exported",
    "LeftOut",
    "Parameter",
    "Pipeline",
    "Prepared",
    "RunResult",
    "RunStoppedError",
    "Step",
    "StepCell",
    "StepFailedError",
    "export",
    "home_of",
    "plan",
    "prepare",
    "run",
]
