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
        return changed or None

    @staticmethod
    def write(value: dict[tuple[str, str], Any]) -> None:
        shell = _shell()
        if any(kind == "InlineBackend" for kind, _ in value):
            _begin_inline()
        parts = dict(_configured(shell)) if shell is not None else {}
        for (kind, name), entry in value.items():
            if kind in parts:
                setattr(parts[kind], name, entry)


def _begin_inline() -> None:
    try:
        importlib.import_module("matplotlib_inline.config").InlineBackend.instance(parent=_shell())
    except ImportError:
        return


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
