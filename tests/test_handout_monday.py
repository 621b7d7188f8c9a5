"""The Monday pack: two pages that hold the sheet and the lesson's steps, accessible, the same on every day."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from belonging import cli
from belonging.course import Module, modules
from belonging.handout.blocks import Heading, Items, Paragraph, Table, blocks, text
from belonging.handout.build import KINDS, made
from belonging.handout.monday import BESIDE, Pack, monday_pack, takehomes
from belonging.handout.pdf import pack_pdf, room_for
from belonging.handout.typeset import PAPERS, Paper

WORD, PDF = (next(kind for kind in KINDS if kind.suffix == suffix) for suffix in (".docx", ".pdf"))


@pytest.fixture(scope="module")
def word(module: Module) -> docx.document.Document:
    """The module's Word file, read back."""
    return docx.Document(io.BytesIO(made(module, WORD)))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test that asks for a module every module, one after the other."""
    if "module" in metafunc.fixturenames:
        metafunc.parametrize("module", modules(), ids=lambda module: module.id, scope="module")


def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def said(pack: Pack) -> list[str]:
    """Every piece of text of a pack, in reading order."""
    found: list[str] = []
    for block in (*pack.sheet, *pack.beside):
        match block:
            case Heading() | Paragraph():
                found.append(text(block.line))
            case Items():
                found += [text(line) for line in block.lines]
            case Table():
                found += [text(line) for row in (block.head, *(row.cells for row in block.rows)) for line in row]
    return [plain(words) for words in found if words.strip()]


def test_the_sheet_is_page_one_and_the_steps_of_the_lesson_are_page_two(module: Module) -> None:
    pack = monday_pack(module)
    assert (module.folder / "monday.md").read_text(encoding="utf-8").find(f"# {pack.title}\n") >= 0
    beside = [text(block.line) for block in pack.beside if isinstance(block, Heading)]
    assert beside[0] == BESIDE
    steps = [sitting["title"] for sitting, step in zip(module.sittings, takehomes(module.id), strict=True) if step]
    assert steps
    assert [title for title in steps if title not in beside] == []
    points = [text(line) for block in pack.beside if isinstance(block, Items) for line in block.lines]
    assert [point for point in module.key_points if plain(point) not in map(plain, points)] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_the_pdf_is_two_tagged_pages_with_title_and_language(module: Module, paper: Paper) -> None:
    pack = monday_pack(module)
    pdf = PdfReader(io.BytesIO(pack_pdf(pack, paper)))
    width, height = {"letter": (612, 792), "a4": (595, 842)}[paper]
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pdf.pages] == [(width, height)] * 2
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "en-US"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title == pack.title
    printed = pdf.xmp_metadata
    assert printed is not None
    assert printed.rdf_root.toxml().find("pdfuaid:part") > 0
    tables = sum(isinstance(block, Table) for block in pack.sheet)
    assert [tag for tag in tags(pdf) if tag in ("/Table", "/THead")].count("/Table") == tables
    heads = sum(len(block.head) for block in pack.sheet if isinstance(block, Table))
    assert tags(pdf).count("/TH") == heads


def tags(pdf: PdfReader) -> list[str]:
    """The structure of a tagged PDF, in reading order."""
    found: list[str] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict) and "/S" in node:
            found.append(str(node["/S"]))
            walk(node.get("/K"))

    walk(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def test_the_pdf_reads_in_order_and_says_all_of_it(module: Module) -> None:
    pack = monday_pack(module)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made(module, PDF))).pages]
    read = re.sub(r"[\s\u2010-]", "", "".join(pages))
    place = 0
    for words in said(pack):
        wanted = re.sub(r"[\s\u2010-]", "", words)
        assert read.find(wanted[:60], place) >= 0, words
        place = read.find(wanted[:60], place)
    assert plain(pages[0]).startswith(plain(pack.title))
    assert plain(pages[1]).startswith(BESIDE)


def test_the_word_file_has_title_language_headings_and_header_rows(
    module: Module, word: docx.document.Document
) -> None:
    pack = monday_pack(module)
    assert word.core_properties.title == pack.title
    assert word.core_properties.language == "en-US"
    assert word.styles.element.xpath("w:docDefaults//w:lang")[0].get(qn("w:val")) == "en-US"
    headings = [block for block in (*pack.sheet, *pack.beside) if isinstance(block, Heading)]
    styled = [(p.style.name, p.text) for p in word.paragraphs if p.style and p.style.name.startswith("Heading")]
    assert styled == [(f"Heading {block.level}", text(block.line)) for block in headings]
    tables = [block for block in (*pack.sheet, *pack.beside) if isinstance(block, Table)]
    assert len(word.tables) == len(tables)
    for table, block in zip(word.tables, tables, strict=True):
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert [cell.text for cell in table.rows[0].cells] == [text(line) for line in block.head]
        for row, planned in zip(table.rows[1:], block.rows, strict=True):
            assert (row.height is not None) == bool(planned.room)
            assert row.height is None or row.height.mm >= 6.9 * planned.room


def test_the_word_file_says_all_of_it_in_order(module: Module, word: docx.document.Document) -> None:
    bare = re.sub(r"\s+", "", "".join(t.text or "" for t in word.element.body.iter(qn("w:t"))))
    place = 0
    for words in said(monday_pack(module)):
        found = bare.find(words.replace(" ", ""), place)
        assert found >= 0, words
        place = found
    breaks = [paragraph.text for paragraph in word.paragraphs if paragraph.paragraph_format.page_break_before]
    assert breaks == [BESIDE]


def test_the_sheet_has_room_to_write_by_hand(module: Module) -> None:
    assert min(room_for(monday_pack(module), paper) for paper in PAPERS) >= 7
    assert any(row.room for block in monday_pack(module).sheet if isinstance(block, Table) for row in block.rows)


@pytest.mark.parametrize("kind", [WORD, PDF], ids=lambda kind: kind.suffix)
def test_a_pack_holds_no_day_no_path_and_is_the_same_on_any_day(module: Module, kind: object) -> None:
    content = made(module, kind)  # type: ignore[arg-type]
    assert content == made(module, kind)  # type: ignore[arg-type]
    parts = [content]
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            assert {info.date_time for info in packed.infolist()} == {(2026, 1, 1, 0, 0, 0)}
            parts = [packed.read(name) for name in packed.namelist()]
    here = str(Path(__file__).resolve().parents[1]).encode()
    assert [part for part in parts if here in part] == []


def test_what_is_kept_is_made_again_only_when_its_source_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = modules()[0]
    first = made(module, PDF, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"kept")
    assert made(module, PDF, tmp_path) == b"kept"
    monkeypatch.setattr("belonging.handout.build._shared", lambda: "something changed")
    assert made(module, PDF, tmp_path) == first
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [first]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("![a](b.png)", "cannot show this"),
        ("<table>", "cannot show this"),
    ],
)
def test_what_paper_cannot_show_is_refused_in_plain_words(markdown: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        blocks(markdown)


def test_a_list_in_a_list_keeps_its_order() -> None:
    (items,) = blocks("1. a\n   - b\n     - c\n   - d\n2. e\n\n   f")
    assert isinstance(items, Items)
    assert [text(line) for line in items.lines] == ["a", "– b", "– – c", "– d", "e\nf"]


def test_columns_are_as_wide_as_the_author_says_or_as_their_words_need() -> None:
    said, found = blocks("| a | b |\n|---|------|\n| c | d |\n\n| a | b |\n|---|---|\n| " + "word " * 12 + "| &nbsp; |")
    assert isinstance(said, Table)
    assert isinstance(found, Table)
    assert said.widths == (3, 6)
    assert found.widths[0] > 2 * found.widths[1] == 2


def test_a_sheet_that_does_not_fit_on_a_page_is_refused() -> None:
    pack = monday_pack(modules()[0])
    with pytest.raises(ValueError, match="Take out a row"):
        room_for(Pack(pack.title, pack.sheet * 4, pack.beside))
    with pytest.raises(ValueError, match="Shorten them"):
        room_for(Pack(pack.title, pack.sheet, pack.beside * 5))


def test_the_command_writes_every_handout_and_keeps_an_edited_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["handouts", modules()[0].id, "--output", str(tmp_path)]
    with pytest.raises(SystemExit) as stop:
        cli.main(command)
    assert stop.value.code == 0
    assert f"[1/1] {modules()[0].title}" in capsys.readouterr().out
    folder = tmp_path / modules()[0].id
    assert sorted(path.name for path in folder.iterdir()) == sorted(kind.file(modules()[0]) for kind in KINDS)
    edited = folder / WORD.file(modules()[0])
    edited.write_bytes(edited.read_bytes() + b"mine")
    with pytest.raises(SystemExit) as stop:
        cli.main(command)
    assert stop.value.code == 1
    assert "Choose a new folder" in capsys.readouterr().err
    assert edited.read_bytes().endswith(b"mine")


def test_the_command_names_the_modules_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["handouts", "no-such-module", "--output", str(tmp_path / "out")])
    assert modules()[0].id in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_site_offers_the_pack_on_its_monday_page(module: Module, book_html: Path) -> None:
    page = (book_html / "modules" / module.id / "monday.html").read_text(encoding="utf-8")
    for kind in (WORD, PDF):
        file = book_html / "_static" / "handouts" / module.id / kind.file(module)
        assert f"_static/handouts/{module.id}/{file.name}" in page
        assert file.read_bytes() == made(module, kind)


def test_the_learner_s_site_has_no_handout_for_leaders(module: Module, book_html: Path) -> None:
    there = {path.name for path in (book_html / "_static" / "handouts" / module.id).iterdir()}
    assert there == {kind.file(module) for kind in KINDS if not kind.for_leaders}
