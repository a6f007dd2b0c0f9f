"""A summary in Markdown, for a comment on a pull request or the summary of a job.

GitHub takes comments of 65,536 characters: what does not fit is counted, not shown. Text of a notebook is escaped: it
makes no heading, no link, no image, and mentions nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from nbcoach.checking import Severity
from nbcoach.reports.finding_place import place, repository_path
from nbcoach.reports.text import summary
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking import FileReport, Finding, Report
    from nbcoach.reports import Look

ROOM = 60_000
"""Characters for the findings; what stands around them needs the rest."""
_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.HINT: "💡"}
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]<>|~&!$])")
_REFERENCE = re.compile(r"([@#])(?=\w)|(?<=\w)(://)")


def render(report: Report, look: Look) -> Iterator[str]:
    """What was found, how often each check fired, and the findings of each notebook, folded."""
    yield "## Notebook habits\n\n"
    yield from (f"{_plain(line)}\n\n" for line in summary(report))
    if any(report.findings):
        yield from _checks(report)
        yield from _notebooks(report, look)
    yield from _problems(report, look)


def _checks(report: Report) -> Iterator[str]:
    counts = Counter(finding.check for _, finding in report.findings)
    gravest: dict[str, Severity] = {}
    notebooks: Counter[str] = Counter()
    for file in report.files:
        notebooks.update({finding.check for finding in file.findings})
        for finding in file.findings:
            gravest[finding.check] = min(finding.severity, gravest.get(finding.check, finding.severity), key=_rank)
    yield "|   | Check | Findings | Notebooks |\n| - | :---- | -------: | --------: |\n"
    for check, count in sorted(counts.items(), key=lambda each: (_rank(gravest[each[0]]), -each[1], each[0])):
        yield f"| {_sign(gravest[check])} | {_code(check)} | {count:,} | {notebooks[check]:,} |\n"
    yield "\n"


def _rank(severity: Severity) -> int:
    return list(Severity).index(severity)


def _sign(severity: Severity) -> str:
    return f"{_SIGNS[severity]} {severity.value}"


def _notebooks(report: Report, look: Look) -> Iterator[str]:
    room, left_out = ROOM, 0
    for file in report.files:
        if not file.findings:
            continue
        block = "".join(_notebook(file, look))
        if len(block) > room:
            left_out += 1
            continue
        room -= len(block)
        yield block
    if left_out:
        yield f"The findings of {_notebooks_counted(left_out)} are left out here, as they do not fit.\n\n"


def _notebooks_counted(number: int) -> str:
    return f"{number:,} notebook{'' if number == 1 else 's'}"


def _notebook(file: FileReport, look: Look) -> Iterator[str]:
    count = len(file.findings)
    title = _entities(repository_path(file.path, look))
    yield f"<details><summary><code>{title}</code>: {count:,} finding{'' if count == 1 else 's'}</summary>\n\n"
    yield from map(_finding, file.findings)
    yield "\n</details>\n\n"


def _finding(finding: Finding) -> str:
    where = place(finding)
    head = (
        f"- {_sign(finding.severity)} {_code(finding.check)}{f', {where}' if where else ''}: {_prose(finding.message)}"
    )
    return "\n".join((head, *(f"  - Help: {_prose(fix.title)}" for fix in finding.fixes))) + "\n"


def _problems(report: Report, look: Look) -> Iterator[str]:
    problems = list(report.problems)
    if problems:
        yield "### Could not be read or run\n\n"
        for problem in problems[:50]:
            where = f"{_code(repository_path(problem.path, look))}: " if problem.path else ""
            yield f"- {where}{_prose(problem.message)}\n"
        if len(problems) > 50:
            yield f"- and {len(problems) - 50:,} more\n"
        yield "\n"


def _prose(text: str) -> str:
    """A message: what stands between back quotes stays code, where they come in pairs."""
    pieces = visible(text).split("`")
    if len(pieces) % 2 == 0 or any(not piece.strip() for piece in pieces[1::2]):
        return _plain("`".join(pieces))
    return "".join(_code(piece) if number % 2 else _plain(piece) for number, piece in enumerate(pieces))


def _plain(text: str) -> str:
    """Text in which nothing is markup; an empty comment keeps mentions, references and addresses from being links."""
    escaped = _PUNCTUATION.sub(r"\\\1", visible(text))
    return _REFERENCE.sub(lambda found: f"{found[1]}<!-- -->" if found[1] else ":<!-- -->//", escaped)


def _code(text: str) -> str:
    """A code span, fenced by more back quotes than it holds in a row."""
    shown = visible(text)
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    gap = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{gap}{shown}{gap}{fence}"


def _entities(text: str) -> str:
    return visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
