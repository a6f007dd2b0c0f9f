"""Paths that exist on one machine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Fix, Offer, Severity
from nbcoach.notebook.model import Binding, Block, Call, Span, Statement, Value
from nbcoach.notebook.regex import regex
from nbcoach_checks.reproducibility._paths import Bound, bound, in_command, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Cell, Notebook
    from nbcoach.notebook.context import Holder
    from nbcoach.notebook.model import Magic
    from nbcoach.project import Project

_SHELL_CALLS = frozenset({"os.system", "os.popen", "subprocess.run", "subprocess.call", "subprocess.check_call"})
_SHELL_CALLS |= {"subprocess.check_output", "subprocess.Popen", "subprocess.getoutput"}
_SHELL_CALLS |= {"get_ipython().system", "get_ipython().getoutput", "get_ipython().system_raw"}
_PATH_NAME = regex(r"path|dir|folder|file|root|home|dest|src|data|input|output|base|csv|ckpt|checkpoint", re.IGNORECASE)
_FILE = regex(r"\.(?!html?$|php$)[A-Za-z]\w{0,5}$")
_ADDRESS_NAME = regex(r"url|uri|endpoint|route|key|prefix|blob|bucket|remote|api", re.IGNORECASE)
_BUILDING = frozenset({"join", "Path", "joinpath", "str", "format"})
_EXPERIMENTS = frozenset({"set_experiment", "create_experiment", "get_experiment_by_name"})
_TESTS = frozenset({"in", "not in", "==", "!="})
_PATH_MAGICS = frozenset({"%cd", "%run", "%load", "%env", "%set_env", "%save", "%store", "%mkdir", "%cp", "%mv", "%rm"})
_PATH_MAGICS |= {"%ls", "%cat", "%pip", "%conda", "%ll", "%tensorboard", "%%writefile", "%%file", "%pushd", "%rmdir"}


class HardCodedPath(Check):
    """Names a file by a path that exists on one machine only.

    ## Why it matters
    Anyone else who runs the notebook, and any pipeline, stops at this line. The path also hides which folder of the
    project the file belongs to.

    ## What to do
    Keep the data below the project and name it relative to the project's root; or lift the path into the parameters
    cell, so that a run can be pointed at other data without an edit.
    """

    severity = Severity.WARNING
    level = 0
    capability = "single-setting-notebook"
    sources = (
        "https://papermill.readthedocs.io/en/latest/usage-parameterize.html",
        "https://drivendata.github.io/cookiecutter-data-science/",
    )
    examples = (
        Example(
            bad="""
            import pandas as pd
            df = pd.read_csv("/home/maria/churn/customers_final2.csv")  # expect: hard-coded-path
            """,
            good="""
            import pandas as pd
            df = pd.read_csv("data/customers.csv")
            """,
        ),
        Example(
            bad="""
            !unzip -q /content/drive/MyDrive/images.zip  # expect: hard-coded-path
            """,
            good="""
            !unzip -q data/images.zip -d /tmp/images
            """,
        ),
        Example(
            bad="""
            DATA_DIR = "C:/Users/jo/Desktop/thesis"  # expect: hard-coded-path
            """,
            good="""
            import os
            DATA_DIR = os.environ.get("DATA_DIR", "/data/thesis")
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        for cell in notebook.code:
            if "parameters" in cell.tags:
                continue
            for value in cell.facts.strings:
                if _is_used(notebook, cell, value):
                    yield self._literal(cell, value)
            for magic in cell.facts.magics:
                yield from self._magic(cell, magic)

    def _literal(self, cell: Cell, value: Value) -> Finding:
        lift = Offer("lift", {"cell": cell.index, "line": value.line, "column": value.column})
        fix = Fix(title="Lift into the parameters cell", offer=lift)
        return self.finding(_message(value.text), cell, value.span, fix)

    def _magic(self, cell: Cell, magic: Magic) -> Iterator[Finding]:
        if not magic.is_shell and magic.name not in _PATH_MAGICS:
            return
        lines = cell.source.split("\n")
        last = magic.end_line if magic.is_shell else magic.line
        for number in range(magic.line, last + 1):
            line = lines[number - 1] if number <= len(lines) else ""
            code = line.partition(" #")[0] if not line.lstrip().startswith("#") else ""
            for offset, path in in_command(code):
                yield self.finding(_message(path), cell, Span(number, offset, number, offset + len(path)))


def _message(path: str) -> str:
    shown = path if len(path) <= 60 else path[:57] + "..."
    return f"`{shown}` exists on one machine only."


def _is_used(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for a literal that is used as a local path bound to one machine."""
    text = value.text
    if text[:5] == "file:":
        text = text[5:].replace("///", "/", 1)
    if not text or (text[0] not in "/~\\" and text[1:2] != ":"):
        return bool(text) and " " in text and _is_command(notebook, cell, value)
    judged = bound(text)
    if judged is None:
        return text == "~" and _reaches_taker(notebook, cell, value)
    if not _begins_a_path(notebook, cell, value) or _names_experiment(notebook, cell, value):
        return False
    if judged is Bound.SURE:
        return True
    if judged is Bound.OPEN and "/" not in text.strip("/"):
        return False  # `/static` is a route more often than a folder
    if _reaches_taker(notebook, cell, value):
        return True
    named = _bound_name(notebook, cell, value)
    is_file = _FILE.search(text) is not None and not _ADDRESS_NAME.search(named)
    return judged is Bound.LIKELY and (is_file or _PATH_NAME.search(named) is not None)


def _names_experiment(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for a path that names experiments of a tracker, which are no files, and is used for nothing else."""
    takers = set(_takers(notebook, cell, value))
    return bool(takers & _EXPERIMENTS) and takers <= _EXPERIMENTS | tables().not_paths


def _takers(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> Iterator[str]:
    """The last names of the calls that a text is given to, also through names; empty for any other use."""
    for holder in _nearest(list(notebook.context(cell).holders(value))):
        if holder.call:
            name = holder.call.function.text.rpartition(".")[2]
            if name not in _BUILDING:
                yield name
                return
        elif isinstance(holder.node, Binding) and holder.role == "binding" and depth < 3:
            for use in notebook.uses_of(holder.node.name):
                yield from _takers(notebook, use.cell, use.value, depth + 1)
            return
    yield ""


def _is_command(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for a command line given to the shell that holds such a path."""
    if not ("/" in value.text or "~" in value.text or "\\" in value.text) or not in_command(value.text):
        return False
    calls = [holder.call for holder in notebook.context(cell).holders(value) if holder.call]
    return any(notebook.resolve(cell, call.function) in _SHELL_CALLS for call in calls)


def _begins_a_path(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """False where the literal is the tail of a longer text, or stands where no path is used."""
    holders = list(notebook.context(cell).holders(value))
    if not holders:
        return False
    return all(_lets_through(each, value.text) for each in _nearest(holders))


def _nearest(holders: list[Holder]) -> Iterator[Holder]:
    """The holders up to the first call that may do something with the path."""
    for holder in holders:
        yield holder
        if holder.call and holder.call.function.text.rpartition(".")[2] not in _BUILDING:
            return


def _lets_through(holder: Holder, text: str) -> bool:
    node = holder.node
    if isinstance(node, Value):
        return _passes_value(node, holder.position)
    if isinstance(node, Call):
        return _passes_call(node, holder, text)
    if isinstance(node, Statement):
        return node.kind not in {"expression", "shown", "raise"} or not (node.value and node.value.kind == "string")
    if isinstance(node, Block):
        return node.kind in {"for", "with", "comprehension"}
    return isinstance(node, Binding)


def _passes_value(node: Value, position: int) -> bool:
    if node.kind == "compare":
        return node.text not in _TESTS
    if node.kind in {"fstring", "operation"}:
        return position == 0
    if node.kind == "dict":
        return position % 2 == 1 and node.parts[position - 1].text not in tables().not_keywords
    return node.kind != "subscript" or position == 0


def _passes_call(call: Call, holder: Holder, text: str) -> bool:
    name = call.function.text.rpartition(".")[2]
    known = tables()
    if name in known.probes:
        return "/" in text.strip("/") and text.rstrip("/") not in known.products
    if holder.role == "keyword":
        return holder.name not in known.not_keywords and name not in known.not_paths
    if holder.role == "function":
        return name not in known.not_paths
    if name in {"join", "joinpath"} and holder.position > 0:
        return False
    if call.function.text in {"os.environ.get", "environ.get", "os.environ.setdefault"}:
        return False
    return name not in known.not_paths


def _reaches_taker(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> bool:
    """True where the literal, or a name that it is bound to, is given to a call that takes a local path."""
    for holder in notebook.context(cell).holders(value):
        given = holder.call is not None and holder.role in {"argument", "keyword"}
        if given and holder.call:
            name = holder.call.function.text.rpartition(".")[2]
            if name in tables().takers or name in tables().probes:
                return True
        if isinstance(holder.node, Binding) and holder.role == "binding" and depth < 3:
            return any(
                _reaches_taker(notebook, use.cell, use.value, depth + 1)
                for use in notebook.uses_of(holder.node.name)
                if use.value.text == holder.node.name
            )
    return False


def _bound_name(notebook: Notebook, cell: Cell, value: Value) -> str:
    """The name, keyword or key that the literal is bound to; empty for none."""
    for holder in notebook.context(cell).holders(value):
        if isinstance(holder.node, Binding):
            return _stored_under(holder.node) or holder.node.name
        if holder.role == "keyword":
            return _option(holder.call) if holder.name == "default" else holder.name
        if isinstance(holder.node, Value) and holder.node.kind == "dict":
            return holder.node.parts[holder.position - 1].text
    return ""


def _stored_under(binding: Binding) -> str:
    """The key of `config["data_dir"] = …` or the attribute of `config.data_dir = …`; empty for a plain name."""
    target = binding.target
    if target is None:
        return ""
    return target.parts[-1].text if target.kind == "subscript" and target.parts else target.text


def _option(call: Call | None) -> str:
    """The option that `add_argument("--data-dir", default=…)` declares."""
    return call.arguments[0].text if call is not None and call.arguments else ""
