"""Whole assessments: what they say of a project, and that they leave it alone."""

import json
import shlex
import shutil
import sqlite3
from contextlib import closing

import pytest
from repositories import commit_all, listing, repository

from nbcoach.errors import BadCallError
from nbcoach.maturity import Outcome, assess
from nbcoach.project.store import sqlite_address
from nbcoach.reports.assessment_json import assessment_json


@pytest.fixture
def project(folder):
    """A small project as people have them at the bottom."""
    folder.write("churn.ipynb", folder.TRAINING.replace("data.csv", "/home/ada/churn.csv"))
    folder.write("churn_tracked.ipynb", folder.TRACKED).write("requirements.txt", "pandas\n")
    return folder


def test_a_notebook_project_is_at_the_bottom_and_may_be_higher(project):
    found = project.assess()

    assert (found.proven.number, found.possible.number) == (0, 0)
    assert found.model == "tpwits-2025"
    outcomes = project.outcomes()
    assert outcomes["tp-0-notebooks"] == "met"
    assert outcomes["tp-0-one-setting"] == "met"
    assert outcomes["tp-1-code-versions"] == "not met"
    assert outcomes["tp-1-simple-deploy"] == "unknown"
    assert outcomes["tp-2-tracking"] == "not met"
    assert outcomes["tp-x-llm-caching"] == "not applicable"


def test_with_pipeline_module_and_commits_level_one_is_possible_and_not_proven(project):
    project.write("src/train.py", project.MODULE).write("dvc.yaml", "stages:\n  fit: {cmd: python src/train.py}\n")
    repository(project.top)
    commit_all(project.top)

    found = project.assess()

    outcomes = {each.id: each.outcome for each in found.judgements}
    assert outcomes["tp-1-basic-pipeline"] is Outcome.MET
    assert outcomes["tp-1-scripts"] is Outcome.MET
    assert outcomes["tp-1-code-versions"] is Outcome.MET
    assert (found.proven.number, found.possible.number) == (0, 1), "deployment is unknown: three of four prove nothing"
    assert (found.next_step.kind, found.next_step.closes) == ("question", "tp-1-simple-deploy")
    assert found.next_step.do.endswith("?")


def test_everything_that_is_met_or_not_met_says_why(project):
    for judgement in project.assess().judgements:
        assert judgement.reason
        readings = (*judgement.evidence, *judgement.against)
        assert readings or judgement.outcome is Outcome.UNKNOWN
        if judgement.outcome is Outcome.MET and judgement.polarity == "capability":
            assert any(reading.places for reading in readings)


def test_the_next_step_is_one_of_the_models_own_and_can_be_typed(project):
    step = project.assess().next_step

    assert step.kind == "action"
    assert step.goal == "Build a standard training pipeline under version control"
    assert step.closes == "tp-1-code-versions"
    assert "git init" in step.do

    repository(project.top)
    commit_all(project.top)
    step = project.assess().next_step
    assert step.closes == "tp-1-basic-pipeline"
    assert f"nbcoach export {project.top}/churn.ipynb --to pipelines/churn" in step.do


def test_paths_in_a_step_are_quoted_for_the_shell(folder):
    folder.write("my notebooks/it's.ipynb", folder.TRAINING)
    repository(folder.top)
    commit_all(folder.top)

    step = folder.assess().next_step

    words = shlex.split(step.do.partition(": ")[2])
    assert words[:2] == ["nbcoach", "export"]
    assert words[2] == f"{folder.top}/my notebooks/it's.ipynb"


def test_two_looks_say_the_same(project):
    assert assessment_json(project.assess()) == assessment_json(project.assess())


def test_a_single_notebook_has_no_level(project):
    found = project.assess("churn.ipynb")

    assert found.scope == "notebook"
    assert (found.proven, found.possible) == (None, None)
    assert found.looked.notebooks == 1
    assert found.looked.habits["hard-coded-path"] == 1


def test_where_nothing_is_trained_there_is_no_level(folder):
    folder.write("look.ipynb", "import pandas as pd\npd.read_csv('a.csv').describe()")

    found = folder.assess()

    assert (found.proven, found.possible) == (None, None)
    assert {each.outcome for each in found.judgements if each.level} <= {
        Outcome.NOT_APPLICABLE, Outcome.NOT_MET, Outcome.UNKNOWN,
    }  # fmt: skip


def test_an_empty_folder_is_assessed(folder):
    found = folder.assess()

    assert (found.proven, found.next_step) == (None, None)
    assert found.looked.files == 0


def test_a_path_that_is_not_there_is_a_wrong_call(tmp_path):
    with pytest.raises(BadCallError, match="No such file or folder"):
        assess(tmp_path / "gone")


# Nothing is changed, whatever lies there


def change_store(top, made_store, *statements):
    shutil.copy(made_store, top / "mlflow.db")
    with closing(sqlite3.connect(top / "mlflow.db")) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


def drop_tables(project, made_store):
    change_store(project.top, made_store, "drop table inputs", "drop table latest_metrics")


def commits(project, made_store):
    repository(project.top)
    commit_all(project.top)


def link_in_circles(project, made_store):
    top = project.top
    (top / "loop").symlink_to(top, target_is_directory=True)
    for name, target in {"self.ipynb": "self.ipynb", "mlflow.db": "nowhere", "dvc.yaml": "dvc.yaml"}.items():
        (top / name).symlink_to(top / target)


def write_odd_files(project, made_store):
    top = project.top
    (top / "a.ipynb").mkdir()
    (top / "dvc.yaml").write_bytes(b"\xff\xfe\x00stages: [")
    (top / "pipeline.yaml").write_text("steps: &a [*a]\n")
    (top / "pyproject.toml").write_text("[project\n")
    (top / "broken.py").write_bytes(b"def (\x00")
    (top / "requirements.txt").write_bytes(b"\xff\xfe")
    (top / "page.ipynb").write_text("<!doctype html>")


def write_code_that_acts(project, made_store):
    act = f"open({str(project.top / 'acted')!r}, 'w')"
    project.write("act.py", f"{act}\n{project.MODULE}").write("act.ipynb", f"{act}\n!touch acted")
    project.write("sitecustomize.py", "raise SystemExit").write("mlflow.py", "raise SystemExit")


HOSTILE = {
    "nothing else": lambda project, made_store: None,
    "a repository": commits,
    "a repository without commits": lambda project, made_store: repository(project.top),
    "a corrupt store": lambda project, made_store: (project.top / "mlflow.db").write_bytes(
        b"SQLite format 3\0" + b"\x07" * 5000
    ),
    "an empty store": lambda project, made_store: (project.top / "mlflow.db").touch(),
    "a store": lambda project, made_store: change_store(project.top, made_store),
    "an older store": drop_tables,
    "a store in WAL mode": lambda project, made_store: change_store(project.top, made_store, "pragma journal_mode=wal"),
    "links in circles": link_in_circles,
    "odd files": write_odd_files,
    "code that would act": write_code_that_acts,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_look_changes_no_byte_and_makes_no_file(project, made_store, kind, monkeypatch):
    HOSTILE[kind](project, made_store)
    monkeypatch.chdir(project.top)
    before = listing(project.top.parent)

    found = project.assess()

    assert found.proven is not None
    assert listing(project.top.parent) == before


def test_what_a_store_cannot_tell_is_unknown(project, made_store):
    drop_tables(project, made_store)

    found = project.assess()

    assert "no table latest_metrics" in found.looked.store
    outcomes = {each.id: each.outcome for each in found.judgements}
    assert outcomes["tp-x-registry-contents"] is Outcome.UNKNOWN


def test_a_store_on_a_server_is_not_asked_and_nothing_is_claimed_of_it(project):
    outcomes = project.outcomes(environ={"MLFLOW_TRACKING_URI": "http://127.0.0.1:9"})

    assert outcomes["tp-x-registry-contents"] == "unknown"
    assert outcomes["tp-0-no-retraining"] == "unknown"


def test_a_real_store_is_found_and_read(project, made_store):
    shutil.copy(made_store, project.top / "mlflow.db")

    found = project.assess()

    assert found.looked.store == "finished runs in the MLflow store: 0"
    assert {each.id: each.outcome for each in found.judgements}["tp-x-registry-contents"] is Outcome.NOT_MET
    elsewhere = assess(
        project.top, environ={"MLFLOW_TRACKING_URI": sqlite_address(project.top / "none.db")}, now=project.NOW
    )
    assert "does not exist" in elsewhere.looked.store


def test_one_unreadable_notebook_turns_absences_into_unknowns(project):
    assert project.outcomes()["tp-2-data-validation"] == "not met"

    (project.top / "page.ipynb").write_text("<!doctype html>")

    assert project.outcomes()["tp-2-data-validation"] == "unknown"
    assert any("page.ipynb" in gap for gap in project.assess().looked.gaps)


def test_the_json_is_plain_and_complete(project):
    told = json.loads(assessment_json(project.assess()))

    assert told["version"] == 1
    assert told["model"]["id"] == "tpwits-2025"
    assert told["level"]["proven"] == {"number": 0, "name": "Ad hoc"}
    assert len(told["criteria"]) == 46
    paths = next(each for each in told["criteria"] if each["id"] == "tp-0-one-setting")["evidence"][0]
    assert (paths["signal"], paths["state"], paths["rung"]) == ("hard-coded-local-paths", "seen", "wired")
    assert paths["places"][0]["path"] == "churn.ipynb"
    assert set(told["next_step"]) == {"kind", "goal", "do", "why", "closes"}
