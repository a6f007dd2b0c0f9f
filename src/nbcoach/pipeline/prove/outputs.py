"""Compares what a cell printed and showed, by MIME type."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.images import compare_images, decoded
from nbcoach.pipeline.prove.masks import masked, without_names, without_warnings
from nbcoach.pipeline.prove.structures import compare_json
from nbcoach.pipeline.prove.tables import compare_html
from nbcoach.pipeline.prove.texts import compare_texts, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

WEAK = frozenset({"warning", "pixels", "markup", "widget"})
"""Kinds of difference that do not speak against a pipeline, but keep it from being called equal at that place."""

_WIDGET = "application/vnd.jupyter.widget-view+json"


class Shown(Struct, frozen=True):
    """The outputs of a cell: what went to the two streams, what was shown, and the error that ended it."""

    stdout: str = ""
    stderr: str = ""
    warnings: tuple[str, ...] = ()
    displays: tuple[dict[str, Any], ...] = ()
    error: tuple[str, str] | None = None

    @property
    def count(self) -> int:
        return bool(self.stdout) + bool(self.stderr or self.warnings) + len(self.displays) + bool(self.error)


def shown(outputs: Iterable[dict[str, Any]], folders: Sequence[str] = ()) -> Shown:
    """Outputs of nbformat in a form to compare: pieces of a stream put together, texts masked."""
    streams = {"stdout": "", "stderr": ""}
    displays: list[dict[str, Any]] = []
    error = None
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream":
            streams[output.get("name", "stdout")] = streams.get(output.get("name", "stdout"), "") + _text(
                output["text"]
            )
        elif kind in {"display_data", "execute_result", "update_display_data"}:
            displays.append(dict(output.get("data") or {}))
        elif kind == "error":
            error = str(output.get("ename")), masked(_text(output.get("evalue", "")), folders)
    stderr, warnings = without_warnings(masked(streams["stderr"], folders))
    data = tuple({mime: _masked(mime, value, folders) for mime, value in each.items()} for each in displays)
    return Shown(masked(streams["stdout"], folders), stderr, warnings, data, error)


def compare_shown(left: Shown, right: Shown) -> tuple[Difference, ...]:
    """Where the outputs of two executions of one cell differ, in the order of stdout, displays, stderr, error."""
    found = [*compare_texts(left.stdout, right.stdout, "stdout"), *_displays(left.displays, right.displays)]
    found += compare_texts(left.stderr, right.stderr, "stderr")
    if sorted(left.warnings) != sorted(right.warnings):
        found.append(Difference("warning", short("".join(left.warnings)), short("".join(right.warnings)), "stderr"))
    if left.error != right.error:
        found.append(
            Difference("error", *(short(": ".join(each or ("no error",))) for each in (left.error, right.error)))
        )
    return tuple(found)


def compare_outputs(
    left: Iterable[dict[str, Any]],
    right: Iterable[dict[str, Any]],
    folders: Sequence[str] = (),
) -> tuple[Difference, ...]:
    """Where two lists of nbformat outputs differ.

    Args:
        left: The outputs in the notebook.
        right: The outputs in the pipeline.
        folders: The folders in which the two ran; their names do not count.
    """
    return compare_shown(shown(left, folders), shown(right, folders))


def _displays(left: Sequence[dict[str, Any]], right: Sequence[dict[str, Any]]) -> Iterator[Difference]:
    if len(left) != len(right):
        yield Difference("shape", f"{len(left)} outputs", f"{len(right)} outputs", "display")
        return
    for number, (one, other) in enumerate(zip(left, right, strict=True)):
        name = f"output {number + 1}" if len(left) > 1 else "output"
        if one.keys() != other.keys():
            yield Difference("type", ", ".join(sorted(one)), ", ".join(sorted(other)), name)
        for mime in one:
            if mime in other and one[mime] != other[mime]:
                yield from _data(mime, one[mime], other[mime], f"{name} ({mime})")


def _data(mime: str, left: Any, right: Any, where: str) -> Iterator[Difference]:
    if mime == _WIDGET:
        yield Difference("widget", "", "", where)
    elif mime.endswith("json") and not isinstance(left, str):
        yield from compare_json(left, right, where)
    elif mime == "text/html":
        yield from compare_html(left, right, where)
    elif mime.startswith("image/") and mime != "image/svg+xml":
        yield from compare_images(decoded(left), decoded(right), where)
    else:
        yield from compare_texts(left, right, where)


def _masked(mime: str, value: Any, folders: Sequence[str]) -> Any:
    if mime.startswith("image/") and mime != "image/svg+xml":
        return _text(value)
    if isinstance(value, str) or (isinstance(value, list) and not mime.endswith("json")):
        text = masked(_text(value), folders)
        return without_names(text) if mime == "image/svg+xml" else text
    return value


def _text(value: Any) -> str:
    """A text of nbformat, which may be a list of lines."""
    if isinstance(value, list):
        return "".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def weakest(found: Iterable[Difference]) -> tuple[Difference, ...]:
    """The differences that speak against a pipeline."""
    return tuple(each for each in found if each.kind not in WEAK)


def elsewhere(difference: Difference, name: str) -> Difference:
    """The same difference as a part of something larger."""
    return replace(difference, where=f"{name}, {difference.where}" if difference.where else name)
