"""The settings that a whole process shares, and which of them a cell changed."""

from __future__ import annotations

import os
import sys
from typing import Any, Dict, List

_UNSET = object()


def snapshot() -> Dict[str, Any]:
    """Each setting as a comparable value; libraries that are not loaded have none."""
    found = {}
    for name, read in _READERS.items():
        try:
            value = read()
        except Exception:  # a library in an odd state is no reason to disturb the run
            continue
        if value is not None:
            found[name] = value
    return found


def changed(before: Dict[str, Any], after: Dict[str, Any]) -> List[str]:
    """The settings that differ; those of a library that was loaded meanwhile, from what it sets itself."""
    names = []
    for name, value in after.items():
        old = before.get(name, _UNSET)
        if old is _UNSET:
            old = _default(name, value)
        if old != value:
            names.append(name)
    return names


def _default(name: str, value: Any) -> Any:
    try:
        return _DEFAULTS[name]() if name in _DEFAULTS else value
    except Exception:
        return value


def _cwd() -> Any:
    return os.getcwd()


def _environment() -> Any:
    return dict(os.environ)


def _path() -> Any:
    return tuple(map(str, sys.path))


def _limit() -> Any:
    return sys.getrecursionlimit()


def _filters() -> Any:
    import warnings

    return tuple(map(repr, warnings.filters))


def _levels() -> Any:
    """The levels of loggers that libraries made meanwhile do not count as settings, so only set ones are told."""
    import logging

    loggers = logging.root.manager.loggerDict
    named = {name: getattr(each, "level", 0) for name, each in list(loggers.items()) if getattr(each, "level", 0)}
    return (logging.root.level, logging.root.manager.disable, len(logging.root.handlers), named)


def _decimal() -> Any:
    module = sys.modules.get("decimal")
    if module is None:
        return None
    context = module.getcontext()
    return (context.prec, context.rounding, context.Emin, context.Emax, context.capitals)


def _locale() -> Any:
    module = sys.modules.get("locale")
    return module.setlocale(module.LC_ALL) if module else None


def _pandas() -> Any:
    module = sys.modules.get("pandas._config.config")
    return repr(module._global_config) if module and "pandas" in sys.modules else None


def _pandas_default() -> Any:
    module = sys.modules["pandas._config.config"]
    changed_ = {key: option.defval for key, option in module._registered_options.items()}
    same = all(repr(module.get_option(key)) == repr(value) for key, value in changed_.items())
    return repr(module._global_config) if same else None


def _matplotlib() -> Any:
    module = sys.modules.get("matplotlib")
    if module is None or not hasattr(module, "rcParams"):
        return None
    return {key: dict.__getitem__(module.rcParams, key) for key in dict.keys(module.rcParams)}


def _matplotlib_default() -> Any:
    module = sys.modules["matplotlib"]
    now = _matplotlib()
    first = module.rcParamsOrig
    return {key: dict.__getitem__(first, key) if key in first and key != "backend" else now[key] for key in now}


def _numpy_print() -> Any:
    module: Any = sys.modules.get("numpy")
    return repr(sorted(module.get_printoptions().items())) if hasattr(module, "get_printoptions") else None


def _numpy_print_default() -> Any:
    module = sys.modules["numpy"]
    usual = {"edgeitems": 3, "threshold": 1000, "precision": 8, "suppress": False, "linewidth": 75}
    options = module.get_printoptions()
    same = all(options.get(key) == value for key, value in usual.items())
    return _numpy_print() if same else None


def _numpy_errors() -> Any:
    module: Any = sys.modules.get("numpy")
    return module.geterr() if hasattr(module, "geterr") else None


def _numpy_errors_default() -> Any:
    return {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}


def _sklearn() -> Any:
    module: Any = sys.modules.get("sklearn")
    return repr(sorted(module.get_config().items())) if hasattr(module, "get_config") else None


_READERS = {
    "cwd": _cwd,
    "os.environ": _environment,
    "sys.path": _path,
    "sys.recursionlimit": _limit,
    "warnings.filters": _filters,
    "logging.levels": _levels,
    "decimal.context": _decimal,
    "locale": _locale,
    "pandas.options": _pandas,
    "matplotlib.rcParams": _matplotlib,
    "numpy.printoptions": _numpy_print,
    "numpy.errstate": _numpy_errors,
    "sklearn.config": _sklearn,
}
_DEFAULTS = {
    "pandas.options": _pandas_default,
    "matplotlib.rcParams": _matplotlib_default,
    "numpy.printoptions": _numpy_print_default,
    "numpy.errstate": _numpy_errors_default,
}
