"""Gathers what cells did, and says it in sections."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nbcoach.faces.widget.live import offering
from nbcoach.faces.widget.live.data_files import DataFiles, Source, may_name_file
from nbcoach.faces.widget.live.ear import Ear, Heard
from nbcoach.faces.widget.live.file_rows import file_section
from nbcoach.faces.widget.live.generators import Draw, Generators
from nbcoach.faces.widget.live.lost import LiveCell, Lost, lost
from nbcoach.faces.widget.live.rows import Row, Section, listed
from nbcoach.faces.widget.watch import Ran
from nbcoach.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from nbcoach.faces.widget.live.offering import Offering
    from nbcoach.notebook import Notebook

_LIBRARIES = {"random": "Python's `random`", "numpy": "`numpy.random`", "torch": "`torch`"}


class Evidence:
    """What one kernel did since the coach came; `history` is the code that ran before, by its number.

    `begin` and `end` run at every cell and cost microseconds; `sections` does the work that they leave behind.
    """

    def __init__(self, history: Sequence[str]) -> None:
        self._ear = Ear()
        self._generators = Generators(history)
        self._files = DataFiles(Ran(code, 0, None, None, number) for number, code in enumerate(history))
        self._unheard: list[tuple[Heard, Ran]] = []
        self._put_off: set[str] = set()
        self._offerings: dict[tuple[str, str], Offering | None] = {}
        self._cells: tuple[LiveCell, ...] = ()
        self.look_anew()

    def look_anew(self) -> None:
        """Forgets what was known of the folder: which files have versions is asked again."""
        self._project = Project.find(Path.cwd())
        if self._project.git is not None:
            _ = self._project.git.tracked  # asked now, and not while a cell waits

    def begin(self, code: str) -> None:
        self._generators.begin(code)
        self._ear.open()

    def end(self, cell: Ran) -> None:
        self._unheard.append((self._ear.close(), cell))
        self._generators.end(cell)

    @property
    def has_news(self) -> bool:
        """False where the cells since the last look left nothing to look at."""
        read = any(heard.read or heard.written or may_name_file(cell.code) for heard, cell in self._unheard)
        return read or self._generators.has_moved

    def stop(self) -> None:
        self._ear.close()

    def put_off(self, key: str) -> None:
        """The user does not want to hear of a row again in this kernel."""
        self._put_off.add(key)

    def stand(self, cells: Iterable[LiveCell]) -> None:
        """How the open notebook looks, as its host tells."""
        self._cells = tuple(cells)

    def sections(
        self, namespace: Mapping[str, object], typed: Sequence[str], as_notebook: Callable[[], Notebook]
    ) -> tuple[Section, ...]:
        """Everything that there is to say, what needs care first.

        Args:
            namespace: What the kernel knows.
            typed: What was run, by its number.
            as_notebook: Gives what was run as a notebook; called only where an offer is to be made.
        """
        self._take_in(namespace)
        gone = lost(namespace, typed, self._cells)
        found = [
            file_section(self._files.sources, self._project, lambda each: self._recording(each, as_notebook)),
            _section("Draws without a seed", [self._draw_row(each, as_notebook) for each in self._generators.draws]),
            _section("Names whose cell is gone", [_lost_row(each) for each in gone]),
        ]
        wanted = (self._without_put_off(each) for each in found if each)
        return tuple(each for each in wanted if each.rows)

    def _take_in(self, namespace: Mapping[str, object]) -> None:
        unheard, self._unheard = self._unheard, []
        for heard, cell in unheard:
            self._files.add(heard, cell)
        if unheard:
            self._generators.settle(unheard[-1][1], namespace)

    def _without_put_off(self, section: Section) -> Section:
        rows = tuple(row for row in section.rows if row.key not in self._put_off)
        return Section(section.title, rows, section.note)

    def _recording(self, source: Source, as_notebook: Callable[[], Notebook]) -> Offering | None:
        return self._once(source.path, source.cell, lambda: offering.recording(as_notebook(), source))

    def _draw_row(self, draw: Draw, as_notebook: Callable[[], Notebook]) -> Row:
        key = f"draw:{draw.library}:{draw.name}"
        make = offering.seeding_held if draw.name else offering.seeding
        made = self._once(key, draw.cell, lambda: make(as_notebook(), draw))
        who = f"The generator `{draw.name}`" if draw.name else _LIBRARIES[draw.library]
        text = f"{who} drew random numbers in {_where(draw.cell)}, and no seed was set: the next run gives others."
        return Row(key, text, "care", "Seed it", made.intent, made.code) if made else Row(key, text)

    def _once(self, key: str, cell: Ran, make: Callable[[], Offering | None]) -> Offering | None:
        """An offer costs milliseconds, and stays the same as long as the cell does."""
        at = (key, cell.code)
        if at not in self._offerings:
            self._offerings[at] = make()
        return self._offerings[at]


def _section(title: str, rows: list[Row]) -> Section:
    return Section(title, tuple(rows))


def _lost_row(gone: Lost) -> Row:
    are, them = ("is", "it") if len(gone.names) == 1 else ("are", "them")
    text = (
        f"{listed(list(gone.names))} {are} still used, but the code that made {them} (`In [{gone.number}]`) stands in "
        "no cell any more: after a restart the notebook stops there."
    )
    before = {"id": gone.user.id, "source": gone.user.source}
    title = "Put the cell back"
    intent = {"intent": "insert-cell", "title": title, "source": gone.code, "cell": before}
    return Row(f"lost:{','.join(gone.names)}", text, "care", title, intent, gone.code)


def _where(cell: Ran) -> str:
    return f"`In [{cell.number}]`" if cell.number else "a cell"
