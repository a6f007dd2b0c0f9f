"""What an engine is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.pipeline.failure import Failure
    from nbcoach.pipeline.model import Pipeline


class Progress(Struct, frozen=True):
    """How far a step is: `cell` of `cells` begins, counted from 1 among the code cells."""

    step: str
    cell: int
    cells: int


class Job(Struct, frozen=True):
    """One step to execute.

    Args:
        step: Its name.
        notebook: The step's notebook, with a cell tagged `parameters` if it takes any.
        output: Where the executed notebook goes, whole or not; its folder exists.
        values: The value of each parameter.
        kernel: The name of an installed kernelspec.
        directory: The kernel's working directory.
        environment: All environment variables of the kernel.
        log: A file that takes what the kernel's process itself prints.
        timeout: Seconds after which the step is given up, None for no limit.
        kernel_file: A file that tells, while the kernel runs, its process, so that it can be ended if this one dies.
    """

    step: str
    notebook: Path
    output: Path
    values: dict[str, Any]
    kernel: str
    directory: Path
    environment: dict[str, str]
    log: Path
    timeout: float | None = None
    kernel_file: Path | None = None


class Engine(Protocol):
    """Turns a pipeline into what runs it, and executes a step of it.

    The class is made without arguments. Its libraries are imported only when a method needs them.
    """

    name: str

    def files(self, pipeline: Pipeline) -> dict[str, bytes]:
        """The engine's own files by their path in the pipeline's folder. Pure: nothing is written."""
        ...

    def check(self, kernel: str) -> None:
        """Raises an error that says what to do where the engine or the kernel is not installed."""
        ...

    def execute(self, job: Job, watch: Callable[[Progress], None]) -> Failure | None:
        """Executes a step and writes `job.output`, also where it fails or is stopped by an exception.

        Returns:
            What the notebook failed with, None where it ran to its end.
        """
        ...
