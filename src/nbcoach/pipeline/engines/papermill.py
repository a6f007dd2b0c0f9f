"""papermill: each step is a plain papermill notebook, executed by `nbcoach run` or by papermill itself."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError, MissingExtraError
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
        if find_spec("papermill") is None:  # importing it takes a second
            raise MissingExtraError("papermill", "pipelines")
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel  # noqa: PLC0415 - comes with it

        specs = KernelSpecManager()
        try:
            specs.get_kernel_spec(kernel)
        except NoSuchKernel:
            installed = ", ".join(sorted(specs.find_kernel_specs())) or "none"
            raise BadCallError(
                f"The Jupyter kernel {kernel} is not installed (installed: {installed}).",
                "Install it, or name another one under `kernel` in pipeline.yaml.",
            ) from None

    def execute(self, job: Job, watch: Callable[[Progress], None]) -> Failure | None:
        """Runs the notebook in a kernel of its own."""
        from nbcoach.pipeline.execution import execute  # noqa: PLC0415 - imports papermill

        return execute(job, watch)
