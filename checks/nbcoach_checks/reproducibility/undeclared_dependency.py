"""Imports that nobody told the project about."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.guards import is_guarded, tries_import
from nbcoach.project.environment import providers
from nbcoach_checks.reproducibility._requirements import named, other_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import BindingSite, Notebook
    from nbcoach.project import Project


class UndeclaredDependency(Check):
    """Imports a library that the project's requirements do not name.

    ## Why it matters
    It works because somebody once installed the library by hand. In the next environment, which is built from the
    requirements, the import fails.

    ## What to do
    Name it in the file that the environment is built from, with the version that you have: `%pip show seaborn` tells.
    What a named library always brings along, as pandas does with NumPy, is no finding, and a line for it no harm.
    """

    severity = Severity.WARNING
    level = 0
    follows_repairs = True
    capability = "reproducible-experiments"
    looks_at = frozenset({"environment"})
    sources = (
        "https://12factor.net/dependencies",
        "https://packaging.python.org/en/latest/discussions/install-requires-vs-requirements/",
    )
    examples = (
        Example(
            bad="""
            # beside: requirements.txt: pandas==2.2.3
            # beside: requirements.txt: scikit-learn==1.5.2
            import pandas as pd
            import seaborn as sns  # expect: undeclared-dependency
            """,
            good="""
            # beside: requirements.txt: pandas==2.2.3
            # beside: requirements.txt: seaborn==0.13.2
            # beside: helpers.py: LIMIT = 3
            import json
            import pandas as pd
            import seaborn as sns
            from helpers import LIMIT
            """,
        ),
        Example(
            bad="""
            # beside: environment.yml: dependencies: [python=3.11, numpy=1.26, pip: [torch==2.4.1]]
            import numpy as np
            import torch
            from sklearn.linear_model import Ridge  # expect: undeclared-dependency
            """,
            good="""
            # beside: environment.yml: dependencies: [python=3.11, numpy=1.26, scikit-learn=1.5]
            %pip install umap-learn==0.5.6
            import numpy as np
            import umap
            from sklearn.linear_model import Ridge
            try:
                import torch
            except ImportError:
                torch = None
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        missing = set(project.undeclared(sorted(notebook.imports - sys.stdlib_module_names)))
        files = project.requirement_files() if missing else ()
        if not missing or _installs_from_elsewhere(notebook, files):
            return
        installed = {name for command in notebook.commands for name in named(command)}
        for site in notebook.import_sites:
            module = site.binding.text.partition(".")[0]
            if module in missing and installed.isdisjoint(providers(module)) and not _is_optional(notebook, site):
                missing.discard(module)
                message = f"`{providers(module)[0]}` is imported here, and {_listed(files)} not name it."
                yield self.finding(message, site.cell, site.span)


def _installs_from_elsewhere(notebook: Notebook, files: tuple[str, ...]) -> bool:
    """True where the notebook installs requirements from a file that is not known."""
    known = {file.rpartition("/")[2] for file in files}
    return any(file.rpartition("/")[2] not in known for command in notebook.commands for file in other_files(command))


def _is_optional(notebook: Notebook, site: BindingSite) -> bool:
    """True for an import that may fail, or is made in one place only."""
    block = site.binding.block
    return bool(block) and (tries_import(site.cell, block) or is_guarded(notebook, site.cell, block))


def _listed(files: tuple[str, ...]) -> str:
    return f"{files[0]} does" if len(files) == 1 else f"neither {files[0]} nor {len(files) - 1} more files do"
