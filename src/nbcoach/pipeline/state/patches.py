"""What the notebook's code set on modules and imported classes: found in the code that ran, set again later."""

from __future__ import annotations

import ast
import importlib
import sys
import types
from typing import Any, Iterator, NamedTuple

from nbcoach.pipeline.state.names import shell_of
from nbcoach.pipeline.state.rebuilding import attribute, own

_SETTERS = {"setattr", "delattr"}
_READ: dict[int, Any] = {}
_BROUGHT: dict[Patch, None] = {}
"""What an earlier step had set: this kernel's code does not show it, and the next step needs it too."""


class Patch(NamedTuple):
    """An attribute that was set: `module` and `path` of what it was set on, and its name."""

    module: str
    path: str
    name: str

    def __str__(self) -> str:
        return ".".join(part for part in self if part)


def patches(namespace: dict[str, Any]) -> list[tuple[Patch, Any]]:
    """Each attribute that the code of this kernel set on something imported, with what it is now."""
    found: dict[Patch, Any] = {}
    for chain in _chains(namespace):
        patch = _patch(namespace, chain)
        if patch is not None:
            found[patch] = getattr(attribute_of(patch), patch.name)
    still = [patch for patch in _BROUGHT if hasattr(attribute_of(patch), patch.name)]
    for patch in (*still, *_planted(namespace)):
        found.setdefault(patch, getattr(attribute_of(patch), patch.name))
    return list(found.items())


def attribute_of(patch: Patch) -> Any:
    return attribute(patch.module, patch.path) if patch.path else importlib.import_module(patch.module)


@own
def patched(module: str, path: str, name: str, value: Any) -> None:
    patch = Patch(module, path, name)
    _BROUGHT[patch] = None
    setattr(attribute_of(patch), name, value)


def _chains(namespace: dict[str, Any]) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for text in history(namespace):
        key = hash(text)
        if key not in _READ:
            _READ[key] = tuple(_set_in(text))
        found.update(_READ[key])
    return found


def history(namespace: dict[str, Any]) -> list[str]:
    """The code that ran in this namespace, as Python."""
    shell = shell_of(namespace)
    memory = getattr(shell, "history_manager", None)
    lines = getattr(memory, "input_hist_parsed", None) or namespace.get("In") or ()
    return [line for line in lines if isinstance(line, str)]


def _set_in(text: str) -> Iterator[tuple[str, ...]]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, (ast.Store, ast.Del)):
            chain = _chain(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SETTERS:
            chain = _called(node)
        else:
            continue
        if len(chain) > 1:
            yield chain


def _called(call: ast.Call) -> tuple[str, ...]:
    name = call.args[1] if len(call.args) > 1 else None
    value = getattr(name, "value", None)
    return (*_chain(call.args[0]), value) if isinstance(value, str) and _chain(call.args[0]) else ()


def _chain(node: Any) -> tuple[str, ...]:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return (node.id, *reversed(parts)) if isinstance(node, ast.Name) else ()


def _patch(namespace: dict[str, Any], chain: tuple[str, ...]) -> Any:
    """Where a chain of names that begins in the namespace leads, if that is a module or something imported from one."""
    value: Any = namespace.get(chain[0])
    module = ""
    path: list[str] = []
    for step in (None, *chain[1:-1]):
        if step is not None:
            value = getattr(value, step, None)
            path.append(step)
        if isinstance(value, types.ModuleType):
            module, path = value.__name__, []
        elif not module and isinstance(value, (type, types.FunctionType)):
            module, path = value.__module__, value.__qualname__.split(".")
    home = sys.modules.get(module)
    if home is None or vars(home) is namespace or module in ("__main__", namespace.get("__name__")):
        return None
    try:
        found = attribute(module, ".".join(path)) if path else home
        return Patch(module, ".".join(path), chain[-1]) if found is value and hasattr(found, chain[-1]) else None
    except AttributeError:
        return None


def _planted(namespace: dict[str, Any]) -> Iterator[Patch]:
    """Functions and classes of the notebook that lie in other modules.

    A module that is imported after a patch may have taken it; another kernel need not have imported that one so far.
    """
    main = namespace.get("__name__")
    for name, module in list(sys.modules.items()):
        values = getattr(module, "__dict__", None)
        is_plain = type(module) is types.ModuleType and getattr(module, "__spec__", None) is not None
        if not is_plain or values is namespace or name == "__main__":
            continue  # what was made by hand no other kernel can import
        for key, value in list(values.items()) if isinstance(values, dict) else ():
            is_ours = type(value) is types.FunctionType and value.__globals__ is namespace
            if is_ours or (type(value) is type and value.__module__ == main):
                yield Patch(name, "", key)
