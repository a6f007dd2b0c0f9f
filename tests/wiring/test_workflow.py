"""CI jobs are such that their service understands them, and that the command line knows what they call."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from repositories import git, repository

from nbcoach.faces.cli import command
from nbcoach.wiring.workflow import calling, github_workflow, gitlab_snippet, service_of, with_gitlab_job

JOBS = """\
# our pipeline
stages: [check, ship]
.shared: &shared
  image: alpine
build:
  <<: *shared
  script:
    - !reference [.shared, script]
    - echo "hi"   # twice
"""


@pytest.mark.parametrize("text", [github_workflow("notebooks").decode(), gitlab_snippet("notebooks")])
def test_what_a_job_calls_is_known(text, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notebooks").mkdir()
    (call,) = re.findall(r"nbcoach (lint .*)", text)

    assert CliRunner().invoke(command, shlex.split(call)).exit_code == 0


@pytest.mark.parametrize(
    ("schema", "data"),
    [
        ("vendor.github-workflows", github_workflow(".")),
        ("vendor.gitlab-ci", with_gitlab_job(b"stages: [check]\n", ".")),
    ],
)
def test_the_service_would_take_it(schema, data, tmp_path):
    file = tmp_path / "job.yml"
    file.write_bytes(data)
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_workflow_of_github_runs_on_pull_requests_and_may_only_read():
    workflow = yaml.safe_load(github_workflow("."))

    assert set(workflow[True]) == {"push", "pull_request"}  # YAML 1.1 takes `on` for true
    assert workflow["permissions"] == {"contents": "read"}


@pytest.mark.parametrize(
    ("before", "stage"), [(JOBS, "check"), ("stages: [build, test]\n", "test"), ("a: {script: [ls]}", "test")]
)
def test_a_job_is_added_behind_all_others_in_a_stage_that_there_is(before, stage):
    after = with_gitlab_job(before.encode(), ".").decode()

    assert after.startswith(before)
    job = yaml.safe_load(after[len(before) :])["nbcoach"]
    assert job["stage"] == stage
    assert job["artifacts"]["reports"]["codequality"] == "nbcoach.json"


def test_a_file_is_made_where_there_is_none():
    assert set(yaml.safe_load(with_gitlab_job(None, "."))) == {"nbcoach"}


@pytest.mark.parametrize("before", ["{a: {script: [ls]}}", "- a", "a: [", "a: 1\n...\n"])
def test_a_file_without_room_is_left_alone(before):
    assert with_gitlab_job(before.encode(), ".") is None


@pytest.mark.parametrize(
    ("given", "service"),
    [
        ([".gitlab-ci.yml", ".github/dependabot.yml"], "gitlab"),
        ([".github/dependabot.yml"], "github"),
        (["README.md"], None),
    ],
)
def test_the_service_is_told_by_its_files(tmp_path, given, service):
    for name in given:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()

    assert service_of(repository(tmp_path)) == service


def test_the_service_is_told_by_a_remote(tmp_path):
    git(repository(tmp_path), "remote", "add", "origin", "git@github.com:ada/notes.git")

    assert service_of(tmp_path) == "github"


def test_a_workflow_of_another_name_that_calls_nbcoach_is_found(tmp_path):
    workflows = tmp_path / ".github/workflows"
    workflows.mkdir(parents=True)
    (workflows / "a.yml").write_text("run: ruff check")
    assert calling(tmp_path, "github") is None

    (workflows / "checks.yaml").write_text("run: nbcoach lint .")
    assert calling(tmp_path, "github") == workflows / "checks.yaml"
    assert calling(tmp_path, "gitlab") is None
    assert isinstance(workflows, Path)
