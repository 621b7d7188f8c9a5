"""Building: the two editions, and what happens when the folder or a page is not as it should be."""

import importlib.util
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from belonging.book import handouts
from belonging.book.build import build, pictures_kept
from belonging.errors import Plain
from belonging.paths import course_root
from test_book_site import facilitator_lines

ROOT = course_root()


@pytest.mark.xdist_group("leader")
def test_the_leader_s_edition_has_every_note(leader_html: Path) -> None:
    lesson = ROOT / "modules" / "listening" / "lesson.md"
    page = (leader_html / "modules" / "listening" / "lesson.html").read_text(encoding="utf-8")
    notes = facilitator_lines(lesson)
    assert len(notes) > 5
    assert [note for note in notes if note not in page] == []
    assert page.count('class="bbd-facilitator"') == lesson.read_text(encoding="utf-8").count("{facilitator}")


def _small_book(folder: Path, page: str) -> Path:
    """A book of one page of our own, with the course's configuration."""
    shutil.copy(ROOT / "_config.yml", folder / "_config.yml")
    shutil.copytree(ROOT / "book", folder / "book")
    (folder / "_toc.yml").write_text("format: jb-book\nroot: book/welcome\n", encoding="utf-8")
    (folder / "book" / "welcome.md").write_text(page, encoding="utf-8")
    return folder


@pytest.mark.xdist_group("failed-build")
def test_a_failed_build_leaves_the_site_that_was_there(book_html: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    _small_book(source, "# A page\n\n```{claim} no-such-claim\n```\n")
    (source / "_build").mkdir()
    (source / "_build" / ".drawn").symlink_to(pictures_kept(ROOT, book_html.parent))  # no picture is drawn again
    old = tmp_path / "out" / "html" / "index.html"
    old.parent.mkdir(parents=True)
    old.write_text("the old site", encoding="utf-8")
    with pytest.raises(Plain, match=r"welcome\.md:3.*no-such-claim"):
        build(tmp_path / "out", strict=True, quiet=True, source=source)
    assert old.read_text(encoding="utf-8") == "the old site"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["html"]


def test_a_folder_without_a_book_gets_a_plain_message(tmp_path: Path) -> None:
    with pytest.raises(Plain, match="repository"):
        build(tmp_path / "out", source=tmp_path)


def test_an_output_that_cannot_be_written_gets_a_plain_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Plain, match="--output"):
        build(tmp_path / "file" / "out", quiet=True)


class _Heard:
    """Stands for Sphinx's log; in a strict build each warning in it is an error."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def warning(self, line: str, *values: object) -> None:
        self.lines.append(line % values)


def _made_without(
    missing: str, edition: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[set[str], list[str]]:
    """Make the handouts where one package is not installed; return what is offered, and what the log says."""
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == missing else found(name))
    monkeypatch.setattr(handouts, "logger", heard := _Heard())
    config = SimpleNamespace(belonging_drawn=str(folder), belonging_edition=edition)
    app: Any = SimpleNamespace(builder=SimpleNamespace(format="html"), config=config, outdir=str(folder))
    offered = handouts.Handouts()
    offered.make(app)
    return {kind.suffix for files in offered.files.values() for kind in files}, heard.lines


@pytest.mark.parametrize(
    ("missing", "edition", "left"),
    [("typst", "learner", set()), ("docx", "learner", {".pdf"}), ("pptx", "leader", {".docx", ".pdf"})],
)
def test_a_missing_package_is_one_line_in_the_log_and_nothing_on_the_page(
    missing: str, edition: str, left: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered, heard = _made_without(missing, edition, tmp_path, monkeypatch)
    assert offered == left
    assert len(heard) == 1
    assert missing in heard[0]
    assert "pip install '.[book]'" in heard[0]


def test_a_sheet_that_cannot_be_made_is_named_and_not_offered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise ValueError("Take out a row.")

    monkeypatch.setattr(handouts, "made", refuse)
    offered, heard = _made_without("nothing", "learner", tmp_path, monkeypatch)
    assert offered == set()
    assert "modules/listening" in "".join(heard)
    assert "Take out a row." in heard[0]
