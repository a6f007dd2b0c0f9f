"""What a notebook keeps in one place: `CFG.model` of a class, `CONFIG["model"]` of a mapping, options."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook.flow import BindingSite
    from nbcoach.notebook.link import Cell, Notebook
    from nbcoach.notebook.model import Call, Value

Held = tuple["Cell", "Value"]
_DEPTH = 5
_PLAIN = frozenset({"assign", "annotate"})


def held(notebook: Notebook, cell: Cell, value: Value) -> tuple[Held, ...]:
    """The values that a setting may have, each with its cell; none for what is no setting or is set elsewhere.

    Where nothing tells whose setting it is (`self.model`, the `cfg.model` of a parameter), all of that name count.
    """
    if value.kind == "name" and "." in value.text:
        owner, _, name = value.text.rpartition(".")
        own = None if "." in owner else notebook.definition(cell, value)
        return _of_owner(notebook, own, name)
    if value.kind == "attribute":
        return _everywhere(notebook, value.text)
    if value.kind == "subscript":
        return _items(notebook, cell, value)
    return ()


def _of_owner(notebook: Notebook, owner: BindingSite | None, name: str) -> tuple[Held, ...]:
    if owner is None or owner.binding.kind == "parameter":
        return _everywhere(notebook, name)
    if owner.binding.kind == "import":
        return ()
    stored = [each for each in _by_name(notebook).get(name, ()) if each[0] == owner.binding.name]
    found = _members(notebook, owner, name)
    found = (*found, *[(cell, value) for _, cell, value in stored])
    return found or (_everywhere(notebook, name) if _reads_options(notebook, owner) else ())


def _reads_options(notebook: Notebook, owner: BindingSite) -> bool:
    """True for `args = parser.parse_args()`, whose defaults stand at the parser."""
    value = owner.binding.value
    return value is not None and notebook.resolve(owner.cell, value).endswith("parse_args()")


def _members(notebook: Notebook, owner: BindingSite, name: str, depth: int = 0) -> tuple[Held, ...]:
    """The members of a class, an instance of it, or what a call was given by keyword or in a mapping."""
    binding = owner.binding
    if depth > _DEPTH:
        return ()
    if binding.kind == "class":
        return tuple(_of_class(owner, name))
    if binding.kind not in _PLAIN or binding.value is None:
        return ()
    if binding.value.kind == "name":
        origin = notebook.definition(owner.cell, binding.value)
        return _members(notebook, origin, name, depth + 1) if origin is not None and origin != owner else ()
    if binding.value.kind != "call":
        return ()
    call = owner.cell.facts.calls[binding.value.call]
    given = tuple((owner.cell, each) for each in _of_mapping(owner.cell, binding.value, name))
    made = notebook.definition(owner.cell, call.function)
    return given or (tuple(_of_class(made, name)) if made is not None and made.binding.kind == "class" else ())


def _of_class(owner: BindingSite, name: str) -> Iterator[Held]:
    """The attribute in the body of a class, or one that its methods set on `self`."""
    facts = owner.cell.facts
    for binding in facts.bindings:
        around = facts.around(binding.block)
        inside = any(block.kind == "class" and block.text == owner.binding.name for block in around)
        if not inside or binding.value is None:
            continue
        if binding.kind in _PLAIN and binding.name == name and around[0].kind == "class":
            yield owner.cell, _default(owner.cell, binding.value)
        if binding.kind == "attribute" and binding.target is not None and binding.target.text == f"self.{name}":
            yield owner.cell, binding.value


def _default(cell: Cell, value: Value) -> Value:
    """The default of a data class's `field(default=…)`, else the value itself."""
    default = cell.facts.calls[value.call].keyword("default") if value.kind == "call" else None
    return value if default is None else default


def _items(notebook: Notebook, cell: Cell, value: Value) -> tuple[Held, ...]:
    """What an item of a mapping holds; all of them where the key is not written out."""
    base, key = value.parts[0], value.parts[1]
    wanted = key.text if key.kind == "string" else None
    if wanted is None and key.kind not in {"name", "call", "subscript", "fstring"}:
        return ()
    return tuple(
        (where, each)
        for where, mapping in _mappings(notebook, cell, base)
        for each in _of_mapping(where, mapping, wanted)
    )


def _mappings(notebook: Notebook, cell: Cell, base: Value, depth: int = 0) -> tuple[Held, ...]:
    """The mappings that a value may be: a literal, a name of one, or an item of another one."""
    if base.kind in {"dict", "call"}:
        return ((cell, base),)
    if base.kind == "name" and "." not in base.text:
        owner = notebook.definition(cell, base)
        if owner is None or owner.binding.kind not in _PLAIN or owner.binding.value is None or depth > _DEPTH:
            return ()
        return _mappings(notebook, owner.cell, owner.binding.value, depth + 1)
    return held(notebook, cell, base) if depth < _DEPTH else ()


def _of_mapping(cell: Cell, mapping: Value, name: str | None) -> Iterator[Value]:
    """The values of a key in `{…}`, `dict(…)` or `Settings(…)`; all values for no key."""
    if mapping.kind == "dict":
        for key, each in zip(mapping.parts[::2], mapping.parts[1::2], strict=False):
            if name is None or (key.kind == "string" and key.text == name):
                yield each
    elif mapping.kind == "call":
        yield from _of_call(cell, cell.facts.calls[mapping.call], name)


def _of_call(cell: Cell, call: Call, name: str | None) -> Iterator[Value]:
    for keyword in call.keywords:
        if name is None or keyword.name == name:
            yield keyword.value
    for value in call.arguments[:1]:
        if value.kind == "dict":
            yield from _of_mapping(cell, value, name)


def _everywhere(notebook: Notebook, name: str) -> tuple[Held, ...]:
    return tuple((cell, value) for _, cell, value in _by_name(notebook).get(name, ()))


_Stored = tuple[str, "Cell", "Value"]


def _by_name(notebook: Notebook) -> dict[str, list[_Stored]]:
    return notebook.once(_all_by_name)


def _all_by_name(notebook: Notebook) -> dict[str, list[_Stored]]:
    """What is set under each name: attributes of classes and objects, defaults of options; with the owner's name."""
    table: dict[str, list[_Stored]] = {}
    for site in notebook.bindings:
        cell, binding = site.cell, site.binding
        if binding.value is None:
            continue
        if binding.kind in _PLAIN and binding.block and cell.facts.blocks[binding.block].kind == "class":
            table.setdefault(binding.name, []).append(("", cell, _default(cell, binding.value)))
        elif binding.kind == "attribute" and binding.target is not None and binding.target.kind == "name":
            owner, _, name = binding.target.text.rpartition(".")
            table.setdefault(name, []).append((owner, cell, binding.value))
    for call in notebook.calls_to("*.add_argument"):
        default = call.call.keyword("default")
        if default is not None:
            for each in call.call.arguments:
                table.setdefault(each.text.lstrip("-").replace("-", "_"), []).append(("", call.cell, default))
    return table
