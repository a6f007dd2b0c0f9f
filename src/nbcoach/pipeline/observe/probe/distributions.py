"""Which installed distributions a run has loaded."""

from __future__ import annotations

import os
import re
import sys
from typing import Dict, FrozenSet, List, Set, Tuple

_ALWAYS = frozenset({"ipykernel"})
"""What a kernel needs, whether the notebook imports it or not."""
_METADATA = re.compile(r"(.+?)-([^-]+?)(?:-py[\d.]+)?\.(?:dist|egg)-info$")


def versions(loaded: FrozenSet[str], imports: List[str]) -> Dict[str, str]:
    """The versions of the distributions whose modules were loaded, by name.

    Args:
        loaded: The names of modules that the run has loaded.
        imports: The top-level names that the notebook imports, which the kernel may have loaded before.
    """
    tops = {name.partition(".")[0] for name in loaded} | {name for name in imports if name in sys.modules} | _ALWAYS
    tops = {name for name in tops if not _is_own(name)}
    installed = _installed()
    found: Dict[str, str] = {}
    declared: Set[str] = set()
    for name, (folder, version) in installed.items():
        provided = tops & _declared_tops(name, folder)
        if provided:
            found[name] = version
            declared |= provided
    found.update(_by_record(_installed_files(tops - declared, loaded), installed))
    return {_name(installed[name][0], name): version for name, version in found.items()}


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
    """The folders below which modules are installed."""
    import site
    import sysconfig

    return {sys.prefix, sys.base_prefix, site.getusersitepackages(), *sysconfig.get_paths().values()}


def _is_own(name: str) -> bool:
    if name.startswith("_nbcoach") or name in sys.builtin_module_names:
        return True
    return name in getattr(sys, "stdlib_module_names", ())


def _installed() -> Dict[str, Tuple[str, str]]:
    """The folder of metadata and the version of each installed distribution; the first one on the path counts.

    The key is the name as the folder spells it.
    """
    found: Dict[str, Tuple[str, str]] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or ".")
        except OSError:
            continue
        for name in names:
            match = _METADATA.match(name)
            if match:
                found.setdefault(match.group(1), (os.path.join(place, name), match.group(2)))
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


def _installed_files(tops: Set[str], loaded: FrozenSet[str]) -> Set[str]:
    """The files of some top-level modules as records name them; several for names that distributions share."""
    roots = _roots()
    places = sorted({os.path.join(each, "") for each in sys.path if each}, key=len, reverse=True)
    found = set()
    for name in loaded | tops:
        top = name.partition(".")[0]
        if top not in tops or (name != top and not _is_namespace(top)):
            continue
        path = getattr(sys.modules.get(name), "__file__", None)
        if isinstance(path, str) and path.startswith(tuple(roots)):
            place = next((each for each in places if path.startswith(each)), "")
            found.add(path[len(place) :].replace(os.sep, "/"))
    return found


def _is_namespace(name: str) -> bool:
    module = sys.modules.get(name)
    return getattr(module, "__path__", None) is not None and getattr(module, "__file__", None) is None


def _by_record(files_: Set[str], installed: Dict[str, Tuple[str, str]]) -> Dict[str, str]:
    """The distributions that have recorded one of some files."""
    found: Dict[str, str] = {}
    lines = ["\n%s," % each for each in files_]
    for name, (folder, version) in installed.items() if lines else ():
        try:
            with open(os.path.join(folder, "RECORD"), encoding="utf-8", errors="replace") as file:
                text = "\n" + file.read()
        except OSError:
            continue
        if any(line in text for line in lines):
            found[name] = version
    return found
