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
    from collections.abc import Iterator, Sequence

LONGEST = 1_000_000
"""Characters of a text that are kept."""
_LARGEST_PAGE = 100_000
"""Bytes of a page; a larger one is no table but a chart, most of it a program."""
_EMPTY = Raw()
_KINDS = {"pyout": "execute_result", "pyerr": "error"}
"""How nbformat 3 calls them."""


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


_NO_DATA = _Data()


class _OutputJson(Struct, gc=False):
    """nbformat 3 calls the name of a stream `stream`, and keeps the forms of a value beside its kind."""

    output_type: str = ""
    name: str = ""
    stream: str = ""
    html: Raw = _EMPTY
    markdown: Raw = _EMPTY
    text: Raw = _EMPTY
    ename: Raw = _EMPTY
    evalue: Raw = _EMPTY
    traceback: Raw = _EMPTY
    data: _Data = _NO_DATA


_NAMES = ("output_type", "name", "stream")
_TEXTS = ("html", "markdown", "text", "ename", "evalue", "traceback")
_FORMS = ("text/plain", "text/html", "text/markdown")
_decoder = msgspec.json.Decoder(list[_OutputJson])


class SavedOutputs:
    """The outputs of all cells of a notebook, by the index of the cell among all cells.

    Args:
        raws: The JSON of each cell's outputs, as the file has it; empty where there are none.
    """

    def __init__(self, raws: Sequence[Raw]) -> None:
        self._raws = raws

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
            if any(_kind(each) == kind and name in {"", _name(each)} for each in outputs)
        )

    @cached_property
    def sizes(self) -> dict[int, int]:
        """Bytes that the outputs of each cell take in the file, pictures included; cells without any are left out."""
        taken = ((index, memoryview(raw).nbytes) for index, raw in enumerate(self._raws))
        return {index: size for index, size in taken if size > len(b"[]")}

    @cached_property
    def _saved(self) -> dict[int, list[_OutputJson]]:
        return {index: found for index in self.sizes if (found := _decoded(self._raws[index]))}

    @cached_property
    def _texts(self) -> dict[int, bytes]:
        return {index: b"\n".join(_text_of(outputs)) for index, outputs in self._saved.items()}

    @cached_property
    def _text(self) -> bytes:
        return b"\n".join(self._texts.values())


def _decoded(raw: Raw) -> list[_OutputJson]:
    try:
        return _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return _tolerantly_decoded(raw)


def _tolerantly_decoded(raw: Raw) -> list[_OutputJson]:
    """Outputs whose values may have any type."""
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return []
    return [_tolerant(each) for each in found] if isinstance(found, list) else []


def _text_of(outputs: list[_OutputJson]) -> Iterator[bytes]:
    for each in outputs:
        yield _name(each).encode("utf-8", "replace")
        forms = _forms(each)
        plain = bytes(forms.plain)
        yield plain
        for raw in (each.ename, each.evalue, each.traceback, forms.markdown):
            if raw is not _EMPTY:
                yield bytes(raw)
        if forms.html is not _EMPTY and not _speaks(plain) and memoryview(forms.html).nbytes <= _LARGEST_PAGE:
            yield bytes(forms.html)


def _speaks(plain: bytes) -> bool:
    """False for what stands in place of a page in a terminal: `<IPython.core.display.HTML object>`."""
    return bool(plain) and not plain.lstrip(b'[ \n"').startswith(b"<")


def _forms(plain: _OutputJson) -> _Data:
    """The forms of a value, or the text of a stream as the plain one."""
    return _Data(plain.text, plain.html, plain.markdown) if plain.data is _NO_DATA else plain.data


def _kind(plain: _OutputJson) -> str:
    return _KINDS.get(plain.output_type, plain.output_type)


def _name(plain: _OutputJson) -> str:
    return plain.name or plain.stream


def _output(plain: _OutputJson) -> Output:
    kind, forms = _kind(plain), _forms(plain)
    if kind == "error":
        trace = colourless(_joined(plain.traceback, "\n"))
        return Output(kind, _joined(plain.ename), colourless(_joined(plain.evalue)), trace)
    if kind == "stream":
        return Output(kind, _name(plain) or "stdout", "", colourless(_joined(forms.plain)))
    page = forms.html if memoryview(forms.html).nbytes <= _LARGEST_PAGE else _EMPTY
    return Output(kind, "", "", _joined(forms.plain), _joined(page), _joined(forms.markdown))


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


def _tolerant(plain: Any) -> _OutputJson:
    """An output whose values may have any type."""
    given = plain if isinstance(plain, dict) else {}
    data = given.get("data")
    forms = data if isinstance(data, dict) else {}
    output_type, name, stream = (value if isinstance(value := given.get(key), str) else "" for key in _NAMES)
    html, markdown, text, ename, evalue, traceback = (_encoded_text(given.get(key)) for key in _TEXTS)
    shown = _Data(*(_encoded_text(forms.get(key)) for key in _FORMS)) if forms else _NO_DATA
    return _OutputJson(output_type, name, stream, html, markdown, text, ename, evalue, traceback, shown)


def _encoded_text(value: Any) -> Raw:
    return encoded(value) if isinstance(value, str | list) else _EMPTY


def encoded(value: Any) -> Raw:
    """JSON as a file would have it; lone surrogates, which no file can hold, are replaced."""
    try:
        return Raw(msgspec.json.encode(value))
    except (TypeError, ValueError, RecursionError):
        import json  # noqa: PLC0415 - only for what no notebook should hold

        return Raw(json.dumps(value, default=str).encode())
