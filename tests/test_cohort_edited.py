"""roster.csv edited by hand, in any spreadsheet: what was meant is followed, what would mix people up is refused."""

import csv
import io
from collections.abc import Sequence

import pytest

from belonging.cohort.roster import Person, Roster
from belonging.cohort.roster_file import COLUMNS, as_csv, read_again
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
