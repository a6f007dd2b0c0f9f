"""One file of code as an assessment sees it: a notebook, or a script read as a notebook of one cell."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nbcoach.maturity.evidence import Place
from nbcoach.notebook.offsets import lines_of
from nbcoach.notebook.trackers import tracker_calls
from nbcoach.notebook.training import Training, trainings

if TYPE_CHECKING:
    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook


LIBRARIES = frozenset({
    "sklearn", "xgboost", "lightgbm", "catboost", "keras", "tensorflow", "torch", "statsmodels", "prophet", "pyspark",
})  # fmt: skip


class Source:
    """Code at a path (relative to the assessed folder, with `/`)."""

    def __init__(self, path: str, notebook: Notebook, *, is_script: bool = False) -> None:
        self.path = path
        self.notebook = notebook
        self.is_script = is_script

    @cached_property
    def training(self) -> tuple[Training, ...]:
        """The calls that train."""
        return trainings(self.notebook)

    @cached_property
    def doubtful(self) -> tuple[CallSite, ...]:
        """The calls that may train: `fit` of something whose make is not known, beside a library that trains."""
        if not self.notebook.imports & LIBRARIES:
            return ()
        sure = {each.site.place for each in self.training}
        fits = (site for site in self.notebook.calls if site.method == "fit" and site.place not in sure)
        return tuple(site for site in fits if site.name.startswith(("?", "__main__.")))

    @cached_property
    def tracking(self) -> tuple[CallSite, ...]:
        """The calls that record an experiment with a tracker."""
        return tuple(each.site for each in tracker_calls(self.notebook) if each.tracker != "TensorBoard")

    @cached_property
    def boards(self) -> tuple[CallSite, ...]:
        """The calls that only draw curves for TensorBoard."""
        return tuple(each.site for each in tracker_calls(self.notebook) if each.tracker == "TensorBoard")

    @property
    def is_saved_run(self) -> bool:
        """Whether the saved state is that of a run by a machine."""
        return "papermill" in self.notebook.metadata

    def place(self, cell: Cell, line: int, text: str) -> Place:
        """A line of a cell (from 1) as a place in the file."""
        if self.is_script:
            return Place(text, self.path, line)
        return Place(text, self.path, self._file_line(cell.index, line), cell.index, cell.id, line)

    def call(self, site: CallSite, verb: str = "calls") -> Place:
        """A call as a place."""
        return self.place(site.cell, site.span.line, f"{verb} {_plain(site.name)}")

    def finding(self, finding: Finding) -> Place:
        """What a check found, as a place."""
        cells = self.notebook.cells
        if finding.cell is None or not 0 <= finding.cell < len(cells):
            return self.whole(finding.message)
        return self.place(cells[finding.cell], finding.span.line if finding.span else 1, finding.message)

    def whole(self, text: str) -> Place:
        """The file as a place."""
        return Place(text, self.path)

    @cached_property
    def _lines(self) -> dict[int, tuple[int, ...]]:
        """The file line of each source line, by cell; the whole file is gone through once."""
        return lines_of(self.notebook, range(len(self.notebook.cells)))

    def _file_line(self, cell: int, line: int) -> int | None:
        lines = self._lines.get(cell, ())
        return lines[line - 1] if 0 < line <= len(lines) else None


def _plain(name: str) -> str:
    """A resolved name as a person would write it."""
    return name.replace("__main__.", "").replace("?.", "").replace("()", "")
