"""Notebook file → pipeline folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from nbcoach.errors import BadCallError
from nbcoach.notebook import Notebook, read_notebook
from nbcoach.pipeline import engines, project_files
from nbcoach.pipeline.conversion import Asked, Conversion, converted, static
from nbcoach.pipeline.engines import Engine
from nbcoach.pipeline.errors import ExportStoppedError
from nbcoach.pipeline.folder import folder_files
from nbcoach.pipeline.lessons import Lesson
from nbcoach.pipeline.manifest import DEFAULTS, is_pipeline
from nbcoach.pipeline.merge import merge, with_base
from nbcoach.pipeline.model import Pipeline, Source
from nbcoach.pipeline.observation import Observation
from nbcoach.pipeline.plan import plan
from nbcoach.pipeline.proof import Proof, unverified
from nbcoach.pipeline.report_html import NAME as REPORT
from nbcoach.pipeline.report_html import report_html
from nbcoach.pipeline.requirements import siblings
from nbcoach.pipeline.step_files import with_files
from nbcoach.pipeline.stopping import Stopped, stoppable, unstoppable
from nbcoach.pipeline.wishes import checked_values, with_values
from nbcoach.pipeline.write import only_writer, refuse, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.pipeline.boundaries import How
    from nbcoach.pipeline.engines import Progress

EMPTY: Mapping[str, Any] = MappingProxyType({})
ASIDE = ".differs"
"""What is added to the name of a folder that holds a pipeline whose results are not those of the notebook."""


class Exported(Struct, frozen=True):
    """A pipeline that was written.

    `folder` is where; `files` are relative to it; `kept` are those in which edits of the user were kept. `proof` says
    what is known about the results, `observation` what the run of the notebook showed (None where nothing was run).
    """

    folder: Path
    pipeline: Pipeline
    files: tuple[str, ...]
    proof: Proof
    observation: Observation | None = None
    lessons: tuple[Lesson, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        return self.pipeline.warnings

    @property
    def is_set_aside(self) -> bool:
        """True where the results differ, so that the folder is not the one that was asked for."""
        return self.proof.outcome == "differs"


def export(
    source: Path | str,
    to: Path | str,
    *,
    yes: bool = False,
    verify: bool = True,
    how: How = "auto",
    cells: Sequence[int] = (),
    force: bool = False,
    parameters: Sequence[str] | None = None,
    kernel: str | None = None,
    engine: str = "papermill",
    timeout: float | None = None,
    values: Mapping[str, Any] | None = None,
    types: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    on_event: Callable[[Progress], None] | None = None,
) -> Exported:
    """Writes the pipeline of a notebook, which itself stays as it is.

    With `yes` the notebook is executed, in copies of its folder: once to see where it can be cut and what the steps
    hand on, and, with `verify`, once more beside the pipeline, to prove that both come to the same results. Without
    `yes` nothing is executed and nothing proven.

    Args:
        source: The notebook file.
        to: The pipeline's folder. Over a pipeline that stands there the new one is merged: edits of the user stay.
        yes: The consent to execute the notebook.
        verify: Whether the results are proven.
        how: `auto`, `one`, `headings`, `tags` or `cells`. Without `yes`, `auto` gives one step.
        cells: With `cells`: the cells that begin a step, counted among all cells from 0.
        force: Replace a pipeline that stands at `to`, edits and all; its runs stay.
        parameters: The names to take as parameters; by default those that are likely and safe.
        kernel: The kernelspec to run with, in place of the notebook's own.
        engine: The name of the engine that the files are for.
        timeout: Seconds for each run, None for any.
        values: What a run takes where it names no values, in place of the notebook's own, by the name of the parameter;
            text is read by its schema. They go into `params.yaml`; what is proven are the notebook's own.
        types: Wider types of parameters, as `number` for an `integer`.
        names: Other names of parameters, by the names that the notebook has for them, as are `values` and `types`.
        on_event: Called before each code cell of each run.

    Returns:
        What was written. Where the results differ the folder is set aside under another name, see `is_set_aside`.

    Raises:
        BadCallError: The target cannot be written, edits of the user contradict the new export, or the notebook cannot
            be converted.
        UnreadableError, NotANotebookError: The source is no readable notebook.
        MissingExtraError: What runs notebooks is not installed.
        ExportStoppedError: Ctrl-C or SIGTERM; nothing was written.
    """
    source, to = Path(source), Path(to)
    notebook = read_notebook(source)
    chosen = engines.load(engine)
    source, to = source.resolve(), to.resolve()
    _refuse(source, to, force=force)
    maker = _Maker(notebook, source, to, chosen, parameters, kernel, tuple(cells), types or {}, names or {})
    wanted = checked_values(maker.unseen, values) if values else {}
    if yes:
        chosen.check(maker.unseen.kernel.name)
        asked = Asked(how, tuple(cells), verify, timeout)
        conversion = _converted(notebook, source, asked, maker, on_event)
    else:
        conversion = static(maker.unseen if how in {"auto", "one"} else maker.plan(how, None, None))
    with unstoppable(), only_writer(to):
        return _written(_told(conversion, wanted), maker, to, force=force, values=wanted)


def _converted(
    notebook: Notebook, source: Path, asked: Asked, maker: _Maker, watch: Callable[[Progress], None] | None
) -> Conversion:
    """As `converted`; a signal at any time ends it with what it has started."""
    try:
        with stoppable():
            return converted(notebook, source, asked, maker, watch)
    except Stopped as stop:
        raise ExportStoppedError(stop.number) from None
    except OSError as error:
        place = tempfile.gettempdir()
        raise BadCallError(
            f"The notebook could not be tried: {error.strerror or error} (temporary files lie in {place}).",
            "Make room, or name another folder for temporary files in the environment variable TMPDIR.",
        ) from error


def outline(
    notebook: Notebook,
    source: Path,
    to: Path,
    *,
    how: How = "auto",
    parameters: Sequence[str] | None = None,
    types: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> tuple[Pipeline, tuple[str, ...]]:
    """The pipeline that an export would make, and its files, told from the notebook alone; nothing is written.

    The arguments are those of `export`; `notebook` is what `source` will hold. A run may find that some of the steps
    have to be one.

    Raises:
        BadCallError: The notebook cannot be converted, or a name cannot be a parameter.
    """
    source, to, engine = source.resolve(), to.resolve(), engines.load("papermill")
    maker = _Maker(notebook, source, to, engine, parameters, None, (), types or {}, names or {})
    pipeline = maker.plan(how, None, None)
    return pipeline, tuple(sorted([*maker.files(pipeline, None, unverified("static")), REPORT]))


def _refuse(source: Path, to: Path, *, force: bool) -> None:
    """Raises a BadCallError where nothing may be written, before anything is run."""
    refuse(to, force=force or is_pipeline(to))
    if source.is_relative_to(to):
        raise BadCallError(f"The notebook {source} lies in the folder {to}.", "Choose a folder beside it.")


def _told(conversion: Conversion, values: Mapping[str, Any]) -> Conversion:
    """Says that values which the user wants were not run."""
    if not values or not conversion.proof.is_equal:
        return conversion
    warning = f"What is proven are the notebook's own values; params.yaml holds others for {', '.join(values)}."
    pipeline = replace(conversion.pipeline, warnings=(*conversion.pipeline.warnings, warning))
    return replace(conversion, pipeline=pipeline)


def _written(
    conversion: Conversion, maker: _Maker, to: Path, *, force: bool, values: Mapping[str, Any] = EMPTY
) -> Exported:
    if conversion.proof.outcome == "differs":
        to, force = to.with_name(to.name + ASIDE), True
        refuse(to, force=True)
    files = _files(conversion, maker)
    merged = merge(files, to) if is_pipeline(to) and not force else None
    if merged and any(map(_is_run, merged.kept)) and conversion.proof.outcome != "unverified":
        old = conversion.proof
        proof = unverified("with edits that nobody has proven", up_to=old.up_to, failure=old.notebook_failure)
        pipeline = replace(conversion.pipeline, verdict=proof.label)
        conversion = replace(conversion, pipeline=pipeline, proof=proof)
        files = _files(conversion, maker)
        merged = merge(files, to)
    kept = merged.files if merged else with_base(files)
    write(with_values(kept, conversion.pipeline, values), to, force=force or merged is not None)
    return Exported(
        folder=to,
        pipeline=conversion.pipeline,
        files=tuple(files),
        proof=conversion.proof,
        observation=conversion.observation,
        lessons=conversion.lessons,
        kept=merged.kept if merged else (),
    )


def _files(conversion: Conversion, maker: _Maker) -> dict[str, bytes]:
    pipeline, seen, proof = conversion.pipeline, conversion.observation, conversion.proof
    files = maker.files(pipeline, seen, proof)
    return {**files, REPORT: report_html(pipeline, proof, seen, conversion.lessons)}


def _is_run(path: str) -> bool:
    """True for a file on which the results of a run depend."""
    return path == DEFAULTS or path.startswith(("steps/", "modules/"))


class _Maker(Struct, frozen=True, dict=True):
    """Makes pipelines of one notebook for one folder."""

    notebook: Notebook
    source: Path
    to: Path
    engine: Engine
    parameters: Sequence[str] | None
    kernel: str | None
    cells: tuple[int, ...]
    types: Mapping[str, str] = EMPTY
    names: Mapping[str, str] = EMPTY

    @cached_property
    def unseen(self) -> Pipeline:
        """The pipeline of one step of which nothing was observed: its parameters, and its kernel."""
        return self.plan("one", None, None)

    def plan(self, how: How, seen: Observation | None, until: int | None) -> Pipeline:
        """The pipeline as seen from its folder, and with what lies beside the notebook."""
        pipeline = plan(
            self.notebook,
            parameters=self.parameters,
            kernel=self.kernel,
            how=how,
            cells=self.cells if how == "cells" else (),
            observation=seen,
            until=until,
            types=self.types,
            names=self.names,
            home=_relative(self.to, self.source.parent),
        )
        return replace(
            pipeline,
            source=Source(_relative(self.source, self.to), pipeline.source.sha256),
            directory=_relative(self.source.parent, self.to),
            siblings=siblings(pipeline.imports, self.source.parent),
        )

    def files(self, pipeline: Pipeline, seen: Observation | None, proof: Proof | None) -> dict[str, bytes]:
        """What stands in the pipeline's folder."""
        pipeline = with_files(pipeline, seen)
        return {
            **folder_files(pipeline, self.engine.name),
            **project_files.files(pipeline, seen, proof, self.source.parent),
            **self.engine.files(pipeline),
        }


def _relative(path: Path, folder: Path) -> str:
    """A path from a folder, with `/`; absolute where there is none, as between Windows drives."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:
        return path.as_posix()
