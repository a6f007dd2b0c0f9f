"""Which names of a namespace are the user's, and which of them are only the shell's memory of earlier cells."""

from __future__ import annotations

import re
import sys
from typing import Any

_HISTORY = re.compile(r"^_(\d*|i+|i\d+|_|__|oh|ih|dh|exit_code)$")
_MODULES = {
    "__name__",
    "__doc__",
    "__package__",
    "__loader__",
    "__spec__",
    "__builtin__",
    "__builtins__",
    "__file__",
    "__annotations__",
    "__annotate__",
    "__conditional_annotations__",
    "__cached__",
    "__session__",
    "__vsc_ipynb_file__",
}
MEMORY = "it is the notebook's memory of earlier outputs, which every kernel begins anew"


def shell_of(namespace: dict[str, Any]) -> Any:
    """The interactive shell whose user namespace this is, else None."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None and hasattr(ipython, "get_ipython") else None
    return shell if shell is not None and getattr(shell, "user_ns", None) is namespace else None


def user_names(namespace: dict[str, Any]) -> list[str]:
    """Everything that the user bound, sorted."""
    hidden = getattr(shell_of(namespace), "user_ns_hidden", {})
    missing = object()
    return sorted(
        name
        for name, value in namespace.items()
        if isinstance(name, str)
        and name not in _MODULES
        and not is_memory(name, namespace)
        and not (name in ("In", "Out") and isinstance(value, (list, dict)))
        and hidden.get(name, missing) is not value
    )


def is_memory(name: str, namespace: dict[str, Any]) -> bool:
    """Whether a name now means an earlier output or input; `_` bound by the user's own code does not."""
    shell = shell_of(namespace)
    if shell is None:
        return False
    if name in ("In", "Out"):
        return namespace.get(name) is getattr(shell, "user_ns_hidden", {}).get(name)
    if not _HISTORY.match(name):
        return False
    if name in ("_", "__", "___"):
        return getattr(shell.displayhook, name, None) is namespace.get(name)
    return True
