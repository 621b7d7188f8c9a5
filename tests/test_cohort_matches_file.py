"""What a director writes into `matches.csv` is followed, remembered, and never lost without a word."""

import io

import openpyxl
import pytest
from rich.console import Console

from belonging.cohort.collect import collect
from belonging.errors import Plain
from fake_cohort import FakeCohort
from sent_work import table, version, zipped

pytestmark = pytest.mark.xdist_group("cohort-collect")

TWO = "garciamaria_103_9003_listening.ipynb"  # two people are called so
NEAR = "Ben Okafoor - listening.ipynb"


@pytest.fixture
def cohort(tmp_path):
    return FakeCohort(tmp_path / "cohort")


def asked(cohort, tmp_path, name=TWO):
    """Collect one file that nobody can be matched to, and return its line."""
    collect(cohort, [zipped(tmp_path / "a.zip", {name: version("3")})])
    (line,) = table(cohort.root / "matches.csv")
    return line


def test_yes_stays_yes_when_collecting_again(cohort, tmp_path):
    line = asked(cohort, tmp_path, NEAR)
    assert line["guess"] == "p002"
    path = cohort.root / "matches.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("\n,", "\nyes,"), encoding="utf-8")
    assert [one.person_id for one in collect(cohort).new] == ["p002"]
    for _ in range(3):
        found = collect(cohort)
        assert [one.person_id for one in found.unchanged] == ["p002"]
        assert not found.of("taken back")
    assert table(path)[0]["person"] == "p002"


def test_yes_without_a_guess_is_asked_again(cohort, tmp_path):
    asked(cohort, tmp_path)
    path = cohort.root / "matches.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("\n,", "\nyes,"), encoding="utf-8")
    (row,) = collect(cohort).questions
    assert "no guess" in row.reason


def test_a_name_with_its_id_as_the_reason_shows_it_is_understood(cohort, tmp_path):
    key = asked(cohort, tmp_path)["key"]
    (cohort.root / "matches.csv").write_text(f"person,key\nMaría García (p004),{key}\n", encoding="utf-8")
    assert [one.person_id for one in collect(cohort).new] == ["p004"]


def as_old_mac(rows):
    return "\r".join(",".join(row) for row in rows).encode("cp1252", errors="replace")


def as_tabs_in_utf16(rows):
    return "\r\n".join("\t".join(row) for row in rows).encode("utf-16")


def as_workbook(rows):
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("save", [as_old_mac, as_tabs_in_utf16, as_workbook])
def test_it_may_be_saved_by_any_spreadsheet(cohort, tmp_path, save):
    key = asked(cohort, tmp_path)["key"]
    (cohort.root / "matches.csv").write_bytes(save([["key", "person"], [key, "p004"]]))
    assert [one.person_id for one in collect(cohort).new] == ["p004"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("who,which\np004,{key}\n", "“person” and “key”"),
        ("person,key\np004,\n", "Line 2"),
        ("person,key\np004,../../{key}\n", "Line 2"),
        ("%PDF-1.4", "cannot be read"),
    ],
)
def test_an_answer_that_cannot_be_placed_is_said_and_kept(cohort, tmp_path, text, says):
    key = asked(cohort, tmp_path)["key"]
    path = cohort.root / "matches.csv"
    path.write_text(text.format(key=key), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(Plain, match=says) as caught:
        collect(cohort)
    assert caught.value.advice
    assert path.read_bytes() == before


def test_a_very_long_cell_and_an_emptied_file_are_no_crash(cohort, tmp_path):
    asked(cohort, tmp_path)
    path = cohort.root / "matches.csv"
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text + '"' + "x" * 200_000, encoding="utf-8")
    with pytest.raises(Plain) as caught:
        collect(cohort)
    assert len(str(caught.value)) < 400
    path.write_text(text.replace("\n,", "\n" + "x" * 200_000 + ","), encoding="utf-8")
    assert len(collect(cohort).questions) == 1
    path.write_bytes(b"\n")
    assert len(collect(cohort).questions) == len(table(path)) == 1


def test_two_lines_that_say_different_things_are_asked_about(cohort, tmp_path):
    key = asked(cohort, tmp_path)["key"]
    (cohort.root / "matches.csv").write_text(f"person,key\np003,{key}\np004,{key}\n", encoding="utf-8")
    found = collect(cohort)
    assert not found.new
    assert "different" in found.questions[0].reason


def test_a_directors_own_column_is_kept_before_the_file_is_written_anew(cohort, tmp_path):
    key = asked(cohort, tmp_path)["key"]
    text = f"person,key,my notes\np004,{key},wrote to her on Monday\n"
    (cohort.root / "matches.csv").write_text(text, encoding="utf-8")
    collect(cohort)
    kept = [path.read_text(encoding="utf-8-sig") for path in (cohort.state / "collect").glob("matches-earlier/*.csv")]
    assert text in kept


def test_a_workbook_saved_beside_it_is_pointed_out(cohort, tmp_path):
    asked(cohort, tmp_path)
    (cohort.root / "matches.xlsx").write_bytes(as_workbook([["person"], ["p004"]]))
    out = io.StringIO()
    collect(cohort).show(Console(file=out, width=200))
    assert "matches.xlsx" in out.getvalue()
