"""A cohort taken through all verbs by the command line, as a director does it, and what everybody ended with."""

import csv
import io
import re
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from belonging.cli import main
from belonging.grading import settings

CELL_SECONDS = 10


@dataclass
class Ended:
    """What one run of the verbs left."""

    root: Path
    said: dict[str, str] = field(default_factory=dict)
    """What each verb printed."""
    codes: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def verb(self, name: str, *arguments: str | Path, label: str = "") -> str:
        """Run one verb on the folder, as the command line does, and keep what it said."""
        out, begun = io.StringIO(), time.perf_counter()
        label = label or name
        # not a process of its own for each: nine times what every process loads would be half of the time
        with redirect_stdout(out), redirect_stderr(out), pytest.MonkeyPatch.context() as patch:
            patch.setattr(settings, "CELL_SECONDS", CELL_SECONDS)  # of endless loops there are many here
            try:
                main(["cohort", name, str(self.root), *map(str, arguments)])
            except SystemExit as ended:
                self.codes[label] = int(ended.code or 0)
        self.said[label], self.seconds[label] = out.getvalue(), time.perf_counter() - begun
        assert "Traceback (most recent" not in self.said[label], self.said[label]
        assert "This should not happen" not in self.said[label], self.said[label]
        return self.said[label]

    @property
    def db_url(self) -> str:
        return f"sqlite:///{self.root / 'gradebook.db'}"

    def rows(self, report: str) -> list[dict[str, str]]:
        """Read one of the tables in `reports`."""
        text = (self.root / "reports" / report).read_text(encoding="utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    def ids(self) -> dict[tuple[str, str], str]:
        """Return each person's id by name and e-mail, as roster.csv has them."""
        text = (self.root / "roster.csv").read_text(encoding="utf-8-sig")
        rows = [{key.casefold(): value for key, value in row.items()} for row in csv.DictReader(text.splitlines())]
        # a name that a spreadsheet would take for a formula stands behind an apostrophe
        return {(row["name"].removeprefix("'"), row["email"]): row["id"] for row in rows}

    def say_whose(self, whose: Callable[[str], str]) -> list[str]:
        """Fill in `matches.csv` as a director does: an id, or "ignore", for each file in it; return the files."""
        path = self.root / "matches.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            head, rows = reader.fieldnames or [], list(reader)
        for row in rows:
            row["person"] = row["person"] or whose(row["file"])
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, head)
            writer.writeheader()
            writer.writerows(rows)
        return [row["file"] for row in rows]

    def told(self, person: str) -> str:
        """Return all that the reports tell the director of one person, in one text."""
        lines = []
        for path in sorted((self.root / "reports").glob("*.csv")):
            if path.name != "roster.csv":
                lines += [
                    " | ".join(filter(None, row.values())) for row in self.rows(path.name) if person in row.values()
                ]
        return "\n".join(lines)


def through(
    base: Path,
    roster: Path,
    arrived: Path,
    modules: Sequence[str],
    whose: Callable[[Ended, str], str],
    grade: Sequence[str] = (),
) -> Ended:
    """Take what arrived through new, release, collect, check, repair, grade, feedback and status."""
    ended = Ended(base / "cohort")
    ended.verb("new", "--roster", roster)
    ended.verb("release", *modules)
    ended.verb("collect", arrived, label="collect first")
    ended.say_whose(lambda file: whose(ended, file))
    for verb in ("collect", "check", "repair"):
        ended.verb(verb)
    ended.verb("grade", *grade)
    ended.verb("feedback")
    ended.verb("status", "--all")
    return ended


def points(ended: Ended) -> Mapping[tuple[str, str], float]:
    """Return everybody's points that needed no person, from the gradebook itself, by id and module."""
    from nbgrader.api import Gradebook

    found: dict[tuple[str, str], float] = {}
    with Gradebook(ended.db_url) as gradebook:
        for assignment in gradebook.assignments:
            for submission in gradebook.assignment_submissions(assignment.name):
                for notebook in submission.notebooks:
                    grades = [one for one in notebook.grades if not one.name.startswith("note-")]
                    if any(one.auto_score is not None or one.manual_score is not None for one in grades):
                        found[submission.student_id, assignment.name] = sum(one.score for one in grades)
    return found


def has_words(text: str, pattern: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
