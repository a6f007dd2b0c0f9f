"""Which installed distributions a run has loaded."""

from __future__ import annotations

import os
import re
import sys
from typing import Dict, FrozenSet, List, Set, Tuple

_ALWAYS = frozenset({"ipykernel"})
"""What a kernel needs, whether the notebook imports it or not."""


def versions(loaded: FrozenSet[str], imports: List[str]) -> Dict[str, str]:
    """The versions of the distributions whose modules were loaded, by name.

    Args:
        loaded: The names of modules that the run has loaded.
        imports: The top-level names that the notebook imports, which the kernel may have loaded before.
    """
    tops = {name.partition(".")[0] for name in loaded} | {name for name in imports if name in sys.modules} | _ALWAYS
    missing = {name for name in tops if not _is_own(name)}
    installed = _installed()
    found: Dict[str, str] = {}
    for tops_of in (_declared_tops, _recorded_tops):
        for name, (folder, version) in installed.items():
            provided = missing & tops_of(name, folder) if missing and name not in found else set()
            if provided:
                found[name] = version
        missing -= {top for name in found for top in tops_of(name, installed[name][0])}
    shared = {name for name in missing if _is_namespace(name)}
    if shared:
        found.update(_by_record(shared, loaded, installed))
    return found


def files(loaded: FrozenSet[str]) -> List[str]:
    """The files of loaded modules that are installed nowhere: what lies beside a notebook."""
    roots = tuple(os.path.join(each, "") for each in _roots())
    found = []
    for name in sorted(loaded):
        path = getattr(sys.modules.get(name), "__file__", None)
        if isinstance(path, str) and not path.startswith(roots) and not name.startswith("_nbcoach"):
            found.append(os.path.abspath(path))
    return found


def _roots() -> Set[str]:
    import sysconfig

    return {sys.prefix, sys.base_prefix, *sysconfig.get_paths().values()}


def _is_own(name: str) -> bool:
    if name.startswith("_nbcoach") or name in sys.builtin_module_names:
        return True
    return name in getattr(sys, "stdlib_module_names", ())


def _installed() -> Dict[str, Tuple[str, str]]:
    """The folder of metadata and the version of each installed distribution; the first one on the path counts."""
    found: Dict[str, Tuple[str, str]] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")
        except OSError:
            continue
        for name in names:
            match = re.match(r"(.+?)-([^-]+?)(?:-py[\d.]+)?\.(?:dist|egg)-info$", name)
            if match:
                folder = os.path.join(place, name)
                found.setdefault(_name(folder, match.group(1)), (folder, match.group(2)))
    return found


def _name(folder: str, fallback: str) -> str:
    """The name as its metadata spells it."""
    for each in ("METADATA", "PKG-INFO"):
        try:
            with open(os.path.join(folder, each), encoding="utf-8", errors="replace") as file:
                for line in file:
                    if line.startswith("Name:"):
                        return line[5:].strip()
                    if not line.strip():
                        break
        except OSError:
            continue
    return fallback


def _declared_tops(name: str, folder: str) -> Set[str]:
    """The top-level modules that a distribution says it provides, else that which its name tells."""
    try:
        with open(os.path.join(folder, "top_level.txt"), encoding="utf-8") as file:
            return set(file.read().split())
    except (OSError, ValueError):
        plain = re.sub(r"[-.]+", "_", name)
        return {plain, plain.lower()}


def _recorded_tops(_: str, folder: str) -> Set[str]:
    """The packages and modules among a distribution's files; none where it only adds to a namespace of several."""
    found = set()
    for path in _record(folder):
        first, _, rest = path.partition("/")
        if rest == "__init__.py":
            found.add(first)
        elif not rest and first.endswith((".py", ".so", ".pyd")):
            found.add(first.partition(".")[0])
    return found


def _is_namespace(name: str) -> bool:
    module = sys.modules.get(name)
    return getattr(module, "__path__", None) is not None and getattr(module, "__file__", None) is None


def _by_record(shared: Set[str], loaded: FrozenSet[str], installed: Dict[str, Tuple[str, str]]) -> Dict[str, str]:
    """The distributions of modules below a top-level name that several share, by the files that were loaded."""
    wanted = set()
    for name in loaded:
        path = getattr(sys.modules.get(name), "__file__", None)
        if name.partition(".")[0] in shared and isinstance(path, str):
            wanted.add(os.path.realpath(path))
    found = {}
    for name, (folder, version) in installed.items():
        place = os.path.dirname(folder)
        below = (path for path in _record(folder) if path.partition("/")[0] in shared)
        if any(os.path.realpath(os.path.join(place, path)) in wanted for path in below):
            found[name] = version
    return found


def _record(folder: str) -> List[str]:
    try:
        with open(os.path.join(folder, "RECORD"), encoding="utf-8", errors="replace") as file:
            return [line.partition(",")[0] for line in file]
    except OSError:
        return []
