"""What MLflow records by itself it also records in the next kernel."""

import os
import subprocess
import sys

import pytest

from nbcoach.pipeline.state import source

TRAIN = """
from sklearn.linear_model import LogisticRegression
LogisticRegression(C={value}).fit([[0.0], [1.0], [2.0], [3.0]], [0, 0, 1, 1])
"""
LOOK = """
import mlflow
runs = mlflow.search_runs(output_format="list")
print(*sorted((run.data.params["C"], len(run.outputs.model_outputs)) for run in runs))
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "begin",
    [
        "import mlflow\nmlflow.sklearn.autolog(log_models=False)",
        "import mlflow\nmlflow.autolog(log_models=False)",
        "import mlflow\nmlflow.autolog()\nmlflow.sklearn.autolog(log_models=False)",
    ],
    ids=["one library", "all", "one apart from all"],
)
def test_autologging_goes_on_in_the_next_kernel(begin, tmp_path):
    (tmp_path / "state.py").write_bytes(source())
    environment = {**os.environ, "PIPELINE_STATE": str(tmp_path), "MLFLOW_TRACKING_URI": f"sqlite:///{tmp_path}/m.db"}

    def ran(code: str) -> str:
        command = [sys.executable, "-c", f"import state\nstate.watch()\n{code}"]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    ran(begin + TRAIN.format(value=0.5) + "state.dump('one', ['mlflow'])")
    told = ran("state.load('one')" + TRAIN.format(value=0.25) + LOOK)

    assert told == "('0.25', 0) ('0.5', 0)\n"
