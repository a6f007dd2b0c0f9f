"""How a notebook is cut into steps, once it is known what each cut would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.pipeline.boundaries import Boundaries, How, boundaries
from nbcoach.pipeline.memory import forgotten
from nbcoach.pipeline.model import Merged
from nbcoach.pipeline.open_runs import open_runs
from nbcoach.pipeline.roles import SETUP, roles
from nbcoach.pipeline.sections import headings
from nbcoach.pipeline.step_names import Named, unique_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nbcoach.notebook import Notebook
    from nbcoach.pipeline.observation import Observation, Trial
    from nbcoach.pipeline.sections import Heading

SHORT = 2.0
"""Seconds of work below which a step costs more to start than to run."""
_LARGE = 100_000_000
_SPEED = 100_000_000
"""Bytes per second at which a state is written, hashed and read again, about, on a plain disk."""


class Group(Struct, frozen=True):
    """The cells of one step: their indices among all cells of the source, without gaps, markdown included."""

    name: str
    title: str
    cells: tuple[int, ...]


class Cut(Struct, frozen=True):
    """A notebook in steps. `label` says in words how it was cut, `merged` which cuts were given up, and why."""

    groups: tuple[Group, ...]
    merged: tuple[Merged, ...] = ()
    label: str = "one step"
    starts: tuple[int, ...] = ()
    """The code cells that begin a step, the first one left out."""


def candidates(notebook: Notebook, how: How, cells: Sequence[int] = ()) -> tuple[int, ...]:
    """The code cells before which a step may begin, told from the notebook alone; see `boundaries`."""
    return boundaries(notebook, how, cells).starts


def choose(
    notebook: Notebook,
    how: How,
    candidates: Sequence[int],
    observation: Observation | None = None,
    cells: Sequence[int] = (),
    until: int | None = None,
) -> Cut:
    """The steps of a notebook: of the candidates those that can be cut at, and are worth it.

    Args:
        notebook: What to cut.
        how: The way that gave the candidates.
        candidates: The code cells before which a step may begin.
        observation: What an instrumented run tried; without it every cut is taken that the code does not forbid.
        cells: The cells that were asked for, with `how` as `cells`.
        until: The index of the first cell to leave out, as where a run of the notebook fails.
    """
    found = boundaries(notebook, how, cells)
    end = len(notebook.cells) if until is None else until
    starts = [each for each in sorted(candidates) if each < end]
    merged = list(_forbidden(notebook, starts, observation, end))
    starts = [each for each in starts if each not in {each.before for each in merged}]
    if how == "auto" and observation and not found.is_asked:
        merged += _undue(starts, observation)
        starts = [each for each in starts if each not in {each.before for each in merged}]
        short = _short(notebook, starts, observation, end)
        merged += short
        starts = [each for each in starts if each not in {each.before for each in short}]
    groups = _groups(notebook, starts, found, end)
    label = found.label if starts else "one step"
    return Cut(groups, tuple(sorted(merged, key=lambda each: each.before)), label, tuple(starts))


def _forbidden(
    notebook: Notebook, starts: Iterable[int], observation: Observation | None, end: int
) -> Iterable[Merged]:
    """The cuts at which something cannot be handed on."""
    trials = {each.before: each for each in observation.trials} if observation else {}
    opened = open_runs(notebook)
    for start in starts:
        trial = trials.get(start)
        over = next((each for each in opened if each.opened < start <= each.closed), None)
        if over:
            yield Merged(start, f"{over.what} is open here since cell {over.opened + 1}", ())
        elif memory := forgotten(notebook, start, end, observation):
            yield Merged(start, memory, ())
        elif trial and trial.obstacles:
            yield Merged(start, _told(trial), tuple(each.name for each in trial.obstacles))
        elif observation and not trial:
            yield Merged(start, "the run did not come so far, so nobody knows what has to be handed on here", ())


def _told(trial: Trial) -> str:
    first = trial.obstacles[0]
    more = len(trial.obstacles) - 1
    told = f"{first.name}: {first.reason}" if first.name else first.reason
    return told + (f" (and {more} more)" if more else "")


def _undue(starts: Iterable[int], observation: Observation) -> list[Merged]:
    """The cuts that hand on so much that it takes longer than the work above and below."""
    found = []
    trials = {each.before: each for each in observation.trials}
    for start in starts:
        size = trials[start].size if start in trials else 0
        seconds = size / _SPEED
        if size > _LARGE and seconds > max(SHORT, observation.seconds / 2):
            reason = f"{size / 1e6:,.0f} MB would be handed on, which takes longer than half of the notebook's work"
            found.append(Merged(start, reason, ()))
    return found


def _short(notebook: Notebook, starts: Sequence[int], observation: Observation, end: int) -> list[Merged]:
    """Gives up cuts until each step has some work: the shortest step joins the neighbour that takes more from it."""
    left = list(starts)
    found: list[Merged] = []
    sizes = {each.before: each.size for each in observation.trials}
    while left:
        seconds = _seconds(notebook, left, observation, end)
        shortest = min(range(len(seconds)), key=seconds.__getitem__)
        if seconds[shortest] >= SHORT:
            break
        sides = [at for at in (shortest - 1, shortest) if 0 <= at < len(left)]
        at = max(sides, key=lambda each: (sizes.get(left[each], 0), -each))
        reason = f"a step would have {seconds[shortest]:.1f} s of work, less than it takes to start one"
        found.append(Merged(left.pop(at), reason, ()))
    return found


def _seconds(notebook: Notebook, starts: Sequence[int], observation: Observation, end: int) -> list[float]:
    """The seconds of work in each step; imports do not count, as every step does its own."""
    found = [0.0] * (len(starts) + 1)
    kinds = roles(notebook)
    for trace in observation.cells:
        if trace.index < end and kinds.get(trace.index) != "imports":
            found[sum(start <= trace.index for start in starts)] += trace.seconds
    return found


def _groups(notebook: Notebook, starts: Sequence[int], found: Boundaries, end: int) -> tuple[Group, ...]:
    edges = [0, *(_section_start(notebook, start, found.level) for start in starts), end]
    code = [cell.index for cell in notebook.code]
    ranges = [range(edges[at], edges[at + 1]) for at in range(len(edges) - 1)]
    named = []
    for at, cells in enumerate(ranges):
        first = starts[at - 1] if at else (code[0] if code else 0)
        named.append(
            Named(found.names.get(first, ""), _title(notebook, cells, first, found.level), _role(notebook, cells))
        )
    names = unique_names(named, notebook.path)
    return tuple(Group(name, each.title, tuple(cells)) for name, each, cells in zip(names, named, ranges, strict=True))


def _section_start(notebook: Notebook, start: int, level: int) -> int:
    """The first cell of a step that begins with this code cell: the heading above it, and the text between."""
    above = max((cell.index for cell in notebook.code if cell.index < start), default=-1)
    marks = [each for each in headings(notebook) if above < each.cell < start]
    mark = next((each for each in marks if not level or each.level <= level), None)
    if mark:
        return mark.cell
    texts = [each.index for each in notebook.cells[above + 1 : start] if each.kind != "code"]
    return texts[0] if texts else start


def _title(notebook: Notebook, cells: range, first: int, level: int) -> str:
    """The heading that a step stands under, empty where there is none of its own."""
    marks = [each for each in headings(notebook) if cells.start <= each.cell < first]
    own = [each for each in marks if each.level == level] or [each for each in marks if not _is_title(notebook, each)]
    if not own:
        return ""
    return (own[-1] if level else own[0]).words


def _is_title(notebook: Notebook, heading: Heading) -> bool:
    """True for the heading of the notebook as a whole, which says nothing of its first step."""
    return heading.level == 1 and sum(each.level == 1 for each in headings(notebook)) == 1


def _role(notebook: Notebook, cells: range) -> str:
    """The work that most cells of a step do."""
    kinds: list[str] = [role for index, role in roles(notebook).items() if index in cells]
    work = [each for each in kinds if each not in SETUP and each != "display"] or kinds
    return max(work, key=work.count) if work else ""
