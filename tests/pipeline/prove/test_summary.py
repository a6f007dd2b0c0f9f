"""What tests of a pipeline expect: digests, shapes and scalars, never data."""

import base64

from pictures import PLAIN

from nbcoach.pipeline.expected import expected_of, source
from nbcoach.pipeline.proof import CellVerdict
from nbcoach.pipeline.prove.summary import canonical, summary


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def test_a_short_text_keeps_its_numbers_and_a_table_only_its_shape():
    (score,) = summary([stream("accuracy "), stream("0.91234567\n")])
    (table,) = summary([stream("\n".join(f"{n} {n * 1.5}" for n in range(10)))])

    assert (score["mime"], score["numbers"], score["shape"]) == ("stdout", [0.912346], [2])
    assert (table["numbers"], table["shape"]) == ([], [10])


def test_addresses_times_and_last_digits_do_not_change_a_digest():
    assert canonical("<P at 0x7f0011223344> 0.30000000000000004") == canonical("<P at 0x7f9911223344>  0.3")
    assert canonical("Wall time: 3 s\n5") == canonical("Wall time: 9 ms\n5")
    assert canonical("5") != canonical("6")


def test_pictures_keep_their_size_and_the_error_stream_nothing():
    picture = {
        "output_type": "display_data",
        "data": {"image/png": base64.b64encode(PLAIN).decode(), "text/plain": "F"},
    }

    assert summary([picture, stream("w", "stderr")]) == [
        {"mime": "image/png", "digest": "", "numbers": [], "shape": [100, 100]}
    ]


def test_cells_that_vary_or_differ_expect_less():
    outputs = {1: [stream("a 1")], 2: [stream("b 2")], 3: [stream("c 3")], 4: []}
    cells = [
        CellVerdict(1, "s", "equal", 1),
        CellVerdict(2, "s", "noise", 1),
        CellVerdict(3, "s", "differs", 1),
        CellVerdict(4, "s", "equal", 0),
    ]

    first, second = expected_of(cells, outputs)

    assert (first.cell, first.outputs[0].numbers) == (1, (1.0,))
    assert first.outputs[0].digest
    assert (second.cell, second.outputs[0].mime, second.outputs[0].digest) == (2, "stdout", "")


def test_the_text_of_the_module_stands_alone():
    namespace = {}
    exec(compile(source(), "summary.py", "exec"), namespace)  # noqa: S102 - a file of ours

    assert namespace["summary"]([stream("a")])[0]["mime"] == "stdout"
    assert b"nbcoach" not in source()
