"""Settings of the interactive shell: extensions, `%config` values, printers, magics of the notebook."""

from __future__ import annotations

import importlib
import sys
from typing import Any, Iterator

from nbcoach.pipeline.state.settings import setting

_CONFIGURED = ("InlineBackend", "ZMQInteractiveShell", "PlainTextFormatter", "InteractiveShell")
_VALUES = (int, float, str, bool, set, frozenset, list, tuple, dict, type(None))
_CHOICES = (
    "ast_node_interactivity",
    "autocall",
    "automagic",
    "xmode",
    "pprint",
    "figure_formats",
    "close_figures",
    "print_figure_kwargs",
    "float_precision",
    "float_format",
    "max_width",
    "rc",
    "max_seq_length",
)


def _shell() -> Any:
    ipython = sys.modules.get("IPython")
    return ipython.get_ipython() if ipython is not None and hasattr(ipython, "get_ipython") else None


def _configured(shell: Any) -> Iterator[tuple[str, Any]]:
    for part in shell.configurables:
        yield type(part).__name__, part
    inline = sys.modules.get("matplotlib_inline.config")
    if inline is not None and inline.InlineBackend.initialized():
        yield "InlineBackend", inline.InlineBackend.instance()


@setting("IPython extensions")
class _Extensions:
    @staticmethod
    def read() -> Any:
        manager = getattr(_shell(), "extension_manager", None)
        reloads = _reloader()
        loaded = sorted(set(manager.loaded) - {"storemagic"}) if manager is not None else []
        return (loaded, reloads) if loaded else None

    @staticmethod
    def write(value: Any) -> None:
        shell = _shell()
        for name in value[0] if shell is not None else ():
            shell.extension_manager.load_extension(name)
        if value[1] is not None and _reloader() is not None:
            shell.run_line_magic("autoreload", value[1])


def _reloader() -> Any:
    """How `%autoreload` is set: 0, 1, 2, or None where it is not loaded."""
    registry = getattr(getattr(_shell(), "magics_manager", None), "registry", {})
    magics = registry.get("AutoreloadMagics")
    if magics is None:
        return None
    reloader = magics._reloader
    return "0" if not reloader.enabled else "2" if reloader.check_all else "1"


@setting("IPython configuration")
class _Configuration:
    """What `%config` was told, for parts that begin later too, and what was set on the parts themselves."""

    @staticmethod
    def read() -> Any:
        shell = _shell()
        if shell is None:
            return None
        changed: dict[tuple[str, str], Any] = {}
        for kind, part in _configured(shell):
            for name, trait in part.traits().items() if hasattr(part, "traits") else ():
                if name in _CHOICES and isinstance(getattr(part, name), _VALUES):
                    value = getattr(part, name)
                    if value != trait.default():
                        changed[kind, name] = value
        told = _told(shell)
        return (told, changed) if told or changed else None

    @staticmethod
    def write(value: Any) -> None:
        shell = _shell()
        if shell is None:
            return
        told, changed = value
        _tell(shell, told)
        if any(kind == "InlineBackend" for kind, _ in changed):
            begin_inline(shell)
        parts = dict(_configured(shell))
        for (kind, name), entry in changed.items():
            if kind in parts:
                setattr(parts[kind], name, entry)


def _told(shell: Any) -> dict[str, dict[str, Any]]:
    """What `%config` set: the configuration that the shell has and the kernel around it has not."""
    begun = getattr(getattr(shell, "parent", None), "config", None)
    if begun is None:
        return {}
    told = {}
    for kind, values in shell.config.items():
        known = begun.get(kind, {})
        new = {
            name: x for name, x in values.items() if isinstance(x, _VALUES) and (name not in known or known[name] != x)
        }
        if new:
            told[kind] = new
    return told


def _tell(shell: Any, told: dict[str, dict[str, Any]]) -> None:
    for part in shell.configurables if told else ():
        config = type(shell.config)()
        for kind, values in told.items():
            config[kind].update(values)
        if type(part).class_traits(config=True):
            part.update_config(config)


def is_inline() -> bool:
    """Whether the inline backend of figures has begun."""
    backend = sys.modules.get("matplotlib_inline.backend_inline")
    begun = getattr(getattr(backend, "configure_inline_support", None), "current_backend", None)
    return bool(begun == "inline" and "matplotlib" in sys.modules)


def begin_inline(shell: Any) -> None:
    """Begins the inline backend now, which else waits for the end of a cell; the parameters stay as they are."""
    try:
        parameters = importlib.import_module("matplotlib").rcParams
        kept = {name: dict.__getitem__(parameters, name) for name in parameters}
        inline = importlib.import_module("matplotlib_inline.backend_inline")
    except ImportError:
        return
    for waiting in list(shell.events.callbacks["post_run_cell"]):
        if getattr(waiting, "__module__", "") == inline.__name__:
            waiting()
    if not is_inline():
        inline.configure_inline_support(shell, dict.__getitem__(parameters, "backend"))
    for name, entry in kept.items():
        dict.__setitem__(parameters, name, entry)


@setting("IPython printers")
class _Printers:
    @staticmethod
    def read() -> Any:
        shell = _shell()
        if shell is None or getattr(shell, "display_formatter", None) is None:
            return None
        found = [
            (mime, kind, printer)
            for mime, formatter in shell.display_formatter.formatters.items()
            for kind, printer in formatter.type_printers.items()
            if getattr(printer, "__globals__", None) is shell.user_ns
        ]
        return found or None

    @staticmethod
    def write(value: Any) -> None:
        shell = _shell()
        for mime, kind, printer in value if shell is not None else ():
            shell.display_formatter.formatters[mime].for_type(kind, printer)


@setting("IPython magics")
class _Magics:
    @staticmethod
    def read() -> Any:
        shell = _shell()
        manager = getattr(shell, "magics_manager", None)
        if manager is None:
            return None
        found = [
            (kind, name, function)
            for kind, named in manager.magics.items()
            for name, function in named.items()
            if getattr(function, "__globals__", None) is shell.user_ns
        ]
        return found or None

    @staticmethod
    def write(value: Any) -> None:
        shell = _shell()
        for kind, name, function in value if shell is not None else ():
            shell.register_magic_function(function, kind, name)
