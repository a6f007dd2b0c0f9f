import json

import pytest

from nbcoach.notebook.offsets import cell_offsets
from nbcoach.notebook.scan import items, members, root, value_of

TEXT = '\ufeff \n{"é": [1 , {"a" :"]}"},\t[ ], -1.5e3],"b":{}, "é" : null , "n": NaN, "s": "\\"\\\\"}  '


def texts(extents):
    return [TEXT[each.start : each.end] for each in extents]


def test_members_and_items_are_found_with_all_that_belongs_to_them():
    start = root(TEXT).start
    found = members(TEXT, start)
    assert [each.name for each in found] == ["é", "b", "é", "n", "s"]
    assert texts(each.key for each in found) == ['"é"', '"b"', '"é"', '"n"', '"s"']
    assert texts(each.value for each in found)[1:] == ["{}", "null", "NaN", '"\\"\\\\"']
    assert texts(items(TEXT, found[0].value.start)) == ["1", '{"a" :"]}"}', "[ ]", "-1.5e3"]


def test_of_a_repeated_name_the_last_counts():
    place = value_of(TEXT, root(TEXT).start, "é")
    assert texts([place]) == ["null"]
    assert value_of(TEXT, root(TEXT).start, "gone") is None


def test_what_is_no_container_holds_nothing():
    assert members("[1]", 0) == items("{}", 0) == items("[]", 0) == members("{ }", 0) == ()


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize("version", [3, 4])
def test_it_finds_the_cells_where_the_fast_way_finds_them(indent, version):
    key = "input" if version == 3 else "source"
    cells = [{"metadata": {}, "outputs": [{"text": ["}", "{"]}], key: source} for source in (["a\n", "b"], "é", [])]
    document = {"cells": cells} if version == 4 else {"worksheets": [{"cells": cells[:1]}, {"cells": cells[1:]}]}
    text = json.dumps({"metadata": {"cells": []}, **document}, indent=indent)
    found = []
    sheets = items(text, value_of(text, 0, "worksheets").start) if version == 3 else [root(text)]
    for sheet in sheets:
        for cell in items(text, value_of(text, sheet.start, "cells").start):
            source = value_of(text, cell.start, key)
            found.append((cell.start, cell.end, source.start, source.end))
    assert found == [tuple(each) for each in cell_offsets(text.encode())]
