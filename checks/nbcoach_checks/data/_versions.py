"""What tells which version of a data set was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach_checks.data._reads import tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Notebook
    from nbcoach.notebook.model import Value

_COMMIT = re.compile(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])")
_TAG = re.compile(r"/(?:v\d+(?:\.\d+)*|releases/download/[^/]+|\d+\.\d+\.\d+)/")
_DOI = re.compile(r"(?:doi\.org/|/)?10\.\d{4,9}/|zenodo\.org/records?/\d+")
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d[-_]?(?:0[1-9]|1[0-2])[-_]?(?:0[1-9]|[12]\d|3[01])(?!\d)")
_HOLES = re.compile(r"[\s'\"]")


def names_its_version(source: str) -> bool:
    """True for an address or path that itself says which version it is: a commit, a tag, a DOI, a dated snapshot."""
    return bool(
        _COMMIT.search(source)
        or (source.startswith(("http://", "https://")) and (_TAG.search(source) or _DOI.search(source)))
        or _DAY.search(source.rpartition("/")[2])
        or re.search(r"(?:^|/)(?:dt|date|snapshot|version|ds)=[\w.-]+", source)
    )


def is_recorded(notebook: Notebook) -> bool:
    """True where the notebook records or checks the version of what it reads."""
    records = tables()["records"]
    for site in notebook.calls:
        if site.name in records["names"] or site.name.startswith(tuple(records["prefixes"])):
            return True
        if site.method in records["methods"] and not site.name.startswith("?.add_file"):
            return True
        if site.method == "option" and any(
            value.text in {"versionAsOf", "timestampAsOf"} for value in site.call.arguments
        ):
            return True
    return _compares_a_hash(notebook)


def _compares_a_hash(notebook: Notebook) -> bool:
    if "hashlib" not in notebook.imports and not notebook.calls_to("pandas.util.hash_pandas_object"):
        return False
    return any(
        value is not None and value.kind == "compare" and _holds_digest(notebook, cell_index, value)
        for cell_index, value in _tests(notebook)
    )


def _tests(notebook: Notebook) -> Iterator[tuple[int, Value | None]]:
    for number, cell in enumerate(notebook.code):
        for statement in cell.facts.statements:
            yield number, statement.value
        for block in cell.facts.blocks:
            yield number, block.value


def _holds_digest(notebook: Notebook, number: int, value: Value) -> bool:
    cell = notebook.code[number]
    return any("digest" in notebook.resolve(cell, part) or "hash" in part.text.lower() for part in value.parts)


def written_files(notebook: Notebook) -> dict[str, CallSite]:
    """The paths that the notebook itself writes, each with its first write."""
    writers = tables()["writers"]
    found: dict[str, CallSite] = {}
    for site in notebook.calls:
        path = _written_path(notebook, site, writers)
        if path:
            found.setdefault(normal(path), site)
    return found


def _written_path(notebook: Notebook, site: CallSite, writers: dict[str, int]) -> str:
    if site.name in {"open", "codecs.open", "io.open", "gzip.open"}:
        mode = site.argument(1, "mode")
        text = notebook.constant(site.cell, mode) if mode is not None else ""
        opened = isinstance(text, str) and set(text) & set("wax")
        return notebook.text_of(site.cell, site.call.arguments[0]) if opened and site.call.arguments else ""
    position = writers.get(site.method)
    if position is None:
        return ""
    if position == -2:
        function = site.call.function
        return notebook.text_of(site.cell, function.parts[0]) if function.parts else ""
    names = ("path_or_buf", "path", "fname", "file", "excel_writer", "filename")
    value = site.call.arguments[position] if len(site.call.arguments) > position else None
    value = value or next((each.value for each in site.call.keywords if each.name in names), None)
    return notebook.text_of(site.cell, value) if value is not None else ""


def normal(path: str) -> str:
    r"""A path as two spellings of it agree: without a leading `./`, `\` as `/`, the ending of NumPy kept."""
    return path.replace("\\", "/").removeprefix("./")
