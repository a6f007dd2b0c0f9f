"""Who may ask, and what may be sent: the same for every endpoint."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jupyter_server.auth import Authorizer

from nbcoach.faces.server.handler import LARGEST
from nbcoach.faces.server.routes import ENDPOINTS

from .conftest import live

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Ask

BODIES: dict[str, Any] = {
    "status": None,
    "lint": {"notebook": live("x = 1")},
    "resolve": {"notebook": live("x = 1"), "offer": {"name": "track", "arguments": {}}},
    "track": {"notebook": live("x = 1")},
    "fix-safe": {"notebook": live("x = 1")},
    "ignore": {"notebook": live("x = 1"), "check": "unseeded-run", "reason": "why not", "cell_id": "cell-0", "line": 1},
    "ignore-in-project": {"path": "a.ipynb", "check": "unseeded-run"},
    "explain": {"check": "unseeded-run"},
    "habits": {"notebook": live("x = 1")},
    "later": {"notebook": live("x = 1"), "habit": "seeded", "later": False},
    "folder": {"path": ""},
    "files": {"folder": "", "paths": []},
    "export-plan": {"notebook": live("x = 1"), "path": "a.ipynb", "to": "a-pipeline"},
    "export-intent": {"notebook": live("x = 1"), "path": "a.ipynb"},
    "export": {"path": "a.ipynb", "to": "a-pipeline"},
    "export-status": {"id": "none"},
    "export-cancel": {"id": "none"},
    "export-list": {"path": "a.ipynb"},
}
PATHS = [
    ("lint", "path"),
    ("resolve", "path"),
    ("fix-safe", "path"),
    ("ignore-in-project", "path"),
    ("habits", "path"),
    ("later", "path"),
    ("folder", "path"),
    ("files", "folder"),
    ("export-plan", "to"),
    ("export-plan", "path"),
    ("export-intent", "path"),
    ("export", "to"),
    ("export", "path"),
    ("export-list", "path"),
]
"""The fields of requests that lead to files."""
every_endpoint = pytest.mark.parametrize("endpoint", BODIES)
every_post = pytest.mark.parametrize("endpoint", [name for name, body in BODIES.items() if body is not None])


def test_every_endpoint_is_tried_here() -> None:
    assert set(BODIES) == set(ENDPOINTS)


@every_endpoint
def test_without_a_token_nothing_is_answered(ask: Ask, endpoint: str) -> None:
    answer = ask(endpoint, BODIES[endpoint], headers={"Authorization": ""})

    assert answer.status == 403
    assert set(answer.body) == {"message", "cure", "kind"}
    assert answer.body["kind"] == "forbidden"


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
        assert ask("export-cancel", BODIES["export-cancel"]).status == 403
        assert ask("ignore-in-project", BODIES["ignore-in-project"]).status == 403
        assert [each.name for each in jp_root_dir.iterdir()] == ["a.ipynb"]


@every_post
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"notebook": {"cells": [{"id": 3}]}, "path": 1}']
)
def test_a_malformed_body_is_refused_with_a_sentence(ask: Ask, endpoint: str, body: bytes) -> None:
    answer = ask(endpoint, body)

    assert answer.status == 400
    assert answer.body["message"].startswith("The request is not understood")
    assert answer.body["cure"]


@every_post
def test_an_oversized_body_is_refused(ask: Ask, endpoint: str) -> None:
    answer = ask(endpoint, b" " * (LARGEST + 1), request_timeout=60)

    assert answer.status == 413
    assert answer.body["kind"] == "too-large"
    assert str(LARGEST) in answer.body["message"]


@pytest.mark.parametrize(
    "path", ["../a.ipynb", "/etc/a.ipynb", "b/../../a.ipynb", "C:\\a.ipynb", "\\\\host\\a", ".ssh/a.ipynb"]
)
@pytest.mark.parametrize(("endpoint", "field"), PATHS)
def test_a_path_out_of_the_root_is_refused(ask: Ask, endpoint: str, field: str, path: str) -> None:
    answer = ask(endpoint, {**BODIES[endpoint], field: path})

    assert answer.status == 403
    assert answer.body["kind"] == "outside"
    assert answer.body["cure"]


@pytest.mark.parametrize(("endpoint", "field"), PATHS)
def test_a_link_out_of_the_root_is_not_followed(
    ask: Ask, endpoint: str, field: str, jp_root_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (jp_root_dir / "link").symlink_to(outside)

    answer = ask(endpoint, {**BODIES[endpoint], field: "link/a.ipynb"})

    assert answer.status == 403
    assert answer.body["kind"] == "outside"
    assert list(outside.iterdir()) == []


def test_an_unforeseen_failure_is_json_too(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nbcoach.faces.server.lint.run_checks", lambda *_, **__: 1 / 0)

    answer = ask("lint", BODIES["lint"])

    assert answer.status == 500
    assert set(answer.body) == {"message", "cure", "kind"}
    assert answer.body["kind"] == "failed"
    assert "division" not in answer.body["message"]


@pytest.mark.parametrize("path", ["../a.ipynb", "/etc/a.ipynb", "link/a.ipynb", ".ssh/a.ipynb"])
def test_files_of_a_list_are_held_to_the_root_each(
    ask: Ask, path: str, jp_root_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.ipynb").write_text(json.dumps(live("import random\nx = random.random()")))
    (jp_root_dir / "link").symlink_to(outside)

    answer = ask("files", {"folder": "", "paths": [path]})

    assert answer.status == 403 or "random" not in json.dumps(answer.body)
