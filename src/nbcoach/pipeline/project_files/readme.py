"""The README of an exported pipeline: what it is, how to run it, and what nobody has proven."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from nbcoach.pipeline.model import Parameter, Pipeline
    from nbcoach.pipeline.observation import Observation
    from nbcoach.pipeline.proof import Proof

_SHOWN = 60
_LISTED = 8
_FILES = {
    "pipeline.yaml": "steps, parameters with schema, kernel, source notebook and fingerprints",
    "params.yaml": "the values of a run that names no others",
    "steps/": "the steps: papermill notebooks, with a cell tagged `parameters` where they take any",
    "state.py": "hands the variables of a step on to the next",
    "modules/": "modules that lay beside the notebook and that it imports",
    "run.py": "runs the steps with papermill alone",
    "tests/": "tests of the values, of each step and of the results",
    "data.lock": "the files that the notebook read, by size and SHA-256",
    "requirements.lock": "what to install",
    "export-report.html": "what was merged, dropped and lifted, and the verdict of each output",
    "Makefile": "`make run`, `make test`, `make clean`",
    ".github/workflows/": "the tests as a GitHub workflow",
    "runs/": "executed notebooks (ignored by git)",
}


def readme_bytes(
    pipeline: Pipeline, observation: Observation | None, proof: Proof | None, files: Collection[str]
) -> bytes:
    """`README.md`, in Markdown. `files` are the paths of the other files in the folder."""
    sections = [
        _head(pipeline, proof),
        _running(pipeline),
        _steps(pipeline),
        _parameters(pipeline),
        _proof(pipeline, observation, proof, files),
        _files(pipeline, files),
    ]
    return "\n".join(section for section in sections if section).encode()


def _head(pipeline: Pipeline, proof: Proof | None) -> str:
    count = len(pipeline.steps)
    how = "one step: the whole notebook runs in one kernel" if count == 1 else f"{count} steps, cut by {pipeline.cut}"
    return f"""\
# {pipeline.name}

A pipeline made of the notebook `{pipeline.source.notebook}`. It is {how}.

Its verdict is **{proof.label if proof else pipeline.verdict}**.
"""


def _running(pipeline: Pipeline) -> str:
    some = "".join(f" -p {each.name}={_shell(each)}" for each in pipeline.parameters[:1])
    args = f'make run ARGS="{some.strip()}"\n' if some and '"' not in some and "$" not in some else ""
    return f"""\
## Run it

```sh
pip install -r requirements.lock
make run
{args}make test
```

This needs papermill alone. `make` runs the steps with the Python of this environment, in `{pipeline.directory}`
(relative to this folder), where the notebook ran, so that its relative paths hold; `make run DATA_DIR=...` names
another folder. The tests run in a copy of that folder.

With nbcoach a run is recorded, in `runs/<run>/` and in MLflow, and steps that would give the same again are skipped:

```sh
pip install "nbcoach[pipelines]"
nbcoach run .{some}
```

It then uses the Jupyter kernel `{pipeline.kernel.name}`, and `--cwd` names another folder to run in.
"""


def _steps(pipeline: Pipeline) -> str:
    if len(pipeline.steps) == 1:
        return ""
    rows = "\n".join(f"| {step.name} | `{step.notebook}` | {_ranges(step.source_cells)} |" for step in pipeline.steps)
    return f"## Steps\n\n| step | notebook | cells of the source |\n|---|---|---|\n{rows}\n"


def _ranges(cells: tuple[int, ...]) -> str:
    """`1-4, 7` for cells 0 to 3 and 6: they count from 1 in words."""
    found: list[list[int]] = []
    for cell in sorted(cells):
        if found and found[-1][1] == cell:
            found[-1][1] = cell + 1
        else:
            found.append([cell + 1, cell + 1])
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in found)


def _parameters(pipeline: Pipeline) -> str:
    if not pipeline.parameters:
        return "## Parameters\n\nNone: the notebook has no literal that could safely be set from outside.\n"
    rows = "\n".join(_rows(pipeline))
    return f"""\
## Parameters

Defaults are in `params.yaml`, the schema in `pipeline.yaml`.

| name | type | default | what it is |
|---|---|---|---|
{rows}
"""


def _rows(pipeline: Pipeline) -> Iterator[str]:
    for each in pipeline.parameters:
        default = json.dumps(each.default, ensure_ascii=False)
        shown = default if len(default) <= _SHOWN else default[: _SHOWN - 1] + "…"
        cells = (f"`{each.name}`", each.schema.get("type", "any"), f"`{shown}`", each.help)
        yield "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _proof(pipeline: Pipeline, observation: Observation | None, proof: Proof | None, files: Collection[str]) -> str:
    notes = [*_compared(proof), *pipeline.warnings, *_unproven(pipeline, observation, proof, files)]
    listed = "\n".join(f"- {note}" for note in notes)
    return f"## What is proven, and what is not\n\n{listed}\n"


def _compared(proof: Proof | None) -> Iterator[str]:
    if proof and proof.outcome == "unverified" and proof.cells:
        yield f"The notebook and the pipeline were run, and that proves nothing: {proof.reason}."
        return
    if proof is None or proof.outcome == "unverified":
        yield (
            "This pipeline was made by reading the notebook. Nothing was executed to compare its results with the "
            "notebook's."
        )
        return
    counts = proof.counts
    told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in counts if counts[verdict])
    yield f"The notebook and the pipeline were run, and what they gave was compared: {told or 'there was nothing'}."
    if proof.reason:
        yield f"Not everything was compared: {proof.reason}."
    if proof.noise:
        yield f"These differ between two runs of the notebook itself: {_listed(proof.noise)}."
    if proof.cause:
        yield f"The likely cause of the first difference: {proof.cause}"


def _unproven(
    pipeline: Pipeline, observation: Observation | None, proof: Proof | None, files: Collection[str]
) -> Iterator[str]:
    for each in pipeline.left_out:
        if each.is_secret:
            yield f"`{each.name}` is no parameter: {each.reason}."
    missing = [name for name in pipeline.siblings if not any(path.startswith(f"modules/{name}") for path in files)]
    if missing:
        yield f"Not copied, because they hold something secret: {_listed(missing)}. They stay beside the notebook."
    impure = [str(cell.index + 1) for cell in observation.cells if cell.is_impure] if observation else []
    if impure:
        yield f"Cells that read the clock, the network or entropy, so that each run may differ: {_listed(impure)}."
    if observation is None:
        yield "`requirements.lock` was read from the imports and pins no version; `data.lock` names no file."
    elif proof is not None:
        yield f"It was run with Python {observation.python} on {observation.platform}, and nowhere else."


def _listed(names: Collection[str]) -> str:
    shown = [f"`{name}`" for name in list(names)[:_LISTED]]
    return ", ".join(shown) + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")


def _files(pipeline: Pipeline, files: Collection[str]) -> str:
    there = {*files, *(step.notebook for step in pipeline.steps), "pipeline.yaml", "params.yaml", "runs/"}
    rows = [f"| `{name}` | {what} |" for name, what in _FILES.items() if any(path.startswith(name) for path in there)]
    return "## Files\n\n| file | what |\n|---|---|\n" + "\n".join(rows) + "\n"


def _shell(parameter: Parameter) -> str:
    """The default as one word of a shell."""
    value = parameter.default
    text = value if isinstance(value, str) else json.dumps(value)
    is_plain = text and all(letter.isalnum() or letter in "._-/:=+,@%" for letter in text)
    return text if is_plain else "'" + text.replace("'", "'\\''") + "'"
