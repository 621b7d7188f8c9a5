"""Building: the two editions, and what happens when the folder or a page is not as it should be."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from belonging.book.build import build
from belonging.errors import Plain
from belonging.paths import course_root
from test_book_site import facilitator_lines

ROOT = course_root()


@pytest.fixture(scope="session")
def leader_html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The leader's edition, built once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    out = shared / "leader"
    with FileLock(str(out) + ".lock"):
        if not (out / "html").exists():
            command = [sys.executable, "-m", "belonging", "book", "--output", str(out), "--leader", "--strict"]
            run = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
            assert run.returncode == 0, run.stdout + run.stderr
    return out / "html"


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


def test_a_failed_build_leaves_the_site_that_was_there(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    _small_book(source, "# A page\n\n```{claim} no-such-claim\n```\n")
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
