"""Verdicts: what differs by itself in the notebook speaks against no pipeline."""

import pytest

from nbcoach.pipeline.observation import CellTrace, Observation
from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.judging import Judge
from nbcoach.pipeline.prove.values import Compared


def printed(text):
    return ({"output_type": "stream", "name": "stdout", "text": text},)


def run(*texts, **changed):
    cells = [
        CellTrace(at, 0.1, printed(text), changed=tuple(changed.get(f"cell{at}", ()))) for at, text in enumerate(texts)
    ]
    return Observation(tuple(cells), (), {}, "3.11", "linux", (), 1.0)


def judge(first, again=None, code="x"):
    return Judge(first, again or first, {0: code})


def verdict(first, again, pipeline, code="x"):
    return judge(run(first), run(again), code).cell(0, "s", printed(pipeline)).verdict


@pytest.mark.parametrize(
    ("first", "again", "pipeline", "expected"),
    [
        ("a 1", "a 1", "a 1", "equal"),
        ("a 1", "a 1", "a 2", "differs"),
        ("a 1", "a 2", "a 3", "noise"),
        ("a 1", "a 2", "a 1", "noise"),
        ("a 1", "a 2", "b 1", "differs"),
        ("a 1 b 2", "a 9 b 2", "a 5 b 3", "differs"),
        ("a", "a\nb", "c\nd", "differs"),
    ],
)
def test_only_the_places_that_vary_are_noise(first, again, pipeline, expected):
    assert verdict(first, again, pipeline) == expected


def test_an_order_is_noise_only_where_the_code_has_none():
    assert verdict("['a', 'b']", "['a', 'b']", "['b', 'a']", "list(set(xs))") == "noise"
    assert verdict("['a', 'b']", "['a', 'b']", "['b', 'a']", "xs") == "differs"


def test_a_time_is_noise_only_where_the_code_measures_one():
    assert verdict("took 1.5 s", "took 1.5 s", "took 1.6 s", "time.time()") == "noise"
    assert verdict("took 1.5 s", "took 1.5 s", "took 1.6 s", "print(delay)") == "differs"


def names(compared, first=None):
    judged = judge(first or run("", "", "")).variables(compared, ["one", "two"], {"one": 0, "two": 2})
    return {each.name: (each.verdict, each.step) for each in judged}


def test_variables_are_judged_where_they_are_held_last():
    compared = Compared(
        names=("a", "b", "c", "d", "e"),
        held={"a": "two", "b": "one", "c": "two", "d": "two"},
        opaque=frozenset({"c"}),
        noise=(("d", Difference("value")),),
        found=(("b", Difference("value", "1", "2")), ("d", Difference("value", "1", "2"))),
    )

    assert names(compared) == {
        "a": ("equal", "two"),
        "b": ("differs", "one"),
        "c": ("weak", "two"),
        "d": ("noise", "two"),
        "e": ("differs", "two"),
    }


def test_a_name_that_nothing_reads_may_change_later_through_another():
    compared = Compared(names=("b",), held={"b": "one"}, found=(("b", Difference("value", "1", "2")),))

    assert names(compared, run("", "", "", cell2=("b",))) == {"b": ("weak", "one")}
    assert names(compared, run("", "", "", cell0=("b",))) == {"b": ("differs", "one")}


def test_files_that_both_runs_write_otherwise_are_noise():
    referee = judge(run(""))
    found = (Difference("number", "1", "2", "line 1"),)

    assert referee.file("a.csv", found, varies=True).verdict == "noise"
    assert referee.file("a.csv", found, varies=False).verdict == "differs"
    assert referee.opaque_file("m.bin", (Difference("bytes"),), varies=False).verdict == "weak"
    assert referee.noise == ["a.csv"]
