"""What each cell of a notebook is for."""

from __future__ import annotations

import pytest
from tests.cells import notebook

from nbcoach.pipeline.roles import roles


@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("import os\nimport numpy as np", "imports"),
        ("def f(): pass\nclass C: pass", "definitions"),
        ("%matplotlib inline", "settings"),
        ("get_ipython().magic('matplotlib inline')\n%config x", "settings"),
        ("import pandas as pd\npd.set_option('display.max_rows', 7)", "imports"),
        ("seed = 3\nname = 'a'", "parameters"),
        ("import pandas as pd\ndf = pd.read_csv('a.csv')", "load"),
        ("import pandas as pd\ndf = pd.read_csv('a.csv').dropna()", "load"),
        ("df = df.dropna()", "prepare"),
        ("from sklearn.svm import SVC\nm = SVC().fit(x, y)", "train"),
        ("from sklearn.metrics import r2_score\nprint(r2_score(y, z))", "evaluate"),
        ("df.to_csv('b.csv')", "write"),
        ("df.head()", "display"),
        ("print(1)", "display"),
        ("x = y + z", "prepare"),
    ],
)
def test_the_role_of_a_cell_is_the_work_that_tells_most(code: str, role: str) -> None:
    assert roles(notebook(code)) == {0: role}


def test_a_function_gives_its_role_to_the_cell_that_calls_it() -> None:
    cells = notebook("def load():\n    import pandas as pd\n    return pd.read_csv('a')", "df = load()")
    assert roles(cells) == {0: "definitions", 1: "load"}
