"""The slides: what the lesson holds and nothing else, readable, with words for each picture and the leader's notes."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Pt

from belonging.course import Module, front_matter, modules
from belonging.exercise.source import load as load_exercise
from belonging.explorers.find import load as explorers
from belonging.handout.blocks import Items, Paragraph, Row, Run, Table, as_text, text
from belonging.handout.build import KINDS, made
from belonging.handout.fit import SIZES, lines, poured, size_for
from belonging.handout.look import colors
from belonging.handout.picture import still_picture
from belonging.handout.powerpoint import presentation_bytes
from belonging.handout.slides import Slide, slides, talking_points
from belonging.lesson.source import Directive, lesson_pieces
from belonging.tasks.words import NEVER_BY_MACHINE
from test_book_contrast import contrast
from test_book_site import facilitator_lines
from toy_explorer import a_panel_explorer, an_explorer

pytestmark = pytest.mark.xdist_group("leader")

SLIDES = next(kind for kind in KINDS if kind.suffix == ".pptx")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test that asks for a module every module, one after the other."""
    if "module" in metafunc.fixturenames:
        metafunc.parametrize("module", modules(), ids=lambda module: module.id, scope="module")


@pytest.fixture(scope="module")
def content(module: Module) -> bytes:
    """The module's slides as a file."""
    return made(module, SLIDES)


@pytest.fixture(scope="module")
def deck(content: bytes) -> Any:
    """The same, read back."""
    return Presentation(io.BytesIO(content))


def bare(words: str) -> str:
    """Words without marks and spaces, so that two ways of setting them compare."""
    return re.sub(r"[\s*_`|>:#\\-]", "", re.sub(r"\{[a-z:]+\}`([^`<]+?)(?:\s*<[^>]+>)?`", r"\1", words))


def shown(deck: Any) -> str:
    return bare(" ".join(words for slide in deck.slides for words in texts(slide)))


def texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)


def notes(deck: Any) -> str:
    return bare(" ".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide))


def blocks_of(module: Module, *names: str) -> list[Directive]:
    return [piece for piece in lesson_pieces(module.id) if isinstance(piece, Directive) and piece.name in names]


def test_the_slides_hold_what_the_lesson_holds(module: Module, deck: Any) -> None:
    there = shown(deck)
    wanted = [module.title, *module.key_points, *(goal["text"] for goal in module.objectives)]
    wanted += [sitting["title"] for sitting in module.sittings]
    wanted += [front_matter(module.lesson)["belonging"]["cohort_prompt"]]
    for piece in blocks_of(module, "voice", "predict"):
        wanted.append(piece.argument)
    for piece in blocks_of(module, "voice"):
        wanted += piece.body.splitlines()
    for piece in blocks_of(module, "admonition"):
        wanted += [piece.argument, *piece.body.splitlines()] if "reflection" in piece.options.get("class", "") else []
    assert [words for words in wanted if bare(words) not in there] == []


def test_each_sitting_has_its_voice_prediction_exercise_monday_line_and_reflection(module: Module) -> None:
    names = [slide.title for slide in slides(module)]
    for number, sitting in enumerate(module.sittings, 1):
        own = [name for name in names if name.startswith(f"{number}. ")]
        assert own[0] == f"{number}. {sitting['title']}"
        for start in ("Predict first", "Take it to Monday", "Two minutes for you"):
            assert sum(name.startswith(f"{number}. {start}") for name in own) >= 1, (sitting["title"], start)
        assert sum(name.endswith(" says") for name in own) >= 1, sitting["title"]
    tasks = [text(line) for s in slides(module) for b in s.body if isinstance(b, Items) for line in b.lines]
    assert any(task.startswith("Task 1. ") for task in tasks)


def test_every_note_of_the_leader_is_a_speaker_note_or_on_a_slide(module: Module, deck: Any) -> None:
    there = notes(deck) + shown(deck)
    lines_ = facilitator_lines(module.lesson)
    assert len(lines_) > 5
    assert [line for line in lines_ if bare(line) not in there] == []
    said = notes(deck)
    assert bare("Say.") in said or bare("Say") in said
    assert "Hardmoment" in said


def test_the_notes_say_that_no_machine_scores_a_text(module: Module, deck: Any) -> None:
    by_a_person = any("scored by a person" in words for slide in deck.slides for words in texts(slide))
    assert (bare(NEVER_BY_MACHINE) in notes(deck)) == by_a_person


def test_each_explorer_is_a_picture_with_its_own_sentence_and_alternative_text(module: Module, deck: Any) -> None:
    pictures = [(slide, shape) for slide in deck.slides for shape in slide.shapes if hasattr(shape, "image")]
    assert len(pictures) == len(explorers(module.id))
    views = [explorer.at(explorer.start) for explorer in explorers(module.id).values()]
    for slide, picture in pictures:
        alt = picture._element.nvPicPr.cNvPr.get("descr")
        (view,) = [view for view in views if view.alt == alt]
        assert bare(view.sentence) in bare(" ".join(texts(slide)))
        assert not re.search(r"\.(png|svg)$", alt)


def test_the_panels_of_a_picture_stand_below_each_other() -> None:
    one, three = (still_picture(explorer, "#1d2630") for explorer in (an_explorer(), a_panel_explorer()))
    assert one.size[0] == three.size[0]
    assert three.size[1] > 2 * one.size[1]
    assert three.alt == a_panel_explorer().at(a_panel_explorer().start).alt


def test_every_slide_has_a_title_of_its_own_that_is_read_first(deck: Any) -> None:
    names = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert all(name.strip() for name in names)
    assert sorted(set(names)) == sorted(names)
    for slide in deck.slides:
        assert slide.shapes[0].placeholder_format.type in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
        empty = [shape for shape in slide.placeholders if shape.has_text_frame and not shape.text_frame.text.strip()]
        assert empty == []


def test_the_file_has_title_language_and_header_rows(module: Module, deck: Any) -> None:
    assert deck.core_properties.title == module.title
    assert deck.core_properties.language == "en-US"
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)
    pages = [*deck.slides, *(slide.notes_slide for slide in deck.slides if slide.has_notes_slide)]
    runs = [run for page in pages for run in page._element.iter("{*}r")]
    assert runs
    assert {run.find("{*}rPr").get("lang") for run in runs} == {"en-US"}
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert all(table.first_row for table in tables)
    assert len(tables) == sum(isinstance(block, Table) for slide in slides(module) for block in slide.body)


def test_no_text_is_small_and_none_runs_over(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if not shape.has_text_frame:
                continue
            tall = 0.0
            for paragraph in shape.text_frame.paragraphs:
                size = max((run.font.size for run in paragraph.runs), default=Pt(SIZES[-1])).pt
                assert size >= SIZES[-1]
                tall += lines(paragraph.text.replace("\v", "\n"), size, shape.width.pt - 15) * size * 1.2
            assert tall <= shape.height.pt * 1.02, (slide.shapes.title.text_frame.text, tall, shape.height.pt)


def test_the_colors_can_be_read(content: bytes) -> None:
    look = {name: f"#{value}" for name, value in colors().items()}
    for ink, ground in (("ink", "paper"), ("accent", "paper"), ("accent-ink", "accent")):
        assert contrast(look[ink], look[ground]) >= 4.5
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        theme = packed.read("ppt/theme/theme1.xml").decode()
    for name, token in (("dk1", "ink"), ("lt1", "paper"), ("accent1", "accent"), ("accent2", "accent-ink")):
        assert re.search(rf'<a:{name}><a:srgbClr val="{colors()[token]}"', theme, re.IGNORECASE), name


def test_the_slides_hold_no_day_and_no_path_and_are_the_same_on_any_day(module: Module, content: bytes) -> None:
    assert content == made(module, SLIDES)
    here = str(Path(__file__).resolve().parents[1]).encode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        assert [name for name in packed.namelist() if here in packed.read(name)] == []


def test_the_leader_s_edition_offers_the_slides_and_the_learner_s_does_not(
    module: Module, content: bytes, book_html: Path, leader_html: Path
) -> None:
    file = f"_static/handouts/{module.id}/{SLIDES.file(module)}"
    page = f"modules/{module.id}/lesson.html"
    assert file in (leader_html / page).read_text(encoding="utf-8")
    assert (leader_html / file).read_bytes() == content
    assert "handouts" not in (book_html / page).read_text(encoding="utf-8")
    assert not (book_html / file).exists()


def test_only_the_leader_sees_the_anchors_of_a_rubric_beside_its_rows(
    module: Module, book_html: Path, leader_html: Path
) -> None:
    rows = [row for placed in load_exercise(module.id).tasks for row in placed.task.rubric]
    page = f"modules/{module.id}/lesson.html"
    learner, leader = (
        BeautifulSoup((site / page).read_text(encoding="utf-8"), "html.parser") for site in (book_html, leader_html)
    )
    boxes = [table for box in leader.select(".bbd-scoring") for table in box.find_all("table")]
    assert [table.caption.text for table in boxes] == [row.looks_for for row in rows]
    everything = "\n".join(
        path.read_text(encoding="utf-8", errors="replace") for path in book_html.rglob("*") if path.is_file()
    )
    for table, row in zip(boxes, rows, strict=True):
        cells = [[cell.text for cell in line.find_all("td")] for line in table.tbody.find_all("tr")]
        assert cells == [[level, *anchors] for level, anchors in zip(row.levels, row.anchors, strict=True)]
        assert [anchor for pair in row.anchors for anchor in pair if html.escape(anchor) in everything] == []
        assert row.looks_for in learner.text
        assert all(level in learner.text for level in row.levels)
    by_a_person = sum(placed.task.scored_by_person for placed in load_exercise(module.id).tasks)
    assert learner.text.count(NEVER_BY_MACHINE) == by_a_person
    assert leader.text.count(NEVER_BY_MACHINE) == 2 * by_a_person


def test_talking_points_are_bold_words_and_of_an_example_its_first_line() -> None:
    prose = (
        "Some text with **bold** in it.\n\n**An example.** One line.\nAnother line.\n\n"
        "- **A lead.** Not this.\n- **a half** sentence;\n\n1. **Third.** No."
    )
    points = [text(line).strip() for line in talking_points(prose, modules()[0].id)]
    assert points == ["An example. One line.", "A lead.", "a half sentence;", "Third."]


def test_what_is_too_long_for_a_slide_goes_on_on_the_next_and_is_refused_only_when_one_piece_is_too_long() -> None:
    item = (Run("A few words that make an item. " * 3),)
    shared = poured([Items((item,) * 40)], 860, 370)
    assert len(shared) > 1
    assert sum(len(block.lines) for part in shared for block in part if isinstance(block, Items)) == 40
    assert all(size_for(part, 860, 370) for part in shared)
    rows = tuple(Row((item, item)) for _ in range(30))
    parts = poured([Table((item, item), rows, (3, 3))], 860, 370)
    assert sum(len(block.rows) for part in parts for block in part if isinstance(block, Table)) == 30
    with pytest.raises(ValueError, match="make it shorter"):
        poured([Paragraph((Run("word " * 2000),))], 860, 370)
    deck = Presentation(io.BytesIO(presentation_bytes([Slide("One", (Items((item,) * 40, True),), ("Said",))], "T")))
    names = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert names[:2] == ["One", "One (continued 1)"]
    assert [slide.has_notes_slide for slide in deck.slides][:2] == [True, False]
    assert as_text([Items((item,), True)]).startswith("1. A few")
