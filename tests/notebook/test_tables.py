import os
import sys
import tomllib
from pathlib import Path

import pytest

import nbcoach.notebook
import nbcoach_checks
from nbcoach.notebook.tables import keep, kept_path, parsed, read_table

TABLE = b'words = ["a", "\xc3\xa9"] # a comment\n[sizes]\nlarge = 3\n'


@pytest.fixture
def beside(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "sizes.toml").write_bytes(TABLE)
    return str(tmp_path / "module.py")


@pytest.fixture
def parses(monkeypatch):
    """Which texts were read as TOML."""
    seen = []
    real = tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda text: seen.append(text) or real(text))
    return seen


def test_a_table_is_parsed_once(beside, parses):
    first, second = read_table(beside, "sizes.toml"), read_table(beside, "sizes.toml")

    assert first == second == {"words": ["a", "é"], "sizes": {"large": 3}}
    assert len(parses) == 1


def test_an_edited_table_is_parsed_anew_even_with_the_same_size_and_time(beside, tmp_path):
    read_table(beside, "sizes.toml")
    file = tmp_path / "sizes.toml"
    before = file.stat()
    file.write_bytes(TABLE.replace(b"3", b"4"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    assert read_table(beside, "sizes.toml")["sizes"] == {"large": 4}
    assert read_table(beside, "sizes.toml")["sizes"] == {"large": 4}


@pytest.mark.parametrize("rest", [b"", b"\0", b"\0{", b"\0[1]", b"\0\xff", b"\0null"])
def test_a_broken_kept_table_is_passed_over(beside, tmp_path, rest):
    kept = Path(kept_path(str(tmp_path / "sizes.toml")))
    kept.parent.mkdir()
    kept.write_bytes(TABLE + rest)

    assert read_table(beside, "sizes.toml")["sizes"] == {"large": 3}


def test_nothing_is_kept_where_python_keeps_no_bytecode(beside, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    assert read_table(beside, "sizes.toml")["sizes"] == {"large": 3}
    assert not (tmp_path / "__pycache__").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_folder_is_no_obstacle(beside, tmp_path):
    tmp_path.chmod(0o500)
    try:
        assert read_table(beside, "sizes.toml")["sizes"] == {"large": 3}
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_made_is_no_obstacle(beside, tmp_path):
    (tmp_path / "__pycache__").write_text("a file")

    assert read_table(beside, "sizes.toml")["sizes"] == {"large": 3}


def test_what_json_cannot_say_is_not_kept(tmp_path):
    table = b"day = 2024-05-01\n"
    (tmp_path / "days.toml").write_bytes(table)

    assert not keep(str(tmp_path / "days.toml"), table, parsed(table))
    assert not (tmp_path / "__pycache__").exists()


def test_every_table_of_ours_can_be_kept(tmp_path):
    for folder in (Path(nbcoach.notebook.__file__).parent, Path(nbcoach_checks.__file__).parent):
        for file in folder.rglob("*.toml"):
            table = file.read_bytes()
            assert keep(str(tmp_path / file.name), table, parsed(table)), file
