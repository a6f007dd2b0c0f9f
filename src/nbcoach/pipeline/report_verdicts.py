"""The part of an export's report that tells verdicts: cell by cell, variable by variable, file by file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.markup.elements import Html, tag, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from nbcoach.pipeline.proof import Difference, FirstDifference, Proof, Verdict

_LOOKS: dict[Verdict, tuple[str, str]] = {
    "equal": ("clean", "equal"),
    "weak": ("hint", "nearly"),
    "noise": ("warning", "varies"),
    "differs": ("error", "differs"),
}
_KINDS = {
    "number": "another number",
    "text": "another text",
    "missing": "missing in the pipeline",
    "added": "only in the pipeline",
    "order": "another order",
    "duration": "another time",
    "shape": "another size",
    "type": "another type",
    "dtype": "another type of data",
    "image": "another picture",
    "pixels": "a few pixels",
    "error": "another error",
    "warning": "other warnings",
    "markup": "other markup",
    "widget": "a widget, which cannot be compared",
    "lines": "another number of lines",
    "bytes": "other bytes",
}


def badge(verdict: Verdict) -> Html:
    """A verdict as a word with a sign and a colour."""
    look, word = _LOOKS[verdict]
    return tag("span", word, class_=f"badge {look}")


def side_by_side(difference: Difference) -> Html:
    """What stood at one place in the notebook, and in the pipeline."""
    place = f"{difference.where}: " if difference.where else ""
    caption = tag("p", place, _KINDS.get(difference.kind, difference.kind), class_="quiet")
    if not (difference.left or difference.right):
        return caption
    sides = (
        tag("figure", tag("figcaption", title), tag("pre", *_lines(text), tabindex=0))
        for title, text in (("In the notebook", difference.left), ("In the pipeline", difference.right))
    )
    return together((caption, tag("div", *sides, class_="sides")))


def first_difference(first: FirstDifference, cause: str, source: str) -> Html:
    """The place at which the two runs part, with the code of the cell."""
    what = {"output": "What it shows differs", "failure": "The pipeline fails there"}.get(first.what)
    what = what or f"The {first.what} {first.name} differs"
    where = f"cell {first.cell + 1}" if first.cell is not None else "a cell that is not known"
    return tag(
        "section",
        tag("h2", "Where they part", id="first"),
        tag("p", tag("strong", f"{what}"), f", in {where}, step ", tag("code", first.step), "."),
        tag("pre", *_lines(source), class_="source", tabindex=0) if source else None,
        side_by_side(first.difference),
        tag("p", tag("strong", "Likely cause: "), cause, class_="trouble") if cause else None,
        aria_labelledby="first",
    )


def verdicts(proof: Proof, sources: Mapping[int, str]) -> Iterator[Html]:
    """Three tables; one that would be empty is left out."""
    cells = [
        (
            f"{each.cell + 1}",
            _begin(sources.get(each.cell, "")),
            each.step,
            each.verdict,
            each.note,
            each.differences,
        )
        for each in proof.cells
    ]
    yield from _table("Cells", ("Cell", "Begins with"), cells)
    variables = [
        (each.name, _since(each.cell), each.step, each.verdict, each.note, each.differences) for each in proof.variables
    ]
    yield from _table("Variables at the end", ("Variable", "Last changed"), variables)
    files = [(each.path, _since(each.cell), "", each.verdict, each.note, each.differences) for each in proof.files]
    yield from _table("Files written", ("File", "Written"), files)


_Row = tuple[str, str, str, "Verdict", str, "tuple[Difference, ...]"]


def _table(title: str, heads: tuple[str, str], rows: list[_Row]) -> Iterator[Html]:
    if not rows:
        return
    name = title.lower().replace(" ", "-")
    names = (*heads, *(("Step",) if any(row[2] for row in rows) else ()), "Verdict", "What differs")
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in names))),
        tag("tbody", *(_row(row, has_step="Step" in names) for row in rows)),
        class_="plain",
    )
    yield tag("h2", title, id=name)
    yield tag("div", table, class_="wide", role="region", tabindex=0, aria_labelledby=name)


def _row(row: _Row, *, has_step: bool) -> Html:
    name, about, step, verdict, note, differences = row
    return tag(
        "tr",
        tag("th", tag("bdi", name), scope="row"),
        tag("td", tag("code", about) if about else None),
        tag("td", step) if has_step else None,
        tag("td", badge(verdict)),
        tag("td", note or None, _differences(differences)),
        class_=verdict,
    )


def _differences(found: tuple[Difference, ...]) -> Html | None:
    if not found:
        return None
    count = f"{len(found)} place{'' if len(found) == 1 else 's'}"
    return tag("details", tag("summary", count), *(side_by_side(each) for each in found))


def _lines(text: str) -> Iterable[Html | str]:
    """A text line by line, so that ends of lines stay, and other control characters become pictures."""
    for line in text.split("\n"):
        yield line.replace("\t", "    ")
        yield Html("\n")


def _begin(source: str) -> str:
    line = next((line.strip() for line in source.split("\n") if line.strip()), "")
    return line if len(line) <= 60 else f"{line[:59]}…"


def _since(cell: int | None) -> str:
    return f"cell {cell + 1}" if cell is not None else ""
