"""Random generators that a whole kernel shares, and those that its names hold: which drew without a seed.

What is told is what happened: the state of a generator moved, and nothing had set it before. A state that was set
is told apart from one that was drawn from by walking along the generator's sequence (see `twister`); where that takes
too long, a state counts as set unless it is known for one that nobody set.
"""

from __future__ import annotations

import ctypes
import importlib
import re
import sys
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from nbcoach.faces.widget.live.twister import WORDS, State, follows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from nbcoach.faces.widget.watch import Ran

FIRST_LOOK = 0.1
"""Seconds to follow the first draws of a generator, some millions of words; once in the life of a kernel."""
LATER_LOOK = 0.005
_SEEDING = re.compile(
    r"seed|set_?state|set_rng|RandomState|determinis|reproduc|setup|init|everything|fix|%run|%load\b", re.IGNORECASE
)
"""What code says that may set a generator; where states cannot tell, it is believed."""
_IMPORTS_RANDOM = re.compile(r"^\s*(?:from\s+random\s+import|import\s+(?:[\w., ]+,\s*)?random\b)", re.MULTILINE)
_OWN_ENTROPY = 1 << 64
"""Seeds that people choose are smaller; what an operating system gives has 128 bits, and torch takes 53 of them."""
_TORCH_ENTROPY = 1 << 32
_WORD = 4
"""Bytes."""
_Standing = Literal["untouched", "drew", "set"]


class Draw(NamedTuple):
    """Random numbers that were drawn without a seed: of which library, and by which cell last.

    `name` is the variable that holds the generator; empty for the one that all share.
    """

    library: str
    cell: Ran
    name: str = ""


class Generators:
    """Compares states around each cell. `history` is the code that ran before: it may have set them already."""

    def __init__(self, history: Iterable[str]) -> None:
        self._code = "\n".join(history)
        self._is_trusted = _SEEDING.search(self._code) is not None
        self._speaks_of_random = _IMPORTS_RANDOM.search(self._code) is not None
        self._standing: dict[str, _Standing] = {}
        self._before: dict[str, Any] = {}
        self._moves: list[_Move] = []
        self._draws: dict[str, Draw] = {}

    @property
    def draws(self) -> tuple[Draw, ...]:
        return tuple(self._draws.values())

    def begin(self, code: str) -> None:
        """Looks at the states in front of a cell, whose code is given."""
        self._speaks_of_random = self._speaks_of_random or _IMPORTS_RANDOM.search(code) is not None
        self._before = self._states()

    def end(self, cell: Ran) -> None:
        """Looks at them behind it, and keeps what moved for `settle`; it costs microseconds."""
        self._code += f"\n{cell.code}"
        for library, after in self._states().items():
            before = self._before.get(library)
            if before != after:
                self._moves.append(_Move(library, before, after, cell))

    @property
    def has_moved(self) -> bool:
        """True where `settle` may find something: states moved, or names may hold generators of their own."""
        return bool(self._moves) or "default_rng" in self._code or _is_numpy_half_loaded()

    def settle(self, cell: Ran, namespace: Mapping[str, Any]) -> None:
        """Judges what moved since the last time; `cell` is the one that ran last."""
        if _is_numpy_half_loaded():
            importlib.import_module("numpy.random")
        moves, self._moves = self._moves, []
        for move in moves:
            self._judge(move)
        self._held(namespace, cell)

    def _states(self) -> dict[str, Any]:
        """The state of each generator whose library is loaded, as comparable values.

        Libraries draw from `random` for purposes of their own: it counts once the notebook imports it.
        """
        found = {}
        for name, library in _LIBRARIES.items():
            if name == "random" and not self._speaks_of_random:
                continue
            try:
                state = library.read()
            except Exception:  # noqa: BLE001, S112 - a library that is half loaded says nothing
                continue
            if state is not None:
                found[name] = state
        return found

    def _judge(self, move: _Move) -> None:
        standing = self._standing.get(move.library) or ("set" if self._is_trusted else "untouched")
        standing = _LIBRARIES[move.library].standing(standing, move)
        self._standing[move.library] = standing
        if standing == "set":
            self._draws.pop(move.library, None)
        elif standing == "drew":
            self._draws[move.library] = Draw(move.library, move.cell)

    def _held(self, namespace: Mapping[str, Any], cell: Ran) -> None:
        """NumPy's generators that names hold: an unseeded one keeps the entropy that it began with."""
        module = sys.modules.get("numpy.random")
        kind = getattr(module, "Generator", None)
        if kind is None:
            return
        held = {name: value for name, value in list(namespace.items()) if type(value) is kind and name[:1] != "_"}
        for key in [key for key, draw in self._draws.items() if draw.name and draw.name not in held]:
            del self._draws[key]
        for name, value in held.items():
            key = f"numpy {name}"
            if not self._has_drawn_unseeded(value):
                self._draws.pop(key, None)
            elif key not in self._draws:
                self._draws[key] = Draw("numpy", cell, name)

    def _has_drawn_unseeded(self, generator: Any) -> bool:
        bits = generator.bit_generator
        sequence = getattr(bits, "seed_seq", None)
        entropy = getattr(sequence, "entropy", None)
        if not isinstance(entropy, int) or entropy < _OWN_ENTROPY or str(entropy) in self._code:
            return False
        return repr(type(bits)(sequence).state) != repr(bits.state)


class _Move(NamedTuple):
    """What a cell did to a generator; `before` is None where the cell has loaded its library."""

    library: str
    before: Any
    after: Any
    cell: Ran

    @property
    def may_seed(self) -> bool:
        return _SEEDING.search(self.cell.code) is not None


class _Library(NamedTuple):
    """How to read the state of a generator, and what a move makes of its standing."""

    read: Callable[[], Any]
    standing: Callable[[_Standing, _Move], _Standing]


def _is_numpy_half_loaded() -> bool:
    """NumPy 2 loads its generators when they are first used: too late for a look at how they stood before."""
    return "numpy" in sys.modules and "numpy.random" not in sys.modules


def _random() -> State | None:
    module = sys.modules.get("random")
    if module is None:
        return None
    _, words, rest = module.getstate()
    return State(words[:-1], words[-1], rest)


def _numpy() -> bytes | None:
    """NumPy's shared generator as it lies in memory: the words, then the position.

    `get_state` copies word by word, which takes a hundred times as long.
    """
    module = sys.modules.get("numpy.random")
    if module is None:
        return None
    find = getattr(module, "get_bit_generator", None)  # from NumPy 1.24 on
    bits = find() if find else module.mtrand._rand._bit_generator  # noqa: SLF001
    if type(bits).__name__ != "MT19937":
        return None
    return ctypes.string_at(bits.ctypes.state_address, (WORDS + 1) * _WORD)


def _unpacked(state: bytes) -> State:
    *words, position = memoryview(state).cast("I")
    return State(tuple(words), position)


def _torch() -> tuple[int, bytes] | None:
    module = sys.modules.get("torch")
    if module is None:
        return None
    return int(module.initial_seed()), module.get_rng_state().numpy().tobytes()


def _twister_standing(standing: _Standing, move: _Move) -> _Standing:
    if standing == "set":
        return "set"
    if move.before is None:
        return "set" if move.may_seed else standing
    one, other = (_unpacked(each) if isinstance(each, bytes) else each for each in (move.before, move.after))
    is_long = standing == "untouched" and not move.may_seed
    has_followed = follows(one, other, FIRST_LOOK if is_long else LATER_LOOK)
    if has_followed is None:
        return "drew" if standing == "drew" and not move.may_seed else "set"
    return "drew" if has_followed else "set"


def _torch_standing(standing: _Standing, move: _Move) -> _Standing:
    """A seed that nobody set came from the operating system, and is larger than those that people choose."""
    seed = move.after[0]
    if seed < _TORCH_ENTROPY or (move.before is not None and move.before[0] != seed):
        return "set"
    return standing if move.before is None else "drew"


_LIBRARIES = {
    "random": _Library(_random, _twister_standing),
    "numpy": _Library(_numpy, _twister_standing),
    "torch": _Library(_torch, _torch_standing),
}
