"""Which calls and magics read a data set, and from where."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.notebook.names import matches
from nbcoach.notebook.regex import regex
from nbcoach_checks.data._files import speaks_of_no_data, tables
from nbcoach_checks.data._opened import HANDLES, OPENERS, opened_data, read_texts
from nbcoach_checks.data._pictures import over_many
from nbcoach_checks.data._spark import may_ask_spark, reads_spark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Span, Value

_SELECT = regex(r"\s*(?:--[^\n]*\n\s*)*(?:select|with)\b", re.IGNORECASE)
_ANSWERS = frozenset({"predict", "predict_proba", "invoke_endpoint", "raw_predict", "invoke", "generate", "complete"})
_DOCUMENTS = frozenset({"find", "aggregate"})
_SNOWPARK = "snowflake.snowpark."
_QUERIES = frozenset({"table", "sql"})
"""What asks a session for the rows of a table or query."""
_MEMORY = frozenset({"io.StringIO", "io.BytesIO", "StringIO.StringIO", "pandas.compat.StringIO", "six.StringIO"})


class Read(NamedTuple):
    """A place that reads a data set; `source` is the path, address or query as far as it is known."""

    cell: Cell
    span: Span
    source: str
    call: CallSite | None = None


def reads(notebook: Notebook) -> tuple[Read, ...]:
    """Every read of a data set, in order; looked for once."""
    return notebook.once(_all_reads)


def _all_reads(notebook: Notebook) -> tuple[Read, ...]:
    return tuple(_reads(notebook))


def _reads(notebook: Notebook) -> Iterator[Read]:
    for site in notebook.calls_named(_may_read):
        read = _read(notebook, site)
        if read is not None:
            yield read
    for cell, magic in notebook.magics():
        if magic.name == "%%bigquery":
            yield Read(cell, magic.span, magic.body)


@lru_cache(maxsize=65_536)
def _may_read(name: str) -> bool:
    """False for names that read under no circumstances, which are nearly all."""
    known = tables()
    methods = known["methods"]
    method = name.rpartition(".")[2]
    if name in known["reads"] or name in OPENERS or name in known["versioned_loaders"] or name in known["opened"]:
        return True
    if name in known["images"]["names"] or name in known["texts"]["names"]:
        return True
    if method in methods["names"] or method.startswith(("from_", "read_text")):
        return True
    return method in {"execute", *_DOCUMENTS} or method in methods["frames"] or may_ask_spark(name)


def _read(notebook: Notebook, site: CallSite) -> Read | None:
    known = tables()
    position = known["reads"].get(site.name)
    if position is not None:
        return _from_reader(notebook, site, position)
    if site.name in OPENERS:
        return _at(site, opened_data(notebook, site))
    if site.method == "read_text":
        return _at(site, read_texts(notebook, site))
    if site.name in known["versioned_loaders"]:
        return _from_hub(notebook, site)
    if site.method == "flow_from_dataframe":
        folder = site.argument(1, "directory")
        return _at(site, notebook.text_of(site.cell, folder)) if folder is not None else None
    if site.name.startswith(_SNOWPARK) and _is_warehouse(site):
        return Read(site.cell, site.span, _asked(notebook, site), site)
    if _reads_many(notebook, site) or _reads_query(notebook, site) or _reads_container(notebook, site):
        return Read(site.cell, site.span, first_text(notebook, site), site)
    return None


def _asked(notebook: Notebook, site: CallSite) -> str:
    """The table or query behind a frame of Snowpark."""
    behind = sorted(notebook.ancestry(site.cell, site.call.function).calls)
    sites = (each for each in map(notebook.site_at, behind) if each is not None and each.method in _QUERIES)
    return next((text for each in sites if (text := first_text(notebook, each))), "")


def _reads_many(notebook: Notebook, site: CallSite) -> bool:
    """True for a folder, a read of Spark, and a reader of pictures that goes over many."""
    known = tables()
    if site.method in known["methods"]["names"]:
        return True
    if site.name in known["images"]["names"]:
        return over_many(notebook, site)
    return reads_spark(notebook, site) or _is_folder(site)


def _reads_query(notebook: Notebook, site: CallSite) -> bool:
    """True for a query of a database or warehouse."""
    if site.method in _DOCUMENTS:
        return site.name.startswith("pymongo.") and "[]." in site.name
    return _is_warehouse(site) or (site.method == "execute" and _is_query(notebook, site))


def _reads_container(notebook: Notebook, site: CallSite) -> bool:
    """True for a file of many arrays that is opened for reading, and for a path where data in memory may stand."""
    known = tables()
    usual = known["opened"].get(site.name)
    if usual is not None:
        mode = site.argument(1, "mode")
        text = notebook.constant(site.cell, mode) if mode is not None else usual
        return text in {"r", "rb", "r+"} and not speaks_of_no_data(first_text(notebook, site))
    return site.name in known["texts"]["names"] and bool(first_text(notebook, site))


def _at(site: CallSite, source: str | None) -> Read | None:
    return None if source is None else Read(site.cell, site.span, source, site)


def _from_reader(notebook: Notebook, site: CallSite, position: int) -> Read | None:
    """A call of a reader: `None` for memory that the notebook itself filled, and for handles that `open` gave."""
    if position < 0:
        return None
    value = site.call.arguments[0] if site.call.arguments else _path_keyword(site)
    if value is None:
        return None if not site.call.keywords else Read(site.cell, site.span, "", site)
    if _is_made_here(notebook, site.cell, value) or _is_open_handle(notebook, site.cell, value):
        return None
    if matches(notebook.resolve(site.cell, value).partition("()")[0], tables()["packaged"]["names"]):
        return None
    if _is_answer(notebook, site.cell, value) or _names_log(value):
        return None
    return Read(site.cell, site.span, notebook.text_of(site.cell, value), site)


def _path_keyword(site: CallSite) -> Value | None:
    names = {
        "directory",
        "filepath_or_buffer",
        "path",
        "io",
        "path_or_buf",
        "fname",
        "file",
        "filename",
        "sql",
        "query",
        "source",
    }
    return next((each.value for each in site.call.keywords if each.name in names), None)


def _is_made_here(notebook: Notebook, cell: Cell, value: Value, depth: int = 0) -> bool:
    """True for a text or buffer that the notebook spelled out, which is no file."""
    if value.kind == "call":
        call = cell.facts.calls[value.call]
        name = notebook.resolve(cell, call.function)
        if name in _MEMORY:
            return not call.arguments or _is_made_here(notebook, cell, call.arguments[0], depth + 1)
        return name in {"textwrap.dedent", "str", "json.dumps"} or (
            depth > 0 and name.endswith((".encode", ".strip", ".join"))
        )
    if value.kind in {"string", "fstring"}:
        return depth > 0 or "\n" in value.text or value.text.lstrip()[:1] in {"{", "["}
    if value.kind == "name" and depth < 6:
        site = notebook.definition(cell, value)
        if (
            "." not in value.text
            and site
            and site.binding.value
            and site.binding.kind in {"assign", "annotate", "with"}
        ):
            return site.binding.index < 0 and _is_made_here(
                notebook, site.cell, site.binding.value, depth + (value.kind == "call")
            )
    return False


def _is_answer(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for a buffer around what a model answered."""
    if notebook.resolve(cell, value).partition("()")[0] not in _MEMORY:
        return False
    return any(each.rpartition(".")[2] in _ANSWERS for each in notebook.ancestry(cell, value).names)


def _names_log(value: Value) -> bool:
    """True for a file in the folder where a trainer of this notebook logs (`trainer.logger.log_dir`)."""
    return (value.kind == "name" and value.text.endswith(".log_dir")) or any(map(_names_log, value.parts))


def _is_open_handle(notebook: Notebook, cell: Cell, value: Value) -> bool:
    return notebook.resolve(cell, value) in HANDLES


def _from_hub(notebook: Notebook, site: CallSite) -> Read | None:
    """A loader of a hub without a version: `load_dataset("csv", data_files=…)` reads local files."""
    if (
        any(site.call.keyword(name) is not None for name in tables()["versioned_loaders"][site.name])
        or site.call.is_open
    ):
        return None
    source = first_text(notebook, site)
    if source in tables()["builders"]["names"]:
        source = _local_files(notebook, site)
    if site.name.startswith("tensorflow_datasets") and re.search(r":\d", source):
        return None
    return Read(site.cell, site.span, source, site)


def _local_files(notebook: Notebook, site: CallSite) -> str:
    """The first file or folder that a builder of `load_dataset` reads; empty where it is not known."""
    value = site.call.keyword("data_files") or site.call.keyword("data_dir")
    parts = (value.parts[1::2] if value.kind == "dict" else value.parts or (value,)) if value else ()
    return next((text for each in parts if (text := notebook.text_of(site.cell, each))), "")


def _is_warehouse(site: CallSite) -> bool:
    """True for what a query or table of a warehouse gave, turned into a frame."""
    methods = tables()["methods"]
    if site.method not in methods["frames"] or not site.name.startswith(tuple(methods["warehouses"])):
        return False
    asks = {"query", *_QUERIES} if site.name.startswith(_SNOWPARK) else {"query"}
    return any(each in site.name for each in asks)


def _is_folder(site: CallSite) -> bool:
    """`ImageDataLoaders.from_folder(…)` and its like."""
    owner = site.name.rpartition(".")[0].rpartition(".")[2]
    return site.method.startswith("from_") and owner in tables()["methods"]["folders"]


def _is_query(notebook: Notebook, site: CallSite) -> bool:
    """`cursor.execute("SELECT …")` on the connection of a database."""
    if not site.name.startswith(tuple(tables()["methods"]["databases"])):
        return False
    return bool(_SELECT.match(first_text(notebook, site)))


def first_text(notebook: Notebook, site: CallSite) -> str:
    """The text of a call's first argument, or of the keyword that stands for it."""
    value = site.call.arguments[0] if site.call.arguments else _path_keyword(site)
    return notebook.text_of(site.cell, value) if value is not None else ""
