"""`export-report.html`: what an export did with a notebook, and whether the pipeline gives what the notebook gave.

One file without scripts that asks nothing of the network: its content security policy names its style sheet by its
digest and allows nothing else; what notebooks hold is escaped by type (`nbcoach.markup.elements`).
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING

from nbcoach import __version__
from nbcoach.markup.elements import Html, tag
from nbcoach.markup.look import LOOK
from nbcoach.pipeline.report_graph import cells_of, graph
from nbcoach.pipeline.report_verdicts import first_difference, verdicts
from nbcoach.pipeline.report_words import count, limits, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.pipeline.lessons import Lesson
    from nbcoach.pipeline.model import Parameter, Pipeline
    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.proof import Proof

NAME = "export-report.html"

_LOOKS = {"verified": "clean", "partial": "warning", "differs": "error", "unverified": "hint"}


def report_html(
    pipeline: Pipeline, proof: Proof, observation: Observation | None = None, lessons: Sequence[Lesson] = ()
) -> bytes:
    """The page.

    Args:
        pipeline: What was exported.
        proof: Its verdict; see `proof.unverified` for an export that was not proven.
        observation: The instrumented run, where there was one.
        lessons: What stood in the way.
    """
    style = "\n".join((LOOK.read_text("utf-8"), files("nbcoach.pipeline").joinpath("report.css").read_text("utf-8")))
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=_policy(style)),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="generator", content=f"nbcoach {__version__}"),
        tag("title", f"{pipeline.name}: {proof.label}"),
        tag("style", Html(style)),
    )
    page = tag("html", head, tag("body", *_body(pipeline, proof, observation, lessons)), lang="en")
    return f"<!doctype html>\n{page}\n".encode("utf-8", "backslashreplace")


def _policy(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _body(
    pipeline: Pipeline, proof: Proof, observation: Observation | None, lessons: Sequence[Lesson]
) -> Iterator[Html]:
    yield tag("a", "Skip to the content", class_="skip", href="#main")
    brand = tag("a", tag("span", aria_hidden="true"), "nbcoach", class_="brand", href="#main")
    yield tag("header", tag("nav", brand, aria_label="Report"), class_="top")
    sources = _sources(pipeline)
    yield tag(
        "main",
        tag("h1", pipeline.name),
        tag("p", tag("span", proof.label, class_=f"badge verdict {_LOOKS[proof.outcome]}")),
        tag("p", sentence(pipeline, proof), class_="lead"),
        _tiles(pipeline, proof),
        _parted(proof, sources),
        *_lessons(lessons),
        tag("h2", "Steps"),
        tag("p", f"Cut by: {pipeline.cut}.", class_="quiet"),
        graph(pipeline, observation, proof),
        *_decisions(pipeline),
        *verdicts(proof, sources),
        *_noise(proof),
        tag("h2", "How far this goes"),
        tag("ul", *(tag("li", each) for each in limits(pipeline, proof, observation))),
        id="main",
        tabindex=-1,
    )
    told = f"Made by nbcoach {__version__} from {pipeline.source.notebook}. This file asks nothing of the network."
    yield tag("footer", told)


def _sources(pipeline: Pipeline) -> dict[int, str]:
    cells = (cell for step in pipeline.steps for cell in step.cells)
    return {cell.origin: cell.source for cell in cells if cell.origin is not None}


def _tiles(pipeline: Pipeline, proof: Proof) -> Html:
    counts = proof.counts
    tiles = [(len(pipeline.steps), "step", ""), (len(pipeline.parameters), "parameter", "")]
    if proof.cells or proof.variables:
        tiles += [(counts["equal"], "equal", "clean"), (counts["weak"], "nearly equal", "hint")]
        tiles += [(counts["noise"], "vary by themselves", "warning"), (counts["differs"], "differ", "error")]
    shown = (
        tag(
            "div",
            tag("dt", count(number, what).partition(" ")[2] if not look else what),
            tag("dd", f"{number:,}"),
            class_=f"tile {look if number else 'unknown'}".strip(),
        )
        for number, what, look in tiles
    )
    return tag("dl", *shown, class_="tiles")


def _parted(proof: Proof, sources: dict[int, str]) -> Html | None:
    first = proof.first_difference
    if first is None:
        return None
    source = sources.get(first.cell, "") if first.cell is not None else ""
    return first_difference(first, proof.cause, source)


def _lessons(lessons: Sequence[Lesson]) -> Iterator[Html]:
    if not lessons:
        return
    yield tag("h2", "What stood in the way")
    yield tag("ul", *(_lesson(each) for each in lessons), class_="lessons")


def _lesson(lesson: Lesson) -> Html:
    about = [f"cell {lesson.cell + 1}"] if lesson.cell is not None else []
    about += [lesson.check] if lesson.check else []
    return tag(
        "li",
        tag("h3", lesson.title),
        tag("p", " · ".join(about), class_="quiet") if about else None,
        tag("p", lesson.why),
        tag("p", *_with_code(lesson.cure), class_="do"),
    )


def _with_code(text: str) -> Iterator[Html | str]:
    """A sentence in which backquotes mark code."""
    for number, part in enumerate(text.split("`")):
        yield tag("code", part) if number % 2 else part


def _decisions(pipeline: Pipeline) -> Iterator[Html]:
    """What was lifted, left out and merged, and why."""
    lifted = [(each.name, f"{each.default!r}", _origin(each), f"cell {each.cell + 1}") for each in pipeline.parameters]
    yield from _table("Parameters", ("Name", "Default", "Where from", "Bound in"), lifted)
    left = [(each.name, f"cell {each.cell + 1}", each.reason) for each in pipeline.left_out]
    yield from _table("Left as they are", ("Name", "Bound in", "Why it is no parameter"), left)
    merged = [(f"cell {each.before + 1}", ", ".join(each.names), each.reason) for each in pipeline.merged]
    yield from _table("Steps that stay together", ("A step could begin at", "Held by", "Why it does not"), merged)
    steps = [(step.name, step.notebook, cells_of(step), _carried(step.carries)) for step in pipeline.steps]
    yield from _table("Step by step", ("Step", "Notebook", "Made of", "Hands on"), steps)
    if pipeline.warnings:
        yield tag("h2", "Note")
        yield tag("ul", *(tag("li", each) for each in pipeline.warnings))


def _carried(names: tuple[str, ...] | None) -> str:
    return "all variables" if names is None else ", ".join(names)


def _origin(parameter: Parameter) -> str:
    words = {"tagged": "the notebook's own parameters cell", "lifted": "lifted out of an assignment"}
    where = words.get(parameter.origin, "taken out of a call")
    return f"{where}, as {parameter.was}" if parameter.variable != parameter.name else where


def _table(title: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[Html]:
    if not rows:
        return
    name = title.lower().replace(" ", "-")
    body = (
        tag("tr", tag("th", tag("bdi", row[0]), scope="row"), *(tag("td", text) for text in row[1:])) for row in rows
    )
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *body),
        class_="plain",
    )
    yield tag("h2", title, id=name)
    yield tag("div", table, class_="wide", role="region", tabindex=0, aria_labelledby=name)


def _noise(proof: Proof) -> Iterator[Html]:
    if proof.noise:
        yield tag("h2", "What varies by itself")
        yield tag("p", "Two runs of the notebook itself differ at these places, so that nothing can be proven there:")
        yield tag("ul", *(tag("li", each) for each in proof.noise))
