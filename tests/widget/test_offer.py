"""When the coach offers tracking, and when it stays silent."""

from __future__ import annotations

import sys
import types

import nbformat
import pytest

import nbcoach

OFFER = "Keep what this fit found"
SILENT = "Watching this kernel"


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("tree = DecisionTreeClassifier().fit(X, y)", "`tree` (DecisionTreeClassifier)"),
        ("pipe = make_pipeline(StandardScaler(), DecisionTreeClassifier()).fit(X, y)", "ending in DecisionTree"),
        ("from sklearn.cluster import DBSCAN; found = DBSCAN().fit(X)", "`found` (DBSCAN)"),
        ("models = {'tree': DecisionTreeClassifier().fit(X, y)}", "`models['tree']` (DecisionTreeClassifier)"),
        ("DecisionTreeClassifier().fit(X, y)", "A DecisionTreeClassifier without a name"),
        (
            (
                "from sklearn.model_selection import GridSearchCV; "
                "grid = GridSearchCV(DecisionTreeClassifier(), {'max_depth': [1, 2]}).fit(X, y); "
                "best = grid.best_estimator_"
            ),
            "`grid` (GridSearchCV over DecisionTreeClassifier) was",
        ),
        ("tree = DecisionTreeClassifier()\ntree.fit(X, y)\nassert False", "`tree` (DecisionTreeClassifier)"),
    ],
)
def test_a_fitted_model_is_named_and_tracking_offered(shell, cell, named):
    shell.coached()
    shell.shell.run_cell(cell, store_history=True)
    assert shell.title == OFFER
    assert named in shell.view["text"]
    assert "mlflow.autolog(" in shell.view["code"]
    assert [action["name"] for action in shell.view["actions"]] == ["insert-tracking", "show-code", "later"]


@pytest.mark.parametrize(
    "cell",
    [
        "StandardScaler().fit(X)",
        "scaled = StandardScaler().fit_transform(X)",
        "from sklearn.decomposition import PCA; pca = PCA().fit(X)",
        "prepared = make_pipeline(StandardScaler()).fit(X)",
        "from sklearn.feature_selection import RFE; few = RFE(DecisionTreeClassifier()).fit(X, y)",
        "from sklearn.cluster import FeatureAgglomeration; few = FeatureAgglomeration().fit(X)",
        "model = DecisionTreeClassifier()",
        "x = 1 + 1",
    ],
)
def test_what_is_no_fitted_model_brings_no_offer(shell, cell):
    shell.coached().run(cell)
    assert shell.title == SILENT


def test_a_model_that_was_loaded_was_not_fitted_here(shell, tmp_path):
    shell.coached().run(
        f"import joblib; path = {str(tmp_path / 'm.joblib')!r}",
        "from sklearn.base import clone; _hidden = DecisionTreeClassifier().fit(X, y); joblib.dump(_hidden, path)",
    )
    shell.run("model = joblib.load(path)")
    assert shell.title == SILENT


def test_a_model_fitted_before_the_coach_came_is_seen(shell):
    shell.run(
        "from sklearn.tree import DecisionTreeClassifier\ntree = DecisionTreeClassifier().fit([[0], [1]], [0, 1])"
    )
    shell.run("import nbcoach; nbcoach.coach()")
    assert shell.title == OFFER
    assert "`tree`" in shell.view["text"]


def test_load_ext_shows_the_panel_only_when_there_is_something_to_offer(shell):
    shell.run("%load_ext nbcoach", "x = 1")
    assert shell.panels() == 0
    shell.run("from sklearn.dummy import DummyClassifier\nmodel = DummyClassifier().fit([[0]], [0])")
    assert shell.panels() == 1
    shell.run("nbcoach.quiet()")


def test_the_offer_stands_under_the_cell_that_fitted_once(shell):
    shell.coached()
    assert shell.panels() == 1
    shell.run("tree = DecisionTreeClassifier().fit(X, y)")
    assert shell.panels() == 2
    shell.run("other = DecisionTreeClassifier().fit(X, y)")
    assert shell.panels() == 2
    assert "`other`" in shell.view["text"]


def test_a_rerun_that_wipes_the_offer_away_brings_it_back(shell):
    shell.coached()
    for cell_id in ("fit", "fit", "another", "fit"):
        shell.shell.run_cell("tree = DecisionTreeClassifier().fit(X, y)", store_history=True, cell_id=cell_id)
    assert shell.panels() == 1 + 3


def test_fitting_the_same_model_again_is_noticed(shell):
    shell.coached().run("tree = DecisionTreeClassifier().fit(X, y); line = LogisticRegression(max_iter=500).fit(X, y)")
    assert "`tree` (DecisionTreeClassifier) and `line` (LogisticRegression) were" in shell.view["text"]
    shell.run("line.predict(X)")
    assert "`tree`" in shell.view["text"]
    shell.run("for _ in range(4): line.fit(X, y)")
    assert shell.view["text"].startswith("`line` (LogisticRegression) was")


def test_a_second_name_for_a_known_model_is_no_news(shell):
    shell.coached().run("tree = DecisionTreeClassifier().fit(X, y)")
    shell.run("last = tree; del tree", "tree = last")
    assert "`tree`" in shell.view["text"]


def test_later_means_no_more_offers_until_asked(shell):
    shell.coached().run("tree = DecisionTreeClassifier().fit(X, y)")
    shell.click("later")
    shell.run("other = DecisionTreeClassifier().fit(X, y)")
    assert shell.title == "Later, then"
    shell.run("nbcoach.coach()")
    assert shell.title == OFFER


def test_what_the_host_did_is_passed_on(shell):
    shell.coached().run("tree = DecisionTreeClassifier().fit(X, y)")
    shell.click("done", ok=False, inserted=False, message="The server is away.")
    assert shell.title == OFFER
    shell.click("done", ok=True, inserted=True, message="Inserted above cell 3.")
    assert (shell.title, shell.view["text"]) == ("One more run", "Inserted above cell 3.")
    assert "mlflow.autolog(" in shell.view["code"]
    shell.click("done", ok=True, inserted=False, message="Cell 2 tracks this notebook already.")
    assert (shell.title, shell.view["text"]) == ("Nothing was inserted", "Cell 2 tracks this notebook already.")
    shell.click("dismiss")
    assert shell.title == SILENT


def test_the_code_is_the_cell_that_nbcoach_track_inserts(shell, tmp_path):
    cells = ["from sklearn.dummy import DummyClassifier\nmodel = DummyClassifier().fit([[0]], [0])"]
    document = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(document, tmp_path / "churn.ipynb")
    (insertion,) = nbcoach.track(tmp_path / "churn.ipynb")
    shell.shell.user_ns["__session__"] = str(tmp_path / "churn.ipynb")
    shell.run("%load_ext nbcoach", *cells)
    assert shell.view["code"] == insertion.source


def test_a_notebook_that_uses_another_tracker_is_left_alone(shell, monkeypatch):
    module = types.ModuleType("wandb")
    module.init = lambda **_: None
    monkeypatch.setitem(sys.modules, "wandb", module)
    shell.coached().run("import wandb", "wandb.init(project='iris')")
    shell.run("tree = DecisionTreeClassifier().fit(X, y)")
    assert shell.title == "Tracked with Weights & Biases"


def test_a_tracker_that_is_only_loaded_does_not_count(shell, monkeypatch):
    monkeypatch.setitem(sys.modules, "wandb", types.ModuleType("wandb"))
    shell.coached().run("import wandb", "tree = DecisionTreeClassifier().fit(X, y)")
    assert shell.title == OFFER
