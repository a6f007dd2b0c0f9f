"""What the checks find in the notebooks of a scene: the habits that speak against a practice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.checking import choose, discover, lint_notebook
from nbcoach.project import Projects

if TYPE_CHECKING:
    from nbcoach.checking import Finding
    from nbcoach.maturity.scene import Scene
    from nbcoach.maturity.source import Source


def find_habits(scene: Scene) -> dict[str, tuple[tuple[Source, Finding], ...]]:
    """The findings by the check's name; checks that found nothing have an empty entry.

    A check that is not installed, that the settings switch off or that failed on a notebook has no entry: what it
    would have found is unknown.
    """
    settings = scene.settings
    found: dict[str, list[tuple[Source, Finding]]] = {check.name: [] for check in choose(settings).checks}
    projects = Projects()
    for source in scene.notebooks:
        outcome = lint_notebook(source.notebook, project=projects.of(scene.top / source.path), settings=settings)
        for finding in outcome.findings:
            if finding.check in found:
                found[finding.check].append((source, finding))
        for error in outcome.errors:
            found.pop(error.check or "", None)
    return {check: tuple(findings) for check, findings in found.items()}


def capabilities() -> dict[str, str]:
    """The capability that each installed check speaks against, by the check's name."""
    return {check.name: check.capability for check in discover() if check.capability}
