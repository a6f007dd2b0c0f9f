"""What a notebook has saved below its cells, read when it is first asked for, without the pictures.

Most notebooks are never asked more than whether a word stands in their outputs at all; that is one search in bytes.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Raw, Struct

from nbcoach.notebook.output_text import colourless, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 1_000_000
"""Characters of a text that are kept."""
_LARGEST_PAGE = 100_000
"""Bytes of a page; a larger one is no table but a chart, most of it a program."""
_MANY = 8
"""From so many words on, a text that is first made shorter is searched sooner."""
_EMPTY = Raw()
_KINDS = {"pyout": "execute_result", "pyerr": "error"}
_OLD_FORMS = {
    "text": "text/plain",
    "html": "text/html",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
}
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


class OutputJson(Struct, gc=False):
    """An output as its file has it, read no further than that: nothing but its kind is decoded."""

    output_type: str = ""
    name: str = ""
    text: Raw = _EMPTY
    ename: Raw = _EMPTY
    evalue: Raw = _EMPTY
    traceback: Raw = _EMPTY
    data: dict[str, Raw] = {}


class SavedOutputs:
    """The outputs of all cells of a notebook, by the index of the cell among all cells.

    Args:
        outputs: Those of each cell.
    """

    def __init__(self, outputs: Sequence[Sequence[OutputJson]]) -> None:
        self._saved = {index: found for index, found in enumerate(outputs) if found}

    def mention(self, *words: bytes) -> bool:
        """Whether one of the words stands in the text of any output; as JSON has it, so best in plain ASCII."""
        text = self._text
        return bool(text) and any(word in text for word in words)

    def mentioning(self, *words: bytes) -> tuple[int, ...]:
        """The cells whose outputs hold one of the words, in order."""
        if not self._may_mention(words):
            return ()
        return tuple(index for index, text in self._texts.items() if any(word in text for word in words))

    def _may_mention(self, words: tuple[bytes, ...]) -> bool:
        """False where none of the words stands anywhere. Many are looked for in a text without what none is made of."""
        if len(words) < _MANY or not self._text:
            return self.mention(*words)
        text = self._text.translate(None, _foreign(words))
        return any(word in text for word in words)

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
    def sizes(self) -> dict[int, int]:
        """Bytes that the outputs of each cell take in the file, pictures included; cells without any are left out."""
        return {index: sum(map(_size, outputs)) for index, outputs in self._saved.items()}

    @cached_property
    def _texts(self) -> dict[int, bytes]:
        return {index: b"\n".join(_text_of(outputs)) for index, outputs in self._saved.items()}

    @cached_property
    def _text(self) -> bytes:
        return b"\n".join(self._texts.values())


@lru_cache(maxsize=16)
def _foreign(words: tuple[bytes, ...]) -> bytes:
    """The bytes that stand in none of the words."""
    return bytes(set(range(256)).difference(*words))


def _size(plain: OutputJson) -> int:
    texts = (plain.text, plain.ename, plain.evalue, plain.traceback, *plain.data.values())
    return sum([memoryview(raw).nbytes for raw in texts])


def _text_of(outputs: Sequence[OutputJson]) -> Iterator[bytes]:
    for each in outputs:
        plain = bytes(each.data.get("text/plain", each.text))
        yield plain
        for raw in (each.ename, each.evalue, each.traceback, each.data.get("text/markdown", _EMPTY)):
            if raw is not _EMPTY:
                yield bytes(raw)
        if "text/html" in each.data and not _speaks(plain) and not _is_chart(each):
            yield bytes(each.data["text/html"])


def _speaks(plain: bytes) -> bool:
    """False for what stands in place of a page in a terminal: `<IPython.core.display.HTML object>`."""
    return bool(plain) and not plain.lstrip(b'[ \n"').startswith(b"<")


def _is_chart(plain: OutputJson) -> bool:
    return memoryview(plain.data["text/html"]).nbytes > _LARGEST_PAGE


def _kind(plain: OutputJson) -> str:
    return _KINDS.get(plain.output_type, plain.output_type)


def _output(plain: OutputJson) -> Output:
    kind, data = _kind(plain), plain.data
    if kind == "error":
        trace = colourless(_joined(plain.traceback, "\n"))
        return Output(kind, _joined(plain.ename), colourless(_joined(plain.evalue)), trace)
    if kind == "stream":
        return Output(kind, plain.name or "stdout", "", colourless(_joined(plain.text)))
    page = "" if "text/html" not in data or _is_chart(plain) else _joined(data["text/html"])
    return Output(kind, "", "", _joined(data.get("text/plain")), page, _joined(data.get("text/markdown")))


def _joined(raw: Raw | None, between: str = "") -> str:
    """A text that may be saved as a list of lines; empty for what is none."""
    if raw is None or raw is _EMPTY:
        return ""
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""
    if isinstance(value, list):
        value = between.join(each for each in value if isinstance(each, str))
    return value[:LONGEST] if isinstance(value, str) else ""


def tolerant_outputs(given: Any) -> list[OutputJson]:
    """Outputs whose values may have any type, and those of nbformat 3, which keeps forms of a value beside its kind."""
    return [_tolerant(each) for each in given if isinstance(each, dict)] if isinstance(given, list) else []


def _tolerant(given: dict[str, Any]) -> OutputJson:
    kind, name, data = given.get("output_type"), given.get("name", given.get("stream")), given.get("data")
    forms = data if isinstance(data, dict) else {new: given[old] for old, new in _OLD_FORMS.items() if old in given}
    return OutputJson(
        output_type=kind if isinstance(kind, str) else "",
        name=name if isinstance(name, str) else "",
        text=_encoded(given.get("text")),
        ename=_encoded(given.get("ename")),
        evalue=_encoded(given.get("evalue")),
        traceback=_encoded(given.get("traceback")),
        data={form: _encoded(value) for form, value in forms.items() if isinstance(form, str)},
    )


def _encoded(value: Any) -> Raw:
    """JSON as a file would have it; lone surrogates, which no file can hold, are replaced."""
    if value is None:
        return _EMPTY
    try:
        return Raw(msgspec.json.encode(value))
    except (TypeError, ValueError, RecursionError):
        import json  # noqa: PLC0415 - only for what no notebook should hold

        return Raw(json.dumps(value, default=str).encode())
