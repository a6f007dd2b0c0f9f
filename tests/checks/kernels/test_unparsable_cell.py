import pytest
from cells import document

from nbcoach.checking import discover, lint_notebook
from nbcoach.notebook import parse_notebook

(UNPARSABLE_CELL,) = (check for check in discover() if check.name == "unparsable-cell")


def findings(*sources, version="", kernel="python3", nbformat=4):
    metadata = {"kernelspec": {"name": kernel, "language": "python"}, "language_info": {"name": "python"}}
    if version:
        metadata["language_info"]["version"] = version
    live = document(*sources, **metadata) | {"nbformat": nbformat}
    return lint_notebook(parse_notebook(live), checks=[UNPARSABLE_CELL]).findings


def test_python_2_is_read_by_python_2():
    assert findings("print 'x'", "def f((a, b)): return a", version="2.7.12", kernel="python2") == ()


def test_python_2_stops_python_3_where_it_stands():
    (found,) = findings("x = 1\nprint x", version="3.8.5")

    assert found.span == (2, 0, 2, 7)
    assert "Python 2" in found.message


def test_python_2_is_left_alone_where_no_kernel_is_told():
    assert findings("print 'x'") == ()


def test_what_no_python_reads_is_told_for_every_kernel():
    assert [len(findings("f(1", version=each)) for each in ("2.7.1", "3.4.0", "3.11.4", "3.19.0", "")] == [1] * 5


@pytest.mark.parametrize("source", ["run(async=True)", "async = 3"])
def test_names_that_became_keywords_are_names_for_an_older_kernel(source):
    assert findings(source, version="3.6.9") == ()
    assert len(findings(source, version="3.8.1")) == 1


@pytest.mark.parametrize("source", ["f'{a['b']}'", "type Pair = tuple[int, int]", "def first[T](of: T): return of"])
def test_what_a_later_python_may_read_is_left_alone_for_a_later_kernel(source):
    assert findings(source, version="3.99.0") == ()


def test_the_language_of_sage_is_not_judged():
    assert findings("R.<x> = QQ[]", kernel="sagemath") == ()


def test_an_old_format_without_a_version_may_be_python_2():
    assert findings("def f((a, b)): return a") != ()
    assert findings("def f((a, b)): return a", nbformat=3) == ()


def test_the_place_lies_within_the_line():
    (found,) = findings("threshold =\nprint(3)")

    assert found.span == (1, 10, 1, 11)
