"""Data built in the order of a folder or a set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.model import Binding, Block, Call, Place, Statement, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook, UseSite
    from nbcoach.notebook.context import Holder
    from nbcoach.project import Project

_LISTINGS = frozenset(
    {"os.listdir", "glob.glob", "glob.iglob", "os.scandir", "os.walk", "pathlib.Path.cwd().iterdir", "os.fwalk"}
    | {
        "tensorflow.io.gfile.glob",
        "tensorflow.io.gfile.listdir",
        "tensorflow.gfile.Glob",
        "tensorflow.gfile.ListDirectory",
    }
)
_PATH_METHODS = frozenset({"glob", "rglob", "iterdir"})
_UNSORTABLE = frozenset({"os.scandir", "os.walk", "os.fwalk"})
_ORDERLESS = frozenset(
    {"sorted", "len", "set", "frozenset", "min", "max", "any", "all", "sum", "print", "pprint", "display", "natsorted"}
    | {"sort", "unique", "Counter", "issubset", "issuperset", "intersection", "union", "difference", "isin", "bool"}
    | {
        "humansorted",
        "os_sorted",
        "isdisjoint",
        "update",
        "symmetric_difference",
        "natsort",
        "argsort",
        "info",
        "debug",
    }
)
_PASSING = frozenset(
    {
        "list",
        "tuple",
        "enumerate",
        "zip",
        "map",
        "filter",
        "tqdm",
        "trange",
        "iter",
        "reversed",
        "array",
        "progress_bar",
    }
)
_BUILDING = frozenset(
    {"append", "extend", "insert", "add_row", "writerow", "put", "appendleft", "concat", "concatenate"}
)


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
            import pandas as pd
            frames = [pd.read_csv(name) for name in glob.glob("data/*.csv")]  # expect: nondeterministic-order, untracked-data
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
        for site in notebook.calls:
            if _is_listing(site) and _builds(notebook, site.cell, site.call):
                message = f"`{_written(site)}` lists in the order of the file system, and data are built from it."
                yield self.finding(message, site.cell, site.span, *_fixes(site))
            elif site.name in {"set", "frozenset"} and site.call.arguments and _orders_a_set(notebook, site):
                message = "A set has another order in each process, and data are built from it."
                yield self.finding(message, site.cell, site.span, *_fixes(site))


def _written(site: CallSite) -> str:
    return f"{site.call.function.text}()"


def _fixes(site: CallSite) -> tuple[Fix, ...]:
    if site.name in _UNSORTABLE:
        return ()
    line, column, end_line, end_column = site.span
    opening = TextEdit(site.cell.index, line, column, line, column, old="", new="sorted(")
    closing = TextEdit(site.cell.index, end_line, end_column, end_line, end_column, old="", new=")")
    return (Fix(title="Wrap in sorted(…)", safe=True, edits=(opening, closing)),)


def _is_listing(site: CallSite) -> bool:
    if site.name in _LISTINGS:
        return True
    if site.method not in _PATH_METHODS:
        return False
    return (
        site.name.startswith(("pathlib.", "?.")) or "pathlib.Path" in site.name or site.method in {"rglob", "iterdir"}
    )


def _builds(notebook: Notebook, cell: Cell, node: Value | Call, depth: int = 0) -> bool:
    """True where the order of a listing goes into what the notebook builds."""
    gathered = False
    for holder in notebook.context(cell).holders(node):
        if gathered and isinstance(holder.node, Binding):
            return not _loses_order(notebook, cell, holder.node)
        verdict = _holder_builds(notebook, cell, holder, depth)
        if verdict is not None:
            return verdict
        gathered = gathered or _is_gathering(holder)
    return False


def _is_gathering(holder: Holder) -> bool:
    """True for the iterable of a comprehension that makes a list or a dictionary of its own."""
    node = holder.node
    return isinstance(node, Value) and node.kind == "comprehension" and node.text != "set" and holder.position > 0


def _loses_order(notebook: Notebook, cell: Cell, binding: Binding) -> bool:
    """True where what was gathered is sorted later, or only counted, printed and tested."""
    uses = _uses_after(notebook, cell, binding)
    if any(_sorts(notebook, use.cell, use.value, binding.name) for use in uses):
        return True
    return bool(uses) and not any(_is_used_in_order(notebook, use.cell, use.value) for use in uses)


def _uses_after(notebook: Notebook, cell: Cell, binding: Binding) -> list[UseSite]:
    return [use for use in notebook.uses_of(binding.name) if use.place > Place(cell.index, binding.at)]


def _is_used_in_order(notebook: Notebook, cell: Cell, value: Value) -> bool:
    for holder in notebook.context(cell).holders(value):
        if holder.call is not None and holder.role == "argument":
            return holder.call.function.text.rpartition(".")[2] not in _ORDERLESS
        if isinstance(holder.node, Value) and holder.node.kind in {"compare", "boolean"}:
            return False
        if isinstance(holder.node, Statement):
            return holder.node.kind == "return"
    return True


def _holder_builds(notebook: Notebook, cell: Cell, holder: Holder, depth: int) -> bool | None:
    """What one holder does with the order: builds with it, loses it, or None to look further out."""
    node = holder.node
    if isinstance(node, Call):
        return _call_builds(node, holder)
    if isinstance(node, Value):
        return _value_builds(node)
    if isinstance(node, Binding):
        return _name_builds(notebook, cell, node, depth)
    if isinstance(node, Block):
        return node.kind == "for" and _loop_builds(cell, node)
    return isinstance(node, Statement) and node.kind == "return"


def _call_builds(call: Call, holder: Holder) -> bool | None:
    name = call.function.text.rpartition(".")[2]
    if holder.role == "function" or name in _PASSING:
        return None
    return False if name in _ORDERLESS else None


def _value_builds(node: Value) -> bool | None:
    if node.kind in {"compare", "boolean", "set"} or (node.kind == "comprehension" and node.text == "set"):
        return False
    if node.kind == "subscript":
        return None if node.parts[1].kind == "slice" else False
    return None


def _name_builds(notebook: Notebook, cell: Cell, binding: Binding, depth: int) -> bool:
    """True where a name that holds the listing is used in order, and never sorted."""
    if binding.kind == "for":
        return False
    uses = _uses_after(notebook, cell, binding)
    if any(_sorts(notebook, use.cell, use.value, binding.name) for use in uses):
        return False
    if depth > 3:
        return False
    return any(
        _builds(notebook, use.cell, use.value, depth + 1) or _is_handed_on(notebook, use.cell, use.value)
        for use in uses
    )


def _sorts(notebook: Notebook, cell: Cell, value: Value, name: str) -> bool:
    if value.text in {f"{name}.sort", f"{name}.sort_values", f"{name}.sort_index"}:
        return True
    holder = notebook.context(cell).holder(value)
    return holder is not None and holder.call is not None and holder.call.function.text.rpartition(".")[2] in {
        "sorted", "natsorted", "sort", "humansorted", "os_sorted",
    }  # fmt: skip


def _is_handed_on(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """`train_test_split(files, …)`, `DataFrame(files)`: the order goes into what a call makes."""
    if "." in value.text:
        return False
    for holder in notebook.context(cell).holders(value):
        if holder.call and holder.role in {"argument", "keyword"}:
            name = holder.call.function.text.rpartition(".")[2]
            if name in _ORDERLESS:
                return False
            if name not in _PASSING:
                return name not in {
                    "isinstance",
                    "type",
                    "id",
                    "hash",
                    "exists",
                    "format",
                    "str",
                    "repr",
                    "choice",
                    "sample",
                }
        elif isinstance(holder.node, Value) and holder.node.kind in {"compare", "boolean", "subscript", "fstring"}:
            return False
    return False


def _loop_builds(cell: Cell, loop: Block) -> bool:
    """True for a loop that gathers: appends, stores items, or adds up frames."""
    inside = [number for number, _ in enumerate(cell.facts.blocks) if _is_within(cell, number, loop)]
    for call in cell.facts.calls:
        if call.block in inside and call.function.text.rpartition(".")[2] in _BUILDING:
            return True
    for binding in cell.facts.bindings:
        if binding.block in inside and (binding.kind == "item" or _gathers(binding)):
            return True
    return any(
        each.kind == "yield"
        for statement in cell.facts.statements
        if statement.block in inside
        for each in _values(statement)
    )


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


def _orders_a_set(notebook: Notebook, site: CallSite) -> bool:
    """True where a set is numbered or listed, and the order is used."""
    for holder in notebook.context(site.cell).holders(site.call):
        if holder.call and holder.role == "argument":
            name = holder.call.function.text.rpartition(".")[2]
            if name == "enumerate":
                return _builds(notebook, site.cell, holder.call)
            if name in {"list", "tuple"}:
                return _list_of_set_builds(notebook, site.cell, holder.call)
            return False
        return False
    return False


def _list_of_set_builds(notebook: Notebook, cell: Cell, call: Call) -> bool:
    holder = notebook.context(cell).holder(call)
    if holder is None or not isinstance(holder.node, Binding):
        return False
    name = holder.node.name
    uses = _uses_after(notebook, cell, holder.node)
    if any(_sorts(notebook, use.cell, use.value, name) for use in uses):
        return False
    return any(_is_numbered(notebook, use.cell, use.value) for use in uses)


def _is_numbered(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """`enumerate(names)`, `names[3]`, `names.index(x)`: the position of an element counts."""
    if value.text.endswith(".index"):
        return True
    holder = notebook.context(cell).holder(value)
    if holder is None:
        return False
    if holder.call is not None and holder.role == "argument":
        return holder.call.function.text in {"enumerate", "zip", "random.shuffle", "shuffle"}
    return isinstance(holder.node, Value) and holder.node.kind == "subscript" and holder.position == 0
