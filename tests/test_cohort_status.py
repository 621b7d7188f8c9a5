"""The status tells how far everybody is, in the order of the roster: nobody is missing, and nobody is ranked."""

import csv
import io
import time
from html.parser import HTMLParser

import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import parse_utc
from playwright.sync_api import Page
from rich.console import Console

from belonging.cohort.folder import Cohort
from belonging.cohort.release import release
from belonging.cohort.roster import Person
from belonging.cohort.state import write_state
from belonging.cohort.status import Row, Status, Step, remember_feedback, status
from belonging.cohort.status_report import as_csv, as_page, show, write_reports

pytestmark = pytest.mark.xdist_group("cohort-status")

MODULE = "listening"
STAMP = "2026-10-01 10:00:00 UTC"
PEOPLE = {
    "none": "missing",
    "in": "handed in",
    "waits": "waits for a person's score",
    "graded": "graded",
    "told": "feedback written",
    "again": "handed in",
    "mend": "needs a look",
    "odd": "needs a look",
    "refused": "needs a look",
}


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """Make a cohort in which everybody is somewhere else on the way; its gradebook is filled by hand."""
    folder = tmp_path_factory.mktemp("status")
    rows = ["Name,Joined,Left", *(f"{name} Person,2026-09-01," for name in PEOPLE)]
    rows += ["late Person,2026-11-02,", "gone,2026-09-01,2026-10-09"]
    (folder / "people.csv").write_text("\n".join(rows))
    cohort, _ = Cohort.create(folder / "cohort", folder / "people.csv")
    release(cohort, [MODULE])
    ids = {one.first: one.id for one in cohort.roster}
    for name in ("in", "waits", "graded", "told", "again", "mend", "odd", "gone"):
        there = cohort.root / "submitted" / ids[name] / MODULE
        there.mkdir(parents=True)
        (there / "timestamp.txt").write_text(STAMP)
        (there / ("other.ipynb" if name == "odd" else f"{MODULE}.ipynb")).write_text("{}")
    with Gradebook(cohort.course.db_url) as gradebook:
        gradebook.find_assignment(MODULE).duedate = parse_utc("2026-11-01 00:00:00 UTC")
        for name in ("told", "waits", "graded", "again", "gone"):
            gradebook.add_submission(MODULE, ids[name], timestamp=parse_utc(STAMP))
            for grade in gradebook.find_submission_notebook(MODULE, MODULE, ids[name]).grades:
                grade.auto_score, grade.needs_manual_grade = 1.0, False
            if name == "waits":
                gradebook.find_submission_notebook(MODULE, MODULE, ids[name]).grades[-1].needs_manual_grade = True
            graded = cohort.root / "autograded" / ids[name] / MODULE / f"{MODULE}.ipynb"
            graded.parent.mkdir(parents=True)
            graded.write_text("{}")
            if name == "told":
                remember_feedback(cohort)
                time.sleep(0.05)
        gradebook.db.commit()
    (cohort.root / "submitted" / ids["again"] / MODULE / "timestamp.txt").write_text("2026-10-02 10:00:00 UTC")
    write_state(
        cohort.state / "handed-in" / ids["mend"] / f"{MODULE}.json", {"waits": True, "notes": ["A cell was copied."]}
    )
    refused = {"waits": True, "refused": True, "notes": ["This file is empty."]}
    write_state(cohort.state / "handed-in" / ids["refused"] / f"{MODULE}.json", refused)
    cohort.matches.write_text("person,guess,file\n,p001,x.ipynb\np002,p002,y.ipynb\n", encoding="utf-8-sig")
    return cohort


def test_everybody_is_where_they_are(cohort: Cohort) -> None:
    found = status(cohort)
    steps = {row.person.first: row.steps[0] for row in found.rows}
    expected = {name: Step.missing if step == "missing" else Step(step) for name, step in PEOPLE.items()}
    assert steps == expected | {"late": Step.later}
    assert [row.person.name for row in found.leavers] == ["gone"]
    assert [row.person.first for row in found.rows if row.late] == ["late"]
    assert [row.person.first for row in found.rows if row.nothing] == ["none"]
    assert found.unmatched == 1
    assert found.counts(MODULE)[Step.look] == 3


def test_the_next_command_follows_the_work(cohort: Cohort) -> None:
    found = status(cohort)
    assert "matches.csv" in found.next_command("c")
    assert Status(found.modules, found.rows, ()).next_command("c") == 'belonging cohort repair "c"'
    order = [
        (Step.handed_in, "grade"),
        (Step.graded, "feedback"),
        (Step.waits, "Formgrader"),
        (Step.missing, "collect"),
    ]
    for step, verb in order:
        rows = (Row(Person("p001", "A"), (step,), ("",)), Row(Person("p002", "B"), (Step.missing,), ("",)))
        assert verb in Status((MODULE,), rows, ()).next_command("c")
    assert "release" in Status((), (), ()).next_command("c")


def test_the_table_file_and_the_page_hold_everybody_in_the_order_of_the_roster(cohort: Cohort) -> None:
    table, page = write_reports(cohort, status(cohort))
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    present = [one.id for one in cohort.roster if not one.left]
    assert [row["id"] for row in rows] == [*present, *(one.id for one in cohort.roster.leavers)]
    assert "A cell was copied." in next(row for row in rows if row["name"] == "mend Person")["needs a look because"]
    html = page.read_text(encoding="utf-8")
    assert all(one.name in html for one in cohort.roster)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def test_the_page_is_accessible_and_a_name_stays_text() -> None:
    hostile = Person("p001", "<script>alert(1)</script>", school="<img src=x>")
    page = as_page(Status((MODULE,), (Row(hostile, (Step.look,), ("<b>",)),), ()))
    tags = Tags()
    tags.feed(page)
    names = [tag for tag, _ in tags.seen]
    assert "script" not in names
    assert "img" not in names
    assert "b" not in names
    assert names.count("table") == names.count("caption") == 2
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in tags.seen if tag == "th")
    assert ("html", {"lang": "en"}) in tags.seen


def test_on_a_phone_tables_scroll_and_everything_else_stays_in_sight(page: Page) -> None:
    modules = tuple(f"contribution-{n}" for n in range(9))
    page.set_viewport_size({"width": 320, "height": 700})
    page.set_content(as_page(Status(modules, (Row(Person("p001", "Kit"), (Step.look,) * 9, ("why",) * 9),), ())))
    assert page.locator(".scroll").first.evaluate("box => box.scrollWidth > box.clientWidth")
    for text in page.locator("h1, h2, p, li, caption").all():
        assert text.evaluate("one => one.getBoundingClientRect().right") <= 320


def test_a_name_is_no_formula_in_the_table_file() -> None:
    for name in ("=1+1", "＝1+1", "-1"):
        content = as_csv(Status((), (Row(Person("p1", name), (), ()),), ()))
        assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1][1] == f"'{name}"


@pytest.mark.parametrize("everybody", [False, True])
def test_three_hundred_people_and_nine_modules_fit_eighty_columns(everybody: bool) -> None:
    modules = tuple(f"contribution-{n}"[:12] for n in range(9))
    steps = list(Step)
    rows = tuple(
        Row(Person(f"p{n:03}", f"Maximiliana Longname-{n}"), tuple(steps[(n + m) % 7] for m in range(9)), ("",) * 9)
        for n in range(300)
    )
    out = io.StringIO()
    show(Status(modules, rows, ()), everybody=everybody, console=Console(file=out, width=80, highlight=False))
    lines = out.getvalue().splitlines()
    assert max(len(line) for line in lines if not line.startswith("  ")) <= 80  # lists wrap as text does
    assert all(head in out.getvalue() for head in ("Not", "Needs", "Waits for", "Graded", "Feedback"))
    assert sum("p299" in line for line in lines) == everybody
    assert len(lines) < 60 or everybody


def test_status_of_a_cohort_before_anything_is_handed_out() -> None:
    out = io.StringIO()
    show(Status((), (Row(Person("p001", "Ana"), (), ()),), ()), console=Console(file=out, width=80))
    assert "No module has been handed out yet." in out.getvalue()


def test_a_damaged_note_does_not_stop_it(cohort: Cohort) -> None:
    broken = cohort.state / "handed-in" / "p001" / "access.json"
    broken.parent.mkdir(parents=True, exist_ok=True)
    broken.write_text("{")
    cohort.matches.write_bytes(b"%PDF-1.7")
    for odd in ("yesterday", 3, None):
        write_state(cohort.state / "feedback.json", {"written": odd})
        assert Step.told not in status(cohort).rows[4].steps
    assert status(cohort).unmatched == 0
    assert len(status(cohort).rows) == len(PEOPLE) + 1
