from pathlib import Path

import pytest

from nbcoach.checking import choose
from nbcoach.checking.patterns import Patterns
from nbcoach.checking.select import verify_names
from nbcoach.config import Settings, find_settings
from nbcoach.errors import BadCallError


@pytest.fixture(autouse=True)
def _acme(install):
    install("acme_checks", ["manners/shouting.py", "manners/taste.py"])


def chosen(select=None, ignore=()):
    return {check.name for check in choose(Settings(select=select, ignore=ignore)).checks}


def test_without_a_choice_the_checks_that_run_by_default_run():
    assert "shouting" in chosen()
    assert "unseeded-run" in chosen()
    assert "taste" not in chosen()


CHECKS = Path(__file__).parents[2] / "checks" / "nbcoach_checks"
AREAS = tuple(each.name for each in CHECKS.iterdir() if (each / "__init__.py").exists())


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (("shouting",), (), {"shouting"}),
        (("manners",), (), {"shouting", "taste"}),
        (("taste",), (), {"taste"}),
        (("manners",), ("taste",), {"shouting"}),
        (("taste",), ("manners",), {"taste"}),
        (("manners",), ("manners",), set()),
        (("all",), (*AREAS, "taste"), {"shouting"}),
        ((), (), set()),
    ],
)
def test_the_closer_word_counts(select, ignore, expected):
    assert chosen(select, ignore) == expected


def test_what_is_ignored_does_not_run_by_default():
    assert not {"shouting", "taste"} & chosen(ignore=("manners",))
    assert chosen(ignore=("all",)) == set()


def test_checks_that_are_not_selected_are_not_imported(install):
    install("broken_checks", {"manners/broken.py": "1 / 0"})

    assert choose(Settings(select=("shouting",))).problems == ()
    assert len(choose(Settings()).problems) == 1


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("unseded-run", "Did you mean 'unseeded-run'?"),
        ("UNSEEDED_RUN", "Did you mean 'unseeded-run'?"),
        ("maners", "Did you mean 'manners'?"),
        ("zzzzzz", "List them with: nbcoach checks"),
        ("", "List them with: nbcoach checks"),
    ],
)
def test_an_unknown_name_is_answered_with_a_near_one(name, cure):
    with pytest.raises(BadCallError) as caught:
        verify_names([name], "--select")

    assert str(caught.value) == f"--select: there is no check or area {name!r}. {cure}"


@pytest.mark.parametrize(
    "line",
    [
        "select = ['nope']",
        "ignore = ['nope']",
        "severity = { nope = 'hint' }",
        "per-path-ignores = { 'a/*' = ['nope'] }",
    ],
)
def test_an_unknown_name_in_a_file_is_told_with_the_file_and_the_key(tmp_path, line):
    (tmp_path / ".nbcoach.toml").write_text(line)

    with pytest.raises(BadCallError) as caught:
        choose(find_settings(tmp_path))

    assert str(caught.value).startswith(f"{tmp_path / '.nbcoach.toml'}, {line.partition(' ')[0]}")
    assert "'nope'" in str(caught.value)


def test_checks_are_silent_where_the_path_matches(tmp_path):
    settings = Settings(root=tmp_path, per_path_ignores={"lectures/": ("manners",)}, select=("manners", "data"))

    selection = choose(settings)

    assert {check.area for check in selection.at(str(tmp_path / "lectures" / "1.ipynb"))} == {"data"}
    assert {check.area for check in selection.at(str(tmp_path / "work" / "1.ipynb"))} == {"data", "manners"}
    assert {check.area for check in selection.at(None)} == {"data", "manners"}


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("old/", "a/old/x.ipynb", True),
        ("/old", "a/old/x.ipynb", False),
        ("a/**/x.ipynb", "a/b/c/x.ipynb", True),
        ("*.ipynb", "a/x.ipynb", True),
        ("x.ipynb", "../x.ipynb", False),
    ],
)
def test_patterns_are_those_of_gitignore(tmp_path, pattern, path, matches):
    assert Patterns(tmp_path, (pattern,)).match(str(tmp_path / Path(path))) is matches


def test_a_pattern_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(BadCallError, match="pattern"):
        Patterns(tmp_path, ("!",)).match(str(tmp_path / "x"))
