"""What is heard of files, programs and the network; an audit hook cannot be removed, so each case has a process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import nbcoach.pipeline.observe as package

PROBE = Path(package.__file__).parent / "probe" / "audit.py"
START = """\
import json, os, sys, types
audit = types.ModuleType("audit")
exec(compile(open({probe!r}).read(), "audit.py", "exec"), audit.__dict__)
watch = audit.Watch([{home!r}], [])
os.chdir({work!r})
watch.start()
refusals = []
def attempt(action):
    try:
        action()
    except PermissionError as error:
        refusals.append(str(error.filename))
home = {home!r}
"""
END = """
found = watch.stop()
found["refusals"] = refusals
sys.stdout.write(json.dumps(found))
"""


@pytest.fixture
def heard(tmp_path):
    """Runs code in a process that listens; paths below `work` are told relative to it, the user's folder is `home`."""
    work, home = tmp_path / "work", tmp_path / "home"
    for folder in (work, home):
        folder.mkdir()
        (folder / "x.csv").write_text("1")

    def run(code: str) -> dict[str, list[str]]:
        whole = START.format(probe=str(PROBE), home=str(home), work=str(work)) + code + END
        done = subprocess.run([sys.executable, "-c", whole], check=True, capture_output=True, text=True)
        told = json.loads(done.stdout)
        return {key: [each.replace(f"{work}/", "").replace(str(home), "HOME") for each in told[key]] for key in told}

    return run


def test_files_read_and_written_are_told_apart(heard):
    found = heard("open('x.csv').read(); open('y.csv', 'w').write('1'); open('y.csv').read(); open('x.csv', 'a')")

    assert found["opened"] == ["x.csv"]
    assert found["written"] == ["y.csv", "x.csv"]


def test_what_the_interpreter_itself_opens_is_not_told(heard):
    assert heard("import sqlite3, wave, json.tool")["opened"] == []


def test_a_renamed_file_is_written_under_its_new_name_and_a_removed_one_is_not(heard):
    found = heard("open('a', 'w'); os.replace('a', 'b'); open('c', 'w'); os.remove('c')")

    assert found["written"] == ["b"]


@pytest.mark.parametrize(
    "code",
    [
        "open(home + '/x.csv', 'w')",
        "open(home + '/x.csv', 'r+')",
        "open(home + '/new.csv', 'x')",
        "os.open(home + '/new.csv', os.O_CREAT)",
        "os.remove(home + '/x.csv')",
        "os.rename(home + '/x.csv', 'y')",
        "os.replace('x.csv', home + '/x.csv')",
        "os.mkdir(home + '/new')",
        "os.symlink('x.csv', home + '/new')",
        "os.truncate(home + '/x.csv', 0)",
        "os.chmod(home + '/x.csv', 0)",
        "os.utime(home + '/x.csv')",
        "__import__('shutil').rmtree(home)",
        "__import__('shutil').copy('x.csv', home)",
        "__import__('pathlib').Path(home, 'x.csv').write_text('2')",
        "__import__('sqlite3').connect(home + '/base.db')",
        "os.system('rm ' + home + '/x.csv')",
        "__import__('subprocess').run(['cp', 'x.csv', home])",
        "__import__('subprocess').run('echo 1 > ' + home + '/x.csv', shell=True)",
        "(os.symlink(home, 'way'), open('way/x.csv', 'w'))",
        "(os.chdir(home), open('x.csv', 'w'))",
    ],
)
def test_the_users_own_folder_cannot_be_written(heard, tmp_path, code):
    found = heard(f"attempt(lambda: {code})")

    assert found["refusals"]
    assert found["refused"]
    assert sorted(each.name for each in (tmp_path / "home").iterdir()) == ["x.csv"]
    assert (tmp_path / "home" / "x.csv").read_text() == "1"


@pytest.mark.parametrize(
    "code",
    [
        "open(home + '/x.csv')",
        "os.listdir(home)",
        "__import__('subprocess').run(['ls', home], capture_output=True)",
        "__import__('shutil').copy(home + '/x.csv', 'y')",
        "__import__('sqlite3').connect('file:' + home + '/x.csv?mode=ro', uri=True)",
    ],
)
def test_the_users_own_folder_can_be_read(heard, code):
    found = heard(f"attempt(lambda: {code})")

    assert found["refusals"] == []


def test_programs_and_the_network_are_heard(heard):
    found = heard(
        "import socket, subprocess\n"
        "subprocess.run(['true'])\n"
        "s = socket.socket(); s.settimeout(0.01)\n"
        "try: s.connect(('127.0.0.1', 9))\n"
        "except OSError: pass\n"
    )

    assert found["reached"] == ["process", "network"]


def test_sockets_of_this_machine_that_are_files_are_no_network(heard):
    code = "import socket\ns = socket.socket(socket.AF_UNIX)\ntry: s.connect('nowhere')\nexcept OSError: pass\n"

    assert heard(code)["reached"] == []


def test_nothing_is_told_of_what_happens_between_cells(heard):
    found = heard("watch.stop(); open('x.csv').read(); watch.start()")

    assert found["opened"] == []
