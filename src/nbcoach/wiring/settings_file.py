"""Settings as people find them in their file: new ones at its end, a further key in its style."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from nbcoach.errors import BadCallError
from nbcoach.wiring.line_ends import lines_of, with_paragraph

if TYPE_CHECKING:
    from pathlib import Path

OWN, SHARED = ".nbcoach.toml", "pyproject.toml"
_HEAD = "[tool.nbcoach]\n"
_BODY = """\
# `nbcoach checks` lists what can be named here, and `nbcoach explain NAME` says why it matters.
# ignore = ["hard-coded-path"]
# exclude = ["archive/"]
fail-on = "warning"
"""


def new_settings(file: Path, data: bytes | None, baseline: str) -> bytes:
    """The content of a settings file with settings to begin with; what stands there stays as it is.

    Args:
        file: A `pyproject.toml` without settings, or a `.nbcoach.toml` that is not there.
        data: What it holds.
        baseline: The baseline's file, relative to its folder; empty for none.

    Raises:
        BadCallError: The file is no TOML, or has no room for a table `[tool.nbcoach]`.
    """
    table = _BODY + (f'baseline = "{baseline}"\n' if baseline else "")
    if file.name == OWN:
        return table.encode()
    before = _parsed(data or b"", file)
    lines = lines_of(data or b"")
    after = lines.encoded(with_paragraph(lines.text, _HEAD + table))
    expected = {**before, "tool": {**_tools(before), "nbcoach": tomllib.loads(table)}}
    return _verified(after, expected, file, f"[tool.nbcoach]\n{table}")


def with_baseline(file: Path, data: bytes, baseline: str) -> bytes:
    """The content of a settings file that has settings, with a baseline named in them.

    Raises:
        BadCallError: The key cannot be added.
    """
    import tomlkit  # noqa: PLC0415 - few settings are edited

    before = _parsed(data, file)
    lines = lines_of(data)
    document: Any = tomlkit.parse(lines.text)
    is_nested = "nbcoach" in _tools(before)
    (document["tool"]["nbcoach"] if is_nested else document)["baseline"] = baseline
    if is_nested:
        tools = _tools(before)
        expected = {**before, "tool": {**tools, "nbcoach": {**tools["nbcoach"], "baseline": baseline}}}
    else:
        expected = {**before, "baseline": baseline}
    return _verified(lines.encoded(tomlkit.dumps(document)), expected, file, f'baseline = "{baseline}"')


def _tools(document: dict[str, Any]) -> dict[str, Any]:
    tools = document.get("tool", {})
    return tools if isinstance(tools, dict) else {}


def _parsed(data: bytes, file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadCallError(f"{file} is not TOML: {error}.", "Correct it first.") from None


def _verified(after: bytes, expected: dict[str, Any], file: Path, wanted: str) -> bytes:
    """The new content, if it says what it should and nothing else."""
    try:
        if tomllib.loads(after.decode()) == expected:
            return after
    except (tomllib.TOMLDecodeError, RecursionError):
        pass
    written = " ".join(line for line in wanted.splitlines() if not line.startswith("#"))
    raise BadCallError(f"{file} is written in a way that cannot be added to.", f"Add it yourself: {written}")
