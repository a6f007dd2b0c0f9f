"""How the shell draws figures, where another kernel would not come to it from the configuration alone."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from nbcoach.pipeline.state.settings import setting
from nbcoach.pipeline.state.shell import _shell, begin_inline, is_inline

_MIMES = {"image/png": "png", "image/jpeg": "jpeg", "image/svg+xml": "svg", "application/pdf": "pdf"}


@setting("figures of the shell")
class _Figures:
    """The inline backend begins with a kernel's first figure, and sets formats, parameters and interaction anew."""

    @staticmethod
    def read() -> Any:
        inline, shell = sys.modules.get("matplotlib_inline.config"), _shell()
        if inline is None or shell is None or not inline.InlineBackend.initialized() or not is_inline():
            return None
        chosen = inline.InlineBackend.instance()
        formats = _formats(shell)
        expected = {name: dict(chosen.print_figure_kwargs) for name in _known(chosen.figure_formats)}
        is_interactive = sys.modules["matplotlib"].is_interactive()
        if formats is None or (formats == expected and is_interactive and not chosen.rc):
            return None
        return formats, is_interactive

    @staticmethod
    def write(value: Any) -> None:
        shell = _shell()
        if shell is None:
            return
        formats, is_interactive = value
        begin_inline(shell)
        keywords: dict[str, Any] = {}
        for each in formats.values():
            keywords.update(each)
        importlib.import_module("IPython.core.pylabtools").select_figure_formats(shell, set(formats), **keywords)
        importlib.import_module("matplotlib").interactive(is_interactive)


def _known(formats: Any) -> set[str]:
    return {{"jpg": "jpeg", "png2x": "retina"}.get(name, name) for name in formats}


def _formats(shell: Any) -> dict[str, dict[str, Any]] | None:
    """The formats in which figures are shown, each with what is handed on to it; None where another draws them."""
    figure = sys.modules.get("matplotlib.figure")
    if figure is None:
        return None
    found = {}
    for mime, name in _MIMES.items():
        printer = shell.display_formatter.formatters[mime].type_printers.get(figure.Figure)
        if printer is None:
            continue
        drawer = _drawer(printer)
        if drawer is None:
            return None
        found["retina" if drawer[0] == "retina_figure" else name] = drawer[1]
    return found


def _drawer(printer: Any) -> Any:
    """The name of IPython's function that a printer calls and its keywords; None for a printer of another's."""
    if hasattr(printer, "func"):
        keywords = {key: x for key, x in printer.keywords.items() if key not in ("fmt", "base64")}
        return (printer.func.__name__, keywords) if printer.func.__module__ == "IPython.core.pylabtools" else None
    code = getattr(printer, "__code__", None)
    if code is None or getattr(printer, "__module__", "") != "IPython.core.pylabtools":
        return None
    cells = dict(zip(code.co_freevars, printer.__closure__ or ()))
    name = next((name for name in ("retina_figure", "print_figure") if name in code.co_names), None)
    return (name, dict(cells["kwargs"].cell_contents)) if name and "kwargs" in cells else None
