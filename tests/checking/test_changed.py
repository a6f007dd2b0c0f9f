"""Which cells count as changed."""

from hypothesis import given
from hypothesis import strategies as st

from nbcoach.checking.changed import Change, changed_cells, same_notebook


def cells(*sources):
    return tuple(("markdown" if source.startswith("#") else "code", source) for source in sources)


def changed(before, after):
    return changed_cells(cells(*before), cells(*after))


NOTHING = Change(frozenset(), is_any=False)


def test_a_notebook_that_stays_has_no_change():
    assert changed(["# T", "a", "b"], ["# T", "a", "b"]) == NOTHING


def test_an_edited_cell_has_changed_and_its_neighbours_have_not():
    assert changed(["a", "b", "c"], ["a", "x", "c"]) == Change(frozenset({1}), is_any=True)


def test_inserted_cells_have_changed_and_those_below_have_only_moved_down():
    assert changed(["a", "b"], ["a", "x", "y", "b"]) == Change(frozenset({1, 2}), is_any=True)


def test_a_second_copy_of_a_cell_has_changed():
    assert len(changed(["a", "b"], ["a", "b", "b"]).cells) == 1


def test_of_two_cells_that_change_places_one_has_changed():
    assert len(changed(["a", "b"], ["b", "a"]).cells) == 1


def test_a_removed_cell_changes_the_notebook_and_no_other_cell():
    assert changed(["a", "b"], ["a"]) == Change(frozenset(), is_any=True)


def test_empty_cells_and_white_space_around_code_are_no_change():
    assert changed(["a", "b"], ["", "a\n", "  ", "b"]) == NOTHING


def test_a_cell_of_another_kind_has_changed():
    assert changed_cells((("code", "a"),), (("markdown", "a"),)) == Change(frozenset({0}), is_any=True)


def test_of_a_new_notebook_all_cells_have_changed():
    assert changed_cells(None, cells("a", "", "b")) == Change(frozenset({0, 2}), is_any=True)
    assert changed_cells(None, ()) == Change(frozenset(), is_any=True)


sources = st.lists(st.sampled_from(["a", "b", "c", "# T", ""]), max_size=8)


@given(sources, sources)
def test_the_cells_that_have_not_changed_stood_there_in_this_order(before, after):
    change = changed(before, after)

    kept = [each for index, each in enumerate(cells(*after)) if index not in change.cells and each[1]]
    rest = iter(cells(*before))
    assert all(each in rest for each in kept)
    assert change.is_any or [each for each in before if each] == [each for each in after if each]


@given(sources)
def test_nothing_changes_by_itself(same):
    assert changed(same, same) == NOTHING


def test_a_renamed_notebook_is_the_one_that_shares_most():
    others = {"x": cells("a", "b", "c", "d"), "y": cells("a", "b", "c"), "z": cells("q")}

    assert same_notebook(cells("a", "b", "c", "e"), others) == "x"
    assert same_notebook(cells("a", "e", "f"), others) is None
    assert same_notebook((), others) is None
