"""`belonging start`, step by step, each with a line that says what was done."""

from pathlib import Path

from rich.console import Console

from belonging.lab.given import given_files, release, source_digest
from belonging.lab.server import choose_port, serve
from belonging.lab.trust import trust
from belonging.lab.workspace import Changes, prepare

_console = Console(highlight=False, markup=False, soft_wrap=True)


def start(folder: Path, port: int | None = None, browser: bool = True) -> None:
    """Prepare a workspace and open JupyterLab on the course home; returns when JupyterLab is stopped.

    Parameters
    ----------
    folder : Path
        The workspace; made when it is missing.
    port : int, optional
        Use exactly this port; by default the first free one from 8888.
    browser : bool
        Open the course home in the browser.

    Raises
    ------
    Plain
        If the folder or the port cannot be used.
    """
    folder = folder.expanduser().absolute()
    chosen = choose_port(port)
    _console.print(f"[1/3] Your folder: {folder}")
    changes = prepare(folder, release(), source_digest(), given_files)
    trust([folder / path for path in changes.written + changes.updated])
    for line in _tell(changes):
        _console.print(line)
    _console.print("[3/3] Starting JupyterLab ...")

    def ready(address: str) -> None:
        _console.print(f"\nThe course is open at:\n\n    {address}\n")
        _console.print("Keep this window open while you work. Press Ctrl+C here to stop.")

    serve(folder, chosen, port is not None, browser, ready)
    _console.print(f"\nStopped. Your work is in {folder}")


def _tell(changes: Changes) -> list[str]:
    done = []
    if changes.written:
        done.append(f"{len(changes.written)} files written")
    if changes.updated:
        done.append(f"{len(changes.updated)} brought up to date (the old ones are in .belonging/backup)")
    lines = [f"[2/3] Course files: {', '.join(done) or 'nothing to do'}."]
    lines += [f"      {note}" for note in changes.notes]
    for path, beside in changes.kept:
        lines.append(f"      You changed {path}, so it was kept. The new release is beside it: {beside}")
    return lines
