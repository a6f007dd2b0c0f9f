from __future__ import annotations

from typing import TYPE_CHECKING

import nbcoach

if TYPE_CHECKING:
    from .conftest import Ask


def test_the_status_names_version_and_checks(ask: Ask) -> None:
    answer = ask("status")

    checks = {check["name"]: check for check in answer.body["checks"]}
    assert answer.body["version"] == nbcoach.__version__
    assert answer.body["has_files"] is True
    assert {"unseeded-run", "untracked-data", "hard-coded-path"} <= set(checks)
    assert all(check["why"] and check["summary"] for check in checks.values())


def test_an_explanation_holds_what_the_check_says(ask: Ask) -> None:
    answer = ask("explain", {"check": "unseeded-run"})

    assert answer.status == 200
    assert "## What to do" in answer.body["text"]
    assert answer.body["area"] == "reproducibility"
    assert answer.body["sources"]


def test_an_unknown_check_is_refused(ask: Ask) -> None:
    answer = ask("explain", {"check": "no-such-check"})

    assert answer.status == 400
    assert "no-such-check" in answer.body["message"]
