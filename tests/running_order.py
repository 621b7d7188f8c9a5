"""In which order the tests are handed to the processes: what takes long first, and nobody waits for the book idly."""

from collections import defaultdict
from collections.abc import Iterator

import pytest

# Each runs in one process, one test after another, for minutes; begun last, it would be waited for.
LONG = ("lab", "lab-modules", "grading")


def in_good_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Sort tests: one that builds the book, the long groups, what needs no book, and then what does.

    While one process builds the book, a test that needs it holds up another. The two editions share their pictures, so
    the leader's is built right after.
    """
    together: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        together[_group(item) or item.nodeid].append(item)
    builder = next((item for item in items if _needs(item, "book_html") and not _group(item)), None)

    def rank(group: list[pytest.Item]) -> tuple[int, int]:
        if group == [builder]:
            return (0, 0)
        name = _group(group[0])
        if name in LONG:
            return (1, LONG.index(name))
        if any(_needs(item, "leader_html") for item in group):
            return (3, 0)
        return (4, -len(group)) if any(_needs(item, "book_html") for item in group) else (2, -len(group))

    return [item for group in sorted(together.values(), key=rank) for item in group]


def _needs(item: pytest.Item, fixture: str) -> bool:
    return fixture in getattr(item, "fixturenames", ())


def _group(item: pytest.Item) -> str:
    return next(_names(item), "")


def _names(item: pytest.Item) -> Iterator[str]:
    for mark in item.iter_markers("xdist_group"):
        yield str(mark.args[0] if mark.args else mark.kwargs["name"])
