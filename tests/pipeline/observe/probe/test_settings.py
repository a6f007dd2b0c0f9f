"""Which settings a cell changed."""

from __future__ import annotations

import os
import warnings

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from nbcoach.pipeline.observe.probe import settings


def changed(action) -> list[str]:
    before = settings.snapshot()
    action()
    return settings.changed(before, settings.snapshot())


def test_looking_changes_nothing():
    assert changed(settings.snapshot) == []


@pytest.mark.parametrize(
    ("name", "action"),
    [
        ("pandas.options", lambda: pd.set_option("display.max_rows", 7)),
        ("matplotlib.rcParams", lambda: mpl.rcParams.update({"font.size": 23})),
        ("numpy.printoptions", lambda: np.set_printoptions(precision=3)),
        ("numpy.errstate", lambda: np.seterr(all="raise")),
        ("warnings.filters", lambda: warnings.simplefilter("ignore")),
    ],
)
def test_a_changed_setting_is_told_also_by_a_cell_that_loads_its_library(name, action):
    first = settings.snapshot()
    options = np.get_printoptions(), np.geterr(), pd.get_option("display.max_rows"), mpl.rcParams["font.size"]
    try:
        with warnings.catch_warnings():
            assert name in changed(action)
        unloaded = {key: value for key, value in first.items() if key == "warnings.filters" or key != name}
        assert (name in settings.changed(unloaded, settings.snapshot())) is (name != "warnings.filters")
    finally:
        np.set_printoptions(**options[0])
        np.seterr(**options[1])
        pd.set_option("display.max_rows", options[2])
        mpl.rcParams["font.size"] = options[3]


def test_the_folder_and_the_environment_are_settings(tmp_path, monkeypatch):
    assert changed(lambda: monkeypatch.chdir(tmp_path)) == ["cwd"]
    assert changed(lambda: monkeypatch.setitem(os.environ, "NBCOACH_TEST", "1")) == ["os.environ"]


def test_a_library_that_was_only_loaded_has_changed_nothing():
    now = settings.snapshot()
    before = {name: value for name, value in now.items() if name not in {"numpy.printoptions", "numpy.errstate"}}

    assert settings.changed(before, now) == []
