"""What all endpoints share: decode, work off the event loop, answer, say what went wrong."""

from __future__ import annotations

import asyncio
from http.client import responses
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from jupyter_core.utils import ensure_async
from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError

from nbcoach.errors import BadCallError, NbcoachError
from nbcoach.faces.server.failures import TooLargeError, failure_of, kind_of
from nbcoach.wire.answers import ErrorAnswer

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.faces.server.workspace import Workspace

LARGEST = 32_000_000
"""Bytes of a body; the code of a notebook is far smaller, and its outputs are never sent."""

Request = TypeVar("Request", bound=msgspec.Struct)


class CoachHandler(APIHandler):
    """An endpoint. Every answer is JSON; every one that is not 200 is an `ErrorAnswer`."""

    auth_resource = "contents"
    """Who may read the notebooks may have them looked at; who may write files may export."""

    def initialize(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.is_gone = False

    def on_connection_close(self) -> None:
        """The browser asks anew at each pause in typing, and drops what it asked before."""
        self.is_gone = True

    async def answer(
        self, kind: type[Request], work: Callable[[Request, Workspace], msgspec.Struct], *, at_once: bool = False
    ) -> None:
        """Decodes the body, has a thread do the work, and sends what it returns or the error that it raises.

        Work that takes no time is done `at_once`, not behind what the threads are at.
        """
        try:
            request = decoded(self.request.body or b"{}", kind)
            if at_once:
                result = work(request, self.workspace)
            else:
                threads = self.workspace.threads
                result = await asyncio.get_running_loop().run_in_executor(threads, self._unless_gone, work, request)
        except NbcoachError as error:
            failure = failure_of(error)
            self.set_status(failure.status)
            result = ErrorAnswer(error.message, error.cure, failure.kind)
        if not self.is_gone:
            await self.finish(msgspec.json.encode(result))

    async def may_execute(self) -> bool:
        """Whether the user may run code, as in a kernel."""
        allowed = self.authorizer.is_authorized(self, self.current_user, "execute", "kernels")
        return bool(await ensure_async(allowed))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = (kwargs.get("exc_info") or (None, None, None))[1]
        said = error.log_message if isinstance(error, HTTPError) else None
        message = said or responses.get(status_code, "Unknown error")
        cure = "The server's log says more." if status_code >= 500 else ""
        self.finish(msgspec.json.encode(ErrorAnswer(message, cure, kind_of(status_code))))

    def _unless_gone(self, work: Callable[[Request, Workspace], msgspec.Struct], request: Request) -> msgspec.Struct:
        return ErrorAnswer("Nobody waits for this answer.", "") if self.is_gone else work(request, self.workspace)


def decoded(body: bytes, kind: type[Request]) -> Request:
    """The request in a body.

    Raises:
        TooLargeError: The body is larger than anything that is typed.
        BadCallError: It is no JSON, or not of this kind.
    """
    if len(body) > LARGEST:
        raise TooLargeError(f"The request holds {len(body)} bytes; {LARGEST} are allowed.", "Split the notebook.")
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise BadCallError(
            f"The request is not understood: {error}.", "Use a labextension of the server's version."
        ) from None
