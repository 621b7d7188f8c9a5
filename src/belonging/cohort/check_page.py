"""`reports/check.html`: the check as a page that asks no host, runs nothing, and reads well aloud and on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from belonging.cohort.preflight import Does

if TYPE_CHECKING:
    from belonging.cohort.check import Checked

_PARTS = (
    (Does.you, "Needs you", "Ask the person, or decide yourself. Nothing here stops anybody else's grading."),
    (
        Does.itself,
        "Mended by itself",
        "Grading mends these by itself. To do it now, type: belonging cohort repair and the folder.",
    ),
    ("missing", "Not handed in", "Nothing came, or nothing that could be told to be theirs."),
    ("ready", "Ready", "Nothing is the matter that would change a point."),
)


def as_page(found: Checked, modules: Sequence[str]) -> str:
    """Write the page.

    Parameters
    ----------
    found
        What the check found.
    modules
        The modules looked at, in their order.
    """
    from belonging.grading.look import template

    parts = [(state, head, says, _by_person(found, state)) for state, head, says in _PARTS]
    counts = {module: {state: 0 for state, _, _ in _PARTS} for module in modules}
    for row in found.rows:
        counts[row.module_id][row.state] += 1
    return template("check.html").render(
        found=found,
        parts=parts,
        counts=counts,
        people=len({row.person.id for row in found.rows}),
        mark="belonging cohort check",
    )


def _by_person(found: Checked, state: str) -> list[tuple[object, list[object]]]:
    people: dict[str, tuple[object, list[object]]] = {}
    for row in found.of(state):
        people.setdefault(row.person.id, (row.person, []))[1].append(row)
    return list(people.values())
