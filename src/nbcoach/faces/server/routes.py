"""Which address leads to which handler."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from jupyter_server.utils import url_path_join

if TYPE_CHECKING:
    from nbcoach.faces.server.handler import CoachHandler
    from nbcoach.faces.server.workspace import Workspace

ENDPOINTS = (
    "status",
    "lint",
    "resolve",
    "fix-safe",
    "ignore",
    "ignore-in-project",
    "track",
    "explain",
    "habits",
    "later",
    "folder",
    "files",
    "export-plan",
    "export-intent",
    "export",
    "export-status",
    "export-cancel",
    "export-list",
)
"""Each is served by `Handler` of the module of the same name."""


def handlers(base_url: str, workspace: Workspace) -> list[tuple[str, type[CoachHandler], dict[str, Workspace]]]:
    return [
        (url_path_join(base_url, "nbcoach", endpoint), _handler(endpoint), {"workspace": workspace})
        for endpoint in ENDPOINTS
    ]


def _handler(endpoint: str) -> type[CoachHandler]:
    module = importlib.import_module(f"nbcoach.faces.server.{endpoint.replace('-', '_')}")
    handler: type[CoachHandler] = module.Handler
    return handler
