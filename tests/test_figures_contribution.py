"""Every figure that the prose of `contribution` prints is counted again; a number nobody accounts for is an error."""

import re

import pytest

from belonging.classroom.inventory import HIGHER, LOWER, Part, half, of, part
from belonging.course import load_python, module
from belonging.data import load
from belonging.exercise import load as load_exercise
from belonging.lesson.evidence import claim
from belonging.measures import mean
from belonging.tasks import Choice, Number, Sort, Words
from figures import markdown_of, prose_of, unaccounted

DATA = load("task_inventory")
TASKS = {placed.task.id: placed.task for placed in load_exercise("contribution").tasks}


def found(difficulty: str = "", needed_by: str = "") -> Part:
    return part(of(DATA, difficulty=difficulty, needed_by=needed_by))


def score(difficulty: str, needed_by: str) -> str:
    return f"{found(difficulty, needed_by).score.value:.1f}"


def on(one: Part) -> str:
    return f"{100 * one.went_on.value:.0f}"


def from_the_inventory() -> dict[str, str]:
    """What the lesson says about the 48 tasks."""
    high, low = (part(half(DATA, which)) for which in (HIGHER, LOWER))
    outside = {level: found(level, "outside") for level in ("", "easier", "harder")}
    teacher = {level: found(level, "teacher") for level in ("", "easier", "harder")}
    assert {on(outside[level]) for level in ("easier", "harder")} == {on(outside[""])}
    assert {on(teacher[level]) for level in ("easier", "harder")} == {on(teacher[""])}
    gone, stayed = outside["harder"].went_on, teacher["harder"].went_on
    return {
        "tasks": f"The school, its students and its {len(DATA)} tasks are made up.",
        "predict": f"A made-up school looks at its {len(DATA)} tasks.",
        "halves": f"On the half with the lower scores: {on(low)} percent against {on(high)}.",
        "step": f"How many of the {outside[''].tasks} tasks that someone outside needs",
        "all": f"have a mean score of {score('', 'outside')}, and the others {score('', 'teacher')}.",
        "harder": f"But {outside['harder'].tasks} of these {outside[''].tasks} are harder tasks, and of the others it"
        f" is {teacher['harder'].tasks} of {teacher[''].tasks}.",
        "alike": f"Among the harder tasks the scores are {score('harder', 'outside')} and {score('harder', 'teacher')},"
        f" and among the easier ones {score('easier', 'outside')} and {score('easier', 'teacher')}.",
        "stays": f"In both levels {on(outside[''])} percent went on where someone outside needed the answer, and"
        f" {on(teacher[''])} percent where the teacher did.",
        "difficulty": f"In our school {on(found('harder'))} percent went on with harder tasks and {on(found('easier'))}"
        " percent with easier ones.",
        "example": f"those that the town needed have a mean of {outside['harder'].score.value:.0f}, the others"
        f" {teacher['harder'].score.value:.0f}. Of {gone.n} students {gone.count} went on, and of {stayed.n} it was"
        f" {stayed.count}.",
    }


def napkin() -> dict[str, str]:
    """The table of eight tasks, read from the lesson and worked out again."""
    cells: dict[str, list[tuple[int, int]]] = {}
    for row in ("Easier tasks", "Harder tasks"):
        pattern = rf"^\| {row} \| (\d) tasks?, mean (\d+) \| (\d) tasks?, mean (\d+) \|$"
        (line,) = re.findall(pattern, markdown_of("contribution"), re.MULTILINE)
        n, a, m, b = map(int, line)
        cells[row] = [(n, a), (m, b)]
    both = [mean([value for pairs in cells.values() for value in [pairs[side][1]] * pairs[side][0]]) for side in (0, 1)]
    assert {each.n for each in both} == {4}
    ahead = {pairs[1][1] - pairs[0][1] for pairs in cells.values()}
    assert len(ahead) == 1, "ahead by the same in each row"
    told = {row: f"{row} {_cell(*pairs[0])} {_cell(*pairs[1])}" for row, pairs in cells.items()}
    return {
        **told,
        "all four": f"All four mean {both[0].value:.0f} mean {both[1].value:.0f}",
        "ahead": f"In each row the tasks on the right are {ahead.pop()} points ahead. All together they are"
        f" {both[0].value - both[1].value:.0f} points behind.",
    }


def _cell(number: int, value: int) -> str:
    return f"{number} task{'' if number == 1 else 's'}, mean {value}"


# What fictional students say, and turns of phrase that hold a number and claim nothing.
AS_SAID = (
    "I had a 96 on the practice set.",
    "On the bike shop list I had a 78.",
    "So a mean of 90 may mean that they know it, or that there was little to know.",
)
SAID = from_the_inventory() | napkin() | {words: words for words in AS_SAID}


@pytest.mark.parametrize("name", list(SAID))
def test_every_figure_is_the_one_that_is_computed(name: str) -> None:
    assert SAID[name] in prose_of("contribution")


def test_no_number_of_the_lesson_is_unaccounted_for() -> None:
    assert unaccounted("contribution", SAID.values(), r"\b[Gg]rade [14579]\b") == []


def test_a_wrong_number_would_be_found() -> None:
    assert SAID["all"].replace("72.0", "72.1") not in prose_of("contribution")


def test_what_is_said_of_studies_stands_in_the_ledger() -> None:
    lesson = prose_of("contribution")
    for id_, words in {
        "project-learning": ("46", "0.277 standard deviations"),
        "own-reasons": ("three to five times", "two thirds of a letter grade"),
        "own-reasons-college": ("74 percent", "70 percent"),
    }.items():
        for each in words:
            assert each in claim(id_).says.replace("\n", " ")
            assert each in lesson
    assert claim("own-reasons-college").setting == claim("real-world-physics").setting == "college"
    assert "materials and training" in claim("project-learning").limit
    assert "our own rule of thumb" in lesson, "the corners are nobody's finding"
    assert "we know of no study that turns one of these dials alone" in lesson


def test_the_student_s_score_fits_the_inventory() -> None:
    """Eli's 78 stands for the bike shop's list, and the inventory says what that task's mean is."""
    (row,) = DATA[DATA["title"] == "Tool list for the bike shop"].to_dict("records")
    assert round(row["mean_score"]) == 78
    assert (row["grade_band"], row["needed_by"]) == ("9-12", "outside")


def test_the_dials_are_the_same_five_in_board_lesson_exercise_and_sheet() -> None:
    board = load_python(module("contribution").folder / "worksheets.py").DIALS
    exercise = load_python(module("contribution").exercise_folder / "tasks.py")
    assert [dial.id for dial in board] == list(exercise.DIALS)
    columns = [column for column, _, _ in exercise.DIALS.values()]
    assert columns == ["needed_by", "decided_by", "goes_to", "judged_by", "redo"]
    sheet = (module("contribution").folder / "monday.md").read_text(encoding="utf-8")
    for words in ("Who needs it?", "Who decides?", "What happens to it?", "How is it judged?", "Redo?"):
        assert f"| **{words}**" in sheet


def test_the_square_s_own_examples_stand_in_the_corner_that_the_lesson_names() -> None:
    generate = load_python(module("contribution").exercise_folder / "tasks.py")
    assert generate.shut(DATA, "Earthquake tower") == "needs"
    assert generate.shut(DATA, "Beds for the food bank") == "judged"
    assert generate.shut(DATA, "Which mop dries fastest?") == "none"


def test_no_answer_of_the_exercise_is_typed() -> None:
    other = DATA.assign(
        mean_score=DATA["mean_score"] - 10.0 * ((DATA["needed_by"] == "outside") & (DATA["difficulty"] == "harder")),
        redo="yes",
        went_on=10,
    )
    assert isinstance(TASKS["score-gap"].kind, Number)
    assert TASKS["score-gap"].expected is not None
    assert round(TASKS["score-gap"].expected(other) - TASKS["score-gap"].expected(DATA), 6) == -10
    assert TASKS["what-remains"].expected is not None
    assert TASKS["what-remains"].expected(DATA) == "c"
    assert TASKS["what-remains"].expected(other) == "a", "with other figures another line would be right"
    assert TASKS["dial-diagnosis"].expected is not None
    answers = TASKS["dial-diagnosis"].expected(other)
    assert "redo" in TASKS["dial-diagnosis"].expected(DATA).values()
    assert "redo" not in answers.values()


def test_points_are_those_of_the_course_plan_and_each_misconception_has_its_wrong_answer() -> None:
    machine = sum(task.points for task in TASKS.values() if not task.scored_by_person)
    person = sum(task.points for task in TASKS.values() if task.scored_by_person)
    assert (machine, person) == (4, 4)
    choice = TASKS["what-remains"].kind
    assert isinstance(choice, Choice)
    wrong = {option.key: option for option in choice.options if option.key != "c"}
    assert wrong["b"].text.startswith("Higher scores mean a better task")
    assert "It is proven" in wrong["e"].text
    assert all(option.points == 0 and len(option.says.split()) > 15 for option in wrong.values())
    cards = TASKS["dial-diagnosis"].kind
    assert isinstance(cards, Sort)
    tower = next(item for item in cards.sorted_items(DATA) if "Earthquake tower" in item.text)
    assert tower.accepts == ("needs",), "a topic that excites, and nobody who needs it"


def test_the_rewritten_card_has_four_rows_with_two_anchors_a_level() -> None:
    task = TASKS["rewritten-card"]
    assert isinstance(task.kind, Words)
    assert [len(row.levels) for row in task.rubric] == [2] * 4
    assert len({text for row in task.rubric for pair in row.anchors for text in pair}) == 16
