import sys

import pytest

from nbcoach.checking import catalogue, discover, load
from nbcoach.checking.entry_points import entry_points


def names():
    return [each.name for each in catalogue().checks]


def test_the_checks_of_nbcoach_are_found():
    assert {"unseeded-run", "untracked-data", "hard-coded-path"} <= set(names())
    assert catalogue().problems == ()


def test_every_check_of_nbcoach_can_be_imported_and_is_named_as_its_file():
    loaded = load(catalogue().checks)

    assert loaded.problems == ()
    assert [(check.name, check.area) for check in loaded.checks] == [
        (each.name, each.area) for each in catalogue().checks
    ]


def test_another_package_adds_a_check_with_one_file(install):
    install("acme_checks", ["manners/shouting.py"])

    (found,) = [check for check in discover() if check.name == "shouting"]

    assert found.area == "manners"
    assert found.summary() == "Prints in capitals."


def test_a_check_is_imported_only_when_it_is_loaded(install):
    install("acme_checks", {"manners/shouting.py": "raise SystemExit('imported')"})

    assert "shouting" in names()
    assert "acme_checks.manners.shouting" not in sys.modules


def test_private_files_and_other_files_are_no_checks(install):
    install("acme_checks", {"__init__.py": "", "manners/_words.py": "", "manners/words.toml": "", "README.md": ""})

    assert [each for each in catalogue().checks if each.module.startswith("acme")] == []


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("import nowhere_to_be_found", "ModuleNotFoundError: No module named 'nowhere_to_be_found'"),
        ("1 / 0", "ZeroDivisionError: division by zero (shouting.py, line 1)"),
        ("def broken(:", "SyntaxError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("x = 1", "acme_checks.manners.shouting holds no check"),
        ("from nbcoach.checking import Check\nclass A(Check): pass\nclass B(Check): pass", "holds 2 checks"),
    ],
)
def test_a_check_that_cannot_be_imported_is_a_problem_and_the_others_go_on(install, source, reason):
    install("acme_checks", {"manners/shouting.py": source})

    loaded = load(catalogue().checks)

    (problem,) = loaded.problems
    assert (problem.kind, problem.check, problem.path) == ("failed-to-run", "shouting", None)
    assert reason in problem.message
    assert "\n" not in problem.message
    assert "unseeded-run" in {check.name for check in loaded.checks}


@pytest.mark.parametrize("entry_point", ["nowhere_at_all", "acme_checks.manners.shouting", "acme_checks:things"])
def test_a_package_that_cannot_be_imported_is_a_problem(install, entry_point):
    install("acme_checks", ["manners/shouting.py"], entry_point)

    (problem,) = catalogue().problems

    assert "acme-checks" in problem.message
    assert entry_point in problem.message
    assert "unseeded-run" in names()


def test_of_two_checks_with_one_name_the_first_runs_and_the_second_is_told(install):
    install("acme_checks", {"reproducibility/unseeded_run.py": ""})

    (problem,) = catalogue().problems

    assert problem.check == "unseeded-run"
    assert "acme_checks.reproducibility.unseeded_run is left out" in problem.message
    assert [each.module for each in catalogue().checks if each.name == "unseeded-run"] == [
        "nbcoach_checks.reproducibility.unseeded_run"
    ]


def test_the_working_directory_brings_no_checks(install, monkeypatch):
    site = install("acme_checks", ["manners/shouting.py"])
    monkeypatch.chdir(site)
    catalogue.cache_clear()

    assert "shouting" not in names()


def test_the_first_of_two_installations_counts(install, tmp_path, monkeypatch):
    install("acme_checks", ["manners/shouting.py"])
    other = tmp_path / "other" / "acme_checks-0.9.dist-info"
    other.mkdir(parents=True)
    (other / "entry_points.txt").write_text("[nbcoach.checks]\nold = old_checks\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(other.parent)])

    assert [each.value for each in entry_points("nbcoach.checks") if each.distribution == "acme-checks"] == [
        "acme_checks"
    ]


def test_entry_points_of_other_groups_and_comments_are_passed_over(tmp_path, monkeypatch):
    info = tmp_path / "x-1.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text("[a]\nno = 1\n[b]\n# not = this\n yes=2 \n\n[c]\nno = 3\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), "/nowhere"])

    assert [(each.name, each.value) for each in entry_points("b")] == [("yes", "2")]
