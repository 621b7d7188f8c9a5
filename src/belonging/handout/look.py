"""The course's colors on paper and slides, read from the book's design tokens."""

import re
from functools import cache

from belonging.paths import course_root


@cache
def colors() -> dict[str, str]:
    """Return the tokens of the light theme by name, such as `{"ink": "1d2630"}`.

    >>> sorted({"ink", "accent", "paper"} - set(colors()))
    []
    """
    sheet = (course_root() / "book" / "assets" / "tokens.css").read_text(encoding="utf-8")
    light = sheet.partition("{")[2].partition("}")[0]
    return {name: value.lower() for name, value in re.findall(r"--bbd-([\w-]+):\s*#([0-9a-fA-F]{6})", light)}
