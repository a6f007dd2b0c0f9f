"""Turns the examples of checks, and notebooks in percent format, into tests; for packages of checks as for nbcoach.

    from nbcoach.checking.testing import Case, cases, examples

    @pytest.mark.parametrize("case", [*examples(discover()), *cases(Path("tests/cases"))], ids=str)
    def test_checks_find_what_is_marked(case: Case):
        case.verify()

`# expect: check, check` at the end of a line says which findings begin on it; the mark is taken off before the
notebook is read. Above the first `# %%` it says what is found about the notebook as a whole. Where no mark stands,
silence is expected. What a run has left, and which files lie beside, is told by comments as well
(see `staged`).
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.checking.discover import catalogue, discover
from nbcoach.checking.lint import lint_notebook
from nbcoach.checking.marks import marked, unmarked
from nbcoach.checking.staged import files_beside, stage, without_files
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.percent import percent_document
from nbcoach.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.checking.contract import Check, Finding
    from nbcoach.notebook import Notebook

_NAMED = re.compile(r"^# named: (.+)\n", re.MULTILINE)
"""What the notebook's file is called: `# named: Untitled3.ipynb`, above the first cell."""


class Expected(NamedTuple):
    """A finding that a mark asks for: cell from 0 (-1 for the notebook), line from 1 within it, and the check."""

    cell: int
    line: int
    check: str

    def __str__(self) -> str:
        place = f"cell {self.cell + 1}, line {self.line}" if self.cell >= 0 else "the notebook"
        return f"{place}: {self.check}"


class Compared(NamedTuple):
    """The findings of a notebook by their places, and the places where they are expected."""

    found: dict[Expected, Finding]
    expected: frozenset[Expected]


class Case(NamedTuple):
    """A notebook in percent format with marks, and the checks that look at it."""

    name: str
    text: str
    checks: tuple[type[Check], ...]

    def __str__(self) -> str:
        return self.name

    def verify(self, project: Project | None = None) -> None:
        """Runs the checks and compares what they find with the marks.

        Args:
            project: What surrounds the notebook; by default a folder with the files that it names (see `staged`).

        Raises:
            AssertionError: Something marked is not found, something else is, or a check crashes.
        """
        found, expected = self.compare(project)
        missing = [f"not found: {each}" for each in sorted(expected - found.keys())]
        surplus = [f"not expected: {each} ({found[each].message})" for each in sorted(found.keys() - expected)]
        if missing or surplus:
            raise AssertionError("\n  ".join([self.name, *missing, *surplus]))

    def compare(self, project: Project | None = None) -> Compared:
        """What the checks find, and what the marks ask for.

        Raises:
            AssertionError: A check crashes.
        """
        notebook, expected = read_marked(self.text)
        return Compared(self._found(notebook, project), expected)

    def _found(self, notebook: Notebook, project: Project | None) -> dict[Expected, Finding]:
        with TemporaryDirectory() as folder:
            for name, content in files_beside(self.text).items():
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, "utf-8")
            around = project or Project.find(Path(folder))
            outcome = lint_notebook(notebook, checks=self.checks, project=around)
        if outcome.errors:
            raise AssertionError(f"{self.name}\n  {outcome.errors[0].message}")
        return {_place(finding): finding for finding in outcome.findings}


def examples(checks: Iterable[type[Check]]) -> tuple[Case, ...]:
    """Each example of each check: it must fire where the bad one is marked, and be silent on the good one.

    Raises:
        ValueError: A check has no examples, or a bad one has no mark.
    """
    return tuple(case for check in checks for case in _examples_of(check))


def _examples_of(check: type[Check]) -> Iterator[Case]:
    if not check.examples:
        raise ValueError(f"{check.name} has no examples")
    for number, example in enumerate(check.examples, start=1):
        bad = dedent(example.bad)
        if not read_marked(bad).expected:
            raise ValueError(f"the bad example {number} of {check.name} needs a mark: # expect: {check.name}")
        yield Case(f"{check.name}-bad-{number}", bad, (check,))
        yield Case(f"{check.name}-good-{number}", dedent(example.good), (check,))


def cases(folder: Path, checks: Iterable[type[Check]] | None = None) -> tuple[Case, ...]:
    """Each `.py` file in a folder and below, for all checks that are installed or for the given ones.

    A file `judged.txt` names, a line each, the checks whose every finding is marked in the notebooks beside and below
    it; the others do not look at them.

    Raises:
        ValueError: The folder holds no notebook, or what was judged is no check.
    """
    files = sorted(folder.rglob("*.py"))
    if not files:
        raise ValueError(f"there is no case in {folder}")
    chosen = tuple(discover() if checks is None else checks)
    known = {each.name for each in chosen} | {each.name for each in catalogue().checks}
    found = []
    for file in files:
        judged = _judged(file, folder)
        if judged is not None and not judged <= known:
            raise ValueError(f"{file}: there is no check {', '.join(sorted(judged - known))}")
        name = file.relative_to(folder).with_suffix("").as_posix()
        own = tuple(check for check in chosen if judged is None or check.name in judged)
        found.append(Case(name, file.read_text("utf-8"), own))
    return tuple(found)


def _judged(file: Path, folder: Path) -> frozenset[str] | None:
    """What the nearest `judged.txt` at or above a notebook names; None where there is none."""
    for above in file.parents:
        listed = above / "judged.txt"
        if listed.is_file():
            return frozenset(listed.read_text("utf-8").split())
        if above == folder:
            return None
    return None


class Marked(NamedTuple):
    """A notebook whose marks were taken off, and what they ask for."""

    notebook: Notebook
    expected: frozenset[Expected]


def read_marked(text: str) -> Marked:
    """Reads a notebook in percent format with marks."""
    named = _NAMED.search(text)
    text, expected = _of_notebook(_NAMED.sub("", without_files(text), count=1))
    document = percent_document(text)
    for index, cell in enumerate(document["cells"]):
        lines = cell["source"].split("\n")
        for number, line in enumerate(lines, start=1):
            expected.update(Expected(index, number, check) for check in marked(line))
        cell["source"] = unmarked(cell["source"])
        stage(cell)
    return Marked(parse_notebook(document, named[1] if named else "notebook.ipynb"), frozenset(expected))


def _of_notebook(text: str) -> tuple[str, set[Expected]]:
    """The text without the marks that stand alone above the first cell, and these."""
    expected: set[Expected] = set()
    lines = text.split("\n")
    while lines and (not lines[0].strip() or lines[0].startswith("# expect:")):
        expected.update(Expected(-1, 0, check) for check in marked(lines.pop(0)))
    return "\n".join(lines), expected


def _place(finding: Finding) -> Expected:
    if finding.cell is None:
        return Expected(-1, 0, finding.check)
    return Expected(finding.cell, finding.span.line if finding.span else 1, finding.check)
