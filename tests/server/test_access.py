"""Who may ask, and what may be sent: the same for every endpoint."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_server.auth import Authorizer

from nbcoach.faces.server.handler import LARGEST

from .conftest import live

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ask

BODIES: dict[str, Any] = {
    "status": None,
    "lint": {"notebook": live("x = 1")},
    "resolve": {"notebook": live("x = 1"), "offer": {"name": "track", "arguments": {}}},
    "track": {"notebook": live("x = 1")},
    "explain": {"check": "unseeded-run"},
    "export-plan": {"notebook": live("x = 1"), "path": "a.ipynb", "to": "a-pipeline"},
    "export": {"path": "a.ipynb", "to": "a-pipeline"},
}
every_endpoint = pytest.mark.parametrize("endpoint", BODIES)
every_post = pytest.mark.parametrize("endpoint", [name for name, body in BODIES.items() if body is not None])


@every_endpoint
def test_without_a_token_nothing_is_answered(ask: Ask, endpoint: str) -> None:
    answer = ask(endpoint, BODIES[endpoint], headers={"Authorization": ""})

    assert answer.status == 403
    assert set(answer.body) == {"message", "cure"}


class ReadOnly(Authorizer):
    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return action == "read" and resource == "contents"


class Nobody(Authorizer):
    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        return False


class TestWithoutPermission:
    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        return {"ServerApp": {"jpserver_extensions": {"nbcoach": True}, "authorizer_class": Nobody}}

    @every_endpoint
    def test_nothing_is_answered(self, ask: Ask, endpoint: str) -> None:
        assert ask(endpoint, BODIES[endpoint]).status == 403


class TestWithPermissionToReadOnly:
    @pytest.fixture
    def jp_server_config(self) -> dict[str, Any]:
        return {"ServerApp": {"jpserver_extensions": {"nbcoach": True}, "authorizer_class": ReadOnly}}

    def test_notebooks_are_looked_at_and_nothing_is_written(self, ask: Ask, jp_root_dir: Path) -> None:
        (jp_root_dir / "a.ipynb").write_text(json.dumps(live("x = 1")))

        assert ask("lint", BODIES["lint"]).status == 200
        assert ask("export", BODIES["export"]).status == 403
        assert not (jp_root_dir / "a-pipeline").exists()


@every_post
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"notebook": {"cells": [{"id": 3}]}, "path": 1}']
)
def test_a_malformed_body_is_refused_with_a_sentence(ask: Ask, endpoint: str, body: bytes) -> None:
    answer = ask(endpoint, body)

    assert answer.status == 400
    assert answer.body["message"].startswith("The request is not understood")
    assert answer.body["cure"]


def test_an_oversized_body_is_refused(ask: Ask) -> None:
    answer = ask("lint", b" " * (LARGEST + 1), request_timeout=60)

    assert answer.status == 413
    assert str(LARGEST) in answer.body["message"]


@pytest.mark.parametrize(
    "path", ["../a.ipynb", "/etc/a.ipynb", "b/../../a.ipynb", "C:\\a.ipynb", "\\\\host\\a", ".ssh/a.ipynb"]
)
@pytest.mark.parametrize("endpoint", ["lint", "resolve", "export-plan", "export"])
def test_a_path_out_of_the_root_is_refused(ask: Ask, endpoint: str, path: str) -> None:
    field = "to" if endpoint in {"export", "export-plan"} else "path"

    answer = ask(endpoint, {**BODIES[endpoint], field: path})

    assert answer.status == 403
    assert answer.body["cure"]


def test_an_unforeseen_failure_is_json_too(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nbcoach.faces.server.lint.lint_notebook", lambda *_, **__: 1 / 0)

    answer = ask("lint", BODIES["lint"])

    assert answer.status == 500
    assert set(answer.body) == {"message", "cure"}
    assert "division" not in answer.body["message"]
