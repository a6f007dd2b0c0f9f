"""A download that can be compared with the copy that it left beside the notebook."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from nbcoach.checking.contract import Fix, Offer
from nbcoach.notebook.regex import regex

if TYPE_CHECKING:
    from nbcoach.project import Project
    from nbcoach_checks.data._downloads import Download

_WGET = frozenset({"-q", "-nc", "-nv", "-c", "-qc", "--quiet", "--no-clobber", "--no-verbose", "--continue"})
_CURL = regex(r"-[sSfLkO#]+")


def verifying_fix(download: Download, project: Project) -> tuple[Fix, ...]:
    """The offer for a single file whose copy lies where the download puts it; none for others."""
    path = written_to(download)
    folder, name = posixpath.split(path)
    if not name or path.startswith(("/", "~")) or ".." in path.split("/") or not project.beside(folder or ".", (name,)):
        return ()
    arguments = {"cell": download.cell.index, "line": download.span.end_line, "path": path}
    return (Fix("Compare it with the checksum of your copy", offer=Offer("verify-download", arguments)),)


def written_to(download: Download) -> str:
    """Where a download puts its only file, as seen from the notebook; empty where that is not plain."""
    call = download.call
    line = download.cell.source.split("\n")[download.span.end_line - 1]
    if call is not None:
        to = call.argument(1, "filename") if call.name == "urllib.request.urlretrieve" else None
        is_last = not line[download.span.end_column :].partition("#")[0].strip() and call.block == 0
        return to.text if to is not None and to.kind == "string" and is_last else ""
    words = line.strip().removeprefix("!").split()
    is_plain = line.lstrip().startswith("!") and download.span.line == download.span.end_line
    return _named_by(words) if is_plain and words else ""


def _named_by(words: list[str]) -> str:
    """The file that `wget` or `curl` writes; empty for options that nobody here knows."""
    program, *rest = words
    into, addresses = "", []
    takes_name = program == "wget"
    option = {"wget": "-O", "curl": "-o"}.get(program)
    while rest:
        word = rest.pop(0)
        if word == option and rest:
            into = rest.pop(0).strip("\"'")
        elif "://" in word:
            addresses.append(word.strip("\"'"))
        elif program == "curl" and _CURL.fullmatch(word):
            takes_name = takes_name or "O" in word
        elif option is None or word not in _WGET or program == "curl":
            return ""
    if len(addresses) != 1 or set("?{$") & set(into or addresses[0]) or not (into or takes_name):
        return ""
    return into or addresses[0].rpartition("/")[2]
