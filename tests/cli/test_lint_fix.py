"""`nbcoach lint --fix` and `--diff` from outside."""

import io
import json
import sys
from pathlib import Path

import pytest
from repositories import commit_all, repository
from saved import ran, saved_document, stream

from nbcoach.faces.cli import main
from nbcoach.notebook import read_notebook, write

LISTED = """
# %% [markdown]
# # Files
# %%
import os
import numpy as np

texts = [open(name).read() for name in os.listdir("texts")]
# %%
noise = np.random.rand(3)
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def lint(capsys):
    def call(*words):
        selected = () if "--select" in words else ("--select", "nondeterministic-order,unseeded-run")
        code = main(["lint", *map(str, words), *selected])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def source(path, cell=1):
    return read_notebook(Path(path)).cells[cell].source


def test_safe_fixes_are_written_and_counted(lint, percent_file):
    percent_file("a.ipynb", LISTED)

    code, output, said = lint(".", "--fix", "--format", "json")

    assert "in sorted(os.listdir(" in source("a.ipynb")
    assert [each["check"] for each in json.loads(output)["findings"]] == ["unseeded-run"]
    assert said == (
        "Fixed 1 finding in 1 notebook: 1 nondeterministic-order.\n"
        "1 finding has a fix that wants a look first: --diff --unsafe-fixes shows them.\n"
    )
    assert code == 1


def test_a_second_fix_changes_nothing(lint, percent_file):
    file = percent_file("a.ipynb", LISTED)
    lint(".", "--fix", "--unsafe-fixes")
    first = file.stat().st_mtime_ns, file.read_bytes()

    code, output, said = lint(".", "--fix", "--unsafe-fixes")

    assert (code, output, said) == (0, "Nothing found in 1 notebook.\n", "Nothing to fix.\n")
    assert (file.stat().st_mtime_ns, file.read_bytes()) == first


def test_a_diff_shows_cells_and_writes_nothing(lint, percent_file, golden):
    file = percent_file("a.ipynb", LISTED)
    before = file.read_bytes()

    code, output, said = lint(".", "--diff")

    golden("lint-diff.txt", output)
    assert (code, file.read_bytes()) == (1, before)
    assert said.startswith("Would fix 1 finding in 1 notebook")


def test_outputs_are_cleared_only_where_asked_and_all_else_keeps_its_bytes(lint, tmp_path):
    told = "token = ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    clean = ran("print(2)", stream("2\n"), count=2)
    text = json.dumps(saved_document(ran("print(token)", stream(told)), clean), indent=3)
    Path("a.ipynb").write_text(text)
    words = ("a.ipynb", "--select", "secret-in-output", "--unsafe-fixes")

    _, shown, _ = lint(*words, "--diff")
    code, _, said = lint(*words, "--fix")

    assert "@@ cell 1, outputs @@\n-1 saved output\n" in shown
    assert told not in shown
    assert (code, said) == (0, "Fixed 1 finding in 1 notebook: 1 secret-in-output.\n")
    start, end = text.index('"outputs": ') + len('"outputs": '), text.index("]", text.index(told)) + 1
    assert Path("a.ipynb").read_text() == text[:start] + "[]" + text[end:]


def test_a_diff_of_nothing_gives_0(lint, percent_file):
    percent_file("a.ipynb", "# %%\nx = 1\n")

    assert lint(".", "--diff") == (0, "", "Nothing to fix.\n")


def test_standard_input_gives_the_fixed_notebook(lint, percent_file, monkeypatch):
    file = percent_file("a.ipynb", LISTED)
    before = file.read_bytes()

    class Stdin:
        buffer = io.BytesIO(before)

    monkeypatch.setattr(sys, "stdin", Stdin)
    code, output, said = lint("-", "--stdin-filename", "a.ipynb", "--fix")

    assert output.encode() == before.replace(b'os.listdir(\\"texts\\")', b'sorted(os.listdir(\\"texts\\"))')
    assert ("unseeded-run" in said, code, file.read_bytes()) == (True, 1, before)


def test_a_notebook_that_changed_meanwhile_is_left_alone(lint, percent_file, monkeypatch):
    file = percent_file("a.ipynb", LISTED)
    real = write.read_bytes

    def changed(path):
        file.write_bytes(file.read_bytes() + b"\n")
        return real(path)

    monkeypatch.setattr(write, "read_bytes", changed)
    code, _, said = lint(".", "--fix")

    assert "Not fixed: a.ipynb was changed by another program meanwhile." in said
    assert (code, "sorted" in source("a.ipynb")) == (1, False)


def test_one_notebook_that_cannot_be_written_does_not_keep_others_from_it(lint, percent_file, monkeypatch):
    percent_file("a.ipynb", LISTED)
    percent_file("b.ipynb", LISTED)
    real = write.os.access
    monkeypatch.setattr(write.os, "access", lambda path, mode: Path(path).name != "a.ipynb" and real(path, mode))

    code, _, said = lint(".", "--fix", "--fail-on", "error")

    assert "Not fixed: a.ipynb cannot be written" in said
    assert (code, "sorted" in source("a.ipynb"), "sorted" in source("b.ipynb")) == (1, False, True)


def test_scripts_are_fixed_too(lint, tmp_path):
    (tmp_path / "a.py").write_text(LISTED.lstrip())

    lint("a.py", "--fix")

    assert (tmp_path / "a.py").read_text() == LISTED.lstrip().replace(
        'os.listdir("texts")', 'sorted(os.listdir("texts"))'
    )


def test_accepted_and_unchanged_findings_are_not_fixed(lint, percent_file, tmp_path):
    percent_file("a.ipynb", LISTED)
    repository(tmp_path)
    commit_all(tmp_path)
    lint(".", "--write-baseline", "base.json")

    assert lint(".", "--fix", "--baseline", "base.json")[2].endswith("Nothing to fix.\n")
    assert lint("a.ipynb", "--fix", "--changed-since", "HEAD")[2] == "Nothing to fix.\n"

    percent_file("a.ipynb", LISTED + "# %%\nmore = [open(name).read() for name in os.listdir('more')]\n")
    lint("a.ipynb", "--fix", "--changed-since", "HEAD")

    assert ("sorted" in source("a.ipynb"), "sorted" in source("a.ipynb", 3)) == (False, True)


@pytest.mark.parametrize(
    "words",
    [
        ["--unsafe-fixes"],
        ["--diff", "--statistics"],
        ["--diff", "--format", "json"],
        ["--diff", "--write-baseline", "b"],
    ],
)
def test_what_makes_no_sense_together_is_a_wrong_call(lint, percent_file, words):
    percent_file("a.ipynb", LISTED)

    assert lint(".", *words)[0] == 2


def test_a_file_that_is_no_notebook_stays_an_error(lint, tmp_path):
    (tmp_path / "a.ipynb").write_text("{}")

    code, output, _ = lint("a.ipynb", "--fix")

    assert (code, "is not a notebook" in output, (tmp_path / "a.ipynb").read_text()) == (1, True, "{}")
