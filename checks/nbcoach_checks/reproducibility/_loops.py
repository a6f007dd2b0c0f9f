"""Whether a loop builds data in the order in which it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach_checks.reproducibility._order import is_sorted_after, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.model import Binding, Block, Call, Statement, Value

_COPYING = frozenset({"copy", "copy2", "copyfile", "move", "rename", "replace"})


def loop_builds(notebook: Notebook, cell: Cell, loop: Block) -> bool:
    """True for a loop that gathers: appends, stores items, or adds up frames; and what it gathers is not sorted."""
    inside = {number for number, _ in enumerate(cell.facts.blocks) if _is_within(cell, number, loop)}
    statements = (each for each in cell.facts.statements if each.block in inside)
    if any(value.kind == "yield" for statement in statements for value in _values(statement)):
        return True
    return any(not is_sorted_after(notebook, cell, name, loop) for name in _gathered(notebook, cell, loop, inside))


def parts_files(cell: Cell, loop: Block) -> bool:
    """True for a loop that copies or moves files: what part of a list it walks through decides which."""
    calls = (each for each in cell.facts.calls if loop.line <= each.line <= loop.end_line)
    return any(each.function.text.rpartition(".")[2] in _COPYING for each in calls)


def _gathered(notebook: Notebook, cell: Cell, loop: Block, inside: set[int]) -> Iterator[str]:
    """The names of what a loop fills."""
    counter = _counter(cell, loop, inside)
    for call in cell.facts.calls:
        owner, _, method = call.function.text.rpartition(".")
        if call.block not in inside:
            continue
        if method == "setdefault" and counter and any(each.text == counter for each in call.arguments):
            yield owner
        if method == "write" and (
            "zip" in owner.lower() or notebook.resolve(cell, call.function).startswith("zipfile.")
        ):
            continue
        if method in tables()["building"] and (owner or call.function.kind == "attribute"):
            yield owner.partition(".")[0] if method not in {"concat", "concatenate"} else ""
    varied = {each.name for each in cell.facts.bindings if each.block in inside and each.kind == "for"}
    counted = {each.name for each in cell.facts.bindings if each.block in inside and _counts(each)}
    for binding in cell.facts.bindings:
        if binding.block in inside and binding.line >= loop.line:
            if binding.kind == "item" and (
                _mentions(binding, counted) or not _is_keyed(cell, binding, varied, counter)
            ):
                yield binding.name
            if _gathers(binding) and not _adds_numbers(notebook, cell, binding):
                yield binding.name


def _counter(cell: Cell, loop: Block, inside: set[int]) -> str:
    """The number that `for number, item in enumerate(…)` gives each item; empty for other loops."""
    value = loop.value
    if value is None or value.kind != "call" or cell.facts.calls[value.call].function.text != "enumerate":
        return ""
    first = (
        each.name for each in cell.facts.bindings if each.block in inside and each.kind == "for" and each.index == 0
    )
    return next(first, "")


def _counts(binding: Binding) -> bool:
    """`number += 1` and `number = number + 1`."""
    value = binding.value
    if value is None or value.kind != "operation" or len(value.parts) < 2:
        return False
    is_own = binding.kind == "augment" or any(each.text == binding.name for each in value.parts)
    return is_own and value.parts[1].kind == "number"


def _mentions(binding: Binding, counted: set[str]) -> bool:
    """True for `rows[number, :] = …` and `numbers[name] = number` with a number that the loop counts up."""
    target, value = binding.target, binding.value
    if value is not None and value.kind == "name" and value.text in counted:
        return True
    return target is not None and any(map(counted.__contains__, _words(target)))


def _words(value: Value) -> Iterator[str]:
    """The names in the index of a place, `rows[names[number]][0]` too."""
    if value.kind == "name":
        yield value.text
    for part in value.parts:
        yield from _words(part)


def _adds_numbers(notebook: Notebook, cell: Cell, binding: Binding) -> bool:
    """`total += len(names)`: a sum that began as a number."""
    site = notebook.flow.definition(cell, binding.name, binding.at - 1, binding.block)
    return site is not None and site.binding.value is not None and site.binding.value.kind == "number"


def _is_keyed(cell: Cell, binding: Binding, varied: set[str], counter: str) -> bool:
    """`table[name] = …`: the same place whatever the order; not `table[name] = len(table)`, nor its number."""
    index = binding.target.parts[1] if binding.target is not None and len(binding.target.parts) > 1 else None
    value = binding.value
    counted = value is not None and value.kind == "call" and _measures(cell.facts.calls[value.call], binding.name)
    counted = counted or (value is not None and value.kind == "name" and value.text == counter)
    return index is not None and index.kind != "number" and not counted and bool(varied)


def _measures(call: Call, name: str) -> bool:
    """`len(table)`."""
    return call.function.text == "len" and any(each.root == name for each in call.arguments)


def _gathers(binding: Binding) -> bool:
    """`frame = pd.concat([frame, part])`, `rows += part`; not `count += 1`."""
    if binding.kind == "augment" and binding.value is not None:
        return binding.value.parts[-1].kind != "number"
    return False


def _values(statement: Statement) -> tuple[Value, ...]:
    return (statement.value,) if statement.value is not None else ()


def _is_within(cell: Cell, block: int, loop: Block) -> bool:
    while block > 0:
        if cell.facts.blocks[block] is loop:
            return True
        block = cell.facts.blocks[block].parent
    return False
