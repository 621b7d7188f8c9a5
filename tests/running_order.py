"""In which order the tests are handed to the processes: what takes long first, and nobody waits for the book idly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pytest

# Each runs in one process, one test after another, for minutes; begun last, it would be waited for. The first one
# builds both editions of the book, and so draws every picture.
LONG = (
    *("leader", "lab", "lab-modules", "cohort-bad", "cohort-demo", "grading"),
    *("batch-killed", "batch-stops", "engine"),
)
# Who asks for one of these waits for the process that builds the book, or draws the same pictures a second time.
WITH_THE_BOOK = ("book_html", "drawn_listening")


def in_good_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Sort tests: long groups, other groups, single tests; among groups and among single tests the book comes last."""
    together: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        together[_group(item) or item.nodeid].append(item)

    def rank(group: list[pytest.Item]) -> tuple[int, bool, int]:
        name = _group(group[0])
        if name in LONG:
            return (0, False, LONG.index(name))
        return (1 if name else 2, any(map(_needs_the_book, group)), -len(group))

    return [item for group in sorted(together.values(), key=rank) for item in _its_book_last(group)]


def split_groups(items: Iterable[pytest.Item]) -> list[str]:
    """Name the tests of a group that pytest-xdist would not keep in one process: it marks those it does by an @."""
    return [item.nodeid for item in items if _group(item) and "@" not in item.nodeid]


def _its_book_last(group: list[pytest.Item]) -> list[pytest.Item]:
    """Put files that need the book behind those of the same group that do not; a file stays in one piece."""
    files = {item.path for item in group if _needs_the_book(item)}
    return sorted(group, key=lambda item: item.path in files)


def _needs_the_book(item: pytest.Item) -> bool:
    return not set(WITH_THE_BOOK).isdisjoint(getattr(item, "fixturenames", ()))


def _group(item: pytest.Item) -> str:
    return next(_names(item), "")


def _names(item: pytest.Item) -> Iterator[str]:
    for mark in item.iter_markers("xdist_group"):
        yield str(mark.args[0] if mark.args else mark.kwargs["name"])
