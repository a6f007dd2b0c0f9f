import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

import nbcoach.notebook
import nbcoach_checks
from nbcoach.notebook.wildcards import Wildcards

FOLDERS = (Path(nbcoach.notebook.__file__).parent, Path(nbcoach_checks.__file__).parent)
NAMES = (
    "sklearn.metrics.f1_score", "sklearn.metrics", "mlflow.tracking.MlflowClient().get_run", "?.info", "x.info",
    "xy.info", "scipy.stats.norm", "scipy.cluster.vq", "tqdm.auto.tqdm().set_postfix", "model.fit",
    "", ".", "fit", "a[b]", "a*b",
)  # fmt: skip


def texts(value):
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(each)


def tables():
    return sorted(file for folder in FOLDERS for file in folder.rglob("*.toml"))


@pytest.mark.parametrize("file", tables(), ids=lambda file: file.name)
def test_each_pattern_of_each_table_says_what_fnmatch_says(file):
    patterns = sorted(set(texts(tomllib.loads(file.read_text(encoding="utf-8")))))
    for pattern in patterns:
        fits = pattern.replace("[!c]", "s").replace("*", "x").replace("?", "y")
        names = [*NAMES, fits, f"{fits}z", fits[1:], fits.replace("x", "")]
        one = Wildcards([pattern])
        assert [name for name in names if one.match(name)] == [name for name in names if fnmatchcase(name, pattern)]


def test_a_name_fits_a_list_where_it_fits_one_pattern():
    known = Wildcards(["numpy.*", "*.fit", "torch.save", "mlflow.*log_model*"])

    assert [known.match(name) for name in ("numpy.mean", "model.fit", "torch.save", "mlflow.sklearn.log_model")] == [
        True
    ] * 4
    assert not any(known.match(name) for name in ("torch.save_", "fit", "numpy", "mlflow.log_metric", "log_model"))


@pytest.mark.parametrize("pattern", ["*", "**", "*a*", "a*a", "ab*b*c", "*a*b", "x?*", "[ab]*c", "?", "a[b-d]*[!e]"])
def test_a_pattern_of_any_form_says_what_fnmatch_says(pattern):
    names = ["", "a", "aa", "aba", "abbc", "abc", "abcbc", "xab", "bc", "ac", "x", "abxe", "acxf", "*", "[", "a\nb"]

    assert [each for each in names if Wildcards([pattern]).match(each)] == [
        each for each in names if fnmatchcase(each, pattern)
    ]


def test_no_pattern_fits_nothing():
    assert not Wildcards(()).match("")


def test_the_ends_of_a_pattern_do_not_overlap():
    assert not Wildcards(["aba*aba"]).match("aba")
    assert Wildcards(["aba*aba"]).match("abaaba")
