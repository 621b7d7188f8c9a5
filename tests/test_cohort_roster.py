"""A list of people is read alike from any platform's export, by hand or from Excel; people are told apart."""

import contextlib
import warnings
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.cohort.drafts import drafts_of
from belonging.cohort.names import first_and_last, folded
from belonging.cohort.roster import read_roster
from belonging.errors import Plain
from belonging.own.sheet import Sheet

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


def test_a_year_or_a_month_is_no_day_and_a_time_zone_is_no_warning(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        reading = read_roster(
            written(tmp_path, "Name,Joined,Left\nAna,2026,\nBen,Sep 2026,2026\nCy,9/7/2026 10:00 EDT,\n")
        )
    assert [(one.joined, one.left) for one in reading.people] == [("", ""), ("", "yes"), ("2026-09-07", "")]
    assert "Lines 2, 3 have no day that can be read in the column on joining" in " ".join(reading.notes)


def test_the_end_of_a_course_beside_everybody_is_nobodys_leaving(tmp_path: Path) -> None:
    reading = read_roster(written(tmp_path, "Name,End date\nAna,2027-06-30\nBen,2027-06-30\n"))
    assert not any(one.left for one in reading.people)
    assert "“End date”" in " ".join(reading.notes)
    some = read_roster(written(tmp_path, "Name,End date\nAna,2026-10-30\nBen,\n"))
    assert [one.left for one in some.people] == ["2026-10-30", ""]


def test_a_column_that_counts_the_lines_is_no_number_however_it_is_sorted(tmp_path: Path) -> None:
    reading = read_roster(written(tmp_path, "ID,Name\n2,Ana Ruiz\n3,Ben Ode\n1,Cy Day\n"))
    assert not any(one.number or one.aliases for one in reading.people)


def test_an_address_that_is_a_parents_or_principals_is_not_taken_for_the_persons(tmp_path: Path) -> None:
    for whose in ("Parent email", "Principal e-mail", "Emergency contact"):
        reading = read_roster(written(tmp_path, f"Student,{whose}\nAna Ruiz,m@x.example\nBen Ode,n@x.example\n"))
        assert not any(one.email or one.aliases for one in reading.people)


def test_a_line_that_counts_is_nobody_and_where_people_teach_is_their_school(tmp_path: Path) -> None:
    text = "Participant name,Where do you teach?\nKit Alder,North\nKit Alder,South\nTotal: 2,\n"
    reading = read_roster(written(tmp_path, text))
    assert [(one.name, one.school) for one in reading.people] == [("Kit Alder", "North"), ("Kit Alder", "South")]
    assert [one.school for one in read_roster(written(tmp_path, "Name,Bldg\nAna,North\n")).people] == ["North"]
