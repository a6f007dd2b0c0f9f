"""What runs leave in MLflow."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from chains import make_chain

from nbcoach.pipeline import Policy, StepFailedError, run, sweep

if TYPE_CHECKING:
    from pathlib import Path

    from chains import InProcess

PARENT = "mlflow.parentRunId"


def runs(store: str) -> list[Any]:
    from mlflow import MlflowClient  # noqa: PLC0415 - takes seconds

    client = MlflowClient(store)
    return client.search_runs([each.experiment_id for each in client.search_experiments()])


def under(store: str, parent: str) -> dict[str, Any]:
    return {run.info.run_name: run for run in runs(store) if run.data.tags.get(PARENT) == parent}


def test_each_executed_step_is_a_nested_run_with_its_values_measures_and_data(
    recorded_engine: InProcess, tmp_path: Path, mlflow_store: str
) -> None:
    (tmp_path / "work").mkdir()
    (tmp_path / "work/data.csv").write_text("1")
    steps = {
        "read": ["# parameters\nrows = 3", "open('data.csv').read()"],
        "score": ["import json\njson.dump({'auc': 0.5}, open('metrics.json', 'w'))"],
    }
    schema = {"rows": {"type": "integer", "default": 3}}
    pipe = make_chain(tmp_path / "work/pipe", steps, schema, carries={"read": []})
    record = run(pipe).record
    assert record.mlflow
    nested = under(mlflow_store, record.mlflow.run_id)
    assert sorted(nested) == ["read", "score"]
    read, score = nested["read"], nested["score"]
    assert {read.info.status, score.info.status} == {"FINISHED"}
    assert (read.data.params, score.data.params) == ({"rows": "3"}, {})
    assert (read.data.metrics, score.data.metrics) == ({}, {"auc": 0.5})
    (data,) = read.inputs.dataset_inputs
    assert data.dataset.name == "data.csv"
    assert data.dataset.digest == "6b86b273ff34fce1", "the SHA-256 of the file begins so"
    assert record.mlflow.steps == {"read": read.info.run_id, "score": score.info.run_id}
    parent = next(each for each in runs(mlflow_store) if each.info.run_id == record.mlflow.run_id)
    assert parent.data.metrics == {"auc": 0.5}
    assert parent.data.tags["nbcoach.fingerprint.code"] == "f" * 64

    environments = [job.environment for job in recorded_engine.jobs]
    assert [each["MLFLOW_RUN_ID"] for each in environments] == [read.info.run_id, score.info.run_id]
    assert json.loads(environments[0]["MLFLOW_RUN_CONTEXT"])[PARENT] == read.info.run_id
    assert "MLFLOW_RUN_ID" not in os.environ

    result = run(pipe, {"rows": 4})
    assert result.record.mlflow
    assert list(under(mlflow_store, result.record.mlflow.run_id)) == ["read"], "what is reused has no run of its own"
    before = len(runs(mlflow_store))
    assert run(pipe, {"rows": 4}).is_reused
    assert len(runs(mlflow_store)) == before, "what was not executed is not recorded again"


def test_a_step_that_opens_runs_itself_is_not_attached_to_one(
    recorded_engine: InProcess, tmp_path: Path, mlflow_store: str
) -> None:
    code = "if not 'now':\n    import mlflow\n    mlflow.set_experiment('mine')"
    pipe = make_chain(tmp_path / "pipe", {"only": [code]}, {})
    record = run(pipe).record
    (job,) = recorded_engine.jobs
    assert "MLFLOW_RUN_ID" not in job.environment, "MLflow refuses another experiment than that of the run"
    assert record.mlflow
    assert json.loads(job.environment["MLFLOW_RUN_CONTEXT"])[PARENT] == record.mlflow.steps["only"]


def test_a_run_that_is_gone_on_with_keeps_its_mlflow_run(
    recorded_engine: InProcess, chain: Path, mlflow_store: str
) -> None:
    recorded_engine.during = lambda job, _: 1 / 0 if job.step == "train" else None
    with pytest.raises(StepFailedError):
        run(chain)
    (parent,) = [each for each in runs(mlflow_store) if PARENT not in each.data.tags]
    assert parent.info.status == "FAILED"
    assert under(mlflow_store, parent.info.run_id)["train"].info.status == "FAILED"
    recorded_engine.during = None
    record = run(chain, resume=True).record
    assert record.mlflow
    assert record.mlflow.run_id == parent.info.run_id
    (again,) = [each for each in runs(mlflow_store) if PARENT not in each.data.tags]
    assert again.info.status == "FINISHED"
    assert again.data.metrics == {"total": 6.5}


def test_a_sweep_is_one_run_above_the_runs_of_its_values(
    recorded_engine: InProcess, chain: Path, mlflow_store: str
) -> None:
    result = sweep(chain, [{"factor": 1}, {"factor": 2}], {"rows": 4}, policy=Policy())
    assert [(point.values, point.metrics["total"]) for point in result.points] == [
        ({"factor": 1}, 6.5),
        ({"factor": 2}, 12.5),
    ]
    assert len(under(mlflow_store, result.mlflow)) == 2
    parent = next(each for each in runs(mlflow_store) if each.info.run_id == result.mlflow)
    assert parent.info.status == "FINISHED"
    assert parent.data.params == {"rows": "4", "bias": "0.5"}
    assert {each.data.params["factor"] for each in under(mlflow_store, result.mlflow).values()} == {"1", "2"}
    assert recorded_engine.executed.count("load") == 1, "what the values do not reach is executed once"
