"""How readings of signals become a verdict."""

import pytest

from nbcoach.maturity import Outcome, Place, Rung
from nbcoach.maturity.evidence import absent, seen, unknown
from nbcoach.maturity.judge import judge, judge_all
from nbcoach.maturity.schema import Action, Axis, Criterion, Level, Model, Transition

HERE = [Place("is here", "train.py", 3)]
LOCK, GIT, REPO_ONLY = "dependency-lock", "git-repository", "notebook-only-training"
OPEN = "cd-config"


def yes(signal, rung=Rung.WIRED, path="train.py"):
    return seen(signal, rung, f"{signal} is there", [Place("is here", path, 3)])


def no(signal):
    return absent(signal, f"no {signal}")


def dunno(signal):
    return unknown(signal, f"{signal} was not looked for", "Look for it.")


def criterion(**changes):
    plain = {
        "id": "x-1",
        "statement": "It is so.",
        "axis": "development",
        "capability": "code-versioning",
        "polarity": "capability",
        "kind": "practice",
        "observability": "observable",
        "evidence": (LOCK,),
        "not_found_means": "not_met",
    }
    return Criterion(**{**plain, **changes})


def verdict(changes, *readings, habits=()):
    known = {each.signal: each for each in readings}
    return judge(criterion(**changes), 1, lambda signal: known.get(signal) or dunno(signal), habits)


@pytest.mark.parametrize(
    ("mode", "readings", "outcome"),
    [
        ("any", [yes(LOCK), no(GIT)], "met"),
        ("any", [no(LOCK), no(GIT)], "not met"),
        ("any", [no(LOCK), dunno(GIT)], "unknown"),
        ("any", [yes(LOCK), dunno(GIT)], "met"),
        ("all", [yes(LOCK), yes(GIT)], "met"),
        ("all", [yes(LOCK), no(GIT)], "not met"),
        ("all", [yes(LOCK), dunno(GIT)], "unknown"),
        ("all", [no(LOCK), dunno(GIT)], "not met"),
    ],
)
def test_evidence_is_joined_by_its_mode(mode, readings, outcome):
    assert verdict({"evidence": (LOCK, GIT), "evidence_mode": mode}, *readings).outcome == outcome


def test_a_mention_alone_meets_nothing():
    assert verdict({}, yes(LOCK, Rung.MENTIONED)).outcome is Outcome.NOT_MET


def test_what_is_seen_only_among_examples_is_a_mention():
    reading = yes(LOCK, Rung.EXERCISED, "examples/train.py")

    assert reading.rung is Rung.MENTIONED
    assert verdict({}, reading).outcome is Outcome.NOT_MET


def test_an_open_signal_that_is_not_found_is_unknown():
    result = verdict({"evidence": (OPEN,)}, absent(OPEN, "no deployment job"))

    assert result.outcome is Outcome.UNKNOWN
    assert result.reason == "no deployment job"


def test_not_finding_means_what_the_model_says():
    assert verdict({"not_found_means": "unknown"}, no(LOCK)).outcome is Outcome.UNKNOWN
    assert verdict({"not_found_means": "depends"}, no(LOCK)).outcome is Outcome.UNKNOWN


def test_proof_on_both_sides_is_conflicting():
    result = verdict({"contradicted_by": (REPO_ONLY,)}, yes(LOCK), yes(REPO_ONLY))

    assert result.outcome is Outcome.CONFLICTING
    assert [each.signal for each in result.against] == [REPO_ONLY]
    assert "notebook-only-training is there" in result.reason


def test_a_contradiction_decides_what_nothing_shows():
    changes = {"contradicted_by": (REPO_ONLY,), "not_found_means": "unknown"}

    assert verdict(changes, dunno(LOCK), yes(REPO_ONLY)).outcome is Outcome.NOT_MET
    assert verdict(changes, yes(LOCK), yes(REPO_ONLY, path="docs/a.ipynb")).outcome is Outcome.MET


def test_absence_as_evidence_counts_only_where_it_is_decidable():
    symptom = {"polarity": "symptom", "kind": "symptom", "evidence": (f"absent:{LOCK}",)}

    assert verdict(symptom, no(LOCK)).outcome is Outcome.MET
    assert verdict(symptom, yes(LOCK)).outcome is Outcome.NOT_MET
    assert verdict(symptom, dunno(LOCK)).outcome is Outcome.UNKNOWN
    opened = {**symptom, "evidence": (f"absent:{OPEN}",)}
    assert verdict(opened, absent(OPEN, "none")).outcome is Outcome.UNKNOWN


def test_without_its_scope_a_criterion_does_not_apply():
    result = verdict({"applies_when": ("llm-usage",)}, yes(LOCK), no("llm-usage"))

    assert result.outcome is Outcome.NOT_APPLICABLE
    assert not result.counts


def test_an_open_scope_makes_it_unknown_with_a_way_to_know():
    result = verdict({"applies_when": ("model-served",)}, no(LOCK), dunno("model-served"))

    assert result.outcome is Outcome.UNKNOWN
    assert result.question == "Look for it."


def test_what_is_said_of_models_needs_a_model():
    changes = {"capability": "training-pipeline"}

    assert verdict(changes, yes(LOCK), no("ml-training-present")).outcome is Outcome.NOT_APPLICABLE
    assert verdict(changes, no(LOCK), dunno("ml-training-present")).outcome is Outcome.UNKNOWN
    assert verdict(changes, no(LOCK), yes("ml-training-present")).outcome is Outcome.NOT_MET


def test_what_only_a_person_can_tell_is_a_question():
    result = verdict({"evidence": (), "observability": "ask", "ask": "Is it so?"})

    assert (result.outcome, result.question) == (Outcome.UNKNOWN, "Is it so?")


def test_confidence_tells_what_happened_from_what_is_set_up():
    assert verdict({}, yes(LOCK, Rung.EXERCISED)).confidence == "seen"
    assert verdict({}, yes(LOCK, Rung.CONFIGURED)).confidence == "set up"
    assert verdict({}, no(LOCK)).confidence == ""


def test_habits_speak_against_a_capability_and_for_a_symptom():
    habit = (seen(REPO_ONLY, Rung.WIRED, "found 3", HERE),)

    assert verdict({}, yes(LOCK), habits=habit).outcome is Outcome.CONFLICTING
    assert verdict({}, dunno(LOCK), habits=habit).outcome is Outcome.NOT_MET
    symptom = verdict({"polarity": "symptom", "kind": "symptom"}, no(LOCK), habits=habit)
    assert symptom.outcome is Outcome.MET
    assert symptom.evidence == habit


def model(*criteria):
    axes = (Axis(id="development", name="Development", lens="development"),)
    levels = (Level(0, 0, "Bottom", ()), Level(1, 1, "Top", criteria))
    ways = (Transition(0, 1, "Go up", (Action("Do it", ("x-1",)),)),)
    return Model("nbcoach.maturity/1", "m", "M", None, axes, levels, transitions=ways)


def test_who_does_the_higher_thing_does_the_lower():
    lower = criterion(id="x-1", superseded_by=("x-2",))
    higher = criterion(id="x-2", evidence=(GIT,))
    known = {LOCK: no(LOCK), GIT: yes(GIT)}

    first, second = judge_all(model(lower, higher), known.__getitem__, {})

    assert (first.outcome, second.outcome) == (Outcome.MET, Outcome.MET)
    assert "more than that" in first.reason
    assert first.evidence[0].places


def test_nothing_is_met_without_a_place_or_a_look_for_one():
    result = verdict({"evidence": (LOCK, GIT)}, yes(LOCK), no(GIT))

    assert [each.signal for each in result.evidence] == [LOCK]
    assert all(each.places for each in result.evidence)
