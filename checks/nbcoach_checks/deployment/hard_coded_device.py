"""Devices that the next machine may not have."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.checking.contract import Check, Example, Fix, Severity
from nbcoach.notebook.edit import TextEdit
from nbcoach.notebook.guards import tests
from nbcoach.notebook.model import Binding, Call, Value
from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.context import Context, Holder
    from nbcoach.project import Project

_TORCH = regex(r"(?:cuda|mps|xpu)(?::\d+)?")
_TENSORFLOW = regex(r"/?(?:job:\w+/(?:replica:\d+/)?task:\d+/)?(?:device:)?[gG][pP][uU]:\d+|/physical_device:GPU:\d+")
_NUMBERED = frozenset({"cuda:", "/gpu:", "/GPU:", "gpu:", "/device:GPU:"})
"""How an f-string begins whose number is a variable."""
_WORDS = regex(r"cuda|gpu|device|mps|is_available|accelerat", re.IGNORECASE)
_UNRELATED = frozenset({"KeyboardInterrupt", "StopIteration", "FileNotFoundError", "KeyError", "ImportError"})
_BEGINNINGS = ("cuda", "mps", "xpu", "gpu", "GPU", "/gpu", "/GPU", "/device:", "device:", "/job:", "torch.cuda.", "tpu")


class HardCodedDevice(Check):
    """Demands one accelerator.

    ## Why it matters
    On a machine without that GPU the cell fails, and so does every pipeline that runs on a cheaper one, every test and
    every colleague's laptop.

    ## What to do
    Choose by what is there, once, and pass the choice on:
    `device = "cuda" if torch.cuda.is_available() else "cpu"`; or let the library choose: `device_map="auto"`,
    `accelerator="auto"`.
    """

    severity = Severity.HINT
    level = 2
    capability = "single-setting-notebook"
    sources = (
        "https://pytorch.org/docs/stable/notes/cuda.html#device-agnostic-code",
        "https://www.tensorflow.org/guide/gpu",
    )
    examples = (
        Example(
            bad="""
            import torch
            model = torch.nn.Linear(4, 2).cuda()  # expect: hard-coded-device
            batch = torch.ones(1, 4).to("cuda:0")  # expect: hard-coded-device
            """,
            good="""
            import torch
            device = "cuda" if torch.cuda.is_available() else "cpu"
            model = torch.nn.Linear(4, 2).to(device)
            if torch.cuda.is_available():
                model = model.cuda()
                torch.cuda.synchronize()
            """,
        ),
        Example(
            bad="""
            import tensorflow as tf
            from transformers import pipeline
            with tf.device("/gpu:0"):  # expect: hard-coded-device
                total = tf.reduce_sum([1, 2])
            classify = pipeline("text-classification", device=0)  # expect: hard-coded-device
            """,
            good="""
            from transformers import pipeline
            classify = pipeline("text-classification", device_map="auto")
            on_cpu = pipeline("text-classification", device=-1)
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        seen: set[tuple[int, int, int]] = set()
        for cell, at, shown, value in sorted(_demands(notebook), key=lambda each: (each[0].index, each[1].span)):
            place = (cell.index, at.span.line, at.span.column)
            if place in seen:
                continue
            seen.add(place)
            fixes = _fixes(notebook, cell, at, value)
            yield self.finding(f"`{shown}` is the only choice here: a machine without it fails.", cell, at.span, *fixes)


class _Table(Struct, frozen=True):
    takers: frozenset[str]
    keywords: dict[str, frozenset[str]]
    numbers: dict[str, tuple[str, ...]]
    calls: frozenset[str]
    indexed: frozenset[str]
    types: frozenset[str]


@lru_cache(maxsize=1)
def tables() -> _Table:
    raw = read_table(__file__, "devices.toml")
    return _Table(
        takers=frozenset(raw["takers"]),
        keywords={name: frozenset(texts) for name, texts in raw["keywords"].items()},
        numbers={name: tuple(callees) for name, callees in raw["numbers"].items()},
        calls=frozenset(raw["calls"]["names"]),
        indexed=frozenset(raw["indexed"]["names"]),
        types=frozenset(raw["types"]["names"]),
    )


_MOVING = frozenset({"cuda", "to"})
_Demand = tuple["Cell", Call | Value, str, Value | None]


def _demands(notebook: Notebook) -> Iterator[_Demand]:
    """Each place that demands an accelerator: the place, how to name it, and the literal where there is one."""
    for cell in notebook.code:
        if "parameters" in cell.tags:
            continue
        for value in cell.facts.strings:
            if value.text.startswith(_BEGINNINGS) and _is_demanded(notebook, cell, value):
                yield cell, value, value.text, value
    for use in notebook.uses_of("torch"):
        if use.value.text.startswith("torch.cuda.") and use.value.text.endswith("Tensor"):
            is_type = notebook.resolve(use.cell, use.value) in tables().types
            if is_type and not _is_chosen(notebook, use.cell, use.value):
                yield use.cell, use.value, use.value.text, None
    for site in _may_demand(notebook):
        shown = _demanding_call(notebook, site)
        if shown and not _is_chosen(notebook, site.cell, site.call):
            yield site.cell, site.call, shown, None


def _may_demand(notebook: Notebook) -> Iterator[CallSite]:
    """The calls that demand a GPU by their name or by a keyword, and few others."""
    known = tables()
    yield from notebook.calls_of(_MOVING)
    yield from notebook.calls_to(*known.calls, *known.indexed)
    yield from notebook.calls_with(frozenset(known.numbers) | {"device_map"})


def _demanding_call(notebook: Notebook, site: CallSite) -> str:
    """How to name a call that demands a GPU; empty for one that does not."""
    if _moves_to_cuda(notebook, site):
        return ".cuda()"
    if site.name in tables().calls:
        return site.name
    if site.name in tables().indexed:
        return (
            site.name
            if site.call.arguments and notebook.constant(site.cell, site.call.arguments[0]) is not None
            else ""
        )
    for keyword in site.call.keywords:
        callees = tables().numbers.get(keyword.name)
        is_count = keyword.name == "gpus"
        if callees and site.name.endswith(callees) and _is_number(keyword.value, least=int(is_count)):
            return f"{keyword.name}={keyword.value.text}"
        if keyword.name == "device_map" and _maps_to_number(keyword.value):
            return "device_map"
    if site.method == "to" and len(site.call.arguments) == 1 and "torch" in notebook.imports:
        return ".to(0)" if site.call.arguments[0].kind == "number" and site.call.arguments[0].text.isdigit() else ""
    return ""


def _moves_to_cuda(notebook: Notebook, site: CallSite) -> bool:
    """True for `model.cuda()`; `.cuda(device)` follows a variable."""
    if site.method != "cuda" or site.name == "torch.cuda" or site.call.function.text == site.name == "cuda":
        return False
    given = site.call.arguments[:1]
    return not given or notebook.constant(site.cell, given[0]) is not None


def _is_number(value: Value, least: int = 0) -> bool:
    """True for the index of a GPU, several of them, or a count of at least one."""
    if value.kind == "list":
        return bool(value.parts) and all(_is_number(part) for part in value.parts)
    return value.kind == "number" and value.text.isdigit() and int(value.text) >= least


def _maps_to_number(value: Value) -> bool:
    return value.kind == "dict" and bool(value.parts) and all(_is_number(each) for each in value.parts[1::2])


def _is_demanded(notebook: Notebook, cell: Cell, value: Value) -> bool:
    """True for a text that names an accelerator where one is chosen, and is the only choice."""
    text, node = value.text, value
    context = notebook.context(cell)
    holder = context.holder(value)
    if holder is not None and text in _NUMBERED and isinstance(holder.node, Value) and holder.node.kind == "fstring":
        text, node = f"{text}0", holder.node
        holder = context.holder(node)
    if holder is None or not (_chooses(text, holder, node) or (text.startswith("cuda") and _places(context, holder))):
        return False
    return not _is_chosen(notebook, cell, node)


def _places(context: Context, holder: Holder) -> bool:
    """True for a value of `device_map={"": "cuda:0"}`."""
    outer = context.holder(holder.node) if isinstance(holder.node, Value) and holder.node.kind == "dict" else None
    return outer is not None and outer.role == "keyword" and outer.name == "device_map"


def _chooses(text: str, holder: Holder, value: Value) -> bool:
    torch = bool(_TORCH.fullmatch(text))
    device = torch or bool(_TENSORFLOW.fullmatch(text))
    known = tables()
    if holder.role == "keyword":
        texts = known.keywords.get(holder.name)
        return texts is not None and (device or text in texts)
    if holder.role == "argument" and holder.call is not None:
        name = holder.call.function.text.rpartition(".")[2]
        if text.startswith("torch.cuda.") and name == "set_default_tensor_type":
            return True
        if name == "set_device" and text.startswith("gpu"):
            return True
        return device and name in known.takers and (holder.position == 0 or name in {"to", "autocast"})
    if isinstance(holder.node, Binding):
        if holder.node.kind == "item":
            return holder.role == "binding" and _is_stored(text, holder.node, device=device)
        is_bound = holder.node.kind in {"assign", "annotate", "attribute"} and holder.role == "binding"
        return device and is_bound and (text.startswith(("cuda", "/")) or "dev" in _bound_name(holder.node).lower())
    if holder.role == "part" and isinstance(holder.node, Value) and holder.node.kind == "dict":
        return _is_keyed(text, holder.node, value, device=device)
    return False


def _is_stored(text: str, binding: Binding, *, device: bool) -> bool:
    """True for `settings["device"] = …`."""
    key = binding.target.parts[1] if binding.target is not None and len(binding.target.parts) > 1 else None
    texts = tables().keywords.get(key.text) if key is not None and key.kind == "string" else None
    return texts is not None and (device or text in texts)


def _bound_name(binding: Binding) -> str:
    """The name or attribute that is bound."""
    return binding.target.text if binding.target is not None else binding.name


def _is_keyed(text: str, mapping: Value, value: Value, *, device: bool) -> bool:
    """True for the value of a key such as `device` in a mapping of settings."""
    for key, each in zip(mapping.parts[::2], mapping.parts[1::2], strict=False):
        if each.at == value.at:
            texts = tables().keywords.get(key.text) if key.kind == "string" else None
            return texts is not None and (device or text in texts)
    return False


def _is_chosen(notebook: Notebook, cell: Cell, value: Value | Call) -> bool:
    """True under a test of what is there or of a setting, for a default, and where failing is caught."""
    if any(_asks(notebook, cell, test) for test in tests(cell, value.block)):
        return True
    around = cell.facts.around(value.block)
    if any(block.kind in {"try", "except"} and not _UNRELATED.issuperset(block.names) for block in around):
        return True
    if _is_left_before(notebook, cell, value):
        return True
    for holder in notebook.context(cell).holders(value):
        node = holder.node
        if isinstance(node, Binding) and node.kind == "parameter":
            return True
        if isinstance(node, Binding) and _is_overruled(notebook, cell, node):
            return True
    return False


def _is_left_before(notebook: Notebook, cell: Cell, value: Value | Call) -> bool:
    """True below `if not torch.cuda.is_available(): return …` of the same function."""
    scope = cell.facts.scope(value.block)
    return scope > 0 and any(
        each.at < value.at and each.kind == "return" and cell.facts.scope(each.block) == scope
        for each in cell.facts.statements
        if any(_asks(notebook, cell, test) for test in tests(cell, each.block))
    )


def _is_overruled(notebook: Notebook, cell: Cell, binding: Binding) -> bool:
    """True for a first choice that a test, in the same cell or the next lines, replaces."""
    if binding.kind not in {"assign", "annotate"}:
        return False
    return any(
        site.cell is cell and site.binding.at > binding.at and any(True for _ in tests(cell, site.binding.block))
        for site in notebook.bindings_of(binding.name)
        if site.binding.kind == "assign"
    )


def _asks(notebook: Notebook, cell: Cell, test: Value) -> bool:
    """True for a test of a device, of what is available, or of a setting with such a name."""
    if test.kind in {"name", "string", "attribute"} and _WORDS.search(test.text):
        return True
    if test.kind == "call":
        call = cell.facts.calls[test.call]
        return bool(_WORDS.search(call.function.text)) or any(_asks(notebook, cell, each) for each in call.arguments)
    if test.kind == "name" and "." not in test.text:
        site = notebook.definition(cell, test)
        made = site.binding.value if site and site.binding.kind == "assign" else None
        return bool(site and made is not None and made.kind in {"call", "boolean"} and _asks(notebook, site.cell, made))
    return any(_asks(notebook, cell, part) for part in test.parts)


def _fixes(notebook: Notebook, cell: Cell, at: Call | Value, value: Value | None) -> tuple[Fix, ...]:
    """Chooses by availability, where `torch` is at hand."""
    site = notebook.flow.definition(cell, "torch", at.at, at.block)
    if site is None or site.binding.kind != "import" or site.binding.text != "torch":
        return ()
    if isinstance(at, Call):
        edit = _instead_of_cuda(cell, at)
    elif value is not None and value.text.startswith(("cuda", "mps")) and value.line == value.end_line:
        edit = _replacement(cell, value)
    else:
        return ()
    return (Fix(title="Choose by availability", edits=(edit,)),) if edit else ()


def _replacement(cell: Cell, value: Value) -> TextEdit | None:
    old = cell.source.split("\n")[value.line - 1][value.column : value.end_column]
    if old.strip("\"'") != value.text:
        return None
    test = "torch.backends.mps.is_available()" if value.text == "mps" else "torch.cuda.is_available()"
    span = (value.line, value.column, value.end_line, value.end_column)
    return TextEdit(cell.index, *span, old, f'{old} if {test} else "cpu"')


def _instead_of_cuda(cell: Cell, call: Call) -> TextEdit | None:
    """`.cuda()` becomes `.to(…)`."""
    line = cell.source.split("\n")[call.end_line - 1]
    old = ".cuda()"
    start = call.end_column - len(old)
    if start < 0 or line[start : call.end_column] != old:
        return None
    new = '.to("cuda" if torch.cuda.is_available() else "cpu")'
    return TextEdit(cell.index, call.end_line, start, call.end_line, call.end_column, old, new)
