"""roster.csv edited by hand, in any spreadsheet: what was meant is followed, what would mix people up is refused."""

import csv
import io
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.cohort.names import cleaned
from belonging.cohort.roster import Person, Roster, read_roster
from belonging.cohort.roster_file import as_csv, read_again
from belonging.cohort.roster_table import COLUMNS
from belonging.errors import Plain
from test_cohort_follow import KNOWN

TODAY = "2026-10-01"


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


# --- what spreadsheets do to a file, and what nobody meant ------------------------------------------------------------

FULL = Roster(
    (
        Person("p001", "Ana Ruiz", "Ana", "Ruiz", "a@x.example", "North", joined="2026-09-03", number="0041"),
        Person("p002", "Ben Ode", "Ben", "Ode", "b@x.example", "North", joined="2026-09-04", number="9007199254740993"),
        Person("p003", "Cy Dvořák", "Cy", "Dvořák", "c@x.example", "Ełk", "1-2", "2026-09-05", "2026-10-02", ("🦊",)),
        Person("p004", "Łucja", "Łucja", "", "d@x.example", number="007", aliases=("0815",)),
    )
)


def edited(change, known: Roster = FULL, encoding: str = "utf-8-sig", errors: str = "strict"):
    rows = rows_of(as_csv(known))
    content = io.StringIO()
    csv.writer(content).writerows(change(rows) or rows)
    return read_again(content.getvalue().encode(encoding, errors), known, (), TODAY)


def column(name: str, text):
    def change(rows):
        for row in rows[1:]:
            row[COLUMNS.index(name)] = text(row[COLUMNS.index(name)])

    return change


def turned(name: str):
    """Move a column's cells down by one, as sorting it by itself might."""

    def change(rows):
        place = COLUMNS.index(name)
        cells = [row[place] for row in rows[1:]]
        for row, cell in zip(rows[1:], [cells[-1], *cells[:-1]], strict=True):
            row[place] = cell

    return change


@pytest.mark.parametrize("pattern", ["%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%m/%d/%y", "%d-%b-%y"])
@pytest.mark.parametrize("name", ["joined", "left"])
def test_days_come_back_as_they_were_wherever_the_spreadsheet_is_from(name: str, pattern: str) -> None:
    change = column(name, lambda day: f"{date.fromisoformat(day):{pattern}}" if day else "")
    assert edited(change).roster == FULL


def test_zeros_in_front_and_long_numbers_survive_a_spreadsheet() -> None:
    excel = {"0041": "41", "9007199254740993": "9.0072E+15", "007": "7", "0815": "815"}

    def change(rows):
        for row in rows:
            row[:] = [excel.get(cell, cell) for cell in row]

    assert edited(change).roster == FULL
    german = {**excel, "9007199254740993": "9,0072E+15"}
    excel.update(german)
    assert edited(change).roster == FULL
    excel["9007199254740993"] = "9007199254740990"  # digits beyond the fifteenth
    assert edited(change).roster == FULL
    excel["0041"] = "42"
    assert edited(change).roster.people[0].number == "42"


def test_letters_that_an_older_encoding_does_not_have_survive_it() -> None:
    def best_fit(rows):
        for row in rows:
            row[:] = [cell.replace("ř", "r").replace("Ł", "L").replace("ł", "l").replace("🦊", "??") for cell in row]

    for change in (lambda _: None, best_fit):
        found = edited(change, encoding="cp1252", errors="replace")
        assert found.roster == FULL
        assert "CSV UTF-8" in found.notes[0]
    renamed = edited(lambda rows: rows[3].__setitem__(1, "Cy Dvorak"))
    assert renamed.roster.people[2].name == "Cy Dvorak"


def test_a_column_that_was_renamed_or_deleted_empties_nothing() -> None:
    def rename(rows):
        rows[0][COLUMNS.index("email")] = "E-Mail"
        rows[0][COLUMNS.index("left")] = "Left on"

    found = edited(rename)
    assert found.roster == FULL
    assert not found.extra
    gone = edited(lambda rows: [[*row[:4], *row[6:9]] for row in rows])
    assert gone.roster == FULL
    assert (
        "The columns email, number, left, aliases are no longer in roster.csv; what was there is kept" in gone.notes[0]
    )
    emptied = edited(column("left", lambda _: ""))
    assert not emptied.roster.leavers


@pytest.mark.parametrize("name", ["name", "email", "first", "last"])
def test_a_column_sorted_by_itself_is_refused(name: str) -> None:
    with pytest.raises(Plain, match="sorted") as problem:
        edited(turned(name))
    assert "Undo that" in problem.value.advice


def test_two_addresses_that_were_swapped_are_followed_and_said() -> None:
    def swap(rows):
        rows[1][4], rows[2][4] = rows[2][4], rows[1][4]

    found = edited(swap)
    assert [one.email for one in found.roster][:2] == ["b@x.example", "a@x.example"]
    assert "Ana Ruiz (p001) now has the e-mail address that Ben Ode (p002) had." in found.notes


def test_a_second_person_of_one_name_is_said_or_asked_about() -> None:
    with pytest.raises(Plain, match=r"Lines 2 and 6 of .* have the same name, Ana Ruiz, and nothing that tells"):
        edited(
            lambda rows: [*rows, ["", "Ana Ruiz", *[""] * 9]],
            Roster((Person("p001", "Ana Ruiz", "Ana", "Ruiz"), *FULL.people[1:])),
        )
    found = edited(lambda rows: [*rows, ["", "Ana Ruiz", "", "", "", "", "South", "", "", "", ""]])
    assert any("2 people are called Ana Ruiz: p001 (" in note for note in found.notes)


def test_notes_in_columns_without_a_name_or_of_one_name_are_kept() -> None:
    first = edited(lambda rows: [[*row, "Phone" if not n else f"555-{n}"] for n, row in enumerate(rows)])
    rows = rows_of(as_csv(first.roster, first.extra))
    for n, row in enumerate(rows):
        row += [f"556-{n}", f"asked {n}"] if n else ["Phone", ""]
    del rows[4]
    found = read_again(saved(rows), first.roster, (), TODAY, first.extra)
    assert found.roster == first.roster
    back = rows_of(as_csv(found.roster, found.extra))
    assert [row[len(COLUMNS) :] for row in back] == [
        ["Phone", "Phone (2)", "note"],
        *([f"555-{n}", f"556-{n}", f"asked {n}"] for n in (1, 2, 3)),
        ["555-4", "", ""],
    ]


@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12), st.text(max_size=8)), min_size=1, max_size=4))
@settings(max_examples=80, deadline=None)
def test_whoever_is_in_a_roster_comes_back_from_its_file_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, people: list[tuple[str, str, str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "people.csv"
    rows = [["First name", "Last name", "School"], *(list(map(cleaned, one)) for one in people)]
    path.write_bytes(saved(rows))
    try:
        known = Roster(read_roster(path).people)
    except Plain:
        return
    rows = rows_of(as_csv(known))
    rows[0].append("own")
    assert read_again(saved(rows), known, (), TODAY).roster == known
