"""What collecting found, on the screen and as a table for a spreadsheet."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from belonging.cohort.collect.confirm import Row
from belonging.cohort.collect.match import SEVERAL
from belonging.cohort.short_list import print_list
from belonging.files import write_atomically
from belonging.grading.report import formula_safe


@dataclass(frozen=True)
class Line:
    """What became of one file."""

    what: str
    """"new", "replaced", "unchanged", "waits" (to be mended), "older", "unmatched", "refused", "other", "ignored" or
    "taken back"."""
    file: str
    module_id: str = ""
    person_id: str = ""
    name: str = ""
    handed_in: str = ""
    late: bool = False
    reason: str = ""
    """Why it is this person's."""
    note: str = ""


@dataclass(frozen=True)
class Collected:
    """All that was ever received, and what became of it in this run."""

    lines: tuple[Line, ...]
    received: int
    matches: Path
    """`matches.csv`, where the director says whose files are whose."""
    questions: tuple[Row, ...] = ()
    """Its lines that nobody has answered yet; one may stand for several files of one person."""

    def of(self, what: str) -> tuple[Line, ...]:
        """Return the lines of one kind."""
        return tuple(line for line in self.lines if line.what == what)

    @property
    def new(self) -> tuple[Line, ...]:
        """Work handed in for the first time."""
        return self.of("new")

    @property
    def replaced(self) -> tuple[Line, ...]:
        """Work that took the place of an earlier version."""
        return self.of("replaced")

    @property
    def unchanged(self) -> tuple[Line, ...]:
        """Work that was handed in before."""
        return self.of("unchanged")

    @property
    def waits(self) -> tuple[Line, ...]:
        """Work that has to be mended before it is graded."""
        return self.of("waits")

    @property
    def unmatched(self) -> tuple[Line, ...]:
        """Files of which nobody knows whose they are."""
        return self.of("unmatched")

    @property
    def refused(self) -> tuple[Line, ...]:
        """Files that could not be taken in or read."""
        return self.of("refused")

    def show(self, console: Console) -> None:
        """Print a summary, and what needs a person."""
        people = {line.person_id for line in self.lines if line.module_id and line.person_id}
        counts = [
            (len(self.new), "new"),
            (len(self.replaced), "replaced an earlier version"),
            (len(self.unchanged), "as before"),
            (len(self.waits), "to be mended"),
            (len(self.of("older")), "older versions kept"),
        ]
        said = ", ".join(f"{number} {what}" for number, what in counts if number) or "nothing yet"
        console.print(f"Notebooks of {len(people)} {'person' if len(people) == 1 else 'people'}: {said}.")
        if late := sum(line.late for line in self.lines if line.what in ("new", "replaced", "unchanged", "waits")):
            console.print(f"Late, as the learning platform says: {late}.")
        _list(console, "Not taken in, or not readable", self.refused)
        _list(console, "Taken back", self.of("taken back"))
        if self.questions:
            items = [f"{row.file}: {row.reason}{_guess(row)}" for row in self.questions]
            print_list(console, "Nobody knows yet whose these are", items, "matches.csv")
            console.print(
                f"What to do: open {self.matches}, write each person's id (or: ignore) in the column “person”, save "
                f'it, and type: belonging cohort collect "{self.matches.parent}"'
            )
        if (book := self.matches.with_suffix(".xlsx")).exists():
            console.print(
                f"{book.name} is not read. If your answers are in it, save it as CSV, under {self.matches.name}."
            )
        if self.waits:
            console.print(
                f"{len(self.waits)} have to be mended before they are graded; grading does it by itself. To see what "
                f'is the matter, type: belonging cohort check "{self.matches.parent}"'
            )
        if others := len(self.of("other")):
            console.print(f"Other files, kept in the inbox: {others}. They are listed in reports/collect.csv.")

    def write_csv(self, path: Path) -> None:
        """Write one line per file.

        Raises
        ------
        Plain
            If the file cannot be written.
        """
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["what", "person", "name", "module", "file", "handed in", "late", "why this person", "note"])
        for line in self.lines:
            late = "late" if line.late else ""
            cells = (line.person_id, line.name, line.module_id, line.file, line.handed_in, late, line.reason, line.note)
            writer.writerow(formula_safe((line.what, *cells)))
        content = out.getvalue().encode("utf-8-sig")
        if not path.exists() or path.read_bytes() != content:
            write_atomically(path, content)


def _list(console: Console, head: str, lines: tuple[Line, ...]) -> None:
    items = [f"{_which(line)}: {line.note}" for line in lines]
    print_list(console, head, items, "reports/collect.csv")


def _which(line: Line) -> str:
    if not line.name:
        return line.file
    return f"{line.name} ({line.file})" if line.file else f"{line.name}, {line.module_id}"


def _guess(row: Row) -> str:
    return f" Perhaps {row.guess.name} ({row.guess.id})." if row.guess and row.near < SEVERAL else ""
