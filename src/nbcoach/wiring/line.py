"""What an examination says about one thing."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

State = Literal["ok", "warning", "problem"]


class Line(Struct, frozen=True):
    """One thing that was looked at.

    Args:
        topic: What was looked at, as a few words that stay the same.
        state: `problem` where something that is there does not work, `warning` where something is missing, or cannot be
            seen from outside.
        message: What is the case, as one sentence without its stop.
        cure: What to do about it, as one sentence; empty where all is well.
    """

    topic: str
    state: State
    message: str
    cure: str = ""


def ok(topic: str, message: str) -> Line:
    return Line(topic, "ok", message)


def warning(topic: str, message: str, cure: str) -> Line:
    return Line(topic, "warning", message, cure)


def problem(topic: str, message: str, cure: str) -> Line:
    return Line(topic, "problem", message, cure)
