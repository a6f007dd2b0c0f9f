"""Which distributions a file asks for, and whether in one exact version: requirements, environments, lock files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from nbcoach.project.data import load_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

BYTES_AT_MOST = 4_000_000
_NAME = r"([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)"
_LINE = rf"{_NAME}\s*(?:\[[^\]]*\])?\s*(.*)"
_EGG = r"[#&]egg=([\w.-]+)"
_REPOSITORY = r"/([\w.-]+?)(?:\.git)?(?:@[^/]*)?/?(?:#.*)?$"
_EXACT = r"={2,3}\s*[^=*,<>~!\s;]+(?=[\s;,]|$)"
_FILES = (".whl", ".tar.gz", ".zip", ".conda", ".tar.bz2")
_COMMIT = r"@[0-9a-f]{7,40}\b|@v?\d+(?:\.\d+)+"
_CONDA_EXACT = r"={1,2}\s*v?\d[^<>*|,]*"
_LOCKED = r"(?m)^\s*(?:- )?(?:name\s*[:=]|- conda:.*/)\s*[\"']?([A-Za-z0-9][\w.-]*)"


class Declared(NamedTuple):
    """A distribution that a file asks for: its name as PyPI normalises it (PEP 503), and whether by one version."""

    name: str
    is_exact: bool


def normalised(name: str) -> str:
    """The name of a distribution as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_text(file: Path) -> str:
    """The text of a file; empty for one that is not there, too large, or no text."""
    try:
        if file.stat().st_size > BYTES_AT_MOST:
            return ""
        return file.read_text("utf-8", "replace").removeprefix("\ufeff")
    except (OSError, ValueError):
        return ""


def of_requirements(text: str) -> tuple[Declared, ...]:
    """The lines of a requirements file (pip's format), without those that name other files."""
    joined = re.sub(r"\\\r?\n", " ", text)
    lines = (re.sub(r"(?:^|\s)#.*", "", line).strip() for line in joined.splitlines())
    return tuple(found for line in lines if (found := requirement(line)))


def included(text: str) -> tuple[str, ...]:
    """The files that a requirements file names by `-r` and `-c`."""
    return tuple(re.findall(r"(?m)^\s*(?:-r|-c|--requirement|--constraint)[ =]*([^\s#]+)", text))


def requirement(line: str) -> Declared | None:
    """One requirement (PEP 508), an address, or `-e address`; None for options and local paths."""
    line = re.sub(r"^(?:-e|--editable)[ =]*", "", line.strip())
    if line.startswith("-"):
        return None
    if "://" in line.partition(";")[0]:
        return _of_address(line)
    found = re.match(_LINE, line)
    if found is None or found[2].startswith(("/", "\\")):
        return None
    rest = found[2].partition(";")[0]
    return Declared(normalised(found[1]), bool(re.match(_EXACT, rest)))


def _of_address(line: str) -> Declared | None:
    """`name @ git+https://…`, `git+https://…#egg=name`, or the name of the repository."""
    named = re.match(rf"{_NAME}\s*(?:\[[^\]]*\])?\s*@\s*\S", line) or re.search(_EGG, line)
    named = named or re.search(_REPOSITORY, line)
    is_exact = bool(re.search(_COMMIT, line)) or line.partition("#")[0].endswith(_FILES)
    return Declared(normalised(_without_version(named[1])), is_exact) if named else None


def _without_version(name: str) -> str:
    """The name in that of a package file of conda or pip: `numpy-1.26.4-py311_0.conda`."""
    return re.sub(r"-\d.*", "", name) if name.endswith(_FILES) else name


def of_conda(file: Path) -> tuple[Declared, ...]:
    """The `dependencies` of an environment file of conda, those of pip included."""
    content = load_yaml(file)
    listed = content.get("dependencies") if isinstance(content, dict) else None
    return tuple(_of_conda(listed if isinstance(listed, list) else ()))


def _of_conda(listed: Iterable[Any]) -> Iterator[Declared]:
    for each in listed:
        if isinstance(each, dict):
            pip = each.get("pip")
            yield from of_requirements(
                "\n".join(line for line in pip if isinstance(line, str)) if isinstance(pip, list) else ""
            )
        elif isinstance(each, str) and (found := re.match(_LINE, each.rpartition("::")[2].strip())):
            yield Declared(normalised(found[1]), bool(re.fullmatch(_CONDA_EXACT, found[2].strip())))


def of_toml(text: str) -> tuple[Declared, ...]:
    """The dependencies in `pyproject.toml`, `Pipfile` or `pixi.toml`, of every group and extra."""
    import tomllib  # noqa: PLC0415 - most notebooks lie beside no such file

    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return ()
    return tuple(_of_table(content))


_LISTS = frozenset({"dependencies", "optional-dependencies", "dependency-groups", "dev-dependencies", "requires"})
_TABLES = frozenset({"dependencies", "dev-dependencies", "packages", "dev-packages", "pypi-dependencies"})
_INTO = frozenset(
    {"project", "tool", "poetry", "group", "pdm", "uv", "pixi", "hatch", "envs", "feature", "flit", "metadata"}
)


def _of_table(table: dict[str, Any], name: str = "") -> Iterator[Declared]:
    for key, value in table.items():
        if isinstance(value, list):
            if key in _LISTS or name in _LISTS:
                yield from of_requirements("\n".join(each for each in value if isinstance(each, str)))
        elif isinstance(value, dict) and key in _TABLES:
            yield from _of_versions(value)
        elif isinstance(value, dict) and (key in _INTO or name in _INTO or key in _LISTS):
            yield from _of_table(value, key)


def _of_versions(table: dict[str, Any]) -> Iterator[Declared]:
    """`name = "1.2.3"` or `name = {version = "…"}`."""
    for name, told in table.items():
        version = told.get("version", "") if isinstance(told, dict) else told
        is_pinned = isinstance(told, dict) and bool(told.get("rev") or told.get("path"))
        exact = isinstance(version, str) and re.fullmatch(r"={0,3}\s*\d+\.\d[\w.]*", version) is not None
        yield Declared(normalised(name), exact or is_pinned)


def of_setup(text: str) -> tuple[Declared, ...]:
    """Whatever a `setup.py`, `setup.cfg` or `Dockerfile` may ask for: every word in it that can be a name."""
    return tuple(Declared(normalised(each), is_exact=False) for each in set(re.findall(r"[A-Za-z][\w.-]*\w", text)))


def of_lock(text: str) -> tuple[Declared, ...]:
    """What a lock file names."""
    names = {*re.findall(_LOCKED, text), *re.findall(r'(?m)^\s{8}"([\w.-]+)": \{', text)}
    return tuple(Declared(normalised(_without_version(each)), is_exact=True) for each in sorted(names))
