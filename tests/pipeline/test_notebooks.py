"""Notebooks as people write them become pipelines that give the same; `benchmarks/conversion.py` tries all of them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks/conversion.py"


@pytest.fixture(scope="module")
def trying():
    spec = importlib.util.spec_from_file_location("benchmarks_conversion", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_at_least_thirty_and_most_have_headings(trying, tmp_path):
    headed = 0
    for name in trying.names():
        (tmp_path / name).mkdir()
        text = trying.lay_out(name, tmp_path / name).read_text("utf-8")
        headed += text.count('"cell_type": "markdown"') >= 2

    assert len(trying.names()) >= 30
    assert headed >= 25


@pytest.mark.slow
@pytest.mark.parametrize("name", ["numpy_basics", "sqlite_orders", "logging_classes", "churn"])
def test_notebooks_with_headings_come_out_equal_in_several_steps(trying, name):
    row = trying.convert(name, "headings")
    if row.verdict == "left out":
        pytest.skip(row.note)

    assert (row.verdict, row.steps > 1) == ("verified", True), row.note


@pytest.mark.slow
@pytest.mark.parametrize("name", ["writefile_module", "short_script", "unseeded"])
def test_notebooks_come_out_equal_in_as_many_steps_as_are_worth_it(trying, name):
    row = trying.convert(name, "auto")
    if row.verdict == "left out":
        pytest.skip(row.note)

    assert row.verdict == "verified", row.note
