"""A prompt that asks only where the environment does not answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Fix
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.environment_edit import importing, name_of, variable_name
from nbcoach.notebook.model import Binding

if TYPE_CHECKING:
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.link import CallSite
    from nbcoach.notebook.model import Call

_TEXTS = frozenset({"input", "raw_input", "getpass.getpass", "getpass", "maskpass.askpass", "pwinput.pwinput"})
_CONVERTERS = frozenset({"int", "float", "str", "bool"})
_REPEATED = frozenset({"for", "while", "comprehension", "function", "lambda"})


def environment_fix(notebook: Notebook, site: CallSite) -> tuple[Fix, ...]:
    """The fix for a prompt for a text that has a name; none for one that is asked again and again."""
    around = {block.kind for block in site.cell.facts.around(site.block)}
    if site.name not in _TEXTS or around & _REPEATED:
        return ()
    context = notebook.context(site.cell)
    holder = context.holder(site.call)
    outer = _converter(holder.call) if holder and holder.role == "argument" else None
    name = variable_name(name_of(context.holder(outer) if outer else holder))
    imports = importing(notebook, site.cell, "os", site.call) if name else None
    if imports is None:
        return ()
    asks = f'os.environ.get("{name}") or '
    is_alone = outer is not None or (holder is not None and isinstance(holder.node, Binding))
    edits = _before(site, asks) if is_alone else _around(site, asks)
    return (Fix(f"Ask the environment variable {name} first", edits=(*imports, *edits)),)


def _converter(call: Call | None) -> Call | None:
    """A call that only makes a number of the text: `int(input(…))`."""
    is_one = call is not None and call.function.text in _CONVERTERS and len(call.arguments) == 1
    return call if is_one else None


def _before(site: CallSite, text: str) -> tuple[TextEdit, ...]:
    line, column = site.span.line, site.span.column
    return (TextEdit(site.cell.index, line, column, line, column, "", text),)


def _around(site: CallSite, text: str) -> tuple[TextEdit, ...]:
    line, column = site.span.end_line, site.span.end_column
    return (*_before(site, f"({text}"), TextEdit(site.cell.index, line, column, line, column, "", ")"))
