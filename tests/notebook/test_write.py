import codecs
import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nbcoach.errors import BadCallError, NotANotebookError, StaleEditError
from nbcoach.notebook.edit import CellInsertion, CellRemoval, TextEdit, apply
from nbcoach.notebook.source_form import joined
from nbcoach.notebook.write import edited, write_edits

PIECES = ["a", "b ", '"', "\\", "/", "'", "é", "😀", "\t", "\u2028", "\x0c", "\n", "\n", "\r\n"]
SOURCE = st.lists(st.sampled_from(PIECES), max_size=15).map("".join)


def lines_or_text(source):
    return st.sampled_from([source, source.splitlines(keepends=True), [source]])


@st.composite
def cells(draw, version):
    kind = draw(st.sampled_from(["code", "markdown"]))
    key = "input" if version == 3 and kind == "code" else "source"
    cell = {"cell_type": kind, "metadata": draw(st.sampled_from([{}, {"tags": ["x"], "é": [1, {"a": []}]}]))}
    cell[key] = draw(lines_or_text(draw(SOURCE)))
    if kind == "code":
        cell["outputs"] = draw(st.sampled_from([[], [{"text": ["}]", '"cells": ['], "data": float("nan")}]]))
    if draw(st.booleans()):
        cell = dict(reversed(cell.items()))
    return cell


@st.composite
def documents(draw):
    version = draw(st.sampled_from([3, 4]))
    sheet = st.lists(cells(version), max_size=4)
    end = {"nbformat": version, "nbformat_minor": draw(st.sampled_from([0, 4, 5]))}
    if version == 4:
        return {"cells": draw(sheet), "metadata": {"title": "cells é"}, **end}
    return {"metadata": {}, **end, "worksheets": [{"cells": draw(sheet)}, {"x": 1}, {"cells": draw(sheet), "z": []}]}


@st.composite
def layouts(draw):
    indent = draw(st.sampled_from([None, 0, 1, 2, "\t"]))
    separators = draw(st.sampled_from([(",", ":"), (", ", ": "), (",", " : ")]))
    return {
        "indent": indent,
        "separators": separators if indent is None else (",", separators[1]),
        "ensure_ascii": draw(st.booleans()),
        "sort_keys": draw(st.booleans()),
    }


@st.composite
def edit_lists(draw, document):
    flat = all_cells(document)
    if not flat:
        return [CellInsertion(-1, "after", draw(SOURCE), draw(st.sampled_from(["code", "markdown"])))]
    edits = []
    for index, cell in enumerate(flat):
        choice = draw(st.sampled_from(["keep", "keep", "text", "remove", "before", "after"]))
        if choice == "text":
            edits.append(draw(text_edits(index, joined(cell))))
        if choice == "remove":
            edits.append(CellRemoval(index, joined(cell)))
        if choice in {"before", "after"}:
            edits.append(CellInsertion(index, choice, draw(SOURCE), metadata={"tags": ["é"], "n": {"k": 1}}))
    return edits


@st.composite
def text_edits(draw, index, source):
    assume("\r" not in source)
    lines = source.split("\n")
    number = draw(st.integers(1, len(lines)))
    line = lines[number - 1]
    start = draw(st.integers(0, len(line)))
    end = draw(st.integers(start, len(line)))
    return TextEdit(index, number, start, number, end, line[start:end], draw(SOURCE))


def all_cells(document):
    lists = [document["cells"]] if "cells" in document else [each.get("cells", []) for each in document["worksheets"]]
    return [cell for each in lists for cell in each]


def same(one, other):
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_splicing_the_bytes_and_applying_to_the_json_give_equal_documents(data):
    document = data.draw(documents())
    raw = json.dumps(document, **data.draw(layouts()))
    raw = raw.replace("\n", data.draw(st.sampled_from(["\n", "\r\n"]))) + data.draw(
        st.sampled_from(["", "\n", " \n\n"])
    )
    mark = data.draw(st.sampled_from([b"", codecs.BOM_UTF8]))
    edits = data.draw(edit_lists(document))
    made = edited(mark + raw.encode(), edits)
    assert made.startswith(mark)
    assert same(json.loads(made), apply(document, edits))


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_file_written_by_a_program_looks_as_if_that_program_had_written_the_edits(data):
    document = {**data.draw(documents()), "metadata": {"title": "é"}}
    layout = {**data.draw(layouts()), "sort_keys": True}
    edits = data.draw(edit_lists(document))
    made = edited(json.dumps(document, **layout).encode(), edits)
    assert made.decode() == json.dumps(apply(document, edits), **layout)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_an_inserted_cell_leaves_no_trace_when_it_is_removed(data):
    document = data.draw(documents())
    count = len(all_cells(document))
    assume(count)
    raw = json.dumps(document, **data.draw(layouts())).encode()
    anchor, where = data.draw(st.integers(0, count - 1)), data.draw(st.sampled_from(["before", "after"]))
    once = edited(raw, [CellInsertion(anchor, where, "new\ncell")])
    assert edited(once, [CellRemoval(anchor + (where == "after"), "new\ncell")]) == raw


UGLY = (
    b'\xef\xbb\xbf\r\n{ "nbformat" :4,\r\n\r\n"cells":[ '
    b'{"source": [ "caf\\u00e9 = 1\\n" ,"b\\/c",\r\n\t"d" ],"outputs":[{ }],'
    b' "cell_type":"code" , "metadata":{"collapsed" : false}}\r\n ,\r\n{"cell_type":"markdown","source":"t\\u002f",'
    b'"metadata":{ }} ] ,"nbformat_minor": 2, "metadata" : {"x":1e3, "y":-0.0, "k":NaN}, "cells ":[]}\r\n\r\n'
)


def test_every_byte_outside_of_an_edit_stays():
    made = edited(UGLY, [TextEdit(0, 2, 0, 2, 1, "b", "B")])
    assert made == UGLY.replace(b'"b\\/c",\r\n\t"d"', b'"B/cd"')


def test_lines_around_a_changed_line_keep_their_bytes():
    made = edited(UGLY, [TextEdit(0, 1, 7, 1, 8, "1", "2"), TextEdit(1, 1, 1, 1, 1, "", "!")])
    assert made == UGLY.replace(b"\\u00e9 = 1", b"\\u00e9 = 2").replace(b"t\\u002f", b"t!/")


def test_a_removed_cell_takes_nothing_else_along():
    made = edited(UGLY, [CellRemoval(1, "t/")])
    start = UGLY.index(b"\r\n ,\r\n{")
    assert made == UGLY[:start] + UGLY[UGLY.index(b" ] ,") :]


def test_no_edit_changes_no_byte():
    assert edited(UGLY, []) == UGLY


def test_an_inserted_cell_looks_like_what_jupyter_writes():
    document = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("a = 1\nb", id="one")])
    raw = nbformat.writes(document) + "\n"
    made = edited(raw.encode(), [CellInsertion(0, "after", "x\ny", metadata={"tags": ["t"]})])
    again = nbformat.reads(made.decode(), as_version=4)
    assert made.decode() == nbformat.writes(again) + "\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (rb"caf\u00e9", rb'"\u00fc"'),
        (rb"a\\u00e9", '"ü"'.encode()),
        (rb"\u001b[31m", '"ü"'.encode()),
        (rb"\\\u00e9", rb'"\u00fc"'),
        (b"plain", '"ü"'.encode()),
        ("é".encode(), '"ü"'.encode()),
    ],
)
def test_characters_are_escaped_where_the_file_escapes_them(text, written):
    raw = b'{"cells": [{"source": "a"}], "metadata": {"x": "%s"}}' % text
    assert edited(raw, [TextEdit(0, 1, 0, 1, 1, "a", "ü")]) == raw.replace(b'"a"', written)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-32-be"])
def test_the_encoding_stays(encoding):
    text = json.dumps({"cells": [{"cell_type": "code", "source": "é = 1"}]}, ensure_ascii=False)
    made = edited(text.encode(encoding), [TextEdit(0, 1, 4, 1, 5, "1", "2")])
    assert made == text.replace("1", "2").encode(encoding)


def test_a_byte_order_mark_of_utf_16_stays():
    text = "\ufeff" + json.dumps({"cells": [{"cell_type": "code", "source": "a"}]})
    made = edited(text.encode("utf-16-be"), [TextEdit(0, 1, 0, 1, 1, "a", "é")])
    assert made == text.replace('"a"', '"é"').encode("utf-16-be")


def test_of_a_repeated_key_the_last_counts_as_for_every_reader():
    raw = b'{"cells": [], "cells": [{"source": "a", "source": "b", "cell_type": "code"}]}'
    assert edited(raw, [TextEdit(0, 1, 0, 1, 1, "b", "c")]) == raw.replace(b'"b"', b'"c"')


def test_a_lone_surrogate_is_written_as_an_escape():
    raw = b'{"cells": [{"source": "\xc3\xa9 = 1 # \\ud800", "cell_type": "code"}]}'
    assert edited(raw, [TextEdit(0, 1, 4, 1, 5, "1", "2")]) == raw.replace(b"1", b"2")


@pytest.mark.parametrize("raw", [b"", b"<html>", b"[]", b'{"cells": 1}', b'{"a": ', b"\x89PNG\r\n\xff", b"[" * 100_000])
def test_what_is_no_notebook_is_refused(raw):
    with pytest.raises(NotANotebookError):
        edited(raw, [CellInsertion(-1, "after", "x")])


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "a b.ipynb"
    made.write_bytes(UGLY)
    return made


CHANGE = [CellInsertion(0, "before", "x")]


def test_a_file_is_written_and_its_mode_kept(path):
    path.chmod(0o640)
    write_edits(path, CHANGE)
    assert path.read_bytes() == edited(UGLY, CHANGE)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["a b.ipynb"]


def test_a_file_that_no_edit_changes_is_not_touched(path):
    os.utime(path, (1, 1))
    write_edits(path, [])
    assert path.stat().st_mtime == 1


def test_the_target_of_a_symbolic_link_is_written(path):
    folder = path.parent / "links"
    folder.mkdir()
    (folder / "link.ipynb").symlink_to("../a b.ipynb")
    write_edits(folder / "link.ipynb", CHANGE)
    assert (folder / "link.ipynb").is_symlink()
    assert path.read_bytes() == edited(UGLY, CHANGE)
    assert [each.name for each in folder.iterdir()] == ["link.ipynb"]


def test_a_stale_edit_leaves_the_file(path):
    with pytest.raises(StaleEditError):
        write_edits(path, [*CHANGE, CellRemoval(1, "other")])
    assert path.read_bytes() == UGLY


def test_a_missing_file_is_a_bad_call(tmp_path):
    with pytest.raises(BadCallError, match=r"no file .*gone\.ipynb"):
        write_edits(tmp_path / "gone.ipynb", CHANGE)


def test_a_full_disk_leaves_the_file_and_no_rubbish(path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadCallError, match="No space left"):
        write_edits(path, CHANGE)
    assert path.read_bytes() == UGLY
    assert [each.name for each in path.parent.iterdir()] == ["a b.ipynb"]


def test_a_change_by_another_program_is_not_overwritten(path, monkeypatch):
    def changed_meanwhile(_handle):
        path.write_bytes(b"other")

    monkeypatch.setattr(os, "fsync", changed_meanwhile)
    with pytest.raises(StaleEditError, match="changed by another program"):
        write_edits(path, CHANGE)
    assert path.read_bytes() == b"other"


ATTEMPT = """
import os, sys
from pathlib import Path
from nbcoach.errors import BadCallError
from nbcoach.notebook.edit import CellInsertion
from nbcoach.notebook.write import edited, write_edits
change = [CellInsertion(0, "before", "x")]
edited(Path(sys.argv[1]).read_bytes(), change)  # the interpreter itself may be out of reach for the other user
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    write_edits(Path(sys.argv[1]), change)
except BadCallError as error:
    print(error)
"""


@pytest.fixture
def open_path():
    """A folder that every user can enter, unlike those that pytest makes."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX has them")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_no_permission_is_one_clear_line_and_nothing_is_lost(open_path, file_mode, folder_mode):
    folder = open_path / "folder"
    folder.mkdir()
    path = folder / "n.ipynb"
    path.write_bytes(UGLY)
    path.chmod(file_mode)
    folder.chmod(folder_mode)
    made = subprocess.run([sys.executable, "-c", ATTEMPT, str(path)], capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    assert made.stderr == ""
    assert "cannot be written" in made.stdout
    assert path.read_bytes() == UGLY
    assert [each.name for each in folder.iterdir()] == ["n.ipynb"]
