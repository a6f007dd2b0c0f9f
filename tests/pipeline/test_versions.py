"""What changed between two states of a pipeline, and what the next version is to be called."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from sample_pipeline import CELLS, exported, work

from nbcoach.errors import BadCallError
from nbcoach.faces.cli import main
from nbcoach.pipeline.diff import changes
from nbcoach.pipeline.snapshot import read_snapshot
from nbcoach.pipeline.versions import propose, record, versions

if TYPE_CHECKING:
    from pathlib import Path

STEP = "steps/10_sums.ipynb"


@pytest.fixture
def pipe(write_notebook, tmp_path: Path) -> Path:
    return exported(work(tmp_path, write_notebook), tmp_path / "pipe")


@pytest.fixture
def first(pipe: Path) -> Path:
    record(pipe, propose(pipe))
    return pipe


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def told(path: Path, change: Any) -> None:
    """Changes what `pipeline.yaml` or `expected.json` says."""
    is_json = path.suffix == ".json"
    said = json.loads(path.read_text()) if is_json else yaml.safe_load(path.read_text())
    change(said)
    path.write_text(json.dumps(said) if is_json else yaml.safe_dump(said, sort_keys=False))


def proposed(folder: Path) -> tuple[str, str]:
    proposal = propose(folder)
    return proposal.version, proposal.level


def test_the_first_version_is_1_0_0_and_nothing_new_follows_from_nothing_changed(pipe: Path) -> None:
    assert proposed(pipe) == ("1.0.0", "first")
    record(pipe, propose(pipe))
    assert versions(pipe) == ("1.0.0",)
    assert proposed(pipe) == ("1.0.0", "none")
    with pytest.raises(BadCallError, match="recorded already"):
        record(pipe, propose(pipe))


def test_comments_layout_and_outputs_are_no_change(first: Path) -> None:
    edit(first / STEP, "total = sum(scaled) * count", "total=sum( scaled )*count  # all of it")
    assert proposed(first) == ("1.0.0", "none")


def test_other_code_of_equal_results_is_a_patch(first: Path, write_notebook, tmp_path: Path) -> None:
    cells = [*CELLS[:-1], CELLS[-1].replace("sum(scaled) * count", "count * sum(scaled)")]
    write_notebook(*cells, name="work/sums.ipynb")
    exported(tmp_path / "work/sums.ipynb", first)
    proposal = propose(first)
    assert (proposal.version, proposal.level) == ("1.0.1", "patch")
    assert proposal.reasons == ("cell 4 of sums changed",)
    [change] = proposal.changes
    assert "-total = sum(scaled) * count" in change.lines
    assert "+total = count * sum(scaled)" in change.lines


def test_edited_code_whose_results_nobody_compared_is_minor(first: Path) -> None:
    edit(first / STEP, "total = sum(scaled) * count", "total = 7")
    proposal = propose(first)
    assert (proposal.version, proposal.level) == ("1.1.0", "minor")
    assert "nobody has compared the results" in proposal.reasons


def test_other_results_are_minor(first: Path) -> None:
    told(first / "tests/expected.json", lambda said: said["cells"][0]["outputs"][0].update(numbers=[4.0]))
    proposal = propose(first)
    assert (proposal.version, proposal.reasons) == ("1.1.0", ("results cell 3, output 1 changed",))


def test_numbers_that_differ_in_their_last_digits_are_the_same_results(first: Path) -> None:
    told(first / "tests/expected.json", lambda said: said["cells"][0]["outputs"][0].update(numbers=[3.0000000001]))
    assert proposed(first) == ("1.0.0", "none")


@pytest.mark.parametrize(
    ("change", "version", "reason"),
    [
        (lambda all_: all_.pop("count"), "2.0.0", "parameter count was removed"),
        (
            lambda all_: all_.update(number=all_.pop("count")),
            "2.0.0",
            "parameter count was renamed from count to number",
        ),
        (lambda all_: all_["count"].update(type="string"), "2.0.0", "count has another type from integer to string"),
        (lambda all_: all_["count"].pop("default"), "2.0.0", "from integer to integer, to be given"),
        (lambda all_: all_.update(beta={"type": "number", "default": 1}), "1.1.0", "parameter beta was added"),
    ],
)
def test_the_interface_decides_between_major_and_minor(first: Path, change: Any, version: str, reason: str) -> None:
    (first / "params.yaml").unlink()
    told(first / "pipeline.yaml", lambda said: change(said["parameters"]))
    proposal = propose(first)
    assert proposal.version == version
    assert any(reason in each for each in proposal.reasons)


def test_an_output_that_is_gone_is_major_and_a_new_one_minor(first: Path) -> None:
    told(first / "tests/expected.json", lambda said: said.update(files=["total.txt", "more.txt"]))
    assert proposed(first) == ("1.1.0", "minor")
    told(first / "tests/expected.json", lambda said: said.update(files=["more.txt"]))
    assert proposed(first) == ("2.0.0", "major")


def test_another_environment_alone_is_build_metadata(first: Path) -> None:
    (first / "requirements.lock").write_text("papermill==2.7.0\n")
    version, level = proposed(first)
    assert level == "build"
    assert version.startswith("1.0.0+env.")
    record(first, propose(first))
    assert versions(first) == ("1.0.0", version)
    assert proposed(first) == (version, "none")


def test_other_data_is_told_by_path(first: Path) -> None:
    before = read_snapshot(first)
    edit(first / "data.lock", "sha256: ", "sha256: ff")
    [change] = changes(before, read_snapshot(first))
    assert (change.area, change.kind, change.name) == ("data", "changed", "data/numbers.txt")


def test_the_changelog_has_the_newest_on_top_and_keeps_what_others_wrote(first: Path) -> None:
    edit(first / "CHANGELOG.md", "# Changelog", "# Changelog of ours")
    told(first / "tests/expected.json", lambda said: said.update(files=["more.txt", "total.txt"]))
    record(first, propose(first))
    text = (first / "CHANGELOG.md").read_text()
    assert text.index("# Changelog of ours") < text.index("## 1.1.0 (") < text.index("## 1.0.0 (")
    assert "- Output more.txt was added." in text


def test_exporting_again_keeps_the_recorded_versions(first: Path, tmp_path: Path) -> None:
    exported(tmp_path / "work/sums.ipynb", first)
    assert versions(first) == ("1.0.0",)
    assert (first / "CHANGELOG.md").exists()


def test_a_recorded_version_and_a_run_can_be_compared(first: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = first / "runs/20260101T000000Z-abc"
    run.mkdir(parents=True)
    notebook = json.loads((first / STEP).read_text())
    notebook["cells"][3]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["4.00\n"]}]
    (run / "10_sums.ipynb").write_text(json.dumps(notebook))
    steps = [{"name": "sums", "notebook": STEP, "output": "10_sums.ipynb"}]
    said = {"parameters": {"alpha": 0.75, "count": 3}, "steps": steps, "metrics": {"score": 0.5}}
    (run / "run.json").write_text(json.dumps(said))
    assert main(["diff", f"{first}@1.0.0", str(run)]) == 1
    shown = capsys.readouterr().out
    assert "changed  alpha: 0.5 → 0.75" in shown
    assert "changed  cell 3, output 1" in shown
    assert "added    score (0.5)" in shown
    assert "code" not in shown
    assert main(["diff", str(first), str(first)]) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"


def test_what_cannot_be_compared_is_named(first: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", f"{first}@9.9.9", str(first)]) == 2
    assert "There is no version 9.9.9" in capsys.readouterr().err
    assert main(["diff", str(first), str(first / "nowhere")]) == 2
    assert "is no pipeline" in capsys.readouterr().err
    (first / "versions/1.0.0.json").write_text("{}")
    assert main(["versions", str(first)]) == 2
    assert "1.0.0.json is not what it should be" in capsys.readouterr().err


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_tag_marks_the_commit_that_holds_the_recorded_version(
    pipe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "a@b.c")
    git(tmp_path, "init", "-q")
    assert main(["versions", str(pipe), "--tag"]) == 2
    assert "--record" in capsys.readouterr().err
    assert main(["versions", str(pipe), "--record"]) == 0
    assert main(["versions", str(pipe), "--tag"]) == 2
    assert "is not committed as it stands" in capsys.readouterr().err
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "all")
    assert main(["versions", str(pipe), "--tag"]) == 0
    assert git(tmp_path, "tag", "--points-at", "HEAD") == "sums-v1.0.0\n"
    assert main(["versions", str(pipe), "--tag"]) == 2
    assert "exists already" in capsys.readouterr().err
