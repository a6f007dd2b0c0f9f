"""How verdicts become levels."""

import pytest

from nbcoach.maturity.judge import Judgement, Outcome
from nbcoach.maturity.levels import possible_level, proven_level
from nbcoach.maturity.schema import Level, Model

LETTERS = {
    "m": Outcome.MET,
    "n": Outcome.NOT_MET,
    "c": Outcome.CONFLICTING,
    "u": Outcome.UNKNOWN,
    "-": Outcome.NOT_APPLICABLE,
}


def judged(level, letters, **changes):
    plain = {"statement": "", "axis": "a", "capability": "c", "polarity": "capability", "reason": ""}
    return [
        Judgement(id=f"{level}-{number}", level=level, outcome=LETTERS[letter], **{**plain, **changes})
        for number, letter in enumerate(letters)
    ]


def levels(*letters, first=0, extra=()):
    names = tuple(Level(first + number, number, str(number), ()) for number in range(len(letters) + 1))
    model = Model("nbcoach.maturity/1", "m", "M", None, (), names)
    all_judged = [each for number, word in enumerate(letters, first + 1) for each in judged(number, word)]
    both = (*all_judged, *extra)
    return proven_level(model, both).number, possible_level(model, both).number


@pytest.mark.parametrize(
    ("first", "proven", "possible"),
    [
        ("mmmmm", 1, 1),
        ("mmmmn", 1, 1),
        ("mmmnn", 0, 0),
        ("mmmm", 1, 1),
        ("mmmn", 0, 0),
        ("mmmu", 0, 1),
        ("uuuu", 0, 1),
        ("uuun", 0, 0),
        ("mmmmmmmmmc", 0, 0),
        ("mm--", 1, 1),
        ("----", 0, 0),
        ("", 0, 0),
    ],
)
def test_four_fifths_must_be_met_and_none_contradicted(first, proven, possible):
    assert levels(first) == (proven, possible)


def test_a_level_above_one_that_fails_is_not_reached():
    assert levels("nnnn", "mmmm") == (0, 0)
    assert levels("mmmm", "uuuu", "mmmm") == (1, 3)
    assert levels("mmmm", "nnnn", "mmmm") == (1, 1)


def test_the_models_own_numbers_are_told():
    assert levels("mm", "uu", first=1) == (2, 3)


def test_symptoms_options_and_criteria_without_a_level_move_nothing():
    extra = [
        *judged(1, "nnnn", polarity="symptom"),
        *judged(1, "nnnn", is_optional=True),
        *judged(None, "nnnn"),
        *judged(1, "nnnn", polarity="state"),
    ]

    assert levels("mmmm", extra=extra) == (1, 1)
