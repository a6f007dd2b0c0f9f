"""From what two runs of a notebook and one of its pipeline have shown to verdicts, place by place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from nbcoach.pipeline.proof import CellVerdict, Difference, FileVerdict, VariableVerdict, Verdict
from nbcoach.pipeline.prove.outputs import WEAK, compare_shown, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.prove.pipeline_run import Ran
    from nbcoach.pipeline.prove.values import Compared

_UNORDERED = re.compile(
    r"\bset\(|frozenset|\{[^{}:]*\}|listdir|glob\(|iterdir|scandir|\bhash\(|as_completed|imap_unordered"
)
"""Code whose results come in an order that differs from run to run."""
_CLOCK = re.compile(r"\btime\b|datetime|perf_counter|\bnow\(|today\(|timeit|tqdm|Timestamp|verbose|fit\(")
_OPAQUE = "It cannot be stored, so that only its kind was seen."
_WHY = {
    "warning": "Other warnings: each kernel shows a warning once.",
    "pixels": "A few pixels differ.",
    "markup": "The markup differs, what a reader sees does not.",
    "widget": "Widgets cannot be compared.",
}


class Judge:
    """Knows the two runs of the notebook, the code of its cells by their indices, and which show what nobody seeded."""

    def __init__(
        self, first: Observation, again: Observation, sources: dict[int, str], by_chance: Collection[int] = ()
    ) -> None:
        self.first = first
        self.again = again
        self.sources = sources
        self.by_chance = by_chance
        self.noise: list[str] = []
        code = "\n".join(sources.values())
        self.is_unordered = bool(_UNORDERED.search(code))
        self.is_timed = bool(_CLOCK.search(code))

    def cell(self, index: int, step: str, outputs: Sequence[dict[str, Any]]) -> CellVerdict:
        """The verdict on what one cell showed in the pipeline."""
        ours, theirs = shown(_outputs(self.first, index)), shown(outputs)
        found = compare_shown(ours, theirs)
        varying = compare_shown(ours, shown(_outputs(self.again, index))) if self.again.trace(index) else ()
        verdict, kept, note = self._judged(found, self._covers(varying))
        if varying:
            self.noise += [
                f"cell {index + 1}: {each.where or 'its outputs'}" for each in varying if each.kind not in WEAK
            ]
            verdict = "noise" if verdict == "equal" and any(each.kind not in WEAK for each in varying) else verdict
        return CellVerdict(index, step, verdict, ours.count, kept, note, index in self.by_chance)

    def variables(self, compared: Compared, order: Sequence[str], ends: dict[str, int]) -> Iterator[VariableVerdict]:
        """The verdicts on what the notebook has bound at its end.

        Args:
            compared: What the kernel's Python says.
            order: The names of the steps.
            ends: The last source cell of each step.
        """
        varying = {name for name, _ in compared.noise}
        self.noise += sorted(varying)
        for name in compared.names:
            step = compared.held.get(name, "")
            found = [each for other, each in compared.found if other == name]
            cell = self._changed(name)
            if name in compared.opaque:
                yield VariableVerdict(name, step, "weak", cell, note=_OPAQUE)
            elif not step:
                gone = (Difference("missing", "", ""),)
                yield VariableVerdict(name, order[-1] if order else "", "differs", cell, gone)
            elif found and name not in compared.timely and cell is not None and step != order[-1] and cell > ends[step]:
                note = "It changed later, through another name; nothing reads it there, so it was not handed on."
                yield VariableVerdict(name, step, "weak", cell, note=note)
            else:
                covers = (lambda _: True) if name in varying else (lambda _: False)
                verdict, kept, note = self._judged(found, covers)
                yield VariableVerdict(name, step, "noise" if name in varying else verdict, cell, kept, note)

    def file(self, path: str, found: Sequence[Difference], *, varies: bool) -> FileVerdict:
        """The verdict on a file that the notebook wrote; `varies` where its two runs wrote different ones."""
        verdict, kept, note = self._judged(found, lambda _: varies)
        if varies:
            self.noise.append(path)
        cell = next((trace.index for trace in reversed(self.first.cells) if path in trace.written), None)
        return FileVerdict(path, "noise" if varies and verdict == "equal" else verdict, cell, kept, note)

    def opaque_file(self, path: str, found: Sequence[Difference], *, varies: bool) -> FileVerdict:
        """The verdict on a file whose format nobody here can read."""
        verdict = self.file(path, found, varies=varies)
        if verdict.verdict == "noise":
            return verdict
        return replace(verdict, verdict="weak", note="Its bytes differ; its format cannot be read here.")

    def _changed(self, name: str) -> int | None:
        """The last cell that changed a variable."""
        return next((trace.index for trace in reversed(self.first.cells) if name in trace.changed), None)

    def _covers(self, varying: Iterable[Difference]) -> Callable[[Difference], bool]:
        places = {each.where for each in varying}
        return lambda difference: any(_is_inside(difference.where, place) for place in places)

    def _judged(
        self, found: Sequence[Difference], covers: Callable[[Difference], bool]
    ) -> tuple[Verdict, tuple[Difference, ...], str]:
        if not found:
            return "equal", (), ""
        noisy = [each for each in found if self._is_noise(each) or covers(each)]
        hard = [each for each in found if each not in noisy and each.kind not in WEAK]
        if hard:
            return "differs", tuple(hard + [each for each in found if each not in hard]), ""
        if any(each.kind not in WEAK for each in noisy):
            return "noise", tuple(noisy), "Two runs of the notebook itself differ here."
        return "weak", tuple(found), " ".join(dict.fromkeys(_WHY.get(each.kind, "") for each in found)).strip()

    def _is_noise(self, difference: Difference) -> bool:
        if difference.kind == "order":
            return self.is_unordered
        return difference.kind == "duration" and self.is_timed


def _outputs(run: Observation, index: int) -> Sequence[dict[str, Any]]:
    trace = run.trace(index)
    return trace.outputs if trace else ()


def _is_inside(place: str, whole: str) -> bool:
    """True for a place that is another one, or a part of it."""
    return place == whole or place.startswith((f"{whole},", f"{whole}.", f"{whole}[")) or not whole


def compared_cells(first: Observation, ran: Ran, inside: Collection[int]) -> list[int]:
    """The cells to compare: those of the steps, and those that showed something in the notebook and are gone."""
    ran_there = {trace.index: trace for trace in first.cells if trace.index != first.failed_cell}
    last = max(inside, default=-1)
    kept = [index for index in ran_there if index in inside]
    lost = [index for index, trace in ran_there.items() if index not in inside and index < last and trace.outputs]
    return sorted({*kept, *lost} - _not_reached(ran, kept))


def _not_reached(ran: Ran, kept: Iterable[int]) -> set[int]:
    """The cells behind the one that the pipeline fails in: they did not run, which is no verdict on them."""
    end = ran.failure.source_cell if ran.failure else None
    return {index for index in kept if end is not None and index > end}
