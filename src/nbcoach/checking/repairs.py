"""Which fixes a check brings: those that its own bad examples are given."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent
from typing import TYPE_CHECKING, Literal, NamedTuple

from nbcoach.checking.lint import lint_notebook
from nbcoach.checking.testing import read_marked
from nbcoach.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Check, Example, Fix

KINDS = ("safe", "suggested", "offer")


class Repair(NamedTuple):
    """A fix in words: `safe` keeps the meaning, `suggested` wants a look, an `offer` takes the whole notebook."""

    kind: Literal["safe", "suggested", "offer"]
    title: str


def repairs(check: type[Check]) -> tuple[Repair, ...]:
    """The fixes that the findings in the bad examples of a check carry, each once, the safe ones first."""
    found = dict.fromkeys(repair for example in check.examples for repair in _given(check, example))
    return tuple(sorted(found, key=lambda repair: KINDS.index(repair.kind)))


def _given(check: type[Check], example: Example) -> Iterator[Repair]:
    notebook = read_marked(dedent(example.bad)).notebook
    with TemporaryDirectory() as empty:
        outcome = lint_notebook(notebook, checks=(check,), project=Project.find(Path(empty)))
    for finding in outcome.findings:
        yield from (Repair(_kind(fix), fix.title) for fix in finding.fixes if finding.check == check.name)


def _kind(fix: Fix) -> Literal["safe", "suggested", "offer"]:
    if fix.safe:
        return "safe"
    return "suggested" if fix.offer is None else "offer"
