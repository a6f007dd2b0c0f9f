"""Names of environment variables, and imports for what reads them."""

import pytest
from cells import notebook

from nbcoach.notebook.environment_edit import importing, name_of, variable_name


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("api_key", "API_KEY"),
        ("apiKey", "API_KEY"),
        ("openai.api_key", "API_KEY"),
        ("Access Token", "ACCESS_TOKEN"),
        ("x-api-key", "X_API_KEY"),
        ("TOKEN", "TOKEN"),
        ("_", ""),
        ("3d", ""),
        ("", ""),
    ],
)
def test_a_variable_is_named_as_the_code_names_the_value(name, variable):
    assert variable_name(name) == variable


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("token = 'v'", "token"),
        ("token: str = 'v'", "token"),
        ("client.token = 'v'", "token"),
        ("settings['token'] = 'v'", "token"),
        ("login(token='v')", "token"),
        ("settings = {'user': 'u', 'token': 'v'}", "token"),
        ("os.environ['TOKEN'] = 'v'", ""),
        ("a, b = 'u', 'v'", "b"),
        ("login('v')", ""),
        ("settings[0] = 'v'", ""),
    ],
)
def test_a_value_is_called_as_what_takes_it(source, name):
    cells = notebook(source)
    cell = cells.code[0]
    value = next(each for each in cell.facts.strings if each.text == "v")

    assert name_of(cells.context(cell).holder(value)) == name


@pytest.mark.parametrize(
    ("sources", "new"),
    [
        (["x = f()"], "1:import os"),
        (["%%time\n# remark\n\nx = f()"], "4:import os"),
        (["from __future__ import annotations\nx = f()"], "2:import os"),
        (["import os\nx = f()"], ""),
        (["import os", "x = f()"], ""),
        (["x = f()\nimport os"], "1:import os"),
        (["def g():\n    import os", "x = f()"], "1:import os"),
        (["os = 3", "x = f()"], None),
        (["import os.path as os", "x = f()"], None),
    ],
)
def test_a_module_is_imported_where_it_is_not_yet(sources, new):
    cells = notebook(*sources)
    cell = cells.code[-1]

    edits = importing(cells, cell, "os", cell.facts.calls[0])

    told = None if edits is None else "".join(f"{each.line}:{each.new.strip()}" for each in edits)
    assert told == new
