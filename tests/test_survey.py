"""The survey kit's questions: what they say, what their columns are called, and what the kit's page says of them."""

import re
from pathlib import Path

import pandas as pd
import pytest
import textstat
import yaml
from bs4 import BeautifulSoup
from pybtex.database import parse_file

from belonging.course import load_python
from belonging.data import load, to_number
from belonging.paths import course_root
from belonging.survey import NAMES, RULES, UNVALIDATED, instrument, lint, mapping, recognise
from belonging.survey.prose import family_notice, guide
from belonging.tasks.prose import to_html

ROOT = course_root()
PAGE = ROOT / "book" / "survey-kit.md"
OURS = ("pulse", "pictures")
FORMS = [(name, form) for name in NAMES for form in instrument(name).forms]


def test_the_pulse_has_the_columns_of_the_practice_data_in_their_order() -> None:
    spring = [name.removeprefix("spring_") for name in load("pulse_fall_spring").columns if name.startswith("spring_")]
    assert mapping()["items"] == spring


def test_the_pulse_has_the_answers_of_the_practice_data() -> None:
    labels = load_python(ROOT / "datasets" / "pulse_fall_spring" / "generate.py").LABELS
    oldest = instrument("pulse").forms[-1]
    assert oldest.options == labels


def test_the_pulse_asks_two_questions_for_each_belief_and_the_pictures_one() -> None:
    beliefs = pd.Series(mapping()["belief"]).value_counts()
    assert beliefs.to_dict() == dict.fromkeys(["belong", "can_do", "add_value", "future_ready"], 2)
    assert sorted(mapping("pictures")["belief"].values()) == sorted(beliefs.index)


def test_no_column_of_one_set_is_a_column_of_another() -> None:
    columns = [column for name in NAMES for column in mapping(name)["items"]]
    assert len(columns) == len(set(columns)) == 16


@pytest.mark.parametrize("name", NAMES)
def test_the_mapping_reads_answers_however_they_are_written(name: str) -> None:
    how = mapping(name)
    low, high = how["scale"]
    assert set(how["labels"].values()) == set(range(low, high + 1))
    assert all(label == label.lower() for label in how["labels"])
    assert set(how["wording"]) == set(how["items"]) == set(how["belief"])
    assert set(how["belief"].values()) == set(how["beliefs"])
    written = pd.Series([f"{number} - {label}" for label, number in how["labels"].items()])
    assert to_number(written).tolist() == list(how["labels"].values())


@pytest.mark.parametrize("name", NAMES)
def test_every_column_is_recognised_by_its_id_and_by_each_wording(name: str) -> None:
    for column, wordings in mapping(name)["wording"].items():
        for number, heading in enumerate([column, *wordings], 1):
            for written in (
                heading,
                heading.upper(),
                f"{number}. {heading}",
                f"  {heading.rstrip('?')} ",
                f'"{heading}"',
            ):
                assert recognise(written) == (name, column), written


@pytest.mark.parametrize(
    "heading", ["Timestamp", "", "belong", "belong_3", "How often do you feel part of this school?"]
)
def test_what_is_not_of_the_kit_is_not_recognised(heading: str) -> None:
    assert recognise(heading) is None


def test_only_the_identity_pair_runs_backwards() -> None:
    pair = mapping("identity_pair")
    assert pair["labels"] == {"strongly agree": 1, "agree": 2, "disagree": 3, "strongly disagree": 4}
    assert pair["reversed"] == pair["items"] == ["S1MPERSON1", "S1MPERSON2", "S1SPERSON1", "S1SPERSON2"]
    assert pair["missing"] == [-8, -9]
    assert mapping("pulse")["reversed"] == mapping("pictures")["reversed"] == []


def test_the_numbers_beside_the_pair_agree_with_each_other() -> None:
    numbers = instrument("identity_pair").comparison
    assert numbers["students"] == 17332
    assert "not a national estimate" in numbers["counted"]
    assert "no survey weights" in numbers["counted"]
    for belief in ("math_identity", "science_identity"):
        r = numbers[belief]["correlation"]
        # two items of nearly one spread: alpha follows from their correlation
        assert numbers[belief]["alpha"] == pytest.approx(2 * r / (1 + r), abs=0.005)


def test_a_set_that_does_not_exist_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(KeyError, match="pulse, pictures, identity_pair"):
        instrument("puls")


@pytest.mark.parametrize(("name", "form"), FORMS, ids=lambda value: getattr(value, "file", value))
def test_our_own_questions_pass_our_own_checklist(name: str, form) -> None:
    found = {
        rule.rule
        for item in instrument(name).items
        for rule in lint(item.words[form.grades], form.options.values(), form.lowest_grade)
    }
    # the national study's lines stay as they are, or they could not be compared; the page says which rules they break
    assert found == (set() if name in OURS else {"agree-disagree", "missing-middle"})


@pytest.mark.parametrize(("name", "form"), FORMS, ids=lambda value: getattr(value, "file", value))
def test_a_sheet_reads_at_the_grade_of_its_youngest(name: str, form) -> None:
    items = instrument(name).items
    words = " ".join([*form.intro, *(item.words[form.grades].rstrip("?") + "." for item in items)])
    read_aloud = name == "pictures"
    assert textstat.flesch_kincaid_grade(words) <= (3 if read_aloud else form.lowest_grade)


@pytest.mark.parametrize("text", [guide(), family_notice()], ids=["guide", "family notice"])
def test_the_texts_read_easily_and_say_what_the_kit_is_not(text: str) -> None:
    parts = BeautifulSoup(to_html(text), "html.parser").select("p, li")
    assert textstat.flesch_kincaid_grade(" ".join(part.get_text(" ", strip=True) for part in parts)) <= 8
    assert UNVALIDATED in text
    assert "{" not in text


def test_the_words_read_aloud_are_those_of_the_picture_sheet() -> None:
    pictures = instrument("pictures")
    for item in pictures.items:
        assert f"Put your finger on the {item.picture}. {item.words['K-2']}" in guide()
    for label in pictures.forms[0].options.values():
        assert f"*{label.lower()}*" in guide()


def test_the_notice_to_families_says_how_to_opt_out() -> None:
    assert "If you do not want your child to take part" in family_notice()
    assert "without a reason" in family_notice()


@pytest.mark.parametrize("name", NAMES)
def test_no_file_names_a_vendor(name: str) -> None:
    text = (ROOT / "src" / "belonging" / "survey" / "items" / f"{name}.yml").read_text(encoding="utf-8")
    assert not re.search("smartlab|panorama|perts", text + guide() + family_notice(), re.IGNORECASE)
    assert yaml.safe_load(text)["licence"] in ("CC0 1.0", "public domain")


# ---- the page of the book ----


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    """The cells of every table row of the page."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if line.startswith("| ")]


def test_the_page_shows_each_question_as_the_sheets_have_it(rows: list[list[str]]) -> None:
    cells = [[cell.replace("`", "").strip("| ") for cell in row] for row in rows]
    for item in instrument("pulse").items:
        first = f"{instrument('pulse').beliefs[item.belief]} {item.id}"
        assert [first, item.words["3-5"], item.words["6-12"]] in cells
    for item in instrument("pictures").items:
        first = f"{item.picture.capitalize()}: {instrument('pictures').beliefs[item.belief]} {item.id}"
        assert [first, item.words["K-2"]] in cells
    for item in instrument("identity_pair").items:
        assert [item.id, item.words["8-12"]] in cells


def test_the_page_shows_the_comparison_as_it_was_counted(rows: list[list[str]]) -> None:
    numbers = instrument("identity_pair").comparison
    math, science = numbers["math_identity"], numbers["science_identity"]
    cells = [[cell.strip("| ") for cell in row] for row in rows]
    assert [
        "Strongly disagreed with both lines",
        f"{math['lowest_on_both']}%",
        f"{science['lowest_on_both']}%",
    ] in cells
    assert ["Strongly agreed with both lines", f"{math['highest_on_both']}%", f"{science['highest_on_both']}%"] in cells
    assert [math["item_means"][0], science["item_means"][0]] in [_numbers(row) for row in cells]
    assert [math["item_means"][1], science["item_means"][1]] in [_numbers(row) for row in cells]
    assert any(_numbers(row) == [math["agree_on_average"], science["agree_on_average"]] for row in cells)
    assert "**It is not a national estimate.**" in PAGE.read_text(encoding="utf-8")


def _numbers(row: list[str]) -> list[float]:
    return [float(cell.rstrip("%")) for cell in row[1:] if re.fullmatch(r"[\d.]+%?", cell)]


def test_the_page_has_the_whole_checklist_and_nothing_else_in_it(rows: list[list[str]]) -> None:
    start = next(place for place, row in enumerate(rows) if row[0] == "A good question")
    assert [[cell.strip("| ") for cell in row] for row in rows[start + 1 :]] == [
        [rule.check, rule.why] for rule in RULES
    ]


def test_the_page_s_sources_are_in_the_bibliography_and_its_claims_in_the_ledger() -> None:
    text = PAGE.read_text(encoding="utf-8")
    keys = {key for group in re.findall(r"\{cite:p\}`([^`]+)`", text) for key in group.split(",")}
    assert keys
    assert keys <= set(parse_file(str(ROOT / "book" / "references.bib")).entries)
    ledger = yaml.safe_load((ROOT / "book" / "claims.yml").read_text(encoding="utf-8"))
    assert set(re.findall(r"\{claim\}`([^`]+)`", text)) <= set(ledger)


def test_the_page_reads_easily() -> None:
    parts = BeautifulSoup(to_html(PAGE.read_text(encoding="utf-8")), "html.parser").select("p, li")
    assert textstat.flesch_kincaid_grade(" ".join(part.get_text(" ", strip=True) for part in parts)) <= 9
    assert f"**{UNVALIDATED}**" in PAGE.read_text(encoding="utf-8")


def test_the_page_links_to_every_file_of_the_kit_and_to_no_other(tmp_path: Path) -> None:
    from belonging.survey import write_static

    written = {f"../{path.relative_to(tmp_path).as_posix()}" for path in write_static(tmp_path)}
    assert set(re.findall(r'href="([^"]+)"', PAGE.read_text(encoding="utf-8"))) == written
