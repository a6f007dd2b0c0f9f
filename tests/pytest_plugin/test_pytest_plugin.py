"""`pytest --nbcoach`, in sessions of its own."""

import json
import subprocess
import sys
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest

from nbcoach.faces.cli import main
from nbcoach.faces.pytest_plugin import asked
from nbcoach.notebook.percent import percent_document

pytest_plugins = ("pytester",)

CLEAN = "# %% [markdown]\n# # Say hello to whoever reads this\n# %%\nprint('hello')\n"
SEEDLESS = CLEAN + "# %%\nimport numpy as np\n\nnoise = np.random.rand(3)\n"
PURPOSELESS = "# %%\nprint('hello')\n"
RUNS = (
    "# %% [markdown]\n# # Say hello to whoever reads this\n# %%\nopen('ran', 'w').close()\ndef test_sum():\n    pass\n"
)


@pytest.fixture
def project(pytester):
    """A folder for a session; `add` writes a notebook, given in percent format, as Jupyter does."""

    def add(name, text, language="python"):
        file = pytester.path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        text = dedent(text)
        is_notebook = name.endswith(".ipynb")
        file.write_text(json.dumps(percent_document(text, language)) if is_notebook else text, encoding="utf-8")
        return file

    pytester.add = add
    pytester.path.joinpath("requirements.txt").write_text("numpy==2.3.0\n", encoding="utf-8")
    pytester.makeini("[pytest]\nfilterwarnings = error\naddopts = --strict-markers")
    return pytester


def names(session):
    """The ids that `--collect-only -q` shows."""
    return [line for line in session.outlines if "::" in line]


def test_without_the_option_nothing_is_collected_nor_loaded(project):
    project.add("a.ipynb", SEEDLESS)
    project.makepyfile("import sys\ndef test_it():\n    assert 'nbcoach.checking' not in sys.modules")

    session = project.runpytest_subprocess("-q")

    session.assert_outcomes(passed=1)


def test_the_plugin_itself_loads_nothing_but_itself():
    code = (
        "import sys; import nbcoach.faces.pytest_plugin; "
        "print(*sorted(name for name in sys.modules if name.startswith(('nbcoach', 'msgspec', 'click', '_pytest'))))"
    )

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()

    assert loaded == ["nbcoach", "nbcoach.faces", "nbcoach.faces.pytest_plugin"]


def test_a_clean_notebook_is_one_item_that_passes(project):
    project.add("a.ipynb", CLEAN)

    session = project.runpytest_inprocess("--nbcoach", "-v")

    session.assert_outcomes(passed=1)
    session.stdout.fnmatch_lines(["a.ipynb::no-habit PASSED*"])


def test_a_finding_is_an_item_that_fails_and_shows_where(project):
    project.add("deep/a.ipynb", SEEDLESS)

    session = project.runpytest_inprocess("--nbcoach")

    session.assert_outcomes(failed=1)
    session.stdout.fnmatch_lines(
        [
            "*_ unseeded-run?cell-3-line-3? _*",
            "warning?unseeded-run?: `np.random.rand()` draws from *",
            " --> deep/a.ipynb:cell 3:3:9",
            "3 | noise = np.random.rand(3)",
            "  |         ^^^^^^^^^^^^^^^^^",
            "help: Insert a cell that sets the seed",
            "FAILED deep/a.ipynb::unseeded-run?cell-3-line-3?*",
        ]
    )
    assert "Traceback" not in session.stdout.str()
    assert session.ret == pytest.ExitCode.TESTS_FAILED


def test_two_findings_at_one_line_have_names_of_their_own(project):
    project.add("a.ipynb", SEEDLESS + "pair = np.random.rand(3), np.random.rand(3)\n")

    session = project.runpytest_inprocess("--nbcoach", "--collect-only", "-q")

    assert names(session) == [
        "a.ipynb::unseeded-run[cell-3-line-3]",
        "a.ipynb::unseeded-run[cell-3-line-4]",
        "a.ipynb::unseeded-run[cell-3-line-4]#2",
    ]


def test_a_hint_is_an_expected_failure_until_hints_fail(project):
    project.add("a.ipynb", PURPOSELESS)

    lenient = project.runpytest_inprocess("--nbcoach", "-rx")
    strict = project.runpytest_inprocess("--nbcoach", "--nbcoach-fail-on=hint")

    lenient.assert_outcomes(xfailed=1)
    lenient.stdout.fnmatch_lines(["XFAIL a.ipynb::missing-purpose - hint?missing-purpose?*"])
    strict.assert_outcomes(failed=1)


def test_never_lets_nothing_fail_as_in_lint(project):
    project.add("a.ipynb", SEEDLESS)
    (project.path / "broken.ipynb").write_text("{", encoding="utf-8")

    session = project.runpytest_inprocess("--nbcoach", "--nbcoach-fail-on=never")

    session.assert_outcomes(xfailed=2)
    assert session.ret == pytest.ExitCode.OK


def test_a_notebook_that_cannot_be_read_is_one_item_that_fails(project):
    project.add("a.ipynb", CLEAN)
    (project.path / "broken.ipynb").write_text("{", encoding="utf-8")

    session = project.runpytest_inprocess("--nbcoach")

    session.assert_outcomes(passed=1, failed=1)
    session.stdout.fnmatch_lines(["broken.ipynb is not a notebook: *", "FAILED broken.ipynb::not-a-notebook*"])


def test_a_notebook_in_another_language_is_skipped(project):
    project.add("a.ipynb", "# %%\nlibrary(dplyr)\n", language="R")

    session = project.runpytest_inprocess("--nbcoach", "-rs")

    session.assert_outcomes(skipped=1)
    session.stdout.fnmatch_lines(["*its language is r*"])


def test_what_lint_and_what_pytest_pass_over_is_not_collected(project):
    for name in ("kept.ipynb", "archive/a.ipynb", "build/b.ipynb", ".ipynb_checkpoints/c.ipynb", "left/d.ipynb"):
        project.add(name, CLEAN)
    project.add(".nbcoach.toml", 'exclude = ["archive/"]\n')

    session = project.runpytest_inprocess("--nbcoach", "--collect-only", "-q", "--ignore=left")

    assert names(session) == ["kept.ipynb::no-habit"]


def test_the_settings_of_the_project_hold_and_a_selection_stands_above_them(project):
    project.add("a.ipynb", SEEDLESS)
    project.add(".nbcoach.toml", 'ignore = ["unseeded-run"]\nseverity = { missing-purpose = "error" }\n')
    project.add("b.ipynb", PURPOSELESS)

    settled = project.runpytest_inprocess("--nbcoach", "--collect-only", "-q")
    selected = project.runpytest_inprocess("--nbcoach", "--collect-only", "-q", "--nbcoach-select=unseeded-run")
    judged = project.runpytest_inprocess("--nbcoach")

    assert names(settled) == ["a.ipynb::no-habit", "b.ipynb::missing-purpose"]
    assert names(selected) == ["a.ipynb::unseeded-run[cell-3-line-3]", "b.ipynb::no-habit"]
    judged.assert_outcomes(passed=1, failed=1)


def test_what_a_baseline_holds_does_not_fail(project):
    project.add("a.ipynb", SEEDLESS)
    main(["lint", ".", "--write-baseline", "known.json"])
    project.add("b.ipynb", SEEDLESS.replace("noise", "other"))

    session = project.runpytest_inprocess("--nbcoach", "--nbcoach-baseline=known.json", "-v")

    session.stdout.fnmatch_lines(["a.ipynb::no-habit PASSED*", "b.ipynb::unseeded-run?cell-3-line-3? FAILED*"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--nbcoach-select=unseeded"], "*there is no check or area 'unseeded'. Did you mean 'unseeded-run'?*"),
        (["--nbcoach-baseline=none.json"], "*none.json*"),
    ],
)
def test_a_wrong_option_is_told_in_a_line(project, options, said):
    project.add("a.ipynb", CLEAN)

    session = project.runpytest_inprocess("--nbcoach", *options)

    assert session.ret == pytest.ExitCode.USAGE_ERROR
    session.stderr.fnmatch_lines([f"ERROR: nbcoach: {said}"])


def test_a_script_with_cells_is_looked_at_and_its_tests_run_as_ever(project):
    project.add("test_script.py", RUNS + "import numpy as np\n")
    project.add("test_plain.py", "def test_nothing():\n    pass\n")

    session = project.runpytest_inprocess("--nbcoach", "-v")

    session.assert_outcomes(passed=3)
    session.stdout.fnmatch_lines_random(
        ["test_script.py::test_sum PASSED*", "test_script.py::no-habit PASSED*", "test_plain.py::test_nothing PASSED*"]
    )


def test_a_script_that_is_only_named_is_not_run(project):
    project.add("train.py", RUNS)

    named = project.runpytest_inprocess("--nbcoach", "train.py", "-v")
    ran = (project.path / "ran").exists()
    chosen = project.runpytest_inprocess("--nbcoach", "train.py::no-habit")
    ran_for_a_habit = (project.path / "ran").exists()
    asked = project.runpytest_inprocess("--nbcoach", "train.py::test_sum", "-v")

    named.assert_outcomes(passed=1)
    chosen.assert_outcomes(passed=1)
    asked.assert_outcomes(passed=1)
    asked.stdout.fnmatch_lines(["train.py::test_sum PASSED*"])
    assert (ran, ran_for_a_habit, (project.path / "ran").exists()) == (False, False, True)


def test_a_named_test_file_without_cells_is_no_notebook(project):
    project.add("test_plain.py", "def test_nothing():\n    pass\n")

    session = project.runpytest_inprocess("--nbcoach", "test_plain.py", "--collect-only", "-q")

    assert names(session) == ["test_plain.py::test_nothing"]


def test_items_are_chosen_by_name_mark_and_id(project):
    project.add("a.ipynb", SEEDLESS)
    project.add("b.ipynb", CLEAN)
    project.add("test_plain.py", "def test_nothing():\n    pass\n")

    by_name = project.runpytest_inprocess("--nbcoach", "--collect-only", "-q", "-k", "unseeded-run")
    by_mark = project.runpytest_inprocess("--nbcoach", "--collect-only", "-q", "-m", "not nbcoach")
    by_id = project.runpytest_inprocess("--nbcoach", "--collect-only", "-q", "a.ipynb::unseeded-run")

    assert names(by_name) == names(by_id) == ["a.ipynb::unseeded-run[cell-3-line-3]"]
    assert names(by_mark) == ["test_plain.py::test_nothing"]


def test_junit_tells_the_habit(project):
    project.add("a.ipynb", SEEDLESS)

    project.runpytest_inprocess("--nbcoach", "--junitxml=report.xml")

    case = ET.fromstring((project.path / "report.xml").read_text("utf-8")).find(".//testcase")  # noqa: S314 - our own
    assert case.attrib["name"] == "unseeded-run[cell-3-line-3]"
    assert "np.random.rand(3)" in case.find("failure").text


def test_a_credential_is_not_shown(project):
    project.add("a.ipynb", CLEAN + '# %%\nweather_api_key = "9f8b1c0e7d2a4b6f8e1d3c5a7b9f0e2d"\n')

    session = project.runpytest_inprocess("--nbcoach", "-vv", "--junitxml=report.xml")

    session.assert_outcomes(failed=1)
    told = session.stdout.str() + (project.path / "report.xml").read_text(encoding="utf-8")
    assert "inline-secret" in told
    assert "9f8b1c0e" not in told


def test_workers_of_xdist_come_to_the_same(project):
    project.add("a.ipynb", SEEDLESS + "pair = np.random.rand(3), np.random.rand(3)\n")
    project.add("b.ipynb", CLEAN)

    session = project.runpytest_subprocess("--nbcoach", "-n2")

    session.assert_outcomes(passed=1, failed=3)
    session.stdout.fnmatch_lines(["*warning?unseeded-run?: *", "3 | noise = np.random.rand(3)"])


def test_notebooks_are_looked_at_once(project, monkeypatch):
    looked = []
    lint_paths = asked.lint_paths
    monkeypatch.setattr(asked, "lint_paths", lambda *args, **how: looked.append(how) or lint_paths(*args, **how))
    for name in ("a.ipynb", "b.ipynb", "deep/c.ipynb"):
        project.add(name, CLEAN)

    project.runpytest_inprocess("--nbcoach").assert_outcomes(passed=3)

    assert [how["cached"] for how in looked] == [True]


def test_a_check_that_cannot_be_loaded_is_told_at_the_end(project, install):
    install("broken_checks", {"__init__.py": "", "style/__init__.py": "", "style/torn.py": "import nothing_like_it"})
    project.add("a.ipynb", CLEAN)

    session = project.runpytest_inprocess("--nbcoach")

    session.assert_outcomes(passed=1)
    session.stdout.fnmatch_lines(["nbcoach: *torn cannot be imported*"])
