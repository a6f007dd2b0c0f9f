"""Jobs of continuous integration that look at notebooks: a workflow of GitHub, and a job for GitLab's file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal

import yaml

from nbcoach import __version__
from nbcoach.project.ask_git import ask
from nbcoach.wiring.line_ends import lines_of, with_paragraph

if TYPE_CHECKING:
    from pathlib import Path

Service = Literal["github", "gitlab"]
GITHUB, GITLAB = ".github/workflows/nbcoach.yml", ".gitlab-ci.yml"
_GITHUB = """\
name: nbcoach

on:
  push:
    branches: [main, master]
  pull_request:

permissions:
  contents: read

jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install "nbcoach=={version}"
      - run: nbcoach lint {path} --format github
"""
_GITLAB = """\
nbcoach:
  stage: {stage}
  image: python:3.12
  script:
    - pip install "nbcoach=={version}"
    - nbcoach lint {path} --format gitlab --output nbcoach.json
  artifacts:
    when: always
    reports:
      codequality: nbcoach.json
"""


class _Loader(yaml.SafeLoader):
    """Reads GitLab's own tags, such as `!reference`, as their name and what they mark."""


def _tagged(loader: yaml.SafeLoader, tag: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return tag, loader.construct_sequence(node, deep=True)
    if isinstance(node, yaml.MappingNode):
        return tag, loader.construct_mapping(node, deep=True)
    return tag, str(node.value)


_Loader.add_multi_constructor("!", _tagged)


def service_of(root: Path) -> Service | None:
    """Which service looks at the commits of a repository: by its files, else by the address of a remote."""
    if (root / GITLAB).is_file():
        return "gitlab"
    if (root / ".github").is_dir():
        return "github"
    remotes = os.fsdecode(ask(root, "config", "--get-regexp", r"^remote\..*\.url$").output)
    return "github" if "github.com" in remotes else None


def calling(root: Path, service: Service) -> Path | None:
    """The file of a service that calls nbcoach already; None for none."""
    files = [root / GITLAB]
    if service == "github":
        files = [root / GITHUB, *sorted((root / ".github" / "workflows").glob("*.y*ml"))]
    return next((file for file in files if file.is_file() and b"nbcoach" in file.read_bytes()), None)


def github_workflow(path: str) -> bytes:
    """A workflow that looks at the notebooks below a path and marks findings in the pull request."""
    return _GITHUB.format(version=__version__, path=path).encode()


def with_gitlab_job(data: bytes | None, path: str) -> bytes | None:
    """GitLab's file with a job at its end; None where it is written in a way that has no room for it."""
    before = _loaded(data or b"")
    if not isinstance(before, dict) or data is None:
        return None if data else _gitlab_job("test", path).encode()
    job = _gitlab_job(_stage(before), path)
    lines = lines_of(data)
    after = lines.encoded(with_paragraph(lines.text, job))
    return after if _loaded(after) == {**before, **yaml.safe_load(job)} else None


def gitlab_snippet(path: str) -> str:
    """The job, as people add it."""
    return _gitlab_job("test", path)


def _gitlab_job(stage: str, path: str) -> str:
    return _GITLAB.format(stage=stage, version=__version__, path=path)


def _stage(document: dict[str, Any]) -> str:
    """The stage of the job: `test`, which there is by default, else the first."""
    stages = document.get("stages")
    if not isinstance(stages, list) or "test" in stages:
        return "test"
    return str(next((stage for stage in stages if isinstance(stage, str)), "test"))


def _loaded(data: bytes) -> Any:
    try:
        return yaml.load(data, _Loader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        return None
