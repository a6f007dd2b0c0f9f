"""The figures that the documentation of each check shows are those of today."""

from pathlib import Path

import msgspec
import pytest

import nbcoach_checks
from nbcoach.checking import discover
from nbcoach.checking.quality import Measured, figures, measure
from nbcoach.checking.testing import cases

FIGURES = Path(nbcoach_checks.__file__).parent / "_quality"


def test_the_figures_of_the_suite_are_those_of_today():
    told = msgspec.json.decode((FIGURES / "suite.json").read_bytes(), type=Measured)

    here = Path(__file__).parent
    assert told == measure([*cases(here / "cases"), *cases(here / "further")]), "write them anew with: make quality"


@pytest.mark.parametrize("check", [each for each in discover() if each.default], ids=lambda check: check.name)
def test_every_check_tells_how_often_it_is_right(check):
    told = figures(check)

    assert told.suite is not None
    assert check.name in told.suite.checks
