"""The random generators that a whole process shares, and which of them a cell drew from."""

from __future__ import annotations

import sys
from typing import Any, Callable, Dict, List

_START = 624
"""The position of a Mersenne Twister that was seeded and not drawn from."""
_ENTROPY_POSITION = 8
"""Where torch's state of its generator counts what is left of a block, as a little-endian integer."""


def snapshot() -> Dict[str, Any]:
    """The state of each generator that is loaded, by name, as comparable values."""
    found = {}
    for name, read in _READERS.items():
        try:
            state = read()
        except Exception:  # a library in an odd state is no reason to disturb the run
            continue
        if state is not None:
            found[name] = state
    return found


def drawn(before: Dict[str, Any], after: Dict[str, Any]) -> List[str]:
    """The generators that were drawn from: those that moved and do not stand just behind a seed."""
    return [name for name, state in after.items() if state != before.get(name) and not _FRESH[name](state)]


def _random() -> Any:
    module = sys.modules.get("random")
    return module.getstate() if module else None


def _numpy() -> Any:
    module = sys.modules.get("numpy.random")
    if module is None:
        return None
    state = module.get_state(legacy=False)
    inner = state["state"]
    key = inner["key"].tobytes() if "key" in inner else repr(inner)
    return (key, int(inner.get("pos", -1)), int(state.get("has_gauss", 0)), float(state.get("gauss", 0.0)))


def _torch() -> Any:
    module = sys.modules.get("torch")
    if module is None or not hasattr(module, "get_rng_state"):
        return None
    return module.get_rng_state().numpy().tobytes()


def _tensorflow() -> Any:
    module = sys.modules.get("tensorflow.python.eager.context")
    context = module.context() if module else None
    generator = getattr(context, "_rng", None)
    return (getattr(context, "_seed", None), generator.getstate()) if generator else None


_READERS = {"random": _random, "numpy": _numpy, "torch": _torch, "tensorflow": _tensorflow}
_FRESH: Dict[str, Callable[[Any], bool]] = {
    "random": lambda state: state[1][-1] == _START and state[2] is None,
    "numpy": lambda state: state[1] == _START and not state[2],
    "torch": lambda state: int.from_bytes(state[_ENTROPY_POSITION : _ENTROPY_POSITION + 4], "little") == 1,
    "tensorflow": lambda state: state[1][1][-1] == _START,
}
