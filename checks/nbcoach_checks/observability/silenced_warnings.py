"""Warnings that nobody will see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import BindingSite, CallSite, Cell, Notebook
    from nbcoach.notebook.model import Span, Value
    from nbcoach.project import Project

_FILTERS = {
    "warnings.filterwarnings": (("message", 1), ("category", 2), ("module", 3)),
    "warnings.simplefilter": (("category", 1),),
    "numpy.warnings.filterwarnings": (("message", 1), ("category", 2), ("module", 3)),
    "numpy.warnings.simplefilter": (("category", 1),),
}
"""What limits a filter: keyword and position."""
_CRITICAL = 50
_LEVELS = {"logging.CRITICAL": 50, "logging.FATAL": 50, "sys.maxsize": 99, "logging.ERROR": 40, "logging.WARNING": 30}
_ROOT = ("logging.getLogger().setLevel", "logging.root.setLevel")
_VARIABLE = regex(r"PYTHONWARNINGS\s*[= ]\s*[\"']?ignore[\"']?\s*")
_REPLACED = frozenset({"warnings.warn", "warnings.showwarning"})


class SilencedWarnings(Check):
    """Switches off all warnings or all logs.

    ## Why it matters
    A model that did not converge, a column that turned into text, an argument that the next release drops: libraries
    say so as warnings. With all of them switched off the notebook looks well while its results are wrong.

    ## What to do
    Silence the one warning that you have understood, by category, message or module, and as narrowly as you can:
    `with warnings.catch_warnings(): warnings.simplefilter("ignore", FutureWarning)`.
    """

    severity = Severity.HINT
    level = 1
    capability = "comprehensive-monitoring"
    sources = (
        "https://docs.python.org/3/library/warnings.html#the-warnings-filter",
        "https://numpy.org/doc/stable/reference/generated/numpy.errstate.html",
    )
    examples = (
        Example(
            bad="""
            import warnings
            warnings.filterwarnings("ignore")  # expect: silenced-warnings
            """,
            good="""
            import warnings
            warnings.filterwarnings("ignore", category=FutureWarning)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                noisy()
            """,
        ),
        Example(
            bad="""
            import logging
            import numpy as np
            np.seterr(all="ignore")  # expect: silenced-warnings
            logging.disable(logging.CRITICAL)  # expect: silenced-warnings
            """,
            good="""
            import logging
            import numpy as np
            np.seterr(divide="ignore")
            logging.getLogger("py4j").setLevel(logging.ERROR)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        if notebook.imports.isdisjoint({"warnings", "numpy", "logging", "os"}) and not notebook.star_imports:
            return
        for site in notebook.calls_to(*_FILTERS):
            if _ignores_all(notebook, site) and not _is_within(notebook, site):
                yield self.finding(_message("warning"), site.cell, site.span, *_narrowed(site))
        for site in notebook.calls_to("numpy.seterr"):
            value = site.argument(0, "all")
            if value is not None and notebook.constant(site.cell, value) == "ignore":
                yield self.finding(_message("floating-point warning of NumPy"), site.cell, site.span)
        for cell, span in _disabled_logs(notebook):
            yield self.finding(_message("log message"), cell, span)
        for cell, span in _settings(notebook):
            yield self.finding(_message("warning"), cell, span)


def _message(what: str) -> str:
    return f"From here on every {what} is hidden, also the one that would explain a wrong result."


def _ignores_all(notebook: Notebook, site: CallSite) -> bool:
    action = site.argument(0, "action")
    if action is None or notebook.constant(site.cell, action) != "ignore" or site.call.is_open:
        return False
    return all(_is_open(site.argument(position, name)) for name, position in _FILTERS[site.name])


def _is_open(value: Value | None) -> bool:
    """True for a limit that is left out or limits nothing."""
    if value is None or (value.kind == "string" and value.text in {"", ".*"}):
        return True
    return value.kind == "name" and value.text in {"Warning", "Exception"}


def _is_within(notebook: Notebook, site: CallSite) -> bool:
    """True inside `with warnings.catch_warnings():`."""
    return any(
        block.kind == "with"
        and block.value is not None
        and notebook.resolve(site.cell, block.value) in {"warnings.catch_warnings()", "numpy.errstate()"}
        for block in site.cell.facts.around(site.block)
    )


def _level(notebook: Notebook, site: CallSite) -> int:
    """The level up to which logs are switched off."""
    value = site.argument(0, "level")
    if value is None:
        return _CRITICAL if not site.call.is_open else 0
    known = notebook.constant(site.cell, value)
    if isinstance(known, int):
        return known
    return _LEVELS.get(notebook.resolve(site.cell, value), 0)


def _disabled_logs(notebook: Notebook) -> Iterator[tuple[Cell, Span]]:
    """Where all logs are switched off, by `logging.disable` or at the root logger."""
    for site in notebook.calls_to("logging.disable", *_ROOT):
        of_all = site.name == "logging.disable" or (site.call.arguments and _is_root(notebook, site))
        if of_all and _level(notebook, site) >= _CRITICAL:
            yield site.cell, site.span


def _settings(notebook: Notebook) -> Iterator[tuple[Cell, Span]]:
    """Where `warnings.warn` is replaced, or `PYTHONWARNINGS` set to ignore all."""
    for bound in _stores(notebook):
        yield bound.cell, bound.span
    for cell, magic in notebook.magics():
        if magic.name in {"%env", "%set_env"} and _VARIABLE.fullmatch(magic.text):
            yield cell, magic.span


def _is_root(notebook: Notebook, site: CallSite) -> bool:
    """True for the root logger, which `getLogger` gives where no name is asked for."""
    if site.name.startswith("logging.root"):
        return True
    function = site.call.function
    bound = notebook.definition(site.cell, function)
    cell, made = (
        (bound.cell, bound.binding.value) if bound else (site.cell, function.parts[0] if function.parts else None)
    )
    return made is not None and made.kind == "call" and not cell.facts.calls[made.call].arguments


def _stores(notebook: Notebook) -> Iterator[BindingSite]:
    """Where `warnings.warn` is replaced, or `PYTHONWARNINGS` set to ignore all."""
    for name in ("warnings", "os"):
        for site in notebook.bindings_of(name):
            if _replaces(notebook, site.cell, site) or _sets_variable(notebook, site.cell, site):
                yield site


def _replaces(notebook: Notebook, cell: Cell, site: BindingSite) -> bool:
    target, value = site.binding.target, site.binding.value
    if site.binding.kind != "attribute" or target is None or value is None:
        return False
    made = value.kind == "lambda" or notebook.resolve(cell, value).startswith("__main__.")
    return made and notebook.resolve(cell, target) in _REPLACED


def _sets_variable(notebook: Notebook, cell: Cell, site: BindingSite) -> bool:
    target, value = site.binding.target, site.binding.value
    if site.binding.kind != "item" or target is None or value is None or len(target.parts) < 2:
        return False
    return target.parts[1].text == "PYTHONWARNINGS" and notebook.constant(cell, value) == "ignore"


def _narrowed(site: CallSite) -> tuple[Fix, ...]:
    """Adds a category to a filter that has none, or narrows one that limits nothing."""
    span, call = site.span, site.call
    given = site.argument(dict(_FILTERS[site.name])["category"], "category")
    if given is not None:
        edit = TextEdit(site.cell.index, *given.span, given.text, "FutureWarning")
        return (Fix(title="Silence only FutureWarning", edits=(edit,)),) if given.kind == "name" else ()
    last = max([*(each.span for each in call.arguments), *(each.value.span for each in call.keywords)])
    if (last.end_line, last.end_column) != (span.end_line, span.end_column - 1):
        return ()
    edit = TextEdit(
        site.cell.index,
        last.end_line,
        last.end_column,
        span.end_line,
        span.end_column,
        ")",
        ", category=FutureWarning)",
    )
    return (Fix(title="Silence only FutureWarning", edits=(edit,)),)
