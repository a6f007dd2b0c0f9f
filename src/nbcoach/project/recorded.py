"""What an MLflow store has recorded, read without changing a byte of it.

An MLflow client would create a database where there is none, and ask to migrate an old one; so SQLite files are
opened read-only with plain SQL, after a look at which tables and columns they have. What an older schema does not
hold is None in the answer: unknown, not empty.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from msgspec import Struct

from nbcoach.project.store import file_store, sqlite_file

if TYPE_CHECKING:
    from collections.abc import Iterator

RUNS_AT_MOST = 5_000
"""The latest runs that are read."""
SQLITE_HEADER = b"SQLite format 3\0"
HEADER_LENGTH = 100
WAL = 2


class Run(Struct, frozen=True):
    """A finished run that no other run started. `started` in milliseconds since 1970, UTC.

    `metrics` counts those that are no by-product of fitting (autologging names these `training_…`). `tags` holds
    the ones of MLflow itself (`mlflow.…`). `datasets` and `models` are None where the schema has no place for them.
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


class Recorded(Struct, frozen=True):
    """A store's content. `problem` says in one sentence why nothing could be read; then all else is empty.

    `runs` come latest first. `versions` is None where the store has no registry that can be read.
    """

    address: str
    problem: str = ""
    is_missing: bool = False
    runs: tuple[Run, ...] = ()
    versions: tuple[ModelVersion, ...] | None = None
    is_cut: bool = False

    @property
    def is_read(self) -> bool:
        return not self.problem


def look_into(uri: str, beside: Path) -> Recorded:
    """What the store at an address holds; a relative SQLite address is taken from the folder `beside`.

    Never creates or changes a file, never speaks to a server.
    """
    file = sqlite_file(uri, beside)
    if file is None:
        return Recorded(uri, _not_a_file(uri))
    if not file.is_file():
        return Recorded(uri, f"there is no MLflow store yet ({file.name} does not exist)", is_missing=True)
    try:
        with closing(_open(file)) as database:
            return _read(uri, database)
    except (sqlite3.Error, OSError, ValueError, OverflowError) as error:
        return Recorded(uri, f"{file.name} cannot be read as an MLflow store ({error})")


def _not_a_file(uri: str) -> str:
    if file_store(uri):
        return "the MLflow store is a folder of the old file kind, which is not read"
    return "the MLflow store is on a server or in another database, which is not asked"


def _open(file: Path) -> sqlite3.Connection:
    """A connection that cannot write.

    A database in WAL mode makes companion files even for a reader; where nobody has it open it is therefore read
    as immutable.
    """
    with file.open("rb") as data:
        header = data.read(HEADER_LENGTH)
    if len(header) < HEADER_LENGTH or not header.startswith(SQLITE_HEADER):
        raise ValueError("it is no SQLite database" if header else "it is empty")
    is_idle_wal = header[18] == WAL and not Path(f"{file}-shm").exists()
    mode = "mode=ro&immutable=1" if is_idle_wal else "mode=ro"
    whole = quote(file.absolute().as_posix())
    database = sqlite3.connect(f"file:{whole}?{mode}", uri=True, timeout=2.0)
    database.row_factory = sqlite3.Row
    database.text_factory = lambda data: data.decode("utf-8", "replace")
    return database


def _read(uri: str, database: sqlite3.Connection) -> Recorded:
    columns = {table: _columns(database, table) for table in (*NEEDED, *OPTIONAL)}
    lacking = [table for table, needed in NEEDED.items() if not needed <= columns[table]]
    if lacking:
        return Recorded(uri, f"it has no table {lacking[0]} as MLflow makes it, or an older one")
    runs = tuple(_runs(database, columns))
    return Recorded(
        uri,
        runs=runs[:RUNS_AT_MOST],
        versions=_versions(database, columns),
        is_cut=len(runs) > RUNS_AT_MOST,
    )


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


def _columns(database: sqlite3.Connection, table: str) -> frozenset[str]:
    return frozenset(row["name"] for row in database.execute(f"pragma table_info({table})"))


def _has(columns: dict[str, frozenset[str]], table: str) -> bool:
    return OPTIONAL[table] <= columns[table]


def _runs(database: sqlite3.Connection, columns: dict[str, frozenset[str]]) -> Iterator[Run]:
    datasets = _counts(database, DATASETS) if _has(columns, "inputs") else None
    models = _counts(database, LOGGED_MODELS) if _has(columns, "logged_models") else None
    params, metrics, fitted = (_counts(database, query) for query in (PARAMS, METRICS, FITTED_METRICS))
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
TAGS = "SELECT run_uuid, key, value FROM tags WHERE key LIKE 'mlflow.%'"
DATASETS = """
    SELECT destination_id AS id, count(*) AS n FROM inputs
    WHERE source_type = 'DATASET' AND destination_type = 'RUN' GROUP BY destination_id"""
LOGGED_MODELS = """
    SELECT source_run_id AS id, count(*) AS n FROM logged_models
    WHERE lifecycle_stage = 'active' AND source_run_id IS NOT NULL GROUP BY source_run_id"""


def _counts(database: sqlite3.Connection, query: str) -> dict[str, int]:
    return {row["id"]: row["n"] for row in database.execute(query)}


def _versions(database: sqlite3.Connection, columns: dict[str, frozenset[str]]) -> tuple[ModelVersion, ...] | None:
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
