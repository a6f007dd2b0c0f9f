"""Whatever is remembered must be what a new look would say."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from repositories import commit_all, git, repository

import nbcoach.checking.cache
import nbcoach.checking.files
from nbcoach.checking import lint_paths
from nbcoach.checking.cache import Cache
from nbcoach.checking.cache_folder import CacheFolder, cache_folder
from nbcoach.checking.cache_key import cache_key
from nbcoach.checking.discover import catalogue
from nbcoach.config import Settings
from nbcoach.faces.cli import main
from nbcoach.notebook.percent import percent_document
from nbcoach.project import Found, Projects
from nbcoach.reports import formats

CASES = sorted((Path(__file__).parents[1] / "checks" / "cases").glob("*.py"))
SOURCE = "import numpy as np\nnp.random.rand(3)\n"


@pytest.fixture(autouse=True)
def settled(monkeypatch):
    """No file is so new that its time cannot be trusted; tests about that bring the limit back."""
    limit = nbcoach.checking.cache.SETTLED_AFTER
    monkeypatch.setattr("nbcoach.checking.cache.SETTLED_AFTER", -(10**12))
    return limit


@pytest.fixture
def looked(monkeypatch):
    """The paths of the notebooks that were looked at."""
    paths = []
    real = nbcoach.checking.files.parse_notebook
    monkeypatch.setattr(
        "nbcoach.checking.files.parse_notebook", lambda data, path: paths.append(Path(path).name) or real(data, path)
    )
    return paths


def lint(*paths, **settings):
    return lint_paths(paths, Settings(**settings), cached=True)


def checks(report):
    return [finding.check for _, finding in report.findings]


def kept(folder):
    return sorted(each for each in folder.iterdir() if each.suffix == ".lint")


def test_a_notebook_that_stayed_as_it_was_is_not_read_again(write_notebook, looked, monkeypatch):
    file = write_notebook(SOURCE)
    first = lint(file)
    monkeypatch.setattr("builtins.open", refuse(file))

    assert lint(file) == first
    assert looked == ["train.ipynb"]
    assert checks(first)


def refuse(file):
    real = open

    def opened(path, *more, **options):
        if str(path) == str(file):
            raise AssertionError(f"{path} is read")
        return real(path, *more, **options)

    return opened


def test_nothing_is_remembered_unless_it_is_asked_for(write_notebook, cache_folder, looked):
    file = write_notebook(SOURCE)
    lint_paths([file], Settings())

    assert list(cache_folder.iterdir()) == []


def test_an_edited_notebook_is_looked_at_again_and_the_others_are_not(write_notebook, tmp_path, looked):
    write_notebook(SOURCE, name="a.ipynb")
    write_notebook(SOURCE, name="b.ipynb")
    before = lint(tmp_path)
    looked.clear()
    write_notebook("x = 1", name="a.ipynb")

    after = lint(tmp_path)

    assert looked == ["a.ipynb"]
    assert [file.path for file in after.files] == [file.path for file in before.files]
    assert "unseeded-run" not in [finding.check for finding in after.files[0].findings]
    assert after.files[1] == before.files[1]


def test_a_notebook_with_another_time_and_the_same_content_is_not_looked_at(write_notebook, looked):
    file = write_notebook(SOURCE)
    first = lint(file)
    os.utime(file, ns=(1, 1))

    assert lint(file) == lint(file) == first
    assert looked == ["train.ipynb"]


def test_a_change_within_one_tick_of_the_clock_is_noticed(write_notebook, settled, monkeypatch):
    """The file system counts whole seconds here, and the second edit leaves size, times and number as they were."""
    monkeypatch.setattr("nbcoach.checking.cache.SETTLED_AFTER", settled)
    real, now = os.stat, time.time_ns() // 10**9 * 10**9

    def coarse(path, *more, **options):
        status = real(path, *more, **options)
        return SimpleNamespace(st_size=status.st_size, st_mtime_ns=now, st_ctime_ns=now, st_ino=1)

    monkeypatch.setattr("nbcoach.checking.cache.os", SimpleNamespace(stat=coarse, path=os.path))
    file = write_notebook("import random\nrandom.random()")
    first = lint(file)
    file.write_text(file.read_text().replace("random.random()", "random.seed(13)"))

    assert "unseeded-run" in checks(first)
    assert "unseeded-run" not in checks(lint(file))


def test_a_new_file_is_trusted_by_its_time_once_it_is_old_enough(write_notebook, settled, monkeypatch, looked):
    monkeypatch.setattr("nbcoach.checking.cache.SETTLED_AFTER", settled)
    file = write_notebook(SOURCE)
    first = lint(file)
    monkeypatch.setattr("nbcoach.checking.cache.SETTLED_AFTER", -(10**12))
    assert lint(file) == first
    monkeypatch.setattr("builtins.open", refuse(file))

    assert lint(file) == first
    assert looked == ["train.ipynb"]


def test_data_that_git_tracks_from_now_on_is_no_finding_any_more(tmp_path, write_notebook, looked):
    folder = repository(tmp_path)
    (folder / "sales.csv").write_text("a\n1\n")
    file = write_notebook('import pandas as pd\ndf = pd.read_csv("sales.csv")\n')
    before, known = checks(lint(file)), checks(lint(file))
    assert looked == ["train.ipynb"]

    commit_all(folder)
    tracked = checks(lint(file))
    git(folder, "rm", "-q", "--cached", "sales.csv")

    assert "untracked-data" in before == known
    assert "untracked-data" not in tracked
    assert "untracked-data" in checks(lint(file))


@pytest.mark.parametrize("place", ["data/sales.csv.dvc", "data.dvc", "dvc.lock", "../data.dvc"])
def test_data_that_dvc_tracks_from_now_on_is_no_finding_any_more(tmp_path, write_notebook, place):
    folder = tmp_path / "project" / "notebooks"
    file = write_notebook('import pandas as pd\ndf = pd.read_csv("data/sales.csv")\n', name="project/notebooks/a.ipynb")
    if place.startswith(".."):
        file.write_text(file.read_text().replace("data/sales", "../data/sales"))
    assert "untracked-data" in checks(lint(file))

    sidecar = folder / place
    sidecar.parent.mkdir(exist_ok=True)
    sidecar.write_text("stages: {load: {cmd: x, outs: [{path: data/sales.csv, md5: abc}]}}")

    assert "untracked-data" not in checks(lint(file))
    sidecar.unlink()
    assert "untracked-data" in checks(lint(file))


def test_files_that_a_pattern_finds_from_now_on_are_looked_for(tmp_path, write_notebook):
    folder = repository(tmp_path)
    source = 'import pandas as pd\nfor year in years:\n    df = pd.read_csv(f"sales_{year}.csv")\n'
    file = write_notebook("years = [1, 2]", source)
    assert "untracked-data" in checks(lint(file))

    (folder / "sales_1.csv").write_text("a\n1\n")
    commit_all(folder)
    assert "untracked-data" not in checks(lint(file))
    (folder / "sales_2.csv").write_text("a\n1\n")
    assert "untracked-data" in checks(lint(file))


ASKING = """
from nbcoach.checking import Check

class Asking(Check):
    '''Asks {question}.'''

    def find(self, notebook, project):
        yield self.finding(str({question}))
"""


@pytest.mark.parametrize(
    "question", ["project.git", "project.root", "project.recorded({})", "project.tracking_uri({})"]
)
def test_what_cannot_be_asked_again_quickly_is_asked_of_each_notebook_again(install, write_notebook, looked, question):
    install("acme_checks", {"manners/asking.py": ASKING.replace("{question}", question)})
    file = write_notebook("x = 1")

    assert lint(file, select=("asking",)) == lint(file, select=("asking",))
    assert looked == ["train.ipynb"] * 2


def test_an_edited_check_is_asked_again(install, write_notebook):
    site = install("acme_checks", {"manners/asking.py": ASKING.replace("{question}", "1")})
    key = cache_key(Settings(), catalogue())
    (site / "acme_checks" / "manners" / "_words.py").write_text("WORDS = ()")
    other = cache_key(Settings(), catalogue())
    (site / "acme_checks" / "manners" / "words.toml").write_text("")

    assert len({key, other, cache_key(Settings(), catalogue())}) == 3


def test_every_setting_that_changes_findings_is_part_of_the_key():
    known = catalogue()
    plain = cache_key(Settings(), known)
    others = (
        Settings(select=("data",)), Settings(ignore=("data",)), Settings(severity={"data": "hint"}),
        Settings(per_path_ignores={"*": ("data",)}), Settings(root=Path("/other")),
    )  # fmt: skip

    assert len({plain, *(cache_key(each, known) for each in others)}) == len(others) + 1
    assert cache_key(Settings(fail_on="error", exclude=("a",), baseline="b"), known) == plain


def test_paths_are_told_as_seen_from_the_working_directory(write_notebook, tmp_path, monkeypatch):
    file = write_notebook(SOURCE, name="in/train.ipynb")
    monkeypatch.chdir(tmp_path)
    assert lint(file).files[0].path == "in/train.ipynb"
    monkeypatch.chdir(tmp_path / "in")

    assert lint(file).files[0].path == "train.ipynb"


def damage(data):
    middle = len(data) // 2
    yield b""
    yield data[:-1]
    yield data[:middle]
    yield data + b"\0"
    yield data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    yield b"nbcoach 2\n" + data[10:]
    yield b"\x80\x04\x95" + data
    for body in (b"\xc0", b"\x92\xa1k\x80", b"\x91" * 5000):
        yield b"nbcoach 1\n" + nbcoach.checking.cache.crc32(body).to_bytes(4, "little") + body


def test_a_damaged_cache_is_started_anew(write_notebook, cache_folder, looked):
    file = write_notebook(SOURCE)
    first = lint(file)
    [cache] = kept(cache_folder)
    data = cache.read_bytes()

    for count, bad in enumerate(damage(data), start=2):
        cache.write_bytes(bad)
        assert lint(file) == first
        assert len(looked) == count
        assert cache.read_bytes() == data


def test_a_report_that_this_version_cannot_read_is_made_anew(write_notebook, monkeypatch):
    file = write_notebook(SOURCE)
    first = lint(file)
    monkeypatch.setattr("nbcoach.checking.cache._report_decoder", lambda: msgspec.msgpack.Decoder(int))
    cache = Cache(cache_key(Settings(), catalogue()), CacheFolder(cache_folder()))

    assert cache.recall([Found(file)], Projects()) == [None]
    assert checks(first)


def test_where_nothing_can_be_written_everything_is_looked_at(write_notebook, cache_folder, looked):
    cache_folder.rmdir()
    cache_folder.write_text("a file")
    file = write_notebook(SOURCE)

    assert lint(file) == lint(file)
    assert looked == ["train.ipynb"] * 2


def test_what_went_wrong_is_tried_again(install, tmp_path, write_notebook, cache_folder):
    install("acme_checks", ["manners/crashing.py"])
    (tmp_path / "page.ipynb").write_text("<html>")
    write_notebook("x = 1")
    first = lint(tmp_path, select=("crashing",), exclude=("site-packages",))

    assert len(list(first.problems)) == 2
    assert kept(cache_folder) == []
    assert lint(tmp_path, select=("crashing",), exclude=("site-packages",)) == first


def test_nothing_is_remembered_while_a_check_cannot_be_imported(install, write_notebook, cache_folder):
    install("acme_checks", {"manners/broken.py": "import nothing_of_that_name"})
    file = write_notebook(SOURCE)

    assert [each.check for each in lint(file).problems] == ["broken"]
    assert [each.check for each in lint(file).problems] == ["broken"]
    assert kept(cache_folder) == []


def test_notebooks_that_are_gone_are_forgotten(write_notebook, tmp_path, cache_folder):
    gone = write_notebook(SOURCE, name="gone.ipynb")
    write_notebook(SOURCE, name="stays.ipynb")
    lint(tmp_path)
    gone.unlink()
    write_notebook(SOURCE, name="new.ipynb")
    lint(tmp_path)
    [cache] = kept(cache_folder)

    assert b"stays.ipynb" in cache.read_bytes()
    assert b"gone.ipynb" not in cache.read_bytes()


def test_a_call_for_some_files_keeps_what_is_known_of_the_others(write_notebook, tmp_path, looked):
    one, two = write_notebook(SOURCE, name="one.ipynb"), write_notebook(SOURCE, name="two.ipynb")
    lint(one)
    lint(two)

    lint(one, two)
    assert looked == ["one.ipynb", "two.ipynb"]


def test_the_cache_of_one_folder_is_bounded(write_notebook, tmp_path, cache_folder, monkeypatch):
    for name in ("a", "b", "c"):
        write_notebook(SOURCE, name=f"{name}.ipynb")
    lint(tmp_path)
    [cache] = kept(cache_folder)
    monkeypatch.setattr("nbcoach.checking.cache.BYTES_AT_MOST", cache.stat().st_size // 3)
    write_notebook(f"{SOURCE}#", name="d.ipynb")
    lint(tmp_path / "d.ipynb")

    assert b"d.ipynb" in cache.read_bytes()
    assert b"a.ipynb" not in cache.read_bytes()


def test_caches_that_nobody_uses_are_cleared_away(tmp_path, monkeypatch):
    folder = CacheFolder(str(tmp_path))
    for name, days in (("old.lint", 31), ("a.lint", 3), ("b.lint", 2), ("rest.9.tmp", 2), ("others.txt", 400)):
        folder.write(name, b"x" * 10)
        os.utime(tmp_path / name, (time.time() - days * 86_400,) * 2)
    monkeypatch.setattr("nbcoach.checking.cache_folder.BYTES_AT_MOST", 25)

    folder.touch("b.lint")
    folder.write("new.lint", b"x" * 10)

    assert {each.name for each in tmp_path.iterdir()} == {"new.lint", "b.lint", "others.txt"}


def test_the_cache_is_for_its_owner_alone(write_notebook, cache_folder, monkeypatch):
    monkeypatch.setenv("NBCOACH_CACHE_DIR", str(cache_folder / "deeper" / "still"))
    lint(write_notebook(SOURCE))
    [cache] = kept(cache_folder / "deeper" / "still")

    if os.name == "posix":
        assert cache.stat().st_mode & 0o077 == 0
        assert cache.parent.stat().st_mode & 0o077 == 0


def test_the_folder_for_caches_is_that_of_the_system(monkeypatch, tmp_path):
    monkeypatch.delenv("NBCOACH_CACHE_DIR")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert cache_folder() == str(tmp_path / "cache" / "nbcoach")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative, which the standard forbids")
    assert cache_folder() == str(tmp_path / ".cache" / "nbcoach")


def test_runs_at_the_same_time_do_not_harm_each_other(write_notebook, tmp_path, cache_folder):
    for number in range(6):
        write_notebook(SOURCE, name=f"{number}.ipynb")
    call = [sys.executable, "-m", "nbcoach", "lint", ".", "--format", "json", "--fail-on", "never"]
    path = os.pathsep.join(each for each in sys.path if each)
    runs = [
        subprocess.Popen(call, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    said = [run.communicate()[0] for run in runs]

    assert said[0] == said[1] == said[2]
    assert len(json.loads(said[0])["findings"]) >= 6
    assert [each.suffix for each in cache_folder.iterdir()] == [".lint"]


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    """The case notebooks, and files of which little or nothing can be said."""
    folder = tmp_path_factory.mktemp("cases")
    for case in CASES:
        document = percent_document(case.read_text(encoding="utf-8"))
        (folder / f"{case.stem}.ipynb").write_text(json.dumps(document, indent=1), encoding="utf-8")
    document["metadata"]["kernelspec"] = {"name": "ir", "language": "R", "display_name": "R"}
    (folder / "other_language.ipynb").write_text(json.dumps(document))
    (folder / "page.ipynb").write_text("<!doctype html>")
    (folder / "surrogate.ipynb").write_text(
        json.dumps(percent_document("# %%\nprint('x')")).replace("'x'", "'\\ud800'")
    )
    return folder


@pytest.mark.parametrize("form", [*formats(), "statistics"])
def test_a_report_is_the_same_whether_it_was_remembered_or_not(cases, capsys, form, monkeypatch):
    monkeypatch.chdir(cases)
    options = ["--statistics"] if form == "statistics" else ["--format", form]
    said = []
    for more in (["--no-cache"], [], [], ["--jobs", "1"]):
        main(["lint", ".", *options, *more])
        said.append(capsys.readouterr().out)

    assert len(said[0]) > 100
    assert said[1] == said[0], "the first run that remembers"
    assert said[2] == said[0], "a run that knows all"
    assert said[3] == said[0]
