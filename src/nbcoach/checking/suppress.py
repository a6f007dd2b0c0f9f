"""What a notebook asks the checks to pass over.

- `# nbcoach: ignore[check, ...] -- reason` at the end of a line covers that line; alone at the top of a cell (or below
  its `%%magic`) it covers the cell.
- `nbcoach: ignore-notebook[check, ...] -- reason` in a comment of a markdown cell, or the same checks in the notebook's
  metadata under `nbcoach.ignore`, cover the notebook.
- The cell tag `nbcoach-ignore-<check>` covers the cell.

A notebook in which the word `nbcoach` does not occur costs one search per cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.notebook.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook

_WORD = "nbcoach"
_TAG = "nbcoach-ignore-"
# Patterns are texts, which `re` compiles on first use and keeps: hardly any notebook needs them.
_CHECKS = r"[ \t]*\[(?P<checks>[^\]\n]*)\](?:[ \t]*--[ \t]*(?P<reason>.*))?"
_LINE = rf"#[ \t]*nbcoach:[ \t]*ignore{_CHECKS}"
_NOTEBOOK = rf"nbcoach:\s*ignore-notebook{_CHECKS}"
_COMMENT = r"(?ms)<!--(?P<html>.*?)-->|^\[[^\]\n]*\]:[ \t]*(?:#|<>)[ \t]*[(\"'](?P<link>[^\n]*)[)\"']"
_FENCE = r"(?ms)^(?P<fence>```+|~~~+).*?(?:^(?P=fence)[`~]*[ \t]*$|\Z)|`[^`\n]+`"


class Directive(NamedTuple):
    """One wish to pass over checks.

    `cell` is the index of the cell that holds it, None for metadata; `span` is where it stands in the cell.
    `covers` is `line`, `cell` or `notebook`. `reason` is empty where none is given, and None where there is no room
    for one (a tag).
    """

    checks: tuple[str, ...]
    reason: str | None
    covers: str
    cell: int | None = None
    span: Span | None = None


def directives(notebook: Notebook) -> tuple[Directive, ...]:
    """Everything that the notebook asks for, in document order; metadata first."""
    found = list(_of_metadata(notebook.metadata.get(_WORD)))
    for cell in notebook.cells:
        found.extend(wishes_of(cell))
    return tuple(found)


def wishes_of(cell: Cell) -> Iterator[Directive]:
    """What one cell asks for: its tags first, then its comments."""
    if cell.metadata:
        yield from _of_tags(cell)
    if _WORD in cell.source:
        yield from _of_code(cell) if cell.kind == "code" else _of_markdown(cell)


def tag_of(check: str) -> str:
    """The tag by which a cell passes over a check."""
    return _TAG + check


def unsuppressed(notebook: Notebook, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings that no directive covers."""
    wishes = notebook.once(directives) if findings else ()
    if not wishes:
        return findings
    return tuple(
        finding
        for finding in findings
        if not any(finding.check in wish.checks and covers(wish, finding) for wish in wishes)
    )


def covers(wish: Directive, finding: Finding) -> bool:
    """Whether a finding lies where a directive holds; that it names the check is not asked."""
    if wish.covers == "notebook":
        return True
    if finding.cell is None or finding.cell != wish.cell:
        return False
    if wish.covers == "cell":
        return True
    return bool(finding.span and wish.span and finding.span.line <= wish.span.line <= finding.span.end_line)


def _of_code(cell: Cell) -> Iterator[Directive]:
    is_top = True
    for number, line in enumerate(cell.source.split("\n"), start=1):
        match = re.search(_LINE, line) if _WORD in line else None
        if match and _is_comment(cell, number, match.start()):
            covers = "cell" if is_top and line.lstrip().startswith("#") else "line"
            span = Span(number, match.start(), number, len(line.rstrip()))
            yield _directive(match, covers, cell.index, span)
            is_top = is_top and covers == "cell"
        elif line.strip() and not line.startswith("%%"):
            is_top = False


def _is_comment(cell: Cell, line: int, column: int) -> bool:
    """False for a number sign inside of a string."""
    place = (line, column)
    return not any((text.line, text.column) <= place < (text.end_line, text.end_column) for text in cell.facts.strings)


def _of_markdown(cell: Cell) -> Iterator[Directive]:
    """The directives in comments; what is shown as code (in fences or back quotes) is only talked about."""
    visible = re.sub(_FENCE, lambda code: re.sub(r"[^\n]", " ", code[0]), cell.source)
    for comment in re.finditer(_COMMENT, visible):
        group = "html" if comment["html"] is not None else "link"
        for match in re.finditer(_NOTEBOOK, comment[group]):
            at = comment.start(group) + match.start()
            line, column = visible.count("\n", 0, at) + 1, at - visible.rfind("\n", 0, at) - 1
            yield _directive(match, "notebook", cell.index, Span(line, column, line, column + len(match[0].rstrip())))


def _directive(match: re.Match[str], covers: str, cell: int | None, span: Span | None) -> Directive:
    checks = tuple(name.strip() for name in match["checks"].split(",") if name.strip())
    return Directive(checks, (match["reason"] or "").strip(), covers, cell, span)


def _of_tags(cell: Cell) -> Iterator[Directive]:
    for tag in cell.tags:
        if tag.startswith(_TAG):
            yield Directive((tag.removeprefix(_TAG),), None, "cell", cell.index)


def _of_metadata(own: Any) -> Iterator[Directive]:
    """Directives of `{"ignore": ...}`: a list of `check` or `check -- reason`, or reasons by check."""
    given = own.get("ignore") if isinstance(own, dict) else None
    if isinstance(given, dict):
        for check, reason in given.items():
            yield Directive((check,), reason.strip() if isinstance(reason, str) else "", "notebook")
    for text in [given] if isinstance(given, str) else given if isinstance(given, list) else []:
        if isinstance(text, str):
            match = re.search(_NOTEBOOK, text)
            check, _, reason = text.partition("--")
            yield (
                _directive(match, "notebook", None, None)
                if match
                else Directive((check.strip(),), reason.strip(), "notebook")
            )
