"""The page's script reads, writes and judges exactly as the package does; proven on the same inputs."""

import base64
import copy
import hashlib
import json
import random
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

import damage
from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise import PlacedTask, load, notebook_text
from belonging.exercise.answers import answer_sources, into_clean_copy, literal_answer
from belonging.exercise.derive import filled_notebook, reference_source, student_notebook
from belonging.exercise.mend import rescue
from belonging.exercise.page import exercise_html
from belonging.exercise.page.script import PAGE_WORDS, data_script, page_script, page_task
from belonging.tasks import Code, Sort, Words, answer_table, check
from belonging.tasks.kinds import NotThisKindError, Number
from belonging.tasks.prose import to_html
from belonging.tasks.sort_outcome import item_table, judge_sorted
from toy_tasks import PLACED_SILENT, PLACED_SORT, SILENT, SORT, give_toy

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]

NAMES = ("data", "sha256", "canonical", "rounded", "exactNumber", "judge", "lookUp", "readAnswer", "answerLine",
         "rescue", "isOfModule", "answersIn", "notebookText")  # fmt: skip
MODULE = "listening"


@cache
def tasks() -> dict[str, dict[str, Any]]:
    """Return what the page knows of each task; made when it is asked for, for every process collects this file."""
    return {placed.task.id: page_task(placed, MODULE) for placed in load(MODULE).tasks}


@pytest.fixture
def script(page: Page) -> Page:
    page.goto("about:blank")
    page.add_script_tag(content=page_script(NAMES))
    return page


def test_digests_are_sha256(script: Page) -> None:
    texts = ["", "a", "ü✓" * 40, "x" * 55, "x" * 56, "x" * 64, "x" * 1000]
    found = script.evaluate(
        "texts => texts.map(t => Array.from(BelongingExercise.sha256(new TextEncoder().encode(t))))", texts
    )
    assert [bytes(one).hex() for one in found] == [hashlib.sha256(t.encode()).hexdigest() for t in texts]


def test_numbers_are_rounded_alike(script: Page) -> None:
    rng = random.Random(7)
    texts = ["0.125", "0.135", "-0.005", "-0.004", "1.005", "999.995", ".5", "5.", "65%", "6.5 %", "−3", "0,25", "+2"]
    texts += [f"{rng.uniform(-300, 300):.{rng.randrange(8)}f}{rng.choice(['', '%', ' %'])}" for _ in range(3000)]
    found = script.evaluate("ts => ts.map(t => BelongingExercise.canonical({kind: 'number', decimals: 2}, t))", texts)
    assert found == [Number(decimals=2).canonical(text) for text in texts]


@pytest.mark.parametrize("text", ["abc", "1 2", "1..2", "--1", "%", "", ".", "1e3", "0x10", "1,2,3"])
def test_what_is_no_number_is_refused_alike(script: Page, text: str) -> None:
    assert script.evaluate("t => BelongingExercise.canonical({kind: 'number', decimals: 2}, t)", text) is None


def test_every_answer_of_every_task_is_told_the_same(script: Page) -> None:
    for placed in load(MODULE).tasks:
        if isinstance(placed.task.kind, (Words, Code, Sort)) or placed.task.silent:
            continue
        entries = answer_table(placed.task)
        found = script.evaluate(
            "([table, answers]) => answers.map(a => BelongingExercise.lookUp(table, a))",
            [tasks()[placed.task.id]["table"], [*entries, "no such answer"]],
        )
        assert found.pop() is None
        assert [(f["status"], f["points"], f["id"]) for f in found] == [
            (e.status, e.points, e.wrong_id) for e in entries.values()
        ]


SORTS = [(m.id, p) for m in modules() for p in load(m.id).tasks if isinstance(p.task.kind, Sort)]
SORTS.append(("toy", PLACED_SORT))


@pytest.mark.parametrize(("module_id", "placed"), SORTS, ids=[p.task.id for _, p in SORTS])
def test_answers_that_sort_are_told_the_same(script: Page, module_id: str, placed: PlacedTask) -> None:
    task, rng = placed.task, random.Random(3)
    keys = {code: [*bins, None, "no such bin"] for code, bins in item_table(task).items()}
    right = task.reference_answer()
    answers = [dict.fromkeys(keys), right]
    answers += [{code: rng.choice([right[code], *keys[code]]) for code in keys} for _ in range(150)]
    found = script.evaluate(
        "([task, words, answers]) => answers.map(a => BelongingExercise.judge(task, words, a))",
        [page_task(placed, module_id), PAGE_WORDS, answers],
    )
    for answer, told in zip(answers, found, strict=True):
        outcome = check(task, answer)
        assert (told["status"], told["points"], told.get("id")) == (outcome.status, outcome.points, outcome.wrong_id)
        if outcome.status == "blank":
            continue
        judged = judge_sorted(task, answer)
        assert {i["code"]: (i["right"], i["html"].strip()) for i in told["items"]} == {
            code: (entry.right, to_html(entry.says).strip()) for code, entry in judged.items.items()
        }
        plain = [" ".join(re.sub("<[^>]*>", " ", html).split()) for html in (told["html"], to_html(judged.summary))]
        assert plain[0] == plain[1]


def test_lines_of_an_answer_that_sorts_survive_the_page(script: Page) -> None:
    task, kind = page_task(PLACED_SORT, "toy"), SORT.kind
    items = kind.sorted_items(None)
    for keys in ({}, {"Q1": "room", "Q4": "agree"}, SORT.reference_answer()):
        value = {item.code: keys.get(item.code) for item in items}
        line = script.evaluate("([t, v]) => BelongingExercise.answerLine(t, v)", [task, value])
        assert line.rstrip() == kind.source("answer_1", items, keys).rstrip()
        read = script.evaluate("([t, s]) => BelongingExercise.readAnswer(t, s)", [task, line])
        assert read == {"value": value if keys else None}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('answer_1 = {"Q1": "room", "q2": \'Task\'}', "Q1=room;Q2=task;Q3=;Q4="),
        (
            '# mine\nanswer_1 = {  # why\n\n "Q1": "a # b",  # no comma\n "Q2": None }  # end\n',
            "Q1=a # b;Q2=;Q3=;Q4=",
        ),
        ('answer_1 = {"Q1": "room", "Q1": "time",}', "Q1=time;Q2=;Q3=;Q4="),
        ('answer_1 = "Q1=room"', "Q1=room;Q2=;Q3=;Q4="),
        ('answer_1 = {"Q9": "room"}', None),
        ('answer_1 = ["room"]', None),
        ('answer_1 = {"Q1": room}', "code"),
        ('answer_1 = {"Q1": "room"', "code"),
        ('answer_1 = {"Q1": "room"} | more', "code"),
        ('answer_1 = {"Q1": "room"}\nanswer_1["Q2"] = "task"', "code"),
        ("answer_1 = {Q1: 'room'}", "code"),
    ],
)
def test_lines_written_in_lab_are_read(script: Page, source: str, value: str | None) -> None:
    found = script.evaluate(
        """([t, s]) => { const read = BelongingExercise.readAnswer(t, s);
        return read.code ? "code" : BelongingExercise.canonical(t, read.value); }""",
        [page_task(PLACED_SORT, "toy"), source],
    )
    assert found == value
    items = SORT.kind.sorted_items(None)
    try:
        mine = SORT.kind.canonical(literal_answer(source, "answer_1"), items)
    except NotThisKindError:
        mine = None
    except ValueError:
        mine = "code"
    assert value in (mine, "code"), "what the page reads, the package reads as well"


@pytest.fixture
def toy_page(page: Page, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Page:
    """The toy exercise as a page of its own, with the book's colours and the exercise's look."""
    toy = give_toy(monkeypatch, tmp_path)
    sheets = (ROOT / "book/assets/tokens.css", ROOT / "src/belonging/book/assets/exercise.css")
    style = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    style += "body { background: var(--bbd-paper); color: var(--bbd-ink); margin: 0.5rem; }"
    (tmp_path / "toy.html").write_text(
        f"<!DOCTYPE html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Toy</title><style>{style}</style><main><h1>Toy</h1><h2>Now</h2>{exercise_html(toy, 'first-part')}"
        f"</main><script>{page_script()}{data_script(toy)}</script></html>",
        encoding="utf-8",
    )
    page.goto((tmp_path / "toy.html").as_uri())
    page.wait_for_selector(".bbd-exercise.bbd-mounted")
    return page


def test_items_are_sorted_by_keyboard_and_told_one_by_one(toy_page: Page) -> None:
    form = toy_page.locator("form[data-task=toy-sort]")
    check_button = form.get_by_role("button", name="Check task 1")
    first = form.get_by_label("Q1 “The chairs face the wall.”")
    first.focus()
    toy_page.keyboard.type("What the t")
    expect(first).to_have_value("task")
    form.get_by_role("group", name="Q4").get_by_label("How often is math fun for you?").check()
    check_button.press("Enter")
    status = form.locator(".bbd-outcome-place[role=status]")
    expect(status).to_contain_text("2 of 4 filled. Right so far: 1.")
    expect(form.locator("[data-said=Q1]")).to_contain_text("→ Not yet.\n\nNo work here.", use_inner_text=True)
    expect(form.locator("[data-said=Q4]")).to_contain_text("✓ Right.")
    expect(first).to_have_accessible_description("→ Not yet. No work here.")
    expect(form.locator(".bbd-help-place")).to_contain_text("Ask who could change it.")
    first.select_option("room")
    assert [place.inner_text() for place in form.locator("[data-said]").all()] == [""] * 4, "no old verdict may stay"
    form.get_by_label("Q2").select_option("room")
    form.get_by_label("Q3").select_option("time")
    check_button.click()
    expect(status).to_contain_text("Right. (2 of 2 points)")
    expect(status).to_contain_text("All four sit in the design.")
    toy_page.reload()
    toy_page.wait_for_selector(".bbd-exercise.bbd-mounted")
    assert [field.input_value() for field in form.locator("select").all()] == ["room", "room", "time"]
    expect(form.locator("input[value=kind]")).to_be_checked()


def test_a_silent_question_is_kept_at_once_travels_and_can_be_left_blank(toy_page: Page, tmp_path: Path) -> None:
    form = toy_page.locator("form[data-task=toy-silent]")
    assert form.get_by_role("button", name="Check").count() == 0
    leave_blank = form.get_by_role("button", name="Leave blank question Q1")
    expect(leave_blank).to_be_hidden()
    form.get_by_label("b I wait.").check()
    status = form.locator("[role=status]").first
    expect(status).to_contain_text("Kept. It is in this browser".replace(" It", "\n\nIt"), use_inner_text=True)
    assert "point" not in status.inner_text()
    with toy_page.expect_download() as download:
        toy_page.get_by_role("button", name="Download my work").click()
    download.value.save_as(tmp_path / "toy.ipynb")
    kept = json.loads((tmp_path / "toy.ipynb").read_text(encoding="utf-8"))
    assert answer_sources(kept, "toy")["toy-silent"] == 'answer_Q1 = "b"'
    leave_blank.click()
    expect(leave_blank).to_be_hidden()
    expect(form.get_by_label("a I ask.")).to_be_focused()
    expect(form.locator("input:checked")).to_have_count(0)
    expect(status).to_contain_text("Left blank.")


def test_a_silent_answer_that_cannot_be_kept_says_so(toy_page: Page) -> None:
    toy_page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    form = toy_page.locator("form[data-task=toy-silent]")
    form.get_by_label("a I ask.").check()
    expect(form.locator("[role=status]").first).to_contain_text("This browser cannot keep your work.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_task_that_sorts_is_sound_for_axe_and_on_a_small_phone(toy_page: Page, scheme: str) -> None:
    toy_page.set_viewport_size({"width": 320, "height": 800})
    toy_page.evaluate("scheme => { document.documentElement.dataset.theme = scheme; }", scheme)
    toy_page.get_by_role("combobox").first.select_option("task")
    toy_page.get_by_role("button", name="Check task 1").click()
    found = Axe().run(toy_page)
    assert found.violations_count == 0, found.generate_report()
    assert toy_page.evaluate("document.documentElement.scrollWidth") <= 320
    small = [box for field in toy_page.locator("[data-answer]").all() if (box := field.bounding_box())["height"] < 24]
    assert small == []


def test_nothing_shown_of_a_silent_question_tells_right_from_wrong(script: Page) -> None:
    page_knows = page_task(PLACED_SILENT, "toy")
    assert "table" not in page_knows
    found = script.evaluate(
        "([task, words, answers]) => answers.map(a => BelongingExercise.judge(task, words, a))",
        [page_knows, PAGE_WORDS, ["a", "b", None]],
    )
    assert [told["status"] for told in found] == [check(SILENT, a).status for a in ("a", "b", ...)]


def test_answer_lines_survive_the_page(script: Page) -> None:
    values = ["0.65", "65%", "abc", 'quotes " and \\ and \u2028', "\x7f</script>", "émoji 🙂"]
    task = tasks()["response-rate"]
    for value in values:
        line = script.evaluate("([t, v]) => BelongingExercise.answerLine(t, v)", [task, value])
        space: dict = {}
        exec(line, space)  # what the page writes must be Python
        assert str(space["answer_1"]) in (value, "0.65")
        read = script.evaluate("([t, s]) => BelongingExercise.readAnswer(t, s)", [task, line])
        assert str(read["value"]) in (value, "0.65")
    cells = script.evaluate("([t, v]) => BelongingExercise.answerLine(t, v)", [tasks()["cells-to-hide"], ["6C", "8B"]])
    assert cells == 'answer_6 = ["6C", "8B"]'


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("answer_1 = ...\n", {"value": None}),
        ("answer_1 = 0.65  # two decimals", {"value": "0.65"}),
        ("# a thought\nanswer_1 = '65%'\n", {"value": "65%"}),
        ("answer_1 = ['a', \"b\",]", {"value": ["a", "b"]}),
        ("answer_1 = 114 / 176", {"code": True}),
        ("answer_1 = rate(pulse)", {"code": True}),
        ("x = 3\nanswer_1 = x", {"code": True}),
        ("answer_1 = 'open", {"code": True}),
    ],
)
def test_answer_lines_written_in_lab_are_read(script: Page, source: str, read: dict) -> None:
    assert script.evaluate("([t, s]) => BelongingExercise.readAnswer(t, s)", [tasks()["response-rate"], source]) == read


def _page_copies(script: Page, raws: list[bytes], module_id: str = MODULE) -> list[dict]:
    """Mend files on the page: for each the notebook's text, the answers, the report and the notes, or the problem."""
    tasks = {placed.task.id: page_task(placed, module_id) for placed in load(module_id).tasks}
    return script.evaluate(
        """async ([raws, id, tasks, release]) => {
            const B = BelongingExercise, done = [];
            for (const raw of raws) {
                const bytes = Uint8Array.from(atob(raw), (sign) => sign.charCodeAt(0));
                try {
                    const [{notebook, notes}] = await B.rescue(bytes, 'x.ipynb');
                    const found = B.answersIn(notebook, tasks, release);
                    done.push({text: B.notebookText(release, tasks, found.answers, found.own), answers: found.answers,
                        lines: found.report.lines, summary: found.report.summary, notes,
                        ours: B.isOfModule(notebook, id, tasks, release)});
                } catch (problem) {
                    done.push({problem: problem.message + (problem.name === "Error" ? "" : problem.stack)});
                }
            }
            return done;
        }""",
        [[base64.b64encode(raw).decode() for raw in raws], module_id, tasks, student_notebook(module_id)],
    )


def _package_copy(raw: bytes, module_id: str = MODULE) -> dict:
    try:
        found = rescue(raw, "x.ipynb")[0]
    except Plain as problem:
        return {"problem": str(problem)}
    clean, report = into_clean_copy(found.notebook, module_id)
    sources = {cell["id"]: "".join(cell["source"]) for cell in clean["cells"]}
    return {
        "text": notebook_text(clean),
        "answers": {placed.task.id: sources[placed.grade_id] for placed in load(module_id).tasks},
        "lines": [vars(line) for line in report.lines],
        "summary": report.summary,
        "notes": list(found.notes),
    }


def _same(script: Page, raws: dict[str, bytes], module_id: str = MODULE) -> None:
    for (name, raw), on_page in zip(raws.items(), _page_copies(script, list(raws.values()), module_id), strict=True):
        on_page.pop("ours", None)
        assert on_page == _package_copy(raw, module_id), name


def _damaged(seed: int) -> dict:
    """A notebook hurt in a few random ways at once."""
    rng = random.Random(seed)
    nb = filled_notebook(MODULE, {p.task.id: reference_source(p) for p in load(MODULE).tasks})
    for _ in range(rng.randrange(5)):
        cells, n = nb["cells"], rng.randrange(len(nb["cells"]))
        match rng.randrange(7):
            case 0:
                cells.insert(n, copy.deepcopy(cells[n]))
            case 1:
                del cells[n]
            case 2:
                cells[n]["metadata"] = {}
            case 3:
                cells[n]["cell_type"] = rng.choice(["code", "markdown", "raw", "heading"])
            case 4:
                cells.insert(n, {"cell_type": "code", "metadata": {"x": {"b": 1, "a": 2}}, "source": f"own = {seed}\n"})
            case 5:
                cells[n]["source"] = "answer_2 = 'd'"
            case _:
                rng.shuffle(cells)
    return nb


def test_damaged_notebooks_are_mended_alike(script: Page) -> None:
    _same(script, {str(seed): json.dumps(_damaged(seed)).encode() for seed in range(100)})


@pytest.mark.parametrize("module_id", [m.id for m in modules()])
def test_every_kind_of_damage_is_mended_alike(script: Page, module_id: str) -> None:
    raws = {}
    for kind, hurt in damage.CELLS.items():
        for seed in range(2):
            rng = random.Random(seed)
            raws[f"{kind} {seed}"] = damage.plain(hurt(damage.filled(module_id), module_id, rng), rng)
    for kind, wrap in damage.FILES.items():
        rng = random.Random(kind)
        raws[kind] = wrap(damage.filled(module_id), rng)
        raws[f"{kind}, cut off"] = damage.cut_off(raws[kind], rng)
    _same(script, raws, module_id)


def test_lines_that_sort_are_mended_alike(script: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toy, raws = give_toy(monkeypatch, tmp_path), {}
    for kind, hurt in damage.CELLS.items():
        rng = random.Random(kind)
        raws[kind] = damage.plain(hurt(damage.filled(toy), toy, rng), rng)
    _same(script, raws, toy)


def test_random_damages_are_mended_alike(script: Page) -> None:
    _same(script, {str(seed): damage.ruined(MODULE, random.Random(seed))[0] for seed in range(150)})


def test_a_blank_page_hands_out_the_release_byte_for_byte(script: Page) -> None:
    release = notebook_text(student_notebook(MODULE))
    [found] = _page_copies(script, [release.encode()])
    assert found["text"] == release
    assert found["lines"] == found["notes"] == []
    assert found["ours"]


def test_the_data_file_is_a_call_with_plain_json() -> None:
    text = data_script(MODULE)
    head = f'BelongingExercise.data("{MODULE}", '
    assert text.startswith(head)
    assert json.loads(text[len(head) : -3])["release"] == student_notebook(MODULE)
