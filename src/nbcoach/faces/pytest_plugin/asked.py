"""What a session of pytest is asked to look at, and under which settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from nbcoach.checking import common_folder, lint_paths, verify_names
from nbcoach.config import Settings, find_settings
from nbcoach.notebook.script_sign import is_script

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pytest

    from nbcoach.checking import Report

_HEAD = 8192
"""Bytes of a Python file that are looked at for the first cell."""


class Question(NamedTuple):
    """Which paths are looked at, under which settings, with how many processes at most (0: all processors)."""

    paths: tuple[Path, ...]
    settings: Settings
    baseline: Path | None
    jobs: int

    def answer(self) -> Report:
        """What is found there, without what the baseline holds.

        Raises:
            BadCallError: The settings or the baseline are wrong.
        """
        report = lint_paths(self.paths, self.settings, jobs=self.jobs, cached=True)
        if self.baseline is None:
            return report
        from nbcoach.checking.baseline import judge  # noqa: PLC0415 - most projects have none
        from nbcoach.checking.baseline_file import read_baseline  # noqa: PLC0415

        return judge(report, read_baseline(self.baseline), ()).report


def asked(config: pytest.Config) -> Question:
    """The question of a session, from its arguments, its options and the settings of the project.

    Raises:
        BadCallError: The settings are wrong, or `--nbcoach-select` names what is not installed.
    """
    paths = tuple(_paths(config.args))
    settings = find_settings(common_folder(paths) if paths else Path.cwd())
    select = tuple(_words(config.getoption("nbcoach_select")))
    verify_names(select, "--nbcoach-select")
    settings = msgspec.structs.replace(
        settings,
        select=select or settings.select,
        ignore=() if select else settings.ignore,
        fail_on=config.getoption("nbcoach_fail_on") or settings.fail_on,
    )
    baseline = config.getoption("nbcoach_baseline")
    is_worker = hasattr(config, "workerinput")  # xdist's, which are as many as there are processors
    return Question(paths, settings, Path(baseline) if baseline else settings.baseline_file, int(is_worker))


def _paths(arguments: Iterable[str]) -> Iterator[Path]:
    """The folders and notebooks among arguments, which may also be ids of items, names of packages or tests."""
    for argument in dict.fromkeys(each.partition("::")[0] for each in arguments):
        path = Path(argument)
        if path.is_dir() or (path.is_file() and _is_notebook(path)):
            yield path


def _is_notebook(path: Path) -> bool:
    if path.suffix != ".py":
        return path.suffix == ".ipynb"
    try:
        with path.open("rb") as file:
            return is_script(file.read(_HEAD))
    except OSError:
        return False


def _words(given: Iterable[str]) -> Iterator[str]:
    return (word.strip() for each in given for word in each.split(",") if word.strip())
