"""The further checks of the catalogue, judged area by area: notebooks in `further/`, where each finding is marked."""

from pathlib import Path

import pytest

from nbcoach.checking.testing import Case, cases


@pytest.mark.parametrize("case", cases(Path(__file__).parent / "further"), ids=str)
def test_further_findings_stand_where_they_are_marked(case: Case):
    case.verify()
