"""Names resolve across import aliases, cells, functions and containers."""

from __future__ import annotations

import pytest
from cells import notebook

from nbcoach.notebook.runs import first_run, moment


@pytest.mark.parametrize(
    ("sources", "name"),
    [
        (("import numpy as np", "np.random.rand(3)"), "numpy.random.rand"),
        (("from numpy import random", "random.rand(3)"), "numpy.random.rand"),
        (("from numpy.random import rand as r", "r()"), "numpy.random.rand"),
        (("import tensorflow as tf", "tf.keras.layers.Dense()"), "keras.layers.Dense"),
        (("from tensorflow.keras import layers", "layers.Dense()"), "keras.layers.Dense"),
        (("from sklearn.svm import SVC", "m = SVC()", "m.fit(X)"), "sklearn.svm.SVC().fit"),
        (
            ("import pandas as pd", "df = pd.read_csv('x').dropna()\nd = df\nd.sample()"),
            "pandas.read_csv().dropna().sample",
        ),
        (("import m", "def make():\n    return m.Model()\nnet = make()\nnet.fit()"), "m.Model().fit"),
        (("import m", "a, b = m.split(x)\nb.go()"), "m.split()[1].go"),
        (("import m", "for x in m.items(): x.go()"), "m.items()[].go"),
        (("import m", "with m.open() as f: f.read()"), "m.open().read"),
        (("import m", "d = {}\nd['a'] = m.make()\nd['b'].go()"), "m.make().go"),
        (("from m import *", "go()"), "m.go"),
        (("from m import *", "print(x)"), "print"),
        (("def f(x): x.go()",), "?.go"),
        (("def open(x): pass", "open(1)"), "__main__.open"),
        (("class A: pass", "A().go()"), "__main__.A().go"),
        (("'a'.join(x)",), "str().join"),
        (("import m\nm = m.a()\nm.go()",), "m.a().go"),
    ],
)
def test_calls_have_resolved_names(sources: tuple[str, ...], name: str) -> None:
    assert notebook(*sources).calls[-1].name == name


def test_the_reaching_binding_is_the_last_one_above() -> None:
    book = notebook("x = 1", "f(x)", "x = 'two'", "f(x)")
    assert [book.constant(site.cell, site.call.arguments[0]) for site in book.calls] == [1, "two"]


def test_a_function_sees_what_is_bound_before_it_runs() -> None:
    book = notebook("def f():\n    return g(path)", "path = 'a'", "f()")
    site = book.calls[0]
    assert book.constant(site.cell, site.call.arguments[0]) == "a"


def test_a_deleted_name_is_bound_no_more() -> None:
    book = notebook("x = 1", "del x", "f(x)")
    site = book.calls[-1]
    assert book.definition(site.cell, site.call.arguments[0]) is None


def test_recursive_definitions_end() -> None:
    assert notebook("x = x.a()\nx = x.b()\ndef f():\n    return f()\ny = f()\ny.c()").calls[-1].name.endswith(".c")


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("f('a' + '/b')", "a/b"),
        ("d = 'a'\nf(d + '/' + name)", "a/{}"),
        ("d = 'a'\nf(f'{d}/{x}.csv')", "a/{}.csv"),
        ("import os\nf(os.path.join('a', 'b', x))", "a/b/{}"),
        ("from pathlib import Path\nf(Path('a') / 'b')", "a/b"),
        ("f('%s/b.csv' % x)", "{}/b.csv"),
        ("f('a/{}.csv'.format(x))", "a/{}.csv"),
        ("f(x)", ""),
    ],
)
def test_texts_are_put_together(source: str, text: str) -> None:
    book = notebook(source)
    site = next(each for each in book.calls if each.name == "f")
    assert book.text_of(site.cell, site.call.arguments[0]) == text


def test_ancestry_tells_what_a_value_was_made_from() -> None:
    book = notebook(
        "import pandas as pd\nraw = pd.read_csv('a.csv')\nclean = raw.dropna()", "def g(p):\n    f(clean[1], p)"
    )
    site = next(each for each in book.calls if each.name == "f")
    behind = book.ancestry(site.cell, *site.call.arguments)
    assert behind.texts == {"a.csv"}
    assert "pandas.read_csv" in behind.names
    assert behind.is_open


def test_holders_lead_from_a_literal_outwards() -> None:
    book = notebook("x = open(join('a', ['b']))")
    cell = book.code[0]
    value = next(each for each in cell.facts.strings if each.text == "b")
    roles = [(holder.role, type(holder.node).__name__) for holder in book.context(cell).holders(value)]
    assert roles == [("part", "Value"), ("argument", "Call"), ("argument", "Call"), ("binding", "Binding")]


def test_code_in_a_function_first_runs_where_the_function_is_used() -> None:
    book = notebook("def inner():\n    draw()", "def outer():\n    inner()", "x = 1", "outer()", "inner()")
    draw = next(site for site in book.calls if site.name == "draw")
    assert first_run(book, moment(draw.cell, draw.call.at, draw.block)).cell == 3
