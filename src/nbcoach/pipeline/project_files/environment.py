"""`requirements.lock`: what to install to run a pipeline, at the versions that the notebook ran with."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from platform import python_version
from typing import TYPE_CHECKING

from nbcoach.pipeline.requirements import requirements_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nbcoach.pipeline.model import Pipeline
    from nbcoach.pipeline.observation import Observation

NAME = "requirements.lock"
WORKFLOW = ".github/workflows/pipeline.yml"
TOOLS = ("papermill", "ipykernel", "pytest")
"""What runs and tests the steps, besides what the notebook imports."""

_LEAST = {"papermill": "papermill>=2.4", "ipykernel": "ipykernel", "pytest": "pytest>=7"}
_STATIC_HEAD = """\
# The notebook was not executed when this pipeline was made, so the versions are open.
"""


def lock_bytes(pipeline: Pipeline, observation: Observation | None) -> bytes:
    """The lock in the form that `pip install -r` reads.

    With an observation the versions are exactly those that were imported; what these need in turn is left to pip.
    """
    if observation is None:
        tools = "".join(f"{_LEAST[tool]}\n" for tool in TOOLS if tool != "ipykernel")
        return (_STATIC_HEAD + requirements_bytes(pipeline.imports, pipeline.siblings).decode() + tools).encode()
    lines = [
        f"# What the notebook imported with Python {observation.python} on {observation.platform}.",
        *_pins(observation.distributions),
        "# What runs and tests the steps.",
        *_tools(observation),
    ]
    return ("\n".join(lines) + "\n").encode()


def workflow_bytes(observation: Observation | None) -> bytes:
    """The GitHub workflow that tests the pipeline, with the Python that the notebook ran with."""
    template = files(__package__).joinpath("vendored", "pipeline.yml").read_text("utf-8")
    minor = ".".join(_minor(observation.python if observation else python_version()))
    return template.replace("{python}", minor).encode()


def pins(lock: str) -> dict[str, str]:
    """The versions that a lock pins, by normalised name of distribution; empty text where one is open."""
    found = {}
    for line in lock.splitlines():
        match = re.match(r"([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:==\s*([^\s;#]+))?", line.strip())
        if match:
            found[canonical(match[1])] = match[2] or ""
    return found


def canonical(name: str) -> str:
    """The name of a distribution as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _pins(distributions: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(distributions, key=str.lower):
        if canonical(name) in TOOLS:
            continue
        public, _, local = distributions[name].partition("+")
        # A local version such as 2.5.1+cpu stands in no public index.
        yield f"{name}=={public}  # it was {public}+{local}" if local else f"{name}=={public}"


def _tools(observation: Observation) -> Iterator[str]:
    """The tools: as imported, else as installed here if the Python is the same, else as old as may be."""
    known = {canonical(name): number for name, number in observation.distributions.items()}
    is_same_python = _minor(observation.python) == _minor(python_version())
    for tool in TOOLS:
        number = known.get(tool) or (_installed(tool) if is_same_python else "")
        yield f"{tool}=={number}" if number else _LEAST[tool]


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _minor(python: str) -> tuple[str, ...]:
    return tuple(python.split(".")[:2])
