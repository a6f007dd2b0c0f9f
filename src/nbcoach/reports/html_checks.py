"""The pages of the HTML report that explain a check and list where it fired."""

from __future__ import annotations

import inspect
from textwrap import dedent
from typing import TYPE_CHECKING

from nbcoach.checking.marks import unmarked
from nbcoach.markup.elements import Html, tag
from nbcoach.reports.check_markdown import STEPS
from nbcoach.reports.html_overview import badge
from nbcoach.reports.html_prose import link, prose
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking import Check, Report
    from nbcoach.reports.html_count import Habit

SHOWN = 200
"""Notebooks that the page of a check lists."""


def check_page(habit: Habit, check: type[Check] | None, report: Report) -> Html:
    """What the check says of itself, and the notebooks in which it fired, most findings first."""
    facts = tag("p", badge(habit.severity), " ", habit.area, *_step(check), class_="facts")
    return tag(
        "section",
        tag("h1", habit.check, tabindex=-1),
        facts,
        tag("div", *_explanation(check), class_="prose"),
        tag("h2", "Where"),
        tag("ul", *_places(habit, report), class_="places"),
        id=f"check-{habit.check}",
        class_="page check",
        aria_label=habit.check,
    )


def _step(check: type[Check] | None) -> Iterator[Html | str]:
    if check:
        yield " · holds a notebook back from being "
        yield tag("em", STEPS[check.level])


def _explanation(check: type[Check] | None) -> Iterator[Html]:
    if check is None:
        yield tag("p", "This check is not installed here, so that it cannot explain itself.")
        return
    yield prose(inspect.cleandoc(check.__doc__ or ""))
    if check.examples:
        example = check.examples[0]
        yield tag("div", _example("Instead of", example.bad), _example("write", example.good), class_="examples")
    if check.sources:
        yield tag("p", "Sources: ", *_listed(check.sources), class_="sources")


def _example(title: str, code: str) -> Html:
    lines = unmarked(dedent(code)).strip().split("\n")
    shown = tag("code", *(part for line in lines for part in (line, Html("\n"))))
    return tag("figure", tag("figcaption", title), tag("pre", shown, tabindex=0))


def _listed(addresses: tuple[str, ...]) -> Iterator[Html | str]:
    for number, address in enumerate(addresses):
        yield ", " if number else ""
        yield link(address)


def _places(habit: Habit, report: Report) -> Iterator[Html]:
    for number, count in habit.notebooks[:SHOWN]:
        name = tag("a", tag("bdi", visible(report.files[number].path)), href=f"#notebook-{number}")
        yield tag("li", name, " ", tag("span", f"{count:,}", class_="number"))
    if len(habit.notebooks) > SHOWN:
        yield tag("li", f"and {len(habit.notebooks) - SHOWN:,} more notebooks")
