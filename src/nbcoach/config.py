"""What a project has settled: `[tool.nbcoach]` of `pyproject.toml`, or `.nbcoach.toml`, nearest upwards.

Settings are read once by a face and passed on as an argument; nothing below looks for them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec
from msgspec import Struct

from nbcoach.errors import BadCallError

FailOn = Literal["error", "warning", "hint", "never"]
SeverityName = Literal["error", "warning", "hint"]

_WORDS = {"array": "a list", "str": "a text", "object": "a table", "int": "a number", "bool": "true or false"}
_TABLE = rb"(?m)^\s*(?:\[\s*tool\s*(?:\]|\.\s*[\"']?nbcoach)|tool\s*[.=])"
"""How `[tool.nbcoach]` may begin; reading TOML takes longer than reading a notebook."""
_WRONG = r"^Expected `(?P<wanted>\w+)(?: \| null)?`, got `(?P<given>\w+)`"
_PLACE = r" - at `(?:key in )?\$\.(?P<key>[\w-]*)[^`]*`$"


class Settings(Struct, frozen=True, rename="kebab", forbid_unknown_fields=True):
    """What applies to a folder.

    Args:
        select: Checks, areas or `all`; None for the checks that run by default.
        ignore: Checks, areas or `all` that do not run.
        exclude: Patterns as in `.gitignore`, relative to the folder of the file; what they match is not walked.
        fail_on: The lowest severity that fails a run of `lint`.
        severity: Severity by check, instead of the check's own.
        per_path_ignores: Checks, areas or `all` by pattern (as `exclude`) of the notebooks where they are silent.
        baseline: The file of accepted findings (see `checking.baseline`), relative to that folder; empty for none.
        tracking_uri: The MLflow store, where the environment names none; empty for the project's own.
        root: The folder that patterns are relative to; `file` is where the settings stand (None: nowhere).
    """

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fail_on: FailOn = "warning"
    severity: dict[str, SeverityName] = {}
    per_path_ignores: dict[str, tuple[str, ...]] = {}
    baseline: str = ""
    tracking_uri: str = ""
    root: Path = Path()
    file: Path | None = None

    @property
    def baseline_file(self) -> Path | None:
        """Where the baseline is."""
        return self.root / self.baseline if self.baseline else None

    @property
    def origin(self) -> str:
        """The file to name in a message about these settings."""
        return str(self.file) if self.file else "the settings"


KEYS = tuple(name for name in Settings.__struct_encode_fields__ if name not in {"root", "file"})

_EXAMPLES = {
    "select": 'select = ["reproducibility", "untracked-data"]',
    "ignore": 'ignore = ["hard-coded-path"]',
    "exclude": 'exclude = ["archive/"]',
    "fail-on": 'fail-on = "warning"',
    "severity": 'severity = { unseeded-run = "hint" }',
    "per-path-ignores": 'per-path-ignores = { "lectures/**" = ["tracking"] }',
    "baseline": 'baseline = "nbcoach-baseline.json"',
    "tracking-uri": 'tracking-uri = "sqlite:////data/mlflow.db"',
}


def find_settings(start: Path) -> Settings:
    """The settings of the nearest file at or above a folder; the defaults where there is none.

    Raises:
        BadCallError: The file is no TOML, or holds an unknown key or a value of a wrong type.
    """
    start = Path(os.path.abspath(start))  # noqa: PTH100 - takes `..` out
    for folder in (start, *start.parents):
        for name in (".nbcoach.toml", "pyproject.toml"):
            table = _table(folder / name)
            if table is not None:
                return _settings(table, folder / name)
    return Settings(root=start)


def _table(file: Path) -> dict[str, Any] | None:
    """The table of a settings file; None where it is not there, or is a `pyproject.toml` of others."""
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return None
    except OSError as error:
        raise BadCallError(f"{file} cannot be read: {error.strerror}.", "Check its permissions.") from None
    is_own = file.name == ".nbcoach.toml"
    if not is_own and not (b"nbcoach" in data and re.search(_TABLE, data)):
        return None
    document = _decoded(data, file)
    tool = document.get("tool")
    table = tool.get("nbcoach") if isinstance(tool, dict) else None
    if table is None:
        return document if is_own else None
    if not isinstance(table, dict):
        raise BadCallError(f"{file}: tool.nbcoach is no table.", "Write it as [tool.nbcoach].")
    return table


def _decoded(data: bytes, file: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - most folders have no settings, and start-up counts

    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadCallError(f"{file} is not TOML: {error}.", "Correct it, or take it away.") from None


def _settings(table: dict[str, Any], file: Path) -> Settings:
    for key in table:
        if key not in KEYS:
            raise BadCallError(f"{file}: unknown key {key!r} in [tool.nbcoach].", _known(key))
    try:
        plain = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise _wrong_value(str(error), file) from None
    return msgspec.structs.replace(plain, root=file.parent, file=file)


def _known(key: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a mistake needs it

    near = get_close_matches(key.replace("_", "-").lower(), KEYS, 1)
    return f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(KEYS)}."


def _wrong_value(message: str, file: Path) -> BadCallError:
    """The error for a message of msgspec, which names the place at its end."""
    place = re.search(_PLACE, message)
    what = message[: place.start()] if place else message
    key = place["key"] if place else ""
    return BadCallError(f"{file}: {key} {_explained(what, key)}.", f"Write it like: {_EXAMPLES.get(key, key)}")


def _explained(what: str, key: str) -> str:
    wrong = re.match(_WRONG, what)
    if wrong:
        wanted, given = (_WORDS.get(word, word) for word in (wrong["wanted"], wrong["given"]))
        return f"holds {given} where {wanted} belongs"
    if what.startswith("Invalid enum value"):
        choices = get_args(FailOn if key == "fail-on" else SeverityName)
        return f"holds {what.rpartition('value ')[2]}, which is none of {', '.join(choices)}"
    return f"is wrong: {what}"
