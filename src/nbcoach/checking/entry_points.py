"""What installed packages offer by entry point, found without reading the metadata of every package.

`importlib.metadata` takes longer to import and to read all packages than a notebook takes to be linted. An entry
point stands in `<distribution>.dist-info/entry_points.txt` on the import path; these files alone are opened here,
and the standard library is asked only where nothing was found (a zip archive, an import hook).
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class EntryPoint(NamedTuple):
    """A line of a group: `name = value`, and the distribution that has it."""

    name: str
    value: str
    distribution: str


def entry_points(group: str) -> tuple[EntryPoint, ...]:
    """The entry points of a group, sorted by distribution and name.

    Of two distributions with one name the first on the import path counts. The working directory is passed over
    where it is on the path: what lies there may be a stranger's.
    """
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for folder in sys.path:
        if folder and not _is_here(folder):
            for distribution, file in _distributions(folder):
                found.setdefault(distribution, tuple(_read(file, group, distribution)))
    points = [point for each in found.values() for point in each]
    return tuple(sorted(points or _asked(group), key=lambda point: (point.distribution, point.name)))


def _is_here(folder: str) -> bool:
    try:
        return os.path.samefile(folder, os.getcwd())  # noqa: PTH109, PTH121 - runs at each start
    except OSError:
        return False


def _distributions(folder: str) -> Iterator[tuple[str, str]]:
    """Normalized name and entry-point file of each distribution in a folder."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - runs at each start
    except OSError:
        return
    for name in names:
        if name.endswith((".dist-info", ".egg-info")):
            distribution = name.rpartition(".")[0].partition("-")[0].lower().replace("_", "-")
            yield distribution, f"{folder}{os.sep}{name}{os.sep}entry_points.txt"


def _read(file: str, group: str, distribution: str) -> Iterator[EntryPoint]:
    try:
        with open(file, "rb", buffering=0) as lines:  # noqa: PTH123 - runs at each start
            data = lines.read()
    except OSError:
        return
    if f"[{group}]".encode() in data:
        text = data.decode("utf-8", "replace")
        section = text.partition(f"[{group}]")[2].partition("\n[")[0]
        for line in section.splitlines():
            name, equals, value = line.partition("=")
            if equals and not line.lstrip().startswith(("#", ";")):
                yield EntryPoint(name.strip(), value.strip(), distribution)


def _asked(group: str) -> list[EntryPoint]:
    from importlib.metadata import entry_points as ask  # noqa: PLC0415 - see above

    return [EntryPoint(each.name, each.value, each.dist.name if each.dist else "") for each in ask(group=group)]
