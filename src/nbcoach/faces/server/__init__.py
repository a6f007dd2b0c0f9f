"""The Jupyter server extension: what the browser asks, answered by the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "nbcoach"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Adds the endpoints to a server that starts."""
    from nbcoach.faces.server.routes import handlers  # noqa: PLC0415 - `nbcoach` is imported where no server is
    from nbcoach.faces.server.workspace import workspace_of  # noqa: PLC0415

    workspace = workspace_of(server.contents_manager)
    app: Any = server.web_app
    app.add_handlers(".*$", handlers(app.settings["base_url"], workspace))
    server.log.info("nbcoach coaches notebooks %s", f"in {workspace.root}" if workspace.root else "that are no files")
