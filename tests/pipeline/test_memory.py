"""The notebook's memory of outputs: `_` is read below a cut that empties it, or is filled again in time."""

import pytest
from cells import notebook

from nbcoach.pipeline.cut import candidates, choose
from nbcoach.pipeline.memory import forgotten, remembered
from nbcoach.pipeline.observation import CellTrace, Observation


def seen(*showing: int, cells: int) -> Observation:
    """A run of some cells, of which these showed a value."""
    result = ({"output_type": "execute_result", "data": {}},)
    traces = tuple(CellTrace(at, 1.0, result if at in showing else ()) for at in range(cells))
    return Observation(traces, (), {}, "3.11", "linux", (), float(cells))


def cuts(*cells: str, showing: tuple[int, ...] = (), observed: bool = True) -> list[int]:
    """The cells in front of which a cut leaves the memory as it is for those that read it."""
    run = seen(*showing, cells=len(cells)) if observed else None
    return [at for at in range(1, len(cells)) if not forgotten(notebook(*cells), at, len(cells), run)]


def test_a_cut_above_what_is_shown_and_one_below_what_reads_it_are_harmless():
    assert cuts("a = 1", "a", "b = _ + 1", "c = 1", showing=(1,)) == [1, 3]
    assert cuts("a = 1", "f(a)", "x = 1", "_.g()", "c = 1", showing=(1,)) == [1, 4]
    assert cuts("a", "a", "[x for x in _]", "a", "_", showing=(0, 1, 2, 3, 4)) == [1, 3]


def test_each_underscore_more_goes_one_value_further_back():
    assert cuts("1", "2", "print(_, __)", "c = 1", showing=(0, 1)) == [3]
    assert cuts("z = 1", "1", "2", "3", "print(___)", showing=(1, 2, 3)) == [1]


def test_what_the_run_did_not_show_is_no_value():
    assert cuts("a = 1", "a.sort()", "print(_)", showing=()) == []
    assert cuts("1", "a = 1", "a;", "print(_)", showing=(0,)) == []


@pytest.mark.parametrize("cell", ["a if verbose else None", "verbose and a", "if a: display(a)"])
def test_what_another_run_may_not_show_is_not_relied_upon(cell):
    assert cuts("a = 1", cell, "print(_)", showing=(1,)) == []


@pytest.mark.parametrize(
    ("cell", "harmless"), [("3", [1]), ("[a]", [1]), ("a", []), ("f(a)", []), ("3;", []), ("%%capture\n3", [])]
)
def test_without_a_run_only_literals_count_as_shown(cell, harmless):
    assert cuts("a = 1", cell, "print(_)", observed=False) == harmless


def test_a_function_that_reads_it_may_be_called_anywhere():
    assert cuts("a = 1", "a", "def f(): return _", "f()", showing=(1, 3)) == [3]
    assert cuts("a = 1", "a", "eval('_')", showing=(1,)) == []


def test_names_that_the_notebook_binds_are_variables():
    assert remembered(notebook("_ = 1", "print(_, __, Out)", "Out = 3")) == {"__"}
    assert cuts("_, a = f()", "a", "print(_)", showing=(1,)) == [1, 2]
    assert cuts("__ = 1", "a", "print(_)", showing=(1,)) == []
    assert remembered(notebook("[0 for _ in range(3)]", "_")) == {"_"}


@pytest.mark.parametrize("reader", ["Out[1]", "_1", "In[-1]", "_ih[1]", "_oh", "_i2", "f(_3)"])
def test_no_step_counts_its_cells_as_the_notebook_does(reader):
    assert cuts("a = 1", "a", reader, "b = 1", showing=(1,)) == []


def test_what_is_left_out_reads_nothing():
    cells = notebook("a = 1", "b = 1", "print(_)")
    assert forgotten(cells, 1, 2, seen(cells=3)) == ""
    assert forgotten(cells, 1, 3, seen(cells=3)) == (
        "cell 3 reads _, the notebook's memory of cells above, which every kernel begins anew"
    )


def test_a_cut_that_would_empty_it_is_given_up_with_its_reason():
    cells = notebook("a = 1", "a", "b = _", "c = 1")
    found = choose(cells, "cells", candidates(cells, "cells", [1, 2, 3]), None, [1, 2, 3])
    assert found.starts == (3,)
    assert {each.before: each.reason.split(",")[0] for each in found.merged} == {
        1: "cell 3 reads _",
        2: "cell 3 reads _",
    }
