"""Exporting again keeps edits, or says where it cannot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from nbcoach.pipeline.merge import BASE, MergeConflictError, merge, with_base
from nbcoach.pipeline.merge_lines import merge_lines

if TYPE_CHECKING:
    from pathlib import Path

STEP = "steps/10_load.ipynb"


def step(*sources: str, **metadata: object) -> bytes:
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{index}",
            "metadata": {"nbcoach": {"source_cell": index}},
            "execution_count": None,
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }
        for index, source in enumerate(sources)
    ]
    document = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(document, indent=1) + "\n").encode()


def sources(content: bytes) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(content)["cells"]]


@pytest.fixture
def pipe(tmp_path: Path):
    """Writes files as an export does, and gives the folder."""

    def write(files: dict[str, bytes]) -> Path:
        for path, content in with_base(files).items():
            place = tmp_path / "pipe" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return tmp_path / "pipe"

    return write


def saved_by_jupyter(content: bytes) -> bytes:
    """As an editor saves it after a run: sorted keys, outputs, counts, a note about the language."""
    document = json.loads(content)
    for number, cell in enumerate(document["cells"], 1):
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x\n"]}]
        cell["execution_count"] = number
        cell["metadata"]["execution"] = {"iopub.status.busy": "now"}
    document["metadata"]["language_info"] = {"name": "python", "version": "3.11"}
    return json.dumps(document, indent=1, sort_keys=True).encode()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n"),
        ("a\nb\nc\n", "a\nc\n", "a\nb\nc\nd\n", "a\nc\nd\n"),
        ("a\n", "b\n", "b\n", "b\n"),
        ("", "x\n", "", "x\n"),
        ("a\nb\n", "a\nx\nb\n", "a\ny\nb\n", None),
        ("a\nb\n", "a2\nb\n", "a3\nb\n", None),
        ("a\nb\nc\nd\n", "a\nd\n", "a\nb\nX\nd\n", None),
    ],
)
def test_lines_merge_unless_both_changed_the_same_ones(base, ours, theirs, merged) -> None:
    assert merge_lines(base, ours, theirs) == merged
    assert merge_lines(base, theirs, ours) == merged


def test_a_pipeline_that_nobody_touched_becomes_the_new_export(pipe) -> None:
    folder = pipe({STEP: step("a = 1"), "Makefile": b"run:\n"})
    new = {STEP: step("a = 2", "b"), "README.md": b"new"}
    merged = merge(new, folder)
    assert merged.files == with_base(new)
    assert merged.kept == ()


def test_running_and_saving_a_step_is_no_edit(pipe) -> None:
    folder = pipe({STEP: step("a = 1", "print(a)")})
    (folder / STEP).write_bytes(saved_by_jupyter(step("a = 1", "print(a)")))
    for new in ({STEP: step("a = 2", "print(a)")}, {STEP: step("a = 1", "print(a)")}):
        merged = merge(new, folder)
        assert merged.files == with_base(new)
        assert merged.kept == ()


def test_edits_of_one_cell_survive_changes_of_others(pipe) -> None:
    folder = pipe({STEP: step("a = 1", "b = 2\nc = 3\nd = 4", "show(b)")})
    (folder / STEP).write_bytes(saved_by_jupyter(step("a = 1", "b = 2\nc = 3\nd = 40", "mine()", "show(b)")))
    merged = merge({STEP: step("a = 10", "b = 20\nc = 3\nd = 4", "show(b)", "new()")}, folder)
    assert sources(merged.files[STEP]) == ["a = 10", "b = 20\nc = 3\nd = 40", "mine()", "show(b)", "new()"]
    assert merged.kept == (STEP,)
    assert sources(merged.files[f"{BASE}/{STEP}"]) == ["a = 10", "b = 20\nc = 3\nd = 4", "show(b)", "new()"]


def test_a_removed_cell_stays_away_and_a_changed_one_of_them_is_a_conflict(pipe) -> None:
    folder = pipe({STEP: step("a = 1", "noise()", "c = 3")})
    (folder / STEP).write_bytes(step("a = 1", "c = 3"))
    assert sources(merge({STEP: step("a = 2", "noise()", "c = 3")}, folder).files[STEP]) == ["a = 2", "c = 3"]
    with pytest.raises(MergeConflictError, match=r"10_load.ipynb \(cell 2, which one side removed"):
        merge({STEP: step("a = 1", "noise(louder=True)", "c = 3")}, folder)


def test_two_changes_of_one_line_are_named_by_file_and_cell(pipe) -> None:
    folder = pipe({STEP: step("x", "a = 1"), "Makefile": b"run:\n\ta\n"})
    (folder / STEP).write_bytes(step("x", "a = 2"))
    (folder / "Makefile").write_bytes(b"run:\n\tb\n")
    with pytest.raises(MergeConflictError, match=r"10_load\.ipynb \(cell 2\); Makefile") as caught:
        merge({STEP: step("x", "a = 3"), "Makefile": b"run:\n\tc\n"}, folder)
    assert len(caught.value.places) == 2
    assert (folder / "Makefile").read_bytes() == b"run:\n\tb\n"


def test_values_of_params_merge_by_name(pipe) -> None:
    folder = pipe({"params.yaml": b"# Values.\nalpha: 0.1\n"})
    (folder / "params.yaml").write_bytes(b"# Values.\nalpha: 0.5\n")
    merged = merge({"params.yaml": b"# Values.\nalpha: 0.1\nbeta: 2\n"}, folder).files["params.yaml"]
    assert yaml.safe_load(merged) == {"alpha": 0.5, "beta": 2}
    assert merged.startswith(b"# Values.\n")
    with pytest.raises(MergeConflictError, match=r"params.yaml \(alpha\)"):
        merge({"params.yaml": b"# Values.\nalpha: 0.2\n"}, folder)


def test_a_range_that_the_user_set_survives_new_fingerprints(pipe) -> None:
    old = b"version: 1\ncut: one\nparameters:\n  alpha: {type: number, default: 0.1}\nfingerprints: {whole: a}\n"
    folder = pipe({"pipeline.yaml": old})
    (folder / "pipeline.yaml").write_bytes(old.replace(b"0.1}", b"0.1, maximum: 1}"))
    new = old.replace(b"whole: a", b"whole: b").replace(b"cut: one", b"cut: two").replace(b"0.1}", b"0.2}")
    merged = yaml.safe_load(merge({"pipeline.yaml": new}, folder).files["pipeline.yaml"])
    assert merged["parameters"] == {"alpha": {"type": "number", "default": 0.2, "maximum": 1}}
    assert (merged["cut"], merged["fingerprints"]) == ("two", {"whole": "b"})


def test_files_of_the_user_stay_and_removed_ones_stay_away(pipe) -> None:
    folder = pipe({STEP: step("a"), "README.md": b"read", "data.lock": b"old"})
    (folder / "steps/mine.ipynb").write_bytes(b"mine")
    (folder / "README.md").unlink()
    (folder / STEP).unlink()
    (folder / "data.lock").write_bytes(b"edited")
    (folder / "runs").mkdir()
    (folder / "runs/big").write_bytes(b"...")
    merged = merge({STEP: step("b"), "README.md": b"new", "data.lock": b"new"}, folder).files
    assert {path for path in merged if not path.startswith(BASE)} == {STEP, "steps/mine.ipynb", "data.lock"}
    assert merged["data.lock"] == b"new"


def test_an_edited_step_that_is_gone_is_a_conflict_and_an_untouched_one_goes(pipe) -> None:
    folder = pipe({STEP: step("a"), "steps/20_x.ipynb": step("b")})
    assert "steps/20_x.ipynb" not in merge({STEP: step("a")}, folder).files
    (folder / "steps/20_x.ipynb").write_bytes(step("edited"))
    with pytest.raises(MergeConflictError, match=r"20_x.ipynb \(which this export no longer has"):
        merge({STEP: step("a")}, folder)


def test_without_a_base_only_equal_files_merge(pipe, tmp_path: Path) -> None:
    (tmp_path / "pipe").mkdir()
    (tmp_path / "pipe/Makefile").write_bytes(b"a")
    assert merge({"Makefile": b"a"}, tmp_path / "pipe").files["Makefile"] == b"a"
    with pytest.raises(MergeConflictError, match="which nbcoach did not write"):
        merge({"Makefile": b"b"}, tmp_path / "pipe")


def test_a_broken_notebook_is_a_conflict_and_no_crash(pipe) -> None:
    folder = pipe({STEP: step("a")})
    (folder / STEP).write_bytes(b"<<<<<<< HEAD")
    with pytest.raises(MergeConflictError, match="cannot be read"):
        merge({STEP: step("b")}, folder)
