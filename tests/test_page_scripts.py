"""The page's scripts are joined from small files into one scope each, so every name in it has one meaning."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from belonging.exercise.page.script import page_script as exercise_script
from belonging.explorers.front_end import classic_script
from belonging.live.script import page_script as live_script

# What stands at the very start of a line is at the top of the shared scope: inner lines are indented.
_NAMED = re.compile(r"^(?:async )?(?:function\*?|const|let|var|class) +(\w+)", re.MULTILINE)
_TAKEN_APART = re.compile(r"^(?:const|let|var) +[{\[]([^}\]]*)[}\]] *=", re.MULTILINE)


def _top_level_names(script: str) -> Counter[str]:
    names = Counter(_NAMED.findall(script))
    for inside in _TAKEN_APART.findall(script):
        names.update(re.findall(r"(\w+)\s*(?:=[^,]*)?(?:,|$)", inside))
    return names


@pytest.mark.parametrize("script", [exercise_script, live_script, classic_script], ids=["exercise", "live", "explorer"])
def test_no_two_parts_of_a_page_script_give_the_same_name(script: Callable[[], str]) -> None:
    names = _top_level_names(script())
    assert len(names) >= 10, "the names are still found"
    assert [name for name, count in names.items() if count > 1] == []


def test_a_name_given_twice_is_seen() -> None:
    script = (
        "const one = 1;\nfunction two() {\n  const one = 2;\n}\nasync function two() {}\nconst { three, one } = x;\n"
    )
    assert _top_level_names(script) == {"one": 2, "two": 2, "three": 1}


def test_each_script_leaves_its_own_single_name_to_the_page() -> None:
    given = [
        re.findall(r"^window\.(\w+) *=", one(), re.MULTILINE) for one in (exercise_script, live_script, classic_script)
    ]
    assert [len(names) for names in given] == [1, 1, 1]
    assert len({names[0] for names in given}) == 3
