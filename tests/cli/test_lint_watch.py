"""`nbcoach lint --watch` as a person uses it: in a process of its own that is interrupted in the end."""

import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from nbcoach.faces.cli import main
from nbcoach.faces.cli._watching import Files

CLEAN = "# %% [markdown]\n# # Say hello to whoever reads this\n# %%\nprint('hello')\n"
DRAW = "# %% [markdown]\n# # Draw numbers and show them\n# %%\nimport numpy as np\nnp.random.rand(3)\n"
SECONDS = 30


class Watching:
    """A run of `lint --watch` through pipes; what it says on both streams, as it comes."""

    def __init__(self, *words, cwd, stdout=subprocess.PIPE):
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "nbcoach", "lint", "--watch", *words],
            cwd=cwd,
            stdout=stdout,
            stderr=subprocess.STDOUT if stdout == subprocess.PIPE else subprocess.PIPE,
            env={**os.environ, "NO_COLOR": "1"},
        )
        stream = self.process.stdout or self.process.stderr
        self._reader = threading.Thread(target=self._read, args=(stream,), daemon=True)
        self._reader.start()

    def _read(self, stream):
        for line in stream:
            self.said += line.decode()

    def wait_for(self, text):
        """What was said up to a text and not asked for before."""
        deadline = time.monotonic() + SECONDS
        while text not in self.said:
            assert time.monotonic() < deadline, f"{text!r} is not in {self.said!r}"
            time.sleep(0.02)
        before, _, self.said = self.said.partition(text)
        return before

    def interrupt(self):
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=SECONDS)
        self._reader.join(timeout=SECONDS)
        return code

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self._reader.join(timeout=SECONDS)
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()


@pytest.fixture
def watch(tmp_path):
    (tmp_path / "requirements.txt").write_text("numpy==2.3.0\n")
    begun = []

    def begin(*words, **how):
        begun.append(Watching(*words, cwd=tmp_path, **how))
        return begun[-1]

    yield begin
    for each in begun:
        each.close()


def test_what_is_new_and_what_is_gone_is_told(watch, percent_file):
    file = percent_file("a.ipynb", CLEAN)
    watching = watch(".")
    first = watching.wait_for("Watching 1 notebook; Ctrl-C ends.")
    assert re.match(r"--- \d\d:\d\d:\d\d ---\n", first)

    percent_file("a.ipynb", DRAW)
    second = watching.wait_for("1 new. Watching 1 notebook")
    assert "new   a.ipynb, cell 2, line 2: warning[unseeded-run] " in second
    assert "warning[unseeded-run]: " in second

    file.rename(file.with_name("b.ipynb"))
    third = watching.wait_for("1 new, 1 gone. Watching 1 notebook;")
    assert "gone  a.ipynb, cell 2, line 2: warning[unseeded-run] " in third
    assert "new   b.ipynb, cell 2, line 2: warning[unseeded-run] " in third

    assert watching.interrupt() == 1


def test_the_exit_code_is_that_of_the_last_look(watch, percent_file):
    percent_file("a.ipynb", DRAW)
    watching = watch(".")
    watching.wait_for("Looked.")

    percent_file("a.ipynb", CLEAN)
    watching.wait_for("1 gone.")

    assert watching.interrupt() == 0


def test_settings_that_change_hold_at_once_and_wrong_ones_are_told(watch, percent_file, tmp_path):
    percent_file("a.ipynb", DRAW)
    watching = watch("a.ipynb")
    watching.wait_for("Looked.")

    (tmp_path / ".nbcoach.toml").write_text("ignore = [")
    assert "error: " in watching.wait_for("Could not look.")

    (tmp_path / ".nbcoach.toml").write_text('ignore = ["unseeded-run"]')
    watching.wait_for("1 gone.")

    (tmp_path / ".nbcoach.toml").write_text('ignore = ["gone"]')
    assert "there is no check or area 'gone'" in watching.wait_for("Could not look.")
    assert watching.interrupt() == 2


def test_a_script_that_becomes_a_notebook_is_watched(watch, tmp_path):
    (tmp_path / "a.py").write_text("import numpy as np\nnp.random.rand(3)\n")
    watching = watch(".")
    watching.wait_for("Watching 0 notebooks")

    (tmp_path / "a.py").write_text(DRAW)

    assert "a.py, cell 2" in watching.wait_for("1 new. Watching 1 notebook")


def test_a_terminal_is_cleared_and_what_was_scrolled_away_stays(watch, percent_file):
    percent_file("a.ipynb", DRAW)
    ours, theirs = pty.openpty()
    try:
        watching = watch(".", stdout=theirs)
        watching.wait_for("Looked.")
        watching.interrupt()
        os.close(theirs)
        shown = os.read(ours, 65536).decode()
    finally:
        os.close(ours)

    assert shown.startswith("\x1b[H\x1b[2J")
    assert "\x1b[3J" not in shown
    assert "---" not in shown.splitlines()[0]
    assert "warning[unseeded-run]: " in shown


def test_waiting_costs_next_to_nothing(watch, percent_file):
    for number in range(20):
        percent_file(f"{number}.ipynb", CLEAN)
    watching = watch(".")
    watching.wait_for("Looked.")
    stat = Path(f"/proc/{watching.process.pid}/stat")
    if not stat.exists():
        pytest.skip("the system does not tell what a process costs")

    def ticks():
        return sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13]))

    before = ticks()
    time.sleep(2)

    assert (ticks() - before) / os.sysconf("SC_CLK_TCK") < 0.2


@pytest.mark.parametrize(
    "words",
    [
        ["--fix"],
        ["--diff"],
        ["--format", "json"],
        ["--output", "report.txt"],
        ["--write-baseline", "known.json"],
    ],
)
def test_what_makes_no_sense_again_and_again_is_refused(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert main(["lint", ".", "--watch", *words]) == 2
    assert f"does not go with {words[0]}" in capsys.readouterr().err


def test_standard_input_cannot_be_watched(capsys):
    assert main(["lint", "-", "--watch"]) == 2
    assert "standard input" in capsys.readouterr().err


def test_a_first_look_that_cannot_be_made_ends(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert main(["lint", "gone.ipynb", "--watch"]) == 2
    assert "No such file or folder: gone.ipynb" in capsys.readouterr().err


def test_stamps_tell_each_way_in_which_a_file_changes(percent_file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = percent_file("a.ipynb", CLEAN)
    files = Files((Path(),), (), tmp_path / "known.json")
    seen = [files.stamps()]

    for change in (
        lambda: os.utime(file, ns=(1, 1)),
        lambda: percent_file("b.ipynb", CLEAN),
        lambda: (tmp_path / ".gitignore").write_text("b.ipynb"),
        lambda: (tmp_path / "known.json").write_text("{}"),
        lambda: (tmp_path / "pyproject.toml").write_text('[tool.nbcoach]\nexclude = ["a.ipynb"]'),
        (tmp_path / "pyproject.toml").unlink,
        file.unlink,
    ):
        change()
        seen.append(files.stamps())

    assert all(now != before for before, now in pairwise(seen))
    assert files.stamps() == seen[-1]
