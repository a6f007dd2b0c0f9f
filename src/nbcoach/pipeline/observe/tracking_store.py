"""Keeps trial runs of a notebook out of the user's MLflow store: in a copy, the store is a copy, too.

A store in the copied folder names the places of its artifacts by absolute paths, which lead back to the original; in
the copied database they are led into the copy. A server that the environment names is left out where the notebook does
nothing but record; else it is left as it is, since a notebook may read models from it.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from nbcoach.pipeline.observe.copying import Copy

VARIABLE = "MLFLOW_TRACKING_URI"
_SQLITE = "sqlite:///"
_NAMED = re.compile(r"\bmlflow\b(?:\.(?P<name>[\w.]+)(?P<called>\s*\()?)?|\bMlflowClient\b|\b(?:models|runs):/")
_IMPORTED = re.compile(r"^\s*import mlflow(?:\.\w+)*[ \t]*(?:#.*)?$", re.MULTILINE)
_RECORDING = re.compile(
    r"(?:\w+\.)?(?:autolog|log_\w+)|set_tags?|start_run|end_run|active_run|set_experiment|set_experiment_tags?"
    r"|[sg]et_tracking_uri|(?:enable|disable)_system_metrics_logging|(?:models\.)?(?:signature\.)?infer_signature"
)
"""What only writes to a store, or reads nothing out of it."""
_PLACES = (("experiments", "artifact_location"), ("runs", "artifact_uri"))


def own_store(environment: Mapping[str, str], copy: Copy) -> dict[str, str]:
    """The environment of a kernel that tracks into the copy, where it would track into a file of this machine."""
    for pattern in ("mlflow.db", "*/mlflow.db"):
        for found in copy.root.glob(pattern):
            _lead_into(found, copy)
    store = environment.get(VARIABLE, "")
    if not store or (not store.startswith(_SQLITE) and "://" in store):
        return dict(environment)
    path = Path(store.removeprefix(_SQLITE))
    inside = path.is_absolute() and path.is_relative_to(copy.folder)
    own = copy.place(path) if inside and store.startswith(_SQLITE) else copy.home / "mlflow.db"
    return {**environment, VARIABLE: f"{_SQLITE}{own.as_posix()}"}


def without_server(environment: Mapping[str, str], sources: Iterable[str]) -> dict[str, str]:
    """The environment with a store on this machine in place of a server, where the code of a notebook only records."""
    store = environment.get(VARIABLE, "")
    is_server = "://" in store and not store.startswith((_SQLITE, "file:"))
    if not is_server or not _only_records("\n".join(sources)):
        return dict(environment)
    return {**environment, VARIABLE: "mlruns"}


def _only_records(code: str) -> bool:
    """True where MLflow is imported by its name, and everything that is called of it only records."""
    rest = _IMPORTED.sub("", code)
    is_imported = rest != code
    return is_imported and all(
        match["called"] and _RECORDING.fullmatch(match["name"]) for match in _NAMED.finditer(rest)
    )


def _lead_into(database: Path, copy: Copy) -> None:
    """Makes the places of artifacts in a copied store those of the copy; a file that is no store stays as it is."""
    pairs = [(str(copy.folder), str(copy.root)), (quote(copy.folder.as_posix()), quote(copy.root.as_posix()))]
    try:
        with closing(sqlite3.connect(database)) as connection, connection:
            for table, column in _PLACES:
                for old, new in dict(pairs).items():
                    where = f"{column} LIKE ? OR {column} LIKE ?"
                    connection.execute(
                        f"UPDATE {table} SET {column} = replace({column}, ?, ?) WHERE {where}",  # noqa: S608 - no input
                        (old, new, f"{old}%", f"file://{old}%"),
                    )
    except sqlite3.Error:
        return
