"""Values are compared in the interpreter of the notebook's kernel."""

import pickle
import sys

import pytest

from nbcoach.pipeline.prove.values import compare_values
from nbcoach.pipeline.state import source

PYTHON = {"executable": sys.executable, "path": []}


@pytest.fixture
def blob(tmp_path):
    """Keeps values as a kernel does at the end of a run."""
    namespace = {"__name__": "kept_state"}
    exec(compile(source(), "state.py", "exec"), namespace)  # noqa: S102 - a file of ours

    def keep(name, **values):
        path = tmp_path / f"{name}.values"
        namespace["dump_values"](str(path), values)
        return path

    return keep


def test_each_variable_is_compared_where_it_is_held_last(tmp_path, blob):
    first = blob("first", x=1, xs=[1, 2], y=0.5, gone=3, __warningregistry__={})
    again = blob("again", x=1, xs=[1, 2], y=0.7, gone=3)
    steps = {"load": blob("load", x=9, xs=[1, 2], z=1), "train": blob("train", x=1, y=0.9, extra=5)}

    found = compare_values(PYTHON, tmp_path / "compared", tmp_path, str(first), str(again), steps)

    assert found.trouble == ""
    assert set(found.names) == {"x", "xs", "y", "gone"}
    assert found.held == {"x": "train", "xs": "load", "y": "train"}
    assert [name for name, _ in found.noise] == ["y"]
    assert [(name, each.left, each.right) for name, each in found.found] == [("y", "0.5", "0.9")]
    assert found.added == ("extra",)


def test_what_no_later_step_holds_is_compared_as_it_was_when_it_was_left_behind(tmp_path, blob):
    first = again = blob("first", early=[1, 2], late=[5], last=7)
    steps = {"load": blob("load", early=[1], late=[4]), "train": blob("train", late=[5, 9], last=7)}
    left = {"load": [str(blob("left", early=[1]))], "train": [str(blob("other", early=[1, 2], late=[5, 6], last=0))]}

    found = compare_values(PYTHON, tmp_path / "compared", tmp_path, str(first), str(again), steps, left=left)

    assert found.held == {"early": "load", "late": "train", "last": "train"}
    assert found.timely == {"early", "late", "last"}
    assert {name for name, _ in found.found} == {"late", "last"}


def test_files_that_libraries_wrote_are_read_by_them(tmp_path):
    paths = []
    for name, value in (("a.pkl", {"k": 1}), ("b.pkl", {"k": 1}), ("c.pkl", {"k": 2})):
        paths.append(tmp_path / name)
        paths[-1].write_bytes(pickle.dumps(value))
    odd = tmp_path / "d.odd"
    odd.write_bytes(b"?")

    pairs = [(paths[0], paths[1]), (paths[0], paths[2]), (odd, odd)]
    found = compare_values(PYTHON, tmp_path / "compared", tmp_path, "", "", {}, pairs).files

    assert found[0] == ()
    assert [(each.left, each.right) for each in found[1]] == [("1", "2")]
    assert found[2] is None


def test_a_blob_that_cannot_be_read_is_a_trouble_and_no_verdict(tmp_path):
    broken = tmp_path / "broken.values"
    broken.write_bytes(b"no pickle")

    found = compare_values(PYTHON, tmp_path / "compared", tmp_path, str(broken), "", {})

    assert found.trouble
    assert found.names == ()


def test_an_interpreter_that_is_gone_is_a_trouble(tmp_path):
    gone = {"executable": str(tmp_path / "python"), "path": []}

    assert "FileNotFoundError" in compare_values(gone, tmp_path / "compared", tmp_path, "", "", {}).trouble
