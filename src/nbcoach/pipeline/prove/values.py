"""Asks the notebook's own Python how the values of two runs compare, since only it has their libraries."""

from __future__ import annotations

import json
import os
import subprocess
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.texts import short
from nbcoach.pipeline.state import compare_source, source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

Named = tuple[str, Difference]


class Compared(Struct, frozen=True):
    """What the kernel's Python says.

    `names` are the variables of the notebook, `held` maps them to the last step that has them, `opaque` are those that
    could not be kept, `added` those that only the pipeline has, `timely` those that were compared as they were at the
    end of the step that holds them. `noise` and `found` pair names with differences;
    `files` stands in the order of the request, None for a file that could not be read. `trouble` says why nothing is
    known.
    """

    names: tuple[str, ...] = ()
    held: dict[str, str] = {}
    opaque: frozenset[str] = frozenset()
    added: tuple[str, ...] = ()
    timely: frozenset[str] = frozenset()
    noise: tuple[Named, ...] = ()
    found: tuple[Named, ...] = ()
    files: tuple[tuple[Difference, ...] | None, ...] = ()
    trouble: str = ""


def compare_values(
    python: Mapping[str, Any],
    home: Path,
    directory: Path,
    first: str,
    again: str,
    steps: Mapping[str, Path],
    pairs: Sequence[tuple[Path, Path]] = (),
    timeout: float | None = None,
    left: Mapping[str, Sequence[str]] | None = None,
    spoilt: Sequence[str] = (),
) -> Compared:
    """Compares blobs of values, and files.

    Args:
        python: The interpreter of the kernels: its `executable`, and the `path` on which it looks for modules.
        home: A folder for files of this comparison.
        directory: The folder to run in, for modules that lie beside the notebook.
        first: The blob of the first run of the notebook, empty where there is none.
        again: That of its second run, empty where there is none.
        steps: The blobs of the pipeline's steps, in order.
        pairs: Files of the notebook's run and of the pipeline's.
        timeout: Seconds at most.
        left: By step, the blobs of what the notebook left behind up to the end of the step, the last one last: values
            that no later step holds are compared with these, as they may change before the notebook ends.
        spoilt: Names of which the second run of the notebook has the values that count.
    """
    home.mkdir(exist_ok=True)
    (home / "state.py").write_bytes(source())
    (home / "compare.py").write_bytes(compare_source())
    script = home / "values_main.py"
    script.write_bytes(files("nbcoach.pipeline.prove").joinpath("values_main.py").read_bytes())
    request, answer = home / "request.json", home / "answer.json"
    asked = {
        "path": python["path"],
        "first": first,
        "again": again,
        "spoilt": list(spoilt),
        "steps": [(name, str(path), list((left or {}).get(name, ()))) for name, path in steps.items()],
    }
    request.write_text(json.dumps({**asked, "files": [(str(one), str(other)) for one, other in pairs]}), "utf-8")
    try:
        done = subprocess.run(
            [python["executable"], str(script), str(request), str(answer)],
            cwd=directory,
            env={**os.environ, "MPLBACKEND": "agg"},
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Compared(trouble=f"{type(error).__name__}: {error}")
    if done.returncode or not answer.exists():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return Compared(trouble=said[-1] if said else f"exit code {done.returncode}")
    return _compared(json.loads(answer.read_bytes()))


def _compared(answer: Mapping[str, Any]) -> Compared:
    pairs = answer.get("files", ())
    return Compared(
        names=tuple(answer.get("names", ())),
        held=dict(answer.get("held", {})),
        opaque=frozenset(answer.get("opaque", ())),
        added=tuple(answer.get("added", ())),
        timely=frozenset(answer.get("timely", ())),
        noise=tuple(map(_named, answer.get("noise", ()))),
        found=tuple(map(_named, answer.get("found", ()))),
        files=tuple(None if each is None else tuple(_named(one)[1] for one in each) for each in pairs),
    )


def _named(found: Mapping[str, Any]) -> Named:
    texts = (short(str(found.get(key, ""))) for key in ("kind", "left", "right", "where"))
    return str(found.get("name", "")), Difference(*texts)
