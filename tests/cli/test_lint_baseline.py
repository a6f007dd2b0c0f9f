"""`nbcoach lint --baseline` and `--write-baseline` from outside."""

import json
from pathlib import Path

import pytest

import nbcoach
from nbcoach.faces.cli import main

DRAWS = "# %% [markdown]\n# # Noise\n# %%\nimport numpy as np\n\nnoise = np.random.rand(3)\n"
MORE = f"{DRAWS}# %%\nmore = np.random.rand(4)\n"


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def lint(capsys):
    def call(*words):
        code = main(["lint", *map(str, words)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def test_what_was_accepted_does_not_count_and_what_is_new_does(lint, percent_file):
    percent_file("work/a.ipynb", DRAWS)

    code, _, said = lint("work", "--write-baseline", "base.json")
    assert (code, said) == (0, "Wrote 1 finding in 1 notebook to the baseline base.json.\n")

    percent_file("work/a.ipynb", MORE)
    code, output, said = lint("work", "--baseline", "base.json", "--format", "json")
    assert (code, said) == (1, "Passed over 1 finding of the baseline base.json.\n")
    assert [each["cell"] for each in json.loads(output)["findings"]] == [2]


def test_the_baseline_of_the_settings_is_found_from_a_folder_below(lint, percent_file, monkeypatch):
    percent_file("work/a.ipynb", DRAWS)
    Path(".nbcoach.toml").write_text('baseline = "base.json"\nignore = ["unpinned-environment"]\n')
    lint("work", "--write-baseline", "base.json")
    monkeypatch.chdir("work")

    assert lint(".") == (
        0,
        "Nothing new found in 1 notebook.\n",
        "Passed over 1 finding of the baseline ../base.json.\n",
    )
    assert not list(nbcoach.lint("a.ipynb").findings)


def test_findings_that_are_gone_are_mentioned(lint, percent_file):
    percent_file("a.ipynb", MORE)
    lint(".", "--write-baseline", "base.json")
    percent_file("a.ipynb", DRAWS)

    _, _, said = lint(".", "--baseline", "base.json")

    assert "1 of the baseline's findings is gone: write it anew with --write-baseline base.json." in said


def test_a_baseline_is_written_anew_over_the_one_of_the_settings(lint, percent_file):
    percent_file("a.ipynb", MORE)
    Path(".nbcoach.toml").write_text('baseline = "base.json"\nignore = ["unpinned-environment"]\n')

    lint(".", "--write-baseline", "base.json")
    first = Path("base.json").read_text()
    lint(".", "--write-baseline", "base.json")

    assert Path("base.json").read_text() == first
    assert "rand" not in first


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--baseline", "none.json"], "There is no baseline none.json"),
        (["--baseline", "a.ipynb"], "is no baseline of nbcoach"),
        (["--baseline", "."], "cannot be read"),
        (["--write-baseline", "none/b.json"], "there is no folder none"),
    ],
)
def test_a_wrong_baseline_is_a_wrong_call(lint, percent_file, words, said):
    percent_file("a.ipynb", DRAWS)

    code, output, error = lint(".", *words)

    assert (code, output) == (2, "")
    assert said in error
