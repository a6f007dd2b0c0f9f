import pytest

from nbcoach.faces.cli import main
from nbcoach.notebook import read_notebook

FIT = "# %%\nimport sklearn.svm\n# %%\nsklearn.svm.SVC().fit(X, y)"


@pytest.fixture
def path(percent_file):
    return percent_file("churn.ipynb", FIT)


def test_without_write_the_difference_is_shown_and_nothing_changes(path, capsys):
    before = path.read_bytes()
    assert main(["track", str(path)]) == 0
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert lines[:3] == [f"--- {path}", f"+++ {path}", "@@ cell 2, new (tag: nbcoach-tracking) @@"]
    assert all(line.startswith("+") for line in lines[3:])
    assert lines[-1] == '+start_tracking("churn")'
    assert "--write" in shown.err
    assert path.read_bytes() == before


def test_the_difference_is_coloured_where_colours_are_wanted(path, capsys, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["track", str(path)])
    assert "\x1b[32m+start_tracking" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["track", str(path)])
    assert "\x1b" not in capsys.readouterr().out


def test_write_and_remove_leave_the_file_as_it_was(path, capsys):
    before = path.read_bytes()
    assert main(["track", str(path), "--write"]) == 0
    assert "inserted the tracking cell (cell 2)" in capsys.readouterr().out
    assert read_notebook(path).cells[1].tags == ("nbcoach-tracking",)

    assert main(["track", str(path), "--remove"]) == 0
    assert "@@ cell 2, removed @@\n-# Records" in capsys.readouterr().out

    assert main(["track", str(path), "--remove", "--write"]) == 0
    assert "took the tracking out (cell 2)" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_where_nothing_is_to_be_done_it_says_why(path, percent_file, capsys):
    main(["track", str(path), "--write"])
    capsys.readouterr()
    assert main(["track", str(path), "--write"]) == 0
    assert capsys.readouterr().err == "Nothing to do: Cell 2 tracks this notebook already.\n"
    assert main(["track", str(percent_file("b.ipynb", "# %%\nx = 1")), "--remove"]) == 0
    assert "no cell that nbcoach inserted" in capsys.readouterr().err
    assert main(["track", str(percent_file("c.ipynb", "# %%\nx = 1"))]) == 0
    assert "trains no model" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone.ipynb"], "There is no file"),
        (["{folder}"], "is a folder"),
        (["{page}"], "HTML page"),
        (["{path}", "--style", "x"], "--style"),
        ([], "NOTEBOOK"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(path, capsys, arguments, message):
    page = path.with_name("page.ipynb")
    page.write_text("<!DOCTYPE html><html></html>")
    given = [each.format(folder=path.parent, page=page, path=path) for each in arguments]
    assert main(["track", *given]) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_help_shows_an_example(capsys):
    assert main(["track", "--help"]) == 0
    assert "Example: nbcoach track" in capsys.readouterr().out
