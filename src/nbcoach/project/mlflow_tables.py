"""The tables in which MLflow keeps runs and registered models, as far as they are read here.

Written against the schema of MLflow 3; what an older one lacks is told by `columns_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

RUNS_AT_MOST = 5_000
"""The latest runs that are read."""


class Run(Struct, frozen=True):
    """A finished run that no other run started. `started` in milliseconds since 1970, UTC.

    Counts include what its nested runs recorded. `metrics` counts those that are no by-product of fitting
    (autologging names these `training_…`). `tags` holds those of MLflow and of nbcoach (`mlflow.…`, `nbcoach.…`).
    `datasets` and `models` are None where the schema has no place for them.
    """

    id: str
    name: str
    experiment: str
    started: int
    params: int
    metrics: int
    fitted_metrics: int
    tags: dict[str, str]
    datasets: int | None = None
    models: int | None = None


class ModelVersion(Struct, frozen=True):
    """A version of a registered model (prompts, which share its tables, are left out). `created` as `Run.started`."""

    name: str
    version: int
    status: str
    stage: str
    created: int
    run: str
    aliases: tuple[str, ...] = ()


NEEDED = {
    "runs": frozenset({"run_uuid", "experiment_id", "status", "lifecycle_stage", "start_time"}),
    "experiments": frozenset({"experiment_id", "name", "lifecycle_stage"}),
    "params": frozenset({"run_uuid", "key"}),
    "latest_metrics": frozenset({"run_uuid", "key"}),
    "tags": frozenset({"run_uuid", "key", "value"}),
}
OPTIONAL = {
    "inputs": frozenset({"source_type", "source_id", "destination_type", "destination_id"}),
    "datasets": frozenset({"dataset_uuid"}),
    "logged_models": frozenset({"source_run_id", "lifecycle_stage"}),
    "model_versions": frozenset({"name", "version", "status", "current_stage", "creation_time", "run_id"}),
    "registered_model_tags": frozenset({"name", "key", "value"}),
    "registered_model_aliases": frozenset({"name", "alias", "version"}),
}


def columns_of(database: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """The columns of each table that is read here; empty for one that is not there."""
    return {table: _columns(database, table) for table in (*NEEDED, *OPTIONAL)}


def _columns(database: sqlite3.Connection, table: str) -> frozenset[str]:
    return frozenset(row["name"] for row in database.execute(f"pragma table_info({table})"))


def _has(columns: dict[str, frozenset[str]], table: str) -> bool:
    return OPTIONAL[table] <= columns[table]


def read_runs(database: sqlite3.Connection, columns: dict[str, frozenset[str]]) -> Iterator[Run]:
    count = _Counter(database)
    datasets = count(DATASETS) if _has(columns, "inputs") else None
    models = count(LOGGED_MODELS) if _has(columns, "logged_models") else None
    params, metrics, fitted = count(PARAMS), count(METRICS), count(FITTED_METRICS)
    tags: dict[str, dict[str, str]] = {}
    for row in database.execute(TAGS):
        tags.setdefault(row["run_uuid"], {})[row["key"]] = row["value"] or ""
    name = "r.name" if "name" in columns["runs"] else "''"
    for row in database.execute(RUNS.format(name=name), (RUNS_AT_MOST + 1,)):
        key = row["id"]
        yield Run(
            id=key,
            name=_text(row["name"]),
            experiment=_text(row["experiment"]),
            started=_whole(row["started"]),
            params=params.get(key, 0),
            metrics=metrics.get(key, 0),
            fitted_metrics=fitted.get(key, 0),
            tags=tags.get(key, {}),
            datasets=None if datasets is None else datasets.get(key, 0),
            models=None if models is None else models.get(key, 0),
        )


def read_parents(database: sqlite3.Connection) -> dict[str, str]:
    """The run that started each nested run, by their ids."""
    return {row["run_uuid"]: row["value"] or "" for row in database.execute(PARENTS)}


class _Counter:
    """Counts what runs recorded, by the run at the top: what a nested run recorded is its parent's, too."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._parents = read_parents(database)

    def __call__(self, query: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        for row in self._database.execute(query):
            for run in {row["id"], self._parents.get(row["id"], row["id"])}:
                counts[run] = counts.get(run, 0) + row["n"]
        return counts


PARENTS = "SELECT run_uuid, value FROM tags WHERE key = 'mlflow.parentRunId'"
RUNS = """
    SELECT r.run_uuid AS id, {name} AS name, e.name AS experiment, r.start_time AS started
    FROM runs r JOIN experiments e ON e.experiment_id = r.experiment_id
    WHERE r.lifecycle_stage = 'active' AND r.status = 'FINISHED' AND e.lifecycle_stage = 'active'
      AND NOT EXISTS (SELECT 1 FROM tags t WHERE t.run_uuid = r.run_uuid AND t.key = 'mlflow.parentRunId')
    ORDER BY r.start_time DESC, r.run_uuid LIMIT ?"""
PARAMS = "SELECT run_uuid AS id, count(*) AS n FROM params GROUP BY run_uuid"
METRICS = r"""
    SELECT run_uuid AS id, count(*) AS n FROM latest_metrics
    WHERE key NOT LIKE 'training\_%' ESCAPE '\' GROUP BY run_uuid"""
FITTED_METRICS = r"""
    SELECT run_uuid AS id, count(*) AS n FROM latest_metrics
    WHERE key LIKE 'training\_%' ESCAPE '\' GROUP BY run_uuid"""
TAGS = "SELECT run_uuid, key, value FROM tags WHERE key LIKE 'mlflow.%' OR key LIKE 'nbcoach.%'"
DATASETS = """
    SELECT destination_id AS id, count(*) AS n FROM inputs
    WHERE source_type = 'DATASET' AND destination_type = 'RUN' GROUP BY destination_id"""
LOGGED_MODELS = """
    SELECT source_run_id AS id, count(*) AS n FROM logged_models
    WHERE lifecycle_stage = 'active' AND source_run_id IS NOT NULL GROUP BY source_run_id"""


def read_versions(database: sqlite3.Connection, columns: dict[str, frozenset[str]]) -> tuple[ModelVersion, ...] | None:
    if not _has(columns, "model_versions"):
        return None
    prompts = _prompts(database) if _has(columns, "registered_model_tags") else frozenset()
    aliases: dict[tuple[str, int], list[str]] = {}
    if _has(columns, "registered_model_aliases"):
        for row in database.execute("SELECT name, version, alias FROM registered_model_aliases ORDER BY alias"):
            aliases.setdefault((row["name"], _whole(row["version"])), []).append(row["alias"])
    rows = database.execute("SELECT * FROM model_versions ORDER BY name, version")
    return tuple(_version(row, aliases) for row in rows if row["name"] not in prompts)


def _prompts(database: sqlite3.Connection) -> frozenset[str]:
    query = "SELECT name FROM registered_model_tags WHERE key = 'mlflow.prompt.is_prompt' AND value = 'true'"
    return frozenset(row["name"] for row in database.execute(query))


def _version(row: sqlite3.Row, aliases: dict[tuple[str, int], list[str]]) -> ModelVersion:
    number = _whole(row["version"])
    return ModelVersion(
        name=_text(row["name"]),
        version=number,
        status=_text(row["status"]),
        stage=_text(row["current_stage"]),
        created=_whole(row["creation_time"]),
        run=_text(row["run_id"]),
        aliases=tuple(aliases.get((row["name"], number), ())),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: Any) -> int:
    return value if isinstance(value, int) else 0
