"""Whether a shell command changes something, or only looks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from nbcoach.notebook.regex import regex
from nbcoach.notebook.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from nbcoach.notebook.shell import Command

_QUESTIONS = frozenset({"--version", "-version", "--help", "-h", "-V", "--dry-run"})
_WRITING = frozenset({">", ">>", "&>", "&>>", ">|"})
_NOWHERE = ("/dev/", "&", "{}")
_PACKAGERS = frozenset({"pip", "conda", "mamba", "micromamba", "uv"})
_SQL = regex(r"\b(?:create|insert|update|delete|drop|alter|load|copy|grant|truncate)\b", re.IGNORECASE)
_SCRIPT = regex(r".*\.(?:sh|py|pl|R|jl|rb|js)$")


class _Table(Struct, frozen=True):
    changing: frozenset[str]
    looking: frozenset[str]
    verbs: frozenset[str]
    verb_beginnings: tuple[str, ...]
    subcommands: dict[str, frozenset[str]]
    looking_modules: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    raw = read_table(__file__, "shell_programs.toml")
    return _Table(
        changing=frozenset(raw["changing"]),
        looking=frozenset(raw["looking"]),
        verbs=frozenset(raw["verbs"]),
        verb_beginnings=tuple(raw["verb_beginnings"]),
        subcommands={program: frozenset(words) for program, words in raw["subcommands"].items()},
        looking_modules=frozenset(raw["modules"]["looking"]),
    )


def changes_something(command: Command) -> bool:
    """True for a command that changes files, data, a service or the environment; package installs are none."""
    if command.program in _PACKAGERS:
        return command.arguments[:1] in {("freeze",), ("list",), ("export",)} and _writes(command)
    if any(each in _QUESTIONS for each in command.arguments[-1:]) or command.arguments[:1] in {("--version",), ("-V",)}:
        return False
    if command.arguments == ("-v",):  # alone it asks for the version
        return _writes(command)
    judge = _JUDGES.get(command.program)
    return _writes(command) or (judge(command) if judge else _by_table(command))


def _writes(command: Command) -> bool:
    """True where the output goes into a file."""
    return any(
        each.operator in _WRITING and each.target and not each.target.startswith(_NOWHERE) for each in command.redirects
    )


def _by_table(command: Command) -> bool:
    table, program = _table(), command.program
    if program in table.subcommands:
        return any(each in table.subcommands[program] for each in _first_words(command))
    if program in table.changing:
        return True
    if program in table.looking or not re.fullmatch(r"[\w.+-]+", program) or program.startswith(("-", ".")):
        return False
    if command.written.startswith(("./", "../", "~/")) or _SCRIPT.fullmatch(program):
        return True
    return any(_is_verb(each) for each in _first_words(command))


def _first_words(command: Command) -> tuple[str, ...]:
    """The words among which a subcommand may stand."""
    return command.arguments[:8]


def _is_verb(word: str) -> bool:
    return word in _table().verbs or word.startswith(_table().verb_beginnings)


def _python(command: Command) -> bool:
    """Running a script or a module; `python -c` and a bare `python` say nothing."""
    rest = command.arguments
    while rest and rest[0].startswith("-") and rest[0] not in {"-m", "-c", "-"}:
        rest = rest[2:] if rest[0] in {"-W", "-X"} else rest[1:]
    if not rest or rest[0] in {"-c", "-"}:
        return command.reads_pipe and rest[:1] != ("-c",)
    if rest[0] == "-m":
        return len(rest) > 1 and rest[1] not in _table().looking_modules
    return True


def _shell(command: Command) -> bool:
    """Running a script, or what comes through a pipe."""
    if command.has("-c"):
        return bool(re.search(r"\b(?:mkdir|rm|mv|cp|unzip|tar|wget|python3?)\b", " ".join(command.arguments)))
    return bool(command.plain) or command.reads_pipe


def _wget(command: Command) -> bool:
    return not (command.has("--spider") or _to_output(command, "-O", "--output-document"))


def _to_output(command: Command, short: str, long: str) -> bool:
    given = command.arguments
    for index, each in enumerate(given):
        if each == f"{long}=-" or (re.fullmatch(rf"-\w*{short[1]}-", each) is not None):
            return True
        if (each == long or re.fullmatch(rf"-\w*{short[1]}", each)) and given[index + 1 : index + 2] == ("-",):
            return True
    return False


def _curl(command: Command) -> bool:
    return command.has("-o", "-O", "--output", "--remote-name", "--remote-name-all") and not _to_output(
        command, "-o", "--output"
    )


def _tar(command: Command) -> bool:
    return not (command.has("--list") or re.fullmatch(r"-?[jzvJa]*t[a-zA-Z]*", (*command.arguments, "")[0]))


def _git(command: Command) -> bool:
    words = list(command.arguments)
    while words and words[0].startswith("-"):
        words = words[2:] if words[0] in {"-C", "-c"} else words[1:]
    if not words:
        return False
    if words[0] in {"config", "remote", "branch", "tag"}:
        given = [each for each in words[1:] if not each.startswith("-")]
        looks = any(each in {"--get", "--list", "-l", "-v", "-a", "--get-all", "show"} for each in words[1:])
        least = {"config": 2, "remote": 2, "branch": 1, "tag": 1}[words[0]]
        return not looks and len(given) >= least
    return words[0] in _table().subcommands["git"]


def _cloud(command: Command) -> bool:
    """`gcloud`, `aws`, `az`: a verb that changes something stands among the words before the options."""
    words: list[str] = []
    for each in command.arguments:
        if each.startswith("-") and words:
            break
        if not each.startswith("-"):
            words.append(each)
    if words[:1] in (["auth"], ["init"], ["login"], ["sso"]):
        return words[1:2] in (["configure-docker"], ["activate-service-account"])
    return any(_is_verb(each) for each in words)


def _database(command: Command) -> bool:
    said = " ".join(command.arguments)
    return bool(_SQL.search(said)) or any(each.operator == "<" for each in command.redirects)


_JUDGES: dict[str, Callable[[Command], bool]] = {
    "python": _python, "bash": _shell, "sh": _shell, "zsh": _shell, "wget": _wget, "curl": _curl, "tar": _tar,
    "bsdtar": _tar, "git": _git, "gcloud": _cloud, "aws": _cloud, "az": _cloud, "ibmcloud": _cloud, "psql": _database,
    "mysql": _database, "sqlite3": _database, "sqlcmd": _database,
    "unzip": lambda command: not (command.has("-l", "-v", "-t", "-Z", "-p") and not command.has("-d")),
    "gunzip": lambda command: not command.has("-c", "-l", "-t"),
    "gzip": lambda command: not command.has("-l", "-t") and not (command.has("-c") and command.has("-d")),
    "sed": lambda command: command.has("-i", "--in-place") or any(e.startswith("-i") for e in command.arguments),
    "perl": lambda command: any(e.startswith(("-i", "-pi")) for e in command.arguments) or bool(
        _SCRIPT.fullmatch((*command.plain, "")[0])
    ),
    "find": lambda command: bool({"-delete", "-exec", "-execdir", "-fprint"} & set(command.arguments)) and bool(
        {"-delete", "rm", "mv", "cp", "unzip", "tar", "chmod"} & set(command.arguments)
    ),
    "tee": lambda command: bool(command.plain) and not command.plain[0].startswith("/dev/"),
    "java": lambda command: bool(command.plain),
    "R": lambda command: command.has("-e", "CMD", "-f") or "CMD" in command.arguments,
    "Rscript": lambda command: bool(command.arguments),
    "node": lambda command: bool(command.plain),
    "julia": lambda command: bool(command.plain),
    "nvcc": lambda command: bool(command.plain),
    "ruby": lambda command: bool(command.plain),
    "7z": lambda command: command.arguments[:1] != ("l",),
    "unrar": lambda command: command.arguments[:1] != ("l",),
    "mount": lambda command: bool(command.plain),
    "sysctl": lambda command: command.has("-w"),
}  # fmt: skip
"""Programs whose options decide."""
