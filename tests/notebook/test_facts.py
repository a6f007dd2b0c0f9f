"""One walk over a cell fills every list."""

from __future__ import annotations

import msgspec
import pytest

from nbcoach.notebook.facts import facts
from nbcoach.notebook.model import Facts


def test_positions_count_code_points() -> None:
    call = facts("naïve = 'ü'; 漢字(x)").calls[0]
    assert call.span == (1, 13, 1, 18)


def test_facts_travel_as_plain_data() -> None:
    found = facts("import numpy as np\nx = [np.f(i, k=1) for i in y if i]\nwith open(p) as f:\n    x['a'] = f\n")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=Facts) == found


def test_equal_cells_give_equal_facts() -> None:
    assert facts("x = f(1)") == facts("x = f(1)")


def test_a_value_comes_before_the_name_it_is_bound_to() -> None:
    found = facts("x = f(x)")
    assert found.names[-1].at < found.calls[0].at < found.bindings[0].at


def test_the_last_expression_is_shown_unless_it_ends_quietly() -> None:
    assert facts("x = 1\nx").statements[-1].kind == "shown"
    assert facts("x = 1\nx;").statements[-1].kind == "expression"
    assert facts("if y:\n    x").statements[-1].kind == "expression"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("x = 1", "assign", "x"),
        ("x += 1", "augment", "x"),
        ("x: int = 1", "annotate", "x"),
        ("for x in y: pass", "for", "x"),
        ("with a as x: pass", "with", "x"),
        ("import x.y", "import", "x"),
        ("from m import y as x", "import", "x"),
        ("def x(): pass", "def", "x"),
        ("class x: pass", "class", "x"),
        ("try: pass\nexcept E as x: pass", "except", "x"),
        ("(x := 1)", "walrus", "x"),
        ("del x", "delete", "x"),
        ("x[0] = 1", "item", "x"),
        ("x.a.b = 1", "attribute", "x"),
        ("match y:\n    case [x]: pass", "match", "x"),
        ("f = lambda x: x", "parameter", "x"),
    ],
)
def test_every_way_to_bind_a_name_is_seen(text: str, kind: str, name: str) -> None:
    assert (kind, name) in [(binding.kind, binding.name) for binding in facts(text).bindings]


def test_an_annotation_alone_binds_nothing() -> None:
    assert facts("x: int").bindings == ()


def test_unpacking_a_spelled_tuple_binds_each_to_its_own_value() -> None:
    first, second = facts("a, b = 1, f(2)").bindings
    assert (first.value.text, second.value.kind) == ("1", "call")  # type: ignore[union-attr]


def test_blocks_tell_under_what_a_call_runs() -> None:
    found = facts(
        "def f():\n    for i in x:\n        try:\n            g()\n        except (A, b.C):\n            pass"
    )
    kinds = [(block.kind, block.names) for block in found.around(found.calls[0].block)]
    assert kinds == [("try", ("A", "C")), ("for", ()), ("function", ())]


def test_starred_arguments_leave_a_call_open() -> None:
    call = facts("f(a, *b, **c)").calls[0]
    assert call.is_open
    assert call.argument(0, "x") is not None
    assert call.argument(1, "y") is None


PYTHON_2 = [
    "print 'a', 3",
    "print",
    "print 'x' % y,",
    "print >>f, 'x'",
    "if x: print 'a'; print 'b'",
    "try:\n    pass\nexcept ValueError, e:\n    print e",
    "x = 1 <> 2",
    "y = `x`",
    "exec code",
    "z = ur'x'",
    "raise ValueError, 'bad'",
    "n = 10L",
    "for k in d:\n    print k,  # comment\n    print 'say \"hi\"'",
    "print 'a', \\\n    'b'",
    "print foo(1,\n    2), 3",
    "mode = 0777",
]


@pytest.mark.parametrize("text", PYTHON_2)
def test_python_2_is_read(text: str) -> None:
    assert facts(text).fault is None


def test_python_2_keeps_the_position_of_calls() -> None:
    found = facts("print np.random.rand(3), x")
    assert [(call.function.text, call.column) for call in found.calls] == [("np.random.rand", 6), ("print", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "x = (",
        "1 +",
        "def f(:",
        "\x00",
        "(" * 5000,
        "a" + ".b" * 20_000,
        "x = " + "[" * 200 + "]" * 200,
        "\ud800 = 1",
        "  x = 1\n y",
    ],
)
def test_what_does_not_parse_says_why_and_never_raises(text: str) -> None:
    found = facts(text)
    assert found.fault is None or found.fault.message


def test_a_broken_cell_keeps_its_shell_lines() -> None:
    found = facts("!pip install x\nx = (")
    assert found.fault
    assert found.magics[0].text == "pip install x"
