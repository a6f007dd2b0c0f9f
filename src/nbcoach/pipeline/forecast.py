"""Which steps a run would execute, and why: what `--dry-run` shows, and what a run goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.pipeline import run_record

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from nbcoach.pipeline.caching import Decision, Ledger
    from nbcoach.pipeline.manifest import StepEntry
    from nbcoach.pipeline.policy import Policy
    from nbcoach.pipeline.prepare import Prepared


class Outlook(Struct, frozen=True):
    """What would become of a step: `reused` names the run that has its result, empty where it would be executed.

    `is_certain` is False for a step behind one that would be executed: if that leaves what it left before, this one is
    not executed.
    """

    step: str
    reused: str = ""
    reasons: tuple[str, ...] = ()
    is_certain: bool = True


def forecast(prepared: Prepared, policy: Policy) -> tuple[Outlook, ...]:
    """The outlook of each step. Nothing is started or written."""
    ledger, forced = prepared.ledger(), forced_steps(prepared, policy)
    resumed = run_record.unfinished(prepared.runs).run if policy.resume else ""
    found: list[Outlook] = []
    upstream: dict[str, str] = {}
    for entry in prepared.manifest.steps:
        impure = () if policy.reuse_impure else prepared.impure(entry)
        decision = decide(prepared, ledger, entry, upstream, impure=impure, resumed=resumed)
        running = next((each.step for each in reversed(found) if not each.reused), "")
        if entry.name in forced:
            found.append(Outlook(entry.name, reasons=(forced[entry.name],)))
        elif running:
            told = impure or (f"step {running} is executed before it",)
            found.append(Outlook(entry.name, reasons=tuple(told), is_certain=bool(impure)))
        elif decision.reused:
            found.append(Outlook(entry.name, decision.reused.run))
            upstream = {entry.name: decision.reused.state} if decision.reused.state else {}
        else:
            found.append(Outlook(entry.name, reasons=decision.reasons))
    return tuple(found)


def decide(
    prepared: Prepared,
    ledger: Ledger,
    entry: StepEntry,
    upstream: Mapping[str, str],
    *,
    impure: Collection[str],
    resumed: str,
) -> Decision:
    """What is to become of a step; see `Ledger.decide`."""
    parts = ledger.parts(entry.name, prepared.step_values(entry.name), upstream)
    return ledger.decide(entry.name, parts, impure=impure, resumed=resumed)


def forced_steps(prepared: Prepared, policy: Policy) -> dict[str, str]:
    """The steps that are executed whatever was done before, each with the reason."""
    names = [step.name for step in prepared.manifest.steps]
    if policy.force:
        return dict.fromkeys(names, "--force was given")
    first = first_step(prepared, policy)
    return {} if first is None else dict.fromkeys(names[first:], f"--from {names[first]} was given")


def first_step(prepared: Prepared, policy: Policy) -> int | None:
    """The index of the step to begin with, named as in pipeline.yaml; None where no step is named.

    Raises:
        BadCallError: There is no such step.
    """
    if not policy.begin:
        return None
    names = [step.name for step in prepared.manifest.steps]
    if policy.begin not in names:
        raise BadCallError(f"There is no step {policy.begin}.", f"Steps: {', '.join(names)}.")
    return names.index(policy.begin)
