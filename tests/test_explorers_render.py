"""One picture serves both themes and any page: no fixed colour, size, font or id of Vega's is left in it."""

import re
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest

from belonging.explorers import load
from belonging.explorers.definition import states
from belonging.explorers.pack import unpack
from belonging.explorers.paint import REPLACED, SERIES
from belonging.explorers.render import svg
from explorer_site import payload

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", params=list(load("listening")))
def pictures(request: pytest.FixtureRequest, drawn_listening: Path) -> dict[str, str]:
    """Every picture of one explorer, by its state."""
    packed = payload(next(drawn_listening.glob(f"listening-{request.param}-*.js")))
    return {str(state): unpack(packed, state)[0] for state in states(load("listening")[request.param])}


def test_no_stand_in_colour_and_no_background_is_left(pictures: dict[str, str]) -> None:
    known = {"none", "transparent", *REPLACED.values()}
    for state, picture in pictures.items():
        used = set(re.findall(r'(?:fill|stroke)="([^"]*)"', picture))
        assert used <= known, (state, used - known)
        assert "<rect" not in picture, state


def test_a_picture_is_hidden_from_screen_readers_and_scales(pictures: dict[str, str]) -> None:
    for state, picture in pictures.items():
        root = ElementTree.fromstring(picture)
        assert root.get("aria-hidden") == "true", state
        assert {"width", "height"}.isdisjoint(root.attrib), state
        assert "aria-label" not in picture, state


def test_a_picture_stands_still_from_state_to_state(pictures: dict[str, str]) -> None:
    boxes = {ElementTree.fromstring(picture).get("viewBox") for picture in pictures.values()}
    assert len(boxes) == 1


def test_every_label_is_text_and_large_enough_on_a_small_phone(pictures: dict[str, str]) -> None:
    for state, picture in pictures.items():
        root = ElementTree.fromstring(picture)
        width = float(str(root.get("viewBox")).split()[2])
        labels = list(root.iter(f"{SVG}text"))
        assert len(labels) >= 8, state
        for label in labels:
            units = float(str(label.get("font-size", root.get("font-size"))).removesuffix("px"))
            assert units * 260 / width >= 12.9, (state, label.text)


def test_nothing_is_cut_off_at_the_right_edge(pictures: dict[str, str]) -> None:
    """A value behind the longest bar still begins far enough from the edge for four characters."""
    for state, picture in pictures.items():
        root = ElementTree.fromstring(picture)
        width = float(str(root.get("viewBox")).split()[2])
        assert _rightmost_text(root, 0.0) <= width - 40, state


def _rightmost_text(element: ElementTree.Element, x: float) -> float:
    moved = re.match(r"translate\(([-\d.]+)", element.get("transform", ""))
    x += float(moved[1]) if moved else 0.0
    here = x if element.tag == f"{SVG}text" and element.get("text-anchor", "start") == "start" and element.text else 0.0
    return max([here, *(_rightmost_text(child, x) for child in element)])


def test_ids_inside_a_picture_carry_the_prefix() -> None:
    data = pd.DataFrame({"x": [1, 2], "y": [1, 9]})
    chart = alt.Chart(data).mark_line(clip=True, color=SERIES[1]).encode(x="x:Q", y="y:Q")
    picture = svg(chart, "bbd-a-b")
    ids = re.findall(r'\bid="([^"]*)"', picture)
    assert ids, "this chart is meant to need a clip path"
    assert all(id_.startswith("bbd-a-b-") for id_ in ids)
    assert set(re.findall(r"url\(#([^)]*)\)", picture)) <= set(ids)
    clip = ElementTree.fromstring(picture).find(f".//{SVG}clipPath")
    assert clip is not None
    assert len(clip) == 1, "the clip's own path was tidied away"
    assert REPLACED[SERIES[1]] in picture


def test_pictures_are_the_same_from_run_to_run(tmp_path: Path) -> None:
    explorer = load("listening")["tiny-groups"]
    chart = explorer.at(explorer.start).chart
    again = explorer.at(explorer.start).chart
    assert svg(chart, "a") == svg(again, "a")
