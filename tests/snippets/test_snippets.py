import ast

import pytest

from nbcoach.snippets import names, quoted, snippet, snippets


def test_every_snippet_is_python_that_an_old_kernel_reads():
    assert {"seed", "parameters", "log_input", "tracking_autolog"} <= set(names())
    for name in names():
        for cell in snippets(name).values():
            ast.parse(cell.source, feature_version=(3, 8))


def test_places_are_filled_and_nothing_of_the_file_head_is_left():
    cell = snippet("parameters", lines="a = 1\nb = 2")
    assert cell.source == "a = 1\nb = 2"
    assert cell.metadata == {"tags": ["parameters"]}


def test_a_place_on_a_line_of_its_own_keeps_its_indentation():
    cell = snippet("log_input", "run", title='"x"', line="a\nb")
    assert cell.source == 'with mlflow.start_run(run_name="x"):\n    a\n    b'


def test_a_place_at_the_start_of_a_line_keeps_the_rest_of_it():
    assert snippet("seed", "start", seed="SEED").source == "SEED = 42"


def test_an_empty_place_takes_its_line_along():
    assert snippet("seed", imports="", start="", lines="x").source.split("\n")[1:] == ["x"]


@pytest.mark.parametrize("values", [{}, {"lines": "", "more": ""}])
def test_places_and_values_must_fit(values):
    with pytest.raises(KeyError, match="parameters needs"):
        snippet("parameters", **values)


def test_an_unknown_snippet_is_an_error():
    with pytest.raises(KeyError):
        snippet("gone")
    with pytest.raises(KeyError):
        snippet("seed", "gone")


@pytest.mark.parametrize("text", ['a"b', "é\\n", "😀\n", ""])
def test_a_quoted_text_reads_back_the_same(text):
    assert ast.literal_eval(quoted(text)) == text
