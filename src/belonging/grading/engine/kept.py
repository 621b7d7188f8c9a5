"""Executed notebooks kept in the grading folder by their key, so that a run that was stopped goes on where it was."""

import json
import re
from pathlib import Path

from belonging.files import write_atomically
from belonging.grading.engine.unit import Executed, Unit


def keep(root: Path, unit: Unit, executed: Executed, run: str = "") -> Path:
    """Keep a result.

    Parameters
    ----------
    root
        The grading folder.
    unit, executed
        The work and its result.
    run
        A mark of the command that ran it. A result with trouble, such as a cell that ran too long, is found again
        only by the same command: the next one tries anew.

    Raises
    ------
    Plain
        If it cannot be written.
    """
    path = _path(root, unit.key)
    write_atomically(path, json.dumps({"run": run, "executed": executed.to_json()}).encode())
    return path


def kept(root: Path, key: str, run: str = "") -> Executed | None:
    """Return the result kept under a key, or None."""
    try:
        found = json.loads(_path(root, key).read_text(encoding="utf-8"))
        executed = Executed.from_json(found["executed"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if executed.trouble and (not run or found["run"] != run):
        return None
    return executed


def _path(root: Path, key: str) -> Path:
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise ValueError(f"{key!r} is no key")
    return root / ".belonging" / "executed" / key[:2] / f"{key}.json"
