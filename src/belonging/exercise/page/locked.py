"""Answers as salted digests, and messages locked by the answer they belong to.

Who reads the page's source finds no answer and no message in clear. This is discretion, not secrecy: an answer
with two decimals can be found by trying them all, and the course is open. It only keeps the answer out of sight.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from belonging.tasks.answer_table import answer_table
from belonging.tasks.definition import Task
from belonging.tasks.prose import to_html
from belonging.tasks.sort import Sort
from belonging.tasks.sort_outcome import item_table


def _hash(*parts: str) -> bytes:
    return hashlib.sha256("\x1f".join(parts).encode()).digest()


def _locked(key: bytes, message: bytes) -> str:
    """XOR with a key stream; the same call unlocks."""
    stream = b"".join(
        hashlib.sha256(key + block.to_bytes(4, "big")).digest() for block in range(len(message) // 32 + 1)
    )
    return base64.b64encode(bytes(a ^ b for a, b in zip(message, stream, strict=False))).decode()


def locked_table(task: Task, module_id: str) -> dict[str, Any]:
    """Return the page's form of the answer table.

    Returns
    -------
    dict
        `salt`; `says`: locked messages, each a JSON text of status, points and HTML, locked by a key of its own;
        `rows`: from digest of an answer to [number of its message, the message's key locked by the answer].
        For a task that sorts, `items`: such a table for each item's code, and `all`: what is told when every item
        is right, locked by a share that each item's right answer gives.
    """
    salt = f"{module_id}/{task.id}"
    if isinstance(task.kind, Sort):
        return _locked_items(task, salt)
    told = {
        canonical: {
            "status": entry.status,
            "points": entry.points,
            "html": to_html(entry.says),
            "id": entry.wrong_id,
        }
        for canonical, entry in answer_table(task).items()
    }
    return _locked_rows(salt, told)


def _locked_items(task: Task, salt: str) -> dict[str, Any]:
    items: dict[str, Any] = {}
    shares = []
    for code, bins in item_table(task).items():
        own = f"{salt}/{code}"
        shares.append(_hash(own, "share").hex())
        told = {
            key: {"right": True, "html": to_html(entry.says), "share": shares[-1]}
            if entry.right
            else {"right": False, "html": to_html(entry.says)}
            for key, entry in bins.items()
        }
        items[code] = _locked_rows(own, told)
    everything = _locked(_hash(salt, "all", *shares), to_html(task.says(task.right)).encode())
    return {"salt": salt, "items": items, "all": everything}


def _locked_rows(salt: str, told: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    says: dict[str, int] = {}
    locked: list[str] = []
    keys: list[bytes] = []
    rows: dict[str, list[Any]] = {}
    for canonical, message in told.items():
        plain = json.dumps(message, ensure_ascii=False)
        if plain not in says:
            says[plain] = len(locked)
            keys.append(_hash(salt, "message", plain)[:16])
            locked.append(_locked(keys[-1], plain.encode()))
        place = says[plain]
        digest = _hash(salt, "answer", canonical).hex()[:12]
        rows[digest] = [place, _locked(_hash(salt, "key", canonical), keys[place])]
    return {"salt": salt, "says": locked, "rows": dict(sorted(rows.items()))}
