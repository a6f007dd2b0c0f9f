"""Settings are added to a file as people would have written them."""

import tomllib
from pathlib import Path

import pytest

from nbcoach.config import find_settings
from nbcoach.errors import BadCallError
from nbcoach.wiring.settings_file import new_settings, with_baseline

SHARED, OWN = Path("pyproject.toml"), Path(".nbcoach.toml")
PROJECT = b'[project]\nname = "x"   # keep\n\n[tool.ruff]\nline-length=100\n'


@pytest.mark.parametrize("before", [PROJECT, PROJECT.rstrip(), b"", PROJECT.replace(b"\n", b"\r\n")])
def test_new_settings_stand_at_the_end_and_all_else_stays(before):
    after = new_settings(SHARED, before, "")

    assert after.startswith(before)
    read = tomllib.loads(after.decode())
    assert read["tool"].pop("nbcoach") == {"fail-on": "warning"}
    assert {**tomllib.loads(before.decode()), "tool": read["tool"]} == read
    assert (b"\r\n" in after) == (b"\r\n" in before)
    assert not before or after.count(b"\r\n") in {0, after.count(b"\n")}


@pytest.mark.parametrize("file", [SHARED, OWN])
def test_new_settings_can_be_read(file, tmp_path):
    (tmp_path / file).write_bytes(new_settings(file, None, "known.json"))

    settings = find_settings(tmp_path)

    assert settings.file == tmp_path / file
    assert settings.baseline_file == tmp_path / "known.json"


@pytest.mark.parametrize("before", [b"[project", b"name = '\xff'"])
def test_a_file_that_is_no_toml_is_left_alone(before):
    with pytest.raises(BadCallError, match="is not TOML"):
        new_settings(SHARED, before, "")


def test_a_file_without_room_is_left_alone():
    with pytest.raises(BadCallError, match=r"Add it yourself: \[tool.nbcoach\] fail-on"):
        new_settings(SHARED, b"tool = {ruff = {}}\n", "")


@pytest.mark.parametrize(
    ("file", "before"),
    [
        (SHARED, '[tool.nbcoach]\nfail-on="hint"  # strict\n\n[tool.nbcoach.severity]\nunseeded-run = "error"\n'),
        (SHARED, "[tool.ruff]\nx = 1\n[tool.nbcoach]\n# nothing yet\n\n# other\n[tool.mypy]\nstrict = true\n"),
        (SHARED, 'tool.nbcoach.fail-on = "hint"\n'),
        (SHARED, '[tool]\nnbcoach = {fail-on = "hint"}\n'),
        (SHARED, "[tool.nbcoach]\n[build-system]\nrequires = []\n[tool.other]\na = 1\n"),
        (OWN, '# ours\nfail-on = "hint"\n\n[severity]\nunseeded-run = "error"\n'),
        (OWN, '[tool.nbcoach]\r\nfail-on = "hint"\r\n'),
        (OWN, ""),
    ],
)
def test_a_baseline_is_named_among_the_settings(file, before):
    after = with_baseline(file, before.encode(), "known.json").decode()

    tables = tomllib.loads(before)
    own = tables["tool"]["nbcoach"] if "tool" in tables else tables
    own["baseline"] = "known.json"
    assert tomllib.loads(after) == tables
    assert [line for line in before.splitlines() if "nbcoach = {" not in line] == [
        line for line in after.splitlines() if line in before.splitlines()
    ]
    assert ("\r\n" in after) == ("\r\n" in before)
