import ast
import sys
from collections import Counter

import pytest

from nbcoach.pipeline.state import compare_source, source

BOTH = pytest.mark.parametrize("text", [source(), compare_source()], ids=["state", "compare"])


@BOTH
def test_the_vendored_text_keeps_to_the_syntax_of_python_3_8(text):
    assert ast.parse(text, feature_version=(3, 8))


@BOTH
def test_the_vendored_text_imports_only_the_standard_library_and_what_the_notebook_has(text):
    imported = [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.Import, ast.ImportFrom))]
    modules = {alias.name if isinstance(node, ast.Import) else node.module for node in imported for alias in node.names}

    assert {name.split(".")[0] for name in modules} <= sys.stdlib_module_names


@BOTH
def test_no_part_takes_a_name_of_another(text):
    names = Counter(node.name for node in ast.parse(text).body if isinstance(node, (ast.FunctionDef, ast.ClassDef)))

    assert [name for name, count in names.items() if count > 1] == []


def test_the_vendored_text_runs_alone():
    space = {"__name__": "vendored"}

    exec(compile(source(), "state.py", "exec"), space)  # noqa: S102

    assert space["trial"](namespace={"__name__": "__main__", "a": 1})["names"] == ["a"]
