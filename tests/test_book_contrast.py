"""The colours of the course, measured: text, lines and series on paper and on cards, in both themes and on paper."""

import re

import pytest

from belonging.paths import course_root

SHEET = (course_root() / "book" / "assets" / "tokens.css").read_text(encoding="utf-8")
TEXT = ("ink", "muted", "accent", "right", "notyet", "blank", "focus")
LINES = ("border", *(f"series-{n}" for n in range(1, 6)))


def _tokens(selector: str) -> dict[str, str]:
    block = SHEET.split(selector, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--bbd-([\w-]+): (#[0-9a-f]{6})", block))


LIGHT = _tokens("\nhtml {")
THEMES = {
    "light": LIGHT,
    "dark": LIGHT | _tokens('\nhtml[data-theme="dark"] {'),
    "print": LIGHT | _tokens("@media print {"),
}


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_text_and_lines_stand_out(theme: str, ground: str) -> None:
    tokens = THEMES[theme]
    low = {n: contrast(tokens[n], tokens[ground]) for n in TEXT if contrast(tokens[n], tokens[ground]) < 4.5}
    low |= {n: contrast(tokens[n], tokens[ground]) for n in LINES if contrast(tokens[n], tokens[ground]) < 3}
    assert low == {}


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_on_the_soft_fills(theme: str) -> None:
    tokens = THEMES[theme]
    for name in ("accent", "right", "notyet", "blank"):
        for text in (name, "ink"):
            assert contrast(tokens[text], tokens[f"{name}-soft"]) >= 4.5, (theme, text, name)
    assert contrast(tokens["accent-ink"], tokens["accent"]) >= 4.5
