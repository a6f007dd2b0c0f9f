"""`nbcoach lint --fix` and `--diff`: what is done about the findings of a run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import msgspec

from nbcoach.checking import choose
from nbcoach.checking.files import STDIN
from nbcoach.faces.cli._diff import diff_text
from nbcoach.faces.cli._terminal import Progress
from nbcoach.fixing import FixedFile, Workshop, fix_file, fix_text, has_fixes
from nbcoach.project import Projects
from nbcoach.reports.cell_diff import sheet_diff

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nbcoach.checking import FileReport, Report
    from nbcoach.config import Settings
    from nbcoach.notebook import Notebook

    Narrow = Callable[[FileReport, Notebook], FileReport]


class Wish(NamedTuple):
    """What the call asks for: to write the fixes or only to show them, and whether suggested ones are among them."""

    writes: bool
    unsafe: bool


class Done(NamedTuple):
    """The report of what is left, what came of each file that had fixes, and the bytes of standard input after them."""

    report: Report
    files: tuple[FixedFile, ...]
    data: bytes = b""

    @property
    def changed(self) -> tuple[FixedFile, ...]:
        return tuple(file for file in self.files if file.before is not None)

    @property
    def has_problems(self) -> bool:
        return any(file.problem for file in self.files)

    def diff(self, *, coloured: bool) -> Iterator[str]:
        """What was changed, or would be, in each notebook."""
        for file in self.changed:
            if file.before is not None:
                yield from diff_text(sheet_diff(file.before, file.sheet), coloured=coloured)


def repair(report: Report, settings: Settings, wish: Wish, data: bytes, narrow: Narrow | None) -> Done:
    """Fixes the notebooks of a report, and says on standard error what came of it.

    Args:
        report: What the checks say.
        settings: They were looked at with.
        wish: What the call asks for.
        data: What was read from standard input, empty where files were read.
        narrow: Takes out of the report of a file what is not to be fixed.
    """
    selection, projects = choose(settings), Projects()
    files: dict[str, FixedFile] = {}
    wanted = [file for file in report.files if has_fixes(file, unsafe=wish.unsafe)]
    with Progress() as progress:
        for file in wanted:
            place = Path() if file.path == STDIN else Path(file.path)
            shop = Workshop(file.path, selection, settings, projects.of(place), unsafe=wish.unsafe, narrow=narrow)
            data, files[file.path] = fix_text(data, shop) if data else (data, fix_file(file, shop, write=wish.writes))
            progress(len(files), len(wanted))
    left = tuple(files[file.path].report if file.path in files else file for file in report.files)
    done = Done(msgspec.structs.replace(report, files=left), tuple(files.values()), data)
    _tell(done, wish)
    return done


def _tell(done: Done, wish: Wish) -> None:
    """Says on standard error what was fixed, what could not be written, and what could be fixed besides."""
    for file in done.files:
        if file.problem:
            click.echo(f"Not fixed: {file.problem}", err=True)
    counts = sum((file.counts for file in done.files), Counter[str]())
    if counts:
        kinds = ", ".join(f"{count:,} {check}" for check, count in sorted(counts.items(), key=_most_first))
        verb = "Fixed" if wish.writes else "Would fix"
        where = _counted(len(done.changed), "notebook")
        click.echo(f"{verb} {_counted(counts.total(), 'finding')} in {where}: {kinds}.", err=True)
    elif not done.has_problems:
        click.echo("Nothing to fix.", err=True)
    more = 0 if wish.unsafe else sum(1 for _, finding in done.report.findings if finding.fixes)
    if more:
        verb = "has a fix that wants" if more == 1 else "have fixes that want"
        click.echo(f"{_counted(more, 'finding')} {verb} a look first: --diff --unsafe-fixes shows them.", err=True)


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
