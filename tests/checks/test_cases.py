"""Every judgement worth keeping: notebooks in `cases/`, where each finding is marked; elsewhere silence is expected."""

from pathlib import Path

import pytest

from nbcoach.checking.testing import Case, cases


@pytest.mark.parametrize("case", cases(Path(__file__).parent / "cases"), ids=str)
def test_findings_stand_where_they_are_marked(case: Case):
    case.verify()
