"""Gates on the house itself: sizes, what must not be committed, and words that must stay true."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from nbcoach.checking import Check, discover
from nbcoach.faces.cli import command

ROOT = Path(__file__).parents[1]
LONGEST = 350
ROOMS = ("src", "checks", "labextension/src")
SOURCES = {".py", ".ts", ".tsx", ".js", ".css"}
HOSTS = ("registry.npm" + "js.org", "registry.yarn" + "pkg.com", "pypi.org/" + "simple", "files.python" + "hosted.org")
LEAVE_OUT = {"node_modules", "lib", "dist", "__pycache__", "wire.ts"}
"""What nobody writes: installed, built, and the types that are made from the schema of the wire."""


def committed() -> list[Path]:
    """Every file under version control, or all of an unpacked archive; new files count, ignored ones do not."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names = listing.stdout.split("\0") if listing.returncode == 0 else [str(path) for path in ROOT.rglob("*")]
    return [path for path in (ROOT / name for name in names if name) if path.is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in committed():
        try:
            found.append((path.relative_to(ROOT), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def commands_of(path: Path) -> set[str]:
    """The nbcoach commands that a text tells its reader to type."""
    return set(re.findall(r"^\s*(?:\$ )?nbcoach ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_grows_beyond_what_one_can_hold_in_mind(room):
    files = [path for path in (ROOT / room).rglob("*") if path.suffix in SOURCES and not LEAVE_OUT & set(path.parts)]
    long = {str(path.relative_to(ROOT)): lines for path in files if (lines := path.read_bytes().count(b"\n")) > LONGEST}

    assert files
    assert long == {}


def test_nothing_of_this_machine_is_committed():
    own = [f"{path}/" for path in (ROOT, Path.home()) if len(path.parts) > 1]
    talks_of_homes = ("checks/", "tests/checks/", "tests/notebook/")  # where such paths are the subject

    guilty = [
        f"{path}: {place}"
        for path, text in texts()
        for place in own
        if re.search(rf"(?<![\w.~-]){re.escape(place)}", text) and not path.as_posix().startswith(talks_of_homes)
    ]

    assert guilty == []


def test_no_registry_is_named():
    assert [f"{path}: {host}" for path, text in texts() for host in HOSTS if host in text] == []


def test_no_large_file_is_committed():
    assert [str(path) for path in committed() if path.stat().st_size > 1_000_000] == []


@pytest.mark.parametrize("text", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_commands_that_are_told_of_exist(text):
    listed = CliRunner().invoke(command, ["--help"])

    assert listed.exit_code == 0
    exist = set(re.findall(r"^ {2}([a-z]+) ", listed.output, re.MULTILINE))
    assert commands_of(ROOT / text) <= exist


def test_the_readme_shows_the_main_commands_and_the_picture():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert {"lint", "track", "export", "run", "assess"} <= commands_of(ROOT / "README.md")
    for link in re.findall(r"\]\((?!https?:|#)([^)]+)\)", readme):
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize("text", ["README.md", "CONTRIBUTING.md", "notebooks/README.md", ".ci/run"])
def test_what_a_text_tells_to_make_can_be_made(text):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    told = set(re.findall(r"(?:`|^|\$ |exec )make ([a-z-]+)", (ROOT / text).read_text(encoding="utf-8"), re.MULTILINE))

    assert told
    assert told <= targets


@pytest.mark.parametrize(
    "gate", ["ruff check", "ruff format --check", "mypy", "lint-imports", "npm run --silent lint", "pytest"]
)
def test_one_command_runs_every_gate(gate):
    dry = subprocess.run(
        ["make", "--dry-run", "--always-make", "test"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert gate in dry.stdout


def test_continuous_integration_runs_that_command():
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert [line for line in script.read_text(encoding="utf-8").splitlines() if "make" in line] == [
        "exec make test </dev/null"
    ]


def own_checks() -> list[type[Check]]:
    return [check for check in discover() if check.__module__.startswith("nbcoach_checks.")]


def test_every_file_of_a_check_is_found_as_a_check():
    files = {path.stem for path in (ROOT / "checks/nbcoach_checks").glob("*/[a-z]*.py")}

    assert {check.name.replace("-", "_") for check in own_checks()} == files
    assert files


@pytest.mark.parametrize("check", own_checks(), ids=lambda check: check.name)
def test_a_check_says_what_it_flags_why_and_what_to_do(check):
    assert check.summary().endswith(".")
    assert "## Why it matters" in check.__doc__
    assert "## What to do" in check.__doc__
    assert check.sources
    assert all(source.startswith("https://") for source in check.sources)


@pytest.mark.parametrize("check", own_checks(), ids=lambda check: check.name)
def test_a_check_shows_where_it_fires_and_the_same_done_well(check):
    assert check.examples
    for example in check.examples:
        assert f"# expect: {check.name}" in example.bad
        assert example.good.strip()
        assert "# expect" not in example.good
