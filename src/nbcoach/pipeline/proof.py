"""What a proof has shown: whether a pipeline gives what its notebook gave, place by place."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from nbcoach.pipeline.failure import Failure

Outcome = Literal["verified", "partial", "differs", "unverified"]
"""`partial`: all that ran is equal, and a cell of the notebook fails, so that it was converted up to that cell."""

Verdict = Literal["equal", "weak", "noise", "differs"]
"""`weak`: equal as far as it can be compared; `noise`: two runs of the notebook itself differ at this place."""

OUTPUTS_ALONE = "outputs and files alone"
"""What a label adds where the variables could not be compared."""


class Difference(Struct, frozen=True):
    """A place at which the notebook and the pipeline differ, with what stood there in each, shortened.

    `kind` is `number`, `text`, `missing`, `added`, `type`, `shape`, `dtype`, `image`, `bytes`, `error`, …; `where` the
    place inside the output, variable or file: `line 3, number 2`, `['x'].dtype`; empty for the whole.
    """

    kind: str
    left: str = ""
    right: str = ""
    where: str = ""


class CellVerdict(Struct, frozen=True):
    """The outputs of one code cell. `cell` is the 0-based index in the source, `step` the name of the step.

    `outputs` counts what was compared; `note` says why a verdict is weak, or what is noise. `varies` is set where
    they may follow from what nobody seeded: they were compared by equal draws, and another run shows others.
    """

    cell: int
    step: str
    verdict: Verdict
    outputs: int = 0
    differences: tuple[Difference, ...] = ()
    note: str = ""
    varies: bool = False


class VariableVerdict(Struct, frozen=True):
    """A variable at the end; `step` is the last step that holds it, `cell` the source cell that last changed it."""

    name: str
    step: str
    verdict: Verdict
    cell: int | None = None
    differences: tuple[Difference, ...] = ()
    note: str = ""


class FileVerdict(Struct, frozen=True):
    """A file that the notebook wrote, by its path relative to the folder of the notebook's copy."""

    path: str
    verdict: Verdict
    cell: int | None = None
    differences: tuple[Difference, ...] = ()
    note: str = ""


class FirstDifference(Struct, frozen=True):
    """Where the two runs part: `what` is `output`, `variable`, `file` or `failure`, `name` that variable or file."""

    what: Literal["output", "variable", "file", "failure"]
    cell: int | None
    step: str
    difference: Difference
    name: str = ""


class Proof(Struct, frozen=True):
    """The verdict of an export.

    `reason` says why nothing was proven, or why outputs and files alone were compared; `cause` is the likely cause of
    the first difference, in words; `noise` names what differs between two runs of the notebook itself; `up_to` is the
    0-based cell at which the notebook fails, with `notebook_failure`; `failure` is where the pipeline alone failed;
    `seconds` what the proof took.
    """

    outcome: Outcome
    cells: tuple[CellVerdict, ...] = ()
    variables: tuple[VariableVerdict, ...] = ()
    files: tuple[FileVerdict, ...] = ()
    first_difference: FirstDifference | None = None
    cause: str = ""
    noise: tuple[str, ...] = ()
    reason: str = ""
    up_to: int | None = None
    notebook_failure: Failure | None = None
    failure: Failure | None = None
    seconds: float = 0.0

    @property
    def label(self) -> str:
        """The verdict as `pipeline.yaml`, the README and the report name it; cells count from 1 in words."""
        less = f" ({OUTPUTS_ALONE})" if self.reason else ""
        if self.outcome == "verified":
            return f"verified{less}"
        if self.outcome == "partial":
            return f"converted up to cell {(self.up_to or 0) + 1}{less}"
        if self.outcome == "unverified" and self.reason:
            part = "" if self.up_to is None else f"converted up to cell {self.up_to + 1}, "
            return f"{part}unverified ({self.reason})"
        return self.outcome

    @property
    def is_equal(self) -> bool:
        """True where all that ran was compared, and nothing differs."""
        return self.outcome in {"verified", "partial"}

    @property
    def counts(self) -> dict[Verdict, int]:
        """How many cells, variables and files have each verdict."""
        found: dict[Verdict, int] = {"equal": 0, "weak": 0, "noise": 0, "differs": 0}
        verdicts = [cell.verdict for cell in self.cells]
        verdicts += [each.verdict for each in self.variables] + [file.verdict for file in self.files]
        for verdict in verdicts:
            found[verdict] += 1
        return found


def unverified(reason: str, *, up_to: int | None = None, failure: Failure | None = None) -> Proof:
    """The proof of an export that was not proven: `static`, `observed, not proven`, …"""
    return Proof("unverified", reason=reason, up_to=up_to, notebook_failure=failure)
