"""`nbcoach export` as it is typed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from nbcoach.faces.cli import main


@pytest.fixture
def nbcoach(monkeypatch, capsys, tmp_path):
    """Types a command in `tmp_path`: exit code, what went to stdout, what went to stderr."""
    monkeypatch.chdir(tmp_path)

    def typed(*arguments):
        monkeypatch.setattr(sys, "argv", ["nbcoach", *arguments])
        try:
            code = main()
        except SystemExit as end:
            code = end.code
        out, err = capsys.readouterr()
        return code or 0, out, err

    return typed


def test_it_says_what_was_made_and_that_it_is_not_verified(nbcoach, write_notebook):
    source = write_notebook(
        "alpha = 0.1  # learning rate\nx = 5\npassword = 'hunter2'\nrows = []",
        "print(alpha, x, password, rows)",
        metadata={},
    )
    before = source.read_bytes()

    code, out, err = nbcoach("export", "train.ipynb", "--to", "pipes/train", "--static-only")

    assert code == 0
    assert out.splitlines()[0] == f"Exported train.ipynb to {Path('pipes/train')}: one step, kernel python3."
    assert "  alpha  number  0.1  learning rate" in out
    assert "Possible too (--params): x" in out
    assert "password (cell 1): it looks like a secret" in out
    assert "rows (cell 1): it starts empty" in out
    assert "hunter2" not in out + err
    assert "Result: unverified (static). Nothing was executed." in out
    assert f"Run it: nbcoach run {Path('pipes/train')} -p alpha=0.1" in out
    assert err.splitlines() == [
        "warning: The notebook names no kernel; python3 is taken.",
        "warning: Secrets do not go into the pipeline; set them in the environment for a run: PASSWORD.",
    ]
    assert "hunter2" not in Path("pipes/train/steps/10_train.ipynb").read_text()
    assert source.read_bytes() == before


def test_params_and_kernel_are_chosen(nbcoach, write_notebook):
    write_notebook("alpha = 0.1\nx = 5", "print(alpha, x)")

    code, out, _ = nbcoach("export", "train.ipynb", "--to", "pipe", "--static-only", "--params", "x", "--kernel", "gpu")

    assert code == 0
    assert "kernel gpu" in out
    assert Path("pipe/params.yaml").read_text().endswith("\nx: 5\n")


def test_parameters_are_renamed_there_and_named_as_before_on_the_way_back(nbcoach, write_notebook):
    source = write_notebook("alpha = 0.1\nx = 5", "print(alpha, x)")
    names = "alpha=learning_rate, x=width"

    code, out, _ = nbcoach(
        "export", "train.ipynb", "--to", "pipe", "--static-only", "--params", "alpha,x", "--rename", names
    )

    assert code == 0
    assert f"nbcoach run {Path('pipe')} -p learning_rate=0.1" in out
    assert Path("pipe/params.yaml").read_text().endswith("\nlearning_rate: 0.1\nwidth: 5\n")
    _, back, _ = nbcoach("export", "pipe", "--back")
    assert [each["source"] for each in json.loads(back)["cells"]] == [
        each["source"].splitlines(keepends=True) for each in json.loads(source.read_text())["cells"]
    ]


def test_without_consent_nothing_is_executed_and_that_is_said(nbcoach, write_notebook, tmp_path):
    write_notebook(f"open({str(tmp_path / 'ran')!r}, 'w')", "print(1)")

    code, out, err = nbcoach("export", "train.ipynb", "--to", "pipe")

    assert code == 0
    assert err == "note: Nothing is executed without consent. --yes gives it.\n"
    assert "Result: unverified (static). Nothing was executed." in out
    assert not (tmp_path / "ran").exists()


def test_on_a_terminal_consent_is_asked_for_and_it_says_what_would_run(nbcoach, write_notebook, monkeypatch):
    write_notebook("x = 1", "print(x)")
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))

    code, out, err = nbcoach("export", "train.ipynb", "--to", "pipe")

    assert code == 0
    assert "executes the notebook's 2 code cells three times, in a copy of" in err
    assert "Your own files are not touched." in err
    assert "Nothing was executed." in out


def test_a_second_export_keeps_edits_and_force_does_not(nbcoach, write_notebook):
    write_notebook("alpha = 0.1", "print(alpha)")
    nbcoach("export", "train.ipynb", "--to", "pipe", "--static-only")
    Path("pipe/params.yaml").write_text("alpha: 0.7\n")

    code, out, _ = nbcoach("export", "train.ipynb", "--to", "pipe", "--static-only")
    assert code == 0
    assert "Kept your edits in params.yaml." in out
    assert "0.7" in Path("pipe/params.yaml").read_text()

    assert nbcoach("export", "train.ipynb", "--to", "pipe", "--static-only", "--force")[0] == 0
    assert "0.1" in Path("pipe/params.yaml").read_text()


def test_the_way_back_gives_the_notebook(nbcoach, write_notebook):
    source = write_notebook("alpha = 0.1", "print(alpha)")
    nbcoach("export", "train.ipynb", "--to", "pipe", "--static-only")

    code, out, _ = nbcoach("export", "--back", "pipe")
    assert code == 0
    cells = [cell["source"] for cell in json.loads(out)["cells"]]
    assert ["".join(cell) for cell in cells] == ["alpha = 0.1", "print(alpha)"]

    assert nbcoach("export", "--back", "pipe", "--to", "back.ipynb")[0] == 0
    assert nbcoach("export", "--back", "pipe", "--to", source.name)[0] == 2
    assert json.loads(Path("back.ipynb").read_text()) == json.loads(out)


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2)])
def test_on_a_terminal_force_asks(nbcoach, write_notebook, monkeypatch, answer, code):
    write_notebook("alpha = 0.1", "print(alpha)")
    nbcoach("export", "train.ipynb", "--to", "pipe", "--static-only")
    monkeypatch.setattr(sys, "stdin", Terminal(answer))

    assert nbcoach("export", "train.ipynb", "--to", "pipe", "--static-only", "--force")[0] == code


class Terminal:
    """A standard input that is a terminal at which somebody types."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self, text):
        self.text = text

    def isatty(self):
        return True

    def readline(self, *_):
        text, self.text = self.text, ""
        return text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.ipynb", "--to", "pipe"], "error: There is no file none.ipynb."),
        (["page.ipynb", "--to", "pipe"], "error: page.ipynb is not a notebook: it holds an HTML page."),
        (["r.ipynb", "--to", "pipe", "--params", "x"], "error: x cannot be a parameter: the notebook is in r"),
        (["train.ipynb", "--to", "full"], "exists already"),
        (["train.ipynb", "--to", "full", "--force"], "is no pipeline, so --force does not replace it"),
        (["train.ipynb", "--to", "page.ipynb/pipe"], "cannot be written"),
        (
            ["train.ipynb", "--to", "pipe", "--params", "n"],
            "error: n cannot be a parameter: it is bound in cells 1, 2.",
        ),
        (["train.ipynb", "--to", "pipe", "--engine", "warp"], "error: There is no engine warp."),
        (["train.ipynb"], "--to"),
        (["train.ipynb", "--to", "pipe", "--static-only", "--yes"], "--static-only executes nothing"),
        (["train.ipynb", "--to", "pipe", "--steps", "some"], "--steps some is neither"),
        (["train.ipynb", "--to", "pipe", "--steps", "9"], "No step can begin"),
        (["full", "--back"], "is no pipeline"),
        (["train.ipynb", "--to", "pipe", "--rename", "n"], "does not say what it is to be called"),
        (["train.ipynb", "--to", "pipe", "--rename", "n=0.5"], "run the pipeline: nbcoach run DIR -p n=0.5"),
        (["train.ipynb", "--to", "pipe", "--rename", "n=rows"], "n is no parameter that is taken"),
    ],
)
def test_a_wrong_call_is_one_clear_answer_and_exit_code_2(nbcoach, write_notebook, tmp_path, arguments, message):
    write_notebook("n = 1", "n = 2\nprint(n)")
    write_notebook("x <- 1", name="r.ipynb", metadata={"language_info": {"name": "R"}})
    (tmp_path / "page.ipynb").write_text("<!DOCTYPE html><html></html>")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine.txt").touch()

    code, out, err = nbcoach("export", *arguments)

    assert code == 2
    assert message in err
    assert out == ""
    assert "Traceback" not in err
    assert not (tmp_path / "pipe").exists()
