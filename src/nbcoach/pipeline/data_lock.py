"""`data.lock`: the files that the notebook read, as they were; a run looks first whether they still are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from nbcoach.pipeline.caching import Digests

NAME = "data.lock"


def changed_data(
    folder: Path, digests: Digests, schemas: Mapping[str, Mapping[str, Any]], values: Mapping[str, Any]
) -> tuple[str, ...]:
    """The locked files that are others now, each as a phrase: `data/sales.csv has changed (120 bytes, was 90)`.

    A file that is the default of a parameter does not count where the parameter has another value.

    Raises:
        BadCallError: The lock cannot be read.
    """
    unread = {
        schema["default"]
        for name, schema in schemas.items()
        if isinstance(schema.get("default"), str) and values.get(name) != schema["default"]
    }
    return tuple(_changes([each for each in _read(folder / NAME) if each["path"] not in unread], digests))


def refuse_changed(changes: tuple[str, ...]) -> None:
    """Raises a BadCallError that names the changed files, if there are any."""
    if changes:
        raise BadCallError(
            f"The data is not what {NAME} says: {', '.join(changes)}.",
            "Put it back, or run all the same with --accept-data.",
        )


def _changes(locked: list[dict[str, Any]], digests: Digests) -> Iterator[str]:
    for each in locked:
        path = each["path"]
        try:
            size = (digests.directory / path).stat().st_size
        except OSError:
            yield f"{path} is not there"
            continue
        if size != each.get("size", size):
            yield f"{path} has changed ({size:,} bytes, was {each['size']:,})"
        elif digests.of(path) != each["sha256"]:
            yield f"{path} has changed"


def _read(file: Path) -> list[dict[str, Any]]:
    """The files of a lock; addresses have no `sha256` and are passed over."""
    import yaml  # noqa: PLC0415 - see manifest

    try:
        plain = yaml.safe_load(file.read_text("utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadCallError(f"{file} cannot be read: {' '.join(str(error).split())}.", "Export again.") from None
    files = plain.get("files") if isinstance(plain, dict) else None
    return [
        each
        for each in files or ()
        if isinstance(each, dict) and isinstance(each.get("path"), str) and isinstance(each.get("sha256"), str)
    ]
