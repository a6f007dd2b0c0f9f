"""Which commands and calls fetch something from an address, and from where."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.notebook.shell_calls import texts_of, words_of
from nbcoach.notebook.tables import read_table
from nbcoach.notebook.text import HOLE
from nbcoach_checks.data._addresses import is_fixed_reference, is_versioned, is_web
from nbcoach_checks.data._files import tables as readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.notebook import CallSite, Cell, Notebook
    from nbcoach.notebook.model import Span, Value
    from nbcoach.notebook.shell import Command

_PIPED = frozenset(
    {
        "tar",
        "bsdtar",
        "bash",
        "sh",
        "python",
        "gunzip",
        "gzip",
        "funzip",
        "zcat",
        "tee",
        "unzip",
        "R",
        "psql",
        "bunzip2",
    }
)
_ANSWERING = ("-X", "--request", "-d", "--data", "--data-raw", "--data-binary", "-F", "--form", "--json")


class Download(NamedTuple):
    """A place that fetches; `addresses` as far as they are known, `{}` for those that are not."""

    cell: Cell
    span: Span
    addresses: tuple[str, ...]
    call: CallSite | None = None


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    return read_table(__file__, "downloads.toml")


def by_commands(notebook: Notebook) -> Iterator[Download]:
    """The commands that fetch what is kept."""
    commands = notebook.commands
    for index, command in enumerate(commands):
        fetches = _FETCHERS.get(command.program)
        if fetches is None:
            continue
        addresses = fetches(command)
        if addresses and not (command.program == "git" and _is_checked_out(commands, index)):
            yield Download(command.cell, command.span, addresses)


def _wget(command: Command) -> tuple[str, ...]:
    said = " ".join(command.arguments)
    shown = "--spider" in said or (" -O - " in f" {said} " or "O- " in f"{said} ")
    if shown and command.feeds not in _PIPED and not command.redirects:
        return ()
    if command.has("--version", "--help", "-h", "-V"):
        return ()
    return _words(command) or (HOLE,)


def _curl(command: Command) -> tuple[str, ...]:
    kept = command.has("-o", "-O", "--output", "--remote-name", "--remote-name-all") or command.feeds in _PIPED
    into = any(each.operator in {">", ">>"} and not each.target.startswith("/dev/") for each in command.redirects)
    if not (kept or into) or command.has(*_ANSWERING) or "/dev/null" in command.arguments:
        return ()
    return _words(command) or (HOLE,)


def _words(command: Command) -> tuple[str, ...]:
    """The addresses among the words of a command."""
    return tuple(each for each in command.plain if "://" in each or "www." in each or each.startswith(HOLE))


def _git(command: Command) -> tuple[str, ...]:
    if "clone" not in command.plain[:2]:
        return ()
    words = [each for each in command.plain if "://" in each or HOLE in each or each.startswith(("git@", "github.com"))]
    if not words:
        return ()
    given = command.arguments
    branch = next((after for each, after in pairwise(given) if each in {"-b", "--branch"}), "")
    branch = branch or next((each.partition("=")[2] for each in given if each.startswith("--branch=")), "")
    return () if is_fixed_reference(branch) or HOLE in branch else tuple(words[:1])


def _is_checked_out(commands: tuple[Command, ...], index: int) -> bool:
    """True where a commit or tag is checked out after a clone, before the next one."""
    for command in commands[index + 1 :]:
        if command.program != "git":
            continue
        words = command.plain
        if "clone" in words[:2]:
            return False
        if {"checkout", "reset", "switch"} & set(words[:2]) and any(is_fixed_reference(each) for each in words[1:]):
            return True
    return False


def _kaggle(command: Command) -> tuple[str, ...]:
    if "download" not in command.plain[:2]:
        return ()
    return tuple(each for each in command.plain if "/" in each) or (HOLE,)


def _gdown(command: Command) -> tuple[str, ...]:
    return (HOLE,) if command.arguments and not command.has("--version", "--help") else ()


def _svn(command: Command) -> tuple[str, ...]:
    kept = bool({"export", "checkout", "co"} & set(command.plain[:1])) and not command.has("-r", "--revision")
    return _words(command) if kept else ()


def _hub(command: Command) -> tuple[str, ...]:
    if command.plain[:1] != ("download",) or command.has("--revision"):
        return ()
    return (HOLE,)


def _video(command: Command) -> tuple[str, ...]:
    return () if command.has("--version", "-F", "--list-formats", "-j", "--dump-json") else _words(command)


_FETCHERS = {
    "wget": _wget, "aria2c": _wget, "axel": _wget, "curl": _curl, "git": _git, "kaggle": _kaggle, "gdown": _gdown,
    "svn": _svn, "huggingface-cli": _hub, "hf": _hub,
    "youtube-dl": _video, "yt-dlp": _video,
}  # fmt: skip


def by_calls(notebook: Notebook) -> Iterator[Download]:
    """The calls that fetch what is kept."""
    known = tables()["calls"]
    for site in notebook.calls_to(*known):
        rule = known[site.name]
        value = site.argument(*rule["address"])
        if value is None or has_fixed_content(notebook, site):
            continue
        addresses = _addresses(notebook, site.cell, value)
        if not rule.get("web") or any(is_web(each) for each in addresses):
            yield Download(site.cell, site.span, addresses, site)
    yield from _by_readers(notebook)
    yield from _by_repositories(notebook)


def _by_readers(notebook: Notebook) -> Iterator[Download]:
    """`pd.read_csv("https://…")` and its like."""
    for site in notebook.calls_to(*_readers()):
        value = site.call.arguments[0] if site.call.arguments else None
        value = value or next((each.value for each in site.call.keywords if each.name in _PATHS), None)
        addresses = _addresses(notebook, site.cell, value) if value is not None else ()
        if any(is_web(each) for each in addresses):
            yield Download(site.cell, site.span, addresses, site)


@lru_cache(maxsize=1)
def _readers() -> tuple[str, ...]:
    return tuple(name for name, position in readers()["reads"].items() if position >= 0)


_PATHS = frozenset({"filepath_or_buffer", "path", "io", "path_or_buf", "fname", "file", "filename", "source"})


def _by_repositories(notebook: Notebook) -> Iterator[Download]:
    """`torch.hub.load("owner/name")` without a tag."""
    for site in notebook.calls_to("torch.hub.load"):
        source, repository = site.call.keyword("source"), site.argument(0, "repo_or_dir")
        if repository is None or (source is not None and source.text == "local"):
            continue
        name = notebook.constant(site.cell, repository)
        is_remote = isinstance(name, str) and "/" in name and not name.startswith((".", "/", "~"))
        if isinstance(name, str) and is_remote and not is_fixed_reference(name.partition(":")[2]):
            yield Download(site.cell, site.span, (name,), site)


def has_fixed_content(notebook: Notebook, site: CallSite) -> bool:
    """True for a call that fetches, and compares a checksum of what comes or asks for a certain version."""
    rule = tables()["calls"].get(site.name)
    return rule is not None and any(_is_given(notebook, site, *each) for each in rule.get("fixed", ()))


def versioned_files(notebook: Notebook) -> frozenset[str]:
    """The names of the files that commands fetch from addresses that name a version."""
    found = [
        name
        for each in notebook.commands
        if (fetches := _FETCHERS.get(each.program)) and (addresses := fetches(each))
        if all(is_web(address) and is_versioned(address) for address in addresses)
        for name in (*addresses, *_targets(each))
    ]
    return frozenset(name.partition("?")[0].rpartition("/")[2] for name in found) - {""}


def _targets(command: Command) -> Iterator[str]:
    """The file that a command is told to fetch into."""
    for option, value in pairwise(command.arguments):
        if option in _INTO:
            yield value


_INTO = frozenset({"-O", "-o", "--output", "--output-document", "-qO", "-Lo", "-sLo"})


def _is_given(notebook: Notebook, site: CallSite, keyword: str, position: int) -> bool:
    """True for a checksum, branch or switch that is given and is not None, False, or a branch that moves."""
    value = site.argument(position, keyword)
    if value is None or value.text in {"None", "False"}:
        return False
    return keyword != "branch" or is_fixed_reference(notebook.text_of(site.cell, value))


def _addresses(notebook: Notebook, cell: Cell, value: Value) -> tuple[str, ...]:
    if value.kind in {"list", "tuple"}:
        return words_of(notebook, cell, value)
    if value.kind == "dict":
        return tuple(text for part in value.parts[1::2] for text in _addresses(notebook, cell, part))
    return texts_of(notebook, cell, value)


def by_answers(notebook: Notebook) -> Iterator[Download]:
    """The calls whose answer is stored in a file or read as data, or that ask for a file of data."""
    asked = notebook.calls_to(*tables()["asks"]["names"])
    if not asked:
        return
    stored = _stored(notebook)
    for site in asked:
        value = site.argument(1 if site.method == "request" else 0, "url")
        addresses = _addresses(notebook, site.cell, value) if value is not None else ()
        if site.place in stored or any(_names_file(each) for each in addresses):
            yield Download(site.cell, site.span, addresses, site)


def _names_file(address: str) -> bool:
    path = address.partition("?")[0].lower()
    return is_web(address) and path.endswith(tuple(tables()["endings"]["files"])) and "/api/" not in path


def _stored(notebook: Notebook) -> set[tuple[int, int]]:
    """The places of the calls whose results reach a file, an archive or a reader of data."""
    stores, reads = tables()["stores"], readers()["reads"]
    found: set[tuple[int, int]] = set()
    for site in {*notebook.calls_of(frozenset(stores["methods"])), *notebook.calls_to(*stores["names"], *reads)}:
        given = [*site.call.arguments, *(each.value for each in site.call.keywords)]
        found |= notebook.ancestry(site.cell, *given).calls
        found |= _handed_over(notebook, site)
    return found


def _handed_over(notebook: Notebook, site: CallSite) -> set[tuple[int, int]]:
    """The places of the calls behind what is given to the function that stores something of its parameters."""
    function = next((each for each in site.cell.facts.around(site.block) if each.kind == "function"), None)
    if function is None:
        return set()
    found: set[tuple[int, int]] = set()
    for caller in notebook.calls_to(f"__main__.{function.text}"):
        found |= notebook.ancestry(caller.cell, *caller.call.arguments).calls
    return found
