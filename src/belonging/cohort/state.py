"""What the cohort's folder remembers between commands: small files in `.belonging`, each written in one step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from belonging.files import write_atomically


def read_state(path: Path) -> dict[str, Any]:
    """Return what was remembered; empty if there is nothing or it is damaged."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_state(path: Path, state: dict[str, Any]) -> None:
    """Remember; see `write_atomically` for what a full disk does."""
    write_atomically(path, (json.dumps(state, indent=1, ensure_ascii=False) + "\n").encode())
