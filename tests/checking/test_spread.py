from hypothesis import given
from hypothesis import strategies as st

from nbcoach.checking.spread import chunks


@given(st.lists(st.floats(1, 100)), st.integers(1, 9))
def test_chunks_keep_order_and_lose_nothing(costs, count):
    items = list(range(len(costs)))

    cut = chunks(items, costs, count)

    assert [item for part in cut for item in part] == items
    assert all(cut)
    assert len(cut) <= count + 1


def test_chunks_cost_about_the_same():
    costs = [1.0] * 50 + [9.0] * 50

    parts = chunks(costs, costs, 10)

    assert max(sum(part) for part in parts) <= sum(costs) / 10 + 9
