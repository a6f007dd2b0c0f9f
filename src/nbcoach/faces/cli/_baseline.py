"""What a baseline does to a report, and what is said about it on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nbcoach.errors import BadCallError
from nbcoach.faces.cli._output import write_out

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from nbcoach.checking import Report


def without_known(report: Report, file: Path, checks: Collection[str]) -> Report:
    """The report without what the baseline in a file holds; `checks` are the names of those that ran.

    Raises:
        BadCallError: See `read_baseline`.
    """
    from nbcoach.checking.baseline import judge  # noqa: PLC0415 - most calls have no baseline
    from nbcoach.checking.baseline_file import read_baseline  # noqa: PLC0415

    judged = judge(report, read_baseline(file), checks)
    if judged.known:
        click.echo(f"Passed over {_findings(judged.known)} of the baseline {file}.", err=True)
    if judged.gone:
        verb = "is" if judged.gone == 1 else "are"
        click.echo(
            f"{judged.gone:,} of the baseline's findings {verb} gone: write it anew with --write-baseline {file}.",
            err=True,
        )
    return judged.report


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
