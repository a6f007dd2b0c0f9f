import pytest

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.guards import is_fallback, is_guarded, is_parameter_test, tries_import
from nbcoach.notebook.percent import percent_document


def site(text):
    notebook = parse_notebook(percent_document(text))
    return notebook, notebook.calls_to("here")[0]


@pytest.mark.parametrize(
    "text",
    [
        "import sys\nif 'google.colab' in sys.modules:\n    here()",
        "import sys\nIN_COLAB = 'google.colab' in sys.modules\nif not IN_COLAB:\n    pass\nelse:\n    here()",
        "import os\nif os.getenv('KAGGLE_KERNEL_RUN_TYPE'):\n    here()",
        "import os\nflag = 'X' in os.environ\nif flag:\n    here()",
        "try:\n    import google.colab\n    c = True\nexcept ImportError:\n    c = False\nif c:\n    here()",
        "def on_colab():\n    return True\nif on_colab():\n    here()",
        "import os\ntry:\n    key = os.environ['K']\nexcept KeyError:\n    here()",
        "if 'colab' in str(get_ipython()):\n    here()",
    ],
)
def test_a_test_of_the_environment_guards(text):
    notebook, call = site(text)

    assert is_guarded(notebook, call.cell, call.block)


@pytest.mark.parametrize(
    "text",
    ["here()", "if 1 > 2:\n    here()", "for x in y:\n    here()", "try:\n    here()\nexcept ValueError:\n    pass"],
)
def test_other_conditions_do_not(text):
    notebook, call = site(text)

    assert not is_guarded(notebook, call.cell, call.block)


def test_a_switch_is_a_name_that_holds_a_literal():
    for text, expected in (("go = False\nif go:\n    here()", True), ("go = ask()\nif go:\n    here()", False)):
        notebook, call = site(text)
        assert is_parameter_test(notebook, call.cell, call.block) is expected


def test_a_fallback_of_a_setting_is_seen():
    assert is_fallback(*site("import os\nkey = os.getenv('K') or here()"))
    assert not is_fallback(*site("key = a or here()"))


def test_a_try_that_survives_a_missing_module_is_seen():
    _, call = site("try:\n    here()\nexcept ImportError:\n    pass")

    assert tries_import(call.cell, call.block)
