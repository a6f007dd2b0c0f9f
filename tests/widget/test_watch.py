"""The listener: it costs little, fails quietly and leaves no trace."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
import weakref

import pytest
from sklearn.dummy import DummyClassifier

from nbcoach.faces.widget import ledger


def test_quiet_unload_and_close_take_the_hooks_out(shell):
    for end in ("nbcoach.quiet()", "panel.close()", "%unload_ext nbcoach"):
        shell.run("%reload_ext nbcoach", "panel = nbcoach.coach()")
        assert shell.hooks == 2
        shell.run(end)
        assert shell.hooks == 0


def test_calling_coach_twice_listens_once(shell):
    shell.coached().run("nbcoach.coach()", "%load_ext nbcoach")
    assert shell.hooks == 2


def test_a_failure_stays_in_the_coach_and_is_said_once(shell, monkeypatch, capsys):
    def broken(*_):
        raise KeyError("surprise")

    shell.coached()
    monkeypatch.setattr(ledger.Ledger, "changes", broken)
    shell.run("x = 1", "y = x + 1")
    assert shell.shell.user_ns["y"] == 2
    assert shell.hooks == 0
    assert "KeyError: 'surprise'" in shell.view["text"]
    assert "Traceback" not in "".join(capsys.readouterr())


def test_a_failure_without_a_panel_is_one_line(shell, monkeypatch, capsys):
    shell.run("%load_ext nbcoach")
    monkeypatch.setattr(ledger.Ledger, "changes", lambda *_: 1 / 0)
    shell.run("x = 1", "x = 2")
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "nbcoach: The coach failed (ZeroDivisionError: division by zero). It no longer watches this kernel."
    ]


def test_a_missing_extra_is_named_once_and_stops_nobody(shell, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "nbcoach.faces.widget.panel", None)
    shell.run("%load_ext nbcoach")
    shell.run("from sklearn.dummy import DummyClassifier\nmodel = DummyClassifier().fit([[0]], [0])")
    assert capsys.readouterr().err.count('pip install "nbcoach[kernel]"') == 1
    assert shell.hooks == 0
    assert "model" in shell.shell.user_ns


def test_outside_of_a_notebook_coach_says_where_it_belongs():
    code = "import nbcoach\ntry: nbcoach.coach()\nexcept nbcoach.errors.BadCallError as error: print(error)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Call it in a cell." in done.stdout


def test_looking_after_an_ordinary_cell_costs_less_than_a_millisecond(shell):
    shell.coached().run(
        "import numpy as np, pandas as pd",
        "for i in range(200): globals()[f'number_{i}'] = i; globals()[f'list_{i}'] = list(range(12))",
        "frame = pd.DataFrame(np.zeros((1000, 50))); big = list(range(1_000_000)); table = dict(enumerate(big))",
        "models = [DecisionTreeClassifier().fit(X, y) for _ in range(10)]",
        "line = LogisticRegression(max_iter=500).fit(X, y)",
    )
    look = shell.shell.events.callbacks["post_run_cell"][-1]
    result = shell.shell.run_cell("x = 1")
    times = []
    for _ in range(50):
        began = time.perf_counter()
        look(result)
        times.append(time.perf_counter() - began)
    assert min(times) < 0.001


@pytest.mark.parametrize("module", ["anywidget", "sklearn", "mlflow", "xgboost"])
def test_watching_a_plain_kernel_imports_nothing_heavy(module):
    code = (
        "import sys\nfrom IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        "shell.run_cell('%load_ext nbcoach')\nshell.run_cell('x = 1')\n"
        f"assert {module!r} not in sys.modules\n"
        "assert shell.events.callbacks['post_run_cell'], 'nobody listens'"
    )
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)


def test_the_ledger_holds_no_model_alive():
    book = ledger.Ledger()
    names = {"model": DummyClassifier().fit([[0]], [0])}
    assert [model.variable for model in book.changes(names)] == ["model"]
    watched = weakref.ref(names.pop("model"))
    gc.collect()
    assert watched() is None
