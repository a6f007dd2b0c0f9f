"""An export that fails, is stopped, or meets another one leaves everything as it was, or whole."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from nbcoach.errors import BadCallError
from nbcoach.faces.cli import main
from nbcoach.pipeline import conversion, export
from nbcoach.pipeline.errors import ExportStoppedError
from nbcoach.pipeline.stopping import Stopped, stoppable

EXPORTING = sys.modules["nbcoach.pipeline.export"]


def everything(folder: Path) -> dict[str, tuple[Any, ...]]:
    """What a folder holds, with hidden files, modes and times; of a link where it leads to."""
    found: dict[str, tuple[Any, ...]] = {}
    for path in [folder, *folder.rglob("*")]:
        status = path.lstat()
        held: Any = path.readlink() if path.is_symlink() else None
        held = path.read_bytes() if stat.S_ISREG(status.st_mode) else held
        found[str(path.relative_to(folder))] = (status.st_mode, status.st_mtime_ns, held)
    return found


@pytest.fixture
def source(write_notebook) -> Path:
    """A notebook in a folder with all that may lie about."""
    file: Path = write_notebook("alpha = 0.1", "print(alpha)", name="my wörk/tra in.ipynb")
    (file.parent / ".hidden").mkdir()
    (file.parent / ".hidden/.token").write_text("t")
    (file.parent / "read-only.csv").write_text("1")
    (file.parent / "read-only.csv").chmod(0o400)
    (file.parent / "dangling").symlink_to("nowhere")
    if hasattr(os, "mkfifo"):
        os.mkfifo(file.parent / "pipe")
    return file


def test_the_users_folder_is_what_it_was_to_the_last_mode_and_time(source: Path, tmp_path: Path) -> None:
    before = everything(source.parent)
    exported = export(source, tmp_path / "pìpes" / "to p")
    assert everything(source.parent) == before
    assert yaml.safe_load((exported.folder / "pipeline.yaml").read_text("utf-8"))["directory"] == "../../my wörk"


@pytest.mark.parametrize("fails", ["write_bytes", "mkdir", "rename"])
def test_a_full_disk_leaves_not_even_the_folders_around(source: Path, tmp_path: Path, monkeypatch, fails: str) -> None:
    real, before = getattr(Path, fails), everything(tmp_path)

    def full(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name in {"README.md", "steps"} or (fails == "rename" and path.name.startswith(".to.new")):
            raise OSError(28, "No space left on device")
        return real(path, *arguments, **named)

    monkeypatch.setattr(Path, fails, full)
    with pytest.raises(BadCallError, match="cannot be written: No space left on device"):
        export(source, tmp_path / "some" / "where" / "to")
    monkeypatch.undo()
    after = everything(tmp_path)
    assert {path: held for path, held in after.items() if path != "."} == {
        path: held for path, held in before.items() if path != "."
    }


def test_a_target_that_cannot_be_written_is_told_before_anything_runs(
    source: Path, tmp_path: Path, monkeypatch
) -> None:
    ran: list[int] = []
    monkeypatch.setattr(EXPORTING, "converted", lambda *_: ran.append(1))
    monkeypatch.setattr(os, "access", lambda path, mode: not (mode == os.W_OK and Path(path) == tmp_path))
    with pytest.raises(BadCallError, match="is write-protected"):
        export(source, tmp_path / "a" / "b", yes=True)
    assert not ran


def test_two_exports_at_once_into_one_folder_leave_one_whole_pipeline(source: Path, tmp_path: Path) -> None:
    to = tmp_path / "to"
    export(source, to)
    (to / "notes.txt").write_text("mine")
    whole = set(everything(to))
    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(export, source, to, force=number % 2 == 0) for number in range(8)]
        assert all(each.result().folder == to for each in done)
    assert set(everything(to)) == whole
    assert {path.name for path in tmp_path.iterdir()} == {"my wörk", "to"}


def test_two_exports_at_once_into_two_folders_know_nothing_of_each_other(source: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: export(source, tmp_path / f"to{number}"), range(4)))
    names = [set(everything(tmp_path / f"to{number}")) for number in range(4)]
    assert names == [names[0]] * 4


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_ctrl_c_while_files_are_written_comes_too_late_to_do_harm(source: Path, tmp_path: Path, monkeypatch) -> None:
    real = Path.write_bytes

    def interrupted(path: Path, content: bytes) -> int:
        if path.name == "README.md":
            os.kill(os.getpid(), signal.SIGINT)
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", interrupted)
    folder = export(source, tmp_path / "to").folder
    assert (folder / "README.md").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"my wörk", "to"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("stage", ["observe", "lesson_of_failure", "lessons", "live", "folder_of"])
def test_a_signal_at_any_stage_is_one_line_and_leaves_nothing(
    source: Path, tmp_path: Path, monkeypatch, capsys, number: signal.Signals, stage: str
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = everything(tmp_path)

    def stopped(*_: Any, **__: Any) -> Any:
        os.kill(os.getpid(), number)
        raise AssertionError("the signal was not heard")

    if stage in {"lesson_of_failure", "lessons"}:
        failure = conversion.Observation((), (), {}, "3.11", "linux", (), 1.0, failed_cell=1)
        failed = conversion.replace(failure, failure=None if stage == "lessons" else _failure())
        monkeypatch.setattr(conversion, "observe", lambda *_, **__: failed)
    monkeypatch.setattr(conversion, stage, stopped)
    monkeypatch.setattr(conversion.cutting, "candidates", lambda *_: (1,))

    code = main(["export", str(source), "--to", str(tmp_path / "to"), "--yes", "--no-verify"])

    assert code == 128 + number
    assert capsys.readouterr().err.count("\n") == 1
    assert everything(tmp_path).keys() == before.keys()


def test_a_disk_that_fills_up_while_a_notebook_is_tried_is_told(source: Path, tmp_path: Path, monkeypatch) -> None:
    def full(*_: Any, **__: Any) -> Any:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(conversion, "observe", full)
    with pytest.raises(BadCallError, match="could not be tried: No space left on device") as error:
        export(source, tmp_path / "to", yes=True)
    assert "TMPDIR" in str(error.value)
    assert {path.name for path in tmp_path.iterdir()} == {"my wörk"}


def _failure() -> Any:
    from nbcoach.pipeline.failure import Failure  # noqa: PLC0415 - one stage alone needs it

    return Failure("NameError", "name 'x' is not defined", source_cell=1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_second_signal_does_not_disturb_what_the_first_one_cleans_up() -> None:
    cleaned = []

    def work() -> None:
        try:
            with stoppable():
                os.kill(os.getpid(), signal.SIGINT)
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            cleaned.append(1)

    with pytest.raises(Stopped), stoppable():
        work()
    assert cleaned == [1]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_is_raised_says_that_nothing_was_written() -> None:
    error = ExportStoppedError(signal.SIGTERM)
    assert "nothing was written" in str(error)
    assert error.exit_code == 143


STOPPING = """\
import os, signal, sys
from nbcoach.faces.cli import main
from nbcoach import pipeline
real, names = pipeline.export, {{}}
def export(*given, **named):
    def watch(progress):
        names.setdefault(progress.step, len(names))
        if names[progress.step] == {stage} and progress.cell == 2:
            os.kill(os.getpid(), signal.{number})
    return real(*given, **{{**named, "on_event": watch}})
pipeline.export = export
sys.exit(main(["export", {source!r}, "--to", {to!r}, "--yes", "--steps", "4"]))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize(
    ("stage", "number"),
    [(0, signal.SIGINT), (1, signal.SIGTERM), (2, signal.SIGINT), (3, signal.SIGTERM)],
    ids=["observed", "run again", "first step", "second step"],
)
def test_a_signal_while_a_kernel_runs_ends_it_and_leaves_nothing(
    write_notebook, tmp_path: Path, stage: int, number: signal.Signals
) -> None:
    source = write_notebook("x = 1", "print(x)", "y = x", "print(y)", name="work/train.ipynb")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = everything(source.parent)
    code = STOPPING.format(stage=stage, number=number.name, source=str(source), to=str(tmp_path / "to"))

    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert ended.returncode == 128 + number, ended.stderr
    assert ended.stderr.count("\n") == 1
    assert everything(source.parent) == before
    assert list(temporary.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"work", "temporary"}


DYING = """\
def count():
    import os, pathlib
    file = pathlib.Path({file!r})
    number = int(file.read_text()) + 1
    file.write_text(str(number))
    if number == {last}:
        os._exit(9)
count()"""


@pytest.mark.slow
@pytest.mark.parametrize(("last", "label"), [(2, "verified"), (3, "differs")])
def test_a_kernel_that_dies_in_the_proof_is_told_and_leaves_nothing(
    write_notebook, tmp_path: Path, monkeypatch, last: int, label: str
) -> None:
    temporary, outside = tmp_path / "temporary", tmp_path / "outside"
    temporary.mkdir()
    outside.mkdir()
    (outside / "count").write_text("0")
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    dying = DYING.format(file=str(outside / "count"), last=last)
    source = write_notebook("x = 1\nprint(x)", dying, "print(2)", name="work/train.ipynb")
    before = everything(source.parent)

    exported = export(source, tmp_path / "to", yes=True)

    assert exported.pipeline.verdict == label
    assert exported.is_set_aside == (label == "differs")
    assert everything(source.parent) == before
    assert list(temporary.iterdir()) == []
    assert {path.name for path in tmp_path.iterdir()} == {"work", "temporary", "outside", exported.folder.name}
