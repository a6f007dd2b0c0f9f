"""Magics are masked in place, and what is Python stays."""

from __future__ import annotations

import ast

import pytest

from nbcoach.notebook.facts import facts
from nbcoach.notebook.magics import mask


@pytest.mark.parametrize(
    "text",
    [
        "%matplotlib inline\nx = 1",
        "!pip install x\ny = 2",
        "if True:\n    !ls -la\n    %cd data\nz = 3",
        "files = !ls\nn = len(files)",
        "a, b = %magic x",
        "?print\nprint?\nprint??\nx = 1",
        "%%time\nx = 5",
        "%%capture out\nprint(1)",
        "%time x = 5\n%timeit -n 3 f(x)",
        "!echo 'a \\\nb'\nx = 1",
        "x = '''\n%not magic\n!nor this\n'''",
        "x = (1\n% 2)",
        "s = 'a = %d' % 3",
        "x = 3 \\\n % 2",
        "%%bash\nfor i in 1 2; do echo $i; done",
        '!echo "don\'t"\nx = 1',
    ],
)
def test_masked_text_parses_and_keeps_every_position(text: str) -> None:
    code = mask(text).code
    ast.parse(code)
    assert [len(line) for line in code.split("\n")] == [
        len(line) if not masked_body(text, number) else 0 for number, line in enumerate(text.split("\n"))
    ]


def masked_body(text: str, number: int) -> bool:
    """Bodies of foreign cell magics, and continued shell lines, become empty lines."""
    lines = text.split("\n")
    continued = number > 0 and lines[number - 1].endswith("\\") and lines[number - 1].lstrip().startswith("!")
    return continued or (number > 0 and lines[0].startswith("%%bash"))


def test_code_behind_a_timing_magic_binds_its_names() -> None:
    found = facts("%time total = add(1)")
    assert [binding.name for binding in found.bindings] == ["total"]
    assert [magic.name for magic in found.magics] == ["%time"]
    assert found.bindings[0].span == (1, 6, 1, 11)


def test_a_timed_loop_is_no_fault() -> None:
    found = facts("%time for i in range(3): print(i)")
    assert found.fault is None
    assert found.magics[0].text == "for i in range(3): print(i)"


def test_the_body_of_a_shell_cell_is_no_python() -> None:
    found = facts("%%bash\npip install x\nexport Y=1")
    assert found.calls == ()
    assert found.magics[0].name == "%%bash"
    assert found.magics[0].body == "pip install x\nexport Y=1"


def test_an_unknown_cell_magic_over_python_keeps_the_python() -> None:
    assert [call.function.text for call in facts("%%watch_this\nrun(1)").calls] == ["run"]


def test_an_unknown_cell_magic_over_another_language_is_left_alone() -> None:
    found = facts("%%polyglot\nfn main() { let x = 1; }")
    assert found.fault is None
    assert found.calls == ()


def test_magics_keep_their_place_in_the_order_of_the_run() -> None:
    found = facts("a = 1\n!pip install x\nb = 2")
    assert found.bindings[0].at < found.magics[0].at < found.bindings[1].at


def test_shell_lines_know_the_block_they_stand_in() -> None:
    found = facts("if colab:\n    !pip install x")
    assert found.blocks[found.magics[0].block].kind == "if"


def test_automagic_lines_are_read_where_nothing_else_parses() -> None:
    found = facts("pip install foo\ncd data")
    assert found.fault is None
    assert [(magic.name, magic.text) for magic in found.magics] == [("%pip", "install foo"), ("%cd", "data")]


def test_a_name_called_like_a_command_stays_a_name() -> None:
    found = facts("ls = [1]\nrm = ls\ncat(rm)")
    assert not found.magics
    assert [binding.name for binding in found.bindings] == ["ls", "rm"]
