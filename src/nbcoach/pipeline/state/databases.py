"""Takes SQLite connections apart: a file is opened again, a database in memory is written out."""

from __future__ import annotations

import gc
from typing import Any

from nbcoach.pipeline.state.rebuilding import own
from nbcoach.pipeline.state.reducing import reduces


@own
def connected(path: str, options: dict[str, Any], content: Any) -> Any:
    import sqlite3

    connection = sqlite3.connect(path or ":memory:")
    if isinstance(content, bytes):
        connection.deserialize(content)  # type: ignore[attr-defined,unused-ignore]
    elif content is not None:
        connection.executescript(content)
    for statement in options.pop("pragmas"):
        connection.execute(statement)
    for name, value in options.items():
        setattr(connection, name, value)
    return connection


@reduces("sqlite3.Connection")
def _reduce_connection(carrier: Any, connection: Any) -> Any:
    problem = _problem(connection)
    if problem:
        return carrier.refused(connection, problem)
    path = {row[1]: row[2] for row in _rows(connection, "PRAGMA database_list")}["main"]
    names = ("isolation_level", "row_factory", "text_factory")
    options = {name: getattr(connection, name) for name in names}
    options["pragmas"] = ["PRAGMA foreign_keys = %d" % _rows(connection, "PRAGMA foreign_keys")[0][0]]
    return connected, (path, options, None if path else _content(connection))


def _rows(connection: Any, statement: str) -> list[Any]:
    cursor = connection.cursor()
    cursor.row_factory = None
    return list(cursor.execute(statement))


def _content(connection: Any) -> Any:
    if hasattr(connection, "serialize") and _rows(connection, "SELECT 1 FROM sqlite_master LIMIT 1"):
        return connection.serialize()
    return "\n".join(connection.iterdump())


def _problem(connection: Any) -> str:
    import sqlite3

    try:
        if connection.in_transaction:
            return "a database connection with changes that are not committed cannot be carried into another kernel"
        names = {row[1] for row in _rows(connection, "PRAGMA database_list")}
        if names - {"main", "temp"} or _rows(connection, "SELECT name FROM sqlite_temp_master"):
            return "a database connection with temporary tables or attached databases cannot be carried"
        fresh = sqlite3.connect(":memory:")
        try:
            own_functions = _functions(connection) - _functions(fresh)
        finally:
            fresh.close()
        return "a database connection with functions of the notebook cannot be carried" if own_functions else ""
    except sqlite3.ProgrammingError:
        return "a closed database connection cannot be carried into another kernel"


def _functions(connection: Any) -> Any:
    import sqlite3

    try:
        return {(row[0], row[4]) for row in _rows(connection, "PRAGMA function_list")}
    except (sqlite3.Error, IndexError):
        return set()


@own
def cursor_of(connection: Any) -> Any:
    return connection.cursor()


@reduces("sqlite3.Cursor")
def _reduce_cursor(carrier: Any, cursor: Any) -> Any:
    is_known = gc.is_tracked(cursor) and gc.get_referents(cursor)
    is_waiting = any(type(part).__name__ == "Statement" for part in gc.get_referents(cursor)) if is_known else True
    if is_waiting and cursor.description is not None:
        return carrier.refused(cursor, "a database cursor with rows that are not read yet cannot be carried")
    return cursor_of, (cursor.connection,)


@own
def row_of(names: list[str], values: Any) -> Any:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    try:
        quoted = ", ".join('? AS "%s"' % name.replace('"', '""') for name in names)
        return sqlite3.Row(connection.execute("SELECT " + quoted, tuple(None for _ in names)), values)
    finally:
        connection.close()


@reduces("sqlite3.Row")
def _reduce_row(_: Any, row: Any) -> Any:
    return row_of, (row.keys(), tuple(row))
