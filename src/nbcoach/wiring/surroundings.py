"""The project: its settings, git, and whether a hook looks at what is committed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from nbcoach.checking.select import verify_settings
from nbcoach.config import find_settings
from nbcoach.errors import NbcoachError
from nbcoach.project import Project
from nbcoach.project.ask_git import ask, is_installed
from nbcoach.wiring.line import Line, ok, problem, warning
from nbcoach.wiring.pre_commit import CONFIG, is_wired

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbcoach.config import Settings


def settings(start: Path) -> Iterator[Line]:
    """The settings that hold for a folder, and whether they can be followed."""
    try:
        found = find_settings(start)
        verify_settings(found)
        _verify_baseline(found)
    except NbcoachError as error:
        yield problem("settings", error.message.rstrip("."), error.cure)
        return
    if found.file is None:
        yield ok("settings", "none, so the defaults hold; `nbcoach init` makes some")
        return
    yield ok("settings", str(found.file))


def git(start: Path) -> Iterator[Line]:
    """Whether git is there and answers about the folder."""
    if not is_installed():
        yield warning("git", "not found", "Install it: checks of data versions and --changed-since ask it.")
        return
    repository = Project.find(start).git
    if repository is None:
        yield warning("git", f"{start} lies in no repository", "Make one with: git init")
    elif repository.has_commits() is None:
        yield problem(
            "git",
            f"git does not answer about {repository.root}",
            f"If it is yours: git config --global --add safe.directory {repository.root}",
        )
    else:
        yield ok("git", f"repository {repository.root}")


def hook(start: Path) -> Iterator[Line]:
    """Whether pre-commit is told of nbcoach, and git of pre-commit."""
    repository = Project.find(start).git
    if repository is None:
        return
    config = repository.root / CONFIG
    if not config.is_file():
        yield warning("pre-commit", f"there is no {CONFIG}", "Let nbcoach look at each commit: nbcoach init")
        return
    wired = is_wired(config.read_bytes())
    if wired is None:
        yield problem("pre-commit", f"{config} is no configuration of pre-commit", "Correct it.")
    elif not wired:
        yield warning("pre-commit", f"{config} does not call nbcoach", "Let it look at each commit: nbcoach init")
    elif not _hook_file(repository.root).is_file():
        yield warning("pre-commit", "it is set up, and git does not call it", "Install its hook: pre-commit install")
    else:
        yield ok("pre-commit", f"{config} calls nbcoach")


def _verify_baseline(settings: Settings) -> None:
    if settings.baseline_file is not None:
        from nbcoach.checking.baseline_file import read_baseline  # noqa: PLC0415 - most projects have none

        read_baseline(settings.baseline_file)


def _hook_file(root: Path) -> Path:
    """Where git looks for the hook that runs before a commit; `core.hooksPath` may name another folder."""
    named = ask(root, "config", "--file", str(_config_of(root)), "--type=path", "core.hooksPath").output
    folder = os.fsdecode(named).strip()
    if folder:
        return root / folder / "pre-commit"
    common = ask(root, "rev-parse", "--git-common-dir").output
    return root / os.fsdecode(common).strip() / "hooks" / "pre-commit"


def _config_of(root: Path) -> Path:
    common = ask(root, "rev-parse", "--git-common-dir").output
    return root / os.fsdecode(common).strip() / "config"
