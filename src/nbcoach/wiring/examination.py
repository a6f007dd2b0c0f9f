"""Is everything wired? Looks at all that nbcoach works with; nothing is started, changed or sent."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from nbcoach.checking.failure import described
from nbcoach.wiring import jupyter, kernels, pipelines, program, surroundings
from nbcoach.wiring.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


def examine(start: Path) -> Iterator[Line]:
    """What is the case around a folder, line by line; a look that fails is a line too."""
    for topic, look in _looks(start):
        try:
            yield from look()
        except Exception as error:  # noqa: BLE001 - whatever lies about in an environment, the other looks go on
            message = f"it could not be looked at: {described(error)}"
            yield Line(topic, "warning", message, "Please report it, with the output of this command.")


def _looks(start: Path) -> Iterator[tuple[str, Callable[[], Iterator[Line]]]]:
    yield "Python", program.python
    yield "nbcoach", program.version
    yield "command", program.on_the_path
    yield "checks", program.checks
    yield "settings", partial(surroundings.settings, start)
    yield "cache", program.cache
    yield "git", partial(surroundings.git, start)
    yield "pre-commit", partial(surroundings.hook, start)
    yield "JupyterLab", jupyter.jupyterlab
    yield "kernels", kernels.kernels
    yield "pipelines", pipelines.tools
    yield "MLflow store", partial(pipelines.store, start)
