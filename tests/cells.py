"""Makes notebooks of a few code cells for tests."""

from __future__ import annotations

from typing import Any

from nbcoach.notebook import Notebook, parse_notebook


def document(*sources: str | list[str], **metadata: Any) -> dict[str, Any]:
    cells = [
        {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}
        for source in sources
    ]
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": cells}


def notebook(*sources: str | list[str], **metadata: Any) -> Notebook:
    return parse_notebook(document(*sources, **metadata))
