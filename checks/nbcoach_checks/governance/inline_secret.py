"""Credentials that stand in the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking.contract import Check, Example, Severity
from nbcoach.notebook.secrets import secrets
from nbcoach_checks.governance._from_environment import environment_fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.checking.contract import Finding
    from nbcoach.notebook import Notebook
    from nbcoach.project import Project


class InlineSecret(Check):
    """Holds a credential as a literal.

    ## Why it matters
    A notebook is mailed, committed and shown, and the key goes along. Bots read public repositories within minutes, and
    deleting the line later leaves the key in the history.

    ## What to do
    Revoke the key first: it counts as known. Then read it from the environment, `os.environ["API_KEY"]`, or from a
    vault, and keep the value out of the notebook, its outputs and its parameters.
    """

    severity = Severity.ERROR
    level = 0
    capability = "security-compliance"
    sources = (
        "https://docs.github.com/en/code-security/secret-scanning/introduction/about-secret-scanning",
        "https://12factor.net/config",
    )
    examples = (
        Example(
            bad="""
            import psycopg2
            db = psycopg2.connect(host="db", user="etl", password="Tr0ub4dor&3")  # expect: inline-secret
            """,
            good="""
            import os
            import psycopg2
            db = psycopg2.connect(host="db", user="etl", password=os.environ["DB_PASSWORD"])
            api_key = "YOUR_API_KEY"
            """,
        ),
        Example(
            bad="""
            weather_api_key = "9f8b1c0e7d2a4b6f8e1d3c5a7b9f0e2d"  # expect: inline-secret
            url = "postgresql://etl:v3ry-l0ng@db.internal/sales"  # expect: inline-secret
            """,
            good="""
            import os
            api_key = os.getenv("WEATHER_API_KEY")
            url = f"postgresql://etl:{os.environ['DB_PASSWORD']}@db.internal/sales"
            token_pattern = r"(?u)\\b\\w\\w+\\b"
            pad_token = "[PAD]"
            """,
        ),
    )

    def find(self, notebook: Notebook, project: Project) -> Iterator[Finding]:  # noqa: ARG002
        found = notebook.once(secrets)
        for cell in notebook.code:
            for secret in found.get(cell.index, ()):
                message = f"Here stands {secret.what}: whoever gets the notebook has it."
                yield self.finding(message, cell, secret.span, *environment_fix(notebook, cell, secret))
