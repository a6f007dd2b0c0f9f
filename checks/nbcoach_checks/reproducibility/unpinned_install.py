"""Installs that bring another version each time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach_checks.reproducibility._pins import pinning_fix
from nbcoach_checks.reproducibility._requirements import unpinned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.notebook.model import Span
    from nbcoach.notebook.shell import Command
    from nbcoach.project import Project


class UnpinnedInstall(Check):
    """Installs a package without saying which version.

    ## Why it matters
    The line brings whatever was released last. Next month the same notebook runs with other code underneath: results
    move, or an import fails, and nobody can tell what it once worked with.

    ## What to do
    Pin each package to the version that you have: `%pip install pandas==2.2.3`. Better, keep the pins in one file
    under version control and install that: `%pip install -r requirements.txt`. For code from Git name the commit:
    `git+https://…@3f1c2ab`.
    """

    severity = Severity.WARNING
    level = 0
    capability = "reproducible-experiments"
    sources = (
        "https://pip.pypa.io/en/stable/topics/repeatable-installs/",
        "https://docs.conda.io/projects/conda/en/stable/user-guide/tasks/manage-pkgs.html",
    )
    examples = (
        Example(
            bad="""
            %pip install -q pandas scikit-learn==1.5.2  # expect: unpinned-install
            """,
            good="""
            %pip install -q pandas==2.2.3 scikit-learn==1.5.2
            !pip install --upgrade pip
            !pip install -r requirements.txt
            """,
        ),
        Example(
            bad="""
            import subprocess, sys
            subprocess.check_call([sys.executable, "-m", "pip", "install", "xgboost>=2"])  # expect: unpinned-install
            """,
            good="""
            !pip install git+https://github.com/openai/CLIP.git@a1d071733d7111c9c014f024669f959182114e33
            !pip install -e .
            """,
        ),
        Example(
            bad="""
            !conda install -y -c conda-forge lightgbm  # expect: unpinned-install
            """,
            good="""
            !conda install -y -c conda-forge lightgbm=4.5.0
            !conda env update --file environment.yml
            # !pip install lightgbm
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        found: dict[tuple[int, Span], list[tuple[Command, tuple[str, ...]]]] = {}
        for command in notebook.commands:
            packages = unpinned(command)
            if packages:
                found.setdefault((command.cell.index, command.span), []).append((command, packages))
        for (_, span), installs in found.items():
            cell = installs[0][0].cell
            names = [name for _, packages in installs for name in packages]
            is_pip = all(command.program in {"pip", "uv"} for command, _ in installs)
            fixes = pinning_fix(cell, span, names, project) if is_pip else ()
            yield self.finding(_message(names), cell, span, *fixes)


def _message(packages: list[str]) -> str:
    names = [_shown(each) for each in dict.fromkeys(packages)]
    shown = ", ".join(f"`{each}`" for each in names[:3])
    rest = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{shown}{rest}: no exact version is asked for, so each install may bring another one."


def _shown(package: str) -> str:
    """A package as a message may show it: without a password in its address, and not too long."""
    package = re.sub(r"//[^/@\s]+@", "//...@", package)
    return package if len(package) <= 60 else package[:57] + "..."
