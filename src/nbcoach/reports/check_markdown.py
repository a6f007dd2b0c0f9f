"""The explanation of a check as Markdown: what it says of itself, nothing else."""

from __future__ import annotations

import inspect
from textwrap import dedent
from typing import TYPE_CHECKING

from nbcoach.checking.marks import unmarked
from nbcoach.checking.quality import figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nbcoach.checking import Check, Example
    from nbcoach.checking.quality import Tally
    from nbcoach.checking.repairs import Repair

STEPS = ("repeatable", "tracked", "handed on")
_MADE = {
    "safe": "safe, `--fix` makes it",
    "suggested": "suggested, `--unsafe-fixes` makes it",
    "offer": "an offer that looks at the whole notebook, `--unsafe-fixes` makes it",
}


def check_markdown(check: type[Check]) -> str:
    """Summary, reasons, advice, an example and sources of a check."""
    return "\n\n".join(_parts(check, check.examples[:1], ())) + "\n"


def check_page(check: type[Check]) -> str:
    """The same with all examples, and with the fixes that are found by looking at them."""
    from nbcoach.checking.repairs import repairs  # noqa: PLC0415 - it runs the check

    return "\n\n".join(_parts(check, check.examples, repairs(check))) + "\n"


def _parts(check: type[Check], examples: Sequence[Example], repairs: Sequence[Repair]) -> Iterator[str]:
    taste = "" if check.default else " · runs only when selected"
    yield f"# {check.name}"
    yield f"{check.severity.value} · {check.area} · holds a notebook back from being *{STEPS[check.level]}*{taste}"
    yield inspect.cleandoc(check.__doc__ or "")
    if examples:
        yield "## Example" if len(examples) == 1 else "## Examples"
    for example in examples:
        yield from _example(example)
    if repairs:
        yield "## Fix"
        yield "\n".join(f"- {repair.title} ({_MADE[repair.kind]})" for repair in repairs)
    if check.sources:
        yield "## Sources"
        yield "\n".join(f"- <{source}>" for source in check.sources)
    yield from _measured(check)
    yield "## To pass over it"
    yield "Write this at the end of the line, and say why:"
    yield f"```python\n# nbcoach: ignore[{check.name}] -- the reason\n```"


def _measured(check: type[Check]) -> Iterator[str]:
    """How often the check is right, where its package tells."""
    told = figures(check)
    rows = [
        _row(kind, measured.checks[check.name])
        for kind, measured in zip(
            (", written before it saw any of them", ", which it is developed with"), reversed(told), strict=True
        )
        if measured is not None and check.name in measured.checks
    ]
    if rows:
        yield "## How often it is right"
        yield "\n".join(["| notebooks | precision | recall | marked cells |", "|---|---|---|---|", *rows])


def _row(kind: str, tally: Tally) -> str:
    counted = f"{tally.notebooks}{kind}"
    return f"| {counted} | {share(tally.precision)} | {share(tally.recall)} | {tally.right + tally.missed} |"


def share(part: float | None) -> str:
    """A share with two digits, rounded down so that 1.00 means always; a dash for none."""
    return "-" if part is None else f"{int(part * 100) / 100:.2f}"


def _example(example: Example) -> Iterator[str]:
    yield "Instead of"
    yield f"```python\n{_code(example.bad)}\n```"
    yield "write"
    yield f"```python\n{_code(example.good)}\n```"


def _code(text: str) -> str:
    return unmarked(dedent(text)).strip()
