"""What runs inside the observed kernel: standard library only, in the syntax of Python 3.8.

It is loaded as the package `_nbcoach_probe` from a temporary folder and binds no name of the user's. Each request
names a method and its arguments; the answer goes to a file, so that nothing is printed or displayed.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any, Dict, List, Optional, Tuple

from . import changes, distributions, generators, settings, states
from .audit import Watch

_ANSWER = "answer.json"


class Probe:
    """The probe of one run. `home` is the folder of its files."""

    def __init__(self, home: str, options: Dict[str, List[str]]) -> None:
        self.home = home
        self.state = states.load(os.path.join(home, "state.py"))
        self.watch = Watch(options["protected"], options["allowed"])
        self.modules = frozenset(sys.modules)
        self.before: Optional[Tuple[Any, ...]] = None
        self.left: Dict[str, int] = {}

    def begin(self, used: List[str]) -> None:
        """Looks at what a cell might change. `used` are the names that its code uses; the cell starts after this."""
        namespace = user_namespace()
        self.before = (
            dict(namespace),
            changes.prints(namespace, changes.closed(used, namespace)),
            generators.snapshot(),
            settings.snapshot(),
        )
        self.watch.start()

    def end(self) -> Dict[str, Any]:
        """What the cell that began last has done."""
        files = self.watch.stop()
        before, self.before = self.before, None
        if before is None:
            return files
        namespace = user_namespace()
        names, prints, drawn, set_ = before
        return dict(
            files,
            changed=changes.changed(namespace, names, prints),
            draws=generators.drawn(drawn, generators.snapshot()),
            settings=settings.changed(set_, settings.snapshot()),
        )

    def trial(self, names: Optional[List[str]]) -> Dict[str, Any]:
        """What a cut here would carry: see `trial` in the state's file."""
        if self.state is None:
            return {"names": [], "size": 0, "obstacles": []}
        found: Dict[str, Any] = self.state.trial(names=names, namespace=user_namespace())
        return found

    def values(self, path: str) -> bool:
        """Writes the values at the end to a file."""
        if self.state is not None:
            self.state.dump_values(path, user_namespace())
        return os.path.exists(path)

    def leave(self, path: str, carried: List[str]) -> bool:
        """Writes what a cut here would leave behind, but for what the cut before has left behind already."""
        if self.state is None:
            return False
        namespace = user_namespace()
        names = [name for name in self.state.user_names(namespace) if name not in frozenset(carried)]
        fresh = [name for name in names if self.left.get(name) != id(namespace[name])]
        self.left = {name: id(namespace[name]) for name in names}
        self.state.dump_values(path, namespace, fresh)
        return os.path.exists(path)

    def environment(self, imports: List[str]) -> Dict[str, Any]:
        """Which distributions are in use, and the interpreter."""
        loaded = frozenset(sys.modules) - self.modules
        return {
            "distributions": distributions.versions(loaded, imports),
            "python": "%d.%d.%d" % sys.version_info[:3],
            "platform": platform(),
            "modules": distributions.files(loaded),
        }

    def answer(self, number: int, steps: List[Tuple[str, List[Any]]]) -> None:
        """Does some steps in order; each answer stands with its method, `error` for one that failed."""
        answers: Dict[str, Any] = {}
        for method, arguments in steps:
            begun = time.perf_counter()
            try:
                answers[method] = getattr(self, method)(*arguments)
            except Exception as error:  # what goes wrong in the probe must not end the user's notebook
                answers.setdefault("errors", {})[method] = "%s: %s" % (type(error).__name__, error)
            answers.setdefault("seconds", {})[method] = time.perf_counter() - begun
        self._write({"number": number, "answers": answers})

    def _write(self, content: Dict[str, Any]) -> None:
        path = os.path.join(self.home, _ANSWER)
        with open(path + ".new", "w", encoding="utf-8") as file:
            json.dump(content, file, default=str)
        os.replace(path + ".new", path)


def user_namespace() -> Dict[str, Any]:
    """The names of the notebook."""
    from IPython import get_ipython

    shell = get_ipython()
    namespace: Dict[str, Any] = shell.user_ns if shell is not None else sys.modules["__main__"].__dict__
    return namespace


def platform() -> str:
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    return "%s-%s" % (sys.platform, machine)
