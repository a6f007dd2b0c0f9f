"""Says in one line what went wrong in somebody else's code."""

from __future__ import annotations

import os


def described(error: BaseException) -> str:
    """Kind and message of an error, and the file and line that raised it."""
    said = " ".join(str(error).split())
    text = f"{type(error).__name__}: {said}" if said else type(error).__name__
    place = _place(error)
    return f"{text} ({place})" if place else text


def _place(error: BaseException) -> str:
    """File name and line of the innermost frame that is not the import system's."""
    place = ""
    step = error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if not file.startswith("<frozen"):
            place = f"{os.path.basename(file)}, line {step.tb_lineno}"  # noqa: PTH119 - keeps start-up small
        step = step.tb_next
    return place
