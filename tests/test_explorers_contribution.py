"""The two explorers of `contribution` tell the truth in every state, counted here a second time by other means."""

import itertools
import statistics

import pytest

from belonging.course import load_python, module
from belonging.data import rows
from belonging.explorers import View, load
from belonging.explorers.definition import part_states, states
from belonging.explorers.pack import frame
from belonging.explorers.still import cells

BOARD = load("contribution")["dial-board"]
CLOUD = load("contribution")["scores-persistence"]
TOLD = load_python(module("contribution").folder / "worksheets.py")
DIALS = [dial.id for dial in TOLD.DIALS]
LEVELS = range(3)
CORNER = BOARD.panels[-1]


# --- Task dial board -------------------------------------------------------------------------------------------------


def test_the_states_of_the_board_add_up_and_stay_few() -> None:
    drawn = [len(list(part_states(BOARD, number))) for number in range(len(BOARD.parts))]
    assert drawn == [9, 9, 9, 9, 9, 81]
    assert sum(drawn) < 150


@pytest.mark.parametrize("sheet", TOLD.WORKSHEETS)
def test_each_dial_rewrites_its_own_line_of_the_card_and_no_other(sheet: str) -> None:
    lines = TOLD.WORKSHEETS[sheet].lines
    assert list(lines) == DIALS
    for panel, id_ in zip(BOARD.panels, DIALS, strict=False):
        assert panel.choices == ("sheet", id_)
        for level in LEVELS:
            view = panel.view(sheet=sheet, **{id_: level})
            [row] = cells(view)
            assert row[1:] == [lines[id_][level], ("shut", "half open", "open")[level]]
            assert view.sentence.endswith(lines[id_][level])
            assert ("The card of" in view.sentence) == (id_ == "needs")


def test_every_line_of_every_card_is_another_one() -> None:
    for sheet in TOLD.WORKSHEETS.values():
        said = [line for lines in sheet.lines.values() for line in lines]
        assert len(set(said)) == len(said) == 15


def test_the_topic_stays_the_same_in_every_state_of_a_worksheet() -> None:
    """The misconception: a real topic makes a task real. So the title must not move with the dials."""
    for number, sheet in enumerate(TOLD.WORKSHEETS.values()):
        for levels in ((0,) * 5, (1,) * 5, (2,) * 5):
            assert f"“{sheet.title}”, grade {sheet.grade}" in BOARD.at((number, *levels)).caption


@pytest.mark.parametrize(("needs", "goes"), list(itertools.product(LEVELS, LEVELS)))
def test_two_dials_warm_the_card_and_two_make_it_demanding(needs: int, goes: int) -> None:
    for decides, judged in itertools.product(LEVELS, LEVELS):
        view = CORNER.view(needs=needs, decides=decides, goes=goes, judged=judged)
        warm, demanding = needs + goes, decides + judged
        [row] = cells(view)
        assert row[2] == f"warm {warm} of 4, demanding {demanding} of 4"
        if 2 in (warm, demanding):
            wanted = "between corners"
            assert view.sentence == "The card stands between corners."
        elif warm > 2:
            wanted = "warm and demanding" if demanding > 2 else "warm but easy"
        else:
            wanted = "demanding but cold" if demanding > 2 else "cold and easy"
        assert row[1] == wanted
        assert ("nobody waits" in view.sentence.lower()) == (warm < 2 and demanding != 2)
        assert ("asks for little" in view.sentence) == (demanding < 2 and warm != 2)


def test_redo_moves_the_card_nowhere_and_warm_but_easy_can_be_reached() -> None:
    assert "redo" not in CORNER.choices
    assert cells(BOARD.at((0, 2, 0, 2, 0, 0)))[-1][1] == "warm but easy"
    assert cells(BOARD.at((0, 0, 2, 0, 2, 2)))[-1][1] == "demanding but cold"
    assert cells(BOARD.at((0, 2, 2, 2, 2, 0)))[-1][1] == "warm and demanding"
    assert cells(BOARD.at((0, 1, 1, 1, 1, 1)))[-1][1] == "between corners"


def test_a_whole_card_reads_from_top_to_bottom() -> None:
    view = BOARD.at((1, 2, 2, 2, 2, 2))
    assert [row[0] for row in cells(view)] == [*(dial.label for dial in TOLD.DIALS), "Where it stands"]
    assert "The bus office asked" in view.sentence
    assert view.sentence.endswith("It asks for a lot, and someone waits for it.")
    assert len(view.chart) == 6


# --- Scores against persistence --------------------------------------------------------------------------------------

CHOICES = list(itertools.product(("mixed", "apart", "easier", "harder"), (False, True)))


def counted(level: str, audience: bool) -> list[tuple[int, int, float, str]]:
    """The two rows of one level: tasks, students, mean score, share; without pandas and without the course's own."""
    tasks = [row for row in rows("task_inventory") if level in ("", row["difficulty"])]
    order = sorted(tasks, key=lambda row: float(str(row["mean_score"])))
    middle = len(order) // 2
    parts = [order[:middle], order[middle:]]
    if audience:
        parts = [[row for row in tasks if row["needed_by"] == who] for who in ("teacher", "outside")]
    found = []
    for some in parts:
        students, on = (sum(int(str(row[name])) for row in some) for name in ("students", "went_on"))
        score = statistics.fmean(float(str(row["mean_score"])) for row in some)
        found.append((len(some), students, round(score, 1), f"{100 * on / students:.0f}%"))
    return found


def wanted(difficulty: str, audience: bool) -> list[tuple[int, int, float, str]]:
    levels = {"mixed": [""], "apart": ["easier", "harder"]}.get(difficulty, [difficulty])
    return [row for level in levels for row in counted(level, audience)]


def shown(view: View) -> list[tuple[int, int, float, str]]:
    return [(int(row[1]), int(row[2].replace(",", "")), float(row[3]), row[4]) for row in cells(view)]


def test_the_cloud_has_eight_states() -> None:
    assert len(list(states(CLOUD))) == len(CHOICES) == 8


@pytest.mark.parametrize(("difficulty", "audience"), CHOICES)
def test_each_row_is_what_the_inventory_gives(difficulty: str, audience: bool) -> None:
    view = CLOUD.view(difficulty=difficulty, audience=audience)
    assert shown(view) == wanted(difficulty, audience)
    assert [row[0].split(", ")[-1].lower() for row in cells(view)][:2] == (
        ["teacher needs it", "someone outside needs it"] if audience else ["lower scores", "higher scores"]
    )
    for _, students, _, share in shown(view):
        assert students >= 10
        assert share in view.sentence


@pytest.mark.parametrize(("difficulty", "audience"), CHOICES)
def test_the_verdict_fits_the_table(difficulty: str, audience: bool) -> None:
    said = CLOUD.view(difficulty=difficulty, audience=audience).sentence
    assert ("fewer who went on" in said) == (difficulty == "mixed" and not audience)
    alike = 0 if audience or difficulty == "mixed" else 2 if difficulty == "apart" else 1
    assert said.count("Much the same.") == alike
    for low, high in itertools.pairwise(int(row[3][:-1]) for row in wanted(difficulty, audience)[:2]):
        assert (abs(high - low) <= 3) == bool(alike)
        assert (high - low > 15) == audience, "the audience's gap is there at every difficulty"


@pytest.mark.parametrize(("difficulty", "audience"), CHOICES)
def test_the_picture_names_its_shares_and_its_marks(difficulty: str, audience: bool) -> None:
    state = (["mixed", "apart", "easier", "harder"].index(difficulty), int(audience))
    picture = frame(CLOUD, state)[0]
    for row in wanted(difficulty, audience):
        assert f">{row[3]}<" in picture
    for words, there in (
        ("easier", difficulty in ("apart", "easier")),
        ("harder", difficulty in ("apart", "harder")),
        ("someone outside needs it", audience),
        ("teacher needs it", audience),
    ):
        assert (f">{words}<" in picture) == there
