"""Every state of every explorer of the course: its words are true of its table, plain, and show no small group."""

import re
from dataclasses import replace
from functools import cache

import pytest
import textstat

from belonging.course import modules
from belonging.explorers import View, load
from belonging.explorers.definition import states
from belonging.explorers.say import numbers
from belonging.explorers.still import cells
from belonging.explorers.view import SMALLEST_GROUP, group_sizes
from belonging.privacy import HIDDEN, TOTAL, Release, audit, read_release

ALL = [explorer for module in modules() for explorer in load(module.id).values()]


@cache
def _views(name: str) -> dict[str, View]:
    explorer = next(explorer for explorer in ALL if explorer.name == name)
    return {str(explorer.values(state)): explorer.at(state) for state in states(explorer)}


def counted(view: View) -> list[Release]:
    """What a picture publishes: each column that counts students and hides some, its row of all as the total."""
    labels = view.table[view.table.columns[0]].astype(str)
    released = []
    for column in view.counts:
        cells = view.table[column].set_axis(labels.where(~labels.isin(["All", "Everyone", TOTAL]), TOTAL))
        if (cells == HIDDEN).any():  # a table without a gap gives nothing away that it does not show
            released.append(read_release(cells, least=1, name=column))
    return released


# All that is asked of one explorer is asked in one process, which so works out its states once.
every_explorer = pytest.mark.parametrize(
    "explorer", [pytest.param(one, id=one.name, marks=pytest.mark.xdist_group(f"states-{one.name}")) for one in ALL]
)


def test_the_course_has_explorers() -> None:
    assert {"listening/who-answered", "listening/tiny-groups"} <= {explorer.name for explorer in ALL}


@every_explorer
def test_every_number_in_the_words_stands_in_the_table(explorer) -> None:
    for state, view in _views(explorer.name).items():
        table = " ".join([view.caption, *map(str, view.table.columns), *(cell for row in cells(view) for cell in row)])
        known = set(numbers(table))
        assert set(numbers(view.sentence)) <= known, (state, view.sentence, table)
        assert set(numbers(view.alt)) <= known, (state, view.alt, table)


@every_explorer
def test_no_group_under_ten_is_shown_without_a_reason(explorer) -> None:
    views = _views(explorer.name).values()
    shown = [size for view in views for size in group_sizes(view)]
    # one that is about a design and not about students has no column of counts in any state
    assert shown or not any(view.counts for view in views), "no state of this explorer counts anybody"
    if shown and explorer.small_groups_shown is None:
        assert min(shown) >= SMALLEST_GROUP


@every_explorer
def test_no_group_under_ten_can_be_worked_out_of_a_picture_without_a_reason(explorer) -> None:
    if explorer.small_groups_shown is not None:
        return
    for state, view in _views(explorer.name).items():
        for release in counted(view):
            found = audit(release)
            assert found.passed, f"{state}: {found}\nHide with `belonging.privacy.protect`, totals included."


def test_a_total_that_gives_a_hidden_group_away_would_be_found() -> None:
    tiny = load("listening")["tiny-groups"]
    solved = tiny.view(group_size=5, draw=1, report="small", totals=True)
    safe = tiny.view(group_size=5, draw=1, report="next", totals=True)
    solved.table.loc[solved.table["Group"] == "D, solved", "Students"] = HIDDEN
    safe_rows = safe.table[~safe.table["Group"].str.contains("solved")]
    assert not all(audit(release).passed for release in counted(solved))
    assert all(audit(release).passed for release in counted(replace(safe, table=safe_rows)))


@every_explorer
def test_the_words_are_plain_and_well_formed(explorer) -> None:
    grades = []
    for state, view in _views(explorer.name).items():
        for words in (view.sentence, view.alt, view.caption):
            assert words[0].isupper(), (state, words)
            assert words.endswith((".", "?")), (state, words)
            assert "  " not in words, (state, words)
            assert not re.search(r"\b1 (students|groups|draws)\b", words), (state, words)
            assert not re.search(r"(?<![\d.])(nan|None|True|False)\b", words), (state, words)
        grades.append(textstat.flesch_kincaid_grade(view.sentence))
    assert max(grades) <= 8
    assert textstat.flesch_kincaid_grade(explorer.question) <= 8


@every_explorer
def test_the_first_state_can_be_reached_and_differs_from_others(explorer) -> None:
    views = _views(explorer.name)
    start = views[str(explorer.values(explorer.start))]
    assert any(view.sentence != start.sentence for view in views.values())
