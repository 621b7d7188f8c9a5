"""A new list meets the roster that is known: nobody is lost, doubled, or given another's id."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.cohort.follow import Followed, follow
from belonging.cohort.roster import Person, Roster, read_roster
from belonging.errors import Plain

TODAY = "2026-10-01"
KNOWN = Roster(
    (
        Person("p001", "Ana Ruiz", "Ana", "Ruiz", "ana@x.example", "North"),
        Person("p002", "Ben Ode", "Ben", "Ode", number="7"),
        Person("p003", "Kit Alder", "Kit", "Alder", school="North"),
        Person("p004", "Kit Alder", "Kit", "Alder", school="South"),
    )
)


def written(folder: Path, text: str) -> Path:
    (folder / "people.csv").write_text(text)
    return folder / "people.csv"


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


# --- nobody is doubled, merged with a namesake, or given another's id ------------------------------------------------

TWINS = {
    "groups": "Name,Group\nKit Alder,A\nKit Alder,B\n",
    "logins": "Name,Username\nKit Alder,kalder1\nKit Alder,kalder2\n",
    "numbers": "Name,ID number\nKit Alder,007\nKit Alder,008\n",
    "schools": "Name,School\nKit Alder,North\nKit Alder,South\n",
    "one with nothing": "Name,Email\nKit Alder,\nKit Alder,kit@x.example\n",
    "one blank": "Name,School,Email\nKit Alder,North,\nKit Alder,,kit@x.example\n",
}


@pytest.mark.parametrize("told_apart_by", TWINS)
def test_the_same_list_again_doubles_nobody(told_apart_by: str, tmp_path: Path) -> None:
    text = TWINS[told_apart_by]
    known = again(tmp_path, text, Roster()).roster
    head, *rest = text.splitlines()
    for lines in (rest, rest[::-1]):
        followed = again(tmp_path, "\n".join([head, *lines]), known)
        assert (followed.added, followed.missing, followed.notes) == ((), (), ())
        assert set(followed.roster) == set(known)
    if told_apart_by == "numbers":  # a spreadsheet takes the zeros in front away
        assert not again(tmp_path, text.replace("00", ""), known).added


def test_twelve_of_one_name_are_followed_by_whatever_tells_each_apart(tmp_path: Path) -> None:
    lines = [f"Kit Alder,School {n % 4},Group {n // 4},{f'kit{n}@x.example' if n % 3 else ''}" for n in range(12)]
    head = "Name,School,Group,Email"
    known = again(tmp_path, "\n".join([head, *lines]), Roster()).roster
    followed = again(tmp_path, "\n".join([head, *reversed(lines)]), known)
    assert tuple(reversed(followed.roster.people)) == known.people


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Kit Alder,", r"Line 2: Kit Alder may be p003 \(North\) or p004 \(South\), or somebody new"),
        ("Kit Alder,East", r"Line 2: Kit Alder may be p003 \(North\) or p004 \(South\), or somebody new"),
        ("Kit Alder,North\nKit Alder,East", r"Line 3: Kit Alder may be p004 \(South\), or somebody new"),
    ],
)
def test_a_namesake_nobody_can_tell_apart_is_asked_about(line: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Plain, match=says) as problem:
        again(tmp_path, f"Name,School\n{line}\n")
    assert "roster.csv" in problem.value.advice


@pytest.mark.parametrize("line", ["Kit Alder,new@x.example,,A", "Kit Alder,,East,B", "Kit Alder,new@x.example,South,B"])
def test_a_namesake_who_comes_as_another_goes_is_asked_about(line: str, tmp_path: Path) -> None:
    head, kit = "Name,Email,School,Group", "Kit Alder,kit@x.example,North,A"
    known = again(tmp_path, f"{head}\n{kit}\nKit Alder,other@x.example,South,B\n", Roster()).roster
    with pytest.raises(Plain, match=r"Line 3: Kit Alder may be p002 \(other@x.example, South, B\), or somebody new"):
        again(tmp_path, f"{head}\n{kit}\n{line}\n", known)


def test_a_list_with_fewer_columns_takes_nobody_for_the_namesake_without_those_marks(tmp_path: Path) -> None:
    text = "Name,School,Group\nKit Alder,,A\nKit Alder,South,A\n"
    known = again(tmp_path, text, Roster()).roster
    with pytest.raises(Plain, match=r"may be p001 .* or p002"):
        again(tmp_path, "Name,Group\nKit Alder,A\n", known)


def test_a_namesake_who_joins_or_whose_twin_left_is_clear(tmp_path: Path) -> None:
    joined = again(tmp_path, "Name,School\nKit Alder,North\nKit Alder,South\nKit Alder,East\n")
    assert [one.school for one in joined.added] == ["East"]
    gone = Roster(tuple(replace(one, left="2026-09-20") if one.id == "p004" else one for one in KNOWN))
    stayed = again(tmp_path, "Name\nKit Alder\n", gone)
    assert (stayed.added, [one.id for one in stayed.missing]) == ((), ["p001", "p002"])


def test_a_number_of_another_system_makes_nobody_another_person(tmp_path: Path) -> None:
    known = again(tmp_path, "Name,ID number\nAna Ruiz,41\nBen Ode,42\n", Roster()).roster
    with pytest.raises(Plain, match=r"Line 2 has the number of Ana Ruiz \(p001\), 41, and another name, Ben Ode") as no:
        again(tmp_path, "Name,ID number\nBen Ode,41\nAna Ruiz,43\n", known)
    assert "without the column of numbers" in no.value.advice
    married = again(tmp_path, "Name,ID number\nAna Vega,41\nBen Ode,42\n", known)
    assert [(one.id, one.name) for one in married.roster] == [("p001", "Ana Vega"), ("p002", "Ben Ode")]


def test_a_column_of_addresses_that_was_sorted_by_itself_is_refused(tmp_path: Path) -> None:
    text = "Name,Email\nAna Ruiz,a@x.example\nBen Ode,b@x.example\nCy Day,c@x.example\n"
    known = again(tmp_path, text, Roster()).roster
    moved = text.replace("a@", "?").replace("b@", "a@").replace("?", "b@")
    with pytest.raises(Plain, match=r"Line 2 has the e-mail address of Ben Ode \(p002\) and the name of Ana Ruiz"):
        again(tmp_path, moved, known)
    sisters = "Name,Number\nAna Ruiz,17\nAna Ode,18\n"
    known = again(tmp_path, sisters, Roster()).roster
    with pytest.raises(Plain, match=r"Line 2 has the number of Ana Ode \(p002\) and the name of Ana Ruiz"):
        again(tmp_path, "Name,Number\nAna Ruiz,18\nAna Ode,17\n", known)


def test_an_address_that_was_given_on_to_somebody_else_is_theirs(tmp_path: Path) -> None:
    known = Roster((replace(KNOWN.people[0], aliases=("office@x.example",)),))
    followed = again(tmp_path, "Name,Email\nAna Ruiz,ana@x.example\nDi Fox,office@x.example\n", known)
    assert [(one.id, one.name) for one in followed.roster] == [("p001", "Ana Ruiz"), ("p002", "Di Fox")]


def test_a_name_corrected_by_hand_stays_and_the_platforms_list_doubles_nobody(tmp_path: Path) -> None:
    known = Roster((Person("p001", "Ana Vega", "Ana", "Vega", "a@x.example", aliases=("Ana Ruiz",)),))
    for text in ("Name\nAna Ruiz\n", "Name,Email\nAna Ruiz,a@x.example\n"):
        followed = again(tmp_path, text, known)
        assert [(one.id, one.name, one.last) for one in followed.roster] == [("p001", "Ana Vega", "Vega")]
        assert "is called Ana Ruiz in the new list" in followed.notes[0]


def test_a_line_without_a_name_takes_nobodys_name_away(tmp_path: Path) -> None:
    followed = again(tmp_path, "Name,Email\n,ana@x.example\n")
    assert (followed.roster.people[0].id, followed.roster.people[0].name) == ("p001", "Ana Ruiz")
    assert not followed.added


def test_an_earlier_number_is_kept_as_people_s_older_downloads_are_named_after_it(tmp_path: Path) -> None:
    followed = again(tmp_path, "Name,ID number\nBen Ode,0815\n")
    ben = followed.roster.people[0]
    assert (ben.id, ben.number, ben.aliases) == ("p002", "0815", ("7",))
