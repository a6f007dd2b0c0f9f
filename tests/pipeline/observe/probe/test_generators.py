"""Which shared random generators a cell drew from."""
# ruff: noqa: NPY002, S311 - the generators that are looked at

from __future__ import annotations

import random

import numpy as np
import pytest

from nbcoach.pipeline.observe.probe import generators


@pytest.fixture(autouse=True)
def restored():
    """The generators as they were, for the other tests."""
    python, legacy = random.getstate(), np.random.get_state()
    yield
    random.setstate(python)
    np.random.set_state(legacy)


def drawn(action) -> list[str]:
    before = generators.snapshot()
    action()
    return generators.drawn(before, generators.snapshot())


def test_looking_draws_nothing():
    assert drawn(generators.snapshot) == []


def test_each_generator_is_told_apart():
    assert drawn(random.random) == ["random"]
    assert drawn(np.random.rand) == ["numpy"]
    assert drawn(lambda: np.random.default_rng(0).random()) == []


def test_a_seed_alone_draws_nothing():
    assert drawn(lambda: (random.seed(1), np.random.seed(1))) == []


def test_a_draw_behind_a_seed_counts():
    assert drawn(lambda: (random.seed(1), random.random())) == ["random"]
    assert drawn(lambda: (np.random.seed(1), np.random.normal())) == ["numpy"]
