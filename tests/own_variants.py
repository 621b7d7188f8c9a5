"""Survey exports as they really arrive: one good table, and the many ways it gets broken on its way."""

import csv
import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

QUESTIONS = [
    "I feel that I belong in this class",
    "People here know what I am good at",
    "I feel like an outsider in this class",
    "I can explain my ideas to others",
]
SECRETS = ("quill@school.example", "Maribel Quill", "555-867-5309", "my brother was in the hospital", "S0042")


@dataclass
class Table:
    """A survey as names and rows of text; `items` are the names of its questions, `secrets` must never be printed."""

    names: list[str]
    rows: list[list[str]]
    items: list[str]
    secrets: tuple[str, ...] = ()
    items_at: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.items_at = [self.names.index(item) for item in self.items]

    def csv(self, delimiter: str = ",", names: list[str] | None = None, rows: list[list[str]] | None = None) -> str:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        writer.writerow(self.names if names is None else names)
        writer.writerows(self.rows if rows is None else rows)
        return text.getvalue()

    def answers(self, change: Callable[[str], str]) -> list[list[str]]:
        """The rows with every answer to a question changed."""
        at = set(self.items_at)
        return [[change(cell) if i in at else cell for i, cell in enumerate(row)] for row in self.rows]


def google_form(n: int = 96, seed: int = 3) -> Table:
    """A Google Forms export of our own: time stamp, e-mail, name, phone, class, four questions, a comment."""
    draw = random.Random(seed)
    first = ["Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kim", "Lou", "Mo", "Nia", "Oz", "Pam"]
    last = ["Ruiz", "Lee", "Day", "Fox", "Orr", "Kane", "Moss", "Park", "Shaw", "Webb", "Cole", "Ward"]
    names = ["Timestamp", "Email Address", "Your name", "Phone", "Student code", "Which class are you in?", *QUESTIONS]
    rows = []
    for i in range(n):
        level = draw.gauss(3.4, 0.9)
        points = [min(5, max(1, round(level + draw.gauss(0, 0.7)))) for _ in QUESTIONS]
        points[2] = 6 - points[2]
        # One class has a single student, one has four: neither may ever be seen by itself.
        group = "6D" if i == 40 else "6E" if i in (5, 25, 45, 65) else ("6A", "6B", "6C")[i % 3]
        silent = i % 12 == 7
        rows.append(
            [
                f"2026/10/{1 + i % 28:02d} 9:{i % 60:02d}:17 AM",
                SECRETS[0] if i == 40 else f"{first[i % 16].lower()}.{last[i % 12].lower()}{i}@school.example",
                SECRETS[1] if i == 40 else f"{first[i % 16]} {last[(i * 7) % 12]}",
                SECRETS[2] if i == 40 else f"555-201-{1000 + i}",
                SECRETS[4] if i == 40 else f"S{1000 + i}",
                group,
                *("" if silent else str(point) for point in points),
                SECRETS[3]
                if i == 40
                else ("" if i % 3 else f"Comment {i}: the lab on bridges was the best part of all"),
            ]
        )
    return Table([*names, "Anything you want to add?"], rows, QUESTIONS, SECRETS)


def real_survey(folder: Path) -> Table:
    """The real survey: ten questions, a user name and a course."""
    with (folder / "dataedu_pre_survey.csv").open(encoding="utf-8", newline="") as file:
        names, *rows = csv.reader(file)
    users = tuple({row[0] for row in rows if len(row[0]) > 5})[:40]
    return Table(names, rows, names[2:], users)


LABELS = {"1": "Strongly disagree", "2": "Disagree", "3": "Neutral", "4": "Agree", "5": "Strongly agree"}


def _labelled(cell: str) -> str:
    return f"{cell[0]} - {LABELS[cell[0]]}" if cell else ""


def _words(cell: str) -> str:
    return LABELS[cell[0]] if cell else ""


def _xlsx(table: Table, *, title: bool = False, formulas: bool = False) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    if title:
        sheet.append(["Survey of the science department"])
        sheet.append([])
        heads = ["" for _ in table.names]
        heads[table.items_at[0]] = "How true is this for you?"
        sheet.append(heads)
        sheet.merge_cells(start_row=3, end_row=3, start_column=table.items_at[0] + 1, end_column=table.items_at[-1] + 1)
    sheet.append(table.names)
    for row in table.rows:
        sheet.append([float(cell) if i in table.items_at and cell else cell or None for i, cell in enumerate(row)])
    if formulas:
        sheet.cell(row=2, column=1).value = '=HYPERLINK("http://evil.example","click")'
        sheet.cell(row=3, column=table.items_at[0] + 1).value = "=1+3"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _changed(table: Table, change: Callable[[int, list[str]], list[str]]) -> str:
    return table.csv(rows=[change(i, list(row)) for i, row in enumerate(table.rows)])


def _at(table: Table, at: int, values: Callable[[int], str]) -> str:
    return _changed(table, lambda i, row: [values(i) if place == at else cell for place, cell in enumerate(row)])


def _zipped(text: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("survey.csv", text)
    return content.getvalue()


def _mixed(table: Table) -> str:
    lines = table.csv().splitlines()
    return "\n".join(line.replace(",", ";") if i % 5 == 4 and '"' not in line else line for i, line in enumerate(lines))


def _with(table: Table, name: str, values: Callable[[int], str]) -> str:
    rows = [[*row, values(i)] for i, row in enumerate(table.rows)]
    return table.csv(names=[*table.names, name], rows=rows)


def _long(table: Table, n: int) -> bytes:
    """Repeat the answers to n rows, each row with a code of its own."""
    lines = table.csv().splitlines()[1:]
    head = "nr," + table.csv().splitlines()[0]
    return "\n".join([head, *(f"R{i:06d},{lines[i % len(lines)]}" for i in range(n))]).encode()


def _renamed(table: Table, name: Callable[[int, str], str]) -> str:
    return table.csv(names=[name(i, old) for i, old in enumerate(table.names)])


# What arrives, and what must come of it: a report, or a sentence that holds these words.
VARIANTS: dict[str, tuple[Callable[[Table], bytes], str]] = {
    "as it is": (lambda t: t.csv().encode(), "report"),
    "utf-8 with a mark": (lambda t: t.csv().encode("utf-8-sig"), "report"),
    "utf-16": (lambda t: t.csv("\t").encode("utf-16"), "report"),
    "utf-16 without a mark": (lambda t: t.csv("\t").encode("utf-16-le"), "report"),
    "cp1252 with accents": (lambda t: _with(t, "Año", lambda i: "ñandú").encode("cp1252"), "report"),
    "mac roman with accents": (lambda t: _with(t, "Année", lambda i: "élève œuvre").encode("mac_roman"), "report"),
    "cyrillic": (lambda t: _with(t, "Школа", lambda i: ("Синяя", "Белая")[i % 2]).encode("cp1251"), "report"),
    "semicolons": (lambda t: t.csv(";").encode(), "report"),
    "tabs": (lambda t: t.csv("\t").encode(), "report"),
    "bars": (lambda t: t.csv("|").encode(), "report"),
    "sep= line": (lambda t: ("sep=;\n" + t.csv(";")).encode(), "report"),
    "mixed separators": (lambda t: _mixed(t).encode(), "report"),
    "windows line ends": (lambda t: t.csv().replace("\n", "\r\n").encode(), "report"),
    "old mac line ends": (lambda t: t.csv().replace("\n", "\r").encode(), "report"),
    "decimal commas": (
        lambda t: t.csv(";", rows=t.answers(lambda c: f"{c[0]},0" if c else "")).encode(),
        "report",
    ),
    "4 - Agree": (lambda t: t.csv(rows=t.answers(_labelled)).encode(), "report"),
    "Agree": (lambda t: t.csv(rows=t.answers(_words)).encode(), "report"),
    "Agree (4)": (lambda t: t.csv(rows=t.answers(lambda c: f"{_words(c)} ({c[0]})" if c else "")).encode(), "report"),
    "missing codes": (lambda t: t.csv(rows=t.answers(lambda c: c or "-9")).encode(), "report"),
    "n/a in words": (lambda t: t.csv(rows=t.answers(lambda c: c or "Prefer not to say")).encode(), "report"),
    "excel": (_xlsx, "report"),
    "excel named csv": (_xlsx, "report"),
    "excel with title and merged heading": (lambda t: _xlsx(t, title=True), "report"),
    "excel with formulas": (lambda t: _xlsx(t, formulas=True), "report"),
    "title rows": (lambda t: ("Science survey\n\nPeriod 3\n" + t.csv()).encode(), "report"),
    "merged heading": (
        lambda t: (
            (",".join("About class" if i == t.items_at[0] else "" for i in range(len(t.names))) + "\n").encode()
            + t.csv().encode()
        ),
        "report",
    ),
    "second row of names": (
        lambda t: t.csv(rows=[[f"Question text of {name}" for name in t.names], *t.rows]).encode(),
        "report",
    ),
    "import ids below the names": (
        lambda t: t.csv(
            rows=[
                [f"Text of {n}" for n in t.names],
                [f'{{"ImportId":"QID{i}"}}' for i, _ in enumerate(t.names)],
                *t.rows,
            ]
        ).encode(),
        "report",
    ),
    "blank rows": (
        lambda t: t.csv(rows=[each for row in t.rows for each in (row, [""] * len(t.names))]).encode(),
        "report",
    ),
    "duplicate rows": (lambda t: t.csv(rows=[*t.rows, *t.rows[:30]]).encode(), "report"),
    "names repeated in the middle": (lambda t: t.csv(rows=[*t.rows[:50], t.names, *t.rows[50:]]).encode(), "report"),
    "a name column called something else": (
        lambda t: _with(
            t,
            "Pupil",
            lambda i: (
                SECRETS[1] if i == 40 else f"{chr(65 + i % 26)}lex {chr(65 + i // 26 % 26)}oe{'abcdefghij'[i % 10]}"
            ),
        ).encode(),
        "report",
    ),
    "one-student groups": (
        lambda t: _with(t, "Group", lambda i: f"solo {i}" if i < 9 else ("North", "South")[i % 2]).encode(),
        "report",
    ),
    "everybody in a group of one": (lambda t: _with(t, "Group", lambda i: f"team {i}x").encode(), "report"),
    "formulas in text": (lambda t: _with(t, "=cmd|' /C calc'!A0", lambda i: "=HYPERLINK(1)").encode(), "report"),
    "a formula as a group": (lambda t: _with(t, "Group", lambda i: ("=1+1", "@north")[i % 2]).encode(), "report"),
    "nobody answered one question": (lambda t: _at(t, t.items_at[1], lambda i: "").encode(), "report"),
    "all gave one answer": (lambda t: _at(t, t.items_at[1], lambda i: "4").encode(), "report"),
    "all at the top": (lambda t: t.csv(rows=t.answers(lambda c: "5" if c else "")).encode(), "report"),
    "columns with the same name": (
        lambda t: _renamed(t, lambda i, n: "How much do you agree?" if i in t.items_at else n).encode(),
        "report",
    ),
    "a very long name": (
        lambda t: _renamed(t, lambda i, n: n + " and why" * 900 if i == t.items_at[0] else n).encode(),
        "report",
    ),
    "right-to-left text": (
        lambda t: _with(t, "\u202eالصف", lambda i: ("الأول", "الثاني")[i % 2]).encode(),
        "report",
    ),
    "markup in names and groups": (
        lambda t: _with(t, "<script>alert(1)</script>", lambda i: ("<b>x</b>", "<img src=x>")[i % 2]).encode(),
        "report",
    ),
    "a row that is too long": (
        lambda t: t.csv(rows=[[*row, "oops", "oops"] if i == 9 else row for i, row in enumerate(t.rows)]).encode(),
        "report",
    ),
    "rows that stop early": (
        lambda t: t.csv(rows=[row[:-2] if i % 10 == 3 else row for i, row in enumerate(t.rows)]).encode(),
        "report",
    ),
    "a quotation mark never closed": (lambda t: t.csv().replace("\n", '\n"', 3).replace('"', "", 1).encode(), "report"),
    "nul bytes": (lambda t: t.csv().encode().replace(b"\n", b"\0\n", 5), "report"),
    "an answer out of range": (
        lambda t: _at(t, t.items_at[0], lambda i: "44" if i == 3 else str(1 + i % 5)).encode(),
        "report",
    ),
    "empty trailing columns": (
        lambda t: t.csv(names=[*t.names, "", ""], rows=[[*r, "", ""] for r in t.rows]).encode(),
        "report",
    ),
    "a group called Total": (lambda t: _with(t, "Group", lambda i: ("Total", "Rest")[i % 2]).encode(), "report"),
    "nine students": (lambda t: t.csv(rows=[row for row in t.rows if row[t.items_at[0]]][:9]).encode(), "report"),
    "200,000 rows": (lambda t: _long(t, 200_000), "report"),
    "empty": (lambda t: b"", "empty"),
    "only blanks": (lambda t: b"\n , , \n\n", "empty"),
    "only names": (lambda t: t.csv(rows=[]).encode(), "no answers under them"),
    "no names": (
        lambda t: "\n".join(
            ",".join(r[i] for i in t.items_at) for r in t.rows if all(r[i] for i in t.items_at)
        ).encode(),
        "name",
    ),
    "one column": (lambda t: "\n".join(["text", *("words" for _ in t.rows)]).encode(), "only one column"),
    "zip named csv": (lambda t: _zipped(t.csv()), "zip file"),
    "old excel": (lambda t: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save it as Excel Workbook"),
    "damaged excel": (lambda t: _xlsx(t)[:900], "damaged"),
    "pdf": (lambda t: b"%PDF-1.7\n" + b"x" * 300, "PDF"),
    "picture": (lambda t: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
    "web page": (lambda t: b"<!DOCTYPE html><html><title>Sign in</title>", "Sign in"),
    "binary": (lambda t: bytes(range(256)) * 3 + b"\0" * 500, "not text"),
    "no questions": (
        lambda t: "\n".join(["color,town", *(f"{('red', 'blue')[i % 2]},{'xyz'[i % 3]}" for i in range(40))]).encode(),
        "No column is marked",
    ),
    "every row too long": (lambda t: t.csv(names=t.names[:-3]).encode(), "more cells than"),
    "nobody answered": (lambda t: t.csv(rows=t.answers(lambda c: "")).encode(), "No column is marked"),
}
