"""What the cells say together: the notebook as one value that answers questions."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from nbcoach.notebook.ancestry import Ancestry
from nbcoach.notebook.context import Context
from nbcoach.notebook.flow import BindingSite, Flow, UseSite
from nbcoach.notebook.model import STORES, Call, Facts, Magic, Place, Span, Value
from nbcoach.notebook.names import Names, matches
from nbcoach.notebook.outputs import SavedOutputs
from nbcoach.notebook.shell import Command, read_commands
from nbcoach.notebook.text import constant, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from nbcoach.notebook.members import Held
    from nbcoach.notebook.outputs import Output, OutputJson
    from nbcoach.notebook.script import Script

Answer = TypeVar("Answer")


class Cell(Struct, frozen=True, eq=False):
    """A cell of any kind. `index` counts all cells of the file from 0; `kind` is code, markdown or raw."""

    index: int
    id: str | None
    kind: str
    source: str
    metadata: dict[str, Any]
    execution_count: int | None
    facts: Facts

    @property
    def tags(self) -> tuple[str, ...]:
        given = self.metadata.get("tags")
        return tuple(each for each in given if isinstance(each, str)) if isinstance(given, list) else ()

    @property
    def holds_code(self) -> bool:
        """False for empty cells and cells that hold only comments."""
        facts = self.facts
        return bool(
            facts.calls
            or facts.bindings
            or facts.statements
            or facts.magics
            or facts.fault
            or facts.names
            or len(facts.blocks) > 1
        )


class CallSite(Struct, frozen=True, eq=False, gc=False):
    """A call in its cell.

    `name` is its resolved dotted name, `method` the last part of it: `fit` of `model.fit`.
    """

    cell: Cell
    call: Call
    name: str
    method: str
    place: Place

    @property
    def span(self) -> Span:
        return self.call.span

    @property
    def block(self) -> int:
        return self.call.block

    def argument(self, position: int, name: str) -> Value | None:
        """The value given for a parameter by position (from 0, negative for none) or by name."""
        return self.call.argument(position, name)


_place = attrgetter("place")


def _in_order(groups: list[list[CallSite]]) -> tuple[CallSite, ...]:
    """The sites of some names, each in order already, together in the order of a run."""
    if len(groups) < 2:
        return tuple(groups[0]) if groups else ()
    return tuple(sorted([site for sites in groups for site in sites], key=_place))


class Notebook:
    """A notebook as one value. All answers are computed on the first question and kept.

    Args:
        path: Where it was read from, None for live JSON.
        language: The kernel's language in lower case; `language_version` as its metadata has it, or empty.
        nbformat: Major and minor version.
        metadata: The notebook's metadata.
        cells: All cells in document order.
        document: The bytes or the live JSON that it was read from; of a script, the JSON that it stands for.
        script: The script that it was read from, if it was one.
        outputs: The saved outputs of each cell.
    """

    def __init__(
        self,
        *,
        path: str | None,
        language: str,
        language_version: str,
        nbformat: tuple[int, int],
        metadata: dict[str, Any],
        cells: tuple[Cell, ...],
        document: bytes | dict[str, Any],
        script: Script | None = None,
        outputs: Sequence[Sequence[OutputJson]] = (),
    ) -> None:
        self.path = path
        self.language = language
        self.language_version = language_version
        self.nbformat = nbformat
        self.metadata = metadata
        self.cells = cells
        self.document = document
        self.script = script
        self._outputs = outputs
        self._contexts: dict[int, Context] = {}
        self._uses: dict[str, list[UseSite]] = {}
        self._answers: dict[Callable[[Notebook], Any], Any] = {}

    @property
    def is_python(self) -> bool:
        return self.language == "python"

    @cached_property
    def code(self) -> tuple[Cell, ...]:
        """The Python cells that hold code, in order."""
        return tuple(cell for cell in self.cells if cell.kind == "code" and cell.holds_code)

    @cached_property
    def flow(self) -> Flow:
        return Flow(self.code)

    @cached_property
    def _names(self) -> Names:
        return Names(self.flow, self._star_modules)

    @cached_property
    def _star_modules(self) -> tuple[str, ...]:
        bindings = (binding for cell in self.code for binding in cell.facts.bindings)
        return tuple(each.text for each in bindings if each.name == "*" and each.kind == "import")

    def once(self, question: Callable[[Notebook], Answer]) -> Answer:
        """The answer to a question that several readers ask; one that holds the notebook goes with `release`."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: Answer = self._answers[question]
        return answer

    def release(self) -> None:
        """Forgets what was asked `once`: answers that hold the notebook would keep each other in memory."""
        self._answers.clear()

    # Questions about calls

    @cached_property
    def calls(self) -> tuple[CallSite, ...]:
        """Every call, in order of a run from top to bottom."""
        resolve, new_tuple = self._names.resolve, tuple.__new__
        found: list[CallSite] = []
        for cell in self.code:
            index = cell.index
            for call in cell.facts.calls:
                name = resolve(cell, call.function)
                place = new_tuple(Place, (index, call.at))  # `Place()` takes twice as long
                found.append(CallSite(cell, call, name, name.rpartition(".")[2], place))
        return tuple(found)

    @cached_property
    def _calls_by_name(self) -> dict[str, list[CallSite]]:
        table: dict[str, list[CallSite]] = {}
        for site in self.calls:
            table.setdefault(site.name, []).append(site)
        return table

    @cached_property
    def _calls_by_method(self) -> dict[str, list[CallSite]]:
        table: dict[str, list[CallSite]] = {}
        for site in self.calls:
            table.setdefault(site.method, []).append(site)
        return table

    @cached_property
    def _sites(self) -> dict[Place, CallSite]:
        return {site.place: site for site in self.calls}

    def site(self, cell: Cell, call: Call) -> CallSite | None:
        """The site of a call of a cell."""
        return self._sites.get(Place(cell.index, call.at))

    def site_at(self, place: Place) -> CallSite | None:
        """The call at a place."""
        return self._sites.get(place)

    def calls_to(self, *names: str) -> tuple[CallSite, ...]:
        """The calls whose resolved name is one of the names; `numpy.random.*` and `*.fit` match by their ends."""
        table = self._calls_by_name
        if not any("*" in each for each in names):
            return _in_order([table[name] for name in names if name in table])
        return _in_order([sites for name, sites in table.items() if matches(name, names)])

    def calls_named(self, wanted: Callable[[str], bool]) -> tuple[CallSite, ...]:
        """The calls whose resolved name is wanted, in order; each name is asked for once, so remember the answers."""
        return _in_order([sites for name, sites in self._calls_by_name.items() if wanted(name)])

    def calls_of(self, methods: frozenset[str]) -> tuple[CallSite, ...]:
        """The calls whose last name is one of the methods, in order, whatever owns it."""
        table = self._calls_by_method
        return _in_order([table[method] for method in methods & table.keys()])

    def calls_with(self, keywords: frozenset[str]) -> tuple[CallSite, ...]:
        """The calls that are given one of the keyword arguments, in order."""
        return tuple(
            site
            for cell in self.code
            if not keywords.isdisjoint(cell.facts.keywords)
            for call in cell.facts.calls
            if any(each.name in keywords for each in call.keywords)
            if (site := self.site(cell, call)) is not None
        )

    # Questions about names

    @cached_property
    def bindings(self) -> tuple[BindingSite, ...]:
        """Every binding and store, in order."""
        return tuple(self.flow.bindings)

    def bindings_of(self, name: str) -> Sequence[BindingSite]:
        """The bindings of a name at the top level, stores into it included, in order."""
        return self.flow.globals_named(name)

    def uses_of(self, name: str) -> Sequence[UseSite]:
        """The uses of a name anywhere, in order."""
        known = self._uses.get(name)
        if known is None:
            known = self._uses[name] = [
                UseSite(cell, value)
                for cell in self.code
                if name in cell.facts.used
                for value in cell.facts.names
                if value.root == name
            ]
        return known

    @cached_property
    def import_sites(self) -> tuple[BindingSite, ...]:
        return tuple([site for site in self.bindings if site.binding.kind == "import"])

    @cached_property
    def imports(self) -> frozenset[str]:
        """The top-level names of the modules that are imported anywhere."""
        return frozenset(site.binding.text.partition(".")[0] for site in self.import_sites)

    @property
    def star_imports(self) -> tuple[str, ...]:
        """The modules of `from module import *`."""
        return self._star_modules

    # Questions about values

    def resolve(self, cell: Cell, value: Value) -> str:
        """Where a value comes from, as a dotted name (see `names`)."""
        return self._names.resolve(cell, value)

    def definition(self, cell: Cell, value: Value) -> BindingSite | None:
        """The binding that reaches the first name of a chain at its place, or None."""
        return self.flow.definition(cell, value.root, value.at, value.block) if value.kind == "name" else None

    def constant(self, cell: Cell, value: Value) -> str | int | float | bool | None:
        """The literal that a value surely is, through names bound once; None where it is not known (or is None)."""
        return constant(self, cell, value)

    def text_of(self, cell: Cell, value: Value) -> str:
        """A text with `{}` for each piece that is not known; empty for what is no text (see `text`)."""
        return text_of(self, cell, value)

    def context(self, cell: Cell) -> Context:
        """Where the values of a cell stand; kept for the next question about the same cell."""
        if cell.index not in self._contexts:
            self._contexts[cell.index] = Context(cell.facts)
        return self._contexts[cell.index]

    def ancestry(self, cell: Cell, *values: Value, stores: bool = False) -> Ancestry:
        """What some values of a cell were made from; with `stores`, also what was stored into them before."""
        return Ancestry(self, cell, *values, stores=stores)

    def methods_of(self, name: str) -> frozenset[str]:
        """The methods that a class of the notebook defines itself; empty for what is none."""
        return self._names.members.methods(name)

    def returned_by(self, owner: str, method: str) -> Sequence[Held]:
        """What a method of a class of the notebook returns."""
        return self._names.members.returned(owner, method)

    def only_assignment(self, name: str) -> BindingSite | None:
        """The one binding of a name at the top level, None where there are none or several."""
        bound = [site for site in self.bindings_of(name) if site.binding.kind not in STORES]
        return bound[0] if len(bound) == 1 else None

    # Questions about what is no Python

    def magics(self) -> Iterator[tuple[Cell, Magic]]:
        """Every magic, shell line and question, in order."""
        for cell in self.code:
            for magic in cell.facts.magics:
                yield cell, magic

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """Every command that is given to a shell, by lines, magics or calls (see `shell`)."""
        return tuple(read_commands(self))

    # Questions about what was saved

    @cached_property
    def saved(self) -> SavedOutputs:
        """What earlier runs have left below the cells; nothing of it is decoded before it is asked for."""
        return SavedOutputs(self._outputs)

    def outputs(self, cell: Cell) -> tuple[Output, ...]:
        """The saved outputs of a cell, in order, without pictures."""
        return self.saved.of(cell.index)

    def showing(self, *words: bytes) -> tuple[Cell, ...]:
        """The code cells whose outputs hold one of the words (in ASCII) in their text, in order; one cheap search."""
        found = frozenset(self.saved.mentioning(*words))
        return tuple(cell for cell in self.cells if cell.index in found and cell.kind == "code") if found else ()

    def ended_with(self, kind: str, name: str = "") -> tuple[Cell, ...]:
        """The code cells that have saved an output of a kind (see `Output`), or a stream of a name, in order."""
        found = frozenset(self.saved.cells_with(kind, name))
        return tuple(cell for cell in self.cells if cell.index in found and cell.kind == "code") if found else ()
