"""An explorer that breaks a rule is refused in words that say what to mend."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from belonging.explorers import Panel, Paper, Select, Slider, Steps, Toggle, still
from belonging.explorers.definition import states
from belonging.explorers.paper import on_paper
from belonging.explorers.still import cells, table_html
from belonging.explorers.view import group_sizes
from toy_explorer import a_panel_explorer, a_view, an_explorer, lower, upper


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"id": "Group Size", "label": "x", "values": (1, 2)}, "lower case"),
        ({"id": "a", "label": " ", "values": (1, 2)}, "no label"),
        ({"id": "a", "label": "x", "values": (1,)}, "at least two values"),
        ({"id": "a", "label": "x", "values": (1, 1)}, "twice"),
        ({"id": "a", "label": "x", "values": (1, 2), "labels": ("one",)}, "one label for each"),
        ({"id": "a", "label": "x", "values": (1, 2), "initial": 3}, "not one of its values"),
    ],
)
@pytest.mark.parametrize("kind", [Slider, Select, Steps])
def test_a_wrong_choice_is_refused(kind: type, wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        kind(**wrong)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"id": "A B"}, "lower case"),
        ({"title": ""}, "no title"),
        ({"misconception": " "}, "no misconception"),
        ({"choices": ()}, "no choices"),
        ({"choices": (Toggle(id="wide", label="x"), Toggle(id="wide", label="y"))}, "same id"),
        ({"small_groups_shown": ""}, "Say why"),
    ],
)
def test_a_wrong_explorer_is_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        an_explorer(**wrong)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"sentence": " "}, "sentence is empty"),
        ({"alt": ""}, "alt is empty"),
        ({"caption": ""}, "caption is empty"),
        ({"counts": ("Pupils",)}, "no column 'Pupils'"),
        ({"formats": {"Average": ".2f"}}, "no column 'Average'"),
        ({"table": pd.DataFrame({"Students": []})}, "no rows"),
    ],
)
def test_a_wrong_view_is_refused(change: dict[str, Any], says: str) -> None:
    explorer = an_explorer(view=lambda size, wide: replace(a_view(size), **change))
    with pytest.raises(ValueError, match=says):
        explorer.at(explorer.start)


def test_a_group_under_ten_is_refused_unless_there_is_a_reason() -> None:
    small = (Slider(id="size", label="Size", values=(9, 10)), Toggle(id="wide", label="Wide"))
    with pytest.raises(ValueError, match="a group of 9 is shown"):
        an_explorer(choices=small).at((0, 0))
    assert an_explorer(choices=small).at((1, 0)).sentence == "Group A has 10 students."
    assert an_explorer(choices=small, small_groups_shown="It is the lesson's point.").at((0, 0))


@pytest.mark.parametrize("column", [[9.0, None, 40.0], [9, None, 40], ["hidden", 9, 40]])
def test_group_sizes_are_found_in_whatever_form_the_column_has(column: list[Any]) -> None:
    table = pd.DataFrame({"Group": ["A", "B", "C"], "Students": column})
    assert group_sizes(replace(a_view(), table=table)) == [9, 40]


def test_every_state_is_listed_once_the_last_choice_changing_fastest() -> None:
    listed = list(states(an_explorer()))
    assert listed == [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    assert [an_explorer().values(state)["size"] for state in listed] == [10, 10, 12, 12, 20, 20]


@pytest.mark.parametrize("state", [(0,), (3, 0), (0, -1)])
def test_a_state_that_cannot_be_reached_is_refused(state: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="listening/toy"):
        an_explorer().at(state)


def test_the_table_shows_numbers_as_the_sentence_writes_them() -> None:
    assert cells(a_view()) == [["A", "12", "2.50"], ["B", "40", "3.25"]]
    html = table_html(a_view())
    assert '<th scope="col">Mean</th>' in html
    assert '<th scope="row">A</th><td>12</td><td>2.50</td>' in html
    assert "<caption>Means</caption>" in html


def test_text_in_a_figure_is_inert() -> None:
    hostile = '<script>alert("x")</script>'
    view = replace(a_view(), sentence=hostile, alt=hostile, caption=hostile)
    choices = (Select(id="size", label=hostile, values=("a", "b"), labels=(hostile, "b")),)
    html = still(an_explorer(title=hostile, question=hostile, choices=choices), view, "<svg></svg>")
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 8


def test_a_figure_without_a_picture_says_what_it_would_show() -> None:
    html = still(an_explorer(), picture="")
    assert "The picture cannot be drawn here. It shows: Two bars." in html
    assert 'role="img"' not in html


def test_a_view_of_panels_joins_words_and_rows_and_keeps_the_first_caption() -> None:
    view = a_panel_explorer().at((0, 1, 3))
    assert view.sentence == "Upper has 10 students. Lower has 31 students. Base has 50 students."
    assert view.alt == "A bar at 10. A bar at 31. A bar at 50."
    assert view.caption == "Students of Upper"
    assert cells(view) == [["Upper", "10", "wide <b>"], ["Lower", "31", "d"], ["Base", "50", "always"]]
    assert group_sizes(view) == [10, 31, 50]


def test_the_states_of_panels_add_up_and_show_every_panel_in_all_of_its_own() -> None:
    explorer = a_panel_explorer()
    listed = list(states(explorer))
    assert len(listed) == len(set(listed)) <= 6 + 8 + 1 < 24
    assert explorer.start in listed
    for number, own in ((0, 6), (1, 8), (2, 1)):
        assert len({explorer.places(number, state) for state in listed}) == own


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"view": a_view}, "either a view or panels"),
        ({"panels": ()}, "either a view or panels"),
        ({"panels": (Panel(id="a", choices=("size", "wide", "tempo"), view=a_view),)}, "'tempo', which is no choice"),
        ({"panels": (Panel(id="a", choices=("size", "wide"), view=upper),)}, "no panel depends on the choice 'speed'"),
        ({"panels": (Panel(id="a", choices=("size",), view=upper),) * 2}, "an id of its own"),
    ],
)
def test_wrong_panels_are_refused(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        a_panel_explorer(**wrong)


def test_panels_whose_tables_do_not_fit_are_refused_by_name() -> None:
    def other(speed: str, wide: bool) -> object:
        view = lower(speed, wide)
        return replace(view, table=view.table.rename(columns={"Note": "Remark"}))

    panels = (
        Panel(id="upper", choices=("size", "wide"), view=upper),
        Panel(id="lower", choices=("speed", "wide"), view=other),
    )
    explorer = a_panel_explorer(panels=panels)
    with pytest.raises(ValueError, match="panel lower: its table needs the same columns"):
        explorer.at(explorer.start)


def test_a_small_group_in_one_panel_is_refused() -> None:
    small = (Slider(id="size", label="Size", values=(9, 12)), *a_panel_explorer().choices[1:])
    with pytest.raises(ValueError, match=r"panel upper.*a group of 9 is shown"):
        a_panel_explorer(choices=small).at((0, 0, 0))


def test_on_paper_the_chosen_settings_stand_in_words_with_their_tables() -> None:
    papers = (Paper({"size": 20}, picture=False), Paper({"wide": True, "speed": "d"}))
    html = on_paper(a_panel_explorer(on_paper=papers), "7")
    soup = BeautifulSoup(html, "html.parser")
    set_to = [line.get_text().partition("set to: ")[2] for line in soup.select(".bbd-set")]
    assert set_to == ["Size: 20", "“Wide” on; Speed: d"]
    assert len(soup.select("table")) == 2
    assert [len(setting.select("svg")) > 0 for setting in soup.select(".bbd-paper")] == [False, True]
    ids = [element["id"] for element in soup.find_all(id=True)]
    assert len(set(ids)) == len(ids)
    assert "\n\n" not in html, "Markdown would end the block of HTML there"
    assert on_paper(a_panel_explorer()) == ""


@pytest.mark.parametrize("chosen", [{"tempo": 1}, {"size": 11}])
def test_a_setting_on_paper_that_cannot_be_reached_is_refused(chosen: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="has no choice"):
        a_panel_explorer(on_paper=(Paper(chosen),))
