"""Whether the kernel that a pipeline asks for is there, before anything is started."""

from __future__ import annotations

from importlib.util import find_spec

from nbcoach.errors import BadCallError, MissingExtraError


def verify_kernel(kernel: str) -> None:
    """Finds out that notebooks can be executed with a kernel.

    Raises:
        MissingExtraError: papermill is not installed.
        BadCallError: The kernel is not installed.
    """
    if find_spec("papermill") is None:  # importing it takes a second
        raise MissingExtraError("papermill", "pipelines")
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel  # noqa: PLC0415 - comes with papermill

    specs = KernelSpecManager()
    try:
        specs.get_kernel_spec(kernel)
    except NoSuchKernel:
        installed = ", ".join(sorted(specs.find_kernel_specs())) or "none"
        raise BadCallError(
            f"The Jupyter kernel {kernel} is not installed (installed: {installed}).",
            "Install it, or name another one: --kernel for an export, `kernel` in pipeline.yaml for a run.",
        ) from None
