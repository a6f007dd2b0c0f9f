"""The reference in docs/checks is the one that today's checks write, and its links lead somewhere."""

import re
from pathlib import Path

import pytest

from nbcoach.checking.discover import catalogue, load
from nbcoach.checking.repairs import Repair, repairs
from nbcoach.reports.check_index import check_pages

REFERENCE = Path(__file__).parents[2] / "docs" / "checks"


@pytest.fixture(scope="module")
def checks():
    return load(catalogue().checks).checks


def test_the_reference_is_that_of_today(checks):
    written = {str(file.relative_to(REFERENCE)): file.read_text() for file in REFERENCE.rglob("*.md")}

    assert written == dict(check_pages(checks)), "write it anew with: make reference"


def test_every_link_of_the_table_leads_to_a_page(checks):
    linked = re.findall(r"\]\(([^)]+\.md)\)", (REFERENCE / "README.md").read_text())

    assert len(linked) == len(checks)
    assert all((REFERENCE / name).is_file() for name in linked)


def test_the_fixes_of_a_page_are_those_that_its_examples_get(checks):
    found = {check.name: repairs(check) for check in checks}

    assert found["nondeterministic-order"][0] == Repair("safe", "Wrap in sorted(…)")
    assert {repair.kind for repair in found["untracked-experiment"]} == {"offer"}
    assert found["missing-ignore-reason"] == ()
