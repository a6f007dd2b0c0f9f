"""Which files of the notebook's runs and of the pipeline are compared."""

from pathlib import Path
from types import SimpleNamespace

from nbcoach.pipeline.observation import CellTrace, Observation
from nbcoach.pipeline.prove.results import results


def test_a_store_of_mlflow_is_no_result(tmp_path: Path) -> None:
    written = ("out.csv", "mlflow.db", "mlruns/1/models/m-2/MLmodel")
    for side in ("again", "pipeline"):
        for name in written:
            path = tmp_path / side / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(side)
    seen = Observation((CellTrace(0, 0.1, written=written),), (), {}, "3.11", "linux", (), 0.1)
    copies = tuple(SimpleNamespace(top=tmp_path / side, home=tmp_path) for side in ("again", "pipeline"))

    found = results(seen, (tmp_path / "again", tmp_path / "pipeline"), copies)

    assert [each.path for each in found.files] == ["out.csv"]
    assert found.files[0].found
