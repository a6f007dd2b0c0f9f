"""A kernel for one run: it executes cells, answers silent questions, and is gone at the end, whatever happens."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any

from nbcoach.errors import BadCallError, MissingExtraError
from nbcoach.pipeline.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from pathlib import Path
    from typing import Self

_START = 120
"""Seconds that a kernel may take to start."""
_CHECK = 1.0
"""Seconds between two looks at whether the kernel lives."""

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())


class KernelFault(Exception):  # noqa: N818 - it becomes a failure, and is not raised further
    """The kernel died, or the time was up. `failure` says it as what a cell failed with."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.failure = Failure(name, message)


class Session:
    """A running kernel.

    Args:
        kernel: The name of its kernelspec.
        directory: Its working directory.
        environment: All its environment variables.
        log: A file that takes what the kernel's process itself prints.
        shelter: Makes the command that starts the kernel one that protects the user's folder.
        timeout: Seconds that the run may take from its first cell on, None for any.
    """

    def __init__(
        self,
        kernel: str,
        directory: Path,
        environment: Mapping[str, str],
        log: Path,
        shelter: Callable[[Sequence[str]], list[str]],
        timeout: float | None = None,
    ) -> None:
        self.kernel = kernel
        self.directory = directory
        self.environment = environment
        self.log = log
        self.shelter = shelter
        self.timeout = timeout
        self.end: float | None = None
        self.language = ""
        self.language_version = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: Any = None
        self._channels: Any = None
        self._manager: Any = None

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda _, context: _log.debug("%s", context))
        try:
            self._do(self._start())
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        assert self._loop is not None  # noqa: S101 - for the type checker; __enter__ has set it
        return self._loop.run_until_complete(work)

    async def _start(self) -> None:
        try:
            from jupyter_client.kernelspec import NoSuchKernel  # noqa: PLC0415 - an optional library
            from jupyter_client.manager import AsyncKernelManager  # noqa: PLC0415
        except ImportError:
            raise MissingExtraError("jupyter_client", "pipelines") from None
        self._manager = AsyncKernelManager(kernel_name=self.kernel)
        with self.log.open("ab") as log:
            try:
                self._manager.kernel_spec.argv = self.shelter(self._manager.kernel_spec.argv)
                await self._manager.start_kernel(
                    cwd=str(self.directory), env=dict(self.environment), stdout=log, stderr=log
                )
            except NoSuchKernel:
                raise _unknown(self.kernel) from None
            except OSError as error:
                raise self._unstartable(str(error)) from error
        _import_clients()  # takes seconds, in which the kernel starts
        self._channels = self._manager.client()
        self._channels.start_channels()
        self._channels.allow_stdin = False  # else a cell that asks a person waits for ever
        try:
            await self._channels.wait_for_ready(timeout=_START)
            await self._ask_language()
        except (RuntimeError, KernelFault) as error:
            raise self._unstartable(str(error)) from error

    def _unstartable(self, reason: str) -> BadCallError:
        said = self.log.read_text("utf-8", "replace").strip().splitlines() if self.log.exists() else []
        return BadCallError(
            f"The kernel {self.kernel} does not start: {said[-1] if said else reason}.".replace("..", "."),
            "Start it in Jupyter to see why, or name another one with --kernel.",
        )

    async def _ask_language(self) -> None:
        reply = await self._reply(self._channels.kernel_info())
        info = reply["content"].get("language_info", {})
        self.language = str(info.get("name", "")).lower()
        self.language_version = str(info.get("version", ""))

    def open(self, cells: list[dict[str, Any]]) -> None:
        """Says which cells will be executed, as nbformat cells. The time of the run counts from here."""
        import nbformat  # noqa: PLC0415 - an optional library, slow to import
        from nbclient import NotebookClient  # noqa: PLC0415

        document = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})  # type: ignore[no-untyped-call]
        self._client = NotebookClient(document, km=self._manager, timeout=None, log=_log)
        self._client.kc = self._channels
        self._client.reset_execution_trackers()
        self.end = None if self.timeout is None else time.monotonic() + self.timeout

    def execute(self, index: int) -> dict[str, Any]:
        """Executes a cell as a front end does, and gives it with its outputs.

        Raises:
            KernelFault: The kernel died, or the time was up.
        """
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError  # noqa: PLC0415

        cell: dict[str, Any] = self._client.nb.cells[index]
        left = self._left(None)
        self._client.timeout = None if left is None else max(1, round(left))
        try:
            self._do(self._client.async_execute_cell(cell, index))
        except CellExecutionError:
            pass
        except CellTimeoutError:
            raise self._late() from None
        except (DeadKernelError, RuntimeError) as error:
            raise KernelFault("DeadKernelError", "The kernel died.") from error
        return cell

    def renewed(self) -> dict[int, dict[str, Any]]:
        """The cells, by index, of which a later cell may have renewed an output, as they are now."""
        shown = self._client._display_id_map.values() if self._client else ()  # noqa: SLF001 - nobody else knows them
        return {index: self._client.nb.cells[index] for cells in shown for index in cells}

    def ask(self, expression: str) -> str:
        """Evaluates an expression in the user's namespace without a trace: no output, history, count or event.

        Returns:
            What went wrong, empty where nothing did.

        Raises:
            KernelFault: The kernel died, or the time was up.
        """
        trouble: str = self._do(self._asked(expression))
        return trouble

    async def _asked(self, expression: str) -> str:
        asked = {"silent": True, "store_history": False, "allow_stdin": False}
        reply = await self._reply(self._channels.execute("", user_expressions={"answer": expression}, **asked))
        answer = reply["content"].get("user_expressions", {}).get("answer")
        if answer is None:  # an error of the cell before stands in the way of expressions; a statement gets through
            reply = await self._reply(self._channels.execute(f"if {expression}: pass", **asked))
            answer = reply["content"]
        return "" if answer.get("status") == "ok" else f"{answer.get('ename')}: {answer.get('evalue')}"

    async def _reply(self, message: str) -> dict[str, Any]:
        from queue import Empty  # noqa: PLC0415

        while True:
            try:
                reply: dict[str, Any] = await self._channels.get_shell_msg(timeout=self._left(_CHECK))
            except Empty:
                if not await self._manager.is_alive():
                    raise KernelFault("DeadKernelError", "The kernel died.") from None
                if self._left(None) == 0:
                    raise self._late() from None
                continue
            if reply["parent_header"].get("msg_id") == message:
                return reply

    def _left(self, at_most: float | None) -> float | None:
        if self.end is None:
            return at_most
        left = max(0.0, self.end - time.monotonic())
        return left if at_most is None else min(left, at_most)

    def _late(self) -> KernelFault:
        return KernelFault("TimeoutError", "The time for the run was up.")

    def close(self) -> None:
        """Ends the kernel and what it has started."""
        loop, self._loop = self._loop, None
        if loop is None:
            return
        try:
            loop.run_until_complete(self._end())
        finally:
            loop.close()

    async def _end(self) -> None:
        here = asyncio.current_task()
        pending = [task for task in asyncio.all_tasks() if task is not here]
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        if self._channels is not None:
            self._channels.stop_channels()
        if self._manager is not None and self._manager.has_kernel:
            await self._manager.shutdown_kernel(now=True)


def _import_clients() -> None:
    try:
        import nbclient  # noqa: F401, PLC0415 - an optional library, slow to import
    except ImportError:
        raise MissingExtraError("nbclient", "pipelines") from None


def _unknown(kernel: str) -> BadCallError:
    from jupyter_client.kernelspec import KernelSpecManager  # noqa: PLC0415

    installed = ", ".join(sorted(KernelSpecManager().find_kernel_specs())) or "none"
    return BadCallError(
        f"The Jupyter kernel {kernel} is not installed (installed: {installed}).",
        "Install it, or name another one with --kernel.",
    )
