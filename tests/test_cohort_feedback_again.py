"""What feedback remembers from run to run, what it takes away again, and nbgrader's own tree beside it."""

import os
import subprocess
import sys
from zipfile import ZipFile

import pytest

from belonging.cohort import feedback_pages
from belonging.cohort.collect import collect
from belonging.cohort.feedback_pages import write_pages
from belonging.cohort.work_notes import notes_of
from belonging.errors import Plain
from fake_cohort import FakeCohort
from graded_folder import Work, cohort_with, person

pytestmark = pytest.mark.xdist_group("cohort-feedback")

MODULE = "listening"
BOOK = "https://example.org/course/"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    people = [person("p01", "Ana Pérez"), person("p02", "Ben Okafor")]
    wrong = {"who-said-yes": "answer_1 = 0.1\n"}
    return cohort_with(
        tmp_path_factory.mktemp("again") / "cohort",
        people,
        [Work("p01", MODULE, wrong, {"note-inquiry-note": 1.0}), Work("p02", MODULE)],
    )


def page(cohort, name: str = "Ana Pérez") -> str:
    return (cohort.root / "feedback-pages" / f"{name}.html").read_text(encoding="utf-8")


def test_the_address_of_the_book_is_remembered_changed_and_taken_away(cohort):
    assert write_pages(cohort).book == ""
    assert "https://" not in page(cohort)
    assert write_pages(cohort, book=f"{BOOK}index.html#top").book == BOOK
    linked = page(cohort)
    assert f'href="{BOOK}' in linked
    assert write_pages(cohort).changed == 0
    with pytest.raises(Plain, match="not an address"):
        write_pages(cohort, book="javascript:alert(1)")
    assert write_pages(cohort).book == BOOK
    assert write_pages(cohort, book="https://example.org/other").book == "https://example.org/other/"
    assert write_pages(cohort, book="none").book == ""
    assert write_pages(cohort).book == ""
    assert "https://" not in page(cohort)


def moodle(cohort, folder: str) -> None:
    path = cohort.root / ".belonging" / "handed-in" / "p01" / f"{MODULE}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"moodle": "{folder}"}}', encoding="utf-8")


def test_a_zip_for_moodle_goes_when_the_work_is_no_longer_that_persons(cohort):
    folder = cohort.root / "feedback-pages"
    own = folder / "moodle-photos.zip"
    with ZipFile(own, "w") as packed:
        packed.writestr("x", "the director's own")
    moodle(cohort, "Ana Pérez_991_assignsubmission_file_")
    assert write_pages(cohort).for_moodle == (f"moodle-{MODULE}.zip",)
    moodle(cohort, "")
    assert write_pages(cohort).for_moodle == ()
    assert [path.name for path in folder.glob("moodle-*")] == [own.name]


def test_a_name_in_other_capitals_never_takes_the_new_page_away(cohort, monkeypatch):
    """Some file systems keep the name a file was made with, and take the other one for the same file."""
    write_pages(cohort)
    folder = cohort.root / "feedback-pages"
    (folder / "Ana Pérez.html").rename(folder / "ana pérez.html")
    (folder / "Ana Pérez.html").hardlink_to(folder / "ana pérez.html")
    (folder / "a folder.html").mkdir()
    monkeypatch.setattr(feedback_pages, "_write", lambda path, content: False)  # a new file would be another one
    assert write_pages(cohort).removed == 0
    assert (folder / "ana pérez.html").exists()
    (folder / "Ana Pérez.html").unlink()
    (folder / "Ana Pérez.html").write_text("another file", encoding="utf-8")
    assert write_pages(cohort).removed == 1


def test_nbgraders_own_tree_is_what_nbgrader_would_write_and_can_be_released(cohort, tmp_path):
    assert not (cohort.root / "feedback").exists()
    assert write_pages(cohort).in_tree == 0
    assert not (cohort.root / "feedback").exists()
    for place in ("submitted", "autograded"):
        for folder in (cohort.root / place).glob(f"*/{MODULE}"):
            # what nbgrader's own exchange puts beside the work
            (folder / "timestamp.txt").write_text("2026-10-01 09:00:00 UTC")
            (folder / "submission_secret.txt").write_text(folder.parent.name)
    assert write_pages(cohort, nbgrader=True).in_tree == 2
    ours = {path.parent.parent.name: path for path in (cohort.root / "feedback").glob("*/*/*.html")}
    assert set(ours) == {"p01", "p02"}
    stamps = {path: path.stat().st_mtime_ns for path in ours.values()}
    content = ours["p01"].read_bytes()
    write_pages(cohort, nbgrader=True)
    assert {path: path.stat().st_mtime_ns for path in ours.values()} == stamps

    def nbgrader(*words: str) -> str:
        command = [sys.executable, "-m", "nbgrader", *words, "--course=c", f"--Exchange.root={tmp_path}"]
        done = subprocess.run(
            command, cwd=cohort.root, capture_output=True, text=True, timeout=120, env=dict(os.environ)
        )
        assert done.returncode == 0, done.stderr
        return done.stderr

    assert "p01" in nbgrader("release_feedback", MODULE)
    released = [path for path in (tmp_path / "c" / "feedback").glob("*.html") if path.read_bytes() == content]
    assert len(released) == 1


def test_what_could_not_be_read_is_told_its_person_whatever_becomes_of_the_report(tmp_path):
    people = FakeCohort(tmp_path / "cohort")
    for name in ("Ana Perez.ipynb", "Ben Okafor - listening.ipynb", "Zoe Zed.ipynb"):
        (tmp_path / name).write_bytes(b"")
    sent = [tmp_path / name for name in ("Ana Perez.ipynb", "Ben Okafor - listening.ipynb", "Zoe Zed.ipynb")]
    collect(people, sent)
    (people.root / "reports" / "collect.csv").unlink()
    assert notes_of(people).files == {"p001": ("“Ana Perez.ipynb”: This file is empty.",)}
