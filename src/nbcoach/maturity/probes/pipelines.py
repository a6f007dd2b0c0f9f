"""Signals of automation: is training a defined sequence of steps, with one command, and what starts it?"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from nbcoach.maturity.evidence import Place, Reading, Rung, State, absent, is_aside, seen, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.maturity.scene import Scene

ORCHESTRATORS = frozenset({
    "kfp", "airflow", "prefect", "dagster", "metaflow", "flytekit", "flyte", "tfx", "zenml", "kedro", "luigi",
    "ploomber",
})  # fmt: skip
REBUILD = re.compile(r"(train|reproduce|repro|pipeline)(-\w+)?")
TARGET = re.compile(r"^(train|reproduce|repro|pipeline)(?:-\w+)?\s*:(?!=)", re.MULTILINE)
CI_FILES = (
    r"\.gitlab-ci\.yml", r"azure-pipelines\.ya?ml", r"Jenkinsfile", r"bitbucket-pipelines\.yml", r"cloudbuild\.ya?ml",
    r"buildspec\.ya?ml", r"\.drone\.yml", r"databricks\.ya?ml", r"prefect\.ya?ml",
)  # fmt: skip
CI_FOLDERS = (".github/workflows/", ".circleci/", ".buildkite/")


def training_pipeline_defined(scene: Scene) -> Reading:
    name = "training-pipeline-defined"
    places = list(_training_pipelines(scene))
    if places:
        return seen(name, Rung.CONFIGURED, "training is a defined sequence of steps", places)
    doubtful = [Place("defines steps; none was seen to train", path) for path in _pipeline_files(scene)]
    doubtful += [source.whole(f"imports {tool}") for source in scene.main for tool in _orchestrators(source.notebook)]
    if doubtful:
        return unknown(name, "there are pipelines, and it is not clear whether one trains", "", doubtful)
    if scene.found.cut or scene.blind_spot:
        return unknown(name, f"no pipeline was found, but {scene.found.cut or scene.blind_spot}")
    return absent(name, "no pipeline is defined: no dvc.yaml, pipeline.yaml, MLproject or orchestrator")


def _training_pipelines(scene: Scene) -> Iterator[Place]:
    """The definitions with a step that runs code which was seen to train."""
    code = {source.path: source for source in scene.sources if source.training}
    for path in _pipeline_files(scene):
        folder = path.rpartition("/")[0]
        for step, command in _steps(scene, path):
            trains = [file for file in code if _names(command, file, folder)]
            if trains:
                yield Place(f"step {step} runs {trains[0]}", path)
                break
    for source in scene.sources:
        tools = _orchestrators(source.notebook)
        if tools and source.training:
            yield source.call(source.training[0].site, f"trains in a flow of {tools[0]}:")


def _pipeline_files(scene: Scene) -> list[str]:
    return scene.named(r"dvc\.yaml", r"pipeline\.ya?ml", r"MLproject")


def _orchestrators(notebook: Any) -> list[str]:
    return sorted(notebook.imports & ORCHESTRATORS)


def _steps(scene: Scene, path: str) -> Iterator[tuple[str, str]]:
    """The steps of a definition, each with the text that says what it runs."""
    content = scene.yaml(path)
    if not isinstance(content, dict):
        return
    for key in ("stages", "steps", "tasks", "entry_points"):
        entries = content.get(key)
        if isinstance(entries, dict):
            yield from ((str(step), _said(entry)) for step, entry in entries.items())
        elif isinstance(entries, list):
            yield from ((_step_name(entry, number), _said(entry)) for number, entry in enumerate(entries, 1))


def _step_name(entry: Any, number: int) -> str:
    name = entry.get("name") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else str(number)


def _said(entry: Any) -> str:
    """What a step runs: a command of DVC or MLflow, a notebook of nbcoach, a source of Ploomber."""
    if not isinstance(entry, dict):
        return str(entry)
    do = entry.get("do")
    given = {**entry, **do} if isinstance(do, dict) else entry
    return " ".join(str(given[key]) for key in ("cmd", "command", "notebook", "source") if key in given)


def _names(command: str, file: str, folder: str) -> bool:
    """Whether a command names a file, written from the definition's folder or from the top."""
    start = f"{folder}/"
    ways = {file, file.removeprefix(start) if folder and file.startswith(start) else file}
    modules = {way.removesuffix(".py").replace("/", ".") for way in ways if way.endswith(".py")}
    words = {word.removeprefix("./") for word in re.split(r"[\s\"',\[\]]+", command)}
    return bool(words & (ways | modules))


def one_command_rebuild(scene: Scene) -> Reading:
    name = "one-command-rebuild"
    places = list(_commands(scene))
    if places:
        return seen(name, Rung.CONFIGURED, "one command rebuilds the model", places)
    if scene.found.cut:
        return unknown(name, f"no such command was found, but {scene.found.cut}")
    return absent(name, "no pipeline, MLproject or make target that trains")


def _commands(scene: Scene) -> Iterator[Place]:
    folders = {path.rpartition("/")[0] for path in scene.named(r"dvc\.lock")}
    for path in _pipeline_files(scene):
        steps = dict(_steps(scene, path))
        is_locked = path.rpartition("/")[0] in folders
        if steps and (is_locked if path.endswith("dvc.yaml") else "MLproject" not in path or "main" in steps):
            yield Place("runs all steps", path)
    for path in scene.named(r"(GNU)?[Mm]akefile", r"[Jj]ustfile"):
        for found in TARGET.finditer(scene.text(path)):
            line = scene.text(path).count("\n", 0, found.start()) + 1
            yield Place(f"has the target {found[1]}", path, line)
    for path in scene.named(r"pyproject\.toml"):
        for script in _scripts(scene.text(path)):
            if REBUILD.fullmatch(script):
                yield Place(f"has the script {script}", path)


def _scripts(text: str) -> list[str]:
    try:
        scripts = tomllib.loads(text).get("project", {}).get("scripts", {})
    except (tomllib.TOMLDecodeError, AttributeError):
        return []
    return list(scripts) if isinstance(scripts, dict) else []


def training_pipeline_scheduled(scene: Scene) -> Reading:
    return _started(scene, "training-pipeline-scheduled", "nothing starts training on a schedule")


def training_pipeline_data_triggered(scene: Scene) -> Reading:
    return _started(scene, "training-pipeline-data-triggered", "nothing starts training on new data")


def _started(scene: Scene, name: str, not_found: str) -> Reading:
    """Absent where there is neither a pipeline nor any service that could start one; else not looked at yet."""
    defined = training_pipeline_defined(scene)
    services = [Place("may start training", path) for path in _services(scene)]
    if defined.state is State.ABSENT and not services:
        return absent(name, f"{not_found}: there is neither a pipeline nor a CI service")
    return unknown(name, "what starts a pipeline is not looked at yet", "", [*defined.places, *services])


def _services(scene: Scene) -> list[str]:
    workflows = [path for path in scene.found.paths if path.replace("../", "").startswith(CI_FOLDERS)]
    return [path for path in (*workflows, *scene.named(*CI_FILES)) if not is_aside(path)]


SIGNALS = (
    training_pipeline_defined,
    one_command_rebuild,
    training_pipeline_scheduled,
    training_pipeline_data_triggered,
)
