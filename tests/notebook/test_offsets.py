import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nbcoach.notebook.offsets import cell_offsets, file_lines

lines = st.lists(st.text(alphabet=st.sampled_from('ab"\\:{[,\né\u2028'), max_size=6), max_size=4)
cells = st.fixed_dictionaries(
    {
        "metadata": st.dictionaries(
            st.sampled_from(
                ["source", "é", 'q"'],
            ),
            st.sampled_from(["x", [], {}]),
        ),
        "outputs": st.lists(st.just({"source": "no", "text": ["a\n"]}), max_size=2),
        "source": lines | st.text(alphabet='ab\n"\\', max_size=8),
    },
)


@given(st.lists(cells, max_size=4), st.sampled_from([None, 0, 1, 2]), st.booleans())
def test_offsets_cut_out_exactly_each_cell_and_its_source(cells, indent, ascii_only):
    document = {"metadata": {"cells": [{"source": "no"}]}, "cells": cells, "nbformat": 4}
    data = json.dumps(document, indent=indent, ensure_ascii=ascii_only).encode()

    found = cell_offsets(data)

    assert [json.loads(data[each.start : each.end]) for each in found] == cells
    assert [json.loads(data[each.source_start : each.source_end]) for each in found] == [
        each["source"] for each in cells
    ]


@given(st.lists(cells, max_size=4))
def test_there_is_a_file_line_for_each_source_line(cells):
    data = json.dumps({"cells": cells}, indent=1).encode()

    found = file_lines(data, range(len(cells)))

    for index, cell in enumerate(cells):
        assert len(found[index]) == "".join(cell["source"]).count("\n") + 1


def test_each_source_line_stands_on_its_own_line_of_an_indented_file():
    source = ["import numpy as np\n", "\n", "x = 1"]
    data = json.dumps({"cells": [{"source": []}, {"source": source}]}, indent=1).encode()

    numbers = file_lines(data, [1])[1]

    file = data.decode().splitlines()
    assert [json.loads(file[number - 1].strip().rstrip(",")) for number in numbers] == source


def test_a_source_in_one_string_stands_on_one_line():
    data = json.dumps({"cells": [{"source": "a\nb\nc"}]}, indent=1).encode()

    assert len(set(file_lines(data, [0])[0])) == 1
    assert len(file_lines(data, [0])[0]) == 3


def test_source_lines_cut_in_pieces_are_put_together():
    data = b'{"cells": [{"source": [\n"a",\n"b\\n",\n"c\\nd"\n]}]}'

    assert file_lines(data, [0])[0] == (2, 4, 4)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_python_writes_and_json_forbids_are_passed_over(number):
    data = f'{{"cells": [{{"outputs": [{number}],\n"source": ["NaN\\n",\n"b"]}}]}}'.encode()

    assert file_lines(data, [0])[0] == (2, 3)


def test_cells_of_worksheets_are_found():
    data = b'{"worksheets": [{"cells": [\n{"input": ["a\\n",\n "b"]}]}]}'

    assert file_lines(data, [0])[0] == (2, 3)


def test_a_byte_order_mark_shifts_the_offsets():
    data = b'\xef\xbb\xbf{"cells": [{"source": "a"}]}'

    assert data[cell_offsets(data)[0].source_start :].startswith(b'"a"')


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"<html>", b'{"cells": 3}', b'{"cells": [1]}', b'{"cells": [], "cells": [{}]}', b"\xff\xfe{"],
)
def test_bytes_that_are_no_notebook_have_no_cells_with_a_source(data):
    assert all(each.source_start == each.source_end for each in cell_offsets(data))
