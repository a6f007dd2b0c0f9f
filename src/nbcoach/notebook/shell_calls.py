"""The texts that Python code gives to a shell, followed through names, lists, loops and the callers of a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.settings import held
from nbcoach.notebook.text import HOLE, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.flow import BindingSite
    from nbcoach.notebook.link import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Block, Value

_SHELL = frozenset(
    {"os.system", "os.popen", "commands.getoutput", "commands.getstatusoutput", "subprocess.getoutput"}
    | {"subprocess.getstatusoutput", "asyncio.create_subprocess_shell", "get_ipython().system"}
    | {"get_ipython().getoutput", "get_ipython().system_raw", "get_ipython().magic"}
)
_LISTS = frozenset(
    {"subprocess.run", "subprocess.call", "subprocess.check_call", "subprocess.check_output", "subprocess.Popen"}
)
_PIP = frozenset({"pip.main", "pip._internal.main", "pip._internal.cli.main.main", "pip._internal.main.main"})
_MAGIC = "get_ipython().run_line_magic"
_MAGICS = frozenset({"pip", "conda", "mamba", "system", "sx"})
CALLS = (*_SHELL, *_LISTS, *_PIP, _MAGIC)
"""The resolved names of the calls that run a command."""
_DEPTH = 6


def given(notebook: Notebook, site: CallSite) -> Iterator[str | tuple[str, ...]]:
    """What a call runs: text for the shell to split, or the words of one command; nothing where it is not known."""
    if site.name == _MAGIC:
        name, rest = (_only(notebook, site, index) for index in (0, 1))
        if name in _MAGICS:
            yield rest if name in {"system", "sx"} else f"{name} {rest}"
        return
    value = site.argument(0, "command" if site.name == "os.system" else "args")
    if value is None:
        return
    if site.name in _PIP:
        yield ("pip", *words_of(notebook, site.cell, value))
        return
    if site.name in _LISTS and _is_list(notebook, site.cell, value):
        yield words_of(notebook, site.cell, value)
        return
    for text in texts_of(notebook, site.cell, value):
        yield text.lstrip("%") if site.name == "get_ipython().magic" else text


def _only(notebook: Notebook, site: CallSite, index: int) -> str:
    return text_of(notebook, site.cell, site.call.arguments[index]) if len(site.call.arguments) > index else ""


def _is_list(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for a list of words, however it is made."""
    if value.kind in {"list", "tuple"}:
        return True
    if value.kind == "operation" and value.text == "+":
        return any(_is_list(notebook, cell, part) for part in value.parts)
    if value.kind == "call":
        name = notebook.resolve(cell, value)
        return name in {"shlex.split()", "list()"} or name.endswith(".split()")
    site = notebook.definition(cell, value)
    bound = site.binding.value if site and site.binding.kind == "assign" and "." not in value.text else None
    return bool(site and bound and bound is not value and bound.kind != "name" and _is_list(notebook, site.cell, bound))


def words_of(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> tuple[str, ...]:
    """The words of a list; `{}` for one that is not known, several for one that takes several values in turn."""
    if depth > _DEPTH:
        return (HOLE,)
    if value.kind in {"list", "tuple", "set"}:
        return tuple(word for part in value.parts for word in _item(notebook, cell, part, depth))
    if value.kind == "operation" and value.text == "+" and len(value.parts) == 2:
        return tuple(word for part in value.parts for word in words_of(notebook, cell, part, depth + 1))
    if value.kind == "call":
        return _split(notebook, cell, value)
    if value.kind == "name":
        site = notebook.definition(cell, value)
        if site and site.binding.value and site.binding.kind == "assign" and site.binding.index < 0:
            return words_of(notebook, site.cell, site.binding.value, depth + 1)
    return (HOLE,)


def _item(notebook: Notebook, cell: Cell, part: Value, depth: int) -> tuple[str, ...]:
    if part.kind == "starred":
        return words_of(notebook, cell, part.parts[0], depth + 1)
    return texts_of(notebook, cell, part)


def _split(notebook: Notebook, cell: Cell, value: Value) -> tuple[str, ...]:
    """The words of `"pip install x".split()` and `shlex.split("…")`."""
    call = cell.facts.calls[value.call]
    if notebook.resolve(cell, call.function) == "shlex.split" and call.arguments:
        return tuple(text_of(notebook, cell, call.arguments[0]).split())
    if call.function.text == "split" and call.function.parts:
        return tuple(text_of(notebook, cell, call.function.parts[0]).split())
    return (HOLE,)


def texts_of(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> tuple[str, ...]:
    """The texts that a value takes, `{}` where one is not known."""
    if value.kind == "name" and notebook.resolve(cell, value) == "sys.executable":
        return ("python",)
    site = notebook.definition(cell, value) if value.kind == "name" and "." not in value.text else None
    if site is not None and depth < _DEPTH:
        return texts_bound(notebook, site, depth + 1)
    if value.kind == "fstring":
        return _filled(notebook, cell, value, depth)
    if value.kind in _CHOICES and depth < _DEPTH:
        return _chosen(notebook, cell, value, depth + 1)
    return (text_of(notebook, cell, value) or (value.text if value.kind == "string" else HOLE),)


_CHOICES = frozenset({"name", "attribute", "subscript", "conditional"})


def _chosen(notebook: Notebook, cell: Cell, value: Value, depth: int) -> tuple[str, ...]:
    """The texts of a setting (`CFG.model`, `CONFIG["model"]`), or of both outcomes of a condition."""
    choices = [(cell, each) for each in value.parts[1:]] if value.kind == "conditional" else held(notebook, cell, value)
    found = [text for where, each in choices[:20] for text in texts_of(notebook, where, each, depth)]
    return tuple(dict.fromkeys(found)) or (HOLE,)


def _filled(notebook: Notebook, cell: Cell, value: Value, depth: int) -> tuple[str, ...]:
    """An f-string with the texts of its pieces; one of them may take several values."""
    found = [""]
    for part in value.parts:
        pieces = texts_of(notebook, cell, part, depth + 1)
        found = [text + piece for text in found for piece in pieces][:50]
    return tuple(found)


def texts_bound(notebook: Notebook, site: BindingSite, depth: int = 0) -> tuple[str, ...]:
    """The texts that a binding gives its name: an assignment, a loop over a list, what callers of a function give."""
    binding = site.binding
    if binding.kind == "parameter":
        return _given_by_callers(notebook, site, depth)
    if binding.value is None or depth > _DEPTH:
        return (HOLE,)
    if binding.index >= 0:
        return _unpacked(notebook, site, depth)
    if binding.kind == "for":
        return words_of(notebook, site.cell, binding.value)
    if binding.kind not in {"assign", "annotate", "walrus"}:
        return (HOLE,)
    if binding.value.kind in {"list", "tuple"}:
        return words_of(notebook, site.cell, binding.value)
    return texts_of(notebook, site.cell, binding.value, depth + 1)


def _unpacked(notebook: Notebook, site: BindingSite, depth: int) -> tuple[str, ...]:
    """The texts at one position of `a, b = …`, or of the tuples that a loop unpacks."""
    binding = site.binding
    cell, value = site.cell, binding.value
    if binding.kind == "for" and value is not None and value.kind == "name":
        bound = notebook.definition(cell, value)
        cell, value = (bound.cell, bound.binding.value) if bound and bound.binding.index < 0 else (cell, None)
    if value is None or value.kind not in {"list", "tuple"} or binding.kind not in {"for", "assign"}:
        return (HOLE,)
    rows = value.parts if binding.kind == "for" else (value,)
    items = [each.parts[binding.index] for each in rows if binding.index < len(each.parts)]
    return tuple(text for each in items for text in texts_of(notebook, cell, each, depth + 1)) or (HOLE,)


def _given_by_callers(notebook: Notebook, site: BindingSite, depth: int) -> tuple[str, ...]:
    block = site.cell.facts.blocks[site.binding.block]
    if block.kind != "function" or depth > _DEPTH:
        return (HOLE,)
    found: list[str] = []
    name, skipped = _called_by(site.cell, block)
    for caller in notebook.calls_to(name)[:20]:
        value = caller.argument(site.binding.index - skipped, site.binding.name)
        value, cell = (site.binding.value, site.cell) if value is None else (value, caller.cell)
        if value is not None:
            found += texts_of(notebook, cell, value, depth + 1)
    return tuple(found) or (HOLE,)


def _called_by(cell: Cell, block: Block) -> tuple[str, int]:
    """The resolved name under which a function or method is called, and how many parameters come by themselves."""
    owner = cell.facts.blocks[block.parent]
    if owner.kind != "class":
        return f"__main__.{block.text}", 0
    return (f"__main__.{owner.text}" if block.text == "__init__" else f"__main__.{owner.text}().{block.text}"), 1
