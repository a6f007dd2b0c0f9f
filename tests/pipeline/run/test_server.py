"""Runs that are recorded by a server of MLflow."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from chains import make_chain

from nbcoach.pipeline import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STEPS = {
    "read": ["# parameters\nrows = 3", "data = list(range(rows))"],
    "score": ["import mlflow\nmlflow.log_metric('auc', 0.75)", "open('metrics.json', 'w').write('{\"loss\": 0.5}')"],
}
SCHEMA = {"rows": {"type": "integer", "default": 3}}
PATIENCE = 120
"""Seconds that a server may take to come up on a busy machine."""


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:  # noqa: S310 - of this machine
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@pytest.fixture
def server(made_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    store = shutil.copy(made_store, tmp_path / "served.db")
    port = free_port()
    address, log = f"http://127.0.0.1:{port}", tmp_path / "server.log"
    command = ["-m", "mlflow", "server", "--backend-store-uri", f"sqlite:///{store}", "--port", str(port)]
    command += ["--host", "127.0.0.1", "--artifacts-destination", str(tmp_path / "artifacts"), "--workers", "1"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=tmp_path, stdout=out, stderr=out, start_new_session=True
        )
    try:
        ends = time.monotonic() + PATIENCE
        while not answers(address):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < ends, log.read_text()
            time.sleep(0.2)
        monkeypatch.setenv("MLFLOW_TRACKING_URI", address)
        yield address
    finally:
        os.killpg(process.pid, 9)
        process.wait()


@pytest.mark.slow
def test_a_server_gets_a_run_per_step_what_the_kernel_logs_and_the_executed_notebooks(
    server: str, tmp_path: Path
) -> None:
    from mlflow import MlflowClient  # noqa: PLC0415 - takes seconds

    pipe = make_chain(tmp_path / "pipe", STEPS, SCHEMA, carries={"read": []})

    result = run(pipe, {"rows": 4})

    recorded = result.record.mlflow
    assert recorded
    assert recorded.tracking_uri == server
    client = MlflowClient(server)
    parent = client.get_run(recorded.run_id)
    read, score = (client.get_run(recorded.steps[name]) for name in ("read", "score"))
    assert {each.info.status for each in (parent, read, score)} == {"FINISHED"}
    assert read.data.params == {"rows": "4"}
    assert score.data.metrics == {"auc": 0.75, "loss": 0.5}
    assert {each.data.tags["mlflow.parentRunId"] for each in (read, score)} == {recorded.run_id}
    notebooks = [each.path for each in client.list_artifacts(recorded.run_id, "notebooks")]
    assert sorted(notebooks) == ["notebooks/10_read.ipynb", "notebooks/20_score.ipynb"]


@pytest.mark.slow
def test_a_server_that_is_away_is_given_up_and_the_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"http://127.0.0.1:{free_port()}")
    pipe = make_chain(tmp_path / "pipe", {"read": STEPS["read"]}, SCHEMA)

    result = run(pipe)

    assert result.record.status == "finished"
    assert result.record.mlflow is None
    assert "MLFLOW_HTTP_REQUEST_MAX_RETRIES" not in os.environ
