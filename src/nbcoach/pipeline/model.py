"""A pipeline as a value: what an export will write, before anything is written."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct

Origin = Literal["tagged", "lifted", "hoisted"]


class Hoist(Struct, frozen=True):
    """A literal in a call that gives way to the name of a parameter.

    `span` is its place in the source cell: line from 1, column from 0, the end exclusive; `before` its text there.
    """

    cell: int
    span: tuple[int, int, int, int]
    before: str
    after: str


class Parameter(Struct, frozen=True):
    """A value that a run may set.

    `schema` is JSON Schema (draft 2020-12) for one value; `cell` the 0-based index of the source cell that binds it;
    `origin` says whether the author tagged the cell, the literal was lifted out of an assignment, or hoisted out of the
    arguments of a call; `hoists` are then the places that change. `was` is the name that it was found under, where the
    user gave it another one.
    """

    name: str
    schema: dict[str, Any]
    default: Any
    cell: int
    origin: Origin
    help: str = ""
    hoists: tuple[Hoist, ...] = ()
    was: str = ""

    @property
    def found_as(self) -> str:
        """The name that it was found under."""
        return self.was or self.name

    @property
    def variable(self) -> str:
        """The name under which the notebook's code reads it."""
        return self.name if self.origin == "hoisted" else self.found_as

    @property
    def published(self) -> dict[str, Any]:
        """The schema together with the default and the description, as `pipeline.yaml` shows it."""
        about = {"description": self.help} if self.help else {}
        return {**self.schema, "default": self.default, **about}


class Candidate(Struct, frozen=True):
    """A literal that can safely be a parameter; `score` is between 0 and 1, `taken` the choice made for it."""

    parameter: Parameter
    score: float
    reason: str
    taken: bool


class LeftOut(Struct, frozen=True):
    """A top-level literal that cannot be a parameter, and why. The value itself is not repeated: it may be secret."""

    name: str
    cell: int
    reason: str
    is_secret: bool = False


class StepCell(Struct, frozen=True):
    """A cell of a step.

    `origin` is the 0-based index of the source cell, None for a cell that the export adds.
    """

    kind: Literal["code", "markdown", "raw"]
    source: str
    metadata: dict[str, Any] = {}
    attachments: dict[str, Any] = {}
    origin: int | None = None
    id: str | None = None


class Merged(Struct, frozen=True):
    """A cut that was given up, so that the steps on both sides are one.

    `before` is the 0-based index of the code cell that would have begun a step, `names` what could not be carried.
    """

    before: int
    reason: str
    names: tuple[str, ...] = ()


class Step(Struct, frozen=True):
    """A notebook of the pipeline. `notebook` is its path in the pipeline's folder.

    `title` is the heading that it stands under, `parameters` the names of those that are set in it, `carries` the
    variables that it hands on to the next step: none at the last one, None for all that there are.

    `inputs` are the files that it was seen to read and `outputs` those that it wrote, relative to where it ran;
    `impure` says why another run may give another result. They are None where the notebook was not executed.
    """

    name: str
    notebook: str
    cells: tuple[StepCell, ...]
    title: str = ""
    parameters: tuple[str, ...] = ()
    carries: tuple[str, ...] | None = ()
    inputs: tuple[str, ...] | None = None
    outputs: tuple[str, ...] | None = None
    impure: tuple[str, ...] | None = None

    @property
    def source_cells(self) -> tuple[int, ...]:
        """The indices of the source's cells that the step runs or shows, in order, each once."""
        return tuple(dict.fromkeys(cell.origin for cell in self.cells if cell.origin is not None))


class Kernel(Struct, frozen=True):
    """The Jupyter kernel that runs the steps, by the name of its kernelspec."""

    name: str
    display_name: str
    language: str = "python"


class Source(Struct, frozen=True):
    """The notebook that a pipeline was made of. `notebook` is relative to the pipeline's folder once it is placed."""

    notebook: str
    sha256: str


class Fingerprints(Struct, frozen=True):
    """SHA-256 of canonical forms, as hexadecimal text: never of `.ipynb` bytes, so layout and outputs do not count."""

    code: str
    parameters: str
    schema: str
    whole: str


class Pipeline(Struct, frozen=True):
    """What the static plan says about a notebook.

    `environment` names the variables that the steps read the notebook's secrets from.

    `directory` is the folder in which the steps run, relative to the pipeline's folder, and `imports` the top-level
    modules that the notebook imports. Until `export` places the pipeline in a folder, `directory` is `.`.
    """

    name: str
    steps: tuple[Step, ...]
    parameters: tuple[Parameter, ...]
    kernel: Kernel
    source: Source
    fingerprints: Fingerprints
    imports: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    warnings: tuple[str, ...] = ()
    directory: str = "."
    cut: str = "one step"
    merged: tuple[Merged, ...] = ()
    verdict: str = "unverified (static)"
    environment: tuple[str, ...] = ()
