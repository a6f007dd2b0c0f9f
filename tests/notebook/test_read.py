"""Files that are notebooks, nearly notebooks, and no notebooks at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cells import document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nbcoach.errors import BadCallError, NbcoachError, NotANotebookError, UnreadableError
from nbcoach.notebook import parse_notebook, read_notebook


def test_sources_are_texts_or_lists_of_lines() -> None:
    assert [cell.source for cell in parse_notebook(document("a\nb", ["a\n", "b"])).cells] == ["a\nb", "a\nb"]


def test_nbformat_3_is_read() -> None:
    old = {
        "nbformat": 3,
        "worksheets": [{"cells": [{"cell_type": "code", "input": ["x = f()"]}, {"cell_type": "heading"}]}],
    }
    book = parse_notebook(json.dumps(old).encode())
    assert book.calls[0].name == "f"
    assert [cell.kind for cell in book.cells] == ["code", "markdown"]


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({}, "python"),
        ({"kernelspec": {"name": "ir", "language": "R"}}, "r"),
        ({"kernelspec": {"name": "julia-1.9"}}, "julia"),
        ({"language_info": {"name": "python", "version": "2.7.1"}}, "python"),
        ({"kernelspec": {"name": "conda_python3"}}, "python"),
        ({"kernelspec": 7, "language_info": []}, "python"),
    ],
)
def test_the_language_is_told(metadata: dict[str, Any], language: str) -> None:
    assert parse_notebook(document("x", **metadata)).language == language


def test_other_languages_are_left_alone() -> None:
    book = parse_notebook(document("x <- read.csv('a')", kernelspec={"name": "ir", "language": "R"}))
    assert book.calls == ()
    assert book.cells[0].facts.fault is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"not json", "not JSON"),
        (b"\n<!DOCTYPE html><html></html>", "HTML"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        (b"[1, 2]", "no list of cells"),
        (b'{"cells": 3}', "no list of cells"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"cells": [', "not JSON"),
    ],
)
def test_what_is_no_notebook_says_what_it_is(data: bytes, says: str) -> None:
    with pytest.raises(NotANotebookError, match=says):
        parse_notebook(data, "a.ipynb")


def test_missing_files_and_folders_are_bad_calls(tmp_path: Path) -> None:
    with pytest.raises(BadCallError, match="no file"):
        read_notebook(tmp_path / "missing.ipynb")
    with pytest.raises(BadCallError, match="folder"):
        read_notebook(tmp_path)


def test_what_the_system_refuses_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableError, match="Permission denied"):
        read_notebook(tmp_path / "a.ipynb")


@pytest.mark.parametrize(
    "cell",
    [
        7,
        None,
        {},
        {"cell_type": 3, "source": 4},
        {"cell_type": "code", "source": ["x", 3, None]},
        {"cell_type": "code", "source": "x = '\ud800'", "metadata": [], "id": 5, "execution_count": "a"},
        {"cell_type": "code", "source": None, "metadata": None},
    ],
)
def test_odd_cells_keep_the_numbering(cell: Any) -> None:
    whole = {"cells": [cell, {"cell_type": "code", "source": "go()"}]}
    for given_document in (whole, json.dumps(whole).encode()):
        book = parse_notebook(given_document)
        assert book.calls[-1].cell.index == 1


_keys = st.sampled_from(["cells", "source", "cell_type", "metadata", "a"])
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=12,
)


@given(_json)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_json_is_read_or_refused(value: Any) -> None:
    try:
        book = parse_notebook(json.dumps(value).encode())
    except NbcoachError:
        return
    assert all(cell.index == number for number, cell in enumerate(book.cells))


@given(st.text(alphabet="abx=()[]{}:,.'\"\\\n %!?#@\t漢", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_in_a_cell_is_read(text: str) -> None:
    book = parse_notebook(document(text))
    assert book.calls is not None
