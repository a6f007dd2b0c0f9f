"""What stands in the way of a pipeline is told as a lesson, with the name of the check that teaches it."""

import re
import tomllib
from importlib.resources import files

import pytest

from nbcoach.checking import discover
from nbcoach.pipeline.failure import Failure
from nbcoach.pipeline.lessons import Lesson, lesson_of_failure, lessons
from nbcoach.pipeline.model import Merged
from nbcoach.pipeline.observation import CellTrace, Observation
from nbcoach.pipeline.proof import CellVerdict, Proof, VariableVerdict

TABLES = tomllib.loads(files("nbcoach.pipeline").joinpath("lessons.toml").read_text("utf-8"))


def observed(*traces, **more):
    return Observation(traces, (), {}, "3.11.0", "linux", (), 1.0, **more)


@pytest.mark.parametrize(
    ("name", "message", "check", "cure"),
    [
        ("NameError", "name 'np' is not defined", "undefined-on-restart", "Add: `import numpy as np`"),
        ("NameError", "name 'frame' is not defined", "undefined-on-restart", "binds frame above"),
        ("ModuleNotFoundError", "No module named 'sklearn'", "undeclared-dependency", "pip install scikit-learn"),
        ("ModuleNotFoundError", "No module named 'cv2.data'", "undeclared-dependency", "pip install opencv-python"),
        ("ModuleNotFoundError", "No module named 'google.colab'", "platform-bound", "Colab"),
        ("FileNotFoundError", "[Errno 2] No such file or directory: '/home/me/a.csv'", "hard-coded-path", "relative"),
        ("FileNotFoundError", "[Errno 2] No such file or directory: 'a.csv'", "untracked-data", "looks for it"),
        ("PermissionError", "nbcoach refuses to write to it", "hard-coded-path", "relative path"),
        ("StdinNotImplementedError", "raw_input was called", "interactive-input", "parameter"),
        ("AttributeError", "module 'numpy' has no attribute 'float'", "unpinned-environment", "`float`"),
        ("AttributeError", "'DataFrame' object has no attribute 'append'", "unpinned-environment", "pd.concat"),
        ("TypeError", "f() got an unexpected keyword argument 'squared'", "unpinned-environment", "root_mean_squared"),
        (
            "AttributeError",
            "module 'collections' has no attribute 'Iterable'",
            "unpinned-environment",
            "collections.abc",
        ),
        ("ModuleNotFoundError", "No module named 'sklearn.externals'", "unpinned-environment", "joblib"),
        ("SyntaxError", "invalid syntax", "unparsable-cell", "Repair"),
        ("URLError", "<urlopen error [Errno -2] Name or service not known>", "unversioned-download", "checksum"),
        ("AssertionError", "Torch not compiled with CUDA enabled", "hard-coded-device", "is_available"),
        ("DeadKernelError", "The kernel died.", "", "memory"),
        ("ValueError", "whatever", "failed-cell", "repair"),
        ("KeyError", "'{x}'", "failed-cell", "repair"),
    ],
)
def test_a_failure_has_a_cause_and_a_cure(name, message, check, cure):
    lesson = lesson_of_failure(Failure(name, message, 3, 2), 2)

    assert (lesson.check, lesson.cell) == (check, 2)
    assert cure in lesson.cure
    assert name in lesson.why
    assert "in cell 3" in lesson.why


@pytest.mark.parametrize(
    ("reason", "title"),
    [
        ("fig: a figure is open", "A figure stays open from one section to the next"),
        ("fh: a file that is half read", "A file stays open from one section to the next"),
        ("g: a generator cannot be carried", "An iterator is used up across sections"),
        ("b: an array that shares its memory with a", "Two names look at the same memory"),
        ("An MLflow run is open here since cell 3", "A tracking run is open across sections"),
    ],
)
def test_what_kept_two_steps_together_is_a_lesson(reason, title):
    (lesson,) = lessons(None, merged=[Merged(4, reason, ("x",))])

    assert (lesson.title, lesson.why, lesson.cell) == (title, reason, 4)


def test_short_steps_are_no_lesson():
    assert lessons(None, merged=[Merged(4, "a step would have 0.1 s of work, less than it takes to start one")]) == ()


def _noisy(cell: int) -> Proof:
    return Proof("verified", variables=(VariableVerdict("x", "s", "noise", cell),), noise=("x",))


def test_what_a_proof_has_shown_is_not_taken_for_what_the_run_said():
    reason = (
        "the results came out different when the notebook was cut here (what cell 3 shows, INFO mlflow: a file is open)"
    )

    [lesson] = lessons(None, merged=[Merged(2, reason)])

    assert (lesson.title, lesson.check) == ("Something gets lost where a step would begin", "")
    assert lesson.why == reason


def test_noise_is_told_with_its_likely_source():
    proof = Proof("verified", noise=("cell 2: stdout", "x"))

    def told(*cells: CellTrace) -> Lesson:
        return lessons(observed(*cells), proof)[0]

    unseeded = CellTrace(1, 0.1, draws=("numpy",), impure=("entropy",), is_impure=True)
    assert told(unseeded).check == "unseeded-run"
    assert "np.random.seed(42)" in told(unseeded).cure
    assert told(CellTrace(1, 0.1, is_impure=True, impure=("clock",))).check == "time-dependent-run"
    fetched = lessons(observed(CellTrace(1, 0.1, is_impure=True, impure=("network",))), _noisy(1))
    assert fetched[0].check == "unversioned-download"
    fetched = lessons(observed(CellTrace(1, 0.1, is_impure=True, impure=("network",))), _noisy(3))
    assert fetched[0].check == "nondeterministic-order"
    assert told(CellTrace(1, 0.1)).check == "nondeterministic-order"
    assert lessons(observed(unseeded), Proof("verified")) == ()


def test_what_was_proven_by_equal_draws_is_told_to_be_seeded() -> None:
    proof = Proof("verified", cells=(CellVerdict(2, "s", "equal", 1, varies=True),))
    unseeded = CellTrace(1, 0.1, draws=("numpy",), impure=("entropy",), is_impure=True)

    [lesson] = lessons(observed(unseeded), proof)

    assert (lesson.check, lesson.cell) == ("unseeded-run", 1)
    assert "np.random.seed(42)" in lesson.cure


def test_a_notebook_that_seeds_is_not_told_to_and_the_cell_that_varies_tells_why():
    proof = Proof("verified", cells=(CellVerdict(5, "s", "noise", 1),), noise=("cell 6: stdout",))
    seeded = CellTrace(1, 0.1, draws=("numpy",))
    early = CellTrace(2, 0.1, draws=("random",), impure=("entropy",), is_impure=True)
    late = CellTrace(5, 0.1, impure=("clock",), is_impure=True)

    assert lessons(observed(seeded), proof)[0].check == "nondeterministic-order"
    assert lessons(observed(seeded, early, late), proof)[0].check == "time-dependent-run"


def test_writing_outside_and_moving_are_lessons_once_per_cell():
    cell = CellTrace(3, 0.1, written=("/home/me/a.csv", "/home/me/b.csv", "out/c.csv"), settings=("cwd",))

    assert [(each.check, each.cell) for each in lessons(observed(cell))] == [
        ("hard-coded-path", 3),
        ("working-directory-hack", 3),
    ]


def test_what_ended_the_notebook_comes_first():
    seen = observed(failed_cell=5, failure=Failure("NameError", "name 'pd' is not defined", 5, 5))

    assert lessons(seen, merged=[Merged(2, "a generator")])[0].cell == 5


def test_every_check_that_a_lesson_names_is_one():
    known = {check.name for check in discover()}
    named = {entry["check"] for kind in ("obstacle", "failure") for entry in TABLES[kind] if "check" in entry}

    assert named | {"unpinned-environment", "failed-cell", "unseeded-run", "time-dependent-run"} <= known
    assert {"nondeterministic-order", "working-directory-hack", "hard-coded-path"} <= known


def test_every_entry_can_be_filled_in():
    for kind in ("failure", "removed"):
        for entry in TABLES[kind]:
            groups = max(re.compile(entry["pattern"]).groups, 1)
            assert entry["cure"].format(*["x"] * groups)


def test_what_a_cell_was_kept_from_writing_is_told_once():
    kept_off = CellTrace(2, 0.1, refused=("/home/me/work/a.csv",))
    failing = CellTrace(3, 0.1, refused=("/home/me/work/b.csv",))
    failure = Failure("PermissionError", "This run works in a copy", source_cell=3)
    seen = Observation((kept_off, failing), (), {}, "3.11", "linux", (), 1.0, failed_cell=3, failure=failure)

    told = lessons(seen)

    assert [lesson.cell for lesson in told] == [3, 2]
    assert told[1].check == "hard-coded-path"
    assert "/home/me/work/a.csv" in told[1].why
