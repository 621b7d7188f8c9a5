"""The printable forms: accessible on the screen, one page on paper, whole in Word, and honest about what they are."""

import re
import zipfile
from pathlib import Path

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from belonging.data import to_number
from belonging.errors import Plain
from belonging.survey import NAMES, UNVALIDATED, forms, instrument, kit, write_kit, write_static
from belonging.survey.instruments import Form

FORMS = [(name, form) for name in NAMES for form in instrument(name).forms]
EACH_FORM = pytest.mark.parametrize(("name", "form"), FORMS, ids=lambda value: getattr(value, "file", value))
PAGES = [*(form.file for _, form in FORMS), "teacher-guide", "family-notice"]
EACH_PAGE = pytest.mark.parametrize("file", PAGES)
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole kit, written once."""
    out = tmp_path_factory.mktemp("kit")
    write_kit(out)
    return out


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def words(path: Path) -> str:
    """All text of a Word file, cells of tables included."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@EACH_FORM
def test_a_form_has_a_language_one_heading_and_a_name_for_each_box(name: str, form: Form, folder: Path) -> None:
    page = soup(folder / f"{form.file}.html")
    assert page.html["lang"] == "en"
    assert form.grades in page.title.text
    assert [heading.text for heading in page.find_all("h1")] == [form.title]
    groups = page.find_all("fieldset")
    assert len(groups) == len(instrument(name).items)
    for item, group in zip(instrument(name).items, groups, strict=True):
        assert item.words[form.grades] in group.legend.text
        boxes = group.find_all("input", type="radio")
        assert [(box["name"], int(box["value"])) for box in boxes] == [(item.id, number) for number in form.options]
        for box, label in zip(boxes, form.options.values(), strict=True):
            assert label in box.find_parent("label").text
    ids = [element["id"] for element in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


@EACH_FORM
def test_a_form_asks_for_no_name_and_shows_its_intro(name: str, form: Form, folder: Path) -> None:
    for text in (soup(folder / f"{form.file}.html").main.text, words(folder / f"{form.file}.docx")):
        assert "Do not write your name" in text
        assert all(line in text for line in form.intro)


@pytest.mark.parametrize("ending", ["html", "docx"])
@EACH_PAGE
def test_every_file_says_that_it_is_unvalidated(file: str, ending: str, folder: Path) -> None:
    path = folder / f"{file}.{ending}"
    text = words(path) if ending == "docx" else soup(path).main.text
    assert UNVALIDATED in text


@EACH_FORM
def test_a_word_form_opens_again_with_every_question_and_answer(name: str, form: Form, folder: Path) -> None:
    document = docx.Document(str(folder / f"{form.file}.docx"))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [form.title]
    assert document.core_properties.language == "en-US"
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(item.words[form.grades] in text for item in instrument(name).items)
    assert len(document.tables) == len(instrument(name).items)
    for table in document.tables:
        for cell, (number, label) in zip(table.rows[0].cells, form.options.items(), strict=True):
            assert label in cell.text
            assert name == "pictures" or f"{number} {label}" in cell.text


def test_every_picture_in_word_has_words(folder: Path) -> None:
    document = docx.Document(str(folder / "pictures-grades-k-2.docx"))
    described = [shape.get("descr") for shape in document.element.iter(f"{{{WP}}}docPr")]
    assert len(described) == 4 * (1 + 3)
    assert all(described)
    assert len(set(described)) == 4 + 3


WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"


def test_the_answers_in_pictures_differ_in_shape_and_not_in_color(folder: Path) -> None:
    page = soup(folder / "pictures-grades-k-2.html")
    drawings = [str(svg) for svg in page.select(".options svg")]
    assert len(drawings) == 12
    assert len(set(drawings)) == 3
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', "".join(drawings))) == {"#000", "none"}
    assert all(svg["aria-hidden"] == "true" for svg in page.find_all("svg"))


def test_the_guide_in_word_starts_each_numbered_list_at_one(folder: Path) -> None:
    document = docx.Document(str(folder / "teacher-guide.docx"))
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    lists = list(dict.fromkeys(p._p.pPr.numPr.numId.val for p in numbered))
    assert len(lists) == 2
    numbering = document.part.numbering_part.element
    for one in lists:
        starts = numbering.num_having_numId(one).xpath("w:lvlOverride/w:startOverride/@w:val")
        assert starts == ["1"]


def test_the_guide_has_the_same_headings_in_both_files(folder: Path) -> None:
    page = [heading.text for heading in soup(folder / "teacher-guide.html").find_all(["h1", "h2"])]
    document = docx.Document(str(folder / "teacher-guide.docx"))
    assert [p.text for p in document.paragraphs if p.style.name.startswith("Heading")] == page
    assert len(page) > 6
    assert len(document.tables) == len(soup(folder / "teacher-guide.html").find_all("table")) == len(NAMES) + 1


def test_the_google_recipe_writes_answers_that_the_course_can_read(folder: Path) -> None:
    import pandas as pd

    shown = [code.text for code in soup(folder / "teacher-guide.html").select("ol code")]
    assert to_number(pd.Series(shown)).tolist() == [1, 2]
    guide = soup(folder / "teacher-guide.html").main.text
    assert "Do not collect" in guide
    assert "Download responses (.csv)" in guide


def test_an_answer_sheet_has_one_column_a_question_and_none_for_a_name(folder: Path) -> None:
    import pandas as pd

    for name in NAMES:
        sheet = pd.read_csv(folder / f"answers-{name.replace('_', '-')}.csv")
        assert list(sheet.columns) == [item.id for item in instrument(name).items]
        assert sheet.empty


def test_no_file_asks_another_host_or_runs_a_script(folder: Path) -> None:
    for path in folder.glob("*.html"):
        page = soup(path)
        assert page.find_all(["script", "img", "iframe", "link", "form"]) == []
        assert "url(" not in page.style.text
    for path in folder.glob("*.docx"):
        with zipfile.ZipFile(path) as parts:
            assert not any(b'TargetMode="External"' in parts.read(name) for name in parts.namelist())


def test_the_same_words_make_the_same_files(folder: Path, tmp_path: Path) -> None:
    for path in write_kit(tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_forms_writes_the_forms_alone(tmp_path: Path) -> None:
    assert [path.name for path in forms(tmp_path)] == [
        f"{form.file}.{e}" for _, form in FORMS for e in ("html", "docx")
    ]


def test_a_sheet_someone_changed_is_never_written_over(tmp_path: Path) -> None:
    write_kit(tmp_path)
    changed = tmp_path / "family-notice.html"
    changed.write_text("our own words", encoding="utf-8")
    (tmp_path / "answers-pulse.csv").unlink()
    with pytest.raises(Plain, match=r"family-notice\.html.*Choose a new folder"):
        write_kit(tmp_path)
    assert changed.read_text(encoding="utf-8") == "our own words"
    assert not (tmp_path / "answers-pulse.csv").exists()


def test_the_book_s_copy_replaces_an_older_one(tmp_path: Path) -> None:
    old = tmp_path / "_static" / "survey-kit" / "family-notice.html"
    old.parent.mkdir(parents=True)
    old.write_text("an older release", encoding="utf-8")
    assert all(path.is_file() and path.parent == old.parent for path in write_static(tmp_path))
    assert UNVALIDATED in old.read_text(encoding="utf-8")


def test_without_python_docx_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "docx", None)
    with pytest.raises(Plain, match="pip install python-docx"):
        kit.forms(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.browser
@pytest.mark.parametrize("width", [1000, 320])
@EACH_PAGE
def test_axe_finds_nothing_and_nothing_runs_off_the_side(file: str, width: int, page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / f"{file}.html").as_uri())
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
@pytest.mark.parametrize("paper", ["Letter", "A4"])
@EACH_FORM
def test_a_form_prints_on_one_page(name: str, form: Form, paper: str, page: Page, folder: Path) -> None:
    page.goto((folder / f"{form.file}.html").as_uri())
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper))) == 1


@pytest.mark.browser
@EACH_FORM
def test_boxes_are_large_and_work_by_keyboard(name: str, form: Form, page: Page, folder: Path) -> None:
    page.goto((folder / f"{form.file}.html").as_uri())
    boxes = page.locator("input[type=radio]")
    for box in boxes.all():
        measured = box.bounding_box()
        assert measured
        assert min(measured["width"], measured["height"]) >= 24
    boxes.first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert boxes.nth(1).is_checked()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
