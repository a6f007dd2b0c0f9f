"""A real Jupyter server with the extension, on a folder of its own."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import pytest
from pytest_jupyter.jupyter_server import *  # noqa: F403 - its fixtures, for this folder alone
from tornado.httpclient import HTTPClientError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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


class Exported(Protocol):
    def __call__(self, body: Any, until: Callable[[dict[str, Any]], bool] = ...) -> Answer: ...


def _has_ended(status: dict[str, Any]) -> bool:
    return bool(status["state"] != "running")


@pytest.fixture
def exported(ask: Ask) -> Iterator[Exported]:
    """Begins an export and waits for its end, or until its status is of some kind; none outlives the test."""
    begun: list[str] = []

    def wait(answer: Answer, until: Callable[[dict[str, Any]], bool]) -> Answer:
        while answer.status == 200 and not (until(answer.body) or _has_ended(answer.body)):
            time.sleep(0.1)
            answer = ask("export-status", {"id": answer.body["id"]})
        return answer

    def send(body: Any, until: Callable[[dict[str, Any]], bool] = _has_ended) -> Answer:
        answer = ask("export", body)
        begun.extend([answer.body["id"]] if answer.status == 200 else [])
        return wait(answer, until)

    yield send
    for id in begun:  # noqa: A001
        wait(ask("export-cancel", {"id": id}), _has_ended)


def live(*sources: str, **top: Any) -> dict[str, Any]:
    """An open notebook of code cells, called `cell-0`, `cell-1` …"""
    cells = [
        {"id": f"cell-{index}", "cell_type": "code", "source": source, "metadata": {}}
        for index, source in enumerate(sources)
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **top}
