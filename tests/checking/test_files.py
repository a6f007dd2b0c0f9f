import gc
import signal

import pytest

from nbcoach import lint
from nbcoach.checking import lint_paths
from nbcoach.checking.paths import WORTH_A_PROCESS, common_folder
from nbcoach.config import Settings
from nbcoach.errors import BadCallError

UNSEEDED = """
# %% [markdown]
# # Title
# %%
import numpy as np

np.random.rand(3)
"""


def kill(number):
    return f"""
from nbcoach.checking import Check
import os

class Killer(Check):
    \"\"\"Ends the process.\"\"\"

    def find(self, notebook, project):
        if "DIE" in notebook.cells[0].source:
            os.kill(os.getpid(), {int(number)})
        return iter(())
"""


def test_a_file_is_reported_with_its_lines(percent_file, tmp_path, monkeypatch):
    percent_file("work/a.ipynb", UNSEEDED)
    monkeypatch.chdir(tmp_path)

    (file,) = lint("work").files

    (finding,) = [each for each in file.findings if each.cell is not None]
    line = file.file_line(finding)
    assert file.path == "work/a.ipynb"
    assert "np.random.rand(3)" in (tmp_path / file.path).read_text().splitlines()[line - 1]
    assert file.sources == {1: "import numpy as np\n\nnp.random.rand(3)"}


def test_one_bad_file_is_one_error(percent_file, tmp_path, monkeypatch):
    percent_file("good.ipynb", UNSEEDED)
    (tmp_path / "html.ipynb").write_text("<!DOCTYPE html><html></html>")
    (tmp_path / "empty.ipynb").write_text("")
    (tmp_path / "binary.ipynb").write_bytes(bytes(range(256)))
    (tmp_path / "list.ipynb").write_text("[1, 2]")
    (tmp_path / "deep.ipynb").write_text("[" * 100_000)
    monkeypatch.chdir(tmp_path)

    report = lint(".")

    assert {(each.path, each.kind) for each in report.problems} == {
        (name, "not-a-notebook") for name in ("html.ipynb", "empty.ipynb", "binary.ipynb", "list.ipynb", "deep.ipynb")
    }
    assert [finding.check for _, finding in report.findings] == ["missing-purpose", "unseeded-run"]
    assert all("\n" not in each.message for each in report.problems)


def test_a_file_without_permission_is_an_error(percent_file, monkeypatch):
    def deny(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", deny)

    (problem,) = lint(percent_file("secret.ipynb", UNSEEDED), settings=Settings()).problems

    assert problem.kind == "unreadable"
    assert "Permission denied" in problem.message


def test_a_file_that_cannot_be_opened_is_an_error(tmp_path):
    (tmp_path / "loop.ipynb").symlink_to(tmp_path / "loop.ipynb")

    report = lint(tmp_path / "loop.ipynb")

    assert [each.kind for each in report.problems] == ["unreadable"]
    assert report.has_unread_files


def test_a_crash_of_the_reader_is_an_error(percent_file, monkeypatch):
    def crash(path):
        raise ZeroDivisionError

    monkeypatch.setattr("nbcoach.checking.files.read_notebook", crash)

    (problem,) = lint(percent_file("a.ipynb", UNSEEDED)).problems

    assert problem.kind == "unreadable"
    assert "ZeroDivisionError" in problem.message


def test_other_languages_are_skipped(percent_file):
    (file,) = lint(percent_file("a.ipynb", "x <- 1", language="R")).files

    assert file.skipped == "its language is r"


def test_a_missing_path_is_a_bad_call(tmp_path):
    with pytest.raises(BadCallError, match="No such file or folder"):
        lint(tmp_path / "nowhere")


def test_settings_of_the_project_apply(percent_file, tmp_path):
    percent_file("work/a.ipynb", UNSEEDED)
    percent_file("old/a.ipynb", UNSEEDED)
    (tmp_path / "pyproject.toml").write_text("[tool.nbcoach]\nexclude = ['old/']\nseverity = { unseeded-run = 'hint' }")

    (file,) = lint(tmp_path).files

    assert file.path.endswith("work/a.ipynb")
    assert file.findings[0].severity == "hint"


def test_a_file_that_is_named_is_read_though_it_is_excluded(percent_file, tmp_path):
    file = percent_file("old/a.ipynb", UNSEEDED)
    (tmp_path / "pyproject.toml").write_text("[tool.nbcoach]\nexclude = ['old/']")

    assert len(lint(file).files) == 1
    assert len(lint(tmp_path).files) == 0


def many(percent_file, count=WORTH_A_PROCESS + 5):
    for number in range(count):
        percent_file(f"many/{number:03}.ipynb", UNSEEDED.replace("3", str(number + 1)))


def test_several_processes_say_the_same_in_the_same_order(percent_file, tmp_path):
    many(percent_file)
    done = []

    alone = lint_paths([tmp_path / "many"], Settings(), jobs=1)
    together = lint_paths([tmp_path / "many"], Settings(), jobs=2, on_progress=lambda *each: done.append(each))

    assert together == alone
    assert done == sorted(done)
    assert done[-1] == (len(alone.files), len(alone.files))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes end differently here")
def test_a_file_that_kills_its_process_is_one_error(percent_file, tmp_path, install):
    install("acme_checks", {"manners/killer.py": kill(signal.SIGKILL)})
    install("other_checks", ["manners/shouting.py"])
    many(percent_file)
    percent_file("many/020.ipynb", "x = 'DIE'\nprint('HI')")
    percent_file("many/021.ipynb", "print('HI')")

    report = lint_paths([tmp_path / "many"], Settings(select=("manners",)), jobs=2)

    (problem,) = report.problems
    assert problem.path.endswith("many/020.ipynb")
    assert problem.kind == "unreadable"
    assert [file.path[-9:] for file, _ in report.findings] == ["021.ipynb"]


def test_the_garbage_collector_is_on_again_afterwards(percent_file):
    lint(percent_file("a.ipynb", UNSEEDED))

    assert gc.isenabled()


def test_the_common_folder_holds_all_paths(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    file = tmp_path / "a" / "x.ipynb"

    assert common_folder([tmp_path / "a" / "b", file]) == tmp_path / "a"
    assert common_folder([file]) == tmp_path / "a"
