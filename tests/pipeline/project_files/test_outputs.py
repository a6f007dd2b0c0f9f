"""What the tests of a pipeline keep of outputs: digests, shapes and numbers, never data."""

import base64
import importlib.resources
from datetime import UTC, datetime

from pictures import PLAIN

from nbcoach.pipeline.project_files.vendored.outputs import summaries


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def digest(text):
    (found,) = summaries([stream(text)])
    return found["digest"], found["numbers"]


def test_a_short_text_keeps_its_numbers_and_a_long_one_only_how_many_and_their_sum():
    (score,) = summaries([stream("accuracy "), stream("0.91234567\n")])
    (table,) = summaries([stream("\n".join(f"{n} {n * 1.5}" for n in range(10)))])

    assert (score["mime"], score["numbers"]) == ("stdout", [0.91234567])
    assert table["numbers"] == [20.0, 112.5]


def test_addresses_and_times_do_not_change_what_is_kept_and_a_number_does():
    assert digest("<P at 0x7f0011223344> 0.3") == digest("<P at 0x7f9911223344>  0.3")
    assert digest("Wall time: 3 s\n5") == digest("Wall time: 9 ms\n5")
    assert digest("5") != digest("6")
    assert digest("five") != digest("six")


def test_pictures_keep_their_size_and_the_error_stream_nothing():
    picture = {
        "output_type": "display_data",
        "data": {"image/png": base64.b64encode(PLAIN).decode(), "text/plain": "F"},
    }

    assert summaries([picture, stream("w", "stderr")]) == [{"mime": "image/png", "shape": [100, 100]}]


def test_the_text_of_the_module_stands_alone():
    vendored = importlib.resources.files("nbcoach.pipeline.project_files.vendored")
    text = vendored.joinpath("outputs.py").read_text(encoding="utf-8")
    namespace = {}
    exec(compile(text, "outputs.py", "exec"), namespace)  # noqa: S102 - a file of ours

    assert namespace["summaries"]([stream("a")])[0]["mime"] == "stdout"
    assert "nbcoach." not in text


def test_when_a_model_was_fitted_is_not_kept():
    head = "Dep. Variable:   y   Date:      Sat, 21 Nov 2026   Time:      {}   R-squared: 0.97"

    assert digest(head.format("12:33:05")) == digest(head.format("09:01:59"))
    assert 0.97 in digest(head.format("12:33:05"))[1]


def test_what_a_table_takes_in_memory_is_not_kept():
    assert digest("memory usage: 17.3+ KB\nrows: 5") == digest("memory usage: 17.2+ KB\nrows: 5")
    assert digest("memory usage: 17.3+ KB\nrows: 5") != digest("memory usage: 17.3+ KB\nrows: 6")


def test_a_time_of_today_is_not_kept_and_another_is():
    today = datetime.now(UTC).date().isoformat()

    assert digest(f"Date: {today} 13:36, 5 rows") == digest(f"Date: {today} 13:37, 5 rows")
    assert digest("2024-01-05 13:36") != digest("2024-01-05 13:37")
