"""Writes and reads a step's blob; tries what writing it would do; keeps values for comparisons.

A blob is one stream of pickles with one memo: the settings that values may need, each name with its value, patches,
then the generators and other settings. `<step>.state.json` beside it tells its SHA-256, which is checked before a byte
of it is unpickled.
"""

from __future__ import annotations

import builtins
import contextlib
import hashlib
import io
import json
import os
import pickle
import sys
import types
from typing import Any, Iterable, Iterator

from nbcoach.pipeline.state import databases, inline, libraries, objects, plotting, shell, tensors  # noqa: F401
from nbcoach.pipeline.state.arrays import Memory
from nbcoach.pipeline.state.carrier import AtWork, Carrier, Opener, called_within
from nbcoach.pipeline.state.figures import check_figures, figures_opened, open_figures
from nbcoach.pipeline.state.names import MEMORY, is_memory, user_names
from nbcoach.pipeline.state.patches import patched, patches
from nbcoach.pipeline.state.rebuilding import NotCarriedError, Placeholder
from nbcoach.pipeline.state.reducing import described, reason_of
from nbcoach.pipeline.state.settings import EARLY, read_settings, watch, write_setting, write_settings

FORMAT = 1
END = "end"


class StateError(Exception):
    """A blob cannot be written or read; the text says why and what to do."""


class Call:
    """A call that loading makes, in its place in the stream."""

    def __init__(self, function: Any, *args: Any) -> None:
        self.parts = (function, args)

    def __reduce__(self) -> Any:
        return self.parts


class _Count:
    """A file that only counts."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: Any) -> int:
        length = memoryview(data).nbytes
        self.size += length
        return length


class _Hashed:
    """A file that hashes what is written to it."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.size = 0
        self.sha256 = hashlib.sha256()

    def write(self, data: Any) -> int:
        self.sha256.update(data)
        length = memoryview(data).nbytes
        self.size += length
        self._file.write(data)
        return length


def trial(names: Iterable[str] | None = None, namespace: dict[str, Any] | None = None) -> dict[str, Any]:
    """What `dump` would do: {"names": carried names, "size": bytes, "obstacles": [{"name", "reason"}]}."""
    space = _space(namespace)
    with AtWork(space):
        return _survey(_wanted(names, space), space, Memory())


def dump(step: str, names: Iterable[str] | None = None, namespace: dict[str, Any] | None = None) -> dict[str, Any]:
    """Writes `$PIPELINE_STATE/<step>.state` and its `.json`, and returns what that says. Raises StateError."""
    space = _space(namespace)
    settings = read_settings()
    memory = Memory()
    with AtWork(space):
        tried = _survey(_wanted(names, space), space, memory)
        if tried["obstacles"]:
            told = "; ".join("%(name)s: %(reason)s" % obstacle for obstacle in tried["obstacles"])
            raise StateError("The step %s cannot hand its state on: %s." % (step, told))
        path = _path(step)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        written = _write(path, lambda file: _fill(Carrier(file, space, memory), tried["names"], space, settings))
    about = {"format": FORMAT, "names": tried["names"], "python": "%d.%d" % sys.version_info[:2]}
    about.update(written)
    _replace(path + ".json", (json.dumps(about, indent=1) + "\n").encode())
    return about


def load(step: str, namespace: dict[str, Any] | None = None) -> None:
    """Fills the namespace from `$PIPELINE_STATE/<step>.state`, whose SHA-256 must be the one beside it."""
    space = _space(namespace)
    watch()
    path = _path(step)
    _check(path)
    space.setdefault("__builtins__", builtins)
    late: list[Any] = []
    with open(path, "rb") as file, AtWork(space):
        for name, value in _entries(Opener(file), space):
            if name == "value":
                space[value[0]] = value[1]
            elif name == "late":
                late.append(value)
    for settings in late:
        write_settings(settings)


def dump_values(path: str, namespace: dict[str, Any] | None = None, names: Iterable[str] | None = None) -> None:
    """Keeps every value of the namespace that can be kept, each for itself, and a placeholder for each that cannot."""
    space = _space(namespace)
    wanted = _wanted(names, space)
    with AtWork(space):
        _write(path, lambda file: _keep(file, space, wanted))


def load_values(path: str) -> dict[str, Any]:
    """The values that `dump_values` kept; functions among them look into a namespace that is empty."""
    values: dict[str, Any] = {}
    space: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
    with open(path, "rb") as file, AtWork(space):
        while True:
            head = pickle.load(file)
            if head == END:
                return values
            data = file.read(head[1])
            try:
                values[head[0]] = called_within(space, Reading(data))
            except Exception as error:
                values[head[0]] = Placeholder("unreadable", "%s: %s" % (type(error).__name__, error))


def _space(namespace: dict[str, Any] | None) -> dict[str, Any]:
    return vars(sys.modules["__main__"]) if namespace is None else namespace


def _path(step: str) -> str:
    folder = os.environ.get("PIPELINE_STATE") or os.path.join(os.environ.get("PIPELINE_DIR", "."), "state")
    return os.path.join(os.path.abspath(folder), step + ".state")


def _wanted(names: Iterable[str] | None, space: dict[str, Any]) -> list[str]:
    return user_names(space) if names is None else sorted({name for name in names if name in space})


def _survey(names: list[str], space: dict[str, Any], memory: Memory) -> dict[str, Any]:
    """Pickles into nowhere, so that arrays are met and obstacles are found; then settles who shares memory."""
    obstacles: dict[str, str] = {}
    count = _Count()
    carrier = Carrier(count, space, memory)
    around = dict(_surroundings(carrier, count, space))
    carried: dict[str, None] = {}
    queue = [*names, *_further(carrier, space, dict.fromkeys(names))]
    while queue:
        name = queue.pop(0)
        if name in carried:
            continue
        carried[name] = None
        reason = MEMORY if is_memory(name, space) else _tried(carrier, (name, space[name]))
        if reason:
            obstacles[name] = reason
            carrier = _fresh(carrier, count)
        queue.extend(_further(carrier, space, carried))
    obstacles.update(around)
    memory.settle()
    obstacles.update(_torn(memory, carried, space))
    told = [{"name": name, "reason": reason} for name, reason in obstacles.items()]
    return {"names": sorted(carried), "size": count.size + memory.size, "obstacles": told}


def _fresh(carrier: Carrier, count: Any) -> Carrier:
    made = Carrier(count, carrier.namespace, carrier.memory)
    made.needed = carrier.needed
    return made


def _further(carrier: Carrier, space: dict[str, Any], carried: dict[str, None]) -> Iterator[str]:
    """The names that carried functions read and that are not carried yet."""
    needed, carrier.needed = carrier.needed, set()
    if "*" in needed:
        needed = set(user_names(space))
    return (
        n
        for n in sorted(needed)
        if n in space and n not in carried and not n.startswith("__") and not is_memory(n, space) and n != "get_ipython"
    )


def _tried(carrier: Carrier, value: Any) -> str:
    try:
        carrier.dump(value)
    except NotCarriedError as error:
        return str(error)
    except Exception as error:
        return reason_of(error)
    return ""


def _surroundings(carrier: Carrier, count: Any, space: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands in the way besides names: patches, open figures, settings."""
    for patch, value in patches(space):
        reason = _tried(carrier, value)
        if reason:
            yield str(patch), "it was changed by the notebook, and %s" % reason
            carrier = _fresh(carrier, count)
    try:
        check_figures()
    except NotCarriedError as error:
        yield "pyplot", str(error)
    for name, value in [("pyplot", open_figures()), *read_settings()]:
        reason = _tried(carrier, value)
        if reason:
            yield name, reason
            carrier = _fresh(carrier, count)


def _torn(memory: Memory, names: Iterable[str], space: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if not memory.torn:
        return
    named = {id(space[name]): name for name in names}
    for key, reason in memory.torn.items():
        yield named.get(key, "an array"), reason


def _fill(carrier: Carrier, names: list[str], space: dict[str, Any], settings: list[tuple[str, Any]]) -> None:
    early = [pair for pair in settings if pair[0] in EARLY]
    for name, value in early:
        carrier.dump(("call", Call(write_setting, name, value)))
    for name in sorted(names, key=lambda name: _rank(space[name])):
        carrier.dump(("value", (name, space[name])))
    for patch, value in patches(space):
        carrier.dump(("call", Call(patched, patch.module, patch.path, patch.name, value)))
    if open_figures():
        carrier.dump(("call", Call(figures_opened, open_figures())))
    carrier.dump(("late", [pair for pair in settings if pair[0] not in EARLY]))
    carrier.dump((END, None))


def _rank(value: Any) -> int:
    """Modules come first, then functions and classes: building other values may call them."""
    if isinstance(value, types.ModuleType):
        return 0
    return 1 if isinstance(value, (type, types.FunctionType)) else 2


def _entries(opener: Opener, space: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    opener.load()
    while True:
        name, value = called_within(space, opener.load)
        if name == END:
            return
        yield name, value


def _write(path: str, fill: Any) -> dict[str, Any]:
    temporary = "%s.%d.tmp" % (path, os.getpid())
    try:
        with open(temporary, "wb") as file:
            hashed = _Hashed(file)
            fill(hashed)
        os.replace(temporary, path)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)
    return {"sha256": hashed.sha256.hexdigest(), "size": hashed.size}


def _replace(path: str, content: bytes) -> None:
    _write(path, lambda file: file.write(content))


def _check(path: str) -> None:
    try:
        with open(path + ".json", encoding="utf-8") as file:
            about = json.load(file)
        with open(path, "rb") as blob:
            digest = hashlib.sha256()
            for chunk in iter(lambda: blob.read(1 << 20), b""):
                digest.update(chunk)
    except (OSError, ValueError) as error:
        raise StateError("The state of the step before cannot be read: %s. Run that step again." % error) from error
    if digest.hexdigest() != about.get("sha256"):
        raise StateError(
            "%s is not what the step before wrote: it was damaged or exchanged. Run that step again." % path
        )
    python = "%d.%d" % sys.version_info[:2]
    if about.get("python") != python:
        raise StateError(
            "%s was written by Python %s, this is %s. Run all steps with one." % (path, about.get("python"), python)
        )


def _keep(file: Any, space: dict[str, Any], names: list[str]) -> None:
    for name in names:
        data = _kept(space, space[name])
        pickle.dump((name, len(data)), file, protocol=4)
        file.write(data)
    pickle.dump(END, file, protocol=4)


def _kept(space: dict[str, Any], value: Any) -> bytes:
    for attempt in (value, described(value)):
        buffer = io.BytesIO()
        with contextlib.suppress(Exception):
            memory = Memory()
            Carrier(_Count(), space, memory, is_strict=False).dump(attempt)
            memory.settle()
            Carrier(buffer, space, memory, is_strict=False).dump(attempt)
            return buffer.getvalue()
    return b""


class Reading:
    """Reads one kept value when called."""

    def __init__(self, data: bytes) -> None:
        self._opener = Opener(io.BytesIO(data))
        self._opener.load()

    def __call__(self) -> Any:
        return self._opener.load()
