"""What is written down about a run before its first step: in `run.json`, and as tags in MLflow."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from nbcoach.pipeline import run_record
from nbcoach.pipeline.fingerprint import sha256
from nbcoach.pipeline.prepare import home_of
from nbcoach.pipeline.run_record import RunRecord
from nbcoach.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.pipeline.manifest import StepEntry
    from nbcoach.pipeline.prepare import Prepared


def new_record(prepared: Prepared) -> RunRecord:
    """The record of a run that begins."""
    manifest = prepared.manifest
    git = Project.find(home_of(prepared.folder)).git
    return RunRecord(
        version=1,
        run=run_record.new_id(datetime.now(UTC)),
        pipeline=manifest.name,
        status="running",
        started=now(),
        parameters=prepared.values,
        source={"notebook": manifest.source.notebook, "sha256": manifest.source.sha256},
        engine=manifest.engine,
        kernel=manifest.kernel.name,
        directory=str(prepared.directory),
        fingerprint=manifest.fingerprints.whole,
        commit=git.commit() if git else None,
        notes=tuple(_notes(prepared)),
    )


def _notes(prepared: Prepared) -> Iterator[str]:
    if prepared.changed_data:
        yield f"The data was not what data.lock says: {', '.join(prepared.changed_data)}."
    try:
        changed = sha256(prepared.source.read_bytes()) != prepared.manifest.source.sha256
    except OSError:
        return
    if changed:
        yield "The source notebook has changed since it was exported."


def tags(prepared: Prepared, record: RunRecord) -> dict[str, str]:
    """Tags of the parent run. The pipeline's version is its fingerprint: code, defaults and schema."""
    manifest = prepared.manifest
    prints = manifest.fingerprints
    told = {
        "nbcoach.pipeline": manifest.name,
        "nbcoach.pipeline.version": record.fingerprint[:12],
        "nbcoach.pipeline.verdict": manifest.verdict,
        "nbcoach.fingerprint.code": prints.code,
        "nbcoach.fingerprint.parameters": prints.parameters,
        "nbcoach.fingerprint.schema": prints.schema,
        "nbcoach.engine": manifest.engine,
        "nbcoach.run": record.run,
        "nbcoach.source": manifest.source.notebook,
        "nbcoach.source.sha256": manifest.source.sha256,
        "mlflow.source.name": manifest.source.notebook,
        "mlflow.source.type": "NOTEBOOK",
    }
    return {**told, "mlflow.source.git.commit": record.commit} if record.commit else told


def step_tags(prepared: Prepared, record: RunRecord, entry: StepEntry) -> dict[str, str]:
    """Tags of the nested run of a step."""
    told = {
        "nbcoach.pipeline": prepared.manifest.name,
        "nbcoach.run": record.run,
        "nbcoach.step": entry.name,
        "nbcoach.step.sha256": prepared.codes[entry.name].sha256,
        "mlflow.source.name": entry.notebook,
        "mlflow.source.type": "NOTEBOOK",
    }
    return {**told, "mlflow.source.git.commit": record.commit} if record.commit else told


def now() -> str:
    """The present moment in UTC, to the second, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
