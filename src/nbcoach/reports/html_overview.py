"""The first page of the HTML report: how much was found, where, and which habits are worst."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from nbcoach.checking import Severity
from nbcoach.markup.elements import Html, tag, together
from nbcoach.reports.html_count import folders, looked_at
from nbcoach.reports.text import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from nbcoach.checking import Check, Report
    from nbcoach.reports.html_count import Counted, Folder, Habit, Notebook

OPEN = 40
"""Notebooks up to which all folders are open at first."""


def headline(report: Report) -> Html:
    """What was found, in a sentence; what was left out, in another each."""
    lines = list(summary(report))
    return together((tag("p", lines[0], class_="lead"), *(tag("p", line, class_="quiet") for line in lines[1:])))


def tiles(report: Report) -> Html:
    """The numbers that sum up, and a bar of the notebooks by the gravest thing in each."""
    read = looked_at(report)
    found = Counter(finding.severity for _, finding in report.findings)
    clean = sum(not file.findings for _, file in read)
    numbers = [
        _tile(f"{len(read):,}", "notebook" if len(read) == 1 else "notebooks", ""),
        _tile(f"{clean:,}", "clean", "clean"),
        *(_tile(f"{found[each]:,}", f"{each.value}{'' if found[each] == 1 else 's'}", each.value) for each in Severity),
    ]
    return tag("dl", *numbers, class_="tiles")


def _tile(number: str, label: str, kind: str) -> Html:
    return tag("div", tag("dt", label), tag("dd", number), class_=f"tile {kind}".strip())


def heat_map(report: Report, areas: Sequence[str]) -> Iterator[Html]:
    """A table with folders and their notebooks as rows and areas as columns."""
    found = folders(report)
    is_open = sum(folder.counted.notebooks for folder in found) <= OPEN
    names = (tag("th", area, scope="col") for area in areas)
    yield Html('<table class="heat">')
    yield tag("caption", "Findings by folder and area; the shade tells how many there are per notebook.", class_="sr")
    yield tag("thead", tag("tr", tag("th", "Folder, notebook", scope="col"), tag("th", "All", scope="col"), *names))
    for folder in found:
        yield tag("tbody", *_folder(folder, areas, is_open=is_open), data_weight=folder.counted.weight)
    yield Html("</table>")


def _folder(folder: Folder, areas: Sequence[str], *, is_open: bool) -> Iterator[Html]:
    count = folder.counted.notebooks
    size = tag("span", f"{count:,} notebook{'' if count == 1 else 's'}", class_="size")
    name = "this folder" if folder.name == "." else f"{folder.name}/"
    button = tag("button", tag("bdi", name), size, type="button", aria_expanded=str(is_open).lower())
    yield tag("tr", tag("th", button, scope="row"), *_counts(folder.counted, areas), class_="folder")
    for each in folder.notebooks:
        yield _notebook(each, areas, is_open=is_open)


def _notebook(notebook: Notebook, areas: Sequence[str], *, is_open: bool) -> Html:
    name = tag("bdi", notebook.name)
    shown = tag("a", name, href=f"#notebook-{notebook.number}") if notebook.counted.total else name
    return tag("tr", tag("th", shown, scope="row"), *_counts(notebook.counted, areas), hidden=not is_open)


def _counts(counted: Counted, areas: Sequence[str]) -> Iterator[Html]:
    yield tag("td", f"{counted.total:,}", class_="all")
    for area in areas:
        errors = counted.errors[area]
        told = tag("span", f", {errors} of them error{'' if errors == 1 else 's'}", class_="sr") if errors else None
        number = f"{counted.areas[area]:,}" if counted.areas[area] else tag("span", "0", class_="none")
        yield tag("td", number, told, class_=f"h{counted.shade(area)}{' grave' if errors else ''}")


def worst_habits(found: Sequence[Habit], known: Mapping[str, type[Check]]) -> Html:
    """A table of the checks that fired."""
    heads = ("Habit", "What it is", "Area", "Findings", "Notebooks")
    most = max((habit.findings for habit in found), default=1)
    rows = (_habit(habit, known.get(habit.check), most) for habit in found)
    return tag(
        "table",
        tag("caption", "The checks that fired, the worst first.", class_="sr"),
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *rows),
        class_="habits",
    )


def _habit(habit: Habit, check: type[Check] | None, most: int) -> Html:
    share = f"{max(100 * habit.findings / most, 1):.1f}%"
    bar = tag("svg", tag("rect", width=share, height="100%"), class_=f"bar {habit.severity.value}", aria_hidden="true")
    return tag(
        "tr",
        tag("th", badge(habit.severity), tag("a", habit.check, href=f"#check-{habit.check}"), scope="row"),
        tag("td", check.summary() if check else ""),
        tag("td", habit.area),
        tag("td", tag("span", f"{habit.findings:,}", class_="number"), bar, class_="count"),
        tag("td", f"{len(habit.notebooks):,}", class_="number"),
    )


def badge(severity: Severity) -> Html:
    """A severity as a word, with a sign and a colour of its own."""
    return tag("span", severity.value, class_=f"badge {severity.value}")


def problems(report: Report) -> Html | None:
    """What could not be read or run, as a table; None where all went well."""
    found = list(report.problems)
    if not found:
        return None
    rows = (
        tag("tr", tag("th", tag("bdi", each.path or each.check or "nbcoach"), scope="row"), tag("td", each.message))
        for each in found
    )
    return tag(
        "section",
        tag("h2", "Could not be read or run", id="problems"),
        tag("div", _problem_table(rows), class_="wide", role="region", tabindex=0, aria_labelledby="problems"),
        aria_labelledby="problems",
    )


def _problem_table(rows: Iterable[Html]) -> Html:
    return tag(
        "table",
        tag("caption", "Files and checks that failed, and why.", class_="sr"),
        tag("thead", tag("tr", tag("th", "Where", scope="col"), tag("th", "What happened", scope="col"))),
        tag("tbody", *rows),
        class_="plain",
    )
