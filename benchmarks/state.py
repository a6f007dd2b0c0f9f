"""What handing state on costs: a trial, a dump and a load of a two-million-row frame beside a model-sized array."""

import os
import tempfile
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from nbcoach.pipeline.state.state import dump, load, trial

ROWS = 2_000_000


def namespace() -> dict:
    generator = np.random.default_rng(0)
    frame = pd.DataFrame(generator.normal(size=(ROWS, 6)), columns=list("abcdef"))
    frame["label"] = np.where(frame["a"] > 0, "high", "low")
    frame["label_object"] = frame["label"].astype(object)
    frame["day"] = pd.Timestamp("2024-01-01")
    return {"__name__": "__main__", "frame": frame, "column": frame["a"], "values": frame["b"].to_numpy()}


def timed(name: str, call: Callable[[], dict | None]) -> None:
    begin = time.perf_counter()
    told = call()
    size = f" {told['size'] / 1e6:.0f} MB" if told else ""
    print(f"{name:8} {time.perf_counter() - begin:6.2f} s{size}")


def main() -> None:
    space = namespace()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PIPELINE_STATE"] = folder
        timed("trial", lambda: trial(None, space))
        timed("dump", lambda: dump("one", None, space))
        timed("load", lambda: load("one", {"__name__": "__main__"}))


if __name__ == "__main__":
    main()
