"""Listens to what the interpreter opens, writes and calls, and keeps writers off the user's own files.

An audit hook costs a fraction of a microsecond an event. It sees what Python itself opens: neither files that
compiled libraries open by themselves, nor what other processes do.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any, Callable, Dict, List, NoReturn, Optional, Tuple

_Handler = Callable[[str, Tuple[Any, ...]], None]

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_READS_TOO = os.O_RDWR
_CHANGES = {
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.utime": (0,),
    "os.setxattr": (0,),
    "os.removexattr": (0,),
    "shutil.rmtree": (0,),
}
"""Events that change files, and which of their arguments name the files."""
_FOLDER_ARGUMENTS = {"os.remove": (1,), "os.rename": (2, 3), "os.rmdir": (1,), "os.mkdir": (2,)}
_COMMANDS = {"subprocess.Popen": 1, "os.system": 0, "os.posix_spawn": 1, "os.exec": 1}
"""Events that start programs, and which of their arguments is the command."""
_FORKS = frozenset({"os.fork", "os.forkpty"})
_NETWORK = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "http.client.connect"})
_CHANGING_WORDS = frozenset(
    (
        "rm",
        "mv",
        "cp",
        "tee",
        "touch",
        "mkdir",
        "rmdir",
        "ln",
        "dd",
        "truncate",
        "chmod",
        "chown",
        "rsync",
        "install",
        "unzip",
        "tar",
        "git",
        "wget",
        "curl",
        "sed",
    )
)
_SYSTEM = ("/proc/", "/sys/", "/dev/", "/etc/", "/usr/lib/", "/usr/share/", "/usr/local/share/", "/lib/", "/var/lib/")


class Watch:
    """Listens while it is started; keeps writers off `protected` folders always, but for `allowed` ones in them."""

    def __init__(self, protected: List[str], allowed: List[str]) -> None:
        self.protected = tuple(os.path.join(each, "") for each in protected)
        self.allowed = tuple(os.path.join(each, "") for each in allowed)
        self.uninteresting = _uninteresting()
        self.is_on = False
        self._reset()
        if hasattr(sys, "addaudithook"):
            sys.addaudithook(self._hook())

    def _reset(self) -> None:
        self.opened: Dict[str, None] = {}
        self.written: Dict[str, None] = {}
        self.refused: Dict[str, None] = {}
        self.reached: Dict[str, None] = {}

    def start(self) -> None:
        self._reset()
        self.is_on = True

    def stop(self) -> Dict[str, Any]:
        self.is_on = False
        return {
            "opened": [each for each in self.opened if not each.startswith(self.uninteresting)],
            "written": [each for each in self.written if not each.startswith(self.uninteresting)],
            "refused": list(self.refused),
            "reached": list(self.reached),
        }

    def _hook(self) -> Callable[[str, Tuple[Any, ...]], None]:
        handlers: Dict[str, _Handler] = {
            "open": self._open,
            "sqlite3.connect": self._connect_database,
            "socket.connect": self._connect,
        }
        handlers.update(dict.fromkeys(_COMMANDS, self._command))
        handlers.update(dict.fromkeys(_CHANGES, self._change))
        handlers.update(dict.fromkeys(_NETWORK, self._network))
        handlers.update(dict.fromkeys(_FORKS, self._fork))
        find = handlers.get

        def hook(event: str, arguments: Tuple[Any, ...]) -> None:
            handler = find(event)
            if handler is not None:
                handler(event, arguments)

        return hook

    def _open(self, _: str, arguments: Tuple[Any, ...]) -> None:
        path, flags = arguments[0], arguments[2]
        if isinstance(path, int) or not isinstance(flags, int):
            return
        is_written = flags & _WRITES
        if not is_written and not self.is_on:
            return
        path = _absolute(path)
        if path is None:
            return
        if is_written:
            self._keep_off(path)
            self.written[path] = None
        is_read = not is_written or (flags & _READS_TOO and not flags & os.O_TRUNC)
        if is_read and path not in self.written:
            self.opened[path] = None

    def _change(self, event: str, arguments: Tuple[Any, ...]) -> None:
        places = _FOLDER_ARGUMENTS.get(event, ())
        for position, index in enumerate(_CHANGES[event]):
            folder = arguments[places[position]] if position < len(places) and places[position] < len(arguments) else -1
            path = _absolute(arguments[index], folder)
            if path is not None:
                self._keep_off(path)
                self._changed(event, path, index)

    def _changed(self, event: str, path: str, index: int) -> None:
        if event == "os.remove" or (event == "os.rename" and index == 0):
            self.written.pop(path, None)
        elif event in ("os.rename", "os.truncate", "os.link", "os.symlink"):
            self.written[path] = None

    def _connect_database(self, _: str, arguments: Tuple[Any, ...]) -> None:
        name = arguments[0]
        name = os.fsdecode(name) if isinstance(name, (bytes, os.PathLike)) else name
        if not isinstance(name, str) or not name or name == ":memory:":
            return
        if name.startswith("file:"):
            options = name[5:].partition("?")[2]
            name = name[5:].partition("?")[0]
            if "mode=memory" in options or name == ":memory:":
                return
            is_read_only = "mode=ro" in options or "immutable=1" in options
        else:
            is_read_only = False
        path = _absolute(name)
        if path is not None:
            self._database(path, is_read_only)

    def _database(self, path: str, is_read_only: bool) -> None:  # noqa: FBT001 - what the event says
        if not is_read_only:
            self._keep_off(path)
        self.opened[path] = None

    def _connect(self, _: str, arguments: Tuple[Any, ...]) -> None:
        if len(arguments) > 1 and isinstance(arguments[1], tuple):
            self._note("network")

    def _network(self, _: str, __: Tuple[Any, ...]) -> None:
        self._note("network")

    def _fork(self, _: str, __: Tuple[Any, ...]) -> None:
        self._note("process")

    def _command(self, event: str, arguments: Tuple[Any, ...]) -> None:
        self._note("process")
        command = arguments[_COMMANDS[event]]
        words = command if isinstance(command, (list, tuple)) else [command]
        text = " ".join(_text(each) for each in words)
        for folder in self.protected:
            if folder.rstrip(os.sep) in text and _may_change(text) and not self._is_allowed(text, folder):
                self._refuse(folder)

    def _is_allowed(self, text: str, folder: str) -> bool:
        return any(each.rstrip(os.sep) in text for each in self.allowed if each.startswith(folder))

    def _note(self, what: str) -> None:
        if self.is_on:
            self.reached[what] = None

    def _keep_off(self, path: str) -> None:
        for each in self.protected:
            if (path + os.sep).startswith(each) and not path.startswith(self.allowed):
                self._refuse(path)
        real = os.path.realpath(path)
        if real != path:
            for each in self.protected:
                if (real + os.sep).startswith(each) and not real.startswith(self.allowed):
                    self._refuse(path)

    def _refuse(self, path: str) -> NoReturn:
        self.refused[path] = None
        raise PermissionError(
            errno.EACCES,
            "This run works in a copy of the folder and leaves the original as it is; "
            "it cannot be written by its absolute path (use a relative one)",
            path,
        )


def _absolute(path: Any, folder: Any = -1) -> Optional[str]:
    """The absolute path of an argument; None for what is no path."""
    try:
        name: str = os.fsdecode(path)
        if os.path.isabs(name):
            return os.path.normpath(name)
        if isinstance(folder, int) and folder >= 0:
            return os.path.normpath(os.path.join(os.readlink("/proc/self/fd/%d" % folder), name))
        return os.path.normpath(os.path.join(os.getcwd(), name))
    except (TypeError, ValueError, OSError):
        return None


def _text(word: Any) -> str:
    try:
        return os.fsdecode(word)
    except TypeError:
        return ""


def _may_change(text: str) -> bool:
    """True for a command that has a word of one that changes files, or sends its output to a file."""
    return ">" in text or not _CHANGING_WORDS.isdisjoint(text.replace("/", " ").split())


def _uninteresting() -> Tuple[str, ...]:
    """Where the interpreter and its libraries lie, and the system's own files."""
    import site
    import sysconfig

    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, *sysconfig.get_paths().values()}
    places.update(site.getsitepackages() if hasattr(site, "getsitepackages") else ())
    places.add(site.getusersitepackages() if site.ENABLE_USER_SITE else sys.prefix)
    home = os.path.expanduser("~")
    places.update(os.path.join(home, name) for name in (".ipython", ".jupyter", ".config", ".local/share/jupyter"))
    places.update(os.path.join(home, ".cache", name) for name in ("matplotlib", "fontconfig"))
    kept = {
        os.path.join(os.path.normpath(each), "")
        for each in places
        if each and os.path.normpath(each) not in ("/", "/usr")
    }
    return tuple(sorted(kept | {os.path.realpath(each) + os.sep for each in kept})) + _SYSTEM
