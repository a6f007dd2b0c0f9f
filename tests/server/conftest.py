"""A real Jupyter server with the extension, on a folder of its own."""

from __future__ import annotations

import json
from typing import Any, NamedTuple, Protocol

import pytest
from pytest_jupyter.jupyter_server import *  # noqa: F403 - its fixtures, for this folder alone
from tornado.httpclient import HTTPClientError


class Answer(NamedTuple):
    status: int
    body: dict[str, Any]


class Ask(Protocol):
    def __call__(self, endpoint: str, body: Any = None, **fetch: Any) -> Answer: ...


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return {"ServerApp": {"jpserver_extensions": {"nbcoach": True}}}


@pytest.fixture
def ask(jp_fetch: Any, jp_asyncio_loop: Any) -> Ask:
    """Sends a body to an endpoint (a GET without one) and gives back status and JSON, also of errors."""

    def send(endpoint: str, body: Any = None, **fetch: Any) -> Answer:
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        method = "GET" if data is None else "POST"
        try:
            coming = jp_fetch("nbcoach", endpoint, method=method, body=data, **fetch)
            response = jp_asyncio_loop.run_until_complete(coming)
        except HTTPClientError as error:
            response = error.response
        return Answer(response.code, json.loads(response.body))

    return send


def live(*sources: str, **top: Any) -> dict[str, Any]:
    """An open notebook of code cells, called `cell-0`, `cell-1` …"""
    cells = [
        {"id": f"cell-{index}", "cell_type": "code", "source": source, "metadata": {}}
        for index, source in enumerate(sources)
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **top}
