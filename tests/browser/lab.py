"""A real JupyterLab on a free port, with nothing of the user's configuration."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 90
"""Seconds until a server that does not answer is given up."""


class Lab:
    """A JupyterLab that runs: its address and the folder that it serves."""

    def __init__(self, address: str, root: Path) -> None:
        self.address = address
        self.root = root

    def page(self, notebook: Path | str, *, app: str = "lab/tree") -> str:
        """The address at which a notebook opens."""
        return f"{self.address}{app}/{Path(notebook).as_posix()}?reset"


@contextmanager
def lab(home: Path, root: Path, *, theme: str = "JupyterLab Light", python: str | None = None) -> Iterator[Lab]:
    """Runs JupyterLab with `home` for its configuration and `root` for its files, until the block ends.

    `python` is that of an environment which sees the packages of this one and has some of its own.
    """
    port = _free_port()
    environment = _isolated(home, theme) | (_seeing_this_one() if python else {})
    home.mkdir(parents=True, exist_ok=True)
    log = (home / "lab.log").open("wb")
    command = [python or sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.token=",
               f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={root}",
               "--ServerApp.base_url=/user/ada/", "--LabApp.expose_app_in_browser=True"]  # fmt: skip
    server = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=log, start_new_session=True)
    address = f"http://127.0.0.1:{port}/user/ada/"
    try:
        _wait(server, f"{address}api", home / "lab.log")
        yield Lab(address, root)
    finally:
        _end(server)
        log.close()


def chromium() -> str | None:
    """The browser to drive: the one that CHROMIUM names, else one that is installed."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for name in names if name and (path := shutil.which(name))), None)


CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _isolated(home: Path, theme: str) -> dict[str, str]:
    """The environment of a server that knows the installed extensions and nothing of the user's own settings."""
    config = home / "config"
    _write(config / "labconfig" / "page_config.json", {"buildAvailable": False, "buildCheck": False})
    settings = home / "settings" / "@jupyterlab"
    _write(settings / "apputils-extension" / "themes.jupyterlab-settings", {"theme": theme})
    news = {"fetchNews": "false", "checkForUpdates": False}
    _write(settings / "apputils-extension" / "notification.jupyterlab-settings", news)
    folders = {
        "HOME": home / "home",
        "JUPYTER_CONFIG_DIR": config,
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    return inherited | {name: str(folder) for name, folder in folders.items()} | {"JUPYTER_PLATFORM_DIRS": "1"}


def _seeing_this_one() -> dict[str, str]:
    """What lets another environment find the extensions and kernels that are installed in this one."""
    prefix = Path(sys.prefix)
    return {
        "JUPYTER_PATH": str(prefix / "share" / "jupyter"),
        "JUPYTER_CONFIG_PATH": str(prefix / "etc" / "jupyter"),
        "JUPYTERLAB_DIR": str(prefix / "share" / "jupyter" / "lab"),
    }


def _write(path: Path, document: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document), "utf-8")


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(errors='replace')[-4000:]}")


def _end(server: subprocess.Popen[bytes]) -> None:
    """Ends the server; one that waits for a kernel to start is killed, and its kernels end by themselves."""
    server.send_signal(signal.SIGTERM)
    try:
        server.wait(8)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
