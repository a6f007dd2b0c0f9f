"""Notebooks as text: cells in a Python file, each below a line that begins with `# %%`.

The format is Jupytext's "percent" script, as far as examples, cases and snippets need it: `# %%` begins a code cell,
`# %% [markdown]` and `# %% [raw]` the others (their lines commented out, or not), and `tags=["parameters"]` behind
the mark gives tags. Magics may stand as they are.
"""

from __future__ import annotations

import json
import re
from typing import Any

from nbcoach.notebook.regex import regex

_MARK = regex(r"^# ?%%(?P<header>[ \t][^\n]*|)$", re.MULTILINE)
_KIND = regex(r"\[(markdown|md|raw)\]")
_TAGS = regex(r"\btags=(\[[^\]]*\])")


def percent_document(text: str, language: str = "python") -> dict[str, Any]:
    """The document (nbformat 4.4, cells without ids) of a notebook in percent format.

    Text above the first mark is a code cell, unless it is blank.

    Raises:
        ValueError: The tags of a cell are no JSON list.
    """
    marks = list(_MARK.finditer(text))
    first = text[: marks[0].start()] if marks else text
    cells = [_cell("", first)] if first.strip() else []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    cells += [_cell(mark["header"], text[mark.end() : end]) for mark, end in zip(marks, ends, strict=False)]
    return {
        "cells": cells,
        "metadata": {"kernelspec": {"display_name": language, "language": language, "name": language}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }


def _cell(header: str, body: str) -> dict[str, Any]:
    kind = _KIND.search(header)
    tags = _TAGS.search(header)
    metadata: dict[str, Any] = {"tags": json.loads(tags[1])} if tags else {}
    source = body.strip("\n")
    if kind:
        source = "\n".join(line.removeprefix("#").removeprefix(" ") for line in source.splitlines())
        cell_type = "raw" if kind[1] == "raw" else "markdown"
        return {"cell_type": cell_type, "metadata": metadata, "source": source}
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}
