"""Are two gradings equal? Gradebooks row by row and graded folders file by file; stamps, pids and uuids aside."""

import json
import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

Described = tuple[Any, ...]

# What differs between any two runs of one notebook: kernel files named by pid, addresses, uuids, stamps.
_PASSING = re.compile(
    r"ipykernel_\d+/\d+\.py|<ipython-input-[^>]*>|0x[0-9a-f]{6,}|"
    r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|"
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(Z|\+00:00)?"
)


def rows(gradebook: Path) -> dict[str, set[Described]]:
    """Read every row of every table, named by what it is about and not by its uuid.

    Parameters
    ----------
    gradebook : Path
        nbgrader's SQLite file.

    Returns
    -------
    dict
        From a table's name to its rows.
    """
    with sqlite3.connect(f"{gradebook.resolve().as_uri()}?mode=ro", uri=True) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        columns = {name: [row[1] for row in db.execute(f"PRAGMA table_info('{name}')")] for name in names}
        links = {
            name: {row[3]: (row[2], row[4]) for row in db.execute(f"PRAGMA foreign_key_list('{name}')")}
            for name in names
        }

        def described(table: str, row: tuple[Any, ...]) -> Described:
            told = []
            for column, value in zip(columns[table], row, strict=True):
                if column in links[table]:
                    told.append((column, the_one(*links[table][column], value)))
                elif not (column == "id" and re.fullmatch(r"[0-9a-f]{32}", str(value))):
                    told.append((column, value))
            return (table, *told)

        @cache
        def the_one(table: str, column: str, value: Any) -> Described | None:
            found = db.execute(f"SELECT * FROM '{table}' WHERE {column} = ?", (value,)).fetchone()
            return None if found is None else described(table, found)

        return {name: {described(name, row) for row in db.execute(f"SELECT * FROM '{name}'")} for name in names}


def files(folder: Path) -> dict[str, list[Any]]:
    """Read every file below a folder: its mode and its content, of a notebook what does not pass."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = notebook(path) if path.suffix == ".ipynb" else path.read_bytes()
            found[path.relative_to(folder).as_posix()] = [path.stat().st_mode & 0o777, content]
    return found


def notebook(path: Path) -> Any:
    """Read a notebook without what passes; each cell is one entry."""
    found = json.loads(path.read_text(encoding="utf-8"))
    for cell in found["cells"]:
        cell["metadata"].pop("execution", None)  # nothing but stamps
    return json.loads(_PASSING.sub("…", json.dumps(found, sort_keys=True, ensure_ascii=False)))


def unlike(ours: Any, theirs: Any, where: str = "") -> Iterator[str]:
    """Say where two pieces of plain data differ, deepest place first found; nothing when they are equal."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys(), key=str):
            yield from unlike(ours.get(key), theirs.get(key), f"{where}.{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            yield from unlike(one, other, f"{where}[{place}]")
    elif ours != theirs:
        yield f"{where.lstrip('.')}: {str(ours)[:200]!r} and {str(theirs)[:200]!r}"
