"""The two explorers of `materials` tell the truth about their data, counted here a second time by other means."""

import re

import pytest

from belonging.course import load_python, module
from belonging.data import rows
from belonging.explorers import View, load
from belonging.explorers.definition import states
from belonging.explorers.pack import frame
from belonging.explorers.still import cells

BARS = load("materials")["two-lens-bars"]
LAUNCH = load("materials")["launch-lines"]
QUESTIONS = ("expert", "living", "doing", "used")
UNITS = BARS.choices[1].values
LINES = load_python(module("materials").folder / "launch_lines.py").LINES


def counted(narrow: int, unit: str) -> tuple[int, int, int]:
    """Group A, everyone whose group is known, and the unclear ones, through one lens; without the audit form."""
    found = [
        row
        for row in rows("materials_audit")
        if (unit == UNITS[0] or (row["part"] != "Heroes week" if unit == UNITS[1] else row["part"] == unit))
        and all(row[question] == "yes" for question in QUESTIONS[:narrow])
    ]
    focus = sum(row["group"] == "A" for row in found)
    unclear = sum(row["group"] is None for row in found)
    return focus, len(found) - unclear, unclear


def shown(view: View) -> list[tuple[int, int, int]]:
    return [(int(row[1]), int(row[2].replace("–", "0")), int(row[5])) for row in cells(view)]


def test_there_are_few_states() -> None:
    assert len(list(states(BARS))) == 40
    assert len(list(states(LAUNCH))) == 48


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("narrow", range(5))
def test_each_row_counts_what_its_lens_sees(narrow: int, unit: str) -> None:
    view = BARS.view(narrow=narrow, unit=unit)
    assert shown(view) == [counted(lens, unit) for lens in range(narrow + 1)]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("narrow", range(5))
def test_the_sentence_gives_both_lenses_with_their_n_and_a_percent_only_from_ten(narrow: int, unit: str) -> None:
    said = BARS.view(narrow=narrow, unit=unit).sentence
    focus, n, _ = counted(0, unit)
    assert f"By headcount, {focus} of {n} ({100 * focus / n:.0f}%)" in said
    focus, n, _ = counted(narrow, unit)
    if not narrow:
        assert "Are the pictures done?" in said
    elif not n:
        assert "there is nobody to count" in said
    elif n < 10:
        assert f"it is {focus} of {n}. That rests on {n}: one more person would change it a lot." in said
    else:
        assert f"it is {focus} of {n} ({100 * focus / n:.0f}%)." in said
    assert ("luck" in said) == (bool(narrow) and n >= 10 and unit != UNITS[1] and _near(narrow, unit))


def _near(narrow: int, unit: str) -> bool:
    row = cells(BARS.view(narrow=narrow, unit=unit))[-1]
    low, high = (int(end) for end in re.findall(r"\d+", row[4]))
    focus, n, _ = counted(0, unit)
    return low <= 100 * focus / n <= high


@pytest.mark.parametrize("narrow", range(1, 5))
def test_what_is_said_without_the_carrying_unit_is_so(narrow: int) -> None:
    said = BARS.view(narrow=narrow, unit=UNITS[1]).sentence
    assert said.startswith("Heroes week is left out.")
    (focus, n, _), (rest, others, _) = counted(narrow, UNITS[0]), counted(narrow, UNITS[1])
    fell = focus / n - rest / others
    assert ("hardly moved" in said) == (abs(fell) <= 0.03)
    assert ("fell too" in said) == (fell > 0.03)


def test_the_share_only_sinks_on_the_way_down_in_all_units() -> None:
    shares = [focus / n for focus, n, _ in (counted(lens, UNITS[0]) for lens in range(5))]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 0.5
    assert shares[3] < 0.2


def test_the_picture_shows_the_shares_of_the_table_and_counts_where_there_are_few() -> None:
    for narrow, unit in ((0, 0), (3, 0), (4, 0), (4, 1), (4, 2), (4, 7)):
        picture, view = frame(BARS, (narrow, unit))[0], BARS.at((narrow, unit))
        for row in cells(view):
            wanted = row[3] if row[3].endswith("%") else f"{row[1]} of {row[2]}" if row[2] != "–" else "nobody"
            assert f">{wanted}<" in picture, (unit, row)


# --- Launch lines ----------------------------------------------------------------------------------------------------


def test_twelve_lines_four_of_each_kind() -> None:
    kinds = [line.kind for line in LINES]
    assert len(LINES) == 12
    assert {kind: kinds.count(kind) for kind in kinds} == {"doing": 4, "label": 4, "promise": 4}
    assert len({line.text for line in LINES}) == 12


def test_one_label_comes_with_something_to_do_and_is_still_a_label() -> None:
    mixed = [line for line in LINES if line.does and line.kind != "doing"]
    assert [line.kind for line in mixed] == ["label"]


@pytest.mark.parametrize("place", range(12))
def test_a_line_is_told_once_it_is_sorted_and_mended_when_it_needs_it(place: int) -> None:
    line = LINES[place]
    open_ = LAUNCH.view(line=place, sorted_as="not yet")
    assert {row[1] for row in cells(open_)} == {"?"}
    assert open_.sentence.startswith(f"Line {place + 1}: “{line.text}”")
    for kind in ("promise", "label", "doing"):
        view = LAUNCH.view(line=place, sorted_as=kind)
        assert ("Yes: this is" in view.sentence) == (kind == line.kind)
        assert ("Look again: this is" in view.sentence) == (kind != line.kind)
        assert ("Say instead:" in view.sentence) == (line.kind != "doing")
        assert [row[1] for row in cells(view)] == [
            "yes" if fact else "no" for fact in (line.does, line.free, line.kept)
        ]


def test_the_table_counts_the_lines_that_pass_each_check() -> None:
    view = LAUNCH.view(line=0, sorted_as="doing")
    assert [int(row[2]) for row in cells(view)] == [
        sum(line.does for line in LINES),
        sum(line.free for line in LINES),
        sum(line.kept for line in LINES),
    ]


def test_no_line_to_say_instead_labels_or_promises() -> None:
    word = re.compile(
        r"\b(scientists?|engineers?|mathematicians?|inventors?|you will|one day|someday)\b", re.IGNORECASE
    )
    assert [line.instead for line in LINES if word.search(line.instead)] == []
    assert [line.text for line in LINES if line.kind == "doing" and word.search(line.text)] == []
