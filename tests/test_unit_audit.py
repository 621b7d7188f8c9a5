"""Audit my unit: counts through five lenses, one honest sentence, changes that are tried out, a file out and in."""

import itertools
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from belonging.errors import Plain
from belonging.measures import wilson
from belonging.unit_audit import (
    LENSES,
    QUESTIONS,
    WHO,
    Figure,
    carried_by,
    changes,
    csv_text,
    in_page,
    read_csv,
    result_html,
    sentence,
    shares,
)  # fmt: skip
from belonging.unit_audit.form import WHO_LABELS, audit_my_unit
from belonging.unit_audit.tally import Tally

ANSWERS = [name for name, _ in QUESTIONS]


def tally(seed: int, n: int, parts: int = 4) -> list[Figure]:
    rng = random.Random(seed)
    return [
        Figure(f"page {rng.randrange(parts)}", rng.choice(WHO), **{name: rng.random() < 0.6 for name in ANSWERS})
        for _ in range(n)
    ]


def posters() -> list[Figure]:
    """A unit that looks fair by headcount and is not: the group is on one poster, and nobody there is at work."""
    poster = [Figure("poster", "focus", expert=True) for _ in range(10)]
    chapter = [Figure("chapter", "other", True, True, True, True) for _ in range(8)]
    return [*poster, *chapter, Figure("chapter", "focus", True, True, True), Figure("chapter", "other")]


@pytest.mark.parametrize("seed", range(20))
def test_every_lens_counts_what_it_says_and_keeps_what_the_wider_one_asked(seed: int) -> None:
    figures = tally(seed, 40)
    found = shares(figures)
    for lens, share in zip(LENSES, found, strict=True):
        seen = [f for f in figures if all(getattr(f, need) for need in lens.needs)]
        assert share.n + share.unclear == len(seen)
        assert share.focus == sum(f.who == "focus" for f in seen)
        if share.n:
            interval = wilson(share.focus, share.n)
            assert share.low == pytest.approx(interval.low, abs=1e-9)
            assert share.high == pytest.approx(interval.high, abs=1e-9)
    assert all(set(narrow.needs) > set(wide.needs) for wide, narrow in itertools.pairwise(LENSES))


def test_the_sentence_tells_both_lenses_with_their_n_and_the_part_that_carries_it() -> None:
    said = sentence(posters(), "women")
    assert "By headcount, 11 of 20 (55%) of the people pictured are women." in said
    assert "alive today and shown doing the work, it is 1 of 9." in said
    assert "With only 9, one more person would change that a lot." in said
    assert "10 of 11 are in “poster”, and without it the headcount is 1 of 10 (10%)." in said


def test_no_percent_is_told_on_fewer_than_ten_figures() -> None:
    for seed in range(60):
        figures = tally(seed, seed % 14 + 1)
        for share in shares(figures):
            assert ("%" in share.words) == (share.n >= 10)
        if any(figure.who != "unclear" for figure in figures):
            assert "too few to say more" in sentence(figures, "women")


def test_nothing_tallied_and_nobody_named_are_said_plainly() -> None:
    assert "Nothing is tallied yet" in sentence([], "women")
    assert changes([], "women") == []
    assert "does not say who" in sentence([Figure("p", "unclear", True)], "women")


def test_no_part_carries_a_group_that_is_spread_out() -> None:
    assert carried_by([Figure(f"page {n % 5}", "focus") for n in range(20)]) is None
    assert carried_by([Figure("a", "focus"), Figure("b", "other")]) is None


@pytest.mark.parametrize("seed", range(40))
def test_every_proposed_change_is_what_the_figures_give_and_they_come_largest_first(seed: int) -> None:
    figures = tally(seed, 25)
    found = changes(figures, "women")
    assert 1 <= len(found) <= 3
    assert [c.gain for c in found] == sorted((c.gain for c in found), reverse=True)
    assert len({c.id for c in found}) == len(found)
    for change in found:
        assert change.gain > 0 or change.before.value == 1.0
        assert change.before in shares(figures)
        assert change.after.focus >= change.before.focus


def test_a_change_that_cannot_be_made_is_not_proposed() -> None:
    only_others = [Figure("p", "other", True, True, True, True) for _ in range(5)]
    assert [c.id for c in changes(only_others, "women")] == ["add"]


@pytest.mark.parametrize("encode", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_tally_survives_a_spreadsheet_program(encode: str) -> None:
    figures = [Figure("página 1 – =1+1", "focus", True), Figure("=SUM(A1)", "other", used=True), Figure("", "unclear")]
    text = csv_text(figures)
    assert "'=SUM(A1)" in text
    assert read_csv(text.encode(encode)) == figures
    assert read_csv(text.replace(",", ";").replace("\r\n", "\n").upper().encode(encode))[1].used


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"name,age\nx,1\n", "no column “who”"),
        (b"part,who,expert,living,doing,used\np,somebody,yes,no,no,no\n", "Line 2: “somebody”"),
        (b"part,who,expert,living,doing,used\np,focus,maybe,no,no,no\n", "Line 2: “maybe” in the column “expert”"),
        (b"PK\x03\x04\x00\x00", "not a CSV file"),
        (b"part,who,expert,living,doing,used\n" + b"p,focus,yes,no,no,no\n" * 5001, "5001 figures"),
    ],
)
def test_a_file_that_is_no_tally_says_what_to_do(content: bytes, says: str) -> None:
    with pytest.raises(Plain, match=says):
        read_csv(content)


def test_what_a_teacher_typed_is_text_and_never_markup() -> None:
    hostile = '<img src=x onerror="alert(1)">'
    html = result_html([Figure(hostile, "focus", True, True, True)] * 12, hostile)
    assert "<img" not in html
    assert "&lt;img" in html


def test_the_page_gets_plain_data_and_an_unknown_answer_is_named() -> None:
    figures = [{"part": f.part, "who": f.who, **{a: getattr(f, a) for a in ANSWERS}} for f in posters()]
    answer = in_page.result(figures, "women")
    assert answer["sentence"] == sentence(posters(), "women")
    assert answer["shares"][0] == {"lens": "headcount", "focus": 11, "n": 20, "unclear": 0}
    assert answer["html"].count("<tr>") == 1 + len(LENSES)
    assert in_page.open_file(in_page.save(figures)["csv"].encode())["figures"] == figures
    with pytest.raises(ValueError, match="“robot”"):
        in_page.result([{"who": "robot"}])


def test_the_room_needs_nothing_but_the_standard_library() -> None:
    code = (
        "import sys; import belonging.unit_audit;"
        "print([m for m in ('pandas', 'numpy', 'scipy', 'altair', 'pydantic', 'yaml') if m in sys.modules])"
    )
    run_ = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run_.stdout.strip() == "[]"


def test_the_page_asks_the_same_questions_as_the_form_in_jupyterlab() -> None:
    script = (Path(__file__).parents[1] / "src/belonging/live/js/audit.js").read_text(encoding="utf-8")
    assert re.findall(r'\["(\w+)", "([^"]+\?)", "\w"\]', script) == list(QUESTIONS)
    assert re.findall(r'\["(\w+)", "([^"?]+)", "\d"\]', script) == [(value, words) for words, value in WHO_LABELS]


def test_a_tally_in_jupyterlab_is_kept_after_every_change_and_can_be_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "my unit.csv"
    tally = Tally(file)
    for figure in posters():
        tally.add(figure)
    tally.remove(20)
    assert Tally(file).figures == posters()[:19]
    assert tally.undo()
    assert Tally(file).figures == posters()
    with pytest.raises(Plain, match="no person 21"):
        tally.remove(21)
    with pytest.raises(Plain, match="no column"):
        tally.take(b"name,age\nx,1\n")
    assert Tally(file).figures == posters()
    tally.take(csv_text(posters()[:3]).encode())
    assert len(Tally(file).figures) == 3
    assert len(read_csv(file.with_suffix(".before.csv").read_bytes())) == 20
    assert tally.undo()
    assert len(Tally(file).figures) == 20
    fresh = Tally(tmp_path / "new.csv")
    assert not fresh.undo()


def test_a_file_that_is_no_tally_is_never_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "my-unit.csv"
    file.write_text("something else of mine\n", encoding="utf-8")
    with pytest.raises(Plain):
        audit_my_unit(str(file))
    assert file.read_text(encoding="utf-8") == "something else of mine\n"


def test_the_form_in_jupyterlab_adds_undoes_and_shows_the_result(tmp_path: Path) -> None:
    box = audit_my_unit(str(tmp_path / "my-unit.csv"))
    by_words = {w.description: w for w in widgets_in(box) if getattr(w, "description", "")}
    heard, shown = (w for w in box.children if type(w).__name__ == "HTML")
    by_words["Add this person"].click()
    assert "Please change:" in heard.value
    for _ in range(2):
        by_words["From that group?"].value = "Yes"
        by_words["Shown doing the work?"].value = True
        by_words["Add this person"].click()
    assert "2 so far" in heard.value
    assert "2 of 2" in shown.value
    by_words["Undo"].click()
    assert "1 of 1" in shown.value
    by_words["Whom do you look for?"].value = "<b>women</b>"
    assert "&lt;b&gt;women" in shown.value
    assert "<b>women" not in shown.value


def widgets_in(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from widgets_in(child)
