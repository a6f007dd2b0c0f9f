"""Deep comparison of two namespaces' values; `python compare.py LEFT RIGHT OUT.json` compares two kept blobs."""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import sys
from typing import Any

from nbcoach.pipeline.state import comparing, tables  # noqa: F401
from nbcoach.pipeline.state.differences import Comparison, Difference, shown

MOST = 5
"""Differences told per name."""


def compare(left: dict[str, Any], right: dict[str, Any], *, tolerance: float = 1e-9) -> list[dict[str, str]]:
    """Every difference as {"name", "kind", "left", "right", "where"}, at most five per name."""
    found: list[dict[str, str]] = []
    for name in sorted(left.keys() | right.keys()):
        if name not in left or name not in right:
            sides = (shown(left[name]) if name in left else "-", shown(right[name]) if name in right else "-")
            found.append(_told(name, Difference("missing", sides[0], sides[1], name)))
            continue
        differences = Comparison(tolerance).differ(left[name], right[name], name)
        found.extend(_told(name, difference) for difference in itertools.islice(differences, MOST))
    return found


def _told(name: str, difference: Difference) -> dict[str, str]:
    told = {"name": name}
    told.update(difference._asdict())
    return told


def main(left: str, right: str, out: str) -> None:
    """Compares two blobs that `dump_values` of the `state.py` beside this file wrote."""
    load_values = _state_beside().load_values
    differences = compare(load_values(left), load_values(right))
    with open(out, "w", encoding="utf-8") as file:
        json.dump(differences, file, indent=1)


def _state_beside() -> Any:
    place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "state.py")
    spec = importlib.util.spec_from_file_location("nbcoach_state", place)
    if spec is None or spec.loader is None:
        raise ImportError(place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main(*sys.argv[1:4])
