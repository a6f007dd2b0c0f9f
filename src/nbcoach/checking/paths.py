"""Runs checks over every notebook at or below some paths, in several processes where there are many."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.checking.discover import catalogue
from nbcoach.checking.outcome import FileReport, Problem, Report
from nbcoach.checking.path_shown import shown
from nbcoach.checking.patterns import Patterns
from nbcoach.checking.select import choose, verify_settings
from nbcoach.config import Settings, find_settings
from nbcoach.project import Found, Projects, Rooted, notebooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from nbcoach.checking.cache import Cache
    from nbcoach.checking.files import Looked
    from nbcoach.checking.select import Selection

WORTH_A_PROCESS = 48
"""Fewer files are read sooner than a second process has started."""


def lint(*paths: str | Path, settings: Settings | None = None) -> Report:
    """Looks at notebooks, and at those below folders, under the settings of the project that they lie in.

    What the baseline of the settings holds is left out.

    Raises:
        BadCallError: A path does not exist, or the settings or the baseline are wrong.
    """
    given = [Path(path) for path in paths]
    settings = settings or find_settings(common_folder(given))
    report = lint_paths(given, settings)
    if settings.baseline_file is None:
        return report
    from nbcoach.checking.baseline import judge  # noqa: PLC0415 - most projects have none
    from nbcoach.checking.baseline_file import read_baseline  # noqa: PLC0415

    return judge(report, read_baseline(settings.baseline_file), ()).report


def common_folder(paths: Sequence[Path]) -> Path:
    """The innermost folder that holds all the paths; the working directory where there is none."""
    folders = [os.path.abspath(path if path.is_dir() else path.parent) for path in paths]  # noqa: PTH100
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return Path.cwd()


def lint_paths(
    paths: Iterable[Path],
    settings: Settings,
    *,
    exclude: Sequence[str] = (),
    only: Callable[[list[Found]], list[Found]] = list,
    jobs: int = 1,
    cached: bool = False,
    on_progress: Callable[[int, int], None] | None = None,
) -> Report:
    """What the checks say about each notebook at or below the paths, in the order of the walk.

    Args:
        paths: Files and folders.
        settings: See `find_settings`.
        exclude: Patterns as in `.gitignore`, relative to the working directory, besides those of the settings.
        only: Picks among the files that the walk has found.
        jobs: How many processes at most; 0 for one per processor.
        cached: Whether what is known of a file is told again instead of looking at it, and what is new remembered.
        on_progress: Called with the number of files that are done, and of all.

    Raises:
        BadCallError: A path does not exist, a pattern cannot be read, or the settings name a check that is not
            installed.
    """
    verify_settings(settings)
    for lines in (settings.exclude, tuple(exclude)):
        Patterns(settings.root, lines).verify()
    met = list(notebooks(paths, exclude, Rooted(settings.root, settings.exclude)))
    found = only(met)
    cache = _cache(settings) if cached else None
    files: list[FileReport | None] = [None] * len(found)
    if cache:
        files = cache.recall(found, Projects())
    problems = _look(found, files, settings, cache, jobs, on_progress or _nobody)
    return Report(tuple(each for each in files if each), problems, len(met) - len(found))


def _nobody(done: int, total: int) -> None:
    """Nobody wants to know how far the work is."""


def _cache(settings: Settings) -> Cache | None:
    """What is remembered of earlier runs; None where nothing can be."""
    from nbcoach.checking.cache import Cache  # noqa: PLC0415 - only the command line has a cache
    from nbcoach.checking.cache_folder import CacheFolder, cache_folder  # noqa: PLC0415
    from nbcoach.checking.cache_key import cache_key  # noqa: PLC0415

    try:
        return Cache(cache_key(settings, catalogue()), CacheFolder(cache_folder()))
    except (OSError, KeyError, ImportError, ValueError):
        return None


def _look(
    found: list[Found],
    files: list[FileReport | None],
    settings: Settings,
    cache: Cache | None,
    jobs: int,
    on_progress: Callable[[int, int], None],
) -> tuple[Problem, ...]:
    """Puts in what the checks say about the files of which nothing is known, and gives what is wrong with checks."""
    missing = [place for place, file in enumerate(files) if file is None]
    done = len(found) - len(missing)
    on_progress(done, len(found))
    problems = catalogue().problems
    if missing:
        selection = choose(settings)
        cache = None if selection.problems != problems else cache
        problems = selection.problems
        places = iter(missing)
        for part in _parts([found[place] for place in missing], selection, settings, jobs, remembering=bool(cache)):
            for looked, place in zip(part, places, strict=False):
                files[place] = _told(looked, found[place], cache)
            done += len(part)
            on_progress(done, len(found))
    if cache:
        cache.save()
    return problems


def _told(looked: Looked, found: Found, cache: Cache | None) -> FileReport:
    if cache and looked.seen:
        cache.remember(found.path, looked.seen)
    return looked.report or (looked.seen.told() if looked.seen else _lost(found))


def _parts(
    found: list[Found], selection: Selection, settings: Settings, jobs: int, *, remembering: bool
) -> Iterator[list[Looked]]:
    from nbcoach.checking.files import Looked, lint_elsewhere, lint_files  # noqa: PLC0415 - what is known of all files needs no reader

    here = partial(lint_files, selection=selection, settings=settings, remembering=remembering)
    if len(found) == 1:
        return iter([here(found)])
    from nbcoach.checking.spread import CHUNKS_PER_PROCESS, chunks, processors, spread  # noqa: PLC0415 - see above

    jobs = jobs or processors()
    if jobs == 1 or len(found) < WORTH_A_PROCESS:
        return map(partial(here, projects=Projects()), chunks(found, [1] * len(found), CHUNKS_PER_PROCESS))
    costs = [_cost(each.path) for each in found]
    work = partial(lint_elsewhere, selection=selection, settings=settings, remembering=remembering)
    return spread(work, chunks(found, costs, jobs * CHUNKS_PER_PROCESS), jobs, lambda each: Looked(_lost(each)))


def _cost(path: Path) -> float:
    """About how long a file takes, in small notebooks: most bytes are outputs, which are passed over."""
    try:
        return 1 + path.stat().st_size / 500_000
    except OSError:
        return 1


def _lost(found: Found) -> FileReport:
    path = shown(found.path)
    message = f"{path} cannot be read: the process that read it died."
    return FileReport(path, errors=(Problem("unreadable", message, path),))
