"""What is asked of MLflow, and what is made of its answers."""

from __future__ import annotations

import sys
import types

import pytest

from nbcoach.faces.widget import runs
from nbcoach.faces.widget.runs import Run


class MlflowException(Exception):  # noqa: N818 - the name that MLflow gives it
    pass


@pytest.fixture
def mlflow(monkeypatch):
    """A stand-in whose server remembers one run, ended at 2 s after 1970."""
    info = types.SimpleNamespace(run_id="abc", run_name="quiet-fox", experiment_id="7", end_time=2_000)
    run = types.SimpleNamespace(
        info=info, data=types.SimpleNamespace(params={"C": "1"}, metrics={"f1": 0.5, "auc": 0.7})
    )
    module = types.ModuleType("mlflow")
    module.MlflowException = MlflowException
    module.active_run = lambda: None
    module.last_active_run = lambda: run
    module.get_run = lambda _: run
    module.get_experiment = lambda _: types.SimpleNamespace(name="churn")
    module.get_tracking_uri = lambda: "http://ada:secret@tracking.example:5000/"
    monkeypatch.setitem(sys.modules, "mlflow", module)
    return module


def test_a_run_of_a_server_is_opened_on_its_page_and_no_password_is_shown(mlflow):
    run = runs.latest(since=1.5)
    assert run == Run(
        id="abc",
        name="quiet-fox",
        experiment="churn",
        parameters=1,
        metrics=2,
        store="http://ada:***@tracking.example:5000/",
        page="http://tracking.example:5000/#/experiments/7/runs/abc",
    )
    assert runs.way_to_open(run) == run.page


def test_a_run_that_ended_before_the_cell_began_is_not_its_run(mlflow):
    assert runs.latest(since=2.5) is None


def test_a_store_that_cannot_be_read_gives_no_run(mlflow):
    def gone():
        raise MlflowException("Run 'abc' not found")

    mlflow.last_active_run = gone
    assert runs.latest(since=0) is None


def test_without_mlflow_nothing_is_known_and_nothing_imported(monkeypatch):
    monkeypatch.delitem(sys.modules, "mlflow", raising=False)
    monkeypatch.delitem(sys.modules, "mlflow.utils.autologging_utils", raising=False)
    assert runs.latest(since=0) is None
    assert not runs.autologging()
    assert "mlflow" not in sys.modules


def test_autologging_counts_while_one_library_is_on(monkeypatch):
    module = types.SimpleNamespace(AUTOLOGGING_INTEGRATIONS={"xgboost": {}, "sklearn": {"disable": True}})
    monkeypatch.setitem(sys.modules, "mlflow.utils.autologging_utils", module)
    assert not runs.autologging()
    module.AUTOLOGGING_INTEGRATIONS["sklearn"] = {"disable": False}
    assert runs.autologging()


def test_a_local_store_is_opened_by_a_command_that_a_shell_takes():
    run = Run("abc", "fox", "churn", 1, 1, "sqlite:////home/ada/my work/mlflow.db", "")
    assert runs.way_to_open(run) == "mlflow ui --backend-store-uri 'sqlite:////home/ada/my work/mlflow.db'"
