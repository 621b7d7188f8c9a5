"""The page's script reads, writes and judges exactly as the package does; proven on the same inputs."""

import copy
import hashlib
import json
import random

import pytest
from playwright.sync_api import Page

from belonging.exercise import load, notebook_text
from belonging.exercise.answers import answer_sources, into_clean_copy
from belonging.exercise.derive import filled_notebook, reference_source, student_notebook
from belonging.exercise.page.script import data_script, page_script, page_task
from belonging.exercise.reading import parse_notebook
from belonging.tasks import Code, Words, answer_table
from belonging.tasks.kinds import Number

pytestmark = pytest.mark.browser

NAMES = ("data", "sha256", "canonical", "rounded", "exactNumber", "lookUp", "readAnswer", "answerLine",
         "parseNotebook", "answersIn", "notebookText")  # fmt: skip
MODULE = "listening"
TASKS = {placed.task.id: page_task(placed, MODULE) for placed in load(MODULE).tasks}


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
        if isinstance(placed.task.kind, (Words, Code)):
            continue
        entries = answer_table(placed.task)
        found = script.evaluate(
            "([table, answers]) => answers.map(a => BelongingExercise.lookUp(table, a))",
            [TASKS[placed.task.id]["table"], [*entries, "no such answer"]],
        )
        assert found.pop() is None
        assert [(f["status"], f["points"], f["id"]) for f in found] == [
            (e.status, e.points, e.wrong_id) for e in entries.values()
        ]


def test_answer_lines_survive_the_page(script: Page) -> None:
    values = ["0.65", "65%", "abc", 'quotes " and \\ and \u2028', "\x7f</script>", "émoji 🙂"]
    task = TASKS["response-rate"]
    for value in values:
        line = script.evaluate("([t, v]) => BelongingExercise.answerLine(t, v)", [task, value])
        space: dict = {}
        exec(line, space)  # what the page writes must be Python
        assert str(space["answer_1"]) in (value, "0.65")
        read = script.evaluate("([t, s]) => BelongingExercise.readAnswer(t, s)", [task, line])
        assert str(read["value"]) in (value, "0.65")
    cells = script.evaluate("([t, v]) => BelongingExercise.answerLine(t, v)", [TASKS["cells-to-hide"], ["6C", "8B"]])
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
    assert script.evaluate("([t, s]) => BelongingExercise.readAnswer(t, s)", [TASKS["response-rate"], source]) == read


def _page_copy(script: Page, text: str) -> tuple[str, dict]:
    return tuple(
        script.evaluate(
            """([text, tasks, release]) => {
            const B = BelongingExercise, nb = B.parseNotebook(text, 'x.ipynb');
            const found = B.answersIn(nb, tasks, release);
            return [B.notebookText(release, tasks, found.answers, found.own), found];
        }""",
            [text, TASKS, student_notebook(MODULE)],
        )
    )


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
    for seed in range(100):
        text = json.dumps(_damaged(seed))
        mended, moved = into_clean_copy(parse_notebook(text.encode(), "x.ipynb"), MODULE)
        on_page, found = _page_copy(script, text)
        assert found["repaired"] == moved.repaired, seed
        assert found["answers"] == answer_sources(mended, MODULE), seed
        assert on_page == notebook_text(mended), seed


def test_a_blank_page_hands_out_the_release_byte_for_byte(script: Page) -> None:
    release = notebook_text(student_notebook(MODULE))
    assert _page_copy(script, release)[0] == release


def test_the_data_file_is_a_call_with_plain_json() -> None:
    text = data_script(MODULE)
    head = f'BelongingExercise.data("{MODULE}", '
    assert text.startswith(head)
    assert json.loads(text[len(head) : -3])["release"] == student_notebook(MODULE)
