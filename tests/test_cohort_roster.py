"""The roster: any platform's export, people told apart, ids that stay, and a file that may be edited by hand."""

import contextlib
import csv
import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.cohort.drafts import drafts_of
from belonging.cohort.follow import Followed, follow
from belonging.cohort.names import first_and_last, folded
from belonging.cohort.roster import Person, Roster, read_roster
from belonging.cohort.roster_file import COLUMNS, as_csv, read_again
from belonging.errors import Plain
from belonging.own.sheet import Sheet

TODAY = "2026-10-01"

# How platforms and people name the same three columns.
EXPORTS = {
    "Canvas": 'Student,ID,SIS User ID,SIS Login ID,Section\n"Ruiz, Ana",41,,ana@x.example,North\n',
    "Google Classroom": "Last Name,First Name,Email Address\nRuiz,Ana,ana@x.example\n",
    "Moodle": "First name,Surname,ID number,Institution,Department,Email address\nAna,Ruiz,41,North,,ana@x.example\n",
    "Moodle, newer": "First name,Last name,ID number,Email address,Groups\nAna,Ruiz,41,ana@x.example,North\n",
    "Schoology": "First Name,Last Name,Unique User ID,Email,School\nAna,Ruiz,41,ana@x.example,North\n",
    "Google Forms": (
        "Timestamp,What is your name?,Email Address,At which school do you work?\n"
        "9/1/2026,Ana Ruiz,ana@x.example,North\n"
    ),
    "by hand": "Our people;;\n;;\nTeacher;E-Mail;Site\nAna Ruiz;ANA@X.example;North\n",
    "one column, turned round": '"Last Name, First Name"\tE-mail\tSchool\n"Ruiz, Ana"\tana@x.example\tNorth\n',
    "under no name": "Participant,Reach me at,School\nAna Ruiz,ana@x.example,North\nBen Ode,ben@x.example,North\n",
}


def written(folder: Path, text: str | bytes, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def book(folder: Path, rows: Sequence[Sequence[object]], *merge: str) -> Path:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(list(row))
    for cells in merge:
        workbook.active.merge_cells(cells)
    workbook.save(folder / "people.xlsx")
    return folder / "people.xlsx"


@pytest.mark.parametrize("export", EXPORTS)
def test_the_export_of_each_platform_is_read_the_same(export: str, tmp_path: Path) -> None:
    person = read_roster(written(tmp_path, EXPORTS[export])).people[0]
    assert (person.name, person.first, person.last) == ("Ana Ruiz", "Ana", "Ruiz")
    assert person.email == "ana@x.example"
    assert "North" in (person.school, person.group) or export == "Google Classroom"
    assert person.number == ("41" if "41" in EXPORTS[export] else "")


def test_lines_that_are_nobody_are_left_out_and_said(tmp_path: Path) -> None:
    text = (
        "Name,Email,School\nName,Email,School\n   , ,\nPoints Possible,,10\nAna Ruiz,ana@x.example,North\n"
        ",nameless@x.example,South\nAverage,,7\n,,West\n"
    )
    reading = read_roster(written(tmp_path, text))
    assert [one.name for one in reading.people] == ["Ana Ruiz", "nameless"]
    said = " ".join(reading.notes)
    assert "Lines 4, 7 have totals" in said
    assert "Line 2 has names of columns once more" in said
    assert "Line 8 has no name: left out" in said


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("School,Town\nNorth,Elm\n", "No column of this roster is called Name.*line 1.*School"),
        ("Person,Contact\nFirst,Email\nAna,a@x.example\nBen,a@x.example\n", r"Lines 3 and 4 have the same e-mail"),
        ("\n   \n,,\n", "empty"),
    ],
)
def test_a_roster_that_cannot_be_read_names_the_line(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Plain, match=says) as problem:
        read_roster(written(tmp_path, text))
    assert problem.value.advice


def test_odd_signs_long_names_and_both_directions_of_text(tmp_path: Path) -> None:
    names = ["\u202bנועה לוי\u202c", "Ana\x07 Ruiz\u200e", "👩🏽‍🏫 Fox", "Li" * 100, "=Ana"]
    path = book(tmp_path, [("Name",), *((name.replace("\x07", ""),) for name in names[:4])])
    assert [one.name for one in read_roster(path).people] == ["נועה לוי", "Ana Ruiz", "👩🏽‍🏫 Fox", "Li" * 100]
    assert "Line 5 has a very long name" in " ".join(read_roster(path).notes)
    with pytest.raises(Plain, match="Line 2 has a formula in the column “Name”"):
        read_roster(written(tmp_path, "Name\n=Ana\n"))


def test_merged_cells_are_filled_down_or_named(tmp_path: Path) -> None:
    rows = [("Name", "School"), ("Ana Ruiz", "North"), ("Ben Ode", ""), ("Cy Day", "South")]
    reading = read_roster(book(tmp_path, rows, "B2:B3"))
    assert [one.school for one in reading.people] == ["North", "North", "South"]
    assert "Lines 2 to 3 share one cell" in reading.notes[0]
    with pytest.raises(Plain, match="Lines 3 to 4 are merged into one cell in the column “Name”"):
        read_roster(book(tmp_path, rows, "A3:A4"))


def test_ten_thousand_lines_and_a_file_that_is_one_person(tmp_path: Path) -> None:
    many = "Name,Email\n" + "".join(f"Person {n},p{n}@x.example\n" for n in range(10_000))
    reading = read_roster(written(tmp_path, many))
    assert len({one.id for one in reading.people}) == 10_000
    assert "10,000 people" in reading.notes[-1]
    one = read_roster(written(tmp_path, "Name,Email\n" + "Ana Ruiz,a@x.example\n" * 20))
    assert len(one.people) == 1
    assert "All 20 lines are one person" in " ".join(one.notes)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Plain, match=r"There is no file .*none\.csv"):
        read_roster(tmp_path / "none.csv")


def test_days_are_read_as_the_file_writes_them(tmp_path: Path) -> None:
    us = read_roster(written(tmp_path, "Name,Joined,Left\nAna,9/2/2026,\nBen,Sep 7 2026,yes\nCy,soon,no\n"))
    assert [(one.joined, one.left) for one in us.people] == [("2026-09-02", ""), ("2026-09-07", "yes"), ("", "")]
    assert "Line 4 has no day that can be read" in " ".join(us.notes)
    others = read_roster(written(tmp_path, "Name,Joined\nAna,2/9/2026\nBen,31/8/2026\n"))
    assert [one.joined for one in others.people] == ["2026-09-02", "2026-08-31"]


@given(st.lists(st.text(min_size=0, max_size=20), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_text_in_any_cell_is_read_or_refused_in_plain_words(cells: list[str]) -> None:
    rows = [["Name", "Email", "School", "Left"], *(cells[n : n + 4] for n in range(0, len(cells), 4))]
    sheet = Sheet(rows, list(range(1, len(rows) + 1)), "")
    with contextlib.suppress(Plain):
        assert all(draft.name.strip() for draft in drafts_of(sheet)[0])


@given(st.sampled_from(["Ana Ruiz", "Ana de la Cruz", "Martin King, Jr.", "Li", "Ana María Pérez Ruiz"]))
def test_a_name_keeps_all_its_words_when_it_is_split(name: str) -> None:
    assert sorted(folded(" ".join(first_and_last(name))).split()) == sorted(folded(name).split())


# --- the same roster again -------------------------------------------------------------------------------------------

KNOWN = Roster(
    (
        Person("p001", "Ana Ruiz", "Ana", "Ruiz", "ana@x.example", "North"),
        Person("p002", "Ben Ode", "Ben", "Ode", number="7"),
        Person("p003", "Kit Alder", "Kit", "Alder", school="North"),
        Person("p004", "Kit Alder", "Kit", "Alder", school="South"),
    )
)


def again(folder: Path, text: str, known: Roster = KNOWN, used: Sequence[str] = ()) -> Followed:
    return follow(known, read_roster(written(folder, text)), TODAY, used)


def test_ids_stay_when_the_roster_is_sorted_and_corrected(tmp_path: Path) -> None:
    text = (
        "Name,Email,Number,School\nKit Alder,,,South\nBenjamin Ode,,7,\nKit Alder,,,North\n"
        "Ana Ruiz Vega,ANA@x.example,,\n"
    )
    followed = again(tmp_path, text)
    assert [(one.id, one.name) for one in followed.roster] == [
        ("p004", "Kit Alder"),
        ("p002", "Benjamin Ode"),
        ("p003", "Kit Alder"),
        ("p001", "Ana Ruiz Vega"),
    ]
    ana = followed.roster.person("P001")
    assert ana is not None
    assert ana.aliases == ("Ana Ruiz",)
    assert ana.school == "North"  # what the new file does not say, stays
    assert (followed.added, followed.missing) == ((), ())


def test_late_joiners_are_added_and_leavers_stay(tmp_path: Path) -> None:
    followed = again(tmp_path, "Name,Email,Left\nAna Ruiz,ana@x.example,9/20/2026\nDi Fox,,\n", used=["p009"])
    assert [(one.id, one.joined) for one in followed.added] == [("p010", TODAY)]
    assert [one.id for one in followed.missing] == ["p002", "p003", "p004"]
    assert len(followed.roster) == 5
    assert [one.id for one in followed.roster.leavers] == ["p001"]
    back = again(tmp_path, "Name,Email\nAna Ruiz,ana@x.example\n", followed.roster)
    assert not back.roster.leavers
    assert "taken as back" in " ".join(back.notes)


def test_another_address_is_said_and_another_school_too_is_another_person(tmp_path: Path) -> None:
    moved = again(tmp_path, "Name,Email\nAna Ruiz,ana.ruiz@new.example\n")
    assert moved.roster.people[0].id == "p001"
    assert moved.roster.people[0].aliases == ("ana@x.example",)
    assert "taken for the same person" in moved.notes[0]
    other = again(tmp_path, "Name,Email,School\nAna Ruiz,ana.ruiz@new.example,South\n")
    assert other.roster.people[0].id == "p005"
    assert "two people" in other.notes[0]


def test_one_line_that_is_two_known_people_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Plain, match=r"Line 2 has the e-mail address of Ana Ruiz \(p001\) and the number of Ben Ode"):
        again(tmp_path, "Name,Email,Number\nAna Ruiz,ana@x.example,7\n")


@given(st.permutations(range(30)), st.sets(st.integers(0, 29)))
@settings(max_examples=25, deadline=None)
def test_ids_never_move_whatever_the_order_and_whoever_is_missing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], gone: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("roster")
    lines = [f"Person {'abcdef'[n % 6] * (n // 6 + 1)},p{n}@x.example" for n in range(30)]
    known = again(folder, "\n".join(["Name,Email", *lines]), Roster()).roster
    ids = {one.email: one.id for one in known}
    kept = [lines[n] for n in order if n not in gone]
    if kept:
        followed = again(folder, "\n".join(["Name,Email", *kept, "Late Comer,late@x.example"]), known)
        assert ids.items() <= {one.email: one.id for one in followed.roster}.items()
        assert {one.email for one in followed.missing} == {f"p{n}@x.example" for n in gone}


# --- roster.csv, edited by hand --------------------------------------------------------------------------------------


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def saved(rows: Sequence[Sequence[str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def test_the_file_is_safe_in_a_spreadsheet_and_comes_back_the_same() -> None:
    odd = Person("p001", "@ana", "@ana", email="ana@x.example", school="=1+1", group="+1", aliases=("-x", "Ana"))
    content = as_csv(Roster((odd, Person("p002", "Zoë Ode", "Zoë", "Ode"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows_of(content) for cell in row)
    assert read_again(content, Roster(), (), TODAY).roster.people[0].school == "=1+1"


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_however_a_spreadsheet_saved_it_nothing_changed(delimiter: str, encoding: str) -> None:
    known = Roster((*KNOWN, Person("p005", "Zoë Ode", "Zoë", "Ode", joined="2026-09-02", aliases=("z", "Zo"))))
    rows = rows_of(as_csv(known))
    edited = read_again(saved(rows, delimiter, encoding), known, (), TODAY)
    assert edited.roster == known
    assert edited.notes == ()


def test_a_new_line_gets_an_id_and_an_own_column_stays() -> None:
    rows = rows_of(as_csv(KNOWN))
    rows = [[*row, "Phone" if not n else f"555-{n}"] for n, row in enumerate(rows)]
    rows.append(["", "Di Fox", *[""] * 9, "555-9"])
    edited = read_again(saved(rows), KNOWN, ["p007"], TODAY)
    new = edited.roster.people[-1]
    assert (new.id, new.first, new.joined) == ("p008", "Di", TODAY)
    assert rows_of(as_csv(edited.roster, edited.extra))[-1][-1] == "555-9"
    assert rows_of(as_csv(edited.roster, edited.extra))[0] == [*COLUMNS, "Phone"]


def test_name_and_parts_are_kept_in_step_and_a_deleted_line_comes_back() -> None:
    rows = rows_of(as_csv(KNOWN))
    rows[1][1] = "Ana Vega"  # the whole name
    rows[2][2:4] = ["Benjamin", "Ode"]  # its parts
    del rows[3]
    edited = read_again(saved(rows), KNOWN, (), TODAY)
    ana, ben, _, kit = edited.roster
    assert (ana.first, ana.last, ana.aliases) == ("Ana", "Vega", ("Ana Ruiz",))
    assert ben.name == "Benjamin Ode"
    assert kit.id == "p003"
    assert any("put back" in note for note in edited.notes)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda rows: rows[2].__setitem__(0, "p001"), "Lines 2 and 3 of roster.csv have the same id, p001"),
        (lambda rows: rows[2].__setitem__(0, "ben"), "Line 3 of roster.csv has Ben Ode under the id ben"),
        (lambda rows: rows[2].__setitem__(0, "../x"), "Line 3 of roster.csv has the id “../x”"),
        (lambda rows: rows[2].__setitem__(1, " "), "Line 3 of roster.csv has no name"),
        (
            lambda rows: [row.__setitem__(0, new) for row, new in zip(rows[1:3], ("p002", "p001"), strict=True)],
            "sorted",
        ),
        (lambda rows: rows[2].__setitem__(4, "ana@x.example"), "same e-mail address|this person's id is p001"),
        (lambda rows: rows[0].__setitem__(0, "No."), "no line that names the columns id and name"),
    ],
)
def test_an_edit_that_would_mix_people_up_is_refused_with_its_line(change, says: str) -> None:
    rows = rows_of(as_csv(KNOWN))
    change(rows)
    with pytest.raises(Plain, match=says) as problem:
        read_again(saved(rows), KNOWN, (), TODAY)
    assert problem.value.advice
