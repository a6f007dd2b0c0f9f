"""How a state that was set is told from one that was drawn from."""

# ruff: noqa: NPY002, S311 - the generators that all share are what these tests are about

from __future__ import annotations

import random
import sys
import types

import numpy as np
import pytest

from nbcoach.faces.widget.live.generators import Generators
from nbcoach.faces.widget.live.twister import State, follows
from nbcoach.faces.widget.watch import Ran

LONG = 5.0


def state(generator: random.Random) -> State:
    _, words, rest = generator.getstate()
    return State(words[:-1], words[-1], rest)


@pytest.mark.parametrize("draws", [1, 311, 312, 313, 5_000, 200_000])
def test_a_state_that_was_drawn_from_follows_from_the_one_before(draws):
    generator = random.Random(5)
    before = state(generator)
    for _ in range(draws):
        generator.random()
    assert follows(before, state(generator), LONG) is True


def test_a_state_that_was_set_does_not_follow():
    generator = random.Random(5)
    before = state(generator)
    generator.seed(6)
    assert follows(before, state(generator), 0.01) is False
    generator.random()
    assert follows(before, state(generator), 0.01) is None


def judged(*cells: tuple[str, object], history: tuple[str, ...] = ()) -> list[str]:
    """The libraries that drew unseeded, after cells of code and what each really does."""
    generators = Generators(history)
    for code, act in cells:
        cell = Ran(code, 0, None)
        generators.begin(code)
        act()
        generators.end(cell)
        generators.settle(cell, {})
    return [draw.library for draw in generators.draws]


def test_a_million_normal_numbers_are_followed():
    np.random.seed()
    assert judged(("x = np.random.randn(10**6)", lambda: np.random.randn(1_000_000))) == ["numpy"]


def test_a_helper_that_seeds_out_of_sight_is_noticed_by_its_state():
    np.random.seed()
    cells = [("begin()", lambda: np.random.seed(1)), ("x = draw()", lambda: np.random.rand(3))]
    assert judged(*cells) == []


def test_what_libraries_draw_from_random_for_themselves_is_not_told():
    assert judged(("fit()", random.random)) == []
    assert judged(("import random", random.random)) == ["random"]


class Torch(types.ModuleType):
    """A stand-in with torch's own answers: the seed it began with, and its state as bytes."""

    def __init__(self, seed: int) -> None:
        super().__init__("torch")
        self.seed, self.drawn = seed, 0

    def initial_seed(self) -> int:
        return self.seed

    def get_rng_state(self) -> types.SimpleNamespace:
        return types.SimpleNamespace(numpy=lambda: np.array([self.drawn]))

    def draw(self) -> None:
        self.drawn += 1

    def manual_seed(self, seed: int) -> None:
        self.seed, self.drawn = seed, 0


def test_torch_drew_unseeded_while_its_seed_is_the_systems(monkeypatch):
    torch = Torch(seed=1 << 50)
    monkeypatch.setitem(sys.modules, "torch", torch)
    assert judged(("torch.rand(1)", torch.draw)) == ["torch"]
    assert judged(("torch.rand(1)", torch.draw), ("fix()", lambda: torch.manual_seed(3))) == []
    assert judged(("torch.rand(1)", torch.draw)) == []
