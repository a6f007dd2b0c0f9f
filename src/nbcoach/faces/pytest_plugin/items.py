"""The items of a notebook: one for each habit, or a single one where there is none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from nbcoach.reports import Look
from nbcoach.reports.text import finding_lines
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterator

    from nbcoach.checking import FileReport, Finding, Severity


class HabitError(Exception):
    """Makes an item fail."""


class NotebookFile(pytest.File):
    """A notebook, and what was found in it."""

    def __init__(self, *, report: FileReport, failing: Collection[Severity], **known: Any) -> None:
        super().__init__(**known)
        self._report = report
        self._failing = failing
        self._names = Counter[str]()

    def collect(self) -> Iterator[pytest.Item]:
        """What could not be read or run, then an item for each finding in document order."""
        report = self._report
        if report.skipped:
            skipped = self._item("another-language")
            skipped.add_marker(pytest.mark.skip(visible(report.skipped)))
            yield skipped
        elif not report.errors and not report.findings:
            yield self._item("no-habit")
        for problem in report.errors:
            fails = bool(self._failing) and problem.kind != "failed-to-run"
            name = f"{problem.check}[{problem.kind}]" if problem.check else problem.kind
            yield self._item(name, visible(problem.message), fails=fails)
        for finding in report.findings:
            yield self._found(finding)

    def _found(self, finding: Finding) -> HabitItem:
        text = "\n".join(finding_lines(self._report, finding, Look()))
        fails = finding.severity in self._failing
        return self._item(_name(finding), text, fails=fails, line=self._report.file_line(finding) - 1)

    def _item(self, name: str, text: str = "", **more: Any) -> HabitItem:
        self._names[name] += 1
        count = self._names[name]
        item: HabitItem = HabitItem.from_parent(self, name=name if count == 1 else f"{name}#{count}", text=text, **more)
        return item


class HabitItem(pytest.Item):
    """Fails with a habit; one below `--nbcoach-fail-on` is an expected failure, and without a habit it passes."""

    def __init__(self, *, text: str = "", fails: bool = False, line: int = 0, **known: Any) -> None:
        super().__init__(**known)
        self._text = text
        self._fails = fails
        self._line = line
        self.add_marker("nbcoach")

    def runtest(self) -> None:
        if self._text and not self._fails:
            pytest.xfail(self._text.partition("\n")[0])
        if self._text:
            raise HabitError

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any, **__: Any) -> Any:
        """The report of a habit, instead of where it was raised."""
        is_told = isinstance(excinfo.value, HabitError | pytest.xfail.Exception)
        return self._text if is_told else super().repr_failure(excinfo)

    def reportinfo(self) -> tuple[os.PathLike[str], int, str]:
        return self.path, self._line, self.name


def _name(finding: Finding) -> str:
    """The check and the place, cell and line from 1, so that `FILE::unseeded-run` names all of a check."""
    if finding.cell is None:
        return finding.check
    line = f"-line-{finding.span.line}" if finding.span else ""
    return f"{finding.check}[cell-{finding.cell + 1}{line}]"
