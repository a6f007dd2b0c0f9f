"""What a check is, and what it finds: the contract that third-party packages build on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

from nbcoach.notebook.edit import Edit
from nbcoach.notebook.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook
    from nbcoach.project import Project


class Severity(StrEnum):
    """How much a finding matters: a rerun fails or a secret leaks; a level-0 habit; the next step up."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Offer(Struct, frozen=True):
    """A repair that needs the whole notebook: named here, resolved into edits by `nbcoach.offers`."""

    name: str
    arguments: dict[str, Any] = {}


class Fix(Struct, frozen=True):
    """A repair. `safe` ones keep the meaning or strictly repair it; exactly one of `edits` and `offer` is set."""

    title: str
    safe: bool = False
    edits: tuple[Edit, ...] | None = None
    offer: Offer | None = None


class Finding(Struct, frozen=True):
    """A habit seen at one place. `cell` is the index among all cells, None for the whole notebook."""

    check: str
    area: str
    severity: Severity
    message: str
    cell: int | None = None
    cell_id: str | None = None
    span: Span | None = None
    fixes: tuple[Fix, ...] = ()


class Results(Struct, frozen=True):
    """What the checks say about one notebook, before anything is suppressed, and the names of those that ran."""

    findings: tuple[Finding, ...]
    ran: frozenset[str]


class Example(Struct, frozen=True):
    """A notebook in percent format that fires, and the same done well; both are run as tests."""

    bad: str
    good: str


class Check:
    """Base of all checks. Module name = check name, package name = area, docstring = explanation.

    The docstring's first line is the summary. It holds the sections `## Why it matters` and `## What to do`.
    """

    severity: ClassVar[Severity] = Severity.WARNING
    level: ClassVar[int] = 0
    """The maturity step that the habit holds back (0 repeatable, 1 tracked, 2 handed on)."""
    capability: ClassVar[str] = ""
    """The key in the maturity models that a finding speaks against."""
    sources: ClassVar[tuple[str, ...]] = ()
    """Where the rule comes from: addresses of documentation or papers."""
    examples: ClassVar[tuple[Example, ...]] = ()
    default: ClassVar[bool] = True
    """False for matters of taste, which run only when selected."""
    follows_repairs: ClassVar[bool] = False
    """True where the repair of another habit may bring this one up, as the next thing to do: it still counts as one."""

    reads_outputs: ClassVar[bool] = False
    """True where a finding speaks of what is saved below the cells: such checks wait for a save while one types."""

    name: ClassVar[str] = ""
    area: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        package, _, module = cls.__module__.rpartition(".")
        cls.name = module.replace("_", "-")
        cls.area = package.rpartition(".")[2]

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        """Yields a finding per call or place, in document order.

        What it says must follow from the notebook and from what it asks of the project: answers are remembered (see
        `nbcoach.checking.cache`), and a file that a check opens by itself may change unnoticed.
        """
        raise NotImplementedError

    def review(self, notebook: Notebook, results: Results) -> Iterator[Finding]:  # noqa: ARG002 - for those that do
        """Yields findings about what all checks have found; called when each of them has run."""
        return iter(())

    def finding(self, message: str, cell: Cell | None = None, span: Span | None = None, *fixes: Fix) -> Finding:
        """A finding of this check at a range of a cell, or about the notebook."""
        return Finding(
            check=self.name,
            area=self.area,
            severity=self.severity,
            message=message,
            cell=cell.index if cell else None,
            cell_id=cell.id if cell else None,
            span=span,
            fixes=fixes,
        )

    @classmethod
    def summary(cls) -> str:
        """The first line of the docstring."""
        return (cls.__doc__ or "").strip().partition("\n")[0]
