"""Where a notebook compares the checksum of data, and of which."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Place, Value


class HashCheck(NamedTuple):
    """A comparison of a digest: the calls and texts behind it, and the cell and block of the function around it."""

    calls: frozenset[Place]
    texts: frozenset[str]
    function: tuple[int, int]

    def covers(self, site: CallSite) -> bool:
        """True where what a call reads or fetches is compared: its result, or whatever the function around handles."""
        return site.place in self.calls or (self.function[1] > 0 and _function(site.cell, site.block) == self.function)


def compared_hashes(notebook: Notebook) -> list[HashCheck]:
    """Each comparison of a digest; none where the notebook makes no digests."""
    if "hashlib" not in notebook.imports and not notebook.calls_to("pandas.util.hash_pandas_object"):
        return []
    return [
        check
        for cell, block, value in _tests(notebook)
        for each in _comparisons(value)
        if (check := _check(notebook, cell, block, each)) is not None
    ]


def _check(notebook: Notebook, cell: Cell, block: int, value: Value) -> HashCheck | None:
    behind = notebook.ancestry(cell, value)
    if not any("digest" in name or "hash" in name or "sha" in name for name in behind.names):
        return None
    calls, texts, function = set(behind.calls), set(behind.texts), _function(cell, block)
    if function[1]:
        for caller in notebook.calls_to(f"__main__.{cell.facts.blocks[function[1]].text}"):
            given = notebook.ancestry(
                caller.cell, *caller.call.arguments, *[each.value for each in caller.call.keywords]
            )
            calls |= given.calls
            texts |= given.texts
    return HashCheck(frozenset(calls), frozenset(texts), function)


def _function(cell: Cell, block: int) -> tuple[int, int]:
    """The function around a place: its cell and block, block 0 for none."""
    blocks = cell.facts.blocks
    while block > 0 and blocks[block].kind != "function":
        block = blocks[block].parent
    return cell.index, max(block, 0)


def _comparisons(value: Value | None) -> Iterator[Value]:
    """The comparisons that a test is, or joins by `and` and `or`."""
    if value is not None and value.kind == "boolean":
        for part in value.parts:
            yield from _comparisons(part)
    elif value is not None and value.kind == "compare":
        yield value


def _tests(notebook: Notebook) -> Iterator[tuple[Cell, int, Value | None]]:
    for cell in notebook.code:
        for statement in cell.facts.statements:
            yield cell, statement.block, statement.value
        for block in cell.facts.blocks:
            yield cell, block.parent, block.value
