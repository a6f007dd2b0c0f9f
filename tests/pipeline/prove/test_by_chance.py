"""Which cells may show other things in each run, as nobody seeded what they follow from."""

from __future__ import annotations

from cells import notebook

from nbcoach.pipeline.observation import CellTrace, Observation
from nbcoach.pipeline.prove.by_chance import by_chance


def seen(*cells: CellTrace) -> Observation:
    return Observation(cells, (), {}, "3.11", "linux", (), 1.0)


def test_what_follows_from_a_draw_without_a_seed_varies_and_the_rest_does_not() -> None:
    whole = notebook(
        "rows = 5",
        "x = random.random()",
        "print(rows)",
        "y = x * 2",
        "def show():\n    return y",
        "show()",
        "open('drawn.txt').read()",
        "rows + 1",
    )
    observation = seen(
        CellTrace(0, 0.1, changed=("rows",)),
        CellTrace(1, 0.1, changed=("x",), draws=("random",), impure=("entropy",), written=("drawn.txt",)),
        CellTrace(2, 0.1),
        CellTrace(3, 0.1, changed=("y",)),
        CellTrace(4, 0.1, changed=("show",)),
        CellTrace(5, 0.1),
        CellTrace(6, 0.1, opened=("drawn.txt",)),
        CellTrace(7, 0.1),
    )

    assert by_chance(whole, observation) == {1, 3, 4, 5, 6}


def test_where_everything_is_seeded_nothing_varies() -> None:
    whole = notebook("random.seed(3)\nx = random.random()", "x")
    observation = seen(CellTrace(0, 0.1, changed=("x",), draws=("random",)), CellTrace(1, 0.1))

    assert by_chance(whole, observation) == frozenset()
