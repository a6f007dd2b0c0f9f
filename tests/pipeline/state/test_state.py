"""Blobs of one process: what is checked before they are read, what a trial costs, what is carried along with a name."""

import importlib
import json
import sys
import types

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbcoach.pipeline.state.compare import compare
from nbcoach.pipeline.state.rebuilding import Placeholder
from nbcoach.pipeline.state.settings import SETTINGS
from nbcoach.pipeline.state.state import StateError, dump, dump_values, load, load_values, trial


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Blobs go to a folder of their own; the settings of the test run itself stay out of them."""
    for name in list(SETTINGS):
        monkeypatch.delitem(SETTINGS, name)
    monkeypatch.setenv("PIPELINE_STATE", str(tmp_path))
    return tmp_path


def ran(text="", **values):
    space = {"__name__": "__main__", **values}
    exec(text, space)  # noqa: S102
    return space


def carried(space, names=None):
    dump("one", names, space)
    fresh = {"__name__": "__main__"}
    load("one", fresh)
    return fresh


def reasons(space, names=None):
    return {obstacle["name"]: obstacle["reason"] for obstacle in trial(names, space)["obstacles"]}


def test_a_blob_tells_its_hash_names_and_python(folder):
    dump("one", ["a"], ran(a=1, b=2))

    about = json.loads((folder / "one.state.json").read_text())
    assert about["names"] == ["a"]
    assert about["size"] == (folder / "one.state").stat().st_size
    assert sorted(path.name for path in folder.iterdir()) == ["one.state", "one.state.json"]


def test_a_blob_that_was_changed_is_not_unpickled(folder):
    dump("one", None, ran(a=1))
    blob = folder / "one.state"
    blob.write_bytes(blob.read_bytes().replace(b"a", b"b", 1))

    with pytest.raises(StateError, match="damaged or exchanged"):
        load("one", {})


def test_a_missing_blob_says_what_to_do():
    with pytest.raises(StateError, match="Run that step again"):
        load("none", {})


def test_what_cannot_be_carried_is_named_and_nothing_is_written(folder):
    space = ran("g = (i for i in [1])\na = 1")

    with pytest.raises(StateError, match="g: a generator that is not used up"):
        dump("one", None, space)
    assert list(folder.iterdir()) == []


def test_names_are_closed_over_what_functions_and_methods_read():
    text = "k = 1\nz = 2\ndef f(): return k\nclass C:\n    def m(self): return [f() for _ in 'a']\nc = C()"

    assert trial(["c"], ran(text))["names"] == ["c", "f", "k"]


def test_a_function_that_reads_all_globals_takes_all_names():
    assert trial(["f"], ran("def f(): return globals()['k']\nk = 1\nz = 2"))["names"] == ["f", "k", "z"]


def test_functions_look_into_the_live_namespace():
    fresh = carried(ran("k = 1\ndef f(): return k"))

    fresh["k"] = 5

    assert fresh["f"]() == 5
    assert fresh["f"].__globals__ is fresh


def test_closures_share_their_cells():
    text = "def make(n=0):\n def up():\n  nonlocal n\n  n += 1\n return up, lambda: n\nup, get = make()"
    fresh = carried(ran(text))

    fresh["up"]()

    assert fresh["get"]() == 1


def test_arrays_that_share_memory_still_do():
    a = np.arange(12.0).reshape(3, 4)
    fresh = carried(ran(a=a, b=a.T, c=a[1], d=a[:, ::-2]))

    fresh["b"][0, 1] = 70

    assert fresh["a"][1, 0] == fresh["c"][0] == 70
    assert np.shares_memory(fresh["a"], fresh["d"])
    assert fresh["d"].strides == a[:, ::-2].strides


def test_frames_that_share_by_copy_on_write_stay_apart_when_written():
    frame = pd.DataFrame({"x": [1, 2], "y": [3, 4]})
    fresh = carried(ran(frame=frame, other=frame[:], column=frame["x"]))

    fresh["frame"].loc[0, "x"] = 9

    assert fresh["other"].loc[0, "x"] == 1
    assert fresh["column"].loc[0] == 1


def test_an_array_of_a_column_still_sees_the_frame():
    frame = pd.DataFrame({"x": [1, 2]})
    fresh = carried(ran(frame=frame, v=frame["x"].values))

    assert np.shares_memory(fresh["v"], fresh["frame"]._mgr.blocks[0].values)
    assert not fresh["v"].flags.writeable


def test_a_trial_of_large_arrays_copies_nothing():
    frame = pd.DataFrame(np.zeros((200_000, 20)))
    tracemalloc = __import__("tracemalloc")
    tracemalloc.start()
    found = trial(None, ran(frame=frame, part=frame[0]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert found["obstacles"] == []
    assert found["size"] > 32_000_000
    assert peak < 4_000_000


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("import threading\nl = threading.Lock()\nl.acquire()", "l", "a lock that is held"),
        ("import weakref\nclass C: pass\nc = C()\nr = weakref.ref(c)", "r", "a weak reference"),
        ("import socket\ns = socket.socket()\ns.close()", "s", "a network connection"),
        ("import types\nm = types.ModuleType('hand')", "m", "was made by hand"),
        ("f = open('one.txt', 'w')", "f", "the open file one.txt"),
        ("import functools\n@functools.lru_cache\ndef g(x): return x\ng(1)", "g", "remembers results"),
    ],
)
def test_what_ends_with_a_kernel_is_an_obstacle_in_plain_words(text, name, reason, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    space = ran(text)
    found = reasons(space)
    if hasattr(space[name], "close"):
        space[name].close()

    assert list(found) == [name]
    assert reason in found[name]


def test_values_are_kept_one_by_one_with_placeholders(folder):
    dump_values(str(folder / "values"), ran("g = (i for i in [1])\na = [1]\nf = lambda: a"))

    values = load_values(str(folder / "values"))

    assert values["a"] == [1]
    assert isinstance(values["f"], types.FunctionType)
    assert values["g"] == Placeholder("builtins.generator", "<generator object <genexpr>>")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), VALUES, max_size=5))
def test_any_plain_values_come_back_equal(tmp_path_factory, values):
    path = str(tmp_path_factory.mktemp("values") / "values")
    dump_values(path, {"__name__": "__main__", **values})

    assert compare(values, load_values(path)) == []


def test_a_package_comes_with_the_modules_that_somebody_imported_into_it(tmp_path, monkeypatch):
    package = tmp_path / "parcel"
    package.mkdir()
    (package / "__init__.py").write_text("inner = 0\n")
    (package / "late.py").write_text("value = 3\n")
    (package / "_hidden.py").write_text("value = 4\n")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("parcel.late")
    importlib.import_module("parcel._hidden")
    parcel = sys.modules["parcel"]
    parcel.made = sys.modules["parcel.made"] = types.ModuleType("parcel.made")
    dump("one", None, ran(parcel=parcel))
    for name in [each for each in sys.modules if each.startswith("parcel")]:
        monkeypatch.delitem(sys.modules, name)

    fresh = {"__name__": "__main__"}
    load("one", fresh)

    assert fresh["parcel"] is not parcel
    assert fresh["parcel"].late.value == 3
    assert not vars(fresh["parcel"]).keys() & {"_hidden", "made"}


def test_a_module_that_took_a_patch_when_it_was_imported_has_it_in_the_next_kernel(tmp_path, monkeypatch):
    (tmp_path / "giver.py").write_text("def say():\n    return 'loud'\n")
    (tmp_path / "taker.py").write_text("from giver import say\n")
    monkeypatch.syspath_prepend(tmp_path)
    patch = "def hush():\n    return word\ngiver.say = hush\nimport taker"
    space = ran(f"import giver\nword = 'hush'\n{patch}", In=["", "import giver", patch])
    dump("one", ["giver", "hush"], space)
    for name in ("giver", "taker"):
        monkeypatch.delitem(sys.modules, name)

    fresh = {"__name__": "__main__"}
    load("one", fresh)

    taker = importlib.import_module("taker")
    assert fresh["giver"].say() == taker.say() == "hush"
    assert taker.say is fresh["hush"]
