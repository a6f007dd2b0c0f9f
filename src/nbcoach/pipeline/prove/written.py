"""Compares files that two runs have written, by what is in them."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
import zipfile
import zlib
from contextlib import closing
from typing import TYPE_CHECKING

from nbcoach.pipeline.proof import Difference
from nbcoach.pipeline.prove.images import compare_images
from nbcoach.pipeline.prove.masks import masked, without_names
from nbcoach.pipeline.prove.tables import compare_html
from nbcoach.pipeline.prove.texts import compare_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TEXTS = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".md", ".yaml", ".yml", ".xml", ".log", ".tex"})
_PAGES = frozenset({".html", ".htm"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})
_ARCHIVES = frozenset({".zip", ".npz", ".xlsx", ".docx", ".pptx", ".whl"})
_DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})
_CHANGING_MEMBERS = frozenset({"docProps/core.xml", "docProps/app.xml"})
"""Parts of office files that tell when they were written."""
LONGEST = 20_000_000
"""Bytes up to which a text is compared line by line."""
OPAQUE = "bytes"
"""The kind of difference of files that only a kernel's libraries can read."""


def compare_files(left: Path, right: Path, folders: Sequence[str] = ()) -> tuple[Difference, ...]:
    """Where two files differ; for formats that are not known, that their bytes do (`bytes`)."""
    if digest(left) == digest(right):
        return ()
    kind = left.suffix.lower()
    try:
        if kind in _PICTURES:
            return compare_images(left.read_bytes(), right.read_bytes())
        if kind in _ARCHIVES:
            return _archives(left, right)
        if kind in _DATABASES:
            return compare_texts(_script(left), _script(right))
        if kind == ".gz":
            return _texts(gzip.decompress(left.read_bytes()), gzip.decompress(right.read_bytes()), folders)
        if kind in _PAGES:
            return compare_html(_text(left, folders), _text(right, folders))
        if kind == ".svg":
            return compare_texts(*(without_names(_text(each, folders)) for each in (left, right)))
        if kind in _TEXTS and max(left.stat().st_size, right.stat().st_size) <= LONGEST:
            return _texts(left.read_bytes(), right.read_bytes(), folders)
    except (OSError, ValueError, EOFError, zlib.error, zipfile.BadZipFile, sqlite3.Error):
        return (_opaque(left, right),)
    return (_opaque(left, right),)


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _opaque(left: Path, right: Path) -> Difference:
    return Difference(OPAQUE, f"{left.stat().st_size:,} bytes", f"{right.stat().st_size:,} bytes")


def _text(path: Path, folders: Sequence[str]) -> str:
    return masked(path.read_text("utf-8"), folders)


def _texts(left: bytes, right: bytes, folders: Sequence[str]) -> tuple[Difference, ...]:
    return compare_texts(masked(left.decode(), folders), masked(right.decode(), folders))


def _archives(left: Path, right: Path) -> tuple[Difference, ...]:
    """Compares the members by their checksums; the times at which they were packed do not count."""
    one, other = _members(left), _members(right)
    found = [Difference("missing", name, "", name) for name in one.keys() - other.keys()]
    found += [Difference("added", "", name, name) for name in other.keys() - one.keys()]
    found += [Difference("text", "", "", name) for name in one if name in other and one[name] != other[name]]
    return tuple(sorted(found, key=lambda each: each.where))


def _members(path: Path) -> dict[str, int]:
    with zipfile.ZipFile(path) as archive:
        return {each.filename: each.CRC for each in archive.infolist() if each.filename not in _CHANGING_MEMBERS}


def _script(path: Path) -> str:
    """A database as the statements that make it."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return "\n".join(connection.iterdump())
