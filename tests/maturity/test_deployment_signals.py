"""Whether a job of a CI service deploys, and whether a person lets it."""

import pytest
from repositories import commit_all, repository

from nbcoach.maturity import State

WORKFLOW = """
on: push
jobs:
  {name}:
    runs-on: ubuntu-latest
    {extra}
    steps:
    - uses: actions/checkout@v4
    - run: |
        echo start
        {command}
"""


def state(reading):
    return reading.rung.name.lower() if reading.state is State.SEEN else reading.state.value


@pytest.mark.parametrize(
    ("name", "command", "extra", "expected"),
    [
        ("deploy", "kubectl apply -f k8s/", "", "wired"),
        ("ship", "helm upgrade churn chart", "environment: production", "wired"),
        ("deploy", "kubectl apply -f k8s/ || true", "", "configured"),
        ("deploy", "kubectl apply -f k8s/", "continue-on-error: true", "configured"),
        ("test", "kubectl apply -f kind/", "", "unknown"),
        ("deploy-docs", "mkdocs gh-deploy", "", "unknown"),
        ("deploy", "echo kubectl", "", "unknown"),
    ],
)
def test_a_deployment_is_called_one_and_does_one(folder, name, command, extra, expected):
    folder.write(".github/workflows/cd.yml", WORKFLOW.format(name=name, command=command, extra=extra))

    assert state(folder.read("cd-config")) == expected


def test_a_manual_job_of_gitlab_is_a_gate(folder):
    text = "stages: [a]\n.hidden: {script: [terraform apply]}\ndeploy:\n  script:\n  - terraform apply\n"
    folder.write(".gitlab-ci.yml", text)
    assert state(folder.read("cd-config")) == "wired"
    assert state(folder.read("approval-gate")) == "unknown"

    folder.write(".gitlab-ci.yml", f"{text}  when: manual\n")
    reading = folder.read("approval-gate")
    assert (state(reading), reading.places[0].text) == ("configured", "job deploy waits for a person")


@pytest.mark.parametrize("text", ["", "jobs: 3", "jobs: {a: 3, b: {steps: [4, {run: 5}]}}", "- deploy", "jobs: ["])
def test_a_workflow_that_makes_no_sense_proves_nothing(folder, text):
    folder.write(".github/workflows/cd.yml", text).write(".gitlab-ci.yml", text)

    assert state(folder.read("cd-config")) == "unknown"


def test_with_pipeline_module_commits_and_deployment_level_one_is_proven(folder):
    folder.write("train.ipynb", folder.TRAINING).write("src/train.py", folder.MODULE)
    folder.write("dvc.yaml", "stages:\n  fit: {cmd: python src/train.py}\n")
    folder.write(".github/workflows/cd.yml", WORKFLOW.format(name="deploy", command="kubectl apply -f .", extra=""))
    repository(folder.top)
    commit_all(folder.top)

    found = folder.assess()

    assert found.proven.number == 1
    assert found.next_step.closes == "tp-2-tracking"
    assert "nbcoach track" in found.next_step.do
