"""Executes one notebook with papermill in a kernel whose folder, environment and output are given.

papermill's own `cwd` changes the directory of this process, which would disturb a server's other threads, so the
kernel alone is started there. Nothing is saved between cells; whatever was executed is saved at the end, also when a
cell failed, the kernel died or the run was stopped.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import nbformat
import papermill
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NotebookExecutionManager, papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.execute import remove_error_markers

from nbcoach.pipeline.engines.contract import Progress
from nbcoach.pipeline.failure import Failure, failure_of, stopped_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nbcoach.pipeline.engines.contract import Job

ENGINE = "nbcoach"

_log = logging.getLogger(__name__)
for _each in (_log, logging.getLogger("papermill")):
    _each.addHandler(logging.NullHandler())  # what they say is in the failure, too


def execute(job: Job, watch: Callable[[Progress], None]) -> Failure | None:
    """Executes a step; see the contract of engines."""
    execution = _Execution(job, watch)
    try:
        papermill.execute_notebook(
            str(job.notebook).replace("{", "{{").replace("}", "}}"),
            None,
            parameters=job.values,
            engine_name=ENGINE,
            kernel_name=job.kernel,
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            execution=execution,
        )
    except PapermillExecutionError:
        pass
    finally:
        execution.save()
    return execution.failure


class _Execution:
    """What one execution needs, and what is known about it."""

    def __init__(self, job: Job, watch: Callable[[Progress], None]) -> None:
        self.job = job
        self.watch = watch
        self.notebook: Any = None
        self.failure: Failure | None = None
        self.running: int | None = None
        self.client: Any = None
        self.until = time.monotonic() + job.timeout if job.timeout else None

    def run(self, manager: NotebookExecutionManager, kernel: str) -> None:
        self.notebook = manager.nb
        self.client = client = PapermillNotebookClient(
            manager,
            kernel_name=kernel,
            timeout=None,
            timeout_func=self._left if self.until else None,
            log=_log,
            on_cell_start=self._begin,
        )
        with _tidy_loop(), self.job.log.open("wb") as log:
            try:
                client.execute(cwd=str(self.job.directory), env=self.job.environment, stdout=log, stderr=log)
            except DeadKernelError:
                self.failure = self._broken("DeadKernelError", "The kernel died.")
            except CellTimeoutError:
                self.failure = self._broken("TimeoutError", f"The step took longer than {self.job.timeout:g} s.")
            except RuntimeError as error:
                self.failure = self._broken("KernelError", str(error))
            except BaseException:
                self._broken("Stopped", "")
                raise
        self.failure = self.failure or failure_of(self.notebook.cells)

    def save(self) -> None:
        if self.notebook is None:
            return
        if self.failure is None:
            self.notebook = remove_error_markers(self.notebook)
        nbformat.write(self.notebook, self.job.output)  # type: ignore[no-untyped-call]

    def _left(self, _: Any) -> int:
        """The whole seconds that a cell may still take, 1 at the least: nbclient takes 0 for no limit."""
        return max(1, math.ceil((self.until or 0) - time.monotonic()))

    def _tell_kernel(self) -> None:
        """Leaves the kernel's process and its connection file, which its command line names."""
        provisioner = getattr(self.client.km, "provisioner", None)
        told = {"pid": getattr(provisioner, "pid", None), "connection": str(self.client.km.connection_file)}
        if self.job.kernel_file is not None:
            self.job.kernel_file.write_text(json.dumps(told))

    def _begin(self, cell_index: int, **_: Any) -> None:
        if self.running is None:
            self._tell_kernel()
        if self.notebook.cells[cell_index].cell_type != "code":
            return
        self.running = cell_index
        code = [index for index, each in enumerate(self.notebook.cells) if each.cell_type == "code"]
        done = sum(index <= cell_index for index in code)
        self.watch(Progress(self.job.step, done, len(code)))

    def _broken(self, name: str, message: str) -> Failure:
        """Marks the cell that was running, so that papermill does not call the cells behind it completed."""
        if self.running is None:
            return Failure(name, message)
        cell = self.notebook.cells[self.running]
        cell.metadata.papermill["status"] = NotebookExecutionManager.FAILED
        cell.metadata.papermill["exception"] = True
        return stopped_in(self.running, cell, name, message)


@contextmanager
def _tidy_loop() -> Iterator[None]:
    """Tidies the event loop that papermill waits on, which jupyter_core makes once per thread and leaves open.

    What still waits for a kernel that a stopped run has ended fails unheard; it would be told as a traceback otherwise.
    """
    loop = ensure_event_loop()
    if loop.is_running():
        yield
        return
    loop.set_exception_handler(lambda _, context: _log.debug("%s", context))
    try:
        yield
    finally:
        if threading.current_thread() is not threading.main_thread():
            loop.close()
            asyncio.set_event_loop(None)


class _Engine(Engine):  # type: ignore[misc]
    """The engine that papermill is told to use."""

    @classmethod
    def execute_managed_notebook(
        cls, manager: NotebookExecutionManager, kernel: str, *, execution: _Execution, **_: Any
    ) -> None:
        execution.run(manager, kernel)


papermill_engines.register(ENGINE, _Engine)
