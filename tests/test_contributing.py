"""The check that CONTRIBUTING.md shows is a real one."""

import re
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from nbcoach.checking import lint_notebook
from nbcoach.checking.discover import Listed, load
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.percent import percent_document

TEXT = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture
def check(tmp_path, monkeypatch):
    """The shown check, in a package laid out as the text says."""
    [source] = re.findall(r"^```python\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    area = tmp_path / "acme_checks" / "observability"
    area.mkdir(parents=True)
    for folder in (area.parent, area):
        (folder / "__init__.py").touch()
    (area / "unbounded_display.py").write_text(source, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield load([Listed("unbounded-display", "observability", "acme_checks.observability.unbounded_display")]).checks[0]
    for name in [name for name in sys.modules if name.startswith("acme_checks")]:
        del sys.modules[name]


def found(check, text):
    notebook = parse_notebook(percent_document(dedent(text)))
    return [(finding.check, finding.span.line) for finding in lint_notebook(notebook, checks=[check]).findings]


def test_the_shown_check_fires_on_its_bad_example_and_not_on_its_good_one(check):
    [example] = check.examples
    lines = dedent(example.bad).strip("\n").splitlines()
    marked = [
        ("unbounded-display", at) for at, line in enumerate(lines, 1) if line.endswith("# expect: unbounded-display")
    ]

    assert marked
    assert found(check, example.bad) == marked
    assert found(check, example.good) == []


def test_the_shown_check_sees_through_aliases(check):
    text = "from pandas import set_option as limit\nlimit('display.max_rows', None)"

    assert found(check, text) == [("unbounded-display", 2)]


def test_the_shown_check_says_why_and_what_to_do(check):
    assert (check.name, check.area) == ("unbounded-display", "observability")
    assert "## Why it matters" in check.__doc__
    assert "## What to do" in check.__doc__
