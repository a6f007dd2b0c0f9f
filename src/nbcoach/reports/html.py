"""A report to read in a browser: one file that asks nothing of the network.

The page's own content security policy names its one script and its one style sheet by their digests, so that nothing
else runs, whatever the notebooks hold; their text is escaped by type (`markup.elements`) or data that no browser runs
(`html_data`). Pages about checks and the overview are plain HTML; notebooks are drawn from data when they are opened.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach import __version__
from nbcoach.checking import discover
from nbcoach.markup.elements import Html, html
from nbcoach.markup.look import LOOK
from nbcoach.reports.html_checks import check_page
from nbcoach.reports.html_count import areas, habits
from nbcoach.reports.html_data import data_block
from nbcoach.reports.html_overview import headline, heat_map, problems, tiles, worst_habits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nbcoach.checking import Report
    from nbcoach.reports import Look

_FOLDER = Path(__file__).with_name("html_assets")
_PARTS = ("elements", "colours", "heat_map", "code", "notebook", "pages")
_ASSETS = {
    "style": (LOOK, _FOLDER / "style.css"),
    "script": tuple(_FOLDER / f"script/{part}.js" for part in _PARTS),
}


def render(report: Report, look: Look) -> Iterator[str]:  # noqa: ARG001 - a browser looks for itself
    """The page, in pieces: the skeleton is `page.html`, in which `{{name}}` stands for a part."""
    for number, part in enumerate(re.split(r"\{\{(\w+)\}\}", (_FOLDER / "page.html").read_text(encoding="utf-8"))):
        if number % 2 == 0:
            yield part
        elif part in _ASSETS:
            yield asset(part)
        elif part in _WORDS:
            yield html(_WORDS[part]())
        else:
            yield from (f"{piece}\n" for piece in _content(part, report))


def _content(name: str, report: Report) -> Iterator[Html]:
    known = {check.name: check for check in discover()}
    if name == "headline":
        yield headline(report)
        yield tiles(report)
    elif name == "heat":
        yield from heat_map(report, areas(report))
    elif name == "habits":
        yield worst_habits(habits(report), known)
    elif name == "problems":
        yield problems(report) or Html()
    elif name == "checks":
        yield from (check_page(habit, known.get(habit.check), report) for habit in habits(report))
    elif name == "data":
        yield from (data_block(number, file) for number, file in enumerate(report.files) if file.findings)


def asset(name: str) -> str:
    """The script, or the style sheet, as it stands in the page."""
    return "\n".join(file.read_text(encoding="utf-8") for file in _ASSETS[name])


def _policy() -> str:
    """Nothing may be loaded, sent or run but what this file was written with."""
    script, style = (f"'sha256-{_digest(asset(name))}'" for name in ("script", "style"))
    return f"default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    """As a browser takes it: of all that stands between the tags."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_WORDS: dict[str, Callable[[], str]] = {"policy": _policy, "version": lambda: __version__}
