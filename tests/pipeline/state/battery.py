"""Runs cells cut at one place: each half in a process of its own, the state handed over by a blob.

The harness is plain Python of 3.8 without IPython. It forks a process per half, so that libraries are imported once.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from nbcoach.pipeline.state import source

CASES = Path(__file__).with_name("battery.json")

HARNESS = """
import contextlib, importlib, io, json, os, re, sys, traceback, types

def plain(text):
    text = re.sub(r"^%time (.*)$", r"\\\\1", text, flags=re.M)
    text = re.sub(r"^%%time\\\\n", "", text)
    return re.sub(r"^(\\\\w+) = !echo (.*)$", r"\\\\1 = ['\\\\2']", text, flags=re.M)

def half(cells, folder, load, dump, names):
    os.makedirs(folder + "/run", exist_ok=True)
    os.chdir(folder + "/run")
    os.environ["PIPELINE_STATE"] = folder + "/state"
    state.watch()
    main = sys.modules["__main__"] = types.ModuleType("__main__")
    space = vars(main)
    space["In"] = []
    answer, out = {}, io.StringIO()
    try:
        if load:
            state.load(load)
        with contextlib.redirect_stdout(out):
            for cell in cells:
                space["In"].append(plain(cell))
                exec(compile(plain(cell), "<cell>", "exec"), space)
        if dump:
            answer = state.trial(names)
            if not answer["obstacles"]:
                state.dump(dump, names)
    except BaseException:
        answer = {"error": traceback.format_exc()}
    answer["out"] = out.getvalue()
    with open(folder + "/answer.json", "w") as file:
        json.dump(answer, file)

def apart(folder, *job):
    child = os.fork()
    if not child:
        half(job[0], folder, *job[1:])
        os._exit(0)
    os.waitpid(child, 0)
    with open(folder + "/answer.json") as file:
        answer = json.load(file)
    os.remove(folder + "/answer.json")
    return answer

jobs, folder, answers, preload = sys.argv[1:5]
sys.path[0] = folder
state = importlib.import_module("state")
sys.path[0] = ""
for name in preload.split():
    importlib.import_module(name)
found = []
for number, job in enumerate(json.load(open(jobs))):
    cells, at, names = job
    whole = apart("%s/%d-whole" % (folder, number), cells, "", "", None)
    room = "%s/%d-cut" % (folder, number)
    first = apart(room, cells[:at], "", "first", names)
    second = {"out": ""} if first.get("obstacles") or "error" in first else apart(room, cells[at:], "first", "", None)
    found.append([whole, first, second])
with open(answers, "w") as file:
    json.dump(found, file)
"""


class Cut(NamedTuple):
    """What the whole prints, what both halves print, and what stood in the way of cutting."""

    whole: str
    halves: str
    obstacles: list[dict]
    names: list[str]

    @property
    def verdict(self) -> str:
        return "merged" if self.obstacles else "equal" if self.whole == self.halves else "different"

    @property
    def reasons(self) -> dict[str, str]:
        return {obstacle["name"]: obstacle["reason"] for obstacle in self.obstacles}


def cases() -> dict[str, list[str]]:
    read = json.loads(CASES.read_text(encoding="utf-8"))
    return {**read["cases"], **read["harder"]}


def cut_all(jobs, folder: Path, *, python=sys.executable, preload="") -> list[Cut]:
    """Runs jobs (cells, where to cut, names or None), in order, in processes of one interpreter."""
    (folder / "state.py").write_bytes(source())
    (folder / "harness.py").write_text(HARNESS.replace("\\\\", "\\"), encoding="utf-8")
    (folder / "jobs.json").write_text(json.dumps([list(job) for job in jobs]), encoding="utf-8")
    done = subprocess.run(
        [python, "harness.py", "jobs.json", str(folder), "answers.json", preload],
        cwd=folder,
        env={**os.environ, "MPLBACKEND": "agg", "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [told(*answer) for answer in json.loads((folder / "answers.json").read_text(encoding="utf-8"))]


def told(whole, first, second) -> Cut:
    for answer in (whole, first, second):
        assert "error" not in answer, answer["error"]
    return Cut(whole["out"], first["out"] + second["out"], first["obstacles"], first["names"])


def cut(folder: Path, *cells, names=None, at=1) -> Cut:
    """Cells, cut before cell `at`."""
    return cut_all([(cells, at, names)], folder)[0]
