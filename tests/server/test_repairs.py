from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .conftest import live

if TYPE_CHECKING:
    from .conftest import Ask

TRAINING = (
    "from sklearn.ensemble import RandomForestClassifier",
    "model = RandomForestClassifier(random_state=0).fit([[0], [1]], [0, 1])",
)


def test_tracking_comes_as_a_cell_before_the_training(ask: Ask) -> None:
    answer = ask("track", {"notebook": live(*TRAINING), "path": "churn.ipynb"})

    (edit,) = answer.body["edits"]
    assert edit["kind"] == "insert"
    assert edit["anchor_id"] in {"cell-0", "cell-1"}
    assert "mlflow" in edit["source"]
    assert "churn" in edit["source"]
    assert "nbcoach-tracking" in edit["metadata"]["tags"]


def test_where_nothing_is_trained_the_answer_says_why_nothing_is_done(ask: Ask) -> None:
    answer = ask("track", {"notebook": live("x = 1")})

    assert answer.body["edits"] == []
    assert "trains no model" in answer.body["note"]


def test_an_unknown_style_is_refused(ask: Ask) -> None:
    answer = ask("track", {"notebook": live(*TRAINING), "style": "interpretive-dance"})

    assert answer.status == 400
    assert "interpretive-dance" in answer.body["message"]


def test_every_offer_that_lint_makes_can_be_resolved(ask: Ask) -> None:
    notebook = live(
        "import numpy as np\nimport pandas as pd",
        "df = pd.read_csv('/home/me/churn/customers.csv')",
        "noise = np.random.rand(3)",
    )
    hints = ask("lint", {"notebook": notebook, "path": "a.ipynb"}).body["hints"]
    offers = [fix["offer"] for hint in hints for fix in hint["fixes"] if fix["offer"]]

    answers = [ask("resolve", {"notebook": notebook, "offer": offer, "path": "a.ipynb"}) for offer in offers]

    assert offers
    assert [answer.status for answer in answers] == [200] * len(offers)
    assert all(answer.body["edits"] for answer in answers)


def test_an_unknown_offer_is_refused(ask: Ask) -> None:
    answer = ask("resolve", {"notebook": live("x = 1"), "offer": {"name": "polish", "arguments": {}}})

    assert answer.status == 400
    assert "polish" in answer.body["message"]


def test_an_edit_stands_where_it_says_behind_characters_of_two_units(ask: Ask) -> None:
    source = "from sklearn.model_selection import train_test_split\nname = '😀'; parts = train_test_split([1, 2])"

    hints = ask("lint", {"notebook": live(source)}).body["hints"]
    (hint,) = [each for each in hints if each["check"] == "unseeded-run"]
    (edit, *_) = hint["fixes"][0]["edits"]

    assert edited(source, edit).endswith("parts = train_test_split([1, 2], random_state=42)")


def edited(source: str, edit: dict[str, Any]) -> str:
    """A source after an edit, with columns counted as a browser does."""
    lines = [line.encode("utf-16-le") for line in source.split("\n")]
    place = edit["range"]
    assert place["line"] == place["end_line"]
    line, begin, end = lines[place["line"] - 1], 2 * place["column"], 2 * place["end_column"]
    assert line[begin:end].decode("utf-16-le") == edit["old"]
    lines[place["line"] - 1] = line[:begin] + edit["new"].encode("utf-16-le") + line[end:]
    return b"\n\0".join(lines).decode("utf-16-le")


def test_all_safe_repairs_come_as_edits_that_belong_together(ask: Ask) -> None:
    notebook = live(
        "import os\nimport random",
        "for name in sorted(os.listdir('a')):\n    frames.append(read(name))\n",
        "for name in os.listdir('b'):\n    frames.append(read(name))\nx = 1  # nbcoach: ignore[unseeded-run] -- gone",
    )

    answer = ask("fix-safe", {"notebook": notebook, "path": "a.ipynb"})

    after = {cell["id"]: cell["source"] for cell in notebook["cells"]}
    for edit in answer.body["edits"]:
        after[edit["cell_id"]] = after[edit["cell_id"]].replace(edit["old"], edit["new"])
    assert answer.body["fixed"] == {"nondeterministic-order": 1, "unused-ignore": 1}
    assert after["cell-2"].startswith("for name in sorted(os.listdir('b')):")
    left = ask("fix-safe", {"notebook": live(*after.values()), "path": "a.ipynb"}).body
    assert left == {"edits": [], "fixed": {}}
