"""Signals of the model registry, from calls and from what the store holds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nbcoach.maturity.evidence import Place, Reading, Rung, absent, seen, unknown
from nbcoach.maturity.probes.by_call import by_call
from nbcoach.maturity.probes.tracking import RECENT, store_cure

if TYPE_CHECKING:
    from nbcoach.maturity.scene import Scene
    from nbcoach.project.mlflow_tables import ModelVersion, Run

VERSIONS = 3
WEEKS = 3


def model_registry_used(scene: Scene) -> Reading:
    name = "model-registry-used"
    ready = [each for each in scene.recorded.versions or () if each.status == "READY"]
    if ready:
        models = len({each.name for each in ready})
        reason = f"the registry holds {len(ready)} versions of {models} models"
        return seen(name, Rung.EXERCISED, reason, map(version_place, ready))
    return by_call(scene, name, "code registers models", "no model is registered by the code or in the MLflow store")


def version_place(version: ModelVersion) -> Place:
    """A registered version as a place."""
    return Place(f"{version.name} version {version.version}", run=version.run)


def registry_version_metadata(scene: Scene) -> Reading:
    name = "registry-version-metadata"
    versions = _versions(scene, name)
    if isinstance(versions, Reading):
        return versions
    latest = versions[-1]
    run = scene.recorded.run(latest.run)
    lacking = _lacking(run)
    if run is not None and not lacking:
        reason = f"version {latest.version} of {latest.name} leads to its data, parameters and metrics"
        return seen(name, Rung.EXERCISED, reason, [version_place(latest)])
    if run is not None and run.datasets is None and lacking == ["data"]:
        return unknown(name, "the MLflow store is of a version that records no data", store_cure(scene))
    if run is None and scene.recorded.is_cut:
        return unknown(name, "the MLflow store holds more runs than are read")
    missing = "no finished run" if run is None else f"no {' and no '.join(lacking)}"
    reason = f"version {latest.version} of {latest.name} leads to {missing}"
    return absent(name, reason, [version_place(latest)])


def _lacking(run: Run | None) -> list[str]:
    if run is None:
        return ["run"]
    facts = {"data": run.datasets, "parameters": run.params, "metrics": run.metrics}
    return [name for name, count in facts.items() if not count]


def retraining_history(scene: Scene) -> Reading:
    name = "retraining-history"
    versions = _versions(scene, name)
    if isinstance(versions, Reading):
        return versions
    for model in sorted({each.name for each in versions}):
        own = [each for each in versions if each.name == model]
        if _was_retrained(own, scene.now):
            reason = f"{model} was trained {len(own)} times over several weeks"
            return seen(name, Rung.EXERCISED, reason, map(version_place, own))
    return absent(name, "no registered model was trained again over three weeks or more")


def _was_retrained(versions: list[ModelVersion], now: int) -> bool:
    moments = [datetime.fromtimestamp(each.created / 1000, UTC) for each in versions]
    weeks = {moment.isocalendar()[:2] for moment in moments}
    runs = {each.run for each in versions}
    is_recent = now - max(each.created for each in versions) <= RECENT
    return len(runs) >= VERSIONS and len(weeks) >= WEEKS and is_recent


def _versions(scene: Scene, name: str) -> tuple[ModelVersion, ...] | Reading:
    """The registered versions, oldest first; the reading that says why there are none to judge."""
    recorded = scene.recorded
    if recorded.problem:
        return unknown(name, recorded.problem, store_cure(scene))
    if recorded.versions is None:
        return unknown(name, "the MLflow store is of a version whose registry cannot be read", store_cure(scene))
    if not recorded.versions:
        return absent(name, "no model is registered in the MLflow store")
    return tuple(sorted(recorded.versions, key=lambda each: (each.created, each.name, each.version)))


SIGNALS = (model_registry_used, registry_version_metadata, retraining_history)
