"""Walks through emitted steps as kernels would: each in a process and an IPython shell of its own, one after the other.

One process imports IPython, and pandas where it is needed, once and forks for each step, so that many pipelines can be
walked in a test. What a step prints, and what it fails with, comes back as text.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.pipeline.state import source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from nbcoach.pipeline.model import Step

_WALKER = r"""
import io, json, os, sys, contextlib, types
import IPython.core.interactiveshell as interactive

if "pandas" in open(sys.argv[1]).read():
    import numpy, pandas

def walk(cells, answer):
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    shell = interactive.InteractiveShell.instance(user_module=main, user_ns=vars(main), banner1="")
    shell.history_manager.enabled = False
    shell.displayhook.quiet = lambda: True
    out, failure = io.StringIO(), ""
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        for cell in cells:
            result = shell.run_cell(cell, store_history=True)
            if not result.success:
                error = result.error_in_exec or result.error_before_exec
                failure = type(error).__name__ + ": " + str(error)
                break
    open(answer, "w").write(json.dumps([out.getvalue(), failure]))

for job in json.load(open(sys.argv[1])):
    child = os.fork()
    if not child:
        os.chdir(job["cwd"])
        sys.path[0] = ""
        walk(job["cells"], job["answer"])
        sys.stdout.flush()
        os._exit(0)
    os.waitpid(child, 0)
"""


class Walked(NamedTuple):
    """What the steps of a pipeline printed, together, without lines of times; the first failure, else empty."""

    printed: str
    failure: str


def walk(
    pipelines: Mapping[str, Sequence[Step]], folder: Path, values: Mapping[str, str] | None = None
) -> dict[str, Walked]:
    """Runs the steps of some pipelines, each pipeline in a folder of its own below `folder`.

    Args:
        pipelines: The steps by a name for the pipeline; they are to be emitted with `home=".pipeline"`.
        folder: An empty folder.
        values: Code that stands behind the parameters cell of a step, by the name of a parameter that it has.
    """
    jobs: dict[str, list[dict[str, Any]]] = {}
    for name, steps in pipelines.items():
        home = folder / name / ".pipeline"
        home.mkdir(parents=True)
        (home / "state.py").write_bytes(source())
        jobs[name] = [
            {
                "cells": list(_cells(step, values or {})),
                "cwd": str(home.parent),
                "answer": str(home / f"{at}.json"),
            }
            for at, step in enumerate(steps)
        ]
    listed = folder / "jobs.json"
    listed.write_text(json.dumps([job for each in jobs.values() for job in each]), "utf-8")
    call = [sys.executable, "-W", "ignore", "-c", _WALKER, str(listed)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers = {name: [Path(job["answer"]).read_text("utf-8") for job in each] for name, each in jobs.items()}
    return {name: _together([json.loads(answer) for answer in each]) for name, each in answers.items()}


def _cells(step: Step, values: Mapping[str, str]) -> list[str]:
    found = []
    for cell in step.cells:
        if cell.kind == "code":
            found.append(cell.source)
            if "parameters" in cell.metadata.get("tags", ()):
                found += [values[name] for name in step.parameters if name in values]
    return found


def _together(answers: list[list[str]]) -> Walked:
    failure = next((failure for _, failure in answers if failure), "")
    printed = "".join(printed for printed, _ in answers)
    return Walked("".join(line for line in printed.splitlines(keepends=True) if "time" not in line.lower()), failure)
