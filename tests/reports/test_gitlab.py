import json

import pytest
from jsonschema import Draft202012Validator
from sample_report import EMPTY, FULL

from nbcoach.checking import Report, lint_paths
from nbcoach.config import Settings
from nbcoach.reports import Look
from nbcoach.reports.gitlab import render

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
FORM = Draft202012Validator(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]+$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": r"^(?!\./|/)"},
                        "lines": {
                            "type": "object",
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)


def issues(report, **look):
    found = json.loads("".join(render(report, Look(**look))))
    assert [error.message for error in FORM.iter_errors(found)] == []
    return found


def test_a_report_is_told_as_agreed(golden):
    golden("lint.gitlab.json", "".join(render(FULL, Look())))


@pytest.mark.parametrize(("report", "count"), [(FULL, 9), (EMPTY, 0), (Report(errors=FULL.errors), 0)])
def test_it_has_the_form_that_gitlab_documents(report, count):
    assert len(issues(report)) == count


def test_severities_are_those_of_gitlab():
    assert {(each["check_name"], each["severity"]) for each in issues(FULL)} >= {
        ("inline-secret", "critical"),
        ("unseeded-run", "major"),
        ("missing-purpose", "info"),
        ("not-a-notebook", "blocker"),
    }


def test_paths_begin_at_the_root_of_the_repository():
    assert issues(FULL, below_root="top")[1]["location"] == {
        "path": "top/work/50%, a: b.ipynb",
        "lines": {"begin": 12, "end": 12},
    }


def test_fingerprints_are_unique():
    prints = [each["fingerprint"] for each in issues(FULL)]

    assert len(set(prints)) == len(prints)


def test_fingerprints_survive_cells_that_are_put_above(percent_file):
    cells = "# %%\nimport numpy as np\nx = np.random.rand(3)\n# %%\ny = np.random.rand(4)\n"

    def prints(text):
        report = lint_paths([percent_file("a.ipynb", text)], Settings(select=("unseeded-run",)))
        return [each["fingerprint"] for each in issues(report)]

    assert prints(cells) == prints(f"# %%\nprint(1)\n{cells}")
    assert len(prints(cells)) == 2
