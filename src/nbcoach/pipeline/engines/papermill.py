"""papermill: each step is a plain papermill notebook, executed by `nbcoach run` or by papermill itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.pipeline.kernelspecs import verify_kernel
from nbcoach.pipeline.notebooks import notebook_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.pipeline.engines.contract import Job, Progress
    from nbcoach.pipeline.failure import Failure
    from nbcoach.pipeline.model import Pipeline


class Papermill:
    """The default engine."""

    name = "papermill"

    def files(self, pipeline: Pipeline) -> dict[str, bytes]:
        """The steps as notebooks with a cell tagged `parameters`."""
        return {step.notebook: notebook_bytes(step, pipeline.kernel) for step in pipeline.steps}

    def check(self, kernel: str) -> None:
        """Raises MissingExtraError without papermill, BadCallError without the kernel."""
        verify_kernel(kernel)

    def execute(self, job: Job, watch: Callable[[Progress], None]) -> Failure | None:
        """Runs the notebook in a kernel of its own."""
        from nbcoach.pipeline.execution import execute  # noqa: PLC0415 - imports papermill

        return execute(job, watch)
