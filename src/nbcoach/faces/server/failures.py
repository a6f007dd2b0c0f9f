"""What a request can fail on, and the HTTP status of each."""

from __future__ import annotations

from nbcoach.errors import (
    BadCallError,
    MissingExtraError,
    NbcoachError,
    NotANotebookError,
    StaleEditError,
    UnreadableError,
)


class OutsideError(NbcoachError):
    """A path leads out of the server's root, or to what the server hides."""


class NoFilesError(NbcoachError):
    """The server keeps its notebooks in no file system, so there is nothing to write into."""


class TakenError(NbcoachError):
    """A pipeline stands where one is to be written, and nobody agreed to replace it."""


class TooLargeError(NbcoachError):
    """A body holds more than anybody types."""


STATUSES: dict[type[NbcoachError], int] = {
    BadCallError: 400,
    OutsideError: 403,
    UnreadableError: 403,
    NoFilesError: 501,
    TakenError: 409,
    StaleEditError: 409,
    TooLargeError: 413,
    NotANotebookError: 422,
    MissingExtraError: 501,
}


def status_of(error: NbcoachError) -> int:
    """The HTTP status of an error: its own, or that of the nearest class above it; 500 for none."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), 500)
