"""Data built in the order of a folder or a set."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.model import Binding, Block, Call, Place, Statement, Value
from nbcoach.notebook.regex import regex
from nbcoach_checks.reproducibility._dictionaries import loop_fills_in_order, order_is_taken
from nbcoach_checks.reproducibility._loops import loop_builds, parts_files
from nbcoach_checks.reproducibility._order import is_kept_in_order, is_used_in_order, sorts, tables, uses_after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.context import Holder
    from nbcoach.project import Project

_NUMBERING = frozenset({"enumerate", "zip"})
_PREDICTED = regex(r"argmax|argmin|pred|class|label|target|topk")


class NondeterministicOrder(Check):
    """Builds data in an order that the next machine does not share.

    ## Why it matters
    A folder lists its files in the order of the file system, and a set of texts in another order in each process. Rows,
    labels and splits come out differently although every seed is set.

    ## What to do
    Wrap the listing in `sorted(…)`: it costs nothing, and everybody gets the same order.
    """

    severity = Severity.WARNING
    level = 0
    capability = "reproducible-experiments"
    sources = (
        "https://docs.python.org/3/library/os.html#os.listdir",
        "https://docs.python.org/3/library/glob.html#glob.glob",
        "https://docs.python.org/3/reference/datamodel.html#object.__hash__",
    )
    examples = (
        Example(
            bad="""
            import glob
            images = [open(name, "rb").read() for name in glob.glob("photos/*")]  # expect: nondeterministic-order
            """,
            good="""
            import glob
            names = sorted(glob.glob("data/*.csv"))
            print(len(glob.glob("data/*.csv")))
            """,
        ),
        Example(
            bad="""
            labels = {name: number for number, name in enumerate(set(names))}  # expect: nondeterministic-order
            """,
            good="""
            labels = {name: number for number, name in enumerate(sorted(set(names)))}
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for site in notebook.calls_named(_may_disorder):
            if _is_listing(site.name) and _builds(notebook, site.cell, site.call):
                message = f"`{_written(site)}` lists in the order of the file system, and data are built from it."
                yield self.finding(message, site.cell, site.span, *_fixes(site))
            elif (
                site.name in {"set", "frozenset"}
                and site.call.arguments
                and _orders_a_set(notebook, site.cell, site.call)
            ):
                message = "A set has another order in each process, and data are built from it."
                yield self.finding(message, site.cell, site.span, *_fixes(site))


def _written(site: CallSite) -> str:
    return f"{site.call.function.text}()"


def _fixes(site: CallSite) -> tuple[Fix, ...]:
    if site.name in tables()["unsortable"]:
        return ()
    line, column, end_line, end_column = site.span
    opening = TextEdit(site.cell.index, line, column, line, column, old="", new="sorted(")
    closing = TextEdit(site.cell.index, end_line, end_column, end_line, end_column, old="", new=")")
    return (Fix(title="Wrap in sorted(…)", safe=True, edits=(opening, closing)),)


def _may_disorder(name: str) -> bool:
    return name in {"set", "frozenset"} or _is_listing(name)


@lru_cache(maxsize=16384)
def _is_listing(name: str) -> bool:
    if name in tables()["listings"]:
        return True
    method = name.rpartition(".")[2]
    if method not in tables()["path_methods"]:
        return False
    return name.startswith(("pathlib.", "?.")) or "pathlib.Path" in name or method in {"rglob", "iterdir"}


def _builds(notebook: Notebook, cell: Cell, node: Value | Call, depth: int = 0) -> bool:
    """True where the order of a listing goes into what the notebook builds."""
    gathered = cut = False
    for holder in notebook.context(cell).holders(node):
        held = holder.node
        if gathered and isinstance(held, Binding) and held.kind not in {"item", "attribute"}:
            return not _loses_order(notebook, cell, held)
        verdict = _holder_builds(notebook, cell, holder, depth)
        if verdict is not None:
            return verdict or (cut and isinstance(held, Block) and parts_files(cell, held))
        gathered = gathered or _is_gathering(holder)
        cut = cut or (isinstance(held, Value) and held.kind == "subscript")
    return False


def _is_gathering(holder: Holder) -> bool:
    """True for the iterable of a comprehension that makes a list or a dictionary of its own."""
    node = holder.node
    return isinstance(node, Value) and node.kind == "comprehension" and node.text != "set" and holder.position > 0


def _loses_order(notebook: Notebook, cell: Cell, binding: Binding) -> bool:
    """True where what was gathered is sorted later, or only counted, printed and tested."""
    uses = uses_after(notebook, cell, binding)
    if any(sorts(notebook, use.cell, use.value, binding.name) for use in uses):
        return True
    return bool(uses) and not any(is_used_in_order(notebook, use.cell, use.value) for use in uses)


def _holder_builds(notebook: Notebook, cell: Cell, holder: Holder, depth: int) -> bool | None:
    """What one holder does with the order: builds with it, loses it, or None to look further out."""
    node = holder.node
    if isinstance(node, Call):
        return _call_builds(node, holder)
    if isinstance(node, Value):
        return _names_classes(cell, holder) or _fills_in_order(notebook, cell, node) or _value_builds(cell, node)
    if isinstance(node, Binding):
        return _name_builds(notebook, cell, node, depth)
    if isinstance(node, Block):
        return node.kind == "for" and (loop_builds(notebook, cell, node) or loop_fills_in_order(notebook, cell, node))
    return isinstance(node, Statement) and node.kind == "return"


def _call_builds(call: Call, holder: Holder) -> bool | None:
    name = call.function.text.rpartition(".")[2]
    if holder.role == "function" or name in tables()["passing"]:
        return None
    return name not in tables()["orderless"] and name not in tables()["harmless"]


def _fills_in_order(notebook: Notebook, cell: Cell, node: Value) -> bool:
    """True for `{name: … for name in …}` whose own order is asked for afterwards."""
    if node.kind != "comprehension" or node.text != "dict":
        return False
    holder = notebook.context(cell).holder(node)
    bound = holder.node if holder is not None and isinstance(holder.node, Binding) else None
    return bound is not None and order_is_taken(notebook, bound.name, Place(cell.index, bound.at))


def _value_builds(cell: Cell, node: Value) -> bool | None:
    if node.kind in {"compare", "boolean", "set"} or (node.kind == "comprehension" and node.text == "set"):
        return False
    if node.kind == "comprehension" and node.text == "dict":
        numbered = node.parts[2].kind == "call" and cell.facts.calls[node.parts[2].call].function.text in _NUMBERING
        return None if numbered else False
    if node.kind == "subscript":
        return None if node.parts[1].kind == "slice" else False
    return None


def _names_classes(cell: Cell, holder: Holder) -> bool:
    """`names[np.argmax(scores)]`: the position in the list says which class was meant."""
    node = holder.node
    if not isinstance(node, Value) or node.kind != "subscript" or holder.position != 0:
        return False
    index = node.parts[1]
    text = (
        cell.facts.calls[index.call].function.text
        if index.kind == "call"
        else index.text
        if index.kind == "name"
        else ""
    )
    return bool(_PREDICTED.search(text))


def _name_builds(notebook: Notebook, cell: Cell, binding: Binding, depth: int) -> bool:
    """True where a name that holds the listing is used in order, and never sorted."""
    if binding.kind == "for":
        return False
    if binding.kind == "item":
        return True
    if binding.kind == "attribute":
        return is_kept_in_order(notebook, cell, binding)
    uses = uses_after(notebook, cell, binding)
    if any(sorts(notebook, use.cell, use.value, binding.name) for use in uses):
        return False
    if depth > 3:
        return False
    return any(
        _builds(notebook, use.cell, use.value, depth + 1) or _is_handed_on(notebook, use.cell, use.value)
        for use in uses
    )


def _is_handed_on(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """`train_test_split(files, …)`, `DataFrame(files)`: the order goes into what a call makes."""
    if "." in value.text:
        return False
    for holder in notebook.context(cell).holders(value):
        if holder.call and holder.role in {"argument", "keyword"}:
            name = holder.call.function.text.rpartition(".")[2]
            if name in tables()["orderless"]:
                return False
            if name not in tables()["passing"]:
                return name not in tables()["harmless"]
        elif isinstance(holder.node, Value) and holder.node.kind in {"compare", "boolean", "subscript", "fstring"}:
            return False
    return False


def _orders_a_set(notebook: Notebook, cell: Cell, node: Value | Call, depth: int = 0) -> bool:
    """True where a set is numbered, listed or walked through, and the order is used."""
    holder = notebook.context(cell).holder(node)
    if holder is None or depth > 2:
        return False
    held = holder.node
    if isinstance(held, Call):
        name = held.function.text.rpartition(".")[2]
        if holder.role == "argument" and name in {"list", "tuple"}:
            return _list_of_set_builds(notebook, cell, held, of_columns=_is_of_columns(cell, node))
        return holder.role == "argument" and name == "enumerate" and _builds(notebook, cell, held)
    if isinstance(held, Binding):
        uses = uses_after(notebook, cell, held) if held.kind == "assign" and held.index < 0 else []
        direct = [use for use in uses if use.value.text == held.name]
        return any(_orders_a_set(notebook, use.cell, use.value, depth + 1) for use in direct)
    if isinstance(held, Block):
        return held.kind == "for" and loop_builds(notebook, cell, held)
    if isinstance(held, Value) and held.kind == "operation" and held.text in {"-", "&", "|", "^"}:
        return _orders_a_set(notebook, cell, held, depth)
    is_list = isinstance(held, Value) and held.kind == "comprehension" and held.text == "list" and holder.position > 0
    return is_list and _builds(notebook, cell, node)


def _is_of_columns(cell: Cell, node: Value | Call) -> bool:
    """True for `set(frame.columns)`, alone or less some others."""
    if isinstance(node, Value) and node.kind == "operation":
        return any(_is_of_columns(cell, part) for part in node.parts)
    call = cell.facts.calls[node.call] if isinstance(node, Value) and node.kind == "call" else node
    return isinstance(call, Call) and any(each.text.endswith("columns") for each in call.arguments)


def _list_of_set_builds(notebook: Notebook, cell: Cell, call: Call, *, of_columns: bool) -> bool:
    holder = notebook.context(cell).holder(call)
    if holder is None:
        return False
    if not isinstance(holder.node, Binding):
        return _goes_into_a_table(notebook, cell, call)
    name = holder.node.name
    uses = uses_after(notebook, cell, holder.node)
    if any(sorts(notebook, use.cell, use.value, name) for use in uses):
        return False
    return any(_is_numbered(notebook, use.cell, use.value, of_columns=of_columns) for use in uses)


def _goes_into_a_table(notebook: Notebook, cell: Cell, call: Call) -> bool:
    """True for a list that is numbered at once, or becomes a column or an array."""
    for holder in notebook.context(cell).holders(call):
        if holder.call is not None:
            name = holder.call.function.text.rpartition(".")[2]
            if name == "enumerate":
                return _builds(notebook, cell, holder.call)
            return name in tables()["tables"]
        if not isinstance(holder.node, Value) or holder.node.kind != "dict":
            return False
    return False


def _is_numbered(notebook: Notebook, cell: Cell, value: Value, *, of_columns: bool) -> bool:
    """`enumerate(names)`, `names[3]`, `names.index(x)`, `frame[columns]`: the position of an element counts."""
    if value.text.endswith(".index"):
        return True
    holder = notebook.context(cell).holder(value)
    if holder is None:
        return False
    if holder.call is not None and holder.role == "argument":
        return holder.call.function.text in {"enumerate", "zip", "random.shuffle", "shuffle"}
    node = holder.node
    if isinstance(node, Value) and node.kind == "subscript" and node.parts[1].kind == "slice":
        return _builds(notebook, cell, node)
    is_item = isinstance(node, Value) and node.kind == "subscript"
    return is_item and (holder.position == 0 or (of_columns and holder.position == 1))
