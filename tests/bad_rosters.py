"""Bad rosters, each kind as a small function: the file's name and bytes, and what reading it has to end with."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from belonging.files import without_dates


@dataclass(frozen=True)
class Roster:
    """One kind of roster.

    Parameters
    ----------
    what
        What it is.
    make
        Gives the file's name and content.
    people
        The names it has to be read as; None if it has to be refused.
    says
        A pattern for the plain words it is refused with, or for a note beside what was read.
    """

    what: str
    make: Callable[[], tuple[str, bytes]]
    people: tuple[str, ...] | None
    says: str = ""


KINDS: dict[str, Roster] = {}
_THREE = ("Ari Alder", "Zoë Rowanová", "Søren Grønnvik")


def kind(people: Sequence[str] | None, says: str = "") -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a function that gives the content, or name and content, as a kind called after it."""

    def register(make: Callable[[], object]) -> Callable[[], object]:
        def named() -> tuple[str, bytes]:
            made = make()
            return (
                made
                if isinstance(made, tuple)
                else ("people.csv", made if isinstance(made, bytes) else str(made).encode())
            )

        KINDS[make.__name__] = Roster(
            (make.__doc__ or "").strip(), named, None if people is None else tuple(people), says
        )
        return make

    return register


def table(*rows: Sequence[object], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def workbook(*rows: Sequence[object], before: Sequence[Sequence[object]] = ()) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (*before, *rows):
        book.active.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return without_dates(packed.getvalue())


_HEAD = ("Name", "Email", "School")
_ROWS = tuple((name, f"p{n}@school.example", "North") for n, name in enumerate(_THREE))


# --- odd, and read all the same --------------------------------------------------------------------------------------


@kind(("Ari Alder", "Zoë Rowan", "Søren Grønnvik"))
def semicolons_and_old_windows():
    """Semicolons, and the encoding of an older Windows."""
    western = ("Ari Alder", "Zoë Rowan", "Søren Grønnvik")
    return table(_HEAD, *((n, f"{i}@x.example", "N") for i, n in enumerate(western)), delimiter=";").encode("cp1252")


@kind(_THREE)
def tabs_in_utf_16():
    """What Excel calls Unicode text: tabs, UTF-16."""
    return table(_HEAD, *_ROWS, delimiter="\t").encode("utf-16")


@kind(_THREE)
def title_above_the_head():
    """A title, a note and a blank line above the names of the columns, and blank lines between people."""
    blank = ("", "", "")
    return "people.xlsx", workbook(
        ("Fall roster", "", ""),
        ("do not forward", "", ""),
        blank,
        _HEAD,
        *(row for one in _ROWS for row in (one, blank)),
    )


@kind(_THREE)
def last_name_first():
    """Last and first name in one cell, as platforms keep it."""
    return table(("Student", "SIS Login ID"), ("Alder, Ari", "a"), ("Rowanová, Zoë", "z"), ("Grønnvik, Søren", "s"))


@kind(_THREE, "Points Possible|Test|not a person|left out")
def export_of_a_gradebook():
    """A gradebook's export: a line of points possible above the people, and a test student below them."""
    head = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Start (123)", "Final Score")
    people = [
        (f"{n.split()[1]}, {n.split()[0]}", 100 + i, f"S{i}", f"login{i}", "A", 5, 90) for i, n in enumerate(_THREE)
    ]
    points = ("    Points Possible", "", "", "", "", 8, "(read only)")
    return table(head, points, *people, ("Student, Test", "999", "", "0123456789abcdef", "A", 0, 0))


@kind(_THREE, "one person")
def the_same_line_twice():
    """Everybody stands in it twice, once in capitals."""
    return table(_HEAD, *_ROWS, *((n.upper(), mail.upper(), school) for n, mail, school in _ROWS))


@kind(("Kit Alder", "Kit Alder"), "kept apart")
def two_of_one_name():
    """Two people of one name at two schools."""
    return table(_HEAD, ("Kit Alder", "", "North"), ("Kit Alder", "", "South"))


@kind(("Blue Heron", "Maple 7"))
def only_aliases():
    """No name at all, only aliases."""
    return table(("Alias", "School"), ("Blue Heron", "North"), ("Maple 7", "South"))


@kind(_THREE)
def no_address_says_so():
    """E-mail addresses that say that there is none."""
    return table(_HEAD, *((name, mail, "N") for name, mail in zip(_THREE, ("n/a", "none", "-"), strict=True)))


@kind(("<b>Ari</b> Alder", "🦊 Fox"))
def html_and_emoji():
    """Tags and emoji in names."""
    return table(("Name",), ("<b>Ari</b> Alder",), ("🦊 Fox",))


@kind(_THREE)
def dates_in_every_way():
    """Days of joining as a date, as American text, and as words."""
    days = (date(2026, 9, 7), "09/14/2026", "2026-09-20")
    return "people.xlsx", workbook(("Name", "Joined"), *zip(_THREE, days, strict=True))


@kind(_THREE)
def a_million_empty_lines():
    """A sheet that goes on for two hundred thousand empty lines."""
    return table(_HEAD, *_ROWS) + ",,\r\n" * 200_000


@kind([f"Person {n}" for n in range(5_000)], "5,000")
def five_thousand_people():
    """More people than a cohort has."""
    return table(("Name",), *((f"Person {n}",) for n in range(5_000)))


@kind(("Ari Alder", "Bo Birch"), "never closed")
def a_quote_that_never_ends():
    """A quotation mark that opens and never closes."""
    return 'Name,Email\n"Ari Alder,a@x.example\nBo Birch,b@x.example\n'


# --- refused, in words that say what to do ---------------------------------------------------------------------------


@kind(None, "empty")
def empty_file():
    """Nothing in it."""
    return b""


@kind(None, "nobody|no person|no people|no line|empty")
def only_a_head():
    """Names of columns, and no person."""
    return table(_HEAD)


@kind(None, "called Name")
def no_head():
    """People, and no line that names the columns."""
    return table(*_ROWS)


@kind(None, "same e-mail")
def one_address_for_two():
    """Two names with one address."""
    return table(_HEAD, ("Ari Alder", "office@school.example", "N"), ("Bo Birch", "office@school.example", "N"))


@kind(None, "same number")
def one_number_for_two():
    """Two names with one number."""
    return table(("Name", "ID number"), ("Ari Alder", "17"), ("Bo Birch", "17"))


@kind(None, "nothing that")
def nothing_tells_them_apart():
    """Two lines of one name, and nothing else in them."""
    return table(_HEAD, ("Kit Alder", "", ""), ("Kit Alder", "", ""))


@kind(None, "password|protected|cannot be read|could not be|not a table|Excel")
def behind_a_password():
    """An Excel file behind a password, which is no zip any more."""
    return "people.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3_000)


@kind(None, "cannot be read|could not be|not a table|damaged|Excel")
def half_an_excel_file():
    """An Excel file of which half arrived."""
    _, whole = KINDS["title_above_the_head"].make()
    return "people.xlsx", whole[: len(whole) // 2]


@kind(None, "not a table|cannot be read|could not be|Word|CSV|Excel")
def a_word_document():
    """A list of names typed into a word processor."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return "people.docx", packed.getvalue()


@kind(None, "not a table|cannot be read|could not be|CSV|Excel|called Name")
def a_picture():
    """A photo of the list."""
    return "people.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


@kind(None, "not a table|cannot be read|could not be|CSV|Excel|called Name")
def a_pdf():
    """A PDF of the list."""
    return "people.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@kind(None, "has a formula")
def formulas_for_names():
    """A formula where a name should stand."""
    return table(("Name",), ("Ari Alder",), ("=A1+1",))


@kind(None, "Save As|save it as")
def a_table_of_a_web_page():
    """What some school systems call Excel: a web page with a table, and .xls for a name."""
    rows = "".join(f"<tr><td>{name}</td><td>{mail}</td></tr>" for name, mail, _ in _ROWS)
    return "people.xls", f"<html><body><table><tr><th>Name</th><th>Email</th></tr>{rows}</table></body></html>".encode()


@kind(None, "Save As|save it as")
def a_workbook_of_2003_in_xml():
    """A workbook as XML, which Excel still opens."""
    head = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    return "people.xls", f'{head}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'.encode()


@kind(_THREE, "2 sheets")
def two_sheets():
    """A workbook whose first sheet is a few notes, and a hidden sheet of last year."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Notes"])
    book.active.append(["Ask Bo about Friday"])
    for title, rows in (("People", _ROWS), ("Last year", [(f"Old {n}", "", "") for n in range(9)])):
        sheet = book.create_sheet(title)
        for row in (_HEAD, *rows):
            sheet.append(row)
    book["Last year"].sheet_state = "hidden"
    packed = io.BytesIO()
    book.save(packed)
    return "people.xlsx", packed.getvalue()


@kind(_THREE)
def hidden_columns():
    """A hidden column with another name in it, as a platform's export keeps it."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("ID", *_HEAD), *((f"A{n}", *one) for n, one in enumerate(_ROWS))):
        book.active.append(row)
    book.active.column_dimensions["A"].hidden = True
    packed = io.BytesIO()
    book.save(packed)
    return "people.xlsx", packed.getvalue()


@kind(_THREE)
def a_german_excel():
    """Semicolons, days with points, and names of which one has no letter in older encodings."""
    days = ("03.09.2026", "04.09.2026", "05.09.2026")
    return table(("Name", "Joined"), *zip(_THREE, days, strict=True), delimiter=";").encode("utf-8-sig")
