import pytest

from nbcoach.checking import Check, Example, discover
from nbcoach.checking.testing import Case, cases, examples


@pytest.fixture
def shouting(install):
    install("acme_checks", ["manners/shouting.py"])
    return next(check for check in discover() if check.name == "shouting")


@pytest.mark.parametrize("case", examples(discover()), ids=str)
def test_the_examples_of_each_check_are_true(case):
    case.verify()


def test_another_package_tests_its_examples_the_same_way(shouting):
    told = [str(case) for case in examples([shouting])]

    assert told == ["shouting-bad-1", "shouting-good-1"]
    for case in examples([shouting]):
        case.verify()


def test_a_mark_without_a_finding_fails(shouting):
    with pytest.raises(AssertionError, match="not found: cell 1, line 2: shouting"):
        Case("x", "a = 1\nprint('hi')  # expect: shouting", (shouting,)).verify()


def test_a_finding_without_a_mark_fails(shouting):
    with pytest.raises(AssertionError, match=r"not expected: cell 2, line 1: shouting \(this is loud\)"):
        Case("x", "a = 1\n# %%\nprint('HI')", (shouting,)).verify()


def test_a_check_that_crashes_fails(install):
    install("acme_checks", ["manners/crashing.py"])

    with pytest.raises(AssertionError, match="RuntimeError"):
        Case("x", "a = 1", discover()).verify()


def test_a_bad_example_needs_a_mark_and_a_check_an_example(install):
    class Unmarked(Check):
        """Has an example without a mark."""

        examples = (Example(bad="x", good="y"),)

    with pytest.raises(ValueError, match="needs a mark"):
        list(examples([Unmarked]))
    with pytest.raises(ValueError, match="has no examples"):
        list(examples([Check]))


def test_a_folder_of_cases_is_read(tmp_path, shouting):
    (tmp_path / "cases" / "a").mkdir(parents=True)
    (tmp_path / "cases" / "a" / "loud.py").write_text("# %%\nprint('HI')  # expect: shouting\n")

    (case,) = cases(tmp_path / "cases", [shouting])

    assert case.name == "a/loud"
    case.verify()


def test_a_folder_without_cases_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="no case"):
        list(cases(tmp_path))


def test_what_is_found_about_the_notebook_is_marked_above_the_first_cell():
    class Untitled(Check):
        """Finds the notebook."""

        def find(self, notebook, project):
            yield self.finding("no title")

    Case("x", "# expect: test-testing\n# %%\na = 1", (Untitled,)).verify()


def test_a_list_says_which_checks_were_judged(tmp_path):
    (tmp_path / "area").mkdir()
    (tmp_path / "free.py").write_text("1")
    (tmp_path / "area" / "judged.txt").write_text("unseeded-run\nno-holdout\n")
    (tmp_path / "area" / "first.py").write_text("1")

    judged, free = cases(tmp_path)

    assert [check.name for check in judged.checks] == ["no-holdout", "unseeded-run"]
    assert len(free.checks) == len(discover())


def test_what_was_judged_must_be_a_check(tmp_path):
    (tmp_path / "judged.txt").write_text("unseeded-runs")
    (tmp_path / "first.py").write_text("1")

    with pytest.raises(ValueError, match="there is no check unseeded-runs"):
        cases(tmp_path)
