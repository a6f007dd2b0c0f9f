"""Asks git a question: fixed arguments, no lock, no network, nothing that a hostile repository may start."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 20.0

# A repository's own configuration may name programs; these switch off each that a reading command would start.
CALM = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    "core.quotePath=false",
    "core.pager=cat",
    "log.showSignature=false",
    "gc.auto=0",
    "maintenance.auto=false",
)

QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what is missing, by a program of its choice
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_LITERAL_PATHSPECS": "0",
    "LC_ALL": "C",
}


class Answer(NamedTuple):
    """What git said: its exit code (0 yes, 1 no, else it could not tell) and its standard output."""

    code: int
    output: bytes

    @property
    def names(self) -> list[str]:
        """The entries of an answer to a question with `-z`."""
        return [os.fsdecode(name) for name in self.output.split(b"\0") if name]


SILENCE = Answer(128, b"")
"""The answer where git is absent, hangs, or refuses the repository."""


def ask(root: Path, *question: str, given: bytes = b"") -> Answer:
    """The answer of `git question...` in the working tree at `root`, never of a repository around it.

    `given` is what it reads from its standard input.
    """
    program = _program()
    if program is None:
        return SILENCE
    import subprocess  # noqa: PLC0415 - ten milliseconds that most calls of nbcoach never need

    calm = [part for setting in CALM for part in ("-c", setting)]
    try:
        done = subprocess.run(
            [program, "--no-pager", *calm, "-C", str(root), *question],
            env=_environment(root),
            input=given,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return SILENCE
    return Answer(done.returncode, done.stdout)


def is_installed() -> bool:
    """Whether there is a git to ask."""
    return _program() is not None


@cache
def _program() -> str | None:
    from shutil import which  # noqa: PLC0415 - see above

    return which("git")


def _environment(root: Path) -> dict[str, str]:
    """The environment without the GIT_* variables that a hook or a caller has set for another repository."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**plain, **QUIET, "GIT_CEILING_DIRECTORIES": str(root.parent)}
