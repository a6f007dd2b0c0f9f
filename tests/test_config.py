from pathlib import Path

import pytest

from nbcoach.config import Settings, find_settings
from nbcoach.errors import BadCallError


def write(folder, text, name="pyproject.toml"):
    (folder / name).write_text(text)


def test_a_folder_without_settings_has_the_defaults(tmp_path):
    assert find_settings(tmp_path) == Settings(root=tmp_path)


def test_every_key_is_read(tmp_path):
    write(
        tmp_path,
        """
        [tool.nbcoach]
        select = ["all"]
        ignore = ["tracking"]
        exclude = ["old/"]
        fail-on = "error"
        severity = { unseeded-run = "hint" }
        tracking-uri = "sqlite:///x.db"
        [tool.nbcoach.per-path-ignores]
        "lectures/**" = ["data"]
        """,
    )

    assert find_settings(tmp_path) == Settings(
        select=("all",),
        ignore=("tracking",),
        exclude=("old/",),
        fail_on="error",
        severity={"unseeded-run": "hint"},
        per_path_ignores={"lectures/**": ("data",)},
        tracking_uri="sqlite:///x.db",
        root=tmp_path,
        file=tmp_path / "pyproject.toml",
    )


def test_the_nearest_settings_upwards_count(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    write(tmp_path, "[tool.nbcoach]\nignore = ['x']")
    write(tmp_path / "a", "[project]\nname = 'nbcoach-user'")

    assert find_settings(inner).root == tmp_path


def test_a_file_of_its_own_goes_before_pyproject(tmp_path):
    write(tmp_path, "[tool.nbcoach]\nignore = ['x']")
    write(tmp_path, "ignore = ['y']", ".nbcoach.toml")

    assert find_settings(tmp_path).ignore == ("y",)


def test_a_file_of_its_own_may_name_the_table(tmp_path):
    write(tmp_path, "[tool.nbcoach]\nignore = ['y']", ".nbcoach.toml")

    assert find_settings(tmp_path).ignore == ("y",)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("select = 'data'", "select holds a text where a list belongs"),
        ("select = [1]", "select holds a number where a text belongs"),
        ("severity = { x = 'fatal' }", "severity holds 'fatal', which is none of error, warning, hint"),
        ("fail-on = 'no'", "fail-on holds 'no', which is none of error, warning, hint, never"),
        ("per-path-ignores = { a = 'b' }", "per-path-ignores holds a text where a list belongs"),
        ("selct = []", "unknown key 'selct' in [tool.nbcoach]. Did you mean 'select'?"),
        ("zzz = 1", "unknown key 'zzz'"),
        ("root = 'x'", "unknown key 'root'"),
    ],
)
def test_a_wrong_value_is_named_with_its_file_and_key(tmp_path, text, key):
    write(tmp_path, f"[tool.nbcoach]\n{text}\n")

    with pytest.raises(BadCallError) as caught:
        find_settings(tmp_path)

    assert str(caught.value).startswith(f"{tmp_path / 'pyproject.toml'}: ")
    assert key in str(caught.value)


@pytest.mark.parametrize("data", [b"[tool.nbcoach\n", b"[tool.nbcoach]\nselect = ['\xff']", b"[tool]\nnbcoach = 3"])
def test_a_broken_file_is_named(tmp_path, data):
    (tmp_path / "pyproject.toml").write_bytes(data)

    with pytest.raises(BadCallError, match=r"pyproject\.toml"):
        find_settings(tmp_path)


def test_a_start_that_is_no_folder_is_no_error():
    assert find_settings(Path("/nowhere/at/all")).file is None
