"""Runs with many values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from nbcoach.errors import BadCallError
from nbcoach.pipeline import Policy, sweep
from nbcoach.pipeline.sweep import grid, read_grid, split

if TYPE_CHECKING:
    from pathlib import Path

    from chains import InProcess


@pytest.mark.parametrize(
    ("text", "schema", "expected"),
    [
        ("1,2, 3", {"type": "integer"}, ["1", "2", "3"]),
        ("0.1,1e-3", {"type": "number"}, ["0.1", "1e-3"]),
        ("true,false", {"type": "boolean"}, ["true", "false"]),
        ("7", {"type": "integer"}, None),
        ("1,", {"type": "integer"}, None),
        ("1,x", {"type": "integer"}, None),
        ("a,b", {"type": "string"}, None),
        ("a,b", {}, None),
        ("[1, 2]", {"type": "array"}, None),
        ("gini,entropy", {"type": "string", "enum": ["gini", "entropy"]}, ["gini", "entropy"]),
        ("a,b", {"type": "string", "enum": ["a,b", "a", "b"]}, None),
        ("gini,other", {"type": "string", "enum": ["gini", "entropy"]}, None),
        ("1,none", {"type": ["integer", "null"]}, ["1", "none"]),
        ("1,2", {"type": ["integer", "string"]}, None),
    ],
)
def test_a_text_is_split_only_where_it_is_no_value_itself(text: str, schema: Any, expected: Any) -> None:
    assert split("x", text, schema) == expected


def test_a_grid_is_every_combination() -> None:
    assert grid({"a": [1, 2], "b": ["x", "y"]}) == [
        {"a": 1, "b": "x"},
        {"a": 1, "b": "y"},
        {"a": 2, "b": "x"},
        {"a": 2, "b": "y"},
    ]


def test_a_file_holds_a_grid_or_a_list(tmp_path: Path) -> None:
    file = tmp_path / "grid.yaml"
    file.write_text("a: [1, 2]\nb: [x]")
    assert read_grid(file, ()) == [{"a": 1, "b": "x"}, {"a": 2, "b": "x"}]
    file.write_text("- {a: 1, b: x}\n- {a: 2, b: y}")
    assert read_grid(file, ()) == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1", r"is no grid: .*Write names with lists, such as `alpha: \[1, 2\]`"),
        ("[", "is no YAML"),
        ("7", "is no grid"),
    ],
)
def test_a_file_that_is_no_grid_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "grid.yaml").write_text(text)
    with pytest.raises(BadCallError, match=message):
        read_grid(tmp_path / "grid.yaml", ["alpha"])
    with pytest.raises(BadCallError, match="cannot be read"):
        read_grid(tmp_path / "none.yaml", [])


def test_a_combination_that_fails_does_not_stop_the_others(engine: InProcess, chain: Path) -> None:
    engine.during = lambda job, _: 1 / 0 if job.values.get("factor") == 2 else None
    result = sweep(chain, [{"factor": each} for each in (1, 2, 3)])
    assert [point.status for point in result.points] == ["finished", "failed", "finished"]
    (failed,) = result.failed
    assert "ZeroDivisionError" in failed.error
    assert engine.executed == ["load", "prepare", "train", "prepare", "prepare", "train"]


def test_nothing_starts_where_one_combination_is_wrong(engine: InProcess, chain: Path) -> None:
    with pytest.raises(BadCallError, match="rows is -1, and has to be at least 0"):
        sweep(chain, [{"rows": 1}, {"rows": -1}])
    with pytest.raises(BadCallError, match="sweep of 0 runs"):
        sweep(chain, [])
    with pytest.raises(BadCallError, match="not resumed"):
        sweep(chain, [{"rows": 1}], policy=Policy(resume=True))
    assert engine.executed == []
