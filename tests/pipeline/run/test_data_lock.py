"""The data is looked at before a kernel starts."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from chains import make_chain

from nbcoach.errors import BadCallError
from nbcoach.pipeline import run

if TYPE_CHECKING:
    from pathlib import Path

    from chains import InProcess


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    schema = {"path": {"type": "string", "default": "data/a.csv"}}
    pipe = make_chain(tmp_path / "work/pipe", {"only": ["# parameters\npath = ''", "open(path).close()"]}, schema)
    entries: list[dict[str, Any]] = []
    for name in ("a", "b"):
        file = tmp_path / f"work/data/{name}.csv"
        file.parent.mkdir(exist_ok=True)
        file.write_text(name)
        content = file.read_bytes()
        sha = hashlib.sha256(content).hexdigest()
        entries.append({"path": f"data/{name}.csv", "size": len(content), "sha256": sha})
    lock = {"version": 1, "files": entries, "urls": [{"url": "https://example.org/x"}]}
    (pipe / "data.lock").write_text(yaml.safe_dump(lock))
    return pipe


def test_data_as_it_was_runs(engine: InProcess, locked: Path) -> None:
    assert run(locked).record.notes[1:] == ()


def test_changed_and_missing_data_is_named_before_anything_starts(engine: InProcess, locked: Path) -> None:
    data = locked.parent / "data"
    (data / "a.csv").write_text("c")
    (data / "b.csv").unlink()
    with pytest.raises(BadCallError) as caught:
        run(locked)
    assert str(caught.value) == (
        "The data is not what data.lock says: data/a.csv has changed, data/b.csv is not there. "
        "Put it back, or run all the same with --accept-data."
    )
    assert not (locked / "runs").exists()
    (data / "a.csv").write_text("longer")
    with pytest.raises(BadCallError, match=r"a\.csv has changed \(6 bytes, was 1\)"):
        run(locked)
    result = run(locked, accept_data=True)
    assert "The data was not what data.lock says: data/a.csv" in result.record.notes[0]


def test_a_file_that_a_parameter_replaces_does_not_count(engine: InProcess, locked: Path) -> None:
    (locked.parent / "data/a.csv").unlink()
    (locked.parent / "other.csv").write_text("1")
    run(locked, {"path": "other.csv"})
    with pytest.raises(BadCallError, match=r"data/a\.csv is not there"):
        run(locked)


@pytest.mark.parametrize("text", ["[", "\x00"])
def test_a_lock_that_cannot_be_read_is_said(engine: InProcess, locked: Path, text: str) -> None:
    (locked / "data.lock").write_text(text)
    with pytest.raises(BadCallError, match=r"data\.lock cannot be read"):
        run(locked)
