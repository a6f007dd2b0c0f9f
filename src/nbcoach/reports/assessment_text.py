"""An assessment for people: the level, each criterion with its evidence, what is unknown, and one next step."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.maturity import Outcome
from nbcoach.reports.text_line import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, RenderableType
    from rich.text import Text

    from nbcoach.maturity import Assessment, Judgement, Place, Reading

PLACES_SHOWN = 2
GAPS_SHOWN = 5
SIGNS = {
    Outcome.MET: ("✔", "+", "green"),
    Outcome.NOT_MET: ("✘", "-", "red"),
    Outcome.CONFLICTING: ("≠", "!", "yellow"),
    Outcome.UNKNOWN: ("?", "?", "cyan"),
    Outcome.NOT_APPLICABLE: ("·", ".", "bright_black"),
}  # fmt: skip
"""A sign, its plain form for terminals without Unicode, and a colour that only repeats what the words say."""
SYMPTOMS = {Outcome.MET: ("●", "*", "yellow", "found"), Outcome.NOT_MET: ("○", "o", "green", "refuted")}
"""The same for a symptom with its word: to find one is no achievement."""


def write_text(assessment: Assessment, console: Console) -> None:
    """Writes the report to a console; `file` links are set where the console shows links."""
    for part in _parts(assessment, is_plain=not console.encoding.lower().startswith("utf")):
        console.print(part, soft_wrap=True, highlight=False)


def _parts(assessment: Assessment, *, is_plain: bool) -> Iterator[RenderableType]:
    yield from _head(assessment)
    judged = assessment.judgements
    for level in assessment.levels:
        own = [each for each in judged if each.level == level.number]
        yield from _section(f"Level {level.number} {level.name}", own, assessment, is_plain=is_plain)
    rest = [each for each in judged if each.level is None]
    yield from _section("Beside the levels", rest, assessment, is_plain=is_plain)
    yield from _unknown(assessment)
    yield from _step(assessment)


def _head(assessment: Assessment) -> Iterator[Text]:
    from rich.text import Text  # noqa: PLC0415 - only a report to people pays for it

    yield Text.assemble((assessment.title, "bold"), f" ({assessment.model})")
    yield Text(level_line(assessment), "bold")
    yield Text(visible(_looked_line(assessment)), "bright_black")
    for gap in assessment.looked.gaps[:GAPS_SHOWN]:
        yield Text(f"not read: {visible(gap)}", "yellow")
    more = len(assessment.looked.gaps) - GAPS_SHOWN
    if more > 0:
        yield Text(f"not read: {more} more", "yellow")


def level_line(assessment: Assessment) -> str:
    """The levels in a line, with their scale and what they rest on."""
    answered = f"{assessment.answered} of {assessment.applicable} practices answered"
    if assessment.scope == "notebook":
        return "One notebook has habits and no level. Assess its folder for a level."
    if assessment.proven is None or assessment.possible is None:
        return "No level: nothing here trains a model."
    scale = f"on the model's scale of {assessment.levels[0].number} to {assessment.levels[-1].number}; {answered}"
    proven, possible = assessment.proven, assessment.possible
    if proven == possible:
        return f"level {proven.number} {proven.name} proven, no higher one possible ({scale})"
    return f"level {proven.number} {proven.name} proven, level {possible.number} {possible.name} possible ({scale})"


def _looked_line(assessment: Assessment) -> str:
    looked = assessment.looked
    counts = [_count(looked.notebooks, "notebook"), _count(looked.scripts, "script"), _count(looked.files, "file")]
    git = f"git at {looked.git[:10]}" if looked.git else "no commit in git"
    habits = ", ".join(f"{count} {check}" for check, count in looked.habits.items() if count)
    return f"Looked at {', '.join(counts)}; {git}; {looked.store}." + (f" Habits: {habits}." if habits else "")


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _section(title: str, judged: list[Judgement], assessment: Assessment, *, is_plain: bool) -> Iterator[Text]:
    from rich.text import Text  # noqa: PLC0415 - a megabyte that plain text does without

    if not judged:
        return
    yield Text()
    yield Text.assemble((title, "bold"), (f"  {_tally(judged)}", "bright_black"))
    for judgement in judged:
        if judgement.outcome is not Outcome.NOT_APPLICABLE:
            yield from _criterion(judgement, assessment, is_plain=is_plain)
    left_out = [each for each in judged if each.outcome is Outcome.NOT_APPLICABLE]
    for reason in dict.fromkeys(each.reason for each in left_out):
        count = sum(each.reason == reason for each in left_out)
        sign = SIGNS[Outcome.NOT_APPLICABLE][is_plain]
        yield Text(f"  {sign} {count} not applicable: {visible(reason)}", "bright_black")


def _tally(judged: list[Judgement]) -> str:
    words = [_look(each)[3] for each in judged]
    return ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words))


def _look(judgement: Judgement) -> tuple[str, str, str, str]:
    """The sign, its plain form, the colour and the word of a verdict."""
    if judgement.polarity == "symptom" and judgement.outcome in SYMPTOMS:
        return SYMPTOMS[judgement.outcome]
    return (*SIGNS[judgement.outcome], judgement.outcome.value)


def _criterion(judgement: Judgement, assessment: Assessment, *, is_plain: bool) -> Iterator[Text]:
    from rich.text import Text  # noqa: PLC0415 - a megabyte that plain text does without

    sign, plain, colour, word = _look(judgement)
    is_proven = judgement.confidence and judgement.polarity != "symptom"
    said = f"{word}, {judgement.confidence}" if is_proven else word
    yield Text.assemble((f"  {plain if is_plain else sign} {said:<13} ", colour), judgement.statement)
    if judgement.outcome is Outcome.UNKNOWN:
        return
    lines = [_line(reading, assessment) for reading in (*judgement.evidence, *judgement.against)]
    for line in dict.fromkeys(lines):
        yield Text.assemble(" " * 18, *line)


def _line(reading: Reading, assessment: Assessment) -> tuple[tuple[str, str], ...]:
    """What a reading says, and where, as pieces of text with their styles."""
    return ((visible(reading.reason), "bright_black"), *_places(reading, assessment))


def _places(reading: Reading, assessment: Assessment) -> Iterator[tuple[str, str]]:
    """The first places of a reading, each a link, and how many there are besides."""
    located = [location(place, assessment) for place in reading.places]
    located = [each for each in dict.fromkeys(located) if each[0]]
    for number, (where, link) in enumerate(located[:PLACES_SHOWN]):
        yield (": " if number == 0 else ", ", "bright_black")
        yield (where, f"link {link}" if link else "")
    more = len(located[PLACES_SHOWN:]) + reading.more
    if more:
        yield (f" and {more} more", "bright_black")


def location(place: Place, assessment: Assessment) -> tuple[str, str]:
    """Where a place is, as an editor takes it (`path:line`, relative to the working directory), and its address."""
    if not place.path:
        return (f"run {place.run[:8]}" if place.run else visible(place.text)), ""
    top = Path(assessment.path)
    file = Path(os.path.normpath((top if assessment.scope == "folder" else top.parent) / place.path))
    shown = os.path.relpath(file) if file.is_absolute() else str(file)
    line = f":{place.line}" if place.line else ""
    cell = f" (cell {place.cell + 1})" if place.cell is not None else ""
    return f"{visible(shown.replace(os.sep, '/'))}{line}{cell}", file.absolute().as_uri()


def _unknown(assessment: Assessment) -> Iterator[Text]:
    """What is unknown, by the reason for it, with what would make it known."""
    from rich.text import Text  # noqa: PLC0415 - a megabyte that plain text does without

    unknown = [each for each in assessment.judgements if each.outcome is Outcome.UNKNOWN]
    if not unknown:
        return
    yield Text()
    yield Text("How to make the unknown known", "bold")
    for reason in dict.fromkeys(each.reason for each in unknown):
        alike = [each for each in unknown if each.reason == reason]
        cures = dict.fromkeys(cure for each in alike for cure in _cures(each))
        yield Text.assemble(
            ("  ? ", "cyan"), f"{_count(len(alike), 'criterion').replace('criterions', 'criteria')}: {visible(reason)}"
        )
        for cure in cures:
            yield Text(f"      {visible(cure)}", "bright_black")


def _cures(judgement: Judgement) -> Iterator[str]:
    if judgement.question:
        is_asked = judgement.question.endswith("?")
        yield f"A person may know: {judgement.question}" if is_asked else judgement.question
    yield from (reading.cure for reading in judgement.evidence if reading.cure and reading.cure != judgement.question)


def _step(assessment: Assessment) -> Iterator[Text]:
    from rich.text import Text  # noqa: PLC0415 - a megabyte that plain text does without

    step = assessment.next_step
    yield Text()
    if step is None:
        is_top = assessment.proven == assessment.levels[-1]
        yield Text("Next step: none; " + ("this is the top." if is_top else "this model speaks of training."), "bold")
        return
    yield Text.assemble(("Next step: ", "bold"), (visible(step.do), "bold"))
    yield Text(f"  because {visible(step.why)}", "bright_black")
    yield Text(f"  on the way to: {step.goal.rstrip('.')} ({step.closes})", "bright_black")
