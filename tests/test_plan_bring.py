"""“Bring my own lesson”: what the lesson says lands in its field, nothing is invented, nothing is lost."""

import contextlib
import io
import re
import time
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from belonging import cli
from belonging.errors import Plain
from belonging.plan.bring import Brought, bring, bring_file
from belonging.plan.reading import read_plan, write_plan

TEMPLATE = """\
Lesson Title: Bridge Building Challenge
Grade Level: 7
Subject: Science / Engineering
Duration: Two 45-minute class periods
Class size: 28
Standards: MS-ETS1-2, MS-ETS1-4; CCSS.MATH.CONTENT.7.RP.A.2
Students follow rule 4.2 of the lab.

Learning Objectives:
Students will be able to:
• Understand the forces acting on a bridge
• Design a bridge from 20 sticks that holds 500 g
• Compare two designs by load and cost

Materials: craft sticks, glue, weights (50 g, 100 g), safety goggles

Procedure
1. Warm-up (5 min): Teacher shows pictures of bridges. Students write down what the bridges have in common.
2. Direct instruction (10 min): Explain tension and compression.
3. Group work (25 min) Students design and build a bridge in groups of four.
4. Testing (20-25 min): Each group tests the bridge until it breaks.
5. Exit ticket (5 min): What would you change?

Assessment: Lab sheet and exit ticket graded out of 10.
Success criteria
- The bridge holds 500 g for ten seconds
Safety: Goggles on during tests.
Homework: Read chapter 4.
Differentiation: Sentence starters for English learners.
"""


@pytest.fixture(scope="module")
def template() -> Brought:
    return bring(TEMPLATE)


def test_the_facts_of_a_usual_template_are_found(template: Brought) -> None:
    plan = template.plan
    assert (plan.title, plan.plan_id) == ("Bridge Building Challenge", "bridge-building-challenge")
    assert (plan.grade_band, plan.subject, plan.class_size) == ("6-8", "Science / Engineering", 28)
    assert (plan.sessions, plan.period_minutes, plan.minutes_total, plan.size) == (2, 45, 90, "S")
    assert [(each.framework, each.code) for each in plan.standards] == [
        ("NGSS", "MS-ETS1-2"),
        ("NGSS", "MS-ETS1-4"),
        ("CCSSM", "7.RP.A.2"),
    ]
    assert plan.materials_list == ("craft sticks", "glue", "weights (50 g, 100 g)", "safety goggles")
    assert plan.safety == "Goggles on during tests."


def test_objectives_become_goals_and_only_a_clear_verb_gives_a_level(template: Brought) -> None:
    assert [(goal.text, goal.level) for goal in template.plan.goals] == [
        ("understand the forces acting on a bridge", None),
        ("design a bridge from 20 sticks that holds 500 g", "create"),
        ("compare two designs by load and cost", "analyze"),
    ]


def test_steps_become_activities_with_minutes_phase_and_who_does_what(template: Brought) -> None:
    steps = [(each.phase, each.minutes, each.students_do, each.teacher_does) for each in template.plan.activities]
    assert steps == [
        ("launch", 5, "Write down what the bridges have in common.", "Show pictures of bridges."),
        (None, 10, "", "Explain tension and compression."),
        (None, 25, "Design and build a bridge in groups of four.", ""),
        (None, None, "Each group tests the bridge until it breaks.", ""),  # 20 to 25 minutes is no number
        ("reflect", 5, "What would you change?", ""),
    ]


def test_a_numbered_step_with_its_minutes_is_a_step_and_not_the_name_of_one() -> None:
    brought = bring(
        "# Ramps\n## Procedure\n1. Build two ramps (20 min)\n2. Explain drag (5 min)\n## Seating\nFour each."
    )
    first, second, *_ = brought.plan.activities
    assert (first.minutes, first.students_do) == (20, "Build two ramps")
    assert (second.minutes, second.teacher_does) == (5, "Explain drag")


def test_assessment_and_criteria_are_found(template: Brought) -> None:
    (assessment,) = template.plan.assessments
    assert assessment.how == "Lab sheet and exit ticket graded out of 10."
    assert assessment.success_criteria == ("The bridge holds 500 g for ten seconds",)


def test_each_piece_says_where_it_was_found(template: Brought) -> None:
    where = {found.field: found.where for found in template.found}
    assert where["title"] == "line 1"
    assert where["goals.1"] == "line 12"
    assert where["activities.2"] == "line 20"
    assert len({found.field for found in template.found}) == len(template.found)


def test_what_has_no_field_is_left_over_and_shown(template: Brought) -> None:
    left = {(left.heading, left.text) for left in template.left}
    assert ("Homework", "Read chapter 4.") in left
    assert ("Differentiation", "Sentence starters for English learners.") in left
    assert ("Standards", "Students follow rule 4.2 of the lab.") in left


def test_what_a_worksheet_never_says_is_asked_for_in_the_forms_order(template: Brought) -> None:
    asked = [question.field for question in template.asks]
    assert {"why", "problem", "audience", "role", "decisions", "recognition", "struggle", "evidence"} <= set(asked)
    assert asked.index("why") < asked.index("problem") < asked.index("role") < asked.index("struggle")
    assert not {"title", "goals", "activities"} & set(asked)
    for part in ("why", "problem", "audience", "role", "decisions", "recognition", "struggle", "evidence"):
        blank = type(template.plan).model_fields[part].get_default()
        assert getattr(template.plan, part) == blank, part


def test_the_plan_can_be_written_and_read_again(template: Brought) -> None:
    reading = read_plan(write_plan(template.plan))
    assert reading.plan == template.plan
    assert reading.problems == ()


FIVE_E = """\
# Water quality at the pond

**Grades:** 4-5

## Objectives
- SWBAT measure pH with test strips.
- I can explain why pH matters to fish.

## Engage (10 minutes)
Ask students what they saw at the pond. Have students draw it.

## Explore (20 min)
- Students test three samples in pairs.
- They record the pH in a table.

## Gallery walk
Teams leave a note on each poster.
"""


def test_the_5_e_model_and_markdown_are_known() -> None:
    plan = bring(FIVE_E).plan
    assert (plan.title, plan.grade_band) == ("Water quality at the pond", "3-5")
    assert [goal.text for goal in plan.goals] == ["measure pH with test strips", "explain why pH matters to fish"]
    steps = [(each.phase, each.minutes, each.students_do, each.teacher_does) for each in plan.activities]
    assert steps == [
        ("launch", 10, "Draw it.", "Ask students what they saw at the pond."),
        ("explore", 20, "Test three samples in pairs. They record the pH in a table.", ""),
        ("share", None, "Teams leave a note on each poster.", ""),
    ]


@pytest.mark.parametrize(
    ("line", "sessions", "period", "total"),
    [
        ("Time: 50 minutes", 1, 50, 50),
        ("Duration: 3 x 45 min", 3, 45, 135),
        ("Length: 1 hour", 1, 60, 60),
        ("Time: 1.5 hours", 1, 90, 90),
        ("Time needed: 4 class periods", 4, None, None),
        ("Time: about a week", None, None, None),
        ("Time: 40-50 minutes", None, None, None),
        ("Time: 240 minutes", None, None, 240),
    ],
)
def test_time_is_taken_only_when_it_is_clear(line: str, sessions: Any, period: Any, total: Any) -> None:
    brought = bring(f"# A lesson on shade\n{line}\n")
    plan = brought.plan
    assert (plan.sessions, plan.period_minutes, plan.minutes_total) == (sessions, period, total)
    if sessions is None and total is None:
        assert "could not tell the minutes" in brought.notes[0]


@pytest.mark.parametrize("line", ["Grade 7 science, 45 minutes", "7th grade - 45 min"])
def test_grade_and_time_in_one_line_are_both_taken(line: str) -> None:
    plan = bring(f"# Ramps\n{line}\n## Objectives\n- Students will compare two ramps").plan
    assert (plan.grade_band, plan.minutes_total) == ("6-8", 45)


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("Grade 3", "3-5"),
        ("Kindergarten", "K-2"),
        ("K-2", "K-2"),
        ("9th grade", "9-12"),
        ("Grades 6 to 8", "6-8"),
        ("Grades 4-7", None),
        ("Grade 13", None),
    ],
)
def test_grades_that_span_two_bands_are_asked_for(words: str, band: Any) -> None:
    brought = bring(f"Title: Shade in the yard\nGrade level: {words}\n")
    assert brought.plan.grade_band == band
    assert bool(brought.notes) == (band is None)


def test_prose_without_any_part_is_not_forced_into_a_plan() -> None:
    brought = bring(
        "Today we learn fractions because they did not go well. First we do some problems, then p. 45. Then a game."
    )
    assert brought.found == ()
    assert brought.left[0].text.startswith("Today we learn fractions")
    assert "Start from an exemplar" in brought.said()


def plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", words.casefold()))


@pytest.mark.parametrize("lesson", [TEMPLATE, FIVE_E])
def test_nothing_is_invented_and_nothing_is_lost(lesson: str) -> None:
    brought = bring(lesson)
    dumped = brought.plan.model_dump()
    own = set(plain(lesson).split())
    texts = [goal["text"] for goal in dumped["goals"]] + [dumped["title"], *dumped["materials_list"]]
    texts += [step[name] for step in dumped["activities"] for name in ("students_do", "teacher_does")]
    endings = {word.removesuffix("s") for word in own}
    assert {word for text in texts for word in plain(text).split()} - own - endings == set()
    kept = plain(" ".join([*texts, *(left.text for left in brought.left), *(found.text for found in brought.found)]))
    for line in lesson.splitlines():
        said = plain(re.sub(r"^\d+\. ", "", line.partition(":")[2] or line))
        if said and not line.startswith(("#", "Procedure", "Success", "Learning", "Students will be")):
            lost = [word for word in said.split() if word not in kept.split()]
            assert lost == [] or set(lost) <= {"swbat", "i", "can", "min", "minutes", "math", "content", "ccss"}, line


def test_the_longest_lists_are_cut_where_the_plan_ends_and_the_rest_is_left_over() -> None:
    lesson = "Objectives\n" + "\n".join(f"- compare sample {n} with the last one" for n in range(9))
    brought = bring(f"# Samples\n{lesson}\nSteps\n" + "\n".join(f"{n}. Measure sample {n} twice" for n in range(30)))
    assert (len(brought.plan.goals), len(brought.plan.activities)) == (5, 20)
    assert len(brought.left) == 4 + 10


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_becomes_a_plan_or_plain_words(text: str) -> None:
    try:
        brought = bring(text)
    except Plain:
        return
    assert read_plan(write_plan(brought.plan)).problems == ()


# ---- files


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("Seeds in the schoolyard", style="Title")
    facts = document.add_table(rows=0, cols=2)
    for head, said in (("Grade", "2"), ("Time", "30 minutes"), ("Materials", "seeds\ncups\nsoil")):
        row = facts.add_row().cells
        row[0].text, row[1].text = head, said
    document.add_heading("Learning targets", level=2)
    document.add_paragraph("Sort seeds by how they travel", style="List Bullet")
    document.add_heading("Lesson steps", level=2)
    steps = document.add_table(rows=1, cols=2)
    steps.rows[0].cells[0].text, steps.rows[0].cells[1].text = "Time", "Activity"
    for head, said in (("Opening (5 min)", "Students share a seed."), ("Explore (15 min)", "Students sort the seeds.")):
        row = steps.add_row().cells
        row[0].text, row[1].text = head, said
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_a_word_file_with_tables_is_read() -> None:
    brought = bring_file("seeds.docx", word_file())
    plan = brought.plan
    assert (plan.title, plan.grade_band, plan.minutes_total) == ("Seeds in the schoolyard", "K-2", 30)
    assert plan.materials_list == ("seeds", "cups", "soil")
    assert [goal.text for goal in plan.goals] == ["sort seeds by how they travel"]
    assert [(each.phase, each.minutes, each.students_do) for each in plan.activities] == [
        ("launch", 5, "Share a seed."),
        ("explore", 15, "Sort the seeds."),
    ]
    assert {found.where for found in brought.found} >= {"table 1, row 1", "table 2, row 3"}


def test_a_table_with_columns_for_teacher_and_students_is_read() -> None:
    lesson = (
        "# Shade at noon\n| Time | Activity | Teacher will | Students will |\n|---|---|---|---|\n"
        "| 10 min | Warm-up | Hand out maps | Mark the shade |\n| 25 min | Work time | | Measure six spots |\n"
    )
    plan = bring(lesson).plan
    assert [(each.phase, each.minutes, each.students_do, each.teacher_does) for each in plan.activities] == [
        ("launch", 10, "Mark the shade", "Hand out maps"),
        ("build", 25, "Measure six spots", ""),
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_any_usual_encoding_is_read(codec: str) -> None:
    assert bring_file("lesson.txt", "Title: El niño y el río\nGrade: 4".encode(codec)).plan.title == "El niño y el río"


def packed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def repacked(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        return packed({each: archive.read(each) for each in archive.namelist()} | {name: content})


def encrypted_flag(content: bytes) -> bytes:
    """Set the bit that says “encrypted” in the directory of a zip file."""
    changed = bytearray(content)
    for place in [match.start() for match in re.finditer(b"PK\x01\x02", content)]:
        changed[place + 8] |= 1
    return bytes(changed)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"&a;" * 10) for n in range(9))
    + b']><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    b"&a8;</w:t></w:r></w:p></w:body></w:document>"
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no words"),
        (b"   \n\n", "no words"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "old Word file"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"<html>" + b"word " * 60_000, "web page"),
        (b"abc\0\0\0def", "is not a text"),
        (b"word " * 60_000, "too long"),
        (b"PK\x03\x04" + b"broken" * 50, "damaged"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (packed({"Index/Document.iwa": b"x"}), "a Pages file"),
        (packed({"readme.txt": b"x"}), "not a Word file"),
        (repacked("word/document.xml", b"<w:document>"), "cannot be read"),
        (repacked("word/document.xml", b"<a>" + b" " * 30_000_000 + b"</a>"), "too large"),
        (repacked("word/media/bomb.bin", b"\0" * 210_000_000), "too large"),
        (encrypted_flag(word_file()), "password"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_lesson_gets_plain_words(content: bytes, words: str) -> None:
    with pytest.raises(Plain, match=words) as problem:
        bring_file("lesson.docx", content)
    assert problem.value.advice


def test_entities_that_grow_without_end_are_not_let_in() -> None:
    content = repacked("word/document.xml", ENTITIES)
    try:
        brought = bring_file("lesson.docx", content)
    except Plain:
        return
    assert len(str(brought)) < 10_000


def test_a_word_file_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(repacked("word/document.xml", b"<a>" + b" " * 30_000_000 + b"</a>"))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = archive.getinfo("word/document.xml").file_size
    said, lie = size.to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    with pytest.raises(Plain):
        bring_file("lesson.docx", bytes(content).replace(said, lie))


def test_a_very_long_word_file_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(word_file())) as archive:
        body = archive.read("word/document.xml")
    more = b"<w:p><w:r><w:t>Row</w:t></w:r></w:p>" * 4_100
    with pytest.raises(Plain, match="too long"):
        bring_file("unit.docx", repacked("word/document.xml", body.replace(b"<w:body>", b"<w:body>" + more)))


@pytest.mark.parametrize(
    "piece", ["1 ", " ", "10 - ", "a: ", "Grade 1 to ", "(", "day 1 ", "• ", "|a", "- x\n", "Time: 1\n"]
)
def test_no_text_takes_long(piece: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(Plain):
        bring("Steps\n" + piece * (150_000 // len(piece)))
    assert time.monotonic() - started < 10


def test_the_command_writes_the_start_of_a_plan_and_shows_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson = tmp_path / "Bridges.txt"
    lesson.write_text(TEMPLATE, encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        cli.main(["plan", "bring", str(lesson)])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    for words in ("Goals 2 (line 12)", "Homework: Read chapter 4.", "Asked next:", "Contribution: The problem"):
        assert words in said
    written = tmp_path / "bridge-building-challenge.yml"
    assert read_plan(written.read_bytes()).plan == bring(TEMPLATE).plan
    assert lesson.read_text(encoding="utf-8") == TEMPLATE
    for arguments in ([str(lesson)], [str(tmp_path / "gone.txt")], [str(tmp_path)]):
        with pytest.raises(SystemExit) as stop:
            cli.main(["plan", "bring", *arguments])
        assert stop.value.code == 1
    refused = capsys.readouterr().err
    assert "already" in refused
    assert "no file" in refused
    assert "is a folder" in refused
