"""Every fix that a check attaches to a real notebook repairs what the check found, and breaks nothing."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from nbcoach import offers
from nbcoach.checking import discover, lint_notebook
from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.percent import percent_document
from nbcoach.notebook.write import edited
from nbcoach.project import Project

ROOT = Path(__file__).parents[2]
NOTEBOOKS = [
    *sorted((ROOT / "notebooks" / "examples").glob("*.ipynb")),
    *sorted((ROOT / "tests" / "checks" / "cases").glob("*.py")),
]
FOLLOWS = {check.name for check in discover() if check.follows_repairs}


def counted(notebook, project):
    return Counter(each.check for each in lint_notebook(notebook, project=project).findings)


def added(before, after):
    """What a fix has brought, without what may follow a repair."""
    return {check: count for check, count in (after - before).items() if check not in FOLLOWS}


def faults(notebook):
    return sum(cell.facts.fault is not None for cell in notebook.code)


def edits_of(fix, notebook, project):
    """The edits of a fix, None where its offer is refused."""
    if not fix.offer:
        return fix.edits
    try:
        return offers.resolve(notebook, fix.offer, project)
    except BadCallError:
        return None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_each_fix_takes_its_finding_away_and_adds_none(path):
    data = path.read_bytes()
    if path.suffix == ".py":
        data = json.dumps(percent_document(data.decode())).encode()
    notebook, project = parse_notebook(data, str(path)), Project.find(path)
    before = counted(notebook, project)

    for finding in lint_notebook(notebook, project=project).findings:
        for fix in finding.fixes:
            edits = edits_of(fix, notebook, project)
            if edits is None:
                assert fix.offer.name == "log-input"
                continue
            after = parse_notebook(edited(data, edits), str(path))
            assert counted(after, project)[finding.check] < before[finding.check], fix.title
            assert not added(before, counted(after, project)), fix.title
            assert faults(after) <= faults(notebook), fix.title
