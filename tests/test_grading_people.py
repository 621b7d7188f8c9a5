"""Each handed-in file gets one person, named by the file or its folder, fit for nbgrader's folders and unique."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.grading.people import person_ids

M = "listening"


@pytest.mark.parametrize(
    ("path", "person"),
    [
        ("Ana Pérez - listening.ipynb", "Ana-Pérez"),
        ("listening_Ben O'Hara (1).ipynb", "Ben-O-Hara-1"),
        ("submitted/mira/listening/listening.ipynb", "mira"),
        ("Class 7/Zoë/exercises/listening (2).ipynb", "Zoë"),
        ("李明.ipynb", "李明"),
        ("Listening-notes by Lee.ipynb", "notes-by-Lee"),
        ("a*b?[c]+{d}.ipynb", "a-b-c-d"),
        ("../=cmd|calc.ipynb", "cmd-calc"),
        ("spring/10442.ipynb", "10442"),
        ("....ipynb", "of"),
    ],
)
def test_names_come_from_the_file_else_its_folder(path: str, person: str) -> None:
    assert person_ids([(Path("/grading/of") / path, M)]) == [person]


def test_accents_are_one_person_however_the_computer_stores_them() -> None:
    composed, decomposed = (unicodedata.normalize(form, "Zoë.ipynb") for form in ("NFC", "NFD"))
    assert person_ids([(Path(composed), M)]) == person_ids([(Path(decomposed), M)])


def test_two_files_of_one_name_are_told_apart_by_their_folders() -> None:
    files = [(Path("/h/period 1/Sam.ipynb"), M), (Path("/h/period 2/sam.ipynb"), M)]
    assert person_ids(files) == ["period-1-Sam", "period-2-sam"]


def test_downloads_of_many_people_into_one_folder_stay_many() -> None:
    files = [(Path("/h/spring/listening.ipynb"), M), (Path("/h/spring/listening (1).ipynb"), M)]
    assert person_ids(files) == ["spring-listening", "spring-listening-1"]


def test_one_person_may_hand_in_several_modules() -> None:
    assert person_ids([(Path("Sam/listening.ipynb"), M), (Path("Sam/start.ipynb"), "start")]) == ["Sam", "Sam"]


@given(st.lists(st.tuples(st.text(max_size=8), st.text(min_size=1, max_size=80)), min_size=1, max_size=6))
def test_any_name_gives_unique_ids_that_nbgrader_can_use(names: list[tuple[str, str]]) -> None:
    clean = [[part.replace("/", "_").replace("\0", "_") for part in pair] for pair in names]
    ids = person_ids([(Path("/h") / folder / f"{stem}.ipynb", M) for folder, stem in clean])
    assert len({id_.casefold() for id_ in ids}) == len(ids)
    for id_ in ids:
        assert re.fullmatch(r"[\w.][\w.-]*", id_)
        assert id_ not in (".", "..")
