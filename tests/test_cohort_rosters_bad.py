"""A bad roster is read as it was meant, or refused in words that say what to do; never half of it."""

import re
from pathlib import Path

import pytest

import bad_rosters
from bad_submissions import KINDS as WORK
from belonging.cohort.demo import write_demo
from belonging.cohort.roster import read_roster
from belonging.data import load
from belonging.errors import Plain


@pytest.mark.parametrize("kind", bad_rosters.KINDS)
def test_a_bad_roster_is_read_as_meant_or_refused_in_plain_words(kind: str, tmp_path: Path) -> None:
    roster = bad_rosters.KINDS[kind]
    name, content = roster.make()
    path = tmp_path / name
    path.write_bytes(content)
    if roster.people is None:
        with pytest.raises(Plain, match=f"(?i){roster.says}") as refused:
            read_roster(path)
        assert refused.value.advice
        assert path.read_bytes() == content
        return
    reading = read_roster(path)
    assert tuple(person.name for person in reading.people) == roster.people
    assert re.search(roster.says, " ".join(reading.notes))
    assert len({person.id.casefold() for person in reading.people}) == len(roster.people)


def test_both_rosters_of_the_fictional_cohort_hold_the_same_48_people(tmp_path: Path) -> None:
    write_demo(tmp_path, modules=[])
    from_excel, from_csv = (read_roster(tmp_path / name).people for name in ("roster.xlsx", "roster.csv"))
    assert from_excel == from_csv
    people = load("cohort_demo").drop_duplicates("person")
    assert [one.name for one in from_excel] == people["name"].tolist()
    assert [one.email for one in from_excel] == people["email"].fillna("").tolist()
    assert [one.left for one in from_excel] == people["left"].fillna("").tolist()


def test_strange_names_are_names_too(tmp_path: Path) -> None:
    names = [bad.name for bad in WORK.values() if bad.name and not bad.name.startswith("Sam Twin")]
    (tmp_path / "people.csv").write_bytes(
        bad_rosters.table(("Name", "School"), *((name, "North") for name in names)).encode()
    )
    assert [person.name for person in read_roster(tmp_path / "people.csv").people] == names
