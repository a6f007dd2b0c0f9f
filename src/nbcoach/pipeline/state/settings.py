"""Settings of the interpreter and of generators: read before a step ends, set again before the next one begins."""

from __future__ import annotations

import contextlib
import decimal
import locale
import os
import random
import sys
import warnings
from typing import Any, Callable, Tuple

from nbcoach.pipeline.state.rebuilding import own

Setting = Tuple[Callable[[], Any], Callable[[Any], None]]
SETTINGS: dict[str, Setting] = {}
WARNINGS = "warnings.filters"
EARLY = ("environment", "folder", "import path")
BASELINE: dict[str, Any] = {}


def setting(name: str) -> Callable[[Any], Any]:
    """Registers a class with two static functions: `read` (None: as every kernel begins) and `write`."""

    def register(cls: Any) -> Any:
        SETTINGS[name] = (cls.read, cls.write)
        return cls

    return register


def watch() -> None:
    """Notes how this kernel begins. Called as a step starts; later calls do nothing."""
    BASELINE.setdefault("environment", dict(os.environ))
    BASELINE.setdefault("folder", os.getcwd())
    BASELINE.setdefault("import path", list(sys.path))


def read_settings() -> list[tuple[str, Any]]:
    """Each setting that differs from how a kernel begins; reading them warns of nothing."""
    filters = (WARNINGS, list(warnings.filters))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values = [(name, read()) for name, (read, _) in SETTINGS.items()]
    return [(name, value) for name, value in values if value is not None] + [filters]


def write_settings(settings: list[tuple[str, Any]]) -> None:
    """Sets what was read; the filters of warnings come last, for setting the others must not warn."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, value in settings:
            if name != WARNINGS:
                write_setting(name, value)
    for name, value in settings:
        if name == WARNINGS:
            write_warnings(value)


@own
def write_setting(name: str, value: Any) -> None:
    SETTINGS[name][1](value)


@setting("environment")
class _Environment:
    @staticmethod
    def read() -> Any:
        begun = BASELINE.get("environment") or _first_environment()
        own_names = ("PIPELINE_", "JPY_", "MLFLOW_RUN_ID", "IPYKERNEL_", "PYDEVD_")
        now = {
            key: value for key, value in os.environ.items() if begun.get(key) != value and not key.startswith(own_names)
        }
        gone = [key for key in begun if key not in os.environ and not key.startswith(own_names)]
        return (now, gone) if now or gone else None

    @staticmethod
    def write(value: Any) -> None:
        watch()
        os.environ.update(value[0])
        for key in value[1]:
            os.environ.pop(key, None)


def _first_environment() -> dict[str, str]:
    try:
        with open("/proc/self/environ", "rb") as file:
            pairs = (entry.partition(b"=") for entry in file.read().split(b"\0") if entry)
            begun = {os.fsdecode(key): os.fsdecode(value) for key, _, value in pairs}
    except OSError:
        return dict(os.environ)
    shells = ("TERM", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PAGER", "GIT_PAGER", "MPLBACKEND", "LC_CTYPE")
    begun.update({key: os.environ[key] for key in shells if key in os.environ})
    return begun


@setting("folder")
class _Folder:
    @staticmethod
    def read() -> Any:
        begun = BASELINE.get("folder")
        if begun is None or begun == os.getcwd():
            return None
        return os.path.relpath(os.getcwd(), begun)

    @staticmethod
    def write(value: str) -> None:
        watch()
        os.chdir(os.path.join(BASELINE["folder"], value))


@setting("import path")
class _ImportPath:
    @staticmethod
    def read() -> Any:
        begun = BASELINE.get("import path")
        if begun is None or begun == sys.path:
            return None
        return [begun.index(entry) if entry in begun else _from_folder(entry) for entry in sys.path]

    @staticmethod
    def write(value: list[Any]) -> None:
        watch()
        begun = BASELINE["import path"]
        known = [entry for entry in value if not isinstance(entry, int) or entry < len(begun)]
        sys.path[:] = [begun[entry] if isinstance(entry, int) else _in_folder(entry) for entry in known]


def _from_folder(entry: Any) -> Any:
    folder = os.path.join(BASELINE["folder"], "")
    if isinstance(entry, str) and (os.path.join(entry, "").startswith(folder)):
        return ("below", os.path.relpath(entry, folder))
    return entry


def _in_folder(entry: Any) -> Any:
    return os.path.normpath(os.path.join(BASELINE["folder"], entry[1])) if isinstance(entry, tuple) else entry


@setting("random")
class _Random:
    @staticmethod
    def read() -> Any:
        return random.getstate()

    @staticmethod
    def write(value: Any) -> None:
        random.setstate(value)


def write_warnings(filters: list[Any]) -> None:
    warnings.filters[:] = filters  # type: ignore[index]
    for name in ("_filters_mutated", "_filters_mutated_lock_held"):
        if hasattr(warnings, name):
            with contextlib.suppress(Exception):
                getattr(warnings, name)()


@setting("decimal")
class _Decimal:
    @staticmethod
    def read() -> Any:
        now, begun = decimal.getcontext(), decimal.DefaultContext
        return None if repr(now) == repr(decimal.Context()) and begun.prec == now.prec else now.copy()

    @staticmethod
    def write(value: Any) -> None:
        now = decimal.getcontext()
        for name in ("prec", "rounding", "Emin", "Emax", "capitals", "clamp"):
            setattr(now, name, getattr(value, name))
        now.traps.update(value.traps)
        now.flags.update(value.flags)


@setting("locale")
class _Locale:
    @staticmethod
    def read() -> Any:
        return locale.setlocale(locale.LC_ALL, None)

    @staticmethod
    def write(value: Any) -> None:
        if value != locale.setlocale(locale.LC_ALL, None):
            locale.setlocale(locale.LC_ALL, value)


@setting("recursion")
class _Recursion:
    @staticmethod
    def read() -> Any:
        return sys.getrecursionlimit()

    @staticmethod
    def write(value: int) -> None:
        sys.setrecursionlimit(value)


@setting("integer digits")
class _Digits:
    @staticmethod
    def read() -> Any:
        return getattr(sys, "get_int_max_str_digits", lambda: None)()

    @staticmethod
    def write(value: int) -> None:
        getattr(sys, "set_int_max_str_digits", lambda _: None)(value)


@setting("logging")
class _Logging:
    @staticmethod
    def read() -> Any:
        logging = sys.modules.get("logging")
        if logging is None:
            return None
        loggers = {"": logging.getLogger()}
        loggers.update((n, x) for n, x in logging.Logger.manager.loggerDict.items() if isinstance(x, logging.Logger))
        levels = {n: (x.level, x.propagate, x.disabled) for n, x in loggers.items()}
        handlers = {n: [_handler(h) for h in x.handlers] for n, x in loggers.items() if x.handlers and _is_own(n)}
        return levels, handlers, logging.root.manager.disable

    @staticmethod
    def write(value: Any) -> None:
        import logging

        levels, handlers, disabled = value
        for name, (level, propagates, is_disabled) in levels.items():
            logger = logging.getLogger(name) if name else logging.getLogger()
            logger.setLevel(level)
            logger.propagate = propagates
            logger.disabled = is_disabled
        for name, made in handlers.items():
            logger = logging.getLogger(name) if name else logging.getLogger()
            logger.handlers[:] = [handler for handler in map(_made_handler, made) if handler is not None]
        logging.disable(disabled)


def _is_own(name: str) -> bool:
    if name in {"IPKernelApp", "ipykernel_launcher"}:  # the kernel's own, with a stream of the kernel's own
        return False
    return not name or name == "__main__" or name.partition(".")[0] not in sys.modules


def _handler(handler: Any) -> Any:
    """What a handler was made with; None for one that is not of the plain kinds."""
    kind = type(handler).__name__
    stream = next((n for n in ("stdout", "stderr") if getattr(handler, "stream", None) is getattr(sys, n)), None)
    if kind == "FileHandler":
        target = handler.baseFilename
    elif kind == "StreamHandler" and stream:
        target = stream
    else:
        return handler
    return kind, target, handler.level, handler.formatter, handler.filters


def _made_handler(made: Any) -> Any:
    import logging

    if not isinstance(made, tuple):
        return made
    kind, target, level, formatter, filters = made
    handler: Any = logging.FileHandler(target) if kind == "FileHandler" else logging.StreamHandler(getattr(sys, target))
    handler.setLevel(level)
    handler.setFormatter(formatter)
    handler.filters[:] = filters
    return handler
