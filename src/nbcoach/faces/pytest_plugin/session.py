"""A session of pytest that looks at notebooks: once, before anything is collected."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nbcoach.checking import Report, Severity
from nbcoach.errors import NbcoachError
from nbcoach.faces.pytest_plugin.asked import asked
from nbcoach.faces.pytest_plugin.items import NotebookFile
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Generator

    from nbcoach.checking import FileReport
    from nbcoach.config import FailOn


class NotebookTests:
    """The hooks of a session in which `--nbcoach` was asked for.

    What pytest passes over (`norecursedirs`, `--ignore`) is not collected, nor is what `nbcoach lint` passes over.
    """

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._report = Report()
        self._files: dict[str, FileReport] = {}
        self._failing: tuple[Severity, ...] = ()

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Looks at all notebooks; where xdist spreads the session, its workers then only recall what is known.

        Raises:
            pytest.UsageError: A name, a setting or the baseline is wrong.
        """
        try:
            question = asked(self._config)
            self._report = question.answer()
        except NbcoachError as error:
            raise pytest.UsageError(f"nbcoach: {error}") from None
        self._files = {os.path.abspath(each.path): each for each in self._report.files}  # noqa: PTH100 - no link followed
        self._failing = _at_or_above(question.settings.fail_on)

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(
        self, file_path: Path, parent: pytest.Collector
    ) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        """Adds the items of a notebook to what others collect in the file."""
        collectors = yield
        report = self._files.get(os.fspath(file_path))
        if report is None:
            return collectors
        others = [each for each in collectors if not (isinstance(each, pytest.Module) and self._is_only_named(each))]
        return [*others, NotebookFile.from_parent(parent, path=file_path, report=report, failing=self._failing)]

    def _is_only_named(self, module: pytest.Module) -> bool:
        """True for a script in which nobody looks for tests: pytest would run it, only since its path was given."""
        patterns = self._config.getini("python_files")
        if any(module.path.match(pattern) for pattern in patterns):
            return False
        return not any(_names_a_test(argument, module.path) for argument in self._config.args)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tells of checks that could not be loaded, as they concern no one notebook."""
        for problem in self._report.errors:
            terminalreporter.write_line(f"nbcoach: {visible(problem.message)}", yellow=True)


def _at_or_above(fail_on: FailOn) -> tuple[Severity, ...]:
    severities = tuple(Severity)
    return () if fail_on == "never" else severities[: severities.index(Severity(fail_on)) + 1]


def _names_a_test(argument: str, path: Path) -> bool:
    """Whether an argument is the id of a function or class in a file; names of checks are no identifiers."""
    file, _, test = argument.partition("::")
    return test.partition("[")[0].partition("::")[0].isidentifier() and Path(os.path.abspath(file)) == path  # noqa: PTH100
