"""Settings of Matplotlib: its parameters, what its names of colours mean."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from nbcoach.pipeline.state.libraries import _loaded, _same
from nbcoach.pipeline.state.settings import setting


@setting("matplotlib.rcParams")
class _Matplotlib:
    @staticmethod
    def read() -> Any:
        matplotlib = _loaded("matplotlib")
        if matplotlib is None:
            return None
        now, begun = matplotlib.rcParams, matplotlib.rcParamsOrig
        backend = dict.__getitem__(now, "backend")
        changed = {key: dict.__getitem__(now, key) for key in now if key != "backend"}
        changed = {key: value for key, value in changed.items() if not _same(value, dict.get(begun, key))}
        return changed, backend if isinstance(backend, str) else None, _is_interactive()

    @staticmethod
    def write(value: Any) -> None:
        matplotlib = importlib.import_module("matplotlib")

        changed, backend, is_interactive = value
        if backend and dict.__getitem__(matplotlib.rcParams, "backend") != backend:
            matplotlib.use(backend)
        for key, entry in changed.items():
            dict.__setitem__(matplotlib.rcParams, key, entry)
        matplotlib.interactive(is_interactive)


def _is_interactive() -> bool:
    return bool(sys.modules["matplotlib"].is_interactive())


@setting("matplotlib colours")
class _Colours:
    """seaborn's themes give letters such as "k" other colours."""

    @staticmethod
    def read() -> Any:
        colors = _loaded("matplotlib.colors")
        if colors is None:
            return None
        tables = (colors.XKCD_COLORS, colors.CSS4_COLORS, colors.TABLEAU_COLORS, colors.BASE_COLORS)
        known = {name: colour for table in tables for name, colour in table.items()}
        known.update({name.replace("grey", "gray"): colour for name, colour in known.items() if name[:5] == "xkcd:"})
        known["tab:grey"] = known["tab:gray"]
        now = colors.get_named_colors_mapping()
        return {name: colour for name, colour in now.items() if not _same(colour, known.get(name))} or None

    @staticmethod
    def write(value: dict[str, Any]) -> None:
        named = importlib.import_module("matplotlib.colors").get_named_colors_mapping()
        for name, colour in value.items():
            named[name] = colour


@setting("matplotlib colormaps")
class _Colormaps:
    """Colormaps that the notebook, or a library such as seaborn as it was imported, has added under a name."""

    @staticmethod
    def read() -> Any:
        known = getattr(_loaded("matplotlib"), "colormaps", None)
        if known is None:
            return None
        added = set(known) - set(getattr(known, "_builtin_cmaps", known))
        return {name: known[name] for name in sorted(added)} or None

    @staticmethod
    def write(value: dict[str, Any]) -> None:
        known = importlib.import_module("matplotlib").colormaps
        for name, colormap in value.items():
            if name not in known:
                known.register(colormap, name=name)
