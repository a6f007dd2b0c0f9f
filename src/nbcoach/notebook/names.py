"""Resolved names: `np.random.rand` becomes `numpy.random.rand`, and `model.fit` what made the model, then `.fit`.

A resolved name tells where a value comes from:

- `pandas.read_csv()` is what that call gave; `.values`, `[]` and `[0]` lead further (`[0]`: the first unpacked).
- `__main__.clean` is a function or class of the notebook, `__main__.clean()` a value from it that says no more.
- `str()`, `list()`, `dict()`, `tuple()`, `set()`, `number()` are literals.
- `?` is something that is bound and not known: a parameter, a result of arithmetic. `?.fit` is a method of it.
- A name that nothing binds stands for itself: a builtin, or a fault of the notebook.
"""

from __future__ import annotations

import builtins
from functools import lru_cache
from typing import TYPE_CHECKING

from nbcoach.notebook.members import Members

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbcoach.notebook.flow import BindingSite, Flow
    from nbcoach.notebook.link import Cell
    from nbcoach.notebook.members import Held
    from nbcoach.notebook.model import Call, Place, Value

UNKNOWN = "?"
_LITERALS = {
    "string": "str()", "fstring": "str()", "list": "list()", "dict": "dict()", "tuple": "tuple()", "set": "set()",
    "number": "number()", "bytes": "bytes()", "shell": "list()",
}  # fmt: skip
_DEPTH = 24
_CONTAINERS = frozenset({"dict()", "list()", "tuple()"})
_BUILTINS = frozenset(dir(builtins)) | {
    "get_ipython",
    "display",
    "exit",
    "quit",
    "In",
    "Out",
    "_",
    "__",
    "___",
    "spark",
    "sc",
}
_USUAL = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot", "torch": "torch", "tf": "tensorflow", "os": "os"}
"""What star imports of notebook libraries bring along under its usual alias."""
_CANONICAL = {
    "np": "numpy", "tensorflow.compat.v1": "tensorflow", "tensorflow.compat.v2": "tensorflow", "tf_keras": "keras",
    "tensorflow.python.keras": "keras", "tensorflow.keras": "keras", "sklearn.ensemble._forest": "sklearn.ensemble",
    "numpy.random.mtrand": "numpy.random", "pandas.io.parsers": "pandas", "cPickle": "pickle",
    "sklearn.cross_validation": "sklearn.model_selection", "sklearn.grid_search": "sklearn.model_selection",
    "sklearn.externals.joblib": "joblib", "pylab": "matplotlib.pylab", "tqdm.notebook": "tqdm", "tqdm.auto": "tqdm",
}  # fmt: skip
"""Modules that offer under another name what a check asks for by its usual one."""
_PARENTS = frozenset({each.partition(".")[0] for each in _CANONICAL} | {"tensorflow.compat", "tensorflow.python"})


class Names:
    """Resolves the values of one notebook; answers are remembered by binding."""

    def __init__(self, flow: Flow, star_modules: Sequence[str] = ()) -> None:
        self._flow = flow
        self._star_modules = star_modules
        self.members = Members(flow)
        self._known: dict[tuple[int, int], str] = {}
        self._open: set[tuple[int, int] | str] = set()
        self._settled: dict[str, tuple[Place, str]] = {}

    def resolve(self, cell: Cell, value: Value, depth: int = 0) -> str:
        """The resolved name of a value; empty for what has none."""
        kind = value.kind
        if kind == "name":
            settled = self._settled.get(value.text)
            if settled is not None and settled[0] < (cell.index, value.at):
                return settled[1]
            return self._chain(cell, value, depth)
        if depth > _DEPTH:
            return UNKNOWN
        if kind == "call":
            return self._called(cell, cell.facts.calls[value.call], depth)
        if kind == "attribute":
            owner = self.resolve(cell, value.parts[0], depth + 1) or UNKNOWN
            is_own = owner[:9] == "__main__." and owner[-2:] == "()"
            return self._member(owner, value.text, depth) if is_own else f"{owner}.{value.text}"
        if kind == "subscript":
            return self._item(cell, value.parts[0], depth)
        if kind in {"await", "starred"} and value.parts:
            return self.resolve(cell, value.parts[0], depth + 1)
        return _LITERALS.get(kind, UNKNOWN)

    def _chain(self, cell: Cell, value: Value, depth: int) -> str:
        root, _, rest = value.text.partition(".")
        name = self._root(cell, root, value.at, value.block, depth)
        if rest:
            if name[:9] == "__main__." and name[-2:] == "()":
                name = self._member(name, rest, depth)
            else:
                name = canonical(f"{name}.{rest}") if name in _PARENTS else f"{name}.{rest}"
        since = self._flow.since(root) if not self._open else None  # what is half known is not settled
        if since is not None and since < (cell.index, value.at):
            self._settled[value.text] = since, name
        return name

    def callee(self, cell: Cell, call: Call, depth: int = 0) -> str:
        """The resolved name of what is called."""
        return self.resolve(cell, call.function, depth)

    def _item(self, cell: Cell, base: Value, depth: int) -> str:
        """What an item of a container is: what was stored into it, where all the stores agree."""
        owner = self.resolve(cell, base, depth + 1) or UNKNOWN
        if base.kind != "name" or owner not in _CONTAINERS:
            return f"{owner}[]"
        stored = [site for site in self._flow.globals_named(base.root) if site.binding.kind == "item"]
        items = [(site.cell, site.binding.value) for site in stored if site.binding.value is not None]
        site = self._flow.definition(cell, base.root, base.at, base.block)
        if site and site.binding.value and site.binding.index < 0:
            parts = site.binding.value.parts
            items += [(site.cell, each) for each in (parts[1::2] if owner == "dict()" else parts)]
        names = {self.resolve(where, item, depth + 1) for where, item in items[:20]}
        only = names.pop() if len(names) == 1 else UNKNOWN
        return f"{owner}[]" if only in {"", UNKNOWN} else only

    def _called(self, cell: Cell, call: Call, depth: int) -> str:
        name = self.callee(cell, call, depth + 1)
        if name.startswith("__main__.") and name.count(".") == 1:
            return self._returned(call.function.text, cell, call, depth) or f"{name}()"
        if name.startswith("__main__.") and name.count("().") == 1:
            owner, _, method = name[9:].partition("().")
            return self._agreed(name, self.members.returned(owner, method), depth) or f"{name}()"
        return f"{name}()"

    def _member(self, owner: str, chain: str, depth: int) -> str:
        """What a chain of attributes of an object of the notebook's own classes leads to, as far as it is stored."""
        attribute, _, rest = chain.partition(".")
        full = f"{owner}.{attribute}"
        found = self._agreed(full, self.members.stored(owner[9:-2], attribute), depth)
        if not found and not self.members.defines(owner[9:-2], attribute):
            return self._inherited(owner, chain, depth) or f"{owner}.{chain}"
        return f"{found or full}.{rest}" if rest else found or full

    def _inherited(self, owner: str, chain: str, depth: int) -> str:
        """What a chain leads to that a class does not have of its own: that of the first of its bases that is known."""
        for cell, base in self.members.bases(owner[9:-2]) if depth < _DEPTH else ():
            name = self.resolve(cell, base, depth + 1)
            if name.startswith("__main__.") and f"{name}()" != owner:
                return self._member(f"{name}()", chain, depth + 1)
            if "." in name and not name.startswith((UNKNOWN, "abc.", "typing.")):
                return f"{name}().{chain}"
        return ""

    def _agreed(self, name: str, held: Sequence[Held], depth: int) -> str:
        """Where some values come from, where all that is known of them agree; empty where they do not."""
        if not held or name in self._open or depth > _DEPTH:
            return ""
        self._open.add(name)
        found = {self.resolve(cell, value, depth + 1) for cell, value in held if value.text != "None"}
        self._open.discard(name)
        only = found.pop() if len(found) == 1 else ""
        return "" if only == UNKNOWN else only

    def _returned(self, function: str, cell: Cell, call: Call, depth: int) -> str:
        """What a function of the notebook returns, where all its returns agree."""
        site = self._flow.definition(cell, function, call.at, call.block)
        if site is None or site.binding.kind != "def":
            return ""
        facts = site.cell.facts
        block = next(
            (
                i
                for i, b in enumerate(facts.blocks)
                if b.kind == "function" and b.line == site.binding.line and b.text == function
            ),
            -1,
        )
        returns = {
            self.resolve(site.cell, statement.value, depth + 1)
            for statement in facts.statements
            if statement.kind == "return" and statement.value is not None and facts.scope(statement.block) == block
        }
        only = returns.pop() if len(returns) == 1 else ""
        return "" if only in {"", UNKNOWN} else only

    def _root(self, cell: Cell, name: str, at: int, block: int, depth: int) -> str:
        site = self._flow.definition(cell, name, at, block)
        if site is None:
            return self._starred(name) if self._star_modules else name
        binding = site.binding
        if binding.kind == "import":
            return canonical(binding.text)
        key = (site.cell.index, binding.at)
        known = self._known.get(key)
        if known is None:
            if key in self._open or depth > _DEPTH:
                return UNKNOWN
            self._open.add(key)
            known = self._bound(site, depth)
            self._open.discard(key)
            self._known[key] = known
        return known

    def _starred(self, name: str) -> str:
        """What a star import brings under a name that nothing else binds, where only one can have brought it."""
        if name in _BUILTINS:
            return name
        if name in _USUAL:
            return _USUAL[name]
        return canonical(f"{self._star_modules[0]}.{name}") if len(self._star_modules) == 1 else name

    def _bound(self, site: BindingSite, depth: int) -> str:
        cell, binding = site.cell, site.binding
        if binding.kind in {"def", "class"}:
            return f"__main__.{binding.name}"
        if binding.kind == "augment":
            before = self._flow.definition(cell, binding.name, binding.at - 1, binding.block)
            return self._root(cell, binding.name, binding.at - 1, binding.block, depth + 1) if before else UNKNOWN
        if binding.kind == "parameter" and binding.name == "self":
            owner = self.members.owner(site)
            return f"__main__.{owner}()" if owner else UNKNOWN
        if binding.value is None or binding.kind in {"parameter", "except", "match", "magic"}:
            return UNKNOWN
        base = self.resolve(cell, binding.value, depth + 1)
        if base in {"", UNKNOWN}:
            return UNKNOWN
        if binding.kind == "for":
            base += "[]"
        return f"{base}[{binding.index}]" if binding.index >= 0 else base


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """The usual dotted name of what an import brings (`tensorflow.keras.layers` → `keras.layers`)."""
    head = name
    while head:
        if head in _CANONICAL:
            return _CANONICAL[head] + name[len(head) :]
        head = head.rpartition(".")[0]
    return name


def matches(name: str, patterns: Sequence[str]) -> bool:
    """True where a resolved name is one of the patterns: exact, `numpy.random.*`, or `*.fit`."""
    return any(
        name == each
        or (each[-1:] == "*" and name.startswith(each[:-1]))
        or (each[:1] == "*" and name.endswith(each[1:]))
        for each in patterns
    )
