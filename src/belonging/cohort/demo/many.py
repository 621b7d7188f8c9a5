"""Any number of handed-in notebooks with known points, for benchmarks and for trying a large cohort."""

import csv
import io
import os
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from belonging.cohort.demo.answers import draw, out_of
from belonging.cohort.demo.names import many_names
from belonging.cohort.demo.template import filled_text

_FIRST_DAY = datetime(2026, 9, 7, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Known:
    """One handed-in notebook, and what grading it has to end with.

    Parameters
    ----------
    name, email
        The fictional person, as in the roster.
    module_id
        The module.
    path
        The file that arrived.
    points, out_of
        The points that need no person, and how many there can be.
    waiting
        How many texts wait for a person.
    """

    name: str
    email: str
    module_id: str
    path: Path
    points: int
    out_of: int
    waiting: int


def write_many(folder: Path, n: int, module_id: str, seed: int = 2026) -> list[Known]:
    """Write a roster of n fictional people and a notebook from each: right, typically wrong and blank answers.

    Parameters
    ----------
    folder
        Gets `roster.csv` and the folder `arrived`, with one notebook a person (and the file that its tasks ask for).
    n
        How many people.
    module_id
        The module everyone hands in.
    seed
        The same seed makes the same files, byte for byte.

    Returns
    -------
    list of Known
        One for each person, in the order of the roster.
    """
    chance = random.Random(f"{seed} {module_id}")
    arrived = folder / "arrived"
    arrived.mkdir(parents=True, exist_ok=True)
    most, _ = out_of(module_id)
    known = []
    for number, (first, last) in enumerate(many_names(n, seed), start=1):
        answered = draw(module_id, chance, number=number)
        stem = f"{first} {last} - {module_id}"
        path = arrived / f"{stem}.ipynb"
        when = _FIRST_DAY + timedelta(minutes=7 * number)
        _write(path, filled_text(module_id, answered.sources).encode(), when)
        for name, content in answered.files.items():
            _write(arrived / f"{stem}{Path(name).suffix}", content, when)
        known.append(
            Known(
                f"{first} {last}", f"p{number}@school.example", module_id, path, answered.points, most, answered.waiting
            )
        )
    roster = io.StringIO()
    writer = csv.writer(roster, lineterminator="\n")
    writer.writerow(["First name", "Last name", "E-mail", "School"])
    for one, (first, last) in zip(known, many_names(n, seed), strict=True):
        writer.writerow([first, last, one.email, f"School {'ABCDEFGH'[int(one.email[1:].partition('@')[0]) % 8]}"])
    (folder / "roster.csv").write_text(roster.getvalue(), encoding="utf-8", newline="")
    return known


def _write(path: Path, content: bytes, when: datetime) -> None:
    path.write_bytes(content)
    os.utime(path, (when.timestamp(), when.timestamp()))
