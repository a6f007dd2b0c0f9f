"""The steps of a pipeline as a drawing: boxes from top to bottom, and on each arrow what one step hands to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.markup.elements import Html, tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.pipeline.model import Pipeline, Step
    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.proof import Proof

_WIDTH, _HEIGHT, _GAP = 640, 66, 54
"""Pixels of a box, and between two."""
_NAMES = 6
"""Names on an arrow."""


def graph(pipeline: Pipeline, observation: Observation | None, proof: Proof) -> Html:
    """The drawing, with a description for those who cannot see it."""
    steps = pipeline.steps
    height = len(steps) * _HEIGHT + max(len(steps) - 1, 0) * _GAP + 8
    parts = [part for number, step in enumerate(steps) for part in _step(number, step, steps, observation, proof)]
    said = ", then ".join(step.name for step in steps)
    return tag(
        "svg",
        tag("title", f"The steps: {said}"),
        *parts,
        viewBox=f"0 0 {_WIDTH + 8} {height}",
        class_="graph",
        role="img",
    )


def cells_of(step: Step) -> str:
    """The source cells of a step, counted from 1: `cells 3 to 9`."""
    cells = step.source_cells
    if not cells:
        return "no cells"
    return f"cell {cells[0] + 1}" if len(cells) == 1 else f"cells {min(cells) + 1} to {max(cells) + 1}"


def seconds_of(step: Step, observation: Observation | None) -> float | None:
    """What the cells of a step took in the notebook; None where it was not run."""
    if observation is None:
        return None
    inside = set(step.source_cells)
    return sum(trace.seconds for trace in observation.cells if trace.index in inside)


def bytes_in_words(size: int) -> str:
    """A number of bytes as people say it: `1.2 MB`."""
    amount = float(size)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def _step(
    number: int, step: Step, steps: Sequence[Step], observation: Observation | None, proof: Proof
) -> Iterator[Html]:
    top = 4 + number * (_HEIGHT + _GAP)
    yield tag("rect", x=4, y=top, width=_WIDTH, height=_HEIGHT, rx=10, class_=f"box {_worst(step, proof)}")
    seconds = seconds_of(step, observation)
    about = [cells_of(step)] + ([f"{seconds:.1f} s"] if seconds is not None else [])
    if step.parameters:
        about.append(f"takes {_listed(step.parameters)}")
    yield tag("text", f"{number + 1}  {step.name}", x=22, y=top + 28, class_="name")
    if step.title and step.title.lower() != step.name.replace("-", " "):
        yield tag("text", _cut(step.title, 40), x=_WIDTH - 14, y=top + 28, class_="title", text_anchor="end")
    yield tag("text", _cut(" · ".join(about), 88), x=22, y=top + 50, class_="about")
    if number + 1 < len(steps):
        yield from _arrow(step, steps[number + 1], top + _HEIGHT, observation)


def _arrow(step: Step, following: Step, top: int, observation: Observation | None) -> Iterator[Html]:
    end = top + _GAP - 3
    yield tag("path", d=f"M40 {top} V{end} m-6 -7 l6 7 l6 -7", class_="arrow")
    names = "all variables" if step.carries is None else _listed(step.carries) or "no variables"
    sizes = {each.before: each.size for each in observation.trials} if observation else {}
    size = next((sizes[cell] for cell in following.source_cells if cell in sizes), None)
    yield tag(
        "text", _cut(f"{names} · {bytes_in_words(size)}" if size else names, 80), x=58, y=top + 31, class_="about"
    )


def _worst(step: Step, proof: Proof) -> str:
    verdicts = {cell.verdict for cell in proof.cells if cell.step == step.name}
    return next((each for each in ("differs", "noise", "weak", "equal") if each in verdicts), "unknown")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return ", ".join(names[:_NAMES]) + more


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
