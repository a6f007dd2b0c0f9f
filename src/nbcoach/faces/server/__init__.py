"""The Jupyter server extension: what the browser asks, answered by the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "nbcoach"}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """Adds the endpoints to a server that starts."""
    from nbcoach.faces.server.routes import handlers
    from nbcoach.faces.server.workspace import workspace_of

    workspace = workspace_of(server.contents_manager)
    server.web_app.add_handlers(".*$", handlers(server.web_app.settings["base_url"], workspace))
    server.log.info("nbcoach coaches notebooks %s", f"in {workspace.root}" if workspace.root else "that are no files")
