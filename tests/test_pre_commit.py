"""The hooks that https://pre-commit.com installs say what the command line knows."""

import shlex
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from nbcoach.faces.cli import command

HOOKS = yaml.safe_load((Path(__file__).parents[1] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def test_there_is_a_hook_to_look_and_one_to_repair():
    assert [hook["id"] for hook in HOOKS] == ["nbcoach-lint", "nbcoach-fix"]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_is_a_call_that_the_command_line_knows(hook, percent_file):
    program, *arguments = shlex.split(hook["entry"])
    clean = percent_file("a.ipynb", "# %% [markdown]\n# # Say hello to whoever reads this\n# %%\nprint('hello')\n")

    result = CliRunner().invoke(command, [*arguments, str(clean)])

    assert program == "nbcoach"
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_gets_notebooks_all_at_once(hook):
    assert hook["language"] == "python"
    assert hook["types_or"] == ["jupyter"]
    assert hook["require_serial"] is True
