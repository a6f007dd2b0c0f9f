"""What is drawn on a terminal: seen through a pseudo-terminal, as a person's terminal sees it."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest

BAR = re.compile(r"(?:━|─|\x1b\[\d+m)+ (\d+) of (\d+) notebooks")


def on_a_terminal(*arguments, cwd, columns=80, **environ):
    """Standard error of `nbcoach` on a terminal, and standard output through a pipe."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "nbcoach", *arguments],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**kept, "TERM": "xterm", "LC_ALL": "C.UTF-8", **environ},
    )
    os.close(theirs)
    seen = bytearray()
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
    output, _ = process.communicate(timeout=60)
    return seen.decode(), output.decode()


@pytest.fixture
def folder(percent_file, tmp_path):
    for number in range(30):
        percent_file(f"{number}.ipynb", "# %%\nimport numpy as np\nnp.random.rand(3)\n")
    return tmp_path


def last_line(seen):
    """What stands on the line after all that was written to it."""
    return re.split(r"\r|\x1b\[K", seen)[-1]


def test_a_bar_grows_on_standard_error_and_disappears(folder):
    seen, output = on_a_terminal("lint", ".", "--statistics", cwd=folder)

    done = [(int(some), int(all_)) for some, all_ in BAR.findall(seen)]
    assert len(done) > 3
    assert done == sorted(done)
    assert done[-1] == (30, 30)
    assert seen.endswith("\r\x1b[K")
    assert "notebooks\n" not in seen
    assert "of 30 notebooks:" in output
    assert "━" not in output


def test_the_bar_has_colours_unless_they_are_not_wanted(folder):
    assert "\x1b[36m" in on_a_terminal("lint", ".", "--jobs", "1", cwd=folder)[0]

    plain, _ = on_a_terminal("lint", ".", cwd=folder, NO_COLOR="1")

    assert "━" in plain
    assert not re.search(r"\x1b\[\d+m", plain)


def test_the_bar_fits_the_terminal(folder):
    narrow, _ = on_a_terminal("lint", ".", cwd=folder, columns=24, NO_COLOR="1")

    lines = re.split(r"\r\x1b\[K", narrow)
    assert "30 of 30 notebooks" in lines
    assert max(map(len, lines)) < 24


def test_a_terminal_that_cannot_move_its_cursor_gets_no_bar(folder):
    assert on_a_terminal("lint", ".", cwd=folder, TERM="dumb")[0] == ""


def test_a_terminal_of_few_letters_gets_an_ascii_bar(folder):
    seen, _ = on_a_terminal("lint", ".", cwd=folder, NO_COLOR="1", PYTHONIOENCODING="ascii")

    assert "#---" in seen


def test_a_pipe_gets_no_bar(folder):
    result = subprocess.run(
        [sys.executable, "-m", "nbcoach", "lint", "."], cwd=folder, capture_output=True, text=True, check=False
    )

    assert result.stderr == ""
    assert result.returncode == 1
