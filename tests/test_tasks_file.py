"""Statements about tasks that are answered by a file of one's own, handed in beside the notebook."""

from pathlib import Path

import pytest

from belonging.course import modules
from belonging.exercise import PlacedTask, load
from belonging.exercise.page.script import page_task
from belonging.grading.beside import with_files
from belonging.grading.handed_in import HandedIn
from belonging.tasks import File, Task, Wrong, check, is_blank
from belonging.tasks.file import Told


def toy_judge(content: bytes) -> Told:
    """Count the lines: three earn both points."""
    lines = content.decode().splitlines()
    points = min(len(lines), 3) - 1 if lines else 0
    more = [] if points == 2 else [f"It has {len(lines)} lines <b>only</b>."]
    return {"points": points, "id": "" if points == 2 else "short", "says": f"Lines: {len(lines)}.", "more": more}


KIND = File(usual="my-list.yml", what="your list", judge="test_tasks_file:toy_judge")
TASK = Task(
    id="toy-file",
    title="Hand in a list",
    points=2,
    rung="fill",
    kind=KIND,
    prompt="Hand in a list.",
    expected=lambda _: "- one\n- two\n- three\n",
    hint="Count the lines.",
    example="A list of four lines is long enough.",
    wrongs=(Wrong("short", lambda _: "- one\n- two\n", "Two lines.", points=1),),
)
FILES = [(m.id, p) for m in modules() for p in load(m.id).tasks if isinstance(p.task.kind, File)]
FILES.append(("toy", PlacedTask(TASK, "1")))
EACH = pytest.mark.parametrize(("module_id", "placed"), FILES, ids=[f"{m}-{p.task.id}" for m, p in FILES])


@EACH
def test_the_reference_file_earns_full_points(module_id: str, placed: PlacedTask, tmp_path: Path) -> None:
    kind = placed.task.kind
    (tmp_path / kind.usual).write_text(placed.task.reference_answer(), encoding="utf-8")
    outcome = check(placed.task, kind.usual, tmp_path)
    assert (outcome.status, outcome.points) == ("right", placed.task.points), outcome.says


@EACH
def test_each_typical_wrong_file_is_known_by_what_is_wrong_with_it(
    module_id: str, placed: PlacedTask, tmp_path: Path
) -> None:
    for wrong in placed.task.wrongs:
        (tmp_path / "mine.yml").write_text(wrong.answer(None), encoding="utf-8")
        outcome = check(placed.task, "mine.yml", tmp_path)
        assert (outcome.status, outcome.wrong_id, outcome.points) == ("not_yet", wrong.id, wrong.points), outcome.says


@EACH
def test_a_blank_stays_blank_and_nothing_makes_the_check_fail(
    module_id: str, placed: PlacedTask, tmp_path: Path
) -> None:
    assert check(placed.task, ..., tmp_path).status == "blank"
    for value in (object(), 3, ["my-plan.yml"], "../my-plan.yml", "/etc/passwd", ".hidden.yml", "a" * 300, "plan.docx"):
        outcome = check(placed.task, value, tmp_path)
        assert (outcome.status, outcome.wrong_id) == ("not_yet", "kind"), value
    missing = check(placed.task, "nowhere.yml", tmp_path)
    assert "nowhere.yml" in missing.says
    assert "same folder" in missing.says
    for content in (b"", b"\x00\xff\xfe", b"- <script>alert(1)</script>\n", b"{" * 5000, b"a: &a [*a, *a]"):
        (tmp_path / "odd.yml").write_bytes(content)
        if module_id != "toy":
            assert "<script>" not in check(placed.task, "odd.yml", tmp_path).html


@EACH
def test_the_page_gets_no_file_and_no_message(module_id: str, placed: PlacedTask) -> None:
    known = page_task(placed, "start" if module_id == "toy" else module_id)
    assert known["kind"] == "file"
    assert "table" not in known


def test_what_a_file_says_is_shown_as_text(tmp_path: Path) -> None:
    (tmp_path / "short.yml").write_text("- one\n", encoding="utf-8")
    outcome = check(TASK, "short.yml", tmp_path)
    assert "&lt;b&gt;only&lt;/b&gt;" in outcome.html


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.yml").write_text(TASK.reference_answer(), encoding="utf-8")
    (tmp_path / "link.yml").symlink_to(tmp_path / "real.yml")
    assert check(TASK, "link.yml", tmp_path).wrong_id == "missing"


# --- Whose file is it? ----------------------------------------------------------------------------------------------


def handed_in(path: Path, answer: str = '"my-plan.yml"') -> HandedIn:
    placed = next(p for m, p in FILES if m == "studio")
    from belonging.exercise.derive import filled_notebook, notebook_text

    text = notebook_text(filled_notebook("studio", {placed.task.id: f"{placed.variable} = {answer}\n"}))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return HandedIn(path, "studio", text.encode(), ())


studio = pytest.mark.skipif(all(m != "studio" for m, _ in FILES), reason="no module of the course asks for a file")


@studio
def test_a_file_with_the_notebooks_own_name_is_that_persons(tmp_path: Path) -> None:
    works = [handed_in(tmp_path / f"{name}.ipynb") for name in ("casey", "lee")]
    (tmp_path / "casey.yml").write_text("title: Casey's\n", encoding="utf-8")
    (tmp_path / "lee my-plan.yml").write_text("title: Lee's\n", encoding="utf-8")
    casey, lee = with_files(works)
    assert casey.files == (("my-plan.yml", b"title: Casey's\n"),)
    assert lee.files == (("my-plan.yml", b"title: Lee's\n"),)


@studio
def test_a_file_that_could_be_anyones_is_nobodys(tmp_path: Path) -> None:
    works = [handed_in(tmp_path / f"{name}.ipynb") for name in ("casey", "lee")]
    (tmp_path / "my-plan.yml").write_text("title: Whose?\n", encoding="utf-8")
    for work in with_files(works):
        assert work.files == ()
        assert f"“{work.path.stem}.yml”" in work.repaired[-1]


@studio
def test_alone_in_a_folder_any_name_will_do(tmp_path: Path) -> None:
    works = [handed_in(tmp_path / name / "studio.ipynb") for name in ("casey", "lee")]
    (tmp_path / "casey" / "my-plan.yml").write_text("title: Casey's\n", encoding="utf-8")
    (tmp_path / "lee" / "final version.yaml").write_text("title: Lee's\n", encoding="utf-8")
    casey, lee = with_files(works)
    assert casey.files[0][1] == b"title: Casey's\n"
    assert lee.files[0][1] == b"title: Lee's\n"
    assert "final version.yaml" in lee.repaired[-1]


@studio
def test_a_plan_whose_line_is_blank_is_told(tmp_path: Path) -> None:
    work = handed_in(tmp_path / "casey.ipynb", "...")
    (tmp_path / "casey.yml").write_text("title: Casey's\n", encoding="utf-8")
    [found] = with_files([work])
    assert is_blank(...)
    assert any("still blank" in note for note in found.repaired)
