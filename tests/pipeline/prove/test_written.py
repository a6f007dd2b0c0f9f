"""Files are compared by what is in them."""

import gzip
import sqlite3
import zipfile
from contextlib import closing

import pytest
from pictures import DOTTED, NAMED, PLAIN

from nbcoach.pipeline.prove.written import compare_files


@pytest.fixture
def pair(tmp_path):
    def make(name, left, right):
        paths = []
        for side, content in (("a", left), ("b", right)):
            path = tmp_path / side / name
            path.parent.mkdir()
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            paths.append(path)
        return paths

    return make


def test_equal_bytes_are_equal_whatever_the_format(pair):
    assert compare_files(*pair("m.bin", "a", "a")) == ()


@pytest.mark.parametrize(
    ("name", "left", "right", "kinds"),
    [
        ("t.csv", "a,b\n1,2.00000000001\n", "a,b\n1,2.0\n", []),
        ("t.csv", "a,b\n1,2\n", "a,b\n1,3\n", ["number"]),
        ("p.png", PLAIN, NAMED, []),
        ("p.png", PLAIN, DOTTED, ["pixels"]),
        ("d.svg", '<g id="m3ad1f4c9b0"><path d="M 1"/></g>', '<g id="m77aa00bb11"><path d="M 1"/></g>', []),
        ("d.svg", '<g id="m3ad1f4c9b0"><path d="M 1"/></g>', '<g id="m77aa00bb11"><path d="M 2"/></g>', ["number"]),
        ("t.html", "<b>1</b>", "<b>2</b>", ["number"]),
        ("t.csv.gz", gzip.compress(b"a", mtime=1), gzip.compress(b"a", mtime=2), []),
        ("t.csv.gz", gzip.compress(b"a", mtime=2), gzip.compress(b"b", mtime=2), ["text"]),
        ("m.pkl", "a", "bb", ["bytes"]),
        ("t.txt", b"\xff\xfe1", b"\xff\xfe2", ["bytes"]),
        ("t.zip", "no archive", "no archive either", ["bytes"]),
        ("t.db", "no database", "no database either", ["bytes"]),
    ],
)
def test_files_differ_by_their_content(pair, name, left, right, kinds):
    assert [each.kind for each in compare_files(*pair(name, left, right))] == kinds


def test_archives_are_compared_by_their_members(tmp_path):
    def pack(name, year, **members):
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            for member, content in members.items():
                archive.writestr(zipfile.ZipInfo(member, (year, 1, 1, 0, 0, 0)), content)
        return path

    left, later = pack("a.zip", 2020, x="1", y="2"), pack("b.zip", 2021, x="1", y="2")
    other = pack("c.zip", 2020, x="5", z="2")

    assert compare_files(left, later) == ()
    assert [(each.kind, each.where) for each in compare_files(left, other)] == [
        ("text", "x"),
        ("missing", "y"),
        ("added", "z"),
    ]


def test_databases_are_compared_by_their_rows(tmp_path):
    def store(name, *rows):
        with closing(sqlite3.connect(tmp_path / name)) as connection, connection:
            connection.execute("create table t (x)")
            connection.executemany("insert into t values (?)", rows)
        return tmp_path / name

    found = compare_files(store("a.db", (1,)), store("b.db", (2,)))

    assert [each.kind for each in found] == ["number"]
