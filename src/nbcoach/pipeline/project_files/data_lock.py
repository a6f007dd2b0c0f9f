"""`data.lock`: the files that the notebook read, by size and SHA-256, so that a run sees when they have changed."""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from nbcoach.errors import BadCallError
from nbcoach.notebook.magics import mask
from nbcoach.pipeline.observation import DataFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbcoach.pipeline.model import Pipeline
    from nbcoach.pipeline.observation import Observation

NAME = "data.lock"
VERSION = 1

_ADDRESS = re.compile(r"(?:https?|s3|gs|gcs|abfss?|hdfs|ftp)://[^\s'\"{}]+")
_READS = re.compile(r"read_\w+|urlopen|urlretrieve|get|open|load\w*|fetch\w*|download\w*", re.IGNORECASE)
_SECRET = re.compile(r"(?<=://)[^/@\s]+@|[?#].*$")
_HEAD = """\
# The files that the notebook read before it wrote them, relative to the folder in which the steps run. At least these:
# what a library reads past Python, or a child process, is not seen. Addresses are weak: their content is not known.
"""
_HEAD_STATIC = """\
# Nothing was executed when this pipeline was made, so it is not known which files it reads.
"""


class Address(Struct, frozen=True):
    """Data outside the machine. It is weak: nobody knows whether it is still the same."""

    url: str
    weak: bool = True


class DataLock(Struct, frozen=True):
    """The content of `data.lock`. `is_observed` is False where the notebook was only read."""

    version: int = VERSION
    is_observed: bool = False
    files: tuple[DataFile, ...] = ()
    addresses: tuple[Address, ...] = ()


def lock_of(pipeline: Pipeline, observation: Observation | None) -> DataLock:
    """What a run has to find again."""
    files = sorted(observation.data, key=lambda each: each.path) if observation else ()
    addresses = tuple(Address(url) for url in dict.fromkeys(_addresses(pipeline)))
    return DataLock(VERSION, observation is not None, tuple(files), addresses)


def lock_bytes(pipeline: Pipeline, observation: Observation | None) -> bytes:
    """`data.lock` in YAML."""
    lock = lock_of(pipeline, observation)
    return data_bytes(lock)


def data_bytes(lock: DataLock) -> bytes:
    """A lock in YAML."""
    import yaml  # noqa: PLC0415 - the plan needs none

    plain = msgspec.to_builtins(lock)
    text: str = yaml.safe_dump(plain, sort_keys=False, allow_unicode=True, width=1000)
    return ((_HEAD if lock.is_observed else _HEAD_STATIC) + text).encode()


def read_lock(folder: Path) -> DataLock:
    """Reads the `data.lock` of a pipeline's folder; one that locks nothing where there is none.

    Raises:
        BadCallError: The file is not what it should be.
    """
    import yaml  # noqa: PLC0415 - the plan needs none

    path = folder / NAME
    try:
        return msgspec.convert(yaml.safe_load(path.read_text("utf-8")), DataLock)
    except FileNotFoundError:
        return DataLock()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as error:
        said = " ".join(str(error).split())
        raise BadCallError(f"{path} is not what it should be: {said}.", "Export the notebook again.") from None


def _addresses(pipeline: Pipeline) -> Iterator[str]:
    """Addresses that the steps hand to calls that read, and those that are a parameter's default; without secrets."""
    defaults = [each.default for each in pipeline.parameters]
    for default in defaults:
        if isinstance(default, str) and _ADDRESS.fullmatch(default):
            yield _SECRET.sub("", default)
    for step in pipeline.steps:
        for cell in step.cells:
            if cell.kind == "code" and "://" in cell.source:
                yield from _read_in(cell.source)


def _read_in(source: str) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(mask(source).code)
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _READS.fullmatch(_called(node)):
            for value in _texts(node):
                if _ADDRESS.fullmatch(value):
                    yield _SECRET.sub("", value)


def _called(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def _texts(call: ast.Call) -> Iterator[str]:
    values: list[Any] = [*call.args, *(keyword.value for keyword in call.keywords)]
    return (each.value for each in values if isinstance(each, ast.Constant) and isinstance(each.value, str))
