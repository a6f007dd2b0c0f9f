"""Whether training is a sequence of steps, and what starts it."""

import pytest

from nbcoach.maturity import State

STEPS = "fingerprints: {code: ab}\nsteps:\n- name: train\n  notebook: steps/10_train.ipynb\n"


def state(reading):
    return reading.rung.name.lower() if reading.state is State.SEEN else reading.state.value


def test_an_exported_pipeline_counts_when_a_step_trains(folder):
    folder.write("pipelines/churn/pipeline.yaml", STEPS)
    folder.write("pipelines/churn/steps/10_train.ipynb", "x = 1").write("train.ipynb", folder.TRAINING)
    assert state(folder.read("training-pipeline-defined")) == "unknown"

    folder.write("pipelines/churn/steps/10_train.ipynb", folder.TRAINING)
    reading = folder.read("training-pipeline-defined")
    assert state(reading) == "configured"
    assert reading.places[0].text == "step train runs pipelines/churn/steps/10_train.ipynb"
    assert state(folder.read("one-command-rebuild")) == "configured"


DEFINITIONS = {
    "stages:\n  fit:\n    cmd: python src/train.py --fast\n": "configured",
    "stages:\n  fit:\n    cmd: python -m src.train\n": "configured",
    "stages:\n  fit:\n    cmd: [python prepare.py, python ./src/train.py]\n": "configured",
    "stages:\n  each:\n    foreach: [a]\n    do: {cmd: python src/train.py}\n": "configured",
    "stages:\n  fit:\n    cmd: python src/retrain.py\n": "unknown",
    "stages: {}\n": "unknown",
    "": "unknown",
}


@pytest.mark.parametrize("text", DEFINITIONS)
def test_a_stage_counts_when_it_runs_code_that_trains(folder, text):
    folder.write("src/train.py", folder.MODULE).write("dvc.yaml", text)

    assert state(folder.read("training-pipeline-defined")) == DEFINITIONS[text]


def test_a_flow_of_an_orchestrator_counts_when_it_trains_itself(folder):
    folder.write("flow.py", f"from prefect import flow\n{folder.MODULE}")
    assert state(folder.read("training-pipeline-defined")) == "configured"

    folder.write("flow.py", "from prefect import flow\n@flow\ndef main():\n    pass\n")
    assert state(folder.read("training-pipeline-defined")) == "unknown"


def test_without_any_definition_there_is_no_pipeline(folder):
    folder.write("train.ipynb", folder.TRAINING)

    assert state(folder.read("training-pipeline-defined")) == "absent"
    assert state(folder.read("training-pipeline-scheduled")) == "absent"
    assert state(folder.read("training-pipeline-data-triggered")) == "absent"


@pytest.mark.parametrize("name", [".github/workflows/ci.yml", ".gitlab-ci.yml", "Jenkinsfile", "databricks.yml"])
def test_where_a_service_could_start_training_nothing_is_claimed(folder, name):
    folder.write("train.ipynb", folder.TRAINING).write(name, "on: push\n")

    assert state(folder.read("training-pipeline-scheduled")) == "unknown"


COMMANDS = {
    ("Makefile", "train: data\n\tpython train.py\n"): "configured",
    ("Makefile", "reproduce-all:\n\tdvc repro\n"): "configured",
    ("Makefile", "train := 3\ntraining:\n\tx\nclean:\n\trm\n"): "absent",
    ("justfile", "pipeline:\n  run\n"): "configured",
    ("pyproject.toml", "[project.scripts]\ntrain = 'pkg:main'\n"): "configured",
    ("pyproject.toml", "[project.scripts]\nserve = 'pkg:main'\n"): "absent",
    ("pyproject.toml", "not = = toml"): "absent",
    ("MLproject", "entry_points:\n  main: {command: python train.py}\n"): "configured",
    ("MLproject", "entry_points:\n  other: {command: python train.py}\n"): "absent",
    ("dvc.yaml", "stages:\n  a: {cmd: x}\n"): "absent",
}


@pytest.mark.parametrize(("name", "text"), COMMANDS)
def test_one_command_is_one_that_is_named_for_it(folder, name, text):
    assert state(folder.write(name, text).read("one-command-rebuild")) == COMMANDS[name, text]


def test_stages_of_dvc_need_their_lock(folder):
    folder.write("dvc.yaml", "stages:\n  a: {cmd: x}\n").write("dvc.lock", "stages: {a: {cmd: x}}\n")

    assert state(folder.read("one-command-rebuild")) == "configured"


def test_without_test_files_there_are_no_tests_and_with_them_nothing_is_claimed(folder):
    folder.write("train.ipynb", folder.TRAINING).write("test_notes.py", "x = 1\n")
    assert state(folder.read("model-tests")) == "absent"

    folder.write("tests/test_model.py", "def test_quality():\n    assert True\n")
    assert state(folder.read("model-tests")) == "unknown"
