"""Which system records the version of a data file: DVC, Git LFS or Git."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nbcoach.project.repositories import Repositories

FILES_AT_MOST = 5_000
"""Files of a folder that are looked at; one with more than this is not called versioned by Git."""
BYTES_AT_MOST = 4_000_000
DEPTH_AT_MOST = 40
UNCOUNTED = frozenset({".gitignore", ".gitkeep", ".DS_Store"})


class _Folder(NamedTuple):
    """Whether DVC tracks a folder or one above it as a whole, and the absolute paths of outputs of stages there."""

    is_tracked: bool
    outputs: tuple[str, ...]


class DataVersions:
    """Answers for many files at little cost: what was found out about a folder or a repository is kept."""

    def __init__(self, repositories: Repositories) -> None:
        self._repositories = repositories
        self._answers: dict[str, str | None] = {}
        self._outputs: dict[str, frozenset[str]] = {}
        self._folders: dict[str, _Folder] = {}
        self._real: dict[str, str] = {}

    def of(self, path: Path | str) -> str | None:
        """`dvc`, `lfs` or `git` for a file or folder whose version is recorded, None for any other.

        A folder counts when DVC tracks it as a whole, or when every file in it counts. The path is absolute;
        the file itself need not be there (data that was not pulled is tracked all the same).
        """
        whole = self._whole(str(path))
        if whole is None:
            return None
        if whole not in self._answers:
            self._answers[whole] = self._find_out(whole)
        return self._answers[whole]

    def _whole(self, text: str) -> str | None:
        """The absolute path with links in its folders resolved: git and DVC name files by their real folders."""
        if "\0" in text:
            return None
        folder, name = os.path.split(os.path.abspath(text))
        if folder not in self._real:
            self._real[folder] = os.path.realpath(folder)
        return os.path.join(self._real[folder], name)

    def _find_out(self, path: str) -> str | None:
        return self._dvc(path) or self._git(path) or self._folder(path)

    def _dvc(self, path: str) -> str | None:
        """Whether it or a folder above has a `.dvc` file beside it, or is an output or locked input of a stage."""
        if os.path.isfile(f"{path}.dvc"):
            return "dvc"
        around = self._around(os.path.dirname(path))
        is_output = any(path == each or path.startswith(each + os.sep) for each in around.outputs)
        return "dvc" if around.is_tracked or is_output else None

    def _around(self, folder: str) -> _Folder:
        if folder not in self._folders:
            self._folders[folder] = self._look_around(folder)
        return self._folders[folder]

    def _look_around(self, folder: str) -> _Folder:
        """What DVC says about a folder, up to the root of its repository."""
        repository = self._repositories.around(Path(folder))
        end = str(repository.root) if repository else None
        lines = [folder, *_above(folder)][:DEPTH_AT_MOST]
        lines = lines[: lines.index(end) + 1] if end in lines else lines
        outputs = tuple(output for each in lines for output in self._stages(each))
        return _Folder(any(os.path.isfile(f"{each}.dvc") for each in lines), outputs)

    def _stages(self, folder: str) -> frozenset[str]:
        if folder not in self._outputs:
            self._outputs[folder] = frozenset(stage_files(Path(folder)))
        return self._outputs[folder]

    def _git(self, path: str) -> str | None:
        repository = self._repositories.around(Path(path))
        name = repository.relative(Path(path)) if repository else None
        if repository is None or name not in (repository.tracked or ()):
            return None
        return "lfs" if name in repository.lfs else "git"

    def _folder(self, path: str) -> str | None:
        if not os.path.isdir(path):
            return None
        answer = None
        for count, name in enumerate(_files(path)):
            answer = self._dvc(name) or self._git(name)
            if answer is None or count >= FILES_AT_MOST:
                return None
        return answer


def stage_files(folder: Path) -> Iterator[str]:
    """The absolute paths that `dvc.yaml` and `dvc.lock` of a folder name as outputs or as locked inputs."""
    declared = _stages_in(folder / "dvc.yaml")
    places = {name: _text(stage.get("wdir")) or "." for name, stage in declared.items()}
    for name, stage in declared.items():
        for output in _items(stage.get("outs")):
            yield _join(folder, places[name], output)
    for name, stage in _stages_in(folder / "dvc.lock").items():
        place = places.get(name.partition("@")[0], places.get(name, "."))
        for entry in (*_list(stage.get("outs")), *_list(stage.get("deps"))):
            if isinstance(entry, dict) and _is_hashed(entry) and _text(entry.get("path")):
                yield _join(folder, place, entry["path"])


def _stages_in(file: Path) -> dict[str, dict[str, Any]]:
    content = load_yaml(file)
    stages = content.get("stages") if isinstance(content, dict) else None
    if not isinstance(stages, dict):
        return {}
    bodies = {str(name): stage for name, stage in stages.items() if isinstance(stage, dict)}
    # A stage written with `foreach` or `matrix` keeps its outputs under `do`, with a placeholder in them.
    return {name: {**stage, **_mapping(stage.get("do"))} for name, stage in bodies.items()}


def load_yaml(file: Path) -> Any:
    """A YAML file as plain values; None for one that is absent, too long, or no YAML."""
    try:
        if not file.is_file() or file.stat().st_size > BYTES_AT_MOST:
            return None
        text = file.read_text("utf-8")
    except (OSError, ValueError):
        return None
    import yaml  # noqa: PLC0415 - most folders hold no YAML of DVC

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _items(outputs: Any) -> Iterator[str]:
    """The paths of a list of outputs, each a path or a mapping from one to its options."""
    for entry in _list(outputs):
        names = [entry] if isinstance(entry, str) else list(_mapping(entry))
        yield from (name for name in names if isinstance(name, str) and "${" not in name)


def _is_hashed(entry: dict[str, Any]) -> bool:
    return any(entry.get(key) for key in ("md5", "hash", "etag", "checksum"))


def _join(folder: Path, place: str, name: str) -> str:
    return os.path.normpath(folder / place / name)


def _files(folder: str) -> Iterator[str]:
    for place, _, names in os.walk(folder):
        yield from (os.path.join(place, name) for name in sorted(names) if _counts(name))


def _counts(name: str) -> bool:
    return name not in UNCOUNTED and not name.endswith(".dvc")


def _above(path: str) -> Iterator[str]:
    yield from (str(folder) for folder in Path(path).parents)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}
