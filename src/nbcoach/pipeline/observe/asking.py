"""Asks the probe in a kernel: what a cell changed, what a cut would carry, what the values are at the end."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.pipeline.observe.session import KernelFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from nbcoach.notebook.link import Cell
    from nbcoach.pipeline.observe.copying import Copy
    from nbcoach.pipeline.observe.session import Session

PACKAGE = "_nbcoach_probe"
VALUES = "values"
_LOAD = """\
exec("def load(place):\\n"
" import importlib.util, sys\\n"
" path = place + '/__init__.py'\\n"
" spec = importlib.util.spec_from_file_location({name!r}, path, submodule_search_locations=[place])\\n"
" module = importlib.util.module_from_spec(spec)\\n"
" sys.modules[{name!r}] = module\\n"
" spec.loader.exec_module(module)\\n"
" module.probe = module.Probe({home!r}, {options!r})\\n"
"load({place!r})", {{}})"""


class UnaskableError(Exception):
    """The probe does not work in this kernel, or the notebook has removed what it needs; the text says how."""


class Turn(NamedTuple):
    """What the probe says between two cells; `trial` is None where no cut is thought of."""

    done: dict[str, Any]
    trial: dict[str, Any] | None


class Asking:
    """The way to the probe of one run. `cuts` is None for a run of which only the values at the end are asked."""

    def __init__(
        self,
        session: Session,
        copy: Copy,
        linked: Sequence[Path],
        cuts: Mapping[int, Sequence[str] | None] | None,
    ) -> None:
        self.session = session
        self.cuts = cuts
        self.home = copy.home / "probe"
        self.options = {
            "protected": [str(copy.folder), *map(str, linked)],
            "allowed": [str(copy.home)],
        }
        self.number = 0
        self.is_begun = False

    def load(self) -> None:
        """Puts the probe into the kernel.

        Raises:
            UnaskableError: The kernel does not take it.
        """
        place = self.home / PACKAGE
        place.mkdir(parents=True)
        for file in files("nbcoach.pipeline.observe").joinpath("probe").iterdir():
            if file.name.endswith(".py"):
                (place / file.name).write_bytes(file.read_bytes())
        (self.home / "state.py").write_bytes(_state())
        self._evaluate(_LOAD.format(name=PACKAGE, home=str(self.home), place=str(place), options=self.options))

    def turn(self, following: Cell | None) -> Turn:
        """Between two cells: what the one that has run did, and what a cut in front of the following one would carry.

        It is asked before the first cell, and after each one; two questions in one, since each costs milliseconds.
        """
        steps: list[tuple[str, list[Any]]] = [("end", [])] if self.is_begun else []
        cuts = self.cuts or {}
        is_cut = following is not None and following.index in cuts
        if following is not None:
            if is_cut:
                names = cuts[following.index]
                steps.append(("trial", [None if names is None else sorted(names)]))
            steps.append(("begin", [sorted(following.facts.used)]))
            self.is_begun = True
        try:
            answers = self._ask(steps)
        except UnaskableError as error:
            answers = {"errors": {"trial": str(error)}}
        return Turn(answers.get("end", {}), _tried(answers) if is_cut else None)

    def leave(self, index: int, carried: Iterable[str]) -> str:
        """The path of the values that a cut in front of a cell would leave behind; empty where none could be kept."""
        values = self.home / f"{VALUES}-{index}"
        try:
            answers = self._ask([("leave", [str(values), sorted(carried)])])
        except UnaskableError:
            return ""
        return str(values) if answers.get("leave") else ""

    def finish(self, imports: Iterable[str]) -> dict[str, Any]:
        """The environment, and the path of the values at the end; nothing where the kernel cannot tell."""
        values = self.home / VALUES
        try:
            answers = self._ask([("environment", [sorted(imports)]), ("values", [str(values)])])
        except (UnaskableError, KernelFault):
            return {}
        return {**answers.get("environment", {}), "values": str(values) if answers.get("values") else ""}

    def _ask(self, steps: list[tuple[str, list[Any]]]) -> dict[str, Any]:
        self.number += 1
        self._evaluate(f"__import__('sys').modules[{PACKAGE!r}].probe.answer({self.number}, {steps!r})")
        answer = json.loads((self.home / "answer.json").read_bytes())
        if answer["number"] != self.number:
            raise UnaskableError("no answer")
        answers: dict[str, Any] = answer["answers"]
        return answers

    def _evaluate(self, expression: str) -> None:
        trouble = self.session.ask(expression)
        if trouble:
            raise UnaskableError(trouble)


def _tried(answers: dict[str, Any]) -> dict[str, Any]:
    failed = answers.get("errors", {}).get("trial")
    if failed:
        return untried(failed)
    trial: dict[str, Any] = answers["trial"]
    return trial


def untried(why: str) -> dict[str, Any]:
    """What is said of a cut that could not be tried: that it cannot be made."""
    return {"obstacles": [{"name": "", "reason": f"what a cut would carry could not be tried ({why})"}]}


def _state() -> bytes:
    """The text of the file that carries state between kernels."""
    from nbcoach.pipeline.state import source  # noqa: PLC0415 - needed only once a kernel runs

    return source()
