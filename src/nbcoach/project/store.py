"""The MLflow store: which one it is, and how it comes into being."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from nbcoach.errors import BadCallError, MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "mlflow.db"
VARIABLE = "MLFLOW_TRACKING_URI"


def choose_store(start: Path, root: Path, environ: Mapping[str, str], configured: str = "") -> str:
    """The one rule: environment > configuration > nearest `mlflow.db` upwards > `mlflow.db` in the root.

    What the environment says is taken as it stands; a relative SQLite address in the configuration is
    relative to the project's root.
    """
    if environ.get(VARIABLE):
        return environ[VARIABLE]
    if configured:
        return _made_absolute(configured, root)
    near = next((folder / NAME for folder in (start, *start.parents) if (folder / NAME).is_file()), root / NAME)
    return sqlite_address(near)


def sqlite_address(file: Path) -> str:
    """The absolute SQLite address of a database file.

    Only what SQLAlchemy would take for a query or an escape is escaped: its versions differ in what they decode.
    """
    whole = Path(os.path.abspath(file)).as_posix()
    return "sqlite:///" + re.sub(r"%(?=[0-9a-fA-F]{2})", "%25", whole).replace("?", "%3F")


def sqlite_file(uri: str, beside: Path | None = None) -> Path | None:
    """The file behind a SQLite address (a relative one taken from `beside`); None for any other address."""
    found = re.match(r"sqlite(?:\+\w+)?:///([^?]+)", uri)
    if found is None or found[1] == ":memory:":
        return None
    file = Path(unquote(found[1]))
    return file if file.is_absolute() else (beside or Path.cwd()) / file


def file_store(uri: str) -> Path | None:
    """The folder of an old file store (`file:…`, or a plain path); None for any other address."""
    parts = urlsplit(uri)
    if parts.scheme == "file":
        return Path(unquote(parts.path))
    is_path = not parts.scheme or (os.name == "nt" and len(parts.scheme) == 1)
    return Path(uri) if is_path else None


def ensure_store(uri: str) -> None:
    """Makes the SQLite store behind an address, if it is not there, before several writers meet it.

    The database is made under another name and then linked into place: whoever comes second finds it whole.
    Takes some seconds the first time. Addresses that are not SQLite files are left alone.

    Raises:
        BadCallError: The database cannot be made there.
        MissingExtraError: MLflow is not installed.
    """
    file = sqlite_file(uri)
    if file is None or _is_made(file):
        return
    draft = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.touch()
        _create(draft, file.parent)
        _put(draft, file)
    except OSError as error:
        raise BadCallError(
            f"The MLflow store {file} cannot be made: {error.strerror or error}.",
            f"Make its folder writable, or set {VARIABLE} to another store.",
        ) from error
    finally:
        for leftover in file.parent.glob(f"{draft.name}*"):
            leftover.unlink(missing_ok=True)


def _made_absolute(uri: str, root: Path) -> str:
    file = sqlite_file(uri, root)
    return uri if file is None else sqlite_address(file)


def _is_made(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def _create(file: Path, folder: Path) -> None:
    try:
        from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore  # noqa: PLC0415 - seconds, and an extra
    except ImportError as error:
        raise MissingExtraError("mlflow", "pipelines") from error
    store = SqlAlchemyStore(sqlite_address(file), (folder / "mlruns").as_uri())  # type: ignore[no-untyped-call]
    store.engine.dispose()


def _put(draft: Path, file: Path) -> None:
    """Gives the finished database its name, unless another process was faster."""
    if _is_made(file):
        return
    if file.exists():
        draft.replace(file)
        return
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        draft.replace(file)
