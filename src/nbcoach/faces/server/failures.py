"""What a request can fail on, and the HTTP status of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nbcoach.errors import (
    BadCallError,
    MissingExtraError,
    NbcoachError,
    NotANotebookError,
    StaleEditError,
    UnreadableError,
)

if TYPE_CHECKING:
    from nbcoach.wire.answers import ErrorKind


class OutsideError(NbcoachError):
    """A path leads out of the server's root, or to what the server hides."""


class NoFilesError(NbcoachError):
    """The server keeps its notebooks in no file system, so there is nothing to write into."""


class TakenError(NbcoachError):
    """A pipeline stands where one is to be written, and nobody agreed to replace it."""


class ForbiddenError(NbcoachError):
    """The user may do a part of what was asked for, and not all of it."""


class BusyError(NbcoachError):
    """An export into the same folder is going on, or as many as the server does at once."""


class GoneError(NbcoachError):
    """There is no such export, or not any more."""


class TooLargeError(NbcoachError):
    """A body holds more than anybody types."""


class Failure(NamedTuple):
    """How an error is told: the HTTP status, and the word that programs go by."""

    status: int
    kind: ErrorKind


FAILURES: dict[type[NbcoachError], Failure] = {
    BadCallError: Failure(400, "bad-call"),
    OutsideError: Failure(403, "outside"),
    UnreadableError: Failure(403, "unreadable"),
    NoFilesError: Failure(501, "no-files"),
    ForbiddenError: Failure(403, "forbidden"),
    BusyError: Failure(409, "busy"),
    GoneError: Failure(404, "gone"),
    TakenError: Failure(409, "taken"),
    StaleEditError: Failure(409, "stale"),
    TooLargeError: Failure(413, "too-large"),
    NotANotebookError: Failure(422, "not-a-notebook"),
    MissingExtraError: Failure(501, "missing-library"),
}


def failure_of(error: NbcoachError) -> Failure:
    """How an error is told: as itself, or as the nearest class above it; else as a failure of the server."""
    return next((FAILURES[kind] for kind in type(error).__mro__ if kind in FAILURES), Failure(500, "failed"))


def kind_of(status: int) -> ErrorKind:
    """The word for an answer that was refused before anything was looked at."""
    return "forbidden" if status in {401, 403} else "failed" if status >= 500 else "bad-call"
