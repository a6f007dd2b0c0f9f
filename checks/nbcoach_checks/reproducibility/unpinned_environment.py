"""Projects whose environment nobody can build again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project


class UnpinnedEnvironment(Check):
    """Lies in a project with no lock file and no pinned requirements.

    It is told once for a project, at its first notebook.

    ## Why it matters
    Each time the environment is built it is another one: the libraries move on, and with them defaults, random numbers
    and file formats. A year later the notebook does not run, and nobody knows with what it once did.

    ## What to do
    Let a tool write down what you have, and keep that file under version control: `uv lock`, `poetry lock`,
    `conda-lock`, or `pip-compile` for a list of requirements. `pip freeze > requirements.txt` is a beginning.
    """

    severity = Severity.HINT
    level = 1
    capability = "reproducible-experiments"
    looks_at = frozenset({"environment", "git"})
    sources = (
        "https://packaging.python.org/en/latest/specifications/pylock-toml/",
        "https://pip.pypa.io/en/stable/topics/repeatable-installs/",
    )
    examples = (
        Example(
            bad="""
            # beside: requirements.txt: pandas
            # beside: requirements.txt: scikit-learn>=1.4
            # expect: unpinned-environment
            import pandas as pd
            """,
            good="""
            # beside: requirements.txt: pandas==2.2.3
            # beside: requirements.txt: scikit-learn==1.5.2
            import pandas as pd
            """,
        ),
        Example(
            bad="""
            # beside: environment.yml: dependencies: [python=3.11, numpy, lightgbm>=4]
            # expect: unpinned-environment
            import lightgbm
            """,
            good="""
            # beside: pyproject.toml: [project]
            # beside: pyproject.toml: dependencies = ["lightgbm>=4"]
            # beside: uv.lock: name = "lightgbm"
            import lightgbm
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:
        told = project.loose_environment(notebook.path) if notebook.code else ()
        if told:
            yield self.finding(_message(told[0], told[1:]))


def _message(file: str, loose: tuple[str, ...]) -> str:
    if not file:
        return "The project says nowhere which libraries it needs: no requirements, no environment, no lock file."
    if not loose:
        return f"The project has no lock file, and {file} tells no exact versions."
    shown = ", ".join(f"`{name}`" for name in loose[:3])
    more = f" and {len(loose) - 3} more" if len(loose) > 3 else ""
    return f"The project has no lock file, and {file} pins no version of {shown}{more}."
