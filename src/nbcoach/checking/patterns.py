"""Patterns of paths as a `.gitignore` has them; the library that reads them is imported only where there are any."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from pathlib import Path

    from pathspec import GitIgnoreSpec


class Patterns:
    """Patterns that are relative to a folder.

    Args:
        root: The folder.
        lines: The patterns.
    """

    def __init__(self, root: Path, lines: tuple[str, ...]) -> None:
        self.root = root
        self.lines = lines

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - see above

        try:
            return GitIgnoreSpec.from_lines(self.lines)
        except ValueError as error:
            raise BadCallError(f"A pattern of paths cannot be read: {error}.", "Write it as in .gitignore.") from None

    @cached_property
    def _top(self) -> str:
        return os.path.realpath(self.root)

    def verify(self) -> None:
        """Finds out whether the patterns can be read.

        Raises:
            BadCallError: One of them cannot.
        """
        if self.lines:
            _ = self._spec

    def match(self, path: str) -> bool:
        """Whether a file (relative to the working directory, or absolute) lies below the folder and matches."""
        if not self.lines:
            return False
        inner = os.path.relpath(os.path.realpath(path), self._top).replace(os.sep, "/")
        return not inner.startswith("../") and self._spec.match_file(inner)
