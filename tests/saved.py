"""Makes notebooks with saved outputs for tests."""

from __future__ import annotations

from typing import Any

import msgspec

from nbcoach.notebook import Notebook, parse_notebook


def stream(text: str | list[str], name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def shown(text: str | list[str], **forms: Any) -> dict[str, Any]:
    """The value of the last expression; further forms by the second half of their type, such as `html`."""
    data = {"text/plain": text, **{f"text/{form}": value for form, value in forms.items()}}
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}


def error(name: str, message: str = "", *traceback: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": list(traceback)}


def ran(source: str, *outputs: dict[str, Any], count: int | None = 1, tags: list[str] | None = None) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {"tags": tags} if tags else {},
        "outputs": list(outputs),
        "execution_count": count,
    }


def text(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def saved_document(*cells: dict[str, Any], **metadata: Any) -> dict[str, Any]:
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": list(cells)}


def saved_notebook(*cells: dict[str, Any], **metadata: Any) -> Notebook:
    """The notebook as it is read from the bytes of its file."""
    return parse_notebook(msgspec.json.encode(saved_document(*cells, **metadata)))
