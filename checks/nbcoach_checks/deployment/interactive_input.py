"""Cells that wait for a person."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.guards import is_fallback, is_guarded, is_parameter_test, tries_import
from nbcoach.notebook.runs import moment, moments
from nbcoach.notebook.tables import read_table
from nbcoach_checks.deployment._answers import environment_fix
from nbcoach_checks.deployment._colab_guard import guarding_fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Block
    from nbcoach.notebook.shell import Command
    from nbcoach.project import Project

_NO_ANSWER = frozenset({"EOFError", "StdinNotImplementedError"})


class InteractiveInput(Check):
    """Stops and waits for a person.

    ## Why it matters
    A scheduled run has nobody at the keyboard: it hangs until it is killed, or fails at this line. And what was typed
    stands nowhere, so the run cannot be repeated.

    ## What to do
    Make what is typed a parameter, and read what is secret from the environment: `os.environ["API_KEY"]`. What only a
    hosted notebook needs (mounting a drive, uploading a file) belongs behind a test:
    `if "google.colab" in sys.modules:`.
    """

    severity = Severity.WARNING
    level = 2
    capability = "training-pipeline"
    sources = (
        "https://papermill.readthedocs.io/en/latest/usage-parameterize.html",
        "https://nbclient.readthedocs.io/en/latest/client.html",
    )
    examples = (
        Example(
            bad="""
            epochs = int(input("How many epochs? "))  # expect: interactive-input
            """,
            good="""
            import os
            from getpass import getpass
            epochs = 10
            key = os.getenv("API_KEY") or getpass("Key: ")
            """,
        ),
        Example(
            bad="""
            from google.colab import drive
            drive.mount("/content/drive")  # expect: interactive-input
            """,
            good="""
            import sys
            if "google.colab" in sys.modules:
                from google.colab import drive
                drive.mount("/content/drive")
            """,
        ),
        Example(
            bad="""
            !gcloud auth login  # expect: interactive-input
            %debug  # expect: interactive-input
            """,
            good="""
            !gcloud auth activate-service-account --key-file key.json
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        known = tables()
        for site in notebook.calls_to(*known["calls"]):
            if _waits(notebook, site):
                yield self._call(notebook, site, known["calls"][site.name])
        for cell, magic in notebook.magics():
            does = known["magics"].get(magic.name)
            if does and not _is_optional(notebook, cell, magic.block):
                yield self.finding(_message(magic.name, does), cell, magic.span)
        for command in notebook.commands:
            if _signs_in(command) and not _is_optional(notebook, command.cell, command.block):
                name = " ".join((command.program, *command.plain[:2]))
                yield self.finding(_message(name, "signs in"), command.cell, command.span)

    def _call(self, notebook: Notebook, site: CallSite, does: str) -> Finding:
        message = _message(site.call.function.text or site.method, does)
        fixes = environment_fix(notebook, site) or guarding_fix(notebook, site.cell)
        return self.finding(message, site.cell, site.span, *fixes)


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    return read_table(__file__, "prompts.toml")


def _message(name: str, does: str) -> str:
    return f"`{name}` waits until somebody {does}: an unattended run stops here."


def _waits(notebook: Notebook, site: CallSite) -> bool:
    if site.name == "cv2.waitKey":
        delay = site.argument(0, "delay")
        if delay is not None and notebook.constant(site.cell, delay) != 0:
            return False
    if site.name.startswith("google.colab.") and tries_import(site.cell, site.block):
        return False
    if site.name in tables()["answered"] and _is_answered(notebook, site):
        return False
    if _is_caught(site) or is_fallback(notebook, site) or _is_optional(notebook, site.cell, site.block):
        return False
    start = moment(site.cell, site.call.at, site.block)
    runs = [each for each in moments(notebook, start) if not each.body]
    return any(not _is_optional_use(notebook, each.cell, each.at) for each in runs)


def _is_answered(notebook: Notebook, site: CallSite) -> bool:
    """True for a login that is given its key, or for which the notebook sets the variable that holds it."""
    answer = tables()["answered"][site.name]
    values = [site.argument(0, answer["by"][0]), *(site.call.keyword(name) for name in answer["by"][1:])]
    if site.call.is_open or any(value is not None and value.text != "None" for value in values):
        return True
    earlier = [cell for cell in notebook.code if cell.index <= site.cell.index]
    return any(variable in cell.source for cell in earlier for variable in answer["variables"])


def _is_optional(notebook: Notebook, cell: Cell, block: int) -> bool:
    """True under a test of the environment or of a parameter, and where only a missing setting leads to."""
    return is_guarded(notebook, cell, block) or is_parameter_test(notebook, cell, block)


def _is_optional_use(notebook: Notebook, cell: Cell, at: int) -> bool:
    value = next((each for each in cell.facts.names if each.at == at), None)
    return value is not None and _is_optional(notebook, cell, value.block)


def _is_caught(site: CallSite) -> bool:
    """True where a run without a keyboard goes on."""
    return any(_goes_on(block) for block in site.cell.facts.around(site.block))


def _goes_on(block: Block) -> bool:
    return block.kind == "try" and bool(_NO_ANSWER & set(block.names))


def _signs_in(command: Command) -> bool:
    said = " ".join((command.program, *command.plain))
    for each in tables()["commands"]:
        begun = next((words for words in each["words"] if f"{said} ".startswith(words + " ")), "")
        if begun:
            rest = said[len(begun) :].strip()
            unless = each["unless"]
            return not (command.has(*unless) or rest.partition(" ")[0] in unless or ("*" in unless and rest))
    return False
