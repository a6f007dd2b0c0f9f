"""Compares the values of two runs of a notebook and of its pipeline, in a process of the notebook's own Python.

It lies beside `state.py` and `compare.py` in a temporary folder; standard library only, in the syntax of Python 3.8.
Called with the path of a request and of an answer, both JSON.
"""

from __future__ import annotations

import json
import pickle
import sys
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any


def main(request_path: str, answer_path: str) -> None:
    """Answers a request."""
    warnings.simplefilter("ignore")
    request = json.loads(Path(request_path).read_text(encoding="utf-8"))
    sys.path += [place for place in request["path"] if place not in sys.path]
    answer = {"files": [compared_files(*pair) for pair in request["files"]]}
    if request["first"]:
        answer.update(compared_values(request["first"], request["again"], request["steps"], request["spoilt"]))
    Path(answer_path).write_text(json.dumps(answer, default=str), encoding="utf-8")


def compared_values(
    first: str, again: str, steps: list[tuple[str, str, list[str]]], spoilt: list[str]
) -> dict[str, Any]:
    """What differs between two runs of the notebook (`noise`), and between the first one and the pipeline (`found`).

    `held` maps each name to the last step that holds it, `opaque` are names whose values could not be kept, `timely`
    those that were compared as the notebook left them behind, not as they are at its end. Of `spoilt` names the second
    run has the values that count, or they have none.
    """
    compare, state = import_module("compare"), import_module("state")
    values = {name: value for name, value in state.load_values(first).items() if not is_machinery(name)}
    others = state.load_values(again) if again else {}
    for name in spoilt:
        values.pop(name, None)
        values.update({name: others[name]} if name in others else {})
    noise = [each for each in compare.compare(values, others) if each["name"] in values] if again else []
    opaque = {name for name, value in values.items() if is_placeholder(value)}
    found: list[dict[str, Any]] = []
    held: dict[str, str] = {}
    added: list[str] = []
    timely: list[str] = []
    for number, (step, path, left) in enumerate(reversed(steps)):
        theirs = state.load_values(path)
        names = [name for name in values if name in theirs and name not in held]
        ours = left_behind(left, names) if names else {}
        timely += list(ours)
        found += compare.compare(
            {name: ours.get(name, values[name]) for name in names}, {name: theirs[name] for name in names}
        )
        held.update(dict.fromkeys(names, step))
        opaque.update(name for name in names if is_placeholder(theirs[name]))
        if number == 0:
            added = [name for name in theirs if name not in values and not is_machinery(name)]
    return {
        "names": list(values),
        "held": held,
        "opaque": sorted(opaque),
        "added": added,
        "timely": timely,
        "noise": noise,
        "found": found,
    }


def left_behind(paths: list[str], names: list[str]) -> dict[str, Any]:
    """The values of some names as the notebook left them behind last."""
    found: dict[str, Any] = {}
    for path in reversed(paths):
        missing = [name for name in names if name not in found]
        if not missing:
            break
        values = import_module("state").load_values(path)
        found.update((name, values[name]) for name in missing if name in values)
    return {name: value for name, value in found.items() if not is_placeholder(value)}


def is_machinery(name: str) -> bool:
    """True for what the interpreter itself puts into a namespace, such as `__warningregistry__`."""
    return name.startswith("__") and name.endswith("__")


def is_placeholder(value: Any) -> bool:
    return type(value).__name__ == "Placeholder"


def compared_files(left: str, right: str) -> Any:
    """What differs between the values in two files; None where nobody here can read them."""
    compare = import_module("compare")
    try:
        return compare.compare({"file": read(left)}, {"file": read(right)})
    except Exception:  # noqa: BLE001 - what cannot be read is not compared
        return None


def read(path: str) -> Any:
    """The value in a file, by the library that writes such files."""
    kind = path.rsplit(".", 1)[-1].lower()
    if kind in ("pkl", "pickle", "p", "sav"):
        return unpickled(path)
    if kind == "joblib":
        return import_module("joblib").load(path)
    if kind in ("parquet", "pq"):
        return import_module("pandas").read_parquet(path)
    if kind == "feather":
        return import_module("pandas").read_feather(path)
    if kind == "npy":
        return import_module("numpy").load(path, allow_pickle=True)
    if kind in ("pt", "pth"):
        return import_module("torch").load(path, map_location="cpu", weights_only=False)
    raise ValueError(kind)


def unpickled(path: str) -> Any:
    try:
        with Path(path).open("rb") as file:
            return pickle.load(file)  # noqa: S301 - a file that the notebook has just written itself
    except Exception:  # noqa: BLE001 - joblib reads what pickle cannot
        return import_module("joblib").load(path)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
