"""Which variables are handed on to the cells below: all that they may read, and not what they bind themselves."""

from __future__ import annotations

import pytest
from tests.cells import document, notebook

from nbcoach.notebook import parse_notebook
from nbcoach.pipeline.liveness import first_reader, live


def handed_on(*cells: str) -> set[str] | None:
    """What the last of some cells reads of the others."""
    found = live(notebook(*cells), len(cells) - 1)
    return None if found is None else set(found)


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("print(a)", {"a"}),
        ("a", {"a"}),
        ("c = 3", set()),
        ("a = 3\nprint(a)", set()),
        ("print(a)\na = 3", {"a"}),
        ("a += 1", {"a"}),
        ("a[0] = 1", {"a"}),
        ("a.b = 1", {"a"}),
        ("del a", {"a"}),
        ("a: int\nprint(a)", {"a"}),
        ("a: int = 3\nprint(a)", set()),
        ("if b:\n    a = 3\nprint(a)", {"a", "b"}),
        ("for a in b:\n    print(a)", {"b"}),
        ("for a in b:\n    pass\nprint(a)", {"a", "b"}),
        ("while True:\n    a = 1\n    print(a)\n    break", set()),
        ("try:\n    a = int('1')\nexcept ValueError:\n    print(a)", {"a"}),
        ("with open('f') as a:\n    b = a.read()\nprint(a, b)", set()),
        ("def a():\n    return b", {"b"}),
        ("def f(a):\n    return a", set()),
        ("def f():\n    a = 1\n    return a", set()),
        ("def f():\n    global a\n    a = 1\nf()\nprint(a)", {"a"}),
        ("def f(x=a):\n    return x", {"a"}),
        ("@a\ndef f(): pass", {"a"}),
        ("class C(a):\n    b = 1", {"a"}),
        ("class C:\n    a = 1\n    def f(self):\n        return a", {"a"}),
        ("f = lambda a: a + b", {"b"}),
        ("[a for a in range(3)]", set()),
        ("[x for x in a if x > b]", {"a", "b"}),
        ("(a := 1) and print(a)", {"a"}),
        ("import a\na.b()", set()),
        ("from c import d as a\na()", set()),
        ("print(f'{a!r:>{b}}')", {"a", "b"}),
        ("print('a')", set()),
        ("plt.title('a by b')", set()),
        ("eval('a + 1')", {"a"}),
        ("df.query('x > @a')", {"a"}),
        ("smf.ols('y ~ a', df)", {"a"}),
        ("sql('select * from a')", {"a"}),
        ("x = 'a'", {"a"}),
        ("%timeit a.sum()", {"a"}),
        ("%timeit -n 3 f(a)", {"a"}),
        ("%%timeit b.copy()\na.sum()", {"a", "b"}),
        ("%%time\na = 1\nprint(a)", set()),
        ("!echo $a {b}", {"a", "b"}),
        ("files = !ls {a}", {"a"}),
        ("%store a", {"a"}),
        ("%%bash -s {a}\necho b", {"a"}),
        ("%%writefile a.py\nprint(b)", {"a"}),
        ("%%custom\na", {"a"}),
        ("print(_)", set()),
        ("print(Out[3], _4, In)", set()),
        ("_ = 1", set()),
        ("for _ in range(3): print(_)", set()),
        ("x = (a,\n", {"a"}),
    ],
)
def test_what_the_next_cell_reads_is_handed_on_and_nothing_else(below: str, names: set[str]) -> None:
    assert handed_on("a = [1]\nb = 2", below) == names


@pytest.mark.parametrize(
    "below",
    [
        "exec('a = 1')",
        "globals()['a']",
        "eval(x)",
        "vars()",
        "dir()",
        "locals()",
        "%who",
        "%whos",
        "%run -i other.py",
        "import __main__",
        "get_ipython().user_ns['a']",
        "import sys\nsys._getframe()",
        "def f():\n    return globals()\nf()",
    ],
)
def test_what_may_look_at_everything_is_handed_everything(below: str) -> None:
    assert handed_on("a = 1", below) is None


@pytest.mark.parametrize("below", ["def f():\n    return locals()", "vars(b)", "dir(b)", "model.eval()", "eval('b')"])
def test_what_looks_at_one_object_is_not_handed_everything(below: str) -> None:
    assert handed_on("a = 1\nb = 2", below) is not None


def test_a_text_of_another_cell_counts_where_it_may_be_evaluated() -> None:
    assert handed_on("limit = 3\nwanted = 'x > @limit'", "df.query(wanted)") == {"wanted", "limit"}
    assert handed_on("limit = 3\nwanted = 'x > @limit'", "print(wanted)") == {"wanted"}


def test_words_in_texts_are_not_the_history_of_the_notebook() -> None:
    assert handed_on("_ = 1\na = 2", "b = '_' * a, 'In Out'") == {"a"}
    assert handed_on("a = 1", "eval('_ + a')") == {"a"}
    assert handed_on("_ = a = 1", "eval('_ + a')") == {"_", "a"}
    assert handed_on("a = 1", "print(_)\n_ = 2") == {"_"}


def test_what_a_later_cell_binds_first_is_not_handed_on() -> None:
    cells = notebook("fig = 1\ndf = 2", "df", "fig = 3", "fig")
    assert live(cells, 1) == {"df"}
    assert live(cells, 2) == set()
    assert live(cells, 3) == {"fig"}


def test_a_cell_that_is_to_fail_binds_nothing_surely() -> None:
    plain = document("a = 1", "1 / 0\na = 2", "print(a)")
    plain["cells"][1]["metadata"] = {"tags": ["raises-exception"]}
    assert live(parse_notebook(plain), 1) == {"a"}


@pytest.mark.parametrize(
    "above", ["from math import *", "%run other.py", "exec(x)", "globals()['floor'] = 1", "%pylab"]
)
def test_names_that_are_bound_unseen_are_handed_on_too(above: str) -> None:
    assert "floor" in (handed_on(above, "floor(3)") or ())


def test_names_that_python_has_are_not_handed_on_unless_the_notebook_binds_them() -> None:
    assert handed_on("a = 1", "print(len(a), max)") == {"a"}
    assert handed_on("max = 1", "print(max)") == {"max"}
    assert handed_on("from x import *", "print(display(x1))") == {"display", "x1"}


def test_the_first_reader_is_the_first_cell_that_names_it_anywhere() -> None:
    cells = notebook("rate = 0.1", "import os", "def f():\n    return rate", "f(rate)")
    assert first_reader(cells, "rate") == 2
    assert first_reader(notebook("rate = 1", "x = '@rate'", "df.query(x)"), "rate") == 1
    assert first_reader(notebook("rate = 1", "print(1)", "globals()", "print(rate)"), "rate") == 2
    assert first_reader(notebook("rate = 1"), "rate") is None
