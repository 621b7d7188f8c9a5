"""`belonging own FILE` and the form in a notebook: what is asked, what is written, and where."""

import datetime
import re
import zipfile
from pathlib import Path

import docx
import nbformat
import pytest
from typer.testing import CliRunner

from belonging import own
from belonging.cli import app
from belonging.errors import Plain
from belonging.own import command
from belonging.own.form import Guide
from belonging.own.sections import TITLE
from own_variants import SECRETS, google_form

FORM = google_form()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "form.csv"
    path.write_text(FORM.csv(), encoding="utf-8")
    return path


def run(*arguments: str | Path, answers: str = "") -> str:
    found = CliRunner().invoke(app, ["own", *map(str, arguments)], input=answers)
    if found.exception:
        raise found.exception
    return found.output


class TestTheCommand:
    def test_without_questions(self, file: Path, tmp_path: Path) -> None:
        said = run(file, "--yes", "--asked", "120", "--out", tmp_path / "out")
        assert "96 rows of answers (rows 2 to 97 of the file)" in said
        assert "88 answered. The report is written" in said
        html = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
        assert "88 of 120 answered: a response rate of 73%" in html
        assert (tmp_path / "out" / "column-map.yml").exists()

    def test_the_preview_shows_no_name_and_no_address(self, file: Path, tmp_path: Path) -> None:
        said = run(file, "--yes", "--out", tmp_path / "out")
        assert not [secret for secret in (*SECRETS, "@school", "Ana", "Ruiz") if secret in said]
        assert "(not shown)" in said

    def test_a_report_is_never_written_over(self, file: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        run(file, "--yes", "--out", out)
        first = (out / "report.html").read_bytes()
        run(file, "--yes", "--out", out, "--asked", "200")
        assert (out / "report.html").read_bytes() == first
        assert sorted(path.name for path in out.iterdir()) == [
            "column-map-2.yml",
            "column-map.yml",
            "report-2.docx",
            "report-2.html",
            "report.docx",
            "report.html",
        ]

    def test_corrections_at_the_prompt(self, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(command, "_asks", lambda: True)
        lines = "7-8 scale belonging\n10 banana\n?\n\nmany\n120\n"
        said = run(file, "--out", tmp_path / "out", answers=lines)
        assert "in the scale “belonging”" in said
        assert "“banana” was not understood" in said
        assert "Please type a whole number" in said
        mapping = own.load_mapping(tmp_path / "out" / "column-map.yml")
        assert [column.scale for column in mapping.of("item")][:2] == ["belonging", "belonging"]
        assert "belonging" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")

    def test_stopping_writes_nothing(self, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(command, "_asks", lambda: True)
        with pytest.raises(Plain, match="Nothing was written"):
            run(file, "--out", tmp_path / "out", answers="q\n")
        assert not (tmp_path / "out").exists()

    def test_a_saved_map_and_an_earlier_term(self, file: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        run(file, "--yes", "--out", out)
        later = tmp_path / "later.csv"
        later.write_text(google_form(seed=4).csv(), encoding="utf-8")
        run(later, "--map", out / "column-map.yml", "--earlier", file, "--yes", "--out", tmp_path / "next")
        html = (tmp_path / "next" / "report.html").read_text(encoding="utf-8")
        assert "Change from the earlier term to this term" in html
        assert "People were matched by their code" in html

    def test_a_wrong_path_says_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(Plain, match="There is no file"):
            run(tmp_path / "nowhere.csv", "--yes")
        with pytest.raises(Plain, match="is a folder"):
            run(tmp_path, "--yes")


class TestTheFiles:
    @pytest.fixture
    def written(self, file: Path, tmp_path: Path) -> tuple[str, Path]:
        run(file, "--yes", "--out", tmp_path / "out")
        return (tmp_path / "out" / "report.html").read_text(encoding="utf-8"), tmp_path / "out" / "report.docx"

    def test_the_page_stands_by_itself(self, written: tuple[str, Path]) -> None:
        html, _ = written
        assert "<script" not in html
        assert not re.search(r"""(src|href)=["']|url\(\s*["']?http|@import""", html)
        assert html.count("<caption") == html.count("<table") >= 4
        assert html.count('role="img" aria-label="Average of each scale') == 1
        assert 'lang="en"' in html

    def test_the_document_says_the_same_as_the_page(self, written: tuple[str, Path]) -> None:
        html, path = written
        paper = docx.Document(str(path))
        heads = [p.text for p in paper.paragraphs if p.style and p.style.name == "Heading 1"]
        assert heads == re.findall(r"<h2[^>]*>([^<]+)</h2>", html)
        assert paper.paragraphs[0].text == TITLE
        cells = [cell.text for table in paper.tables for row in table.rows[1:] for cell in row.cells]
        page = re.findall(r"<t[hd](?! scope=\"col\")[^>]*>([^<]*)</t[hd]>", html)
        assert len(paper.tables) == html.count("<table")
        assert [text.replace("&amp;", "&").replace("&#x27;", "'") for text in page] == cells

    def test_the_document_is_accessible(self, written: tuple[str, Path]) -> None:
        with zipfile.ZipFile(written[1]) as archive:
            xml = archive.read("word/document.xml").decode()
        assert xml.count("<w:tblHeader") == xml.count("<w:tbl>")
        assert 'descr="Average of each scale' in xml

    def test_formulas_and_markup_are_inert(self, tmp_path: Path) -> None:
        rows = "".join(f"{('=1+1', '<b>bold</b>')[i % 2]},{1 + i % 5},{1 + i % 4}\n" for i in range(60))
        survey = own.read_bytes(("Group,=cmd|'/C calc'!A0 1,=cmd|'/C calc'!A0 2\n" + rows).encode())
        mapping = own.propose(survey)
        written = own.write_report(own.analyse(survey, mapping), mapping, tmp_path)
        html = written.html.read_text(encoding="utf-8")
        assert "&#x27;=1+1" in html
        assert "<b>bold" not in html
        cells = [c.text for t in docx.Document(str(written.docx)).tables for r in t.rows for c in r.cells]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def uploaded(content: bytes) -> tuple[dict[str, object], ...]:
    """A file as the upload button hands it over."""
    when = datetime.datetime(2026, 10, 1, tzinfo=datetime.UTC)
    entry = {"name": "f", "type": "", "size": len(content), "content": memoryview(content), "last_modified": when}
    return (entry,)


class TestTheForm:
    def test_upload_look_over_and_report(self, tmp_path: Path) -> None:
        import ipywidgets as widgets

        form = own.guide(str(tmp_path / "out"))
        uploads = [child for child in form.children if isinstance(child, widgets.FileUpload)]
        button = next(child for child in form.children if isinstance(child, widgets.Button))
        table = next(child for child in form.children if isinstance(child, widgets.VBox))
        say = form.children[-2]
        assert button.disabled
        uploads[0].value = uploaded(FORM.csv().encode())
        assert not button.disabled
        assert uploads[0].value == (), "the answers would be saved with the notebook"
        assert len(table.children) == len(FORM.names)
        button.click()
        assert "Your report is ready" in say.value
        assert (tmp_path / "out" / "report.html").exists()

    def test_every_control_has_a_visible_label(self, tmp_path: Path) -> None:
        import ipywidgets as widgets

        form = own.guide(str(tmp_path))
        upload = next(child for child in form.children if isinstance(child, widgets.FileUpload))
        upload.value = uploaded(FORM.csv().encode())

        def controls(box: widgets.Widget) -> list[widgets.Widget]:
            inside = [control for child in getattr(box, "children", ()) for control in controls(child)]
            return inside or ([] if isinstance(box, widgets.HTML | widgets.Box | widgets.Output) else [box])

        found = controls(form)
        assert len(found) > 3 * len(FORM.names)
        assert all(control.description for control in found)

    def test_a_problem_is_said_in_plain_words(self, tmp_path: Path) -> None:
        import ipywidgets as widgets

        form = own.guide(str(tmp_path))
        upload = next(child for child in form.children if isinstance(child, widgets.FileUpload))
        upload.value = uploaded(b"%PDF-1.7 ...")
        said = " ".join(child.value for child in form.children if isinstance(child, widgets.HTML))
        assert "Please change:" in said
        assert "PDF" in said

    def test_a_column_made_a_question_by_words(self, tmp_path: Path) -> None:
        state = Guide(tmp_path)
        rows = "".join(f"{('low', 'so-so', 'high')[i % 3]},{1 + i % 5},{1 + i % 4}\n" for i in range(60))
        state.upload(("mood,q1,q2\n" + rows).encode())
        assert state.mapping is not None
        from belonging.own.column_form import ColumnForm

        first = ColumnForm(1, state.mapping.columns[0])
        first.role.value = "item"
        with pytest.raises(Plain, match="could be read"):
            state.make([first.column(), *state.mapping.columns[1:]])
        first.order.value = "low, so-so, high"
        state.make([first.column(), *state.mapping.columns[1:]])
        assert state.written is not None

    def test_an_export_of_the_survey_kit_goes_through(self, tmp_path: Path) -> None:
        from belonging.own.column_form import ColumnForm
        from belonging.survey.instruments import instrument

        kit = instrument("pulse")
        labels = list(kit.forms[-1].options.values())
        heads = ",".join(f'"{item.words["6-12"]}"' for item in kit.items)
        rows = [",".join(labels[(i + i * place) % 5] for place in range(8)) for i in range(30)]
        state = Guide(tmp_path)
        state.upload("\n".join([heads, *rows]).encode())
        assert state.mapping is not None
        columns = [ColumnForm(number, column).column() for number, column in enumerate(state.mapping.columns, start=1)]
        assert columns == state.mapping.columns
        html = state.make(columns, 30).html.read_text(encoding="utf-8")
        assert "I&#x27;m future-ready" in html

    def test_the_notebook_is_valid(self) -> None:
        notebook = own.own_notebook()
        nbformat.validate(nbformat.from_dict(notebook))
        code = next(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code")
        compile(code, "own", "exec")

    def test_the_verbs_stay_verbs_after_their_rooms_were_opened(self) -> None:
        for name in own.__all__:
            getattr(own, name)
        assert all(callable(getattr(own, name)) for name in own.__all__)
