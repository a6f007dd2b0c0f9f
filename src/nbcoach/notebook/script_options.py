"""What stands behind the mark of a cell: `# %% A title [markdown] tags=["parameters"] key="value"`."""

from __future__ import annotations

import ast
import json
import re
from typing import Any, NamedTuple

_KIND = re.compile(r"(?:^|(?<=\s))\[(markdown|md|raw|code)\](?=\s|$)")
_KEY = re.compile(r"(?:^|(?<=\s))([\w.@/-]+)\s*=\s*")
_KINDS = {"markdown": "markdown", "md": "markdown", "raw": "raw", "code": "code"}
_LANGUAGES = frozenset({
    "R", "bash", "sh", "javascript", "js", "perl", "html", "latex", "markdown", "ruby", "script", "svg", "sql",
    "cython", "pypy", "python2", "python3", "julia", "octave", "matlab", "sas", "spark", "scala", "haskell",
})  # fmt: skip
"""Cell magics that Jupytext writes as the language of the cell."""
_decoder = json.JSONDecoder()


class Told(NamedTuple):
    """Type and metadata of a cell, how its source stands in the script (see `script.Part`), and its cell magic."""

    kind: str
    metadata: dict[str, Any]
    form: str
    magic: str


def kind_and_metadata(options: str) -> Told:
    """What a mark says; an option that cannot be read counts as part of the title."""
    kind_match = _KIND.search(options)
    kind = _KINDS[kind_match[1]] if kind_match else "code"
    rest = options[kind_match.end() :] if kind_match else options
    metadata, title = _options(rest)
    title = options[: kind_match.start()].strip() if kind_match else title
    if title:
        metadata.setdefault("title", title)
    if kind != "code":
        return Told(kind, metadata, "commented", "")
    return _code(metadata)


def _code(metadata: dict[str, Any]) -> Told:
    language = metadata.get("language")
    if isinstance(language, str) and language in _LANGUAGES:
        rest = {key: value for key, value in metadata.items() if key not in {"language", "magic_args"}}
        arguments = metadata.get("magic_args")
        return Told("code", rest, "commented", f"%%{language}{f' {arguments}' if arguments else ''}")
    form = "code" if _is_active(metadata, "py") else "commented"
    return Told("code" if _is_active(metadata, "ipynb") else "raw", metadata, form, "")


def _is_active(metadata: dict[str, Any], where: str) -> bool:
    """Whether a cell is code in files of a kind; `active-ipynb` makes it a comment in a script."""
    control = metadata.get("run_control")
    if isinstance(control, dict) and control.get("frozen") is True:
        return where == "ipynb"
    tags = metadata.get("tags")
    for tag in tags if isinstance(tags, list) else ():
        if isinstance(tag, str) and tag.startswith("active-"):
            return where in tag.split("-")
    active = metadata.get("active")
    return where in re.split(r"[.,]", active) if isinstance(active, str) else True


def _options(text: str) -> tuple[dict[str, Any], str]:
    """The options in a text, as `key=value` or as a JSON object, and what stands before them."""
    text = text.strip()
    start = text.find("{")
    key = _KEY.search(text)
    if start >= 0 and (key is None or start < key.start()):
        value = _value(text[start:])
        return (value, text[:start].strip()) if isinstance(value, dict) else ({}, text)
    found: dict[str, Any] = {}
    keys = list(_KEY.finditer(text))
    position = 0
    for each in keys:
        if each.start() < position:  # inside of the value before
            continue
        try:
            found[each[1]], position = _decoder.raw_decode(text, each.end())
        except ValueError:
            later = next((other.start() for other in keys if other.start() > each.start()), len(text))
            value = _value(text[each.end() : later])
            if value is not None:
                found[each[1]], position = value, later
    return found, text[: keys[0].start()].strip() if found else text


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
