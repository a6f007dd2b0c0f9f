"""Files that a notebook opens itself: which of them it reads data from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.notebook.model import Binding, Block, Call, Statement, Value
from nbcoach.notebook.shell_calls import texts_of
from nbcoach.notebook.text import HOLE
from nbcoach_checks.data._files import names_no_data, speaks_of_no_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.context import Holder

OPENERS = frozenset(
    {"open", "codecs.open", "io.open", "gzip.open", "bz2.open", "lzma.open", "smart_open.open", "fsspec.open"}
    | {"tensorflow.io.gfile.GFile", "tensorflow.gfile.GFile", "tensorflow.gfile.Open", "tensorflow.gfile.FastGFile"}
)
HANDLES = frozenset(f"{name}()" for name in OPENERS)
"""What `open` gives, as a resolved name."""
_DATA_ENDINGS = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".xml", ".dat", ".data", ".gz", ".fasta", ".fa")
_MACHINE = ("/proc/", "/sys/", "/etc/", "/dev/")
_PARSERS = frozenset({"json.load", "pickle.load", "csv.reader", "csv.DictReader", "_pickle.load"})
_PICKLES = frozenset({"pickle.load", "_pickle.load"})
_LINES = frozenset({"readlines", "readline", "for", "decode", "enumerate", "list", "map", "zip", "set", "sorted"})
_LINES |= {"tqdm.tqdm", "tqdm.auto.tqdm", "tqdm.notebook.tqdm", "itertools.islice"}
_FETCHED = (
    "keras.utils.get_file",
    "huggingface_hub.hf_hub_download",
    "pooch.retrieve",
    "keras.utils.data_utils.get_file",
)
_SHOWN = frozenset({"exec", "eval", "compile", "HTML", "Markdown", "Template", "display", "print", "b64encode", "SVG"})
_MODEL_METHODS = frozenset({"predict", "predict_proba", "transform", "score", "kneighbors", "inverse_transform"})


def opened_data(notebook: Notebook, site: CallSite) -> str | None:
    """The path, as far as it is known, of a file that an `open` reads data from; None for any other `open`."""
    mode = site.argument(1, "mode")
    text = notebook.constant(site.cell, mode) if mode is not None else "r"
    path = site.call.arguments[0] if site.call.arguments else site.call.keyword("file")
    if path is None or not isinstance(text, str) or set(text) & set("wax+"):
        return None
    source = notebook.text_of(site.cell, path)
    if _has_ending(source):
        return None if names_no_data(source) or _gives_model(notebook, site) or _is_shown(notebook, site) else source
    pattern = _listed(notebook, site.cell, path)
    if pattern:
        return pattern
    given = [each for each in texts_of(notebook, site.cell, path) if _has_ending(each)]
    if given:
        return next((each for each in given if not names_no_data(each)), None)
    return source if not source.startswith(_MACHINE) and _is_taken_as_data(notebook, site, path, text) else None


def read_texts(notebook: Notebook, site: CallSite) -> str | None:
    """The path of a file of data that `Path(…).read_text()` reads; None for any other."""
    function = site.call.function
    path = function.parts[0] if function.kind == "attribute" else None
    source = notebook.text_of(site.cell, path) if path is not None else ""
    if function.kind == "name" and (bound := notebook.definition(site.cell, function)) and bound.binding.value:
        source = notebook.text_of(bound.cell, bound.binding.value)
    source = source or _listed(notebook, site.cell, function)
    return source if source.lower().endswith(_DATA_ENDINGS) and not names_no_data(source) else None


def _has_ending(path: str) -> bool:
    name = path.rpartition("/")[2]
    return "." in name and not name.endswith(HOLE)


def _listed(notebook: Notebook, cell: Cell, path: Value) -> str:
    """The pattern or name that a path was listed or fetched by (`glob("speeches/*.txt")`); empty for none."""
    behind = notebook.ancestry(cell, path)
    is_fetched = not behind.names.isdisjoint(_FETCHED)
    texts = (text for text in sorted(behind.texts) if "*." in text or is_fetched)
    return next((text for text in texts if text.endswith(_DATA_ENDINGS)), "")


def _is_shown(notebook: Notebook, site: CallSite) -> bool:
    """True for a file whose text is only printed or shown."""
    uses = list(_uses(notebook, site))
    return bool(uses) and all(name == "shown" for name, _ in uses)


def _is_taken_as_data(notebook: Notebook, site: CallSite, path: Value, mode: str) -> bool:
    """True for a file of unknown name whose lines, records or text the code goes on with."""
    uses = list(_uses(notebook, site))
    taken = {name for name, _ in uses}
    if not taken & (_PARSERS | _LINES) and not ("read" in taken and "b" not in mode):
        return False
    if taken & _PICKLES and _gives_model(notebook, site):
        return False
    return not any(speaks_of_no_data(each) for each in _names_around(notebook, site, path, uses))


def _names_around(
    notebook: Notebook, site: CallSite, path: Value, uses: list[tuple[str, Call | None]]
) -> Iterator[str]:
    """The names of the code that say what the file is: of the function, the path and the result."""
    for block in site.cell.facts.around(site.block):
        if block.kind in {"function", "class"}:
            yield block.text
    yield from _words_of(path)
    for _, call in uses:
        yield from _names_given(notebook, site.cell, call)


def _names_given(notebook: Notebook, cell: Cell, call: Call | None) -> Iterator[str]:
    """The names that the result of a call is bound to."""
    for holder in notebook.context(cell).holders(call) if call else ():
        if isinstance(holder.node, Binding) and holder.node.kind in {"assign", "annotate"}:
            yield holder.node.name


def _words_of(value: Value) -> Iterator[str]:
    if value.kind in {"name", "string", "attribute"}:
        yield value.text.replace(".", "_")
    for part in value.parts:
        yield from _words_of(part)


def _uses(notebook: Notebook, site: CallSite) -> Iterator[tuple[str, Call | None]]:
    """What is done with a handle: the method, the parser or `for`, each with its call."""
    name = ""
    for holder in notebook.context(site.cell).holders(site.call):
        if isinstance(holder.node, Binding) and holder.node.kind in {"assign", "with"}:
            name = holder.node.name
            break
        if isinstance(holder.node, Block) and holder.node.kind == "with":
            name = _with_name(site)
            break
        yield from _use(notebook, site.cell, holder)
        if holder.call is not None or isinstance(holder.node, Block | Statement):
            return
    if name:
        yield from _uses_by_name(notebook, site, name)


def _with_name(site: CallSite) -> str:
    """The name that `with open(…) as name:` gives."""
    found = (each for each in site.cell.facts.bindings if each.kind == "with" and each.value)
    return next((each.name for each in found if each.value and each.value.at == site.call.at), "")


def _uses_by_name(notebook: Notebook, site: CallSite, name: str) -> Iterator[tuple[str, Call | None]]:
    context = notebook.context(site.cell)
    for use in notebook.uses_of(name):
        bound = notebook.definition(use.cell, use.value) if use.cell is site.cell else None
        if bound is None or bound.binding.value is None or bound.binding.value.at != site.call.at:
            continue
        method = use.value.text.partition(".")[2]
        holder = context.holder(use.value)
        if method:
            yield from _after(notebook, site.cell, method, holder.call if holder else None)
        elif holder is not None:
            yield from _use(notebook, site.cell, holder)


def _use(notebook: Notebook, cell: Cell, holder: Holder) -> Iterator[tuple[str, Call | None]]:
    """What the holder of a handle does with it."""
    call = holder.call
    if call is not None and holder.role == "function":
        yield from _after(notebook, cell, call.function.text.rpartition(".")[2], call)
    elif call is not None:
        yield notebook.resolve(cell, call.function), call
    elif not isinstance(holder.node, Call | Statement) and holder.node.kind in {"for", "comprehension"}:
        yield "for", None


def _after(notebook: Notebook, cell: Cell, method: str, call: Call | None) -> Iterator[tuple[str, Call | None]]:
    """A method of a handle, `shown` where its result is only shown or run; `decode` where it makes text of bytes."""
    outer = notebook.context(cell).holder(call) if call else None
    is_shown = outer and outer.call and outer.call.function.text.rpartition(".")[2] in _SHOWN
    yield ("shown" if is_shown else method), call
    if outer and outer.call and outer.role == "function" and outer.call.function.text == "decode":
        yield "decode", outer.call
    elif outer and isinstance(outer.node, Value) and outer.node.text == "decode":
        yield "decode", call


def _gives_model(notebook: Notebook, site: CallSite) -> bool:
    """True for a pickle whose object is used as a model."""
    for name, call in _uses(notebook, site):
        if name in _PICKLES and call is not None:
            names = set(_names_given(notebook, site.cell, call))
            if any(_is_model(notebook, each) for each in names):
                return True
    return False


def _is_model(notebook: Notebook, name: str) -> bool:
    return any(use.value.text.partition(".")[2] in _MODEL_METHODS for use in notebook.uses_of(name))
