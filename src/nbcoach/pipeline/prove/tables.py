"""Compares shown HTML: tables cell by cell, the rest by what a reader sees."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.texts import compare_texts, place, short

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = re.compile(
    r"\bT_[0-9a-f]{4,}|\bsk-(?:container|estimator)-id-\d+|\b[0-9a-f]{12,}\b|\"p\d{4,}\"|\b(?:mpld3|altair-viz)-\w+"
    r"|\bfig_el\w+|\bdf-[0-9a-f-]{8,}"
)
"""Names that tables, diagrams and charts make up for their own parts: they differ from kernel to kernel."""

Row = tuple[str, ...]


def compare_html(left: str, right: str, where: str = "") -> tuple[Difference, ...]:
    """Where two masked pieces of HTML differ; what only a browser's engine sees (`markup`) comes last."""
    left, right = _NAMES.sub("#", left), _NAMES.sub("#", right)
    if left == right:
        return ()
    ours, theirs = _read(left), _read(right)
    found = (*_tables(ours.tables, theirs.tables, where), *compare_texts(ours.text, theirs.text, place(where, "text")))
    if found:
        return found
    if ours.hidden != theirs.hidden:
        return compare_texts(ours.hidden, theirs.hidden, place(where, "script or style"))
    return () if ours.tags == theirs.tags else (Difference("markup", "", "", where),)


class _Reader(HTMLParser):
    """Tables as rows of texts, all other text, the content of scripts and styles, and the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[Row]] = []
        self.tags: list[tuple[str | tuple[str, str], ...]] = []
        self.hidden = self.text = ""
        self._row: list[str] | None = None
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *sorted((name, value or "") for name, value in attrs)))
        if tag in {"script", "style"}:
            self._inside = tag
        elif tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self._end_row()
            self._row = []
        elif tag in {"td", "th"} and self._row is not None:
            self._row.append("")
        elif tag == "img":
            picture = hashlib.sha256((dict(attrs).get("src") or "").encode()).hexdigest()
            self.handle_data(f"image {picture[:12]}x")
        elif tag in {"br", "p", "div", "li", "h1", "h2", "h3", "pre"} and self._row is None:
            self.text += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""
        elif tag in {"tr", "table"}:
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.hidden += data
        elif self._row:
            self._row[-1] += data
        else:
            self.text += data

    def close(self) -> None:
        super().close()
        self._end_row()

    def _end_row(self) -> None:
        if self._row is not None:
            if not self.tables:
                self.tables.append([])
            self.tables[-1].append(tuple(" ".join(cell.split()) for cell in self._row))
        self._row = None


def _read(markup: str) -> _Reader:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    reader.text = "\n".join(filter(None, (" ".join(line.split()) for line in reader.text.split("\n"))))
    return reader


def _tables(ours: list[list[Row]], theirs: list[list[Row]], where: str) -> Iterator[Difference]:
    if len(ours) != len(theirs):
        yield Difference("shape", f"{len(ours)} tables", f"{len(theirs)} tables", where)
        return
    for number, (one, other) in enumerate(zip(ours, theirs, strict=True)):
        yield from _table(one, other, place(where, f"table {number + 1}" if len(ours) > 1 else ""))


def _table(ours: list[Row], theirs: list[Row], where: str) -> Iterator[Difference]:
    if [len(row) for row in ours] != [len(row) for row in theirs]:
        yield Difference("shape", _shape(ours), _shape(theirs), where)
        return
    for at, (row, other) in enumerate(zip(ours, theirs, strict=True)):
        if row == other:
            continue
        for column, (one, two) in enumerate(zip(row, other, strict=True)):
            for each in compare_texts(one, two):
                here = place(where, f"row {at}", f"column {column + 1}")
                yield Difference(each.kind, short(one), short(two), here)


def _shape(rows: list[Row]) -> str:
    return f"{len(rows)} rows of up to {max(map(len, rows), default=0)} columns"
