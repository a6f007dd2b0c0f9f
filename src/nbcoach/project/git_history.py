"""What a repository holds at a revision, and which files of the working tree may differ from what is staged.

No file of the working tree is read, and no filter of the repository is run: what git remembers of each file (its time
and size) is compared here, as `git diff` would hand changed files to programs that the repository names.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from nbcoach.project.ask_git import ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nbcoach.project.git import Git

_AT_ONCE = 32
"""Contents that are asked for together: notebooks are large, and all of them lie in memory."""
_STAGED = re.compile(
    rb"\d{6} (?P<id>[0-9a-f]+) (?P<stage>\d)\t(?P<name>[^\0]+)\0"
    rb"\s+ctime: \d+:\d+\s+mtime: (?P<seconds>\d+):(?P<nanoseconds>\d+)"
    rb"\s+dev: \d+\s+ino: \d+\s+uid: \d+\s+gid: \d+\s+size: (?P<size>\d+)\s+flags: [0-9a-f]+\n"
)
_32_BITS = 0xFFFFFFFF
_SECOND = 1_000_000_000


class Staged(NamedTuple):
    """What git remembers of a file: the object that is staged, and time and size of the file at that moment."""

    id: str
    seconds: int
    nanoseconds: int
    size: int

    def is_untouched(self, file: str, index_time: int) -> bool:
        """True where a file surely is as it was; False where somebody has to look into it.

        A file that changed at the very time at which the index was written may have changed after it.
        """
        try:
            now = os.lstat(file)
        except OSError:
            return False
        seconds, nanoseconds = divmod(now.st_mtime_ns, _SECOND)
        is_same_time = seconds & _32_BITS == self.seconds and self.nanoseconds in (0, nanoseconds)
        is_older = now.st_mtime_ns < index_time if self.nanoseconds else seconds < index_time // _SECOND
        return is_same_time and now.st_size & _32_BITS == self.size and is_older


def commit_of(git: Git, revision: str) -> str | None:
    """The id of the commit that a revision names; None where there is none, or git cannot tell."""
    if not revision or revision.startswith("-"):
        return None
    answer = ask(git.root, "rev-parse", "-q", "--verify", f"{revision}^{{commit}}")
    return answer.output.decode("ascii", "replace").strip() if answer.code == 0 else None


def files_at(git: Git, commit: str) -> dict[str, str] | None:
    """The object id of every file in a commit by its path from the root, with `/`; None where git cannot tell."""
    answer = ask(git.root, "ls-tree", "-r", "-z", "--full-tree", commit)
    if answer.code != 0:
        return None
    entries = (entry.partition("\t") for entry in answer.names)
    return {name: facts.split()[2] for facts, _, name in entries if " blob " in facts}


def staged(git: Git) -> dict[str, Staged]:
    """What git remembers of the files in its index; empty where it cannot tell, and of files in conflict nothing."""
    answer = ask(git.root, "ls-files", "--stage", "--debug", "-z")
    if answer.code != 0:
        return {}
    return {
        os.fsdecode(each["name"]): Staged(
            each["id"].decode(), int(each["seconds"]), int(each["nanoseconds"]), int(each["size"])
        )
        for each in _STAGED.finditer(answer.output)
        if each["stage"] == b"0"
    }


def index_time(git: Git) -> int:
    """When the index was written, in nanoseconds since the epoch; 0 where nobody knows: then no file is untouched."""
    answer = ask(git.root, "rev-parse", "--git-path", "index")
    if answer.code != 0:
        return 0
    try:
        return os.stat(os.path.join(git.root, os.fsdecode(answer.output.rstrip(b"\n")))).st_mtime_ns
    except OSError:
        return 0


def contents(git: Git, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Id and content of each object that the repository has; no filter is applied, and nothing is fetched."""
    wanted = list(dict.fromkeys(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        lines = "".join(f"{each}\n" for each in wanted[start : start + _AT_ONCE])
        yield from _objects(ask(git.root, "cat-file", "--batch", given=lines.encode()).output)


def _objects(output: bytes) -> Iterator[tuple[str, bytes]]:
    """The objects of an answer of `git cat-file --batch`: a head `<id> <type> <size>`, the content, a line break."""
    position = 0
    while position < len(output):
        end = output.find(b"\n", position)
        head = output[position:end].split(b" ")
        position = end + 1
        if len(head) == 3:
            size = int(head[2])
            yield head[0].decode(), output[position : position + size]
            position += size + 1
