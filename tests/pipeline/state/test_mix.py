"""Definitions of all kinds at once, which refer to each other, cut from what uses them, in every Python there is."""

import sys
from pathlib import Path

import pytest
from pipeline.state.battery import cut_all
from pipeline.state.test_battery import found_pythons, starts

CELLS = Path(__file__).with_name("mix.txt").read_text("utf-8").split("# %%\n")


def check(folder, python):
    (found,) = cut_all([(CELLS, 1, None)], folder, python=python)

    assert found.obstacles == []
    assert found.halves == found.whole != ""


def test_definitions_of_all_kinds_come_along(tmp_path):
    check(tmp_path, sys.executable)


@pytest.mark.slow
@pytest.mark.parametrize("version", ["3.8", "3.9", "3.10", "3.12", "3.13", "3.14"])
def test_definitions_of_all_kinds_come_along_in_other_pythons(tmp_path, version):
    python = next(filter(starts, found_pythons(version)), None)
    if python is None:
        pytest.skip(f"no Python {version} that starts")

    check(tmp_path, python)
