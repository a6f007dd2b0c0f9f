"""The README of an exported pipeline: what it is, how to run it, and what nobody has proven."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.pipeline.model import Parameter, Pipeline


def readme_bytes(pipeline: Pipeline) -> bytes:
    """`README.md`, in Markdown."""
    sections = [_head(pipeline), _running(pipeline), _parameters(pipeline), _proof(pipeline), _files(pipeline)]
    return "\n".join(sections).encode()


def _head(pipeline: Pipeline) -> str:
    return f"""\
# {pipeline.name}

A pipeline made of the notebook `{pipeline.source.notebook}`. It is **{pipeline.cut}**: the whole notebook runs in one
kernel, and its parameters can be set from outside.
"""


def _running(pipeline: Pipeline) -> str:
    step = pipeline.steps[0]
    some = "".join(f" -p {each.name}={_shell(each)}" for each in pipeline.parameters[:1])
    return f"""\
## Run it

```sh
pip install -r requirements.in "nbcoach[pipelines]"
nbcoach run .{some}
```

Each run leaves its executed notebook and a `run.json` in `runs/<run>/`, and a run in the MLflow store. The step runs in
`{pipeline.directory}` (relative to this folder), where the notebook ran, so that relative paths and modules beside it
keep working; `--cwd` names another folder. It needs the Jupyter kernel `{pipeline.kernel.name}`.

papermill alone runs it too, but checks no value against its schema:

```sh
papermill {step.notebook} out.ipynb --cwd {pipeline.directory}{some}
```
"""


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
        shown = default if len(default) <= 60 else default[:59] + "…"
        cells = (f"`{each.name}`", each.schema.get("type", "any"), f"`{shown}`", each.help)
        yield "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _proof(pipeline: Pipeline) -> str:
    notes = [f"- {warning}" for warning in pipeline.warnings]
    notes += [f"- `{each.name}` is no parameter: {each.reason}." for each in pipeline.left_out if each.is_secret]
    listed = "\n".join(notes)
    return f"""\
## What is not proven

This pipeline is **{pipeline.verdict}**: it was made by reading the notebook, and nothing was executed to compare its
results with the notebook's. `requirements.in` was read from the imports and pins no version.
{f"{chr(10)}{listed}{chr(10)}" if listed else ""}"""


def _files(pipeline: Pipeline) -> str:
    step = pipeline.steps[0]
    return f"""\
## Files

| file | what |
|---|---|
| `pipeline.yaml` | steps, parameters with schema, kernel, source notebook and fingerprints |
| `params.yaml` | the values of a run that names no others |
| `{step.notebook}` | the step: a papermill notebook with a cell tagged `parameters` |
| `requirements.in` | what the notebook imports |
| `runs/` | executed notebooks (ignored by git) |
"""


def _shell(parameter: Parameter) -> str:
    """The default as one word of a shell."""
    value = parameter.default
    text = value if isinstance(value, str) else json.dumps(value)
    safe = text and all(letter.isalnum() or letter in "._-/:=+,@%" for letter in text)
    return text if safe else "'" + text.replace("'", "'\\''") + "'"
