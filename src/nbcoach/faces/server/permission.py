"""Who may ask what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from jupyter_server.auth.decorator import authorized
from tornado.web import authenticated

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

Method = TypeVar("Method", bound="Callable[..., Awaitable[None]]")


def permitted(action: Literal["read", "write"]) -> Callable[[Method], Method]:
    """Lets a request through from users who are logged in and may do this with the handler's `auth_resource`.

    Everybody else is answered with 403. Jupyter's own decorators do it; together they carry types.
    """

    def decorate(method: Method) -> Method:
        allowed: Any = authorized(action)
        checked: Any = authenticated(allowed(method))
        result: Method = checked
        return result

    return decorate
