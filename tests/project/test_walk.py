"""Which notebooks a walk finds."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from repositories import repository

from nbcoach.errors import BadCallError
from nbcoach.project import Rooted, notebooks


@pytest.fixture
def tree(tmp_path):
    """Makes empty files by their paths below a folder."""
    top = tmp_path.resolve() / "top"
    top.mkdir()

    def make(*names):
        for name in names:
            (top / name).parent.mkdir(parents=True, exist_ok=True)
            (top / name).write_text("{}")
        return top

    return make


def found(*paths, **options):
    return [each.path for each in notebooks(paths, **options)]


def names(top, **options):
    return [path.relative_to(top).as_posix() for path in found(top, **options)]


def test_notebooks_are_found_in_a_stable_order(tree):
    top = tree("b.ipynb", "a/z.ipynb", "a/b/c.ipynb", "a.ipynb", "readme.md", "script.py")

    assert names(top) == ["a.ipynb", "b.ipynb", "a/z.ipynb", "a/b/c.ipynb"]


def test_what_others_made_is_left_out(tree):
    top = tree(
        "kept.ipynb",
        ".ipynb_checkpoints/kept-checkpoint.ipynb",
        "node_modules/pkg/demo.ipynb",
        "pipeline/.nbcoach/base/steps/10_load.ipynb",
        "env/pyvenv.cfg",
        "env/share/demo.ipynb",
        "conda/conda-meta/history",
        "conda/demo.ipynb",
        "lib/site-packages/demo.ipynb",
        ".git/odd.ipynb",
        "mlruns/0/abc/artifacts/run.ipynb",
    )

    assert names(top) == ["kept.ipynb"]


def test_runs_are_left_out_only_beside_a_pipeline(tree):
    top = tree("pipe/pipeline.yaml", "pipe/runs/one/out.ipynb", "pipe/steps/10_a.ipynb", "other/runs/kept.ipynb")

    assert names(top) == ["other/runs/kept.ipynb", "pipe/steps/10_a.ipynb"]


def test_a_named_file_is_always_yielded(tree):
    top = tree(".ipynb_checkpoints/a.ipynb", "notes.txt", "out.ipynb")
    (top / ".gitignore").write_text("*.ipynb\n")
    named = [top / ".ipynb_checkpoints" / "a.ipynb", top / "notes.txt", top / "out.ipynb"]

    each = list(notebooks(named, ["*"]))

    assert [one.path for one in each] == named
    assert all(one.named for one in each)


def test_a_named_folder_is_looked_into_even_where_it_would_be_left_out(tree):
    top = tree("pipe/pipeline.yaml", "pipe/runs/one/out.ipynb", "ignored/a.ipynb")
    repository(top)
    (top / ".gitignore").write_text("ignored/\n")

    assert names(top / "pipe" / "runs") == ["one/out.ipynb"]
    assert names(top / "ignored") == ["a.ipynb"]


def test_a_path_that_does_not_exist_is_a_wrong_call(tree):
    top = tree("a.ipynb")

    with pytest.raises(BadCallError, match="No such file"):
        notebooks([top / "a.ipynb", top / "missing"])


def test_each_notebook_comes_once(tree):
    top = tree("a.ipynb", "b/c.ipynb")

    assert found(top / "a.ipynb", top, top / "b") == [top / "a.ipynb", top / "b" / "c.ipynb"]


def test_gitignore_files_count_on_every_floor(tree):
    top = tree("a.ipynb", "x_out.ipynb", "sub/x_out.ipynb", "sub/keep_out.ipynb", "deep/er/b.ipynb", "deep/c.ipynb")
    (top / ".gitignore").write_text("*_out.ipynb\n[bad\n")
    (top / "sub" / ".gitignore").write_text("!keep_out.ipynb\n")
    (top / "deep" / ".gitignore").write_text("/c.ipynb\n")

    assert names(top) == ["a.ipynb", "deep/er/b.ipynb", "sub/keep_out.ipynb"]


def test_gitignore_files_above_count_up_to_the_root_of_the_repository(tree):
    top = tree("sub/a.ipynb", "sub/b.ipynb", "sub/inner/a.ipynb")
    (top.parent / ".gitignore").write_text("b.ipynb\n")
    (top / ".gitignore").write_text("/sub/a.ipynb\n")
    repository(top)

    assert names(top / "sub") == ["b.ipynb", "inner/a.ipynb"]


def test_gitignore_agrees_with_git(tree):
    patterns = ["*.tmp.ipynb", "/root.ipynb", "build/", "a/**/z.ipynb", "!keep.tmp.ipynb", "doc/*", "!doc/ok.ipynb"]
    top = tree(
        "root.ipynb", "sub/root.ipynb", "build/x.ipynb", "sub/build/x.ipynb", "a/z.ipynb", "a/b/c/z.ipynb",
        "one.tmp.ipynb", "keep.tmp.ipynb", "doc/no.ipynb", "doc/ok.ipynb", "doc/sub/no.ipynb", "plain.ipynb",
    )  # fmt: skip
    repository(top)
    (top / ".gitignore").write_text("\n".join(patterns))
    command = ["git", "-C", str(top), "ls-files", "--others", "--exclude-standard", "*.ipynb"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()

    assert sorted(names(top)) == sorted(told)


def test_exclude_patterns_are_relative_to_the_working_directory_or_the_named_folder(tree, monkeypatch):
    top = tree("a.ipynb", "old/b.ipynb", "sub/old/c.ipynb", "sub/d.ipynb")
    monkeypatch.chdir(top.parent)

    assert names(top, exclude=["old"]) == ["a.ipynb", "sub/d.ipynb"]
    assert names(top, exclude=["/top/old/"]) == ["a.ipynb", "sub/d.ipynb", "sub/old/c.ipynb"]
    assert names(top, exclude=["/sub"]) == ["a.ipynb", "old/b.ipynb"]


def test_links_out_of_the_tree_and_in_circles_are_not_followed(tree, tmp_path):
    top = tree("a.ipynb", "sub/b.ipynb")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.ipynb").write_text("{}")
    (top / "sub" / "loop").symlink_to(top, target_is_directory=True)
    (top / "self").symlink_to(top / "self")
    (top / "out").symlink_to(outside, target_is_directory=True)
    (top / "out.ipynb").symlink_to(outside / "secret.ipynb")
    (top / "gone.ipynb").symlink_to(top / "nowhere.ipynb")
    (top / "again.ipynb").symlink_to(top / "a.ipynb")

    assert names(top) == ["a.ipynb", "sub/b.ipynb"]


def test_a_link_to_a_file_in_the_tree_that_is_no_notebook_by_name_counts(tree):
    top = tree("store/0a1b")
    (top / "linked.ipynb").symlink_to(top / "store" / "0a1b")

    assert names(top) == ["linked.ipynb"]


def test_a_named_link_to_a_folder_is_followed(tree, tmp_path):
    top = tree("a.ipynb")
    (tmp_path / "link").symlink_to(top, target_is_directory=True)

    assert found(tmp_path / "link") == [tmp_path / "link" / "a.ipynb"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_reported(tree):
    top = tree("a.ipynb", "closed/b.ipynb")
    (top / "closed").chmod(0)
    try:
        each = list(notebooks([top]))
    finally:
        (top / "closed").chmod(0o755)

    assert [(one.path.name, bool(one.problem)) for one in each] == [("a.ipynb", False), ("closed", True)]


def test_a_folder_that_vanishes_is_reported(tree, monkeypatch):
    top = tree("a.ipynb", "gone/b.ipynb")
    real = os.scandir

    def scandir(folder):
        if Path(folder).name == "gone":
            raise FileNotFoundError(2, "No such file or directory")
        return real(folder)

    monkeypatch.setattr(os, "scandir", scandir)

    assert [(one.path.name, one.problem) for one in notebooks([top])] == [
        ("a.ipynb", ""),
        ("gone", "No such file or directory"),
    ]


def test_three_thousand_notebooks_are_found_at_once(tree):
    top = tree(*(f"d{folder}/n{number}.ipynb" for folder in range(60) for number in range(50)))
    (top / ".gitignore").write_text("d3/\n*.log\n")

    start = time.perf_counter()
    count = len(found(top))

    assert count == 2950
    assert time.perf_counter() - start < 10


def test_the_pattern_library_is_imported_only_for_patterns(tree):
    top = tree("a.ipynb")
    code = (
        "import sys; from pathlib import Path; from nbcoach.project import Rooted, notebooks;"
        f"list(notebooks([Path({str(top)!r})])); sys.exit(int('pathspec' in sys.modules or 'sqlite3' in sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}

    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0


CELLS = "# %%\nx = 1\n"


def test_scripts_count_when_their_cells_begin_with_percent_signs(tree):
    for name, text in {"a.py": CELLS, "b.py": "x = 1\n", "c.py": "#" * 8000 + f"\n{CELLS}", "d.txt": CELLS}.items():
        (tree() / name).write_text(text)

    assert names(tree()) == ["a.py", "c.py"]


def test_a_script_beside_its_notebook_is_the_notebooks_text(tree):
    for name in ("a.py", "b.py"):
        (tree() / name).write_text(CELLS)
    (tree() / "a.ipynb").touch()
    (tree() / "b.ipynb").touch()
    repository(tree())
    (tree() / ".gitignore").write_text("b.ipynb\n")

    assert names(tree()) == ["a.ipynb", "b.py"]


def test_a_script_that_is_named_is_read_whatever_it_holds(tree):
    (tree() / "a.py").write_text("x = 1\n")

    assert [each.path.name for each in notebooks([tree() / "a.py"])] == ["a.py"]


@pytest.mark.parametrize("pattern", ["./a", "./a/", "../top/a", "a", "/a", "a/**", "{here}/a", "./a/*.ipynb", "../*/a"])
def test_patterns_may_be_paths_from_the_working_directory(tree, monkeypatch, pattern):
    top = tree("a/x.ipynb", "b/a.ipynb")
    monkeypatch.chdir(top)

    assert names(top, exclude=[pattern.format(here=top)]) == ["b/a.ipynb"]


def test_patterns_of_folders_above_hold_for_the_folder_they_name(tree, monkeypatch):
    top = tree("a/x.ipynb", "b/y.ipynb")
    monkeypatch.chdir(top / "b")

    assert names(top, exclude=["../a"]) == ["b/y.ipynb"]


def test_settled_patterns_hold_unless_they_name_the_folder_that_is_walked(tree):
    top = tree("a.ipynb", "old/b.ipynb", "deep/old/c.ipynb", "deep/d.ipynb")
    settled = Rooted(top, ("old/",))

    assert names(top, settled=settled) == ["a.ipynb", "deep/d.ipynb"]
    assert names(top / "deep", settled=settled) == ["d.ipynb"]
    assert names(top / "old", settled=settled) == ["b.ipynb"]
    assert [each.path.name for each in notebooks([top / "old" / "b.ipynb"], settled=settled)] == ["b.ipynb"]
