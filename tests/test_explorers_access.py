"""The explorer of `access` is true in every state: rates, who is ahead where, and the split, worked out once more."""

import re
from functools import cache
from typing import Any

import pytest

from belonging.classroom.access import with_sections
from belonging.data import load as dataset
from belonging.explorers import View, load
from belonging.explorers.definition import states
from belonging.explorers.still import cells
from belonging.measures import Steps, decompose_gap

pytestmark = pytest.mark.xdist_group("explorers-access")  # the states are worked out once

UNMIX = load("access")["unmix-schools"]
STATES = list(states(UNMIX))
COUNTED = {
    "enrolled": ("enrolled", "students"),
    "offered": ("offered", "students"),
    "uptake": ("enrolled", "offered"),
    "interested": ("interested", "students"),
}
SCHOOLS = ["Ash", "Birch", "Cedar", "Elm", "Fir"]
COUNTED_SECTIONS = dict(zip(SCHOOLS, (7, 6, 4, 3, 2), strict=True))


@cache
def view_at(state: tuple[int, ...]) -> View:
    return UNMIX.at(state)


def chosen(state: tuple[int, ...]) -> dict[str, Any]:
    return UNMIX.values(state)


def modelled(values: dict[str, Any]) -> dict[tuple[str, str], dict[str, float]]:
    """The counts of one state by plain arithmetic on the file: sections open the course to 36, in the school's mix."""
    found = {}
    rows = dataset("access_enrollment").to_dict("records")
    for row in rows:
        everyone = sum(other["students"] for other in rows if other["school"] == row["school"])
        sections = row["sections"]
        if row["school"] == "Fir":
            sections += values["sections"]
        if row["school"] == "Ash" and not values["new"]:
            sections -= values["sections"]
        offered = sections * 36 * row["students"] / everyone
        yes = 2 / 3 if values["same"] else row["enrolled"] / row["offered"]
        found[row["school"], row["group"]] = {
            "students": row["students"],
            "interested": row["interested"],
            "offered": offered,
            "enrolled": round(offered * yes),
        }
    return found


def test_there_are_few_enough_states_to_look_at_all() -> None:
    assert len(STATES) == 128


def test_every_count_is_the_one_that_is_modelled() -> None:
    for state in STATES:
        values, rows = chosen(state), cells(view_at(state))
        counts = modelled(values)
        top, bottom = COUNTED[values["show"]]
        assert [row[0] for row in rows[::2]] == ["All five", *(SCHOOLS if values["apart"] else [])]
        for school, group, count, whole, share in rows:
            here = [each for key, each in counts.items() if key[1] == group and school in (key[0], "All five")]
            a, n = sum(each[top] for each in here), sum(each[bottom] for each in here)
            assert (int(count), int(whole)) == (a, n), (values, school, group)
            assert share == f"{100 * a / n:.1f}%"


def test_no_school_enrolls_more_than_it_has_seats_and_no_section_is_lost() -> None:
    for values in map(chosen, STATES):
        table = with_sections(dataset("access_enrollment"), values["sections"], new=values["new"])
        schools = table.groupby("school").agg({"enrolled": "sum", "seats": "first", "sections": "first"})
        assert (schools["enrolled"] <= schools["seats"]).all(), values
        assert (schools["seats"] == 24 * schools["sections"]).all()
        assert schools["sections"].sum() == 22 + values["new"] * values["sections"]


def test_with_nothing_changed_the_picture_is_the_file() -> None:
    data = dataset("access_enrollment")
    assert with_sections(data, 0).equals(data)
    assert data.groupby("school")["sections"].first().to_dict() == COUNTED_SECTIONS


def test_the_sentence_says_who_is_ahead_mixed_and_in_each_school() -> None:
    for state in STATES:
        values, view = chosen(state), view_at(state)
        rates = [float(row[4].rstrip("%")) for row in cells(view)]
        gap = round(rates[0] - rates[1], 1)
        mixed, _, unmixed = view.sentence.partition("In each of the five schools")
        assert f"{rates[0]:.1f}%" in mixed
        assert f"{rates[1]:.1f}%" in mixed
        if gap == 0:
            assert "The two are level." in mixed
        elif abs(gap) < 1:
            assert "The two are nearly level." in mixed
        else:
            assert f"Group {'A' if gap > 0 else 'B'} is ahead by {abs(gap)} points." in mixed
        assert bool(unmixed) == values["apart"], "in this data it is the same in all five schools"
        if values["apart"]:
            signs = {(a > b) - (a < b) for a, b in zip(rates[2::2], rates[3::2], strict=True)}
            assert len(signs) == 1
            (sign,) = signs
            assert unmixed.startswith(
                {1: " group A is ahead.", -1: " group B is ahead.", 0: " the two are level."}[sign]
            )
            disagree = abs(gap) >= 1 and sign != (gap > 0) - (gap < 0)
            assert ("do not agree" in unmixed) == disagree


def test_the_caption_splits_the_gap_as_the_measure_does_and_states_every_assumption() -> None:
    for state in STATES:
        values, caption = chosen(state), view_at(state).caption
        assert ("2 of 3" in caption) == values["same"]
        assert ("36 students" in caption) == (values["sections"] > 0)
        assert ("moved from Ash" in caption) == (values["sections"] > 0 and not values["new"])
        printed = [float(number) for number in re.findall(r"[+-]?\d+\.\d", caption.replace("−", "-"))]
        if values["show"] != "enrolled":
            assert len(printed) == 1
            continue
        counts = modelled(values)
        groups = [
            Steps(*(round(sum(c[name] for (_, g), c in counts.items() if g == group)) for name in columns))
            for group in "AB"
            for columns in [("students", "offered", "enrolled")]
        ]
        parts = decompose_gap(*groups)
        for number, part in zip(printed, (parts.gap, parts.offer, parts.uptake), strict=True):
            assert number == pytest.approx(100 * part, abs=0.11)  # the gap is that of the two printed shares


def test_alt_text_gives_every_bar() -> None:
    for state in STATES:
        view = view_at(state)
        for row in cells(view):
            assert f"{row[1]} {row[4]}" in view.alt


class TestTheTwoMisconceptions:
    def at(self, **changed: Any) -> View:
        assert UNMIX.view is not None
        start = {"show": "enrolled", "apart": True, "sections": 0, "new": False, "same": False}
        return UNMIX.view(**(start | changed))

    def gap(self, **changed: Any) -> float:
        a, b = (float(row[4].rstrip("%")) for row in cells(self.at(**changed))[:2])
        return round(a - b, 1)

    def test_not_interested_is_refuted_by_who_asked_and_who_said_yes(self) -> None:
        for show in ("interested", "uptake"):
            rows = cells(self.at(show=show))
            assert all(float(a[4][:-1]) < float(b[4][:-1]) for a, b in zip(rows[::2], rows[1::2], strict=True))

    def test_the_same_rate_everywhere_is_not_no_gap(self) -> None:
        assert "In each of the five schools the two are level" in self.at(same=True).sentence
        assert self.gap(same=True) == 15.6
        assert "In each of the five schools the two are level" in self.at(show="offered").sentence
        assert self.gap(show="offered") == 23.4

    def test_moved_sections_close_the_gap_step_by_step_and_new_ones_about_half_of_it(self) -> None:
        assert [self.gap(sections=number) for number in range(4)] == [10.3, 6.6, 3.1, -0.5]
        assert [self.gap(sections=number, new=True) for number in range(4)] == [10.3, 8.5, 6.6, 4.9]

    def test_moving_costs_seats_at_ash_and_new_sections_cost_nobody_s(self) -> None:
        def ash(**changed: Any) -> list[int]:
            return [int(row[2]) for row in cells(self.at(**changed)) if row[0] == "Ash"]

        assert all(after < before for after, before in zip(ash(sections=3), ash(), strict=True))
        assert ash(sections=3, new=True) == ash()
