"""Work done by the shell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach_checks.deployment._shell_effects import changes_something

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.model import Span
    from nbcoach.notebook.shell import Command
    from nbcoach.project import Project


class ShellStep(Check):
    """Changes files, data or the environment by a shell command.

    ## Why it matters
    What the shell does stands in no parameter, needs the tools of this machine, and a command that fails does not stop
    the notebook: the next cell goes on with half of the files. A pipeline cannot see the step, so it cannot repeat or
    skip it.

    ## What to do
    Move what prepares the machine into its image or environment file. Do the work on data in Python (`pathlib`,
    `shutil`, `zipfile`), where an error stops the run, or make it a step of the pipeline with inputs and outputs.
    """

    severity = Severity.HINT
    level = 2
    capability = "training-pipeline"
    sources = (
        "https://ipython.readthedocs.io/en/stable/interactive/reference.html#system-shell-access",
        "https://docs.python.org/3/library/shutil.html",
    )
    examples = (
        Example(
            bad="""
            !mkdir -p data/raw  # expect: shell-step
            !unzip -q archive.zip -d data/raw  # expect: shell-step
            """,
            good="""
            import shutil
            from pathlib import Path
            Path("data/raw").mkdir(parents=True, exist_ok=True)
            shutil.unpack_archive("archive.zip", "data/raw")
            !ls data/raw | head
            """,
        ),
        Example(
            bad="""
            import os, subprocess
            os.system("python train.py --epochs 10")  # expect: shell-step
            subprocess.run(["git", "clone", "https://github.com/acme/models"])  # expect: shell-step
            """,
            good="""
            import subprocess
            version = subprocess.check_output(["git", "rev-parse", "HEAD"])
            !nvidia-smi
            !pip install pandas==2.2.3
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        seen: set[tuple[int, Span]] = set()
        for command in notebook.commands:
            place = (command.cell.index, command.span)
            if place not in seen and changes_something(command):
                seen.add(place)
                yield self.finding(_message(command), command.cell, command.span)


def _message(command: Command) -> str:
    name = command.program if re.fullmatch(r"[\w./+-]{1,40}", command.program) else "this command"
    return f"`{name}` does its work in the shell, where no pipeline sees it and a failure does not stop the run."
