"""Settings: constants of a class, mappings, options, and what objects are given."""

import pytest
from cells import notebook

from nbcoach.notebook.settings import held


def _texts(*sources: str) -> list[str]:
    """The texts that the argument of `ask(…)` may have."""
    read = notebook(*sources)
    site = read.calls_to("ask")[0]
    return [value.text for _, value in held(read, site.cell, site.call.arguments[0])]


@pytest.mark.parametrize(
    "definition",
    [
        "class CFG:\n    model = 'bert'",
        "class CFG:\n    model: str = 'bert'",
        "class CFG:\n    model: str = field(default='bert')",
        "class Kind:\n    model = 'bert'\nCFG = Kind()",
        "class Kind:\n    def __init__(self):\n        self.model = 'bert'\nCFG = Kind()",
        "CFG = SimpleNamespace(model='bert')",
        "CFG = EasyDict({'model': 'bert'})",
        "CFG = object()\nCFG.model = 'bert'",
        "parser.add_argument('--model', default='bert')\nCFG = parser.parse_args()",
    ],
)
def test_an_attribute_is_found_where_it_is_set(definition: str):
    assert _texts(definition, "ask(CFG.model)") == ["bert"]


def test_an_item_is_found_in_its_mapping():
    assert _texts("CFG = {'a': {'model': 'bert'}, 'b': 1}", "ask(CFG['a']['model'])") == ["bert"]


def test_an_item_by_a_variable_may_be_any():
    assert _texts("CFG = dict(a='bert', b='gpt2')", "ask(CFG[task])") == ["bert", "gpt2"]


def test_a_setting_of_a_parameter_may_be_any_of_that_name():
    sources = ("class CFG:\n    model = 'bert'", "def build(cfg):\n    ask(cfg.model)")
    assert _texts(*sources) == ["bert"]


def test_an_attribute_of_a_module_is_no_setting():
    assert _texts("import config as CFG\nclass Other:\n    model = 'bert'", "ask(CFG.model)") == []
