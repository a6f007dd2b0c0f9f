"""Which literals become parameters, and why others do not."""

from __future__ import annotations

from typing import Any

import pytest

from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook
from nbcoach.pipeline.parameters import Choice, choose


def chosen(*cells: Any, names: list[str] | None = None) -> Choice:
    plain = [each if isinstance(each, tuple) else (each, []) for each in cells]
    document = {
        "cells": [
            {"cell_type": "code", "source": source, "metadata": {"tags": tags}, "outputs": []} for source, tags in plain
        ],
        "metadata": {"kernelspec": {"name": "python3", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    return choose(parse_notebook(document), names)


def defaults(choice: Choice) -> dict[str, Any]:
    return {each.name: each.default for each in choice.parameters}


def reasons(choice: Choice) -> dict[str, str]:
    return {each.name: each.reason for each in choice.left_out}


def test_literals_bound_once_and_read_later_are_lifted() -> None:
    choice = chosen("epochs = 10\nlr = 1e-3", "seed = 7\npath = 'data/a.csv'", "print(epochs, lr, seed, path)")
    assert defaults(choice) == {"epochs": 10, "lr": 1e-3, "seed": 7, "path": "data/a.csv"}


def test_a_literal_that_only_a_function_reads_is_lifted() -> None:
    assert defaults(chosen("depth = 3", "def fit():\n    return depth")) == {"depth": 3}


def test_the_parameters_cell_is_honoured_and_nothing_else_is_lifted() -> None:
    choice = chosen(("alpha = 0.1\nname = 'x y z'", ["parameters"]), "epochs = 3", "print(alpha, epochs, name)")
    assert defaults(choice) == {"alpha": 0.1, "name": "x y z"}
    assert {each.parameter.origin for each in choice.candidates} == {"tagged"}


def test_a_literal_of_the_parameters_cell_may_be_bound_again_elsewhere() -> None:
    assert defaults(chosen(("limit = 5", ["parameters"]), "limit = limit + 1")) == {"limit": 5}


def test_what_papermill_injected_is_the_value_that_counts() -> None:
    choice = chosen(("alpha = 0.1\nbeta = 2", ["parameters"]), ("alpha = 0.9", ["injected-parameters"]), "alpha, beta")
    assert defaults(choice) == {"alpha": 0.9, "beta": 2}


@pytest.mark.parametrize(
    ("cells", "name", "words"),
    [
        (["n = 1", "n = 2", "print(n)"], "n", "bound in cells 1, 2"),
        (["n = 1\nn += 1\nprint(n)"], "n", "binds it more than once"),
        (["step = 1", "for step in range(3): pass", "print(step)"], "step", "bound in cells 1, 2"),
        (
            ["size = 1", "def grow():\n    global size\n    size = 2", "grow(); print(size)"],
            "size",
            "bound in cells 1, 2",
        ),
        (["size = 1", "print(size)", "del size"], "size", "bound in cells 1, 3"),
        (["config = {'a': 1}", "config['a'] = 2", "print(config)"], "config", "changed in place in cell 2"),
        (["columns = ['a']", "columns.append('b')", "print(columns)"], "columns", "changed in place in cell 2"),
        (["columns = []", "print(columns)"], "columns", "starts empty"),
        (["shape = (2, 3)", "print(shape)"], "shape", "no form in JSON"),
        (["limit = None", "print(limit)"], "limit", "does not tell its type"),
        (["epochs = 3"], "epochs", "nothing reads it"),
        (["print('%s' % epochs)", "epochs = 3", "print(epochs)"], "epochs", "before it is bound"),
        (["max = 3", "print(max)"], "max", "Python itself has"),
        (["from pylab import *", "seed = 3", "print(seed)"], "seed", "import *"),
        (["%run other.py", "seed = 3", "print(seed)"], "seed", "%run in cell 1"),
        (["seed = 3", "%reset -f", "print(seed)"], "seed", "%reset in cell 2 clears it"),
        (["get_ipython().magic('reset -sf')", "seed = 3", "print(seed)"], "seed", "%reset in cell 1 clears it"),
        (["get_ipython().run_line_magic('run', 'a.py')", "seed = 3", "seed"], "seed", "%run in cell 1"),
        (["seed = 3", "exec('seed = 4')", "print(seed)"], "seed", "exec() in cell 2"),
        (["seed = 3", "seed * 2", "print(Out[2], seed)"], "seed", "cell 3 names outputs by their number"),
        (["%%timeit\nseed = 3\nprint(seed)", "print(seed)"], "seed", "%%timeit"),
    ],
)
def test_what_may_change_results_is_left_out_with_its_reason(cells: list[str], name: str, words: str) -> None:
    choice = chosen(*cells)
    assert name not in defaults(choice)
    assert words in reasons(choice)[name]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("password = 'hunter2'", "password"),
        ("API_KEY = 'abc'", "API_KEY"),
        ("path = 'postgres://maria:pw@host/db'", "path"),
        ("token = 'ghp_0123456789abcdefghijABCDEFGHIJ'", "token"),
        ("config = {'user': 'x', 'password': 'y'}", "config"),
    ],
)
@pytest.mark.parametrize("tags", [[], ["parameters"]])
def test_secrets_are_left_out_and_said_so_without_their_value(source: str, name: str, tags: list[str]) -> None:
    choice = chosen((source, tags), f"print({name})")
    assert defaults(choice) == {}
    left = next(each for each in choice.left_out if each.name == name)
    assert left.is_secret
    assert "secret" in left.reason
    assert source.partition("= ")[2].strip("'") not in str(choice.left_out)


@pytest.mark.parametrize(
    "source", ["max_tokens = 100", "pad_token = '[PAD]'", "token_pattern = 'a+'", "use_auth = True"]
)
def test_what_only_sounds_like_a_secret_is_none(source: str) -> None:
    name = source.partition(" ")[0]
    choice = chosen(source, f"print({name})")
    assert not any(each.is_secret for each in choice.left_out)


def test_a_local_variable_of_the_same_name_is_no_second_binding() -> None:
    cells = ("n_rows = 5", "def f():\n    n_rows = 9\n    return n_rows", "print(n_rows, [1 for n_rows in range(2)])")
    assert defaults(chosen(*cells)) == {"n_rows": 5}


def test_a_name_that_a_function_of_the_parameters_cell_has_as_its_own_stays_a_parameter() -> None:
    assert defaults(chosen(("alpha = 1\ndef f(alpha):\n    return alpha", ["parameters"]), "f(alpha)")) == {"alpha": 1}


def test_what_nothing_speaks_for_is_offered_and_not_taken() -> None:
    choice = chosen("x = 5\ntitle = 'Sales by month'\nepochs = 2", "print(x, title, epochs)")
    assert defaults(choice) == {"epochs": 2}
    assert {each.parameter.name for each in choice.candidates if not each.taken} == {"x", "title"}


def test_names_choose_exactly_these() -> None:
    choice = chosen("x = 5\nepochs = 2", "print(x, epochs)", names=["x"])
    assert defaults(choice) == {"x": 5}


def test_a_name_that_cannot_be_a_parameter_is_refused_with_the_reason() -> None:
    with pytest.raises(BadCallError, match=r"n cannot be a parameter: it is bound in cells 1, 2\."):
        chosen("n = 1", "n = 2", "print(n)", names=["n"])
    with pytest.raises(BadCallError, match=r"df is no literal .* These can be: epochs"):
        chosen("epochs = 1", "df = epochs", names=["df"])


def test_types_and_ranges_come_from_value_and_name() -> None:
    choice = chosen(
        "seed = 3\nlr = 1\ntest_size = 0.2\ndebug = True\nlayers = [64, 0.5]", "seed, lr, test_size, debug, layers"
    )
    assert {each.name: each.schema for each in choice.parameters} == {
        "seed": {"type": "integer", "minimum": 0, "maximum": 4294967295},
        "lr": {"type": "number"},
        "test_size": {"type": "number", "minimum": 0, "maximum": 1},
        "debug": {"type": "boolean"},
        "layers": {"type": "array", "items": {"type": "number"}},
    }


def test_a_range_that_the_default_breaks_is_not_set() -> None:
    choice = chosen("seed = -1\ntest_size = 500", "seed, test_size")
    assert [each.schema for each in choice.parameters] == [{"type": "integer"}, {"type": "integer"}]


def test_the_comment_behind_a_literal_is_its_help() -> None:
    (parameter,) = chosen("epochs = 3  # rounds over the data", "epochs").parameters
    assert parameter.help == "rounds over the data"
