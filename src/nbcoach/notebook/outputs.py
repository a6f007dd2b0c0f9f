"""What a notebook has saved below its cells, read when it is first asked for, without the pictures.

Most notebooks are never asked more than whether a word stands in their outputs at all; that is one search in bytes.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Raw, Struct, field

from nbcoach.notebook.output_text import colourless, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LONGEST = 1_000_000
"""Characters of a text that are kept."""
_LARGEST_PAGE = 100_000
"""Bytes of a page; a larger one is no table but a chart, most of it a program."""
_EMPTY = Raw()
_KINDS = {"pyout": "execute_result", "pyerr": "error"}
"""How nbformat 3 calls them."""
_MARK = b'"output_type"'


class Output(Struct, frozen=True, gc=False):
    """One saved output of a cell.

    `kind` is `stream`, `display_data`, `execute_result` or `error`, also where nbformat 3 calls it otherwise. `name` is
    `stdout` or `stderr` of a stream, or the error's class; `message` the error's. `plain` is a stream's text, an
    error's traceback (both without terminal colours), or what stands for a value; `html` and `markdown` are richer
    forms of the same value, as they were saved, but for pages of more than 100 kB.
    """

    kind: str
    name: str = ""
    message: str = ""
    plain: str = ""
    html: str = ""
    markdown: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What a reader of the notebook sees of it as text; a page only where no plain text says the same."""
        page = visible(self.html) if self.html and (not self.plain or self.plain.startswith("<")) else ""
        return tuple(each for each in (self.plain, page, self.markdown) if each)


class _Data(Struct, frozen=True, gc=False):
    plain: Raw = field(default=_EMPTY, name="text/plain")
    html: Raw = field(default=_EMPTY, name="text/html")
    markdown: Raw = field(default=_EMPTY, name="text/markdown")


class _OutputJson(Struct, gc=False):
    output_type: str = ""
    name: str = ""
    text: Raw = _EMPTY
    ename: Raw = _EMPTY
    evalue: Raw = _EMPTY
    traceback: Raw = _EMPTY
    data: _Data = _Data()


class _CellJson(Struct, gc=False):
    outputs: list[_OutputJson] = []


class _NotebookJson(Struct, gc=False):
    cells: list[_CellJson]


class _Sized(Struct, gc=False):
    outputs: Raw = _EMPTY


class _SizedNotebook(Struct, gc=False):
    cells: list[_Sized]


_decoder = msgspec.json.Decoder(_NotebookJson)
_sizer = msgspec.json.Decoder(_SizedNotebook)


class SavedOutputs:
    """The outputs of all cells of a document, by the index of the cell among all cells.

    Args:
        document: The bytes of a file, or live JSON.
        cells: Gives the cells of a document in which values may have any type; asked only where the fast way fails.
    """

    def __init__(
        self, document: bytes | dict[str, Any], cells: Callable[[bytes | dict[str, Any]], Iterable[Any]]
    ) -> None:
        self._document = document
        self._cells = cells

    def mention(self, *words: bytes) -> bool:
        """Whether one of the words stands in the text of any output; as JSON has it, so best in plain ASCII."""
        text = self._text
        return bool(text) and any(word in text for word in words)

    def mentioning(self, *words: bytes) -> tuple[int, ...]:
        """The cells whose outputs hold one of the words, in order."""
        if not self.mention(*words):
            return ()
        return tuple(index for index, text in self._texts.items() if any(word in text for word in words))

    def of(self, cell: int) -> tuple[Output, ...]:
        """The outputs of a cell, in order."""
        return tuple(_output(each) for each in self._saved.get(cell, ()))

    def cells_with(self, kind: str, name: str = "") -> tuple[int, ...]:
        """The cells with an output of a kind (see `Output`), in order; with `name`, of a stream of that name."""
        return tuple(
            index
            for index, outputs in self._saved.items()
            if any(_kind(each) == kind and name in {"", each.name} for each in outputs)
        )

    @cached_property
    def cells(self) -> frozenset[int]:
        """The cells that have any."""
        return frozenset(self._saved)

    @cached_property
    def sizes(self) -> dict[int, int]:
        """Bytes that the outputs of each cell take in the file, pictures included; cells without any are left out."""
        if not self._has_any:
            return {}
        try:
            raws = [bytes(each.outputs) for each in _sizer.decode(self._document).cells]  # type: ignore[arg-type]
        except (TypeError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raws = [_encoded(_outputs_of(each)) for each in self._cells(self._document)]
        return {index: len(raw) for index, raw in enumerate(raws) if len(raw) > 2}

    def larger_than(self, size: int) -> dict[int, int]:
        """The cells whose outputs take more bytes than that, and how many; a small file is not looked into."""
        sizes = {} if self._is_smaller_than(size) else self.sizes
        return {index: taken for index, taken in sizes.items() if taken > size}

    def total(self, above: int) -> int:
        """Bytes that all outputs take together, 0 where they take no more than `above`."""
        taken = 0 if self._is_smaller_than(above) else sum(self.sizes.values())
        return taken if taken > above else 0

    def _is_smaller_than(self, size: int) -> bool:
        return isinstance(self._document, bytes) and len(self._document) <= size

    @cached_property
    def _saved(self) -> dict[int, list[_OutputJson]]:
        if not self._has_any:
            return {}
        try:
            each = [cell.outputs for cell in _decoder.decode(self._document).cells]  # type: ignore[arg-type]
        except (TypeError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            each = [[_tolerant(plain) for plain in _outputs_of(cell)] for cell in self._cells(self._document)]
        return {index: outputs for index, outputs in enumerate(each) if outputs}

    @property
    def _has_any(self) -> bool:
        return not isinstance(self._document, bytes) or _MARK in self._document

    @cached_property
    def _texts(self) -> dict[int, bytes]:
        return {index: b"\n".join(_raws(outputs)) for index, outputs in self._saved.items()}

    @cached_property
    def _text(self) -> bytes:
        return b"\n".join(self._texts.values())


def _raws(outputs: list[_OutputJson]) -> Iterator[bytes]:
    for each in outputs:
        yield each.name.encode("utf-8", "replace")
        data = each.data
        plain = bytes(data.plain)
        yield plain
        for raw in (each.text, each.ename, each.evalue, each.traceback, data.markdown):
            if raw is not _EMPTY:
                yield bytes(raw)
        if data.html is not _EMPTY and not _speaks(plain) and len(page := bytes(data.html)) <= _LARGEST_PAGE:
            yield page


def _speaks(plain: bytes) -> bool:
    """False for what stands in place of a page in a terminal: `<IPython.core.display.HTML object>`."""
    return bool(plain) and not plain.lstrip(b'[ \n"').startswith(b"<")


def _kind(plain: _OutputJson) -> str:
    return _KINDS.get(plain.output_type, plain.output_type)


def _output(plain: _OutputJson) -> Output:
    kind = _kind(plain)
    if kind == "error":
        trace = colourless(_joined(plain.traceback, "\n"))
        return Output(kind, _joined(plain.ename), colourless(_joined(plain.evalue)), trace)
    if kind == "stream":
        return Output(kind, plain.name or "stdout", "", colourless(_joined(plain.text)))
    data = plain.data
    page = data.html if len(bytes(data.html)) <= _LARGEST_PAGE else _EMPTY
    return Output(kind, "", "", _joined(data.plain), _joined(page), _joined(data.markdown))


def _joined(raw: Raw, between: str = "") -> str:
    """A text that may be saved as a list of lines; empty for what is none."""
    if raw is _EMPTY:
        return ""
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    if isinstance(value, list):
        value = between.join(each for each in value if isinstance(each, str))
    return value[:LONGEST] if isinstance(value, str) else ""


def _outputs_of(cell: Any) -> list[Any]:
    found = cell.get("outputs") if isinstance(cell, dict) else None
    return found if isinstance(found, list) else []


def _tolerant(plain: Any) -> _OutputJson:
    """An output whose values may have any type; nbformat 3 keeps the forms of a value beside its kind."""
    if not isinstance(plain, dict):
        return _OutputJson()
    kind, name = plain.get("output_type"), plain.get("name", plain.get("stream"))
    data = plain.get("data")
    forms = data if isinstance(data, dict) else {}
    return _OutputJson(
        output_type=kind if isinstance(kind, str) else "",
        name=name if isinstance(name, str) else "",
        text=_raw(plain.get("text")),
        ename=_raw(plain.get("ename")),
        evalue=_raw(plain.get("evalue")),
        traceback=_raw(plain.get("traceback")),
        data=_Data(
            _raw(forms.get("text/plain", plain.get("text"))),
            _raw(forms.get("text/html", plain.get("html"))),
            _raw(forms.get("text/markdown", plain.get("markdown"))),
        ),
    )


def _raw(value: Any) -> Raw:
    return Raw(_encoded(value)) if isinstance(value, str | list) else _EMPTY


def _encoded(value: Any) -> bytes:
    """JSON as a file would have it; lone surrogates, which no file can hold, are replaced."""
    try:
        return msgspec.json.encode(value)
    except (TypeError, ValueError, UnicodeEncodeError, RecursionError):
        import json  # noqa: PLC0415 - only for what no notebook should hold

        return json.dumps(value, default=str).encode()
