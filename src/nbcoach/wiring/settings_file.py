"""Settings as people find them in their file: new ones at its end, a further key in its style."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from nbcoach.errors import BadCallError
from nbcoach.wiring.line_ends import lines_of, with_paragraph

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from nbcoach.project import Project

OWN, SHARED = ".nbcoach.toml", "pyproject.toml"
_HEAD = "[tool.nbcoach]\n"
_BODY = """\
# `nbcoach checks` lists what can be named here, and `nbcoach explain NAME` says why it matters.
# ignore = ["hard-coded-path"]
# exclude = ["archive/"]
fail-on = "warning"
"""


def settings_place(project: Project) -> Path:
    """Where new settings go: the nearest `pyproject.toml` of the project, else a file of nbcoach's own at its top."""
    for folder in (project.start, *project.start.parents):
        if (folder / SHARED).is_file():
            return folder / SHARED
        if folder == project.root:
            break
    return project.root / OWN


def new_settings(file: Path, data: bytes | None, baseline: str) -> bytes:
    """The content of a settings file with settings to begin with; what stands there stays as it is.

    Args:
        file: A `pyproject.toml` without settings, or a `.nbcoach.toml` that is not there.
        data: What it holds.
        baseline: The baseline's file, relative to its folder; empty for none.

    Raises:
        BadCallError: The file is no TOML, or has no room for a table `[tool.nbcoach]`.
    """
    return with_table(file, data, _BODY + (f'baseline = "{baseline}"\n' if baseline else ""))


def with_table(file: Path, data: bytes | None, table: str) -> bytes:
    """The content of a settings file without settings, with these lines of the table `[tool.nbcoach]` added.

    Raises:
        BadCallError: As `new_settings`.
    """
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
    return _with_key(file, data, "baseline", lambda _: baseline, f'baseline = "{baseline}"')


def with_ignored(file: Path, data: bytes | None, check: str) -> bytes:
    """The content of a settings file in which a check is ignored; without settings in it, the first of them.

    Raises:
        BadCallError: As `new_settings`, or the key cannot be added.
    """
    line = f'ignore = ["{check}"]'
    if data is None or not _has_settings(file, data):
        return with_table(file, data, f"{line}\n")
    return _with_key(file, data, "ignore", lambda before: _listed(before, check), line)


def _listed(before: Any, check: str) -> Any:
    """A list with one word more, laid out as it is."""
    if before is None:
        return [check]
    if check not in before:
        is_tall = "\n" in before.as_string()
        before.add_line(check, indent=_indent(before.as_string())) if is_tall else before.append(check)
    return before


def _indent(array: str) -> str:
    last = [line for line in array.split("\n")[1:] if line.strip().startswith(("'", '"'))][-1:]
    return last[0][: len(last[0]) - len(last[0].lstrip())] if last else "  "


def _has_settings(file: Path, data: bytes) -> bool:
    """Whether a file holds a table of settings; one of nbcoach's own is one by itself."""
    return file.name == OWN or "nbcoach" in _tools(_parsed(data, file))


def _with_key(file: Path, data: bytes, key: str, value: Callable[[Any], Any], wanted: str) -> bytes:
    """The content of a file that has settings, with a value made of the one that stood under a key."""
    import tomlkit  # noqa: PLC0415 - few settings are edited

    before = _parsed(data, file)
    lines = lines_of(data)
    document: Any = tomlkit.parse(lines.text)
    is_nested = "nbcoach" in _tools(before)
    table = document["tool"]["nbcoach"] if is_nested else document
    table[key] = value(table.get(key))
    tools = _tools(before)
    plain = {**(tools["nbcoach"] if is_nested else before)}
    plain[key] = value_of(table[key])
    expected = {**before, "tool": {**tools, "nbcoach": plain}} if is_nested else plain
    return _verified(lines.encoded(tomlkit.dumps(document)), expected, file, wanted)


def value_of(item: Any) -> Any:
    """A value of tomlkit as plain Python."""
    return item.unwrap() if hasattr(item, "unwrap") else item


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
