"""The page a person gets back: their own work only, what each answer shows, and never a zero where a person waits."""

import csv
import html
import io
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zipfile import ZipFile

import pytest
import textstat
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook
from playwright.sync_api import Page, expect

from belonging.cohort.common_ideas import Ideas, overview_html
from belonging.cohort.feedback_pages import write_pages
from belonging.cohort.for_moodle import moodle_zips
from belonging.cohort.page_names import page_names
from belonging.cohort.person_page import ModuleWork, PersonWork, person_page
from belonging.cohort.work_notes import COULD_NOT, EARLIER, MENDED, NEWER, NOT_YET, WAITS
from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise.derive import blank_source, reference_source
from belonging.exercise.source import PlacedTask, load
from belonging.grading.course_folder import CourseFolder
from belonging.grading.done import Done, DoneMarks
from belonging.grading.feedback_page import title_of
from belonging.grading.points import Points, TaskPoints
from belonging.grading.told import Told, answers_told
from belonging.lesson.taught import places
from belonging.tasks import Choice, File, Number, Outcome, Several, Sort, answer_table, check, words
from belonging.tasks.prose import to_html
from graded_folder import Work, change, cohort_with, person, ran

pytestmark = pytest.mark.xdist_group("cohort-feedback")

MODULE = "listening"
HOSTILE = '<script>window.pwned = 1</script><img src=x onerror="window.pwned = 2"> [a](javascript:window.pwned=3)'
IDS = [f"p{number:02}" for number in range(1, 13)]


def told_of(placed: PlacedTask, module_id: str, source: str, folder: Path, *outputs: Any, points: float = 0) -> Told:
    """What one answer is told, the gradebook saying what its check would give."""
    cells = [{"metadata": {"nbgrader": {"grade_id": placed.grade_id}}, "source": source}]
    cells += [{"metadata": {"nbgrader": {"grade_id": placed.check_id}}, "source": "", "outputs": list(outputs)}]
    mark = TaskPoints(placed.check_id, placed.label, placed.task.title, points, placed.task.points, False, False)
    told = answers_told(cells, module_id, folder, Points((mark,)))
    return next(one for one in told if one.placed.task.id == placed.task.id)


def typical_wrongs(placed: PlacedTask, folder: Path) -> dict[str, tuple[str, int]]:
    """Source of a typical wrong answer -> what it must be told, and its points."""
    task, kind = placed.task, placed.task.kind
    if isinstance(kind, Choice):
        right = str(task.reference_answer())
        return {f'{placed.variable} = "{o.key}"': (o.says, o.points) for o in kind.options if o.key != right}
    if isinstance(kind, (Number, Several, Sort)):
        wrong = {answer: entry for answer, entry in answer_table(task).items() if entry.status == "not_yet"}
        some = list(wrong.items())[:: max(1, len(wrong) // 12)]  # of sets and sorted lists there are hundreds
        return {f"{placed.variable} = {kind.literal(answer)}": (e.says, e.points) for answer, e in some}
    found = {}
    if isinstance(kind, File):
        for wrong in task.wrongs:
            (folder / f"{wrong.id}.yml").write_text(wrong.answer(None), encoding="utf-8")
            outcome = check(task, f"{wrong.id}.yml", folder)
            found[f'{placed.variable} = "{wrong.id}.yml"'] = (outcome.says, outcome.points)
    return found


@pytest.mark.parametrize("module_id", [module.id for module in modules()])
def test_each_typical_wrong_answer_is_named_with_what_to_read_again(module_id: str, tmp_path: Path) -> None:
    machine = [p for p in load(module_id).tasks if p.task.points and not p.task.scored_by_person]
    for placed in machine:
        wrongs = typical_wrongs(placed, tmp_path)
        assert wrongs
        for source, (says, points) in wrongs.items():
            told = told_of(placed, module_id, source, tmp_path, points=points)
            assert told.idea, source
            assert told.agrees
            page = person_page(PersonWork("Ana", (ModuleWork(module_id, "X", Points(()), (told,)),), ()))
            assert "What this answer shows:" in page
            for line in to_html(says).splitlines():
                assert line in page or words.ITEM_RIGHT in line
            place = places(module_id)[placed.task.id]
            assert html.escape(place.heading) in page.split("Read again:")[1]
            assert place.sitting > 0


@pytest.mark.parametrize("module_id", [module.id for module in modules()])
def test_an_answer_worked_out_by_code_is_named_by_what_its_check_showed(module_id: str, tmp_path: Path) -> None:
    for placed in load(module_id).tasks:
        if not isinstance(placed.task.kind, (Number, Choice)) or placed.task.silent:
            continue
        wrong = next(entry for entry in answer_table(placed.task).values() if entry.status == "not_yet")
        shown = Outcome("not_yet", wrong.points, placed.task.points, wrong.says, wrong.wrong_id, "<p>Hint</p>")
        computed = f"{placed.variable} = sum([1, 2])"
        told = told_of(placed, module_id, computed, tmp_path, *ran(shown.html), points=wrong.points)
        assert (told.idea, told.outcome and told.outcome.says) == (wrong.wrong_id, wrong.says)


def test_an_answer_and_points_that_do_not_agree_are_said_so_and_what_a_forged_check_showed_stays_away(
    tmp_path: Path,
) -> None:
    placed = load(MODULE).task(1)
    told = told_of(placed, MODULE, "answer_1 = 0.35", tmp_path, *ran(f"<b>Full marks</b>{HOSTILE}"), points=1)
    assert not told.agrees
    page = person_page(PersonWork("Ana", (ModuleWork(MODULE, "X", Points(()), (told,)),), ()))
    assert "gave 1 of 1 point, but the answer as written is worth 0" in page
    assert "Full marks" not in page


def test_strange_answers_cost_nobody_a_page(tmp_path: Path) -> None:
    placed = load(MODULE).task(1)
    for source in (
        "answer_1 = {[]: 1}",
        "answer_1 = = 3",
        "answer_1 = " + "[" * 90 + "]" * 90,
        "\x00",
        "x" * 10**6,
        "",
    ):
        told = told_of(placed, MODULE, source, tmp_path)
        assert "<h1>" in person_page(PersonWork("Ana", (ModuleWork(MODULE, "X", Points(()), (told,)),), ()))


# --- a whole folder ------------------------------------------------------------------------------------------------


def secret(id_: str) -> str:
    return f"secret-of-{id_}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Twelve people, each with words of their own everywhere words can stand; one wrong idea shared by ten."""
    works = []
    for number, id_ in enumerate(IDS):
        answers = {
            "response-rate": "answer_1 = 0.35\n" if number < 10 else f'answer_1 = "{secret(id_)}"\n',
            "naive-change": blank_source(load(MODULE).task("naive-change")) if number < 3 else 'answer_3 = "x"\n',
            "inquiry-note": f"{secret(id_)} {HOSTILE}\n",
        }
        manual = {"note-inquiry-note": {0: 0.0, 1: 2.0, 2: 3.0}[number]} if number < 3 else {}
        works.append(Work(id_, MODULE, answers, manual, {"note-inquiry-note": f"Comment for {secret(id_)}. {HOSTILE}"}))
    works.append(Work(IDS[0], "beliefs"))
    names = {id_: f"Person {id_}" for id_ in IDS} | {IDS[0]: f"Ana {HOSTILE}", IDS[1]: "=1+1", IDS[2]: "=1+1"}
    people = [person(id_, names[id_], email=f"{id_}@example.org") for id_ in IDS]
    people += [person("p90", "Nothing yet"), person("p91", "Gone early", left="2026-10-01")]
    root = tmp_path_factory.mktemp("feedback") / "cohort"
    cohort = cohort_with(root, people, works)
    change(root, IDS[3], MODULE, "check-matched-change", outputs=ran(f"<p>{secret(IDS[3])}</p>{HOSTILE}"))
    written = write_pages(cohort)
    files = page_names({one.id: one.name for one in people[:-1]})
    pages = {id_: (written.folder / name).read_text(encoding="utf-8") for id_, name in files.items()}
    return SimpleNamespace(cohort=cohort, written=written, pages=pages, files=files, names=names)


def test_nobody_reads_another_persons_words(folder: SimpleNamespace) -> None:
    for id_, page in folder.pages.items():
        for other in set(IDS) - {id_}:
            assert secret(other) not in page
            assert f">{other}" not in page
            assert html.escape(f"Person {other}") not in page
    assert f"Comment for {secret(IDS[4])}" in folder.pages[IDS[4]]


def test_a_page_asks_no_host_and_runs_nothing(folder: SimpleNamespace) -> None:
    for page in folder.pages.values():
        assert not re.search(r"<(script|img|link|iframe|object|form|base)\b", page)
        assert not re.search(r"""<[a-z][^<>]*\s(src|href)=["']?(?!["']?#)""", page)
        assert len(page.encode()) < 40_000


def test_what_a_person_scores_waits_and_a_zero_is_said_only_when_given(folder: SimpleNamespace) -> None:
    assert "waits, of 3" in folder.pages[IDS[5]]
    assert "1 task still waits" in folder.pages[IDS[5]]
    assert "waits, of 3" not in folder.pages[IDS[1]]
    task = load(MODULE).task("inquiry-note").task
    scored = {id_: folder.pages[id_].split("Read by a person:")[1] for id_ in IDS[:3]}
    assert all("Read again" in scored[id_] for id_ in IDS[:2])
    for row in task.rubric:
        assert html.escape(f"0 of {len(row.levels) - 1}: {row.levels[0]}") in scored[IDS[0]]
        assert all(html.escape(level) in scored[IDS[1]] for level in row.levels)  # two of three: the rows are not told
        assert html.escape(f"{len(row.levels) - 1} of {len(row.levels) - 1}: {row.levels[-1]}") in scored[IDS[2]]


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_points_have_a_row_for_everybody_on_the_roster(folder: SimpleNamespace) -> None:
    points = rows(folder.written.reports / "points.csv")
    assert [row["id"] for row in points] == [*IDS, "p90", "p91"]
    by_id = {row["id"]: row for row in points}
    assert (by_id["p04"][MODULE], by_id["p04"][f"{MODULE} waits"]) == ("7", "1")
    assert by_id["p90"][MODULE] == by_id["p91"][MODULE] == ""
    assert by_id["p02"]["name"] == "'=1+1"
    assert by_id["p02"]["email"] == "p02@example.org"
    assert not any(re.search("total|rank|place|mean", column) for column in points[0])
    tasks = {row["id"]: row for row in rows(folder.written.reports / "points-by-task.csv")}
    assert tasks["p04"]["listening 8 (of 3)"] == "waits"
    assert tasks["p01"]["listening 8 (of 3)"] == "0"
    assert tasks["p01"]["listening 1 (of 1)"] == "0"


def test_modules_that_are_not_handed_in_are_named_without_blame(folder: SimpleNamespace) -> None:
    assert "Nothing has been handed in under this name yet." in folder.pages["p90"]
    after = folder.pages[IDS[6]].split("Not handed in yet")[1]
    assert "Four beliefs" in after
    assert "Four beliefs" not in folder.pages[IDS[0]].partition("Not handed in yet")[2]
    assert not re.search("late|missing|fail", after.split("If something")[0])


def test_a_second_run_changes_nothing_and_a_corrected_name_moves_the_page(folder: SimpleNamespace) -> None:
    before = {p.name: p.stat().st_mtime_ns for p in folder.written.folder.iterdir()}
    assert write_pages(folder.cohort).changed == 0
    assert {p.name: p.stat().st_mtime_ns for p in folder.written.folder.iterdir()} == before
    own = folder.written.folder / "my letter.html"
    own.write_text("<p>The director's own file.</p>", encoding="utf-8")
    folder.cohort.roster.person("p12").name = "Zoë"
    again = write_pages(folder.cohort)
    assert (again.changed, again.removed) == (1, 1)
    assert (folder.written.folder / "Zoë.html").exists()
    assert own.exists()


def copied(folder: SimpleNamespace, root: Path) -> SimpleNamespace:
    """The same cohort elsewhere, for a test that changes it."""
    shutil.copytree(folder.cohort.root, root)
    return SimpleNamespace(course=CourseFolder(root), root=root, roster=folder.cohort.roster)


def put_state(root: Path, what: str, module: str, **state: Any) -> None:
    path = root / ".belonging" / what / "p01" / f"{module}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(state), encoding="utf-8")


def test_what_happened_to_the_work_is_told_in_words_for_its_person(folder: SimpleNamespace, tmp_path: Path) -> None:
    cohort = copied(folder, tmp_path / "cohort")
    root = cohort.root
    counts = {"versions": 2, "handed_in": "2026-11-13T08:12:00+00:00", "mended": True}
    put_state(root, "handed-in", MODULE, **counts, notes=["Task 1: its answer was in the check cell."])
    put_state(root, "graded", MODULE, notes=["A cell ran too long.", "It changes Python code. Look at its code."])
    put_state(root, "handed-in", "beliefs", waits=True, notes=[])
    put_state(root, "handed-in", "start", waits=True, notes=["Task 1 has two cells."])
    put_state(
        root, "handed-in", "struggle", waits=True, refused=True, notes=["This file is a picture. Ask for it again."]
    )
    unreadable = {
        "p01": [{"name": "Ana.ipynb", "note": "This file is empty. Ask for it again."}],
        "p04": [{"name": "x", "note": "Not yours."}],
    }
    (root / ".belonging" / "collect").mkdir(exist_ok=True)
    (root / ".belonging" / "collect" / "unreadable.json").write_text(json.dumps(unreadable), encoding="utf-8")
    written = write_pages(cohort, [MODULE, "beliefs", "start", "struggle", "access"])
    page = html.unescape((written.folder / folder.files["p01"]).read_text(encoding="utf-8"))
    assert "“Ana.ipynb”: This file is empty." in page
    assert "Not yours" not in page
    told = {title: page.split(f">{title}</h2>")[1].split("<h2")[0] for title in map(title_of, (MODULE, "beliefs"))}
    assert "the one of 2026-11-13" in told[title_of(MODULE)]
    assert "Task 1: its answer was in the check cell." in told[title_of(MODULE)]
    assert "A cell ran too long." in told[title_of(MODULE)]
    assert "Look at its code" not in page
    assert "Ask for it" not in page
    assert "A newer version of this is here" in told[title_of("beliefs")]
    for module, why in (("start", "put back in place"), ("struggle", "This file is a picture.")):
        after = page.split(f">{title_of(module)}</h2>")[1].split("<h2")[0]
        assert "No points yet." in after
        assert why in after
    assert title_of("access") in page.split("Not handed in yet")[1]
    row = rows(written.reports / "points.csv")[0]
    assert "This file is a picture." in row["note"]
    assert "This file is empty." in row["note"]
    assert (row["start"], row["struggle"]) == ("", "")


def test_work_that_was_not_graded_to_the_end_has_no_points_rather_than_zeros(
    folder: SimpleNamespace, tmp_path: Path
) -> None:
    cohort = copied(folder, tmp_path / "cohort")
    with Gradebook(cohort.course.db_url) as gradebook:
        for grade in gradebook.find_submission_notebook(MODULE, MODULE, "p01").grades:
            grade.auto_score, grade.needs_manual_grade = None, True
        gradebook.db.commit()
    DoneMarks(cohort.root).put("p01", MODULE, Done("mark", reason="Its kernel could not be started here."))
    written = write_pages(cohort)
    assert (written.graded, written.without_points) == (folder.written.graded - 1, 1)
    row = rows(written.reports / "points.csv")[0]
    assert row["note"] == f"{MODULE}: Its kernel could not be started here."
    assert "could not be run to the end" in (written.folder / folder.files["p01"]).read_text(encoding="utf-8")


def test_an_assignment_of_the_leaders_own_has_its_points_and_nothing_made_up(
    folder: SimpleNamespace, tmp_path: Path
) -> None:
    cohort = copied(folder, tmp_path / "cohort")
    with Gradebook(cohort.course.db_url) as gradebook:
        gradebook.add_assignment("our-essay")
        gradebook.add_notebook("text", "our-essay")
        gradebook.add_grade_cell("cell-1", "text", "our-essay", max_score=4, cell_type="markdown")
        gradebook.add_submission("our-essay", "p05")
        gradebook.find_grade("cell-1", "text", "our-essay", "p05").manual_score = 3
        gradebook.find_grade("cell-1", "text", "our-essay", "p05").needs_manual_grade = False
        gradebook.db.commit()
    written = write_pages(cohort)
    page = (written.folder / folder.files["p05"]).read_text(encoding="utf-8").split(">our-essay</h2>")[1]
    assert "3 of 4" in page
    assert "What this answer shows" not in page
    assert next(row for row in rows(written.reports / "points.csv") if row["id"] == "p05")["our-essay"] == "3"


def test_the_pages_own_words_read_easily(folder: SimpleNamespace) -> None:
    for path in (written := folder.written).folder / folder.files["p90"], written.reports / "overview.html":
        soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        text = " ".join(own.get_text(" ") for own in soup.select("main > p"))
        assert textstat.automated_readability_index(text) <= 9, path.name
        assert textstat.coleman_liau_index(text) <= 9, path.name
    words_of_notes = " ".join((EARLIER, MENDED, NEWER, NOT_YET, WAITS, COULD_NOT))
    assert textstat.automated_readability_index(words_of_notes) <= 9
    assert textstat.coleman_liau_index(words_of_notes) <= 9


def test_only_some_modules_can_be_asked_for(folder: SimpleNamespace) -> None:
    with pytest.raises(Plain, match="There is no module “lisening” here"):
        write_pages(folder.cohort, ["lisening"])
    with pytest.raises(Plain, match="not an address"):
        write_pages(folder.cohort, book="javascript:alert(1)")


def test_the_overview_shows_no_small_group_and_names_a_common_idea(folder: SimpleNamespace) -> None:
    page = (folder.written.reports / "overview.html").read_text(encoding="utf-8")
    wrong = next(w for w in load(MODULE).task(1).task.wrongs if w.id == "who-did-not")
    # ten of twelve share it; the other two would be known by subtraction, so nothing but the twelve is shown
    assert to_html(str(wrong.says)) not in page
    assert "Nothing can be shown of it without giving a few people away." in page
    assert "Fewer than 10 people handed this in" in page.split("Mend four survey questions")[1][:100]
    counts = [int(count) for count in re.findall(r'<td class="points">(\d+)</td>', page)]
    assert counts
    assert min(counts) >= 10


def test_a_common_idea_is_shown_beside_one_that_is_hidden(tmp_path: Path) -> None:
    placed, ideas = load(MODULE).task(1), Ideas()
    right = reference_source(placed)
    for source, people in ((right, 20), ("answer_1 = 0.35", 14), ("answer_1 = 0.99", 11), ("answer_1 = 65", 3)):
        told = told_of(placed, MODULE, source, tmp_path, points=float(source == right))
        for _ in range(people):
            ideas.add(told)
    [shown] = ideas.shown()
    assert [row.people for row in shown.rows] == [20, 14, 14]  # the three are seen only together with the eleven
    assert [row.wrong for row in shown.rows] == [False, True, False]
    assert (shown.missed, shown.people) == (28, 48)
    page = overview_html(ideas)
    assert "28 of 48 people do not have it right yet" in page
    assert "Most common, 14 people" in page


def test_what_is_shown_of_a_task_that_sorts_gives_no_small_group_away(tmp_path: Path) -> None:
    placed, ideas = load("beliefs").task("code-ten-quotes"), Ideas()
    right = reference_source(placed)
    wrong = next(iter(typical_wrongs(placed, tmp_path)))
    # eight people have one item wrong, three hand in something else: neither may be worked out from what is shown
    for source, points, people in ((right, 3, 30), (wrong, 2, 8), ("answer_1 = 7", 0, 3)):
        told = told_of(placed, "beliefs", source, tmp_path, points=points)
        for _ in range(people):
            ideas.add(told)
    assert {counts.total() for counts in ideas.counts.values()} == {41}
    assert all(key[2] for key in ideas.counts)  # no table of the whole task, which contains those of its items
    [shown] = ideas.shown()
    assert (shown.rows, "No wrong place is shared" in shown.nothing) == ((), True)


def test_file_names_are_safe_and_unlike_each_other() -> None:
    hostile = [
        "../../etc/passwd",
        "a/b\\c",
        "CON",
        "nul.txt",
        " . ",
        "",
        "x" * 300,
        "👩‍🏫" * 90,
        "a\nb",
        "Ana",
        "ana",
        "Ana (p10)",
    ]
    named = page_names({f"p{place}": name for place, name in enumerate(hostile)})
    assert len({name.casefold() for name in named.values()}) == len(hostile)
    for name in named.values():
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
        assert len(name.encode()) < 220
        assert not name.startswith((".", " "))


def test_pages_go_back_to_moodle_in_the_folders_in_which_work_came(tmp_path: Path) -> None:
    for name in ("ana", "ben"):
        (tmp_path / name).write_text(f"<h1>{name}</h1>", encoding="utf-8")
    pages = {"p01": tmp_path / "ana", "p02": tmp_path / "ben"}
    came_in = {
        ("p01", MODULE): "Ana Ruiz_880001_assignsubmission_file_",
        ("p02", MODULE): "Ben Ode_880002_assignsubmission_file",
        ("p02", "beliefs"): "",
        ("p03", MODULE): "Gone_880003_assignsubmission_file_",
    }
    [(name, content)] = moodle_zips(pages, came_in).items()
    with ZipFile(io.BytesIO(content)) as packed:
        folders = {"p01": "Ana Ruiz_880001_assignsubmission_file_", "p02": "Ben Ode_880002_assignsubmission_file"}
        assert packed.namelist() == [f"{folder}/feedback.html" for folder in folders.values()]
        # Moodle takes the second of the parts between underscores for the person, the next two for the kind of file
        assert [name.split("_", 4)[1:4] for name in folders.values()] == [
            ["880001", "assignsubmission", "file"],
            ["880002", "assignsubmission", "file"],
        ]
        assert packed.read(packed.namelist()[1]) == b"<h1>ben</h1>"
    assert name == "moodle-listening.zip"
    assert moodle_zips(pages, came_in) == {name: content}
    # a folder that two people's work came in is nobody's to send to
    both = {(one, MODULE): "Ana Ruiz_880001_assignsubmission_file_" for one in pages}
    assert moodle_zips(pages, both) == {}


# --- in a browser --------------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible_reflows_and_is_inert(folder: SimpleNamespace, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 320, "height": 800})
    for path in (folder.written.folder / folder.files[IDS[0]], folder.written.reports / "overview.html"):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert Axe().run(page).response["violations"] == []
    page.goto((folder.written.folder / folder.files[IDS[0]]).as_uri())
    assert page.evaluate("window.pwned") is None
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Feedback for Ana {HOSTILE}")
    levels = [int(tag[1]) for tag in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(e => e.tagName)")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for table in page.locator("table").all():
        assert table.locator("caption").count() == 1
        assert table.locator("tbody th:not([scope=row]), thead th:not([scope=col])").count() == 0
