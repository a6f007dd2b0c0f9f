import json
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from sample_report import EMPTY, FULL, UnseededRun, file, finding

from nbcoach.checking import Report, Severity, discover, lint_paths
from nbcoach.config import Settings
from nbcoach.reports import Look, sarif, sarif_rules
from nbcoach.reports.sarif import render

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))


def text(report, **look):
    return "".join(render(report, Look(**look)))


def run_of(report, **look):
    log = json.loads(text(report, **look))
    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(log)] == []
    return log["runs"][0]


@pytest.fixture
def one_rule(monkeypatch):
    monkeypatch.setattr(sarif_rules, "discover", lambda: (UnseededRun,))
    monkeypatch.setattr(sarif, "__version__", "1.2.3")


def test_a_report_is_told_as_agreed(one_rule, golden):
    golden("lint.sarif", text(FULL))


@pytest.mark.parametrize("report", [FULL, EMPTY])
def test_a_log_is_valid_by_the_schema_of_oasis(report):
    assert run_of(report)["tool"]["driver"]["name"] == "nbcoach"


def test_a_wrong_log_is_not_valid():
    log = json.loads(text(FULL))
    log["runs"][0]["results"][0]["level"] = "hint"

    assert not Draft4Validator(SCHEMA).is_valid(log)


def test_every_check_is_a_rule_that_says_why_and_what_to_do():
    rules = {rule["id"]: rule for rule in run_of(EMPTY)["tool"]["driver"]["rules"]}

    assert rules.keys() == {check.name for check in discover()}
    rule = rules["unseeded-run"]
    assert rule["properties"]["tags"] == ["reproducibility"]
    assert "## What to do" in rule["help"]["markdown"]
    assert rule["fullDescription"]["text"]
    assert rule["defaultConfiguration"] == {"level": "warning", "enabled": True}


def test_results_point_at_their_rules():
    run = run_of(FULL)

    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_a_region_is_lines_of_the_file_and_the_place_in_the_cell_a_property():
    result = run_of(FULL, below_root="top")["results"][2]

    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 40, "endLine": 43}
    assert place["artifactLocation"] == {"uri": "top/work/50%25%2C%20a%3A%20b.ipynb", "uriBaseId": "SRCROOT"}
    assert result["locations"][0]["logicalLocations"][0]["name"] == "cell 5"
    assert {key: result["properties"][key] for key in ("cell", "cellId", "line", "column", "endLine", "endColumn")} == {
        "cell": 4,
        "cellId": "id4",
        "line": 1,
        "column": 14,
        "endLine": 4,
        "endColumn": 1,
    }


def test_what_failed_is_a_notification():
    invocation = run_of(FULL)["invocations"][0]

    assert invocation["executionSuccessful"] is False
    assert [each["level"] for each in invocation["toolExecutionNotifications"]] == ["error", "error", "error", "note"]
    assert run_of(EMPTY)["invocations"][0] == {"executionSuccessful": True, "toolExecutionNotifications": []}


def test_fingerprints_survive_a_moved_cell_and_are_unique_in_a_file(percent_file):
    cell = "# %%\nimport numpy as np\nnoise = np.random.rand(3)\n"
    here = percent_file("a.ipynb", f"{cell}# %%\nx = np.random.rand(3)\n{cell}")
    moved = percent_file("b.ipynb", f"# %%\nimport this\n{cell}{cell}# %%\nx = np.random.rand(3)\n")

    def prints(path):
        run = run_of(lint_paths([path], Settings(select=("unseeded-run",))))
        return [result["partialFingerprints"] for result in run["results"]]

    first, second = prints(here), prints(moved)
    key = "primaryLocationLineHash"
    assert len({each[key] for each in first}) == 3
    assert sorted(each[key] for each in first) == sorted(each[key] for each in second)
    assert {each["nbcoachCell/v1"] for each in first} == {each["nbcoachCell/v1"] for each in second}


def test_a_region_is_true_in_a_real_file(percent_file):
    path = percent_file("a.ipynb", "# %%\nimport numpy as np\n\nnoise = np.random.rand(\n    3\n)")

    [result] = run_of(lint_paths([path], Settings(select=("unseeded-run",))))["results"]

    region = result["locations"][0]["physicalLocation"]["region"]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "np.random.rand(" in lines[region["startLine"] - 1]
    assert lines[region["endLine"] - 1].strip() == '")"'


def test_a_name_that_is_no_utf_8_has_an_address():
    strange = file("caf\udce9/\ud83d.ipynb", finding("x", Severity.HINT, "m"))

    run = run_of(Report((strange, file("caf\udce9.ipynb", finding("x", Severity.HINT, "m")))))

    addresses = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]]
    assert addresses[1] == "caf%E9.ipynb"
