"""Which findings of a run count: not those of a baseline, and with `--changed-since` only those of changed cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nbcoach.checking.path_shown import shown
from nbcoach.errors import BadCallError
from nbcoach.faces.cli._output import write_out

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from nbcoach.checking import FileReport, Report
    from nbcoach.checking.baseline import Baseline
    from nbcoach.checking.since import Since
    from nbcoach.notebook import Notebook


class Narrowing:
    """What is taken out of reports.

    Args:
        file: The baseline's, None for none.
        since: What changed, None where everything counts.
        checks: The names of those that ran.

    Raises:
        BadCallError: See `read_baseline`.
    """

    def __init__(self, file: Path | None, since: Since | None, checks: Collection[str]) -> None:
        self._file = file
        self._since = since
        self._checks = checks
        self._baseline = _read(file) if file else None
        self._names: dict[str, str] = {}

    def report(self, report: Report) -> Report:
        """The findings of a run that count; what is known of the baseline is told on standard error."""
        if self._baseline and self._file:
            from nbcoach.checking.baseline import judge, known_as  # noqa: PLC0415 - most calls have no baseline

            self._names = known_as(report, self._baseline)
            judged = judge(report, self._baseline, self._checks)
            _tell(judged.known, judged.gone, shown(self._file))
            report = judged.report
        return self._since.narrowed(report) if self._since else report

    def file(self, report: FileReport, notebook: Notebook) -> FileReport:
        """The same for one file of that run, whose notebook has changed since."""
        if self._baseline and report.path in self._names:
            from nbcoach.checking.baseline import without  # noqa: PLC0415 - see above

            report = without(report, self._baseline.notebooks[self._names[report.path]]).report
        if not self._since:
            return report
        return self._since.narrow_to(report, tuple((cell.kind, cell.source) for cell in notebook.cells))


def _read(file: Path) -> Baseline:
    from nbcoach.checking.baseline_file import read_baseline  # noqa: PLC0415 - see above

    return read_baseline(file)


def _tell(known: int, gone: int, file: str) -> None:
    if known:
        click.echo(f"Passed over {_findings(known)} of the baseline {file}.", err=True)
    if gone:
        verb = "is" if gone == 1 else "are"
        said = f"{gone:,} of the baseline's findings {verb} gone: write it anew with --write-baseline {file}."
        click.echo(said, err=True)


def accept(report: Report, file: Path) -> Report:
    """Writes a baseline of all findings of a report; the report without them.

    Raises:
        BadCallError: The file cannot be written, or a notebook lies on another drive.
    """
    from nbcoach.checking.baseline import baseline_of, judge  # noqa: PLC0415 - see above
    from nbcoach.checking.baseline_file import baseline_text  # noqa: PLC0415

    try:
        baseline = baseline_of(report, file.parent)
    except ValueError:
        raise BadCallError(f"{file} lies on another drive than a notebook.", "Write it beside the notebooks.") from None
    write_out([baseline_text(baseline)], file)
    accepted = sum(counter.total() for counter in baseline.notebooks.values())
    count = len(baseline.notebooks)
    notebooks = f"{count:,} notebook{'' if count == 1 else 's'}"
    click.echo(f"Wrote {_findings(accepted)} in {notebooks} to the baseline {file}.", err=True)
    return judge(report, baseline, ()).report


def _findings(count: int) -> str:
    return f"{count:,} finding{'' if count == 1 else 's'}"
