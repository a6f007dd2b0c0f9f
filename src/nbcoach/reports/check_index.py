"""The reference of checks as Markdown: a page for each, by area, and a table of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.quality import figures
from nbcoach.checking.repairs import repairs
from nbcoach.reports.check_markdown import check_page, share

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.checking import Check
    from nbcoach.checking.quality import Measured

INDEX = "README.md"
_NONE = "-"
_ABOUT = """\
# Checks

Each page says why a habit hurts, what good looks like, and where the rule comes from, as `nbcoach explain` does.

**Severity.** An *error* fails when the notebook runs again, or lets a secret out. A *warning* is a habit that keeps a
notebook from being repeated, tracked or handed on. A *hint* is the next step up.

**Fix.** *Safe* ones are made by `nbcoach lint --fix`; *suggested* ones, and *offers*, which look at the whole notebook,
by `--unsafe-fixes`. Both are one click in JupyterLab.

**Precision / recall.** The share of what is found that is right, and the share of what is there that is found: *unseen*
on notebooks that were written and marked before any check saw them, *suite* on those that checks are developed with.
"""


def check_pages(checks: Sequence[type[Check]]) -> Iterator[tuple[str, str]]:
    """The files of the reference, the table first: where each stands below its folder (with `/`), and its text."""
    yield INDEX, _index(checks)
    yield from ((_path(check), check_page(check)) for check in checks)


def _index(checks: Sequence[type[Check]]) -> str:
    table = [
        "| check | area | severity | default | fix | unseen | suite |",
        "|---|---|---|---|---|---|---|",
        *map(_row, checks),
    ]
    return f"{_ABOUT}\n{chr(10).join(table)}\n"


def _row(check: type[Check]) -> str:
    told = figures(check)
    cells = (
        f"[`{check.name}`]({_path(check)})<br>{check.summary().replace('|', chr(92) + '|')}",
        check.area,
        check.severity.value,
        "on" if check.default else "off",
        ", ".join(dict.fromkeys(repair.kind for repair in repairs(check))) or _NONE,
        _figures(check, told.unseen),
        _figures(check, told.suite),
    )
    return f"| {' | '.join(cells)} |"


def _figures(check: type[Check], measured: Measured | None) -> str:
    tally = measured.checks.get(check.name) if measured else None
    return f"{share(tally.precision)} / {share(tally.recall)}" if tally else _NONE


def _path(check: type[Check]) -> str:
    return f"{check.area}/{check.name}.md"
