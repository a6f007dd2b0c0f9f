"""A hook is put into a configuration of pre-commit as people would have written it."""

from textwrap import dedent

import pytest
import yaml

from nbcoach.wiring.pre_commit import HOOK, is_wired, new_config, snippet, with_hook

SAMPLE = """\
# what runs before a commit
repos:
-   repo: https://github.com/pre-commit/pre-commit-hooks
    rev: "v5.0.0"  # quoted
    hooks:
    -   id: check-yaml
        args: [--unsafe]

    -   id: end-of-file-fixer  # last

# for pre-commit.ci
ci: {skip: [mypy]}
"""

TIDY = """\
---
exclude: ^vendor/
repos:
  - repo: https://github.com/astral-sh/ruff-pre-commit
    rev: v0.9.1
    hooks:
      - id: ruff
"""


def test_a_new_configuration_calls_the_hook():
    assert yaml.safe_load(new_config()) == {"repos": [{"repo": "local", "hooks": [HOOK]}]}
    assert is_wired(new_config())


def test_the_snippet_fits_into_a_list_of_repositories():
    assert yaml.safe_load(f"repos:\n{snippet()}")["repos"][0]["hooks"] == [HOOK]


@pytest.mark.parametrize(
    ("before", "behind", "written"),
    [
        (
            SAMPLE,
            "end-of-file-fixer  # last\n",
            "-   repo: local\n    hooks:\n    -   id: nbcoach-lint\n        name: ",
        ),
        (TIDY, "id: ruff\n", "  - repo: local\n    hooks:\n      - id: nbcoach-lint\n        name: "),
        (
            "repos:\n- repo: meta\n  hooks: [{id: identity}]\n",
            "]\n",
            "- repo: local\n  hooks:\n    - id: nbcoach-lint\n",
        ),
    ],
)
def test_the_hook_goes_behind_all_others_in_their_style(before, behind, written):
    after = with_hook(before.encode()).decode()

    start = after.index(written)
    end = after.index("require_serial: true\n") + len("require_serial: true\n")
    assert after[:start].endswith(behind)
    assert after[:start] + after[end:] == before


@pytest.mark.parametrize(
    "before",
    [
        "repos: []\n",
        "repos: []",
        "repos: []  # none yet\nfail_fast: true\n",
        "repos:\n- repo: meta\n  hooks: []",
        "repos:\n- hooks:\n  - id: x\n    entry: |\n      a\n      b\n  repo: local\nfail_fast: true\n",
        "repos:\n- repo: local\n  hooks:\n  - id: x\n    entry: |\n      a\n      b\n\n\nfail_fast: true\n",
        "repos:\n- repo: local\n  hooks:\n  - id: x\n    entry: >-\n      a\n",
        "repos:\n- repo: 'grün'\n  hooks: [ {id: ä} ]\n# ende\n",
    ],
)
def test_whatever_its_form_nothing_but_the_hook_is_added(before):
    expected = yaml.safe_load(before)
    expected["repos"].append({"repo": "local", "hooks": [HOOK]})

    after = with_hook(before.encode())

    assert yaml.safe_load(after) == expected
    assert is_wired(after)
    assert [line for line in before.splitlines() if "#" in line and "[]" not in line] == [
        line for line in after.decode().splitlines() if "#" in line and "[]" not in line and "none yet" not in line
    ]
    assert before.count("#") == after.decode().count("#")


def test_line_ends_of_windows_stay():
    after = with_hook(TIDY.replace("\n", "\r\n").encode())

    assert after.count(b"\n") == after.count(b"\r\n")
    assert after.startswith(TIDY.replace("\n", "\r\n").encode())


@pytest.mark.parametrize(
    "before",
    ["", "[]", "repos:", "repos: [", "repos: {}", "repos: [{repo: meta, hooks: []}]", "a: \xff", "repos: []\n...\n"],
)
def test_what_has_no_room_is_left_alone(before):
    data = before.encode("latin-1")

    after = with_hook(data)

    assert after is None or yaml.safe_load(after) == {"repos": [{"repo": "local", "hooks": [HOOK]}]}
    assert after is None or before.startswith("repos: []")


@pytest.mark.parametrize(
    ("config", "wired"),
    [
        ("repos: []", False),
        ("repos: [3, {hooks: 3}, {hooks: [3]}]", False),
        ("repos: [{hooks: [{id: nbcoach-fix}]}]", True),
        ("repos: [{hooks: [{id: lint, entry: poetry run nbcoach lint}]}]", True),
        ("repos: [{repo: https://example.org/nbcoach, hooks: [{id: other}]}]", False),
        ("repos: 3", None),
    ],
)
def test_a_hook_that_calls_nbcoach_is_known(config, wired):
    assert is_wired(dedent(config).encode()) is wired
