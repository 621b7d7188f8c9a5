"""A file is somebody's only where exactly one person fits exactly; everything else is a guess, and said to be one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging.cohort.collect.known import fold
from belonging.cohort.collect.lms import named
from belonging.cohort.collect.match import Matcher
from belonging.cohort.roster import Person

PEOPLE = (
    Person("p001", "Ana Pérez", "Ana", "Pérez", "ana.perez@north.example", "North"),
    Person("p002", "Ben Okafor", "Ben", "Okafor", "bokafor@north.example", "North"),
    Person("p003", "Maria Garcia", "Maria", "Garcia", "mgarcia@north.example", "North"),
    Person("p004", "María García", "María", "García", "mgarcia2@south.example", "South"),
    Person("p005", "Coyote 7", "Coyote", "7", aliases=("cy7",)),
    Person("p006", "Ana María López Ruiz", "Ana María", "López Ruiz", "science@south.example", "South", number="00417"),
    Person("p007", "Jean-Luc Sørensen", "Jean-Luc", "Sørensen"),
    Person("p008", "Kim Lee", "Kim", "Lee"),
    Person("p009", "Lee Kim", "Lee", "Kim"),
)
MATCHER = Matcher(PEOPLE, ["listening", "Listening to belonging data", "studio"])


def who(*trail: str, hints: tuple[str, ...] = ()) -> tuple[str, str]:
    """Who it is for certain, and who is guessed."""
    found = MATCHER.match(named(trail), trail, hints)
    return found.person.id if found.person else "", found.guess.id if found.guess else ""


# How each platform's names come about is written beside its function in `lms.py`.
@pytest.mark.parametrize(
    ("trail", "person"),
    [
        (("s.zip", "pérezana_12_34_listening.ipynb"), "p001"),
        (("s.zip", "perezana_LATE_12_34_listening-2.ipynb"), "p001"),
        (("s.zip", "lópezruizanamaría_12_34_x.ipynb"), "p006"),
        (("s.zip", "sørensenjeanluc_12_34_listening.ipynb"), "p007"),
        (("s.zip", "garciamaria_12_34_listening-mgarcia2@south.example.ipynb"), "p004"),
        (("m.zip", "Ana Pérez_991_assignsubmission_file_", "listening.ipynb"), "p001"),
        (("m.zip", "Ana Pérez_991_assignsubmission_file", "deep", "listening.ipynb"), "p001"),
        (("m.zip", "Okafor Ben_991_assignsubmission_file_listening.ipynb"), "p002"),
        (("s.zip", "Okafor, Ben - 65000002", "Revision 2 - Late", "listening.ipynb"), "p002"),
        (("s.zip", "Okafor, Ben - 65000002", "Submission 1 - listening.ipynb"), "p002"),
        (("b.zip", "Listening_bokafor_attempt_2026-10-01-09-00-00_listening.ipynb"), "p002"),
        (("d.zip", "39-25 - Ben Okafor - Sep 24, 2026 926 PM", "listening.ipynb"), "p002"),
        (("d.zip", "39-25 - Ben Okafor - Sep 24, 2026 926 PM - listening.ipynb"), "p002"),
        (("Student Work", "Submitted files", "Ben Okafor", "Listening", "Version 2", "x.ipynb"), "p002"),
        (("in", "bokafor+listening+2026-10-01 09:00:00.1 UTC+abc=", "listening.ipynb"), "p002"),
        (("course", "submitted", "p001", "listening", "listening.ipynb"), "p001"),
        (("Downloads", "Ana Perez - listening.ipynb"), "p001"),
        (("Downloads", "listening - Ana Pérez (2).ipynb"), "p001"),
        (("Downloads", "Copy of listening - PEREZ ANA.ipynb"), "p001"),
        (("Downloads", "anaperez.ipynb"), "p001"),
        (("Downloads", "listening-ana.perez.ipynb"), "p001"),
        (("Downloads", "bokafor@north.example listening.ipynb.txt"), "p002"),
        (("Downloads", "P001.ipynb"), "p001"),
        (("Downloads", "coyote 7", "listening.ipynb"), "p005"),
        (("Downloads", "cy7.ipynb"), "p005"),
        (("Ana Pérez.zip", "listening.ipynb"), "p001"),
        (("Downloads", "South", "maria garcia.ipynb"), "p004"),
    ],
)
def test_what_fits_one_person_exactly_is_certain(trail, person):
    assert who(*trail)[0] == person


@pytest.mark.parametrize(
    ("trail", "guess"),
    [
        (("Downloads", "listening.ipynb"), ""),
        (("Downloads", "ana.ipynb"), "p001"),  # two people are called so
        (("Downloads", "Anna Peres listening.ipynb"), "p001"),
        (("Downloads", "Maria Garcia.ipynb"), "p003"),
        (("s.zip", "garciamaria_12_34_listening.ipynb"), "p003"),
        (("s.zip", "anon_x7f2q_34_listening.ipynb"), ""),
        (("m.zip", "Participant_991_assignsubmission_file_", "listening.ipynb"), ""),
        (("Downloads", "Kim Lee.ipynb"), "p008"),
        (("Downloads", "Ben Okafor", "Ana Pérez.ipynb"), "p001"),  # they contradict
        (("Downloads", "science", "listening.ipynb"), "p006"),  # a subject, or the login of science@...
        (("Ana Pérez", "listening.ipynb"), "p001"),  # the folder that was typed: the director's own, perhaps
        (("s.zip", "nobodyzoe_00417_34_listening.ipynb"), "p006"),  # the number fits, the name does not
        (("Downloads", "listening 7.ipynb"), ""),
    ],
)
def test_what_does_not_is_listed_with_a_guess(trail, guess):
    assert who(*trail) == ("", guess)


def test_the_file_itself_only_helps_to_guess():
    assert who("Downloads", "listening (3).ipynb", hints=("Ben Okafor",)) == ("", "p002")


def test_a_director_may_write_id_name_address_or_a_number_without_its_zeros():
    for text, ids in {
        "p001": ["p001"], " P001 ": ["p001"], "okafor, ben": ["p002"], "mgarcia@north.example": ["p003"],
        "417": ["p006"], "Maria Garcia": ["p003", "p004"], "nobody": [],
    }.items():  # fmt: skip
        assert [one.id for one in MATCHER.said(text)] == ids


letters = st.text("abcdeéłøñ -.'", min_size=1, max_size=8)
names = st.builds(lambda a, b: f"{a.strip()} {b.strip()}".strip(), letters, letters).filter(
    lambda text: any(map(str.isalpha, text))
)


@st.composite
def rosters(draw):
    people = []
    for n in range(draw(st.integers(1, 6))):
        name = draw(names)
        first, _, last = name.partition(" ")
        email = draw(st.sampled_from(["", f"{n}@x.example", f"{fold(name).replace(' ', '.')}@x.example"]))
        people.append(Person(f"p{n:03}", name, first, last, email))
    return people


@settings(max_examples=300, deadline=None)
@given(rosters(), st.data())
def test_nobody_is_ever_guessed_silently(people, data):
    """Whoever is certain is named in the file's names, letter for letter but for accents, spaces and order."""
    matcher = Matcher(people, ["listening"])
    person = data.draw(st.sampled_from(people))
    text = data.draw(st.sampled_from([person.name, person.email or "x", person.id, "listening"]) | names)
    trail = data.draw(
        st.sampled_from(
            [
                ("in", f"{text}.ipynb"),
                ("in", f"{text} - listening (1).ipynb"),
                ("in", text.replace("/", "-"), "listening.ipynb"),
                ("z.zip", f"{fold(text).replace(' ', '')}_12_34_listening.ipynb"),
                ("z.zip", f"{text}_991_assignsubmission_file_", "listening.ipynb"),
            ]
        )
    )
    found = matcher.match(named(trail), trail).person
    if found is None:
        return
    said = fold(" ".join(trail)).replace(" ", "")
    words = fold(found.name).split()
    forms = ["".join(words[n:] + words[:n]) for n in range(len(words))]
    local = found.email.partition("@")[0]
    assert any(form in said for form in [*forms, found.id, fold(local).replace(" ", "") or found.id])
    alike = [
        one for one in people if sorted(fold(one.name).split()) == sorted(words) and fold(one.name) == fold(found.name)
    ]
    if len(alike) > 1:  # two of one name: only an id or an address can have told them apart
        assert found.id in said or (local and fold(local).replace(" ", "") in said)
