"""`nbcoach init` from outside: what it shows, asks, writes, and leaves alone."""

import io
from pathlib import Path

import pytest
from repositories import listing, repository

from nbcoach.config import find_settings
from nbcoach.faces.cli import main
from nbcoach.wiring import change

DRAW = "# %%\nimport numpy as np\nnp.random.rand(3)\n"


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """A repository on GitHub, in which the command is called."""
    folder = repository(tmp_path / "project")
    (folder / ".github").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def init(capsys):
    def call(*words):
        code = main(["init", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


class Terminal(io.StringIO):
    """Standard input at which somebody has typed an answer."""

    def isatty(self):
        return True


def test_settings_a_hook_and_a_job_are_written(init):
    code, output, _ = init("--yes")

    assert code == 0
    assert output == (
        "Wrote .nbcoach.toml: settings.\n"
        "Wrote .pre-commit-config.yaml: a hook that looks at each commit.\n"
        "Wrote .github/workflows/nbcoach.yml: a job that looks at each change.\n"
    )
    assert find_settings(Path()).fail_on == "warning"
    assert "nbcoach lint . --format github" in Path(".github/workflows/nbcoach.yml").read_text()


def test_a_second_call_changes_nothing(init, percent_file, project):
    percent_file("project/a.ipynb", DRAW)
    init("--yes", "--baseline")
    before = listing(project)

    code, output, said = init("--yes", "--baseline")

    assert (code, output) == (0, "")
    assert said.endswith("Nothing to do.\n")
    assert ".pre-commit-config.yaml stays as it is: it calls nbcoach." in said
    assert listing(project) == before


def test_a_dry_run_shows_the_difference_and_writes_nothing(init, project):
    Path("pyproject.toml").write_text("[tool.ruff]\nline-length = 100\n")
    before = listing(project)

    code, output, _ = init("--dry-run")

    assert code == 0
    assert "--- pyproject.toml\n+++ pyproject.toml\n@@ -1,2 +1,8 @@\n [tool.ruff]\n" in output
    assert "--- /dev/null\n+++ .pre-commit-config.yaml\n" in output
    assert "+      - run: nbcoach lint . --format github\n" in output
    assert listing(project) == before


def test_what_people_wrote_stays(init):
    written = {
        "pyproject.toml": "[tool.nbcoach]\nfail-on='hint'\n",
        ".pre-commit-config.yaml": "repos:\n- repo: meta\n  hooks: [{id: identity}]  # ours\n",
        ".github/workflows/nbcoach.yml": "on: push  # by hand\n",
    }
    Path(".github/workflows").mkdir()
    for name, text in written.items():
        Path(name).write_text(text)

    _, output, _ = init("--yes")

    assert output == "Wrote .pre-commit-config.yaml: a hook that looks at each commit.\n"
    for name, text in written.items():
        assert Path(name).read_text().startswith(text)


def test_todays_findings_are_accepted(init, percent_file, capsys):
    percent_file("project/a.ipynb", DRAW)

    _, output, _ = init("--yes", "--baseline")

    assert "Wrote nbcoach-baseline.json: a baseline of 3 findings, which are passed over from now on." in output
    assert main(["lint", "."]) == 0
    percent_file("project/b.ipynb", DRAW)
    assert main(["lint", "."]) == 1
    capsys.readouterr()


def test_a_baseline_joins_settings_that_are_there(init, percent_file):
    percent_file("project/a.ipynb", DRAW)
    init("--yes")
    Path(".nbcoach.toml").write_text('fail-on = "hint"  # strict\n')

    _, output, _ = init("--yes", "--baseline")

    assert "Wrote .nbcoach.toml: the baseline's name." in output
    assert Path(".nbcoach.toml").read_text() == 'fail-on = "hint"  # strict\nbaseline = "nbcoach-baseline.json"\n'


def test_without_findings_there_is_no_baseline(init):
    _, _, said = init("--yes", "--baseline")

    assert "No baseline is needed" in said
    assert find_settings(Path()).baseline == ""
    assert not Path("nbcoach-baseline.json").exists()


def test_a_project_in_a_repository_keeps_its_settings_and_shares_hook_and_job(init):
    Path("team one").mkdir()
    Path("team one/pyproject.toml").write_text("[project]\n")

    _, output, _ = init("--yes", "team one")

    assert "Wrote team one/pyproject.toml: settings." in output
    assert "Wrote .pre-commit-config.yaml" in output
    assert "nbcoach lint 'team one' --format github" in Path(".github/workflows/nbcoach.yml").read_text()


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (["--no-pre-commit", "--ci", "none"], {".nbcoach.toml"}),
        (["--ci", "gitlab"], {".nbcoach.toml", ".pre-commit-config.yaml", ".gitlab-ci.yml"}),
    ],
)
def test_what_is_not_wanted_is_not_written(init, project, words, written):
    init("--yes", *words)

    assert {path.name for path in project.iterdir()} - {".git", ".github"} == written


def test_a_folder_outside_of_a_repository_gets_settings_alone(init, tmp_path):
    (tmp_path / "loose").mkdir()

    _, output, said = init("--yes", str(tmp_path / "loose"))

    assert output == "Wrote ../loose/.nbcoach.toml: settings.\n"
    assert "belong to a repository" in said


def test_a_configuration_without_room_is_told_with_what_to_add(init):
    Path(".pre-commit-config.yaml").write_text("repos: [{repo: meta, hooks: [{id: identity}]}]\n")

    _, output, said = init("--yes")

    assert ".pre-commit-config.yaml" not in output
    assert ".pre-commit-config.yaml cannot be added to by a program; add this yourself:\n  - repo: local\n" in said


def test_who_says_yes_is_believed(init, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))

    code, output, said = init()

    assert code == 0
    assert "New file .nbcoach.toml: settings\n--- /dev/null\n" in said
    assert "Write these 3 files? [y/N]" in said
    assert output.count("Wrote ") == 3


def test_who_says_no_keeps_everything_as_it_is(init, monkeypatch, project):
    before = listing(project)
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))

    code, output, said = init()

    assert (code, output) == (1, "")
    assert said.endswith("Nothing was written.\n")
    assert listing(project) == before


def test_where_nobody_can_answer_nothing_is_written(init, monkeypatch, project):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    before = listing(project)

    code, output, said = init()

    assert (code, output) == (2, "")
    assert "--yes" in said
    assert listing(project) == before


def test_wrong_settings_are_corrected_first(init):
    Path(".nbcoach.toml").write_text("fail-on = 3\n")

    assert init("--yes")[0] == 2
    assert not Path(".pre-commit-config.yaml").exists()


def test_a_preview_hides_credentials(init):
    Path("pyproject.toml").write_text('[tool.x]\ntoken = "ghp_9fKq2LxTz7RbWm4VyHc8NdPs5JgUeXa1Bo3Z"\n')

    _, output, _ = init("--dry-run")

    assert "[tool.x]" in output
    assert "ghp_" not in output


def test_a_file_that_changed_since_it_was_shown_is_left_alone(init, monkeypatch):
    kept = change.content

    def meanwhile(file):
        Path(".nbcoach.toml").write_text("fail-on = 'never'\n")
        return kept(file)

    monkeypatch.setattr("nbcoach.wiring.change.content", meanwhile)

    code, output, said = init("--yes")

    assert (code, output) == (2, "")
    assert ".nbcoach.toml has changed meanwhile" in said
    assert Path(".nbcoach.toml").read_text() == "fail-on = 'never'\n"


def test_a_place_that_cannot_be_written_is_told(init):
    Path(".github").rmdir()
    Path(".github").write_text("")

    code, _, said = init("--yes", "--ci", "github")

    assert code == 2
    assert "nbcoach.yml cannot be written" in said
