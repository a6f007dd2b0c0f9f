"""What a cell reads of the notebook's variables, by name, in texts that are evaluated, in magics.

Errs on the side of more: a name too many is carried for nothing, one too few makes a step fail.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from nbcoach.notebook.model import STORES
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.wildcards import Wildcards

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Binding, Facts, Value

_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_UNSURE = STORES | {"walrus", "delete", "except"}
HISTORY = re.compile(r"_{1,3}|_\d+|_i{1,3}|_i\d+|In|Out|_oh|_ih|_dh")
"""What IPython calls its memory of earlier cells; within a text these are words like any others."""
_LONGEST = 20_000
"""Characters of a text that are looked at; a longer one is data."""


class Reading(NamedTuple):
    """What a run of one cell may read.

    `names` are all variables that it may read, `needed` those of them that it may read before it binds them itself,
    `bound` those that it surely binds. `reads_all` is set where it may look at any variable, `binds_unseen` where it
    may bind names that are not in its code. `texts` are identifiers within its string literals, which another
    cell may evaluate; `variables` are those of `names` that stand in code, in magics, or in texts evaluated here.
    """

    names: frozenset[str]
    needed: frozenset[str]
    bound: frozenset[str]
    texts: frozenset[str]
    variables: frozenset[str]
    reads_all: bool
    reads_texts: bool
    binds_unseen: bool


def readings(notebook: Notebook) -> dict[int, Reading]:
    """What each code cell reads, by its index; asked once per notebook."""
    return notebook.once(_readings)


def _readings(notebook: Notebook) -> dict[int, Reading]:
    callees: dict[int, list[tuple[str, bool, bool, int]]] = {}
    for site in notebook.calls:
        given = (*site.call.arguments, *(each.value for each in site.call.keywords))
        literal = all(each.kind in {"string", "number", "constant"} for each in given)
        callees.setdefault(site.cell.index, []).append((site.name, bool(given), literal, site.block))
    return {cell.index: _reading(cell, callees.get(cell.index, [])) for cell in notebook.code}


def _reading(cell: Cell, callees: list[tuple[str, bool, bool, int]]) -> Reading:
    table = _table()
    facts = cell.facts
    if facts.fault:
        named = _words(cell.source)
        return Reading(named, named, frozenset(), named, named, reads_all=False, reads_texts=True, binds_unseen=True)
    used = _Used(facts)
    texts = frozenset(word for word in _words(*(each.text for each in _strings(facts))) if not HISTORY.fullmatch(word))
    spoken = _magic_words(facts) | _spoken(facts, callees)
    magics = {each.name for each in facts.magics}
    return Reading(
        names=used.names | spoken | texts,
        needed=used.needed | spoken | texts,
        bound=frozenset() if "raises-exception" in cell.tags else used.bound,
        texts=texts,
        variables=used.names | spoken,
        reads_all=_reads_all(cell, callees) or not magics.isdisjoint(table.magics),
        reads_texts=any(table.texts.match(name) and given and not literal for name, given, literal, _ in callees),
        binds_unseen=not magics.isdisjoint(table.binding_magics)
        or any(each.name == "*" for each in facts.bindings)
        or any(table.binding_calls.match(name) for name, _, _, _ in callees),
    )


class _Table(Struct, frozen=True):
    everything: Wildcards
    everything_alone: frozenset[str]
    texts: Wildcards
    namespaces: frozenset[str]
    magics: frozenset[str]
    silent_bodies: frozenset[str]
    showing: Wildcards
    binding_calls: Wildcards
    binding_magics: frozenset[str]


@cache
def _table() -> _Table:
    said = read_table(__file__, "reading.toml")
    return _Table(
        everything=Wildcards(said["everything"]),
        everything_alone=frozenset(said["everything_alone"]),
        texts=Wildcards(said["texts"]),
        namespaces=frozenset(said["namespaces"]),
        magics=frozenset(said["magics"]),
        silent_bodies=frozenset(said["silent_bodies"]),
        showing=Wildcards(said["showing"]),
        binding_calls=Wildcards(said["binding_calls"]),
        binding_magics=frozenset(said["binding_magics"]),
    )


class _Used:
    """The variables of the notebook that the code of a cell uses, and those that it needs from above."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._locals: dict[int, set[str]] = {}
        self._bound: dict[str, list[tuple[int, int]]] = {}
        for binding in facts.bindings:
            self._note(binding)
        uses = [(each.root or each.text.partition(".")[0], each.at, each.block) for each in facts.names]
        uses += [(each.name, each.at, each.block) for each in facts.bindings if each.kind in {"augment", "delete"}]
        outer = [use for use in uses if use[0] and not self._is_local(use[0], use[2])]
        self.names = frozenset(name for name, _, _ in outer)
        self.needed = frozenset(name for name, at, block in outer if not self._is_covered(name, at, block))
        self.bound = frozenset(name for name, places in self._bound.items() if any(not block for _, block in places))

    def _note(self, binding: Binding) -> None:
        facts = self._facts
        scope = facts.scope(binding.block)
        if binding.kind in STORES:
            return
        if scope and binding.name not in facts.blocks[scope].names:
            self._locals.setdefault(scope, set()).add(binding.name)
        elif binding.kind not in _UNSURE and not (binding.kind == "annotate" and binding.value is None):
            self._bound.setdefault(binding.name, []).append((binding.at, self._sure_block(binding.block)))

    def _sure_block(self, block: int) -> int:
        """The block that surely runs the code of this one: the body of a `with` runs whenever the statement does."""
        while self._facts.blocks[block].kind == "with":
            block = self._facts.blocks[block].parent
        return block

    def _is_local(self, name: str, block: int) -> bool:
        scope = innermost = self._facts.scope(block)
        while scope:
            here = self._facts.blocks[scope]
            if here.kind == "function" and name in here.names:
                return False
            if name in self._locals.get(scope, ()) and (here.kind != "class" or scope == innermost):
                return True
            scope = self._facts.scope(here.parent)
        return False

    def _is_covered(self, name: str, at: int, block: int) -> bool:
        """True where the cell surely binds a name before this use of it."""
        above = {0, block, *self._ancestors(block)}
        return any(bound_at < at and where in above for bound_at, where in self._bound.get(name, ()))

    def _ancestors(self, block: int) -> Iterator[int]:
        while block > 0:
            block = self._facts.blocks[block].parent
            yield block


def _reads_all(cell: Cell, callees: list[tuple[str, bool, bool, int]]) -> bool:
    table, facts = _table(), cell.facts
    if any(each.kind == "import" and each.text == "__main__" for each in facts.bindings):
        return True
    if any(each in cell.source for each in table.namespaces):
        return True
    for name, given, literal, block in callees:
        is_inner = bool(facts.scope(block))
        if table.everything.match(name) or (name == "eval" and not literal):
            return True
        if name in table.everything_alone and not given and not (is_inner and name in {"locals", "vars", "dir"}):
            return True
    return any(each.name == "%run" and "-i" in each.text.split() for each in facts.magics)


def _strings(facts: Facts) -> Iterator[Value]:
    """The string literals that somebody may evaluate: not what is only shown."""
    table = _table()
    shown = {
        value.at
        for call in facts.calls
        if call.function.kind in {"name", "attribute"} and table.showing.match(_dotted(call.function))
        for value in call.arguments
        if value.kind == "string"
    }
    shown |= {each.value.at for each in facts.statements if each.value is not None and each.value.kind == "string"}
    return (each for each in facts.strings if each.at not in shown)


def _dotted(function: Value) -> str:
    return function.text if function.kind == "name" else f"?.{function.text}"


def _magic_words(facts: Facts) -> frozenset[str]:
    silent = _table().silent_bodies
    return _words(*(each.text if each.name in silent else f"{each.text}\n{each.body}" for each in facts.magics))


def _spoken(facts: Facts, callees: list[tuple[str, bool, bool, int]]) -> frozenset[str]:
    """Identifiers in texts that a call of this cell surely evaluates, wherever they stand in it."""
    if not any(_table().texts.match(name) and given for name, given, _, _ in callees):
        return frozenset()
    return _words(*(each.text for each in facts.strings))


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts if len(text) <= _LONGEST for word in _IDENTIFIER.findall(text))
