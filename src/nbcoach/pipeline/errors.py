"""What goes wrong while a pipeline runs; a call that was wrong from the start is a `BadCallError`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.errors import NbcoachError

if TYPE_CHECKING:
    from pathlib import Path

    from nbcoach.pipeline.failure import Failure


class StepFailedError(NbcoachError):
    """A step raised, or its kernel died. The partly executed notebook is kept at `output`.

    `failure` says where: cells count from 0 in it, and from 1 in the message.
    """

    exit_code = 1

    def __init__(self, step: str, failure: Failure, output: Path) -> None:
        super().__init__(
            f"Step {step} failed {failure.place}: {failure.summary}",
            f"Look at the partly executed notebook: {output}",
        )
        self.step = step
        self.failure = failure
        self.output = output


class RunStoppedError(NbcoachError):
    """Ctrl-C or SIGTERM ended a run. `exit_code` is 128 plus the signal's number, as shells have it."""

    def __init__(self, step: str, output: Path, signal: int) -> None:
        super().__init__(
            f"Stopped while step {step} was running; its kernel was ended.",
            f"Look at the partly executed notebook: {output}",
        )
        self.exit_code = 128 + signal


class ExportStoppedError(NbcoachError):
    """Ctrl-C or SIGTERM ended an export. `exit_code` is 128 plus the signal's number, as shells have it."""

    def __init__(self, signal: int) -> None:
        super().__init__("Stopped: the kernel was ended, the copies are removed, and nothing was written.")
        self.exit_code = 128 + signal
