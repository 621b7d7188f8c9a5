"""JupyterLab in this very process: on loopback, quiet, and gone when the command is."""

import errno
import os
import secrets
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

from belonging.errors import Plain
from belonging.lab.home import HOME

_CONFIG = Path(__file__).resolve().parent / "config"
_FIRST_PORT = 8888
_TRIES = 200


def choose_port(asked: int | None) -> int:
    """Return a free port on loopback.

    Parameters
    ----------
    asked : int, optional
        The only port that will do; by default the first free one from 8888 on.

    Raises
    ------
    Plain
        If the port is taken or not allowed; the words name a command that works.
    """
    if asked is None:
        for port in range(_FIRST_PORT, _FIRST_PORT + _TRIES):
            if _refusal(port) is None:
                return port
        raise Plain(
            f"No port from {_FIRST_PORT} to {_FIRST_PORT + _TRIES - 1} is free.",
            "Close other programs that serve web pages on this computer, or restart it.",
        )
    refusal = _refusal(asked)
    if refusal is None:
        return asked
    if refusal == errno.EACCES:
        raise Plain(f"Port {asked} is reserved for the system.", f"Type: belonging start --port {choose_port(None)}")
    raise Plain(
        f"Port {asked} is taken; perhaps the course is already open in another window.",
        f"Look for that window, or type: belonging start --port {choose_port(None)}",
    )


def _refusal(port: int) -> int | None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name == "posix":  # as JupyterLab itself binds: a port just closed is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno or -1
    return None


def serve(folder: Path, port: int, exactly: bool, browser: bool, ready: Callable[[str], None]) -> None:
    """Run JupyterLab on a workspace until it is stopped (Ctrl+C, SIGTERM, or *Shut Down* in its menu).

    Parameters
    ----------
    folder : Path
        The prepared workspace.
    port : int
        A free port on loopback.
    exactly : bool
        Whether no other port will do, should this one be taken meanwhile.
    browser : bool
        Whether to open the course home in the browser.
    ready : callable
        Called once with the address when JupyterLab answers.
    """
    _environment()
    from jupyterlab.labapp import LabApp

    token = secrets.token_urlsafe(24)
    home = f"/lab/tree/{quote(HOME)}"
    server = LabApp.initialize_server(_options(folder, port, exactly, browser, token, home))

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.stop(from_signal=True)

    # Jupyter would ask "Shut down this Jupyter server (y/[n])?"; work is saved, so there is nothing to ask.
    signal.signal(signal.SIGINT, stop)
    # The port may have been taken between our look and JupyterLab's; it then took the next one.
    server.io_loop.add_callback(ready, f"http://127.0.0.1:{server.port}{home}?token={token}")
    if os.environ.get("UV"):
        server.io_loop.add_callback(_end_with_parent, server)
    server.start()


def _end_with_parent(server: Any) -> None:
    """Stop when `uv run`, which started us, is gone: killed hard, it cannot pass the signal on."""
    from tornado.ioloop import PeriodicCallback

    parent = os.getppid()
    PeriodicCallback(lambda: None if os.getppid() == parent else server.stop(from_signal=True), 2000).start()


def _options(folder: Path, port: int, exactly: bool, browser: bool, token: str, home: str) -> list[str]:
    """Return JupyterLab's options as typed ones: they win over a settings file the person may have."""
    settings: dict[str, Any] = {
        "ServerApp.root_dir": folder,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.port_retries": 0 if exactly else 50,
        "ServerApp.open_browser": browser,
        "ServerApp.default_url": home,
        "ServerApp.allow_root": True,  # containers and hosted notebooks run as root; it listens on loopback only
        "Application.log_level": 40,
        "LabApp.log_level": 40,
        "IdentityProvider.token": token,
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        "LabApp.workspaces_dir": folder / ".belonging" / "layout",
    }
    return [f"--{name}={value}" for name, value in settings.items()]


def _environment() -> None:
    before = os.environ.get("JUPYTER_CONFIG_PATH")
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(_CONFIG), before]))
    # The kernel must be this Python, which has the course, even where the person has installed another one.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # else each kernel prints a warning about frozen modules
