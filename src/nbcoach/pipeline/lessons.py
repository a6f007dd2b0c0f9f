"""What stands in the way of a pipeline, as lessons: what it is, why it matters here, what to do, which check it is."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nbcoach.pipeline.requirements import distribution

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from nbcoach.pipeline.failure import Failure
    from nbcoach.pipeline.model import Merged
    from nbcoach.pipeline.observation import CellTrace, Observation
    from nbcoach.pipeline.proof import CellVerdict, FileVerdict, Proof, VariableVerdict

_GENERATORS = {"numpy": "np.random.seed(42)", "random": "random.seed(42)", "torch": "torch.manual_seed(42)"}

_MOST = 5
"""Names that a lesson tells one by one."""


class Lesson(Struct, frozen=True):
    """One thing to learn. `check` is the check that teaches it, empty where none does; `cell` counts from 0."""

    title: str
    why: str
    cure: str
    check: str = ""
    cell: int | None = None


def lessons(
    observation: Observation | None,
    proof: Proof | None = None,
    merged: Iterable[Merged] = (),
    unreadable: Sequence[str] = (),
) -> tuple[Lesson, ...]:
    """What an export has met: what ended the notebook, what kept steps together, what varies from run to run.

    The gravest come first, and each of a kind is told once per cell. `unreadable` are files of the notebook's folder
    that its copy lacks.
    """
    found: dict[tuple[str, int | None], Lesson] = {}
    for each in _all(observation, proof, merged, unreadable):
        found.setdefault((each.title, each.cell), each)
    return tuple(found.values())


def _all(
    observation: Observation | None, proof: Proof | None, merged: Iterable[Merged], unreadable: Sequence[str]
) -> Iterator[Lesson]:
    if observation and observation.failure:
        yield lesson_of_failure(observation.failure, observation.failed_cell)
    if unreadable:
        yield _unreadable(unreadable)
    for each in merged:
        yield from _obstacle(each)
    if observation:
        yield from _habits(observation)
    if proof and proof.noise:
        yield _noise(proof, observation)
    elif observation and proof and any(cell.varies for cell in proof.cells):
        yield _unseeded(observation.cells)


def lesson_of_failure(failure: Failure, cell: int | None = None) -> Lesson:
    """The likely cause of a cell that failed, and its cure."""
    text = f"{failure.name}: {failure.message}"
    cell = failure.source_cell if cell is None else cell
    for entry in _tables()["removed"]:
        if match := entry["pattern"].search(text):
            cure = entry["cure"].format(*_groups(match))
            return Lesson(
                "A library no longer has what the cell calls", _why(failure), cure, "unpinned-environment", cell
            )
    for entry in _tables()["failure"]:
        if match := entry["pattern"].search(text):
            return _failure(entry, match, failure, cell)
    title = "The cell fails when all cells run in order"
    return Lesson(title, _why(failure), "Restart the kernel, run all cells, and repair it.", "failed-cell", cell)


def _failure(entry: dict[str, Any], match: re.Match[str], failure: Failure, cell: int | None) -> Lesson:
    groups = _groups(match)
    check, title, cure = entry.get("check", ""), entry["title"], entry["cure"]
    known: str | None = _tables()["alias"].get(groups[0]) if groups and failure.name == "NameError" else None
    if known:
        return Lesson(f"The import of {groups[0]} is missing", _why(failure), f"Add: `{known}`", check, cell)
    if check == "undeclared-dependency":
        cure = cure.format(distribution(groups[0].partition(".")[0]))
        return Lesson(title.format(groups[0]), _why(failure), cure, check, cell)
    return Lesson(title.format(*groups), _why(failure), cure.format(*groups), check, cell)


def _obstacle(merged: Merged) -> Iterator[Lesson]:
    for entry in _tables()["obstacle"]:
        if entry["pattern"].search(merged.reason):
            yield Lesson(entry["title"], merged.reason, entry["cure"], entry.get("check", ""), merged.before)
            return


def _habits(observation: Observation) -> Iterator[Lesson]:
    for trace in observation.cells:
        for path in trace.written:
            if path.startswith(("/", "~")) or re.match(r"[A-Za-z]:[\\/]", path):
                why = f"It writes {path}, outside the notebook's folder: a run of the pipeline does so, too."
                cure = "Write to a relative path, as a parameter."
                yield Lesson("A cell writes outside the notebook's folder", why, cure, "hard-coded-path", trace.index)
        if trace.refused and trace.index != observation.failed_cell:
            why = (
                f"It was kept from writing {_shown(trace.refused)} while it was tried; a run of the pipeline writes it."
            )
            cure = "Write to a relative path: then it is tried in a copy, and each run can have a place of its own."
            title = "A cell writes into your own folder by an absolute path"
            yield Lesson(title, why, cure, "hard-coded-path", trace.index)
        if "cwd" in trace.settings:
            why = "What comes after it depends on where the kernel stands."
            yield Lesson(
                "A cell changes the working directory",
                why,
                "Leave it, and build paths from a parameter.",
                "working-directory-hack",
                trace.index,
            )


def _unreadable(paths: Sequence[str]) -> Lesson:
    why = f"It was tried in a copy of its folder that lacks {_shown(paths)}, since you may not read that."
    return Lesson("Files could not be copied", why, "Give yourself leave to read them if the notebook needs them.")


def _shown(names: Sequence[str]) -> str:
    """A few names, and how many more there are."""
    return ", ".join(names[:_MOST]) + (f" and {len(names) - _MOST} more" if len(names) > _MOST else "")


def _noise(proof: Proof, observation: Observation | None) -> Lesson:
    """What two runs of the notebook itself do not agree on, by what the cells have read that shows it first."""
    why = f"Two runs of the notebook itself differ at: {_shown(proof.noise)}. What varies cannot be proven equal."
    title = "Two runs of the notebook give two results"
    traces = observation.cells if observation else ()
    verdicts: tuple[CellVerdict | VariableVerdict | FileVerdict, ...] = (*proof.cells, *proof.variables, *proof.files)
    noisy = {each.cell for each in verdicts if each.verdict == "noise"}
    for trace in sorted(traces, key=lambda each: each.index not in noisy):
        if "entropy" in trace.impure:
            return Lesson(title, why, _seeding(traces), "unseeded-run", trace.index)
        if "clock" in trace.impure:
            return Lesson(title, why, "Make the date of the run a parameter.", "time-dependent-run", trace.index)
        if "network" in trace.impure and trace.index in noisy:
            cure = "Save what comes from the network, with its version, and read that."
            return Lesson(title, why, cure, "unversioned-download", trace.index)
    cure = "Sort what has no order, such as sets and listings of folders; names that a library makes up may differ."
    return Lesson(title, why, cure, "nondeterministic-order")


def _unseeded(traces: Sequence[CellTrace]) -> Lesson:
    """What was compared by equal draws, which no later run has."""
    first = next((trace.index for trace in traces if "entropy" in trace.impure), None)
    why = "It was compared by equal draws. Later runs draw others; tests expect nothing of what follows from them."
    return Lesson("Each run draws other numbers", why, _seeding(traces), "unseeded-run", first)


def _seeding(traces: Iterable[CellTrace]) -> str:
    """How to seed the generators that cells drew from before anybody had seeded them."""
    drawn = sorted({each for trace in traces if "entropy" in trace.impure for each in trace.draws})
    seeds = ", ".join(f"`{_GENERATORS[each]}`" for each in drawn if each in _GENERATORS) or "a seed"
    return f"Set the seed once, after the imports: {seeds}."


def _why(failure: Failure) -> str:
    at = f" {failure.place}" if failure.source_cell is not None else ""
    return f"{failure.summary}{at}"


def _groups(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(group for group in match.groups() if group is not None) or ("",)


@cache
def _tables() -> dict[str, Any]:
    plain = tomllib.loads(files("nbcoach.pipeline").joinpath("lessons.toml").read_text("utf-8"))
    compiled = {
        kind: tuple({**entry, "pattern": re.compile(entry["pattern"])} for entry in plain[kind])
        for kind in ("obstacle", "failure", "removed")
    }
    return {**compiled, "alias": plain["alias"]}
