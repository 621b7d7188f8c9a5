"""What a plan becomes: paper, page, text and calendar that say what the plan says, each to the right reader."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import icalendar
import pytest
import textstat
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from pydantic import BaseModel
from pypdf import PdfReader

from belonging import cli
from belonging.errors import Plain
from belonging.handout import typeset
from belonging.handout.blocks import Block, Heading, Items, Paragraph, Table, as_text, text
from belonging.plan.ask import Ask, asked
from belonging.plan.exemplars import exemplar, exemplars
from belonging.plan.export.calendar_file import calendar_file, entries
from belonging.plan.export.command import export, new
from belonging.plan.export.files import EXPORTS, SHEETS, fitted, made, too_long
from belonging.plan.export.guest import guest_brief
from belonging.plan.export.sheet import plan_sheet
from belonging.plan.export.student import _OLDER, _YOUNG, YOUNG, student_sheet
from belonging.plan.export.words import LINE
from belonging.plan.file import read_plan_file
from belonging.plan.parts import Context, Day, Evidence, Measured, Problem
from belonging.plan.plan import Plan
from belonging.plan.reading import write_plan

IDS = [each.id for each in exemplars()]
SMALL = next(each.id for each in exemplars() if each.size == "S")
# a reader of the sheet does not need: the plan's own names for things, and what only the form uses
NOT_ON_PAPER = {"plan_id", "schema_version", "started_from", "note", "drafts"}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(made(exemplar(SMALL)).files)


def squeezed(words: str) -> str:
    return re.sub(r"[\s\u2010-]", "", words).casefold()


def own_words(part: BaseModel, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text a teacher wrote in a plan, with its path; ids and choices are left out."""
    for name in type(part).model_fields:
        value: Any = getattr(part, name)
        here = f"{path}.{name}".strip(".")
        ask = Ask(label="") if name in NOT_ON_PAPER else asked(type(part), name)
        if name in NOT_ON_PAPER or ask.label == "Short name" or ask.to in ("activities", "goals", "measure"):
            continue
        if isinstance(value, BaseModel):
            yield from own_words(value, here)
        elif isinstance(value, tuple):
            for place, each in enumerate(value):
                if isinstance(each, BaseModel):
                    yield from own_words(each, f"{here}.{place}")
                elif ask.most:
                    yield f"{here}.{place}", each
        elif (
            isinstance(value, str) and (ask.most or ask.to in ("soc", "standard")) and not ask.to.startswith("context")
        ):
            yield here, value


@pytest.mark.parametrize("name", IDS)
def test_the_teachers_sheet_says_all_that_the_plan_says(name: str) -> None:
    plan = exemplar(name)
    sheet = squeezed(as_text(plan_sheet(plan)))
    standards = {each.id for each in plan.standards}
    words = [(path, said) for path, said in own_words(plan) if said and said not in standards]
    # who knows the place or person only by the card reads them where the plan points at them
    pointed = {plan.problem.place, plan.problem.stakeholder, plan.audience.who}
    unused = {
        f"context.{kind}.{place}"
        for kind in ("places", "people")
        for place, each in enumerate(getattr(plan.context, kind))
        if each.id not in pointed
    }
    words = [(path, said) for path, said in words if path.rpartition(".")[0] not in unused]
    assert len(words) > 60
    said = [(path, re.sub(r"^[Ii]f\s", "", each).rstrip(".")) for path, each in words]
    assert [(path, each) for path, each in said if squeezed(each) not in sheet] == []


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", [each.id for each in exemplars() if each.size == "S"])
def test_a_plan_for_one_lesson_takes_two_pages_and_the_brief_one(name: str, paper: Any) -> None:
    for sheet in SHEETS:
        took = fitted(sheet, exemplar(name), paper)
        assert took.pages <= sheet.pages, sheet.id
        assert took.size >= 9


def test_a_plan_that_needs_more_pages_gets_the_largest_type_they_hold_and_says_so() -> None:
    plan = exemplar(SMALL)
    long = plan.model_copy(update={"activities": plan.activities * 3})
    took = fitted(SHEETS[0], long, "letter")
    assert took.pages > 2
    assert took.size > 9
    assert "Shorten a few sentences" in too_long(long, "letter")[0]
    assert too_long(plan, "letter") == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.id)
def test_the_pdf_is_tagged_with_title_language_and_heads_of_tables(sheet: Any, files: dict[str, bytes]) -> None:
    plan = exemplar(SMALL)
    pdf = PdfReader(io.BytesIO(files[f"{plan.plan_id}-{sheet.id}.pdf"]))
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-US"
    assert root["/MarkInfo"]["/Marked"]
    assert pdf.metadata is not None
    assert str(pdf.metadata.title).startswith(plan.title)
    assert pdf.xmp_metadata is not None
    assert "pdfuaid:part" in pdf.xmp_metadata.rdf_root.toxml()
    read = squeezed("".join(page.extract_text() for page in pdf.pages))
    place = 0
    for words in filter(str.strip, _pieces(sheet.blocks(plan))):
        place = read.find(squeezed(words)[:50], place)
        assert place >= 0, words


def _pieces(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield text(block.line)
            case Items():
                yield from map(text, block.lines)
            case Table():
                yield from (text(line) for row in block.rows for line in row.cells)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.id)
def test_the_word_file_says_the_same_with_real_headings_and_heads_of_tables(
    sheet: Any, files: dict[str, bytes]
) -> None:
    plan = exemplar(SMALL)
    word = docx.Document(io.BytesIO(files[f"{plan.plan_id}-{sheet.id}.docx"]))
    blocks = sheet.blocks(plan)
    assert word.core_properties.title.startswith(plan.title)
    headings = [p.text for p in word.paragraphs if p.style is not None and str(p.style.name).startswith("Heading")]
    assert headings == [text(block.line) for block in blocks if isinstance(block, Heading)]
    bare = squeezed("".join(t.text or "" for t in word.element.body.iter(qn("w:t"))))
    assert [words for words in _pieces(blocks) if squeezed(words) not in bare] == []
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_word_file_has_the_paper_that_was_asked_for() -> None:
    plan = exemplar(SMALL)
    make = next(each for each in EXPORTS if each.id == "guest.docx").make
    wide = {paper: docx.Document(io.BytesIO(make(plan, paper))).sections[0].page_width for paper in ("letter", "a4")}
    assert {paper: round(width.mm) for paper, width in wide.items() if width} == {"letter": 216, "a4": 210}


def test_a_blank_plan_becomes_lines_to_fill_and_never_says_none() -> None:
    for each in EXPORTS:
        if each.id == "dates.ics":
            continue
        content = each.make(Plan(), "letter")
        assert content
    everything = "\n".join(as_text(sheet.blocks(Plan())) for sheet in SHEETS)
    assert "None" not in everything
    assert everything.count(LINE) > 20
    assert "Table of" not in everything


@pytest.mark.parametrize("name", [SMALL, next(each.id for each in exemplars() if each.size == "L")])
def test_any_part_may_be_missing_and_any_id_may_lead_nowhere(name: str) -> None:
    whole = exemplar(name)
    for field in Plan.model_fields:
        plan = whole.model_copy(update={field: Plan.model_fields[field].get_default()})
        for sheet in SHEETS:
            assert not re.search(r"\bNone\b|\(\)|: \.|  \.", as_text(sheet.blocks(plan))), field
    lost = whole.model_copy(update={"context": Context(), "activities": (), "goals": (), "standards": ()})
    sheet = as_text(plan_sheet(lost))
    ids = {each.id for each in (*whole.activities, *whole.context.people, *whole.context.places) if "-" in each.id}
    assert [id_ for id_ in ids if re.search(rf"\b{id_}\b", sheet)] == []


def test_what_need_not_be_filled_at_this_size_is_left_out() -> None:
    small = as_text(plan_sheet(Plan(size="S")))
    unit = as_text(plan_sheet(Plan(size="L")))
    assert "Note to families" not in small
    assert f"Note to families: {LINE}" in unit
    assert f"Safety: {LINE}" in unit


PRIVATE = ("why", "evidence", "struggle", "recognition", "access")


@pytest.mark.parametrize("name", IDS)
def test_students_and_guests_read_nothing_that_is_meant_for_the_teacher(name: str) -> None:
    plan = exemplar(name)
    guest = squeezed(as_text(guest_brief(plan)))
    student = squeezed(as_text(student_sheet(plan)))
    for path, words in own_words(plan):
        if path.partition(".")[0] in PRIVATE and len(words) > 20 and not path.endswith(".when"):
            assert squeezed(words) not in guest, path
            if path != "struggle.next_step":
                assert squeezed(words) not in student, path
    assert "alone with a student" in as_text(guest_brief(plan))


@pytest.mark.parametrize("name", IDS)
def test_the_student_sheet_has_the_launch_words_decisions_and_criteria(name: str) -> None:
    plan = exemplar(name)
    sheet = as_text(student_sheet(plan))
    assert plan.launch_words in sheet
    for decision in plan.decisions:
        assert all(option[1:].rstrip(".") in sheet for option in decision.options)
    for assessment in plan.assessments:
        assert all(one in sheet for one in assessment.success_criteria)
    assert "When you get stuck" in sheet
    assert plan.struggle.next_step in sheet


def test_small_children_are_told_what_they_do_and_never_what_they_are() -> None:
    for band in ("K-2", "3-5", "6-8", "9-12"):
        plan = exemplar(SMALL).model_copy(update={"grade_band": band})
        sheet = as_text(student_sheet(plan))
        assert ("Your role" in sheet) == (band not in YOUNG)
        assert not re.search(r"\b(you are|be|become) an? ", sheet, re.IGNORECASE)


@pytest.mark.parametrize(("words", "highest"), [(_YOUNG, 4), (_OLDER, 8)])
def test_the_sheets_own_words_can_be_read_at_that_age(words: Any, highest: int) -> None:
    said = [value for value in vars(words).values() if value.endswith(".")] + [
        words.people.format(role="road crew").rstrip(":") + "."
    ]
    assert textstat.flesch_kincaid_grade(" ".join(said)) <= highest


def test_the_page_for_screens_needs_nothing_from_elsewhere(files: dict[str, bytes]) -> None:
    plan = exemplar(SMALL)
    page = files[f"{plan.plan_id}-student.html"].decode()
    soup = BeautifulSoup(page, "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == "en-US"
    assert soup.title is not None
    assert soup.find(["script", "img", "link", "iframe"]) is None
    assert "http" not in page
    assert [int(tag.name[1]) for tag in soup.find_all(re.compile("^h[1-6]$"))][:2] == [1, 2]
    assert all(th["scope"] == "col" for th in soup.find_all("th"))


def test_the_assignment_has_no_lines_to_write_on_and_no_heading_of_its_own(files: dict[str, bytes]) -> None:
    plan = exemplar(SMALL)
    plain = files[f"{plan.plan_id}-assignment.txt"].decode()
    assert "__" not in plain
    assert plan.launch_words in plain
    pasted = BeautifulSoup(files[f"{plan.plan_id}-assignment.html"], "html.parser")
    assert pasted.find(["h1", "html", "style", "table"]) is None
    assert pasted.get_text().count(plan.launch_words) == 1


NASTY = "<script>alert(1)</script> & *bold* | a\x0bb <br> ![x](y) #set page $x$ https://x.example"


def test_a_teachers_signs_are_text_everywhere_and_never_markup() -> None:
    plan = exemplar(SMALL).model_copy(update={"title": NASTY, "problem": Problem(statement=NASTY)})
    files = made(plan).files
    page = files[f"{plan.plan_id}-student.html"].decode()
    assert BeautifulSoup(page, "html.parser").find("script") is None
    assert "&lt;script&gt;" in page
    read = docx.Document(io.BytesIO(files[f"{plan.plan_id}-plan.docx"])).paragraphs[0].text
    assert read == NASTY.replace("\x0b", "")
    pdf = PdfReader(io.BytesIO(files[f"{plan.plan_id}-plan.pdf"])).pages[0].extract_text()
    assert "<script>alert(1)</script> & *bold*" in re.sub(r"\s+", " ", pdf)


def test_a_sign_no_font_has_costs_only_the_pdf_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    own_fonts = typeset._compiler(False)
    monkeypatch.setattr(typeset, "_compiler", lambda system_fonts: own_fonts)
    plan = Plan(plan_id="my-plan", title="Our 😀 creek")
    result = made(plan)
    assert set(result.not_made) == {f"my-plan-{each}" for each in ("plan.pdf", "student.pdf", "guest.pdf", "dates.ics")}
    assert "😀" in result.not_made["my-plan-plan.pdf"]
    assert "my-plan-plan.docx" in result.files


def test_the_same_plan_makes_the_same_files_on_any_day(files: dict[str, bytes]) -> None:
    again = made(exemplar(SMALL)).files
    assert {name: content == again[name] for name, content in files.items()} == dict.fromkeys(files, True)
    for content in files.values():
        if zipfile.is_zipfile(io.BytesIO(content)):
            assert b"/src/belonging" not in content


def _events(plan: Plan) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(calendar_file(plan))
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


DATED = Plan(
    plan_id="creek-crossing",
    title="A safer crossing",
    context=Context(
        days=(Day(id="board", what="Park board meets", on=dt.date(2027, 3, 9)), Day(id="x", what="No date"))
    ),
    evidence=Evidence(
        before=Measured(measure="stories", when="2027-02-26, first five minutes"),
        after=Measured(measure="stories", when="board"),
    ),
    next_step_date=dt.date(2027, 3, 1),
)


def test_the_calendar_holds_every_day_the_plan_names_as_a_whole_day() -> None:
    events = _events(DATED)
    days = {name: (event.decoded("dtstart"), event.decoded("dtend")) for name, event in events.items()}
    one = dt.timedelta(days=1)
    assert days == {
        "Ask students before the lesson (A safer crossing)": (dt.date(2027, 2, 26), dt.date(2027, 2, 26) + one),
        "Teach: A safer crossing": (dt.date(2027, 3, 1), dt.date(2027, 3, 1) + one),
        "Park board meets (A safer crossing)": (dt.date(2027, 3, 9), dt.date(2027, 3, 9) + one),
        "Ask students after the lesson (A safer crossing)": (dt.date(2027, 3, 9), dt.date(2027, 3, 9) + one),
    }
    assert b"DTSTART;VALUE=DATE:20270301\r\n" in calendar_file(DATED)
    assert len({str(event["uid"]) for event in events.values()}) == 4


def test_a_day_moved_in_the_plan_moves_in_the_calendar_instead_of_coming_twice() -> None:
    moved = DATED.model_copy(update={"next_step_date": dt.date(2027, 3, 3)})
    was, now = _events(DATED)["Teach: A safer crossing"], _events(moved)["Teach: A safer crossing"]
    assert was["uid"] == now["uid"]
    assert now.decoded("dtstart") == dt.date(2027, 3, 3)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("March 9, 2027 in class", dt.date(2027, 3, 9)),
        ("on 3/9/2027", dt.date(2027, 3, 9)),
        ("Sept. 2nd, 2027", dt.date(2027, 9, 2)),
        ("2027-02-30", None),
        ("March 9", None),
        ("next Friday", None),
        ("May be in 2027", None),
    ],
)
def test_only_a_whole_date_is_a_date(words: str, day: dt.date | None) -> None:
    plan = Plan(evidence=Evidence(before=Measured(measure="stories", when=words)))
    assert [entry.day for entry in entries(plan)] == ([day] if day else [])


def test_the_command_writes_everything_and_says_what_it_is(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    new(file, SMALL, report=lambda line: None)
    said: list[str] = []
    paths = export(file, report=said.append)
    assert [path.name for path in paths] == [f"mine-{each.id}" for each in EXPORTS]
    assert {path.parent for path in paths} == {tmp_path / "mine-handouts"}
    assert all(any(path.name in line for line in said) for path in paths)
    assert export(file, report=said.append) == paths
    paths[0].write_bytes(b"my own changes")
    fresh = export(file, report=said.append)
    assert fresh[0].parent == tmp_path / "mine-handouts-2"
    assert paths[0].read_bytes() == b"my own changes"
    with pytest.raises(Plain, match="Choose a new folder"):
        export(file, to=paths[0].parent, report=said.append)


def test_a_plan_without_dates_gets_no_calendar_and_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "plan.yml"
    file.write_text("title: A lesson on shade\ngrade_band: 6th\n")
    said: list[str] = []
    paths = export(file, report=said.append)
    assert [path for path in paths if path.suffix == ".ics"] == []
    assert "no date yet" in " ".join(said)
    assert "Left out: Line 2" in " ".join(said)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "No plan could be read"),
        (b"\x00\xff\xfe\x01" * 20, "No plan could be read"),
        (b"PK\x03\x04 not a plan", "No plan could be read"),
        (b"just a sentence", "No plan could be read"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_plain_words(tmp_path: Path, content: bytes, words: str) -> None:
    file = tmp_path / "plan.yml"
    file.write_bytes(content)
    with pytest.raises(Plain, match=words):
        export(file, report=lambda line: None)
    assert list(tmp_path.iterdir()) == [file]


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(Plain, match="no file"):
        read_plan_file(tmp_path / "gone.yml")
    with pytest.raises(Plain, match="is a folder"):
        read_plan_file(tmp_path)


def test_a_new_plan_starts_from_an_exemplar_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    file = tmp_path / "My Shade Plan.yml"
    new(file, report=said.append)
    assert not file.exists()
    assert all(any(name in line for line in said) for name in IDS)
    new(file, SMALL, report=said.append)
    plan = read_plan_file(file).plan
    assert (plan.started_from, plan.plan_id, plan.title) == (SMALL, "my-shade-plan", exemplar(SMALL).title)
    with pytest.raises(Plain, match="already"):
        new(file, SMALL, report=said.append)
    with pytest.raises(Plain, match="There is no exemplar"):
        new(tmp_path / "other.yml", "no-such", report=said.append)
    assert write_plan(plan) == file.read_text(encoding="utf-8")


def test_the_command_line_speaks_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.yml"
    for arguments, code in (
        (["plan", "new", str(file), "--from", SMALL], 0),
        (["plan", "export", str(file), "--paper", "a4"], 0),
        (["plan", "export", str(tmp_path / "gone.yml")], 1),
    ):
        with pytest.raises(SystemExit) as stop:
            cli.main(arguments)
        assert stop.value.code == code, arguments
    said = capsys.readouterr()
    assert "mine-handouts" in said.out
    assert "Problem: There is no file" in said.err
