import re

import pytest

from nbcoach.notebook.regex import regex


def test_an_expression_is_compiled_when_it_is_first_used(monkeypatch):
    compiled = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or real(*given))

    word = regex(r"(?P<first>[a-z])\w*", re.IGNORECASE)
    assert compiled == []

    assert word.match("Ada")["first"] == "A"
    assert word.sub("x", "Ada, Bea") == "x, x"
    assert [found[0] for found in word.finditer("Ada Bea")] == ["Ada", "Bea"]
    assert compiled == [(r"(?P<first>[a-z])\w*", re.IGNORECASE)]


def test_an_expression_has_what_a_compiled_one_has():
    word = regex(r"(\w)(\w)")

    assert word.groups == 2
    assert word.pattern == r"(\w)(\w)"
    assert word.fullmatch("ab")
    with pytest.raises(AttributeError, match="nothing"):
        word.nothing  # noqa: B018 - it is looked up


def test_a_wrong_expression_is_an_error_on_first_use():
    wrong = regex("(")

    with pytest.raises(re.error, match="unterminated"):
        wrong.search("")
