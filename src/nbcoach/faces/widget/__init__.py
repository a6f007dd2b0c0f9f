"""The coach in a running kernel: `%load_ext nbcoach`, `nbcoach.coach()` and `nbcoach.quiet()`.

Imported by the package's front door on demand; IPython and anywidget are imported when they are used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import nbcoach
from nbcoach.errors import BadCallError

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from nbcoach.faces.widget.panel import Panel
    from nbcoach.faces.widget.session import Session

_sessions: dict[InteractiveShell, Session] = {}


def coach() -> Panel:
    """Shows the coach's panel under the running cell and watches the kernel from then on.

    After a model was fitted and nothing recorded it, the panel offers to insert MLflow tracking. `close()` of the
    panel, or `quiet()`, ends it.

    Raises:
        BadCallError: the code runs outside of IPython.
        MissingExtraError: ipywidgets or anywidget is not installed.
    """
    return _session(_running_shell()).open_panel()


def quiet() -> None:
    """Stops watching this kernel; without effect where nothing is watched."""
    session = _sessions.get(_running_shell())
    if session:
        session.stop()


def load_ipython_extension(shell: InteractiveShell) -> None:
    """`%load_ext nbcoach`: watches, shows the panel once there is something to offer, and binds `nbcoach`."""
    shell.user_ns.setdefault("nbcoach", nbcoach)
    _session(shell).start()


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """`%unload_ext nbcoach`: takes every hook out."""
    session = _sessions.pop(shell, None)
    if session:
        session.stop()


def _session(shell: InteractiveShell) -> Session:
    from nbcoach.faces.widget.session import Session  # noqa: PLC0415 - needs IPython

    if shell not in _sessions:
        _sessions[shell] = Session(shell)
    return _sessions[shell]


def _running_shell() -> InteractiveShell:
    try:
        from IPython.core.getipython import get_ipython  # noqa: PLC0415 - an optional library
    except ImportError:
        shell = None
    else:
        shell = get_ipython()
    if shell is None:
        raise BadCallError("The coach watches a notebook, and this code runs in none.", "Call it in a cell.")
    return shell
