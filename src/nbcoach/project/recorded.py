"""What an MLflow store has recorded, read without changing a byte of it.

An MLflow client would create a database where there is none, and ask to migrate an old one; so SQLite files are
opened read-only with plain SQL, after a look at which tables and columns they have. What an older schema does not
hold is None in the answer: unknown, not empty.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from nbcoach.project.mlflow_tables import (
    NEEDED,
    RUNS_AT_MOST,
    ModelVersion,
    Run,
    columns_of,
    read_parents,
    read_runs,
    read_versions,
)
from nbcoach.project.store import file_store, sqlite_file

SQLITE_HEADER = b"SQLite format 3\0"
HEADER_LENGTH = 100
WAL = 2


class Recorded(Struct, frozen=True):
    """A store's content. `problem` says in one sentence why nothing could be read; then all else is empty.

    `runs` come latest first; `is_cut` says that there are more. `parents` leads from each nested run to the one
    that started it. `versions` is None where the store has no registry that can be read.
    """

    address: str
    problem: str = ""
    is_missing: bool = False
    runs: tuple[Run, ...] = ()
    versions: tuple[ModelVersion, ...] | None = None
    parents: dict[str, str] = {}
    is_cut: bool = False

    @property
    def is_read(self) -> bool:
        return not self.problem

    def run(self, name: str) -> Run | None:
        """The run of an id, or the one that started it; None where no such run is finished."""
        top = self.parents.get(name, name)
        return next((run for run in self.runs if run.id == top), None)


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
    if file_store(uri) and not uri.startswith("databricks"):
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
    columns = columns_of(database)
    lacking = [table for table, needed in NEEDED.items() if not needed <= columns[table]]
    if lacking:
        return Recorded(uri, f"it has no table {lacking[0]} as MLflow makes it, or an older one")
    runs = tuple(read_runs(database, columns))
    return Recorded(
        uri,
        runs=runs[:RUNS_AT_MOST],
        versions=read_versions(database, columns),
        parents=read_parents(database),
        is_cut=len(runs) > RUNS_AT_MOST,
    )
