from saved import error, ran, saved_notebook, text

from nbcoach.checking import discover, lint_notebook

(FAILED_CELL,) = (check for check in discover() if check.name == "failed-cell")


def findings(*cells):
    return lint_notebook(saved_notebook(*cells), checks=[FAILED_CELL]).findings


def test_the_line_of_the_traceback_is_the_place():
    trace = ["Traceback", "Cell In[3], line 2", "      1 x = 1", "\x1b[0;32m----> 2 boom()", "KeyError: 'x'"]

    (found,) = findings(ran("x = 1\n  boom()", error("KeyError", "'x'", *trace)))

    assert found.span == (2, 2, 2, 8)
    assert "KeyError: 'x'" in found.message


def test_a_traceback_of_another_text_leaves_the_cell_as_the_place():
    (found,) = findings(ran("x = 2", error("KeyError", "'x'", "----> 1 boom()")))

    assert found.span is None


def test_an_interrupted_cell_is_told_so():
    (found,) = findings(ran("train()", error("KeyboardInterrupt")))

    assert "was interrupted" in found.message


def test_an_error_that_the_text_announces_is_meant():
    assert findings(text("This raises an error."), ran("1 / 0", error("ZeroDivisionError", "division by zero"))) == ()
    assert findings(ran("1 / 0  # ZeroDivisionError", error("ZeroDivisionError", "division by zero"))) == ()


def test_a_long_message_is_cut_and_its_credentials_are_hidden():
    secret = "9f8b1c0e7d2a4b6f8e1d3c5a7b9f0e2d"

    (found,) = findings(ran("call()", error("HTTPError", f"401 for https://me:{secret}@api.shop.de " + "x" * 500)))

    assert len(found.message) < 200
    assert secret not in found.message


def test_errors_of_the_third_format_count():
    outputs = [{"output_type": "pyerr", "ename": "NameError", "evalue": "no", "traceback": []}]

    assert len(findings({**ran("x"), "outputs": outputs})) == 1
