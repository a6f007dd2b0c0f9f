"""The repository around a file: what is tracked, what is committed, and whether a file stands as committed.

Every answer may be None: git is absent, refuses the repository (another owner), or took too long. None means
unknown, never no. Nothing is asked before somebody wants to know, and each question is asked once.
"""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path

from nbcoach.project.ask_git import ask

NO = 1
LARGEST = 64_000_000
"""Bytes above which a file is not read to be compared with what is committed."""
SHA256_LENGTH = 64


class Git:
    """One working tree. `root` is the folder that holds `.git`, with symbolic links resolved."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __repr__(self) -> str:
        return f"Git({str(self.root)!r})"

    def has_commits(self) -> bool | None:
        """True with at least one commit on the current branch, False without, None where git cannot tell."""
        return self._head[0]

    def commit(self) -> str | None:
        """The full id of the commit that is checked out."""
        return self._head[1]

    def is_tracked(self, path: Path) -> bool | None:
        """Whether git tracks a file, or anything below a folder."""
        if self.tracked is None:
            return None
        name = self.relative(path)
        if name is None:
            return False
        return name in self.tracked or self._below(name)

    def is_clean(self, path: Path) -> bool | None:
        """Whether a file's content is byte for byte (line ends aside) what the current commit holds.

        No filter of the repository is run. False for a file that is not committed.
        """
        if self.committed is None:
            return None
        recorded = self.committed.get(self.relative(path) or "")
        if recorded is None:
            return False
        content = _content(path)
        return None if content is None else self._is_recorded(recorded, content)

    def committed_content(self, path: Path) -> bytes | None:
        """A file's content in the current commit, without any filter applied; None where it is not there."""
        recorded = (self.committed or {}).get(self.relative(path) or "")
        answer = ask(self.root, "cat-file", "blob", recorded) if recorded else None
        return answer.output if answer and answer.code == 0 else None

    def has_commit(self, commit: str) -> bool | None:
        """Whether this repository knows a commit by its full hexadecimal id."""
        if not commit or set(commit) - set("0123456789abcdef"):
            return False
        answer = ask(self.root, "rev-parse", "-q", "--verify", f"{commit}^{{commit}}")
        return {0: True, NO: False}.get(answer.code)

    @cached_property
    def tracked(self) -> frozenset[str] | None:
        """Every tracked path, relative to `root`, with `/`."""
        answer = ask(self.root, "ls-files", "-z")
        return frozenset(answer.names) if answer.code == 0 else None

    @cached_property
    def files(self) -> tuple[str, ...] | None:
        """Every path that is tracked or could be (not ignored), relative to `root`, sorted."""
        answer = ask(self.root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
        return tuple(sorted(set(answer.names))) if answer.code == 0 else None

    @cached_property
    def lfs(self) -> frozenset[str]:
        """The tracked paths whose content is kept by Git LFS."""
        attributes = (self.root / ".git" / "info" / "attributes").is_file()
        if not attributes and not any(name.endswith(".gitattributes") for name in self.tracked or ()):
            return frozenset()
        return frozenset(ask(self.root, "ls-files", "-z", "--", ":(attr:filter=lfs)").names)

    @cached_property
    def committed(self) -> dict[str, str] | None:
        """The object id of every file in the current commit, by its path relative to `root`."""
        if self.has_commits() is False:
            return {}
        answer = ask(self.root, "ls-tree", "-r", "-z", "--full-tree", "HEAD")
        if answer.code != 0:
            return None
        entries = (entry.partition("\t") for entry in answer.names)
        return {name: facts.split()[2] for facts, _, name in entries if " blob " in facts}

    def relative(self, path: Path) -> str | None:
        """A path as git names it, None for one outside of this working tree. A final link is not followed."""
        whole = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        if os.path.isdir(path):
            whole = os.path.realpath(path)
        try:
            return Path(whole).relative_to(self.root).as_posix()
        except ValueError:
            return None

    @cached_property
    def _head(self) -> tuple[bool | None, str | None]:
        answer = ask(self.root, "rev-parse", "-q", "--verify", "HEAD^{commit}")
        if answer.code == 0:
            return True, answer.output.decode("ascii", "replace").strip()
        return (False if answer.code == NO else None), None

    @cached_property
    def _folders(self) -> frozenset[str]:
        parents = {name.rpartition("/")[0] for name in self.tracked or ()}
        folders = {"."}
        for parent in parents:
            while parent and parent not in folders:
                folders.add(parent)
                parent = parent.rpartition("/")[0]  # noqa: PLW2901
        return frozenset(folders)

    def _below(self, name: str) -> bool:
        return name in self._folders and bool(self.tracked)

    def _is_recorded(self, recorded: str, content: bytes) -> bool:
        if recorded in (_object_id(content, recorded), _object_id(content.replace(b"\r\n", b"\n"), recorded)):
            return True
        from hashlib import sha256  # noqa: PLC0415 - costly, and few files are compared

        pointer = f"oid sha256:{sha256(content).hexdigest()}".encode()
        recorded_size_hint = ask(self.root, "cat-file", "-s", recorded).output.strip()
        is_small = recorded_size_hint.isdigit() and int(recorded_size_hint) < 1024
        return is_small and pointer in ask(self.root, "cat-file", "blob", recorded).output


def _object_id(content: bytes, like: str) -> str:
    """The id under which git stores a content, by the hash that the id `like` was made with."""
    from hashlib import sha1, sha256  # noqa: PLC0415 - see above

    algorithm = sha256 if len(like) == SHA256_LENGTH else sha1
    return algorithm(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _content(path: Path) -> bytes | None:
    """A file's bytes; what a symbolic link points to, as git stores it; empty for a file that is gone."""
    try:
        if path.is_symlink():
            return os.fsencode(path.readlink())
        return path.read_bytes() if path.stat().st_size <= LARGEST else None
    except FileNotFoundError:
        return b""
    except OSError:
        return None
