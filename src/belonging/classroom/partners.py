"""Partners for a class as the module `roles` matches them: who can, who fits best, and who is never asked.

Nobody is ranked by who they are. What counts is the field, the way there, the language, the time, the form of the
visit and how many students fit; the partner data hold nothing else.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache

from belonging.classroom.careers import practices
from belonging.data import Row, rows
from belonging.frameworks import cluster_name

ASKED = 3
"""How many partners each request writes to."""

NEAR = {"walk": 2, "short drive": 1, "long drive": 0}
_NO_TRIP = 2


@dataclass(frozen=True)
class Request:
    """What one class asks for.

    Parameters
    ----------
    id, lesson
        A code, and the lesson in a few words.
    practice
        The practice that students do in it, a key of careers_local's practices.
    clusters
        Ids of the career clusters it touches.
    time, format, students, language
        When, how, with how many students at a time, and the language the partner should speak.
    """

    id: str
    lesson: str
    practice: str
    clusters: tuple[str, ...]
    time: str
    format: str
    students: int
    language: str = "English"


#: A year of one made-up school, in the order in which the letters go out.
REQUESTS = (
    Request("R01", "Grade 2: which cup keeps ice", "measure", ("hospitality", "energy"), "morning", "visit", 24),
    Request("R02", "Grade 4: our lunch waste", "measure", ("hospitality", "energy"), "midday", "visit", 28),
    Request("R03", "Grade 5: a ramp for all", "plan", ("construction", "health"), "morning", "visit", 26),
    Request("R04", "Grade 6: shade for our yard", "measure", ("construction", "energy"), "morning", "visit", 28),
    Request("R05", "Grade 7: is our creek safe?", "decide", ("energy", "agriculture"), "morning", "visit", 30),
    Request("R06", "Grade 8: the late bus", "decide", ("transport", "digital"), "morning", "visit", 30),
    Request("R07", "Grade 3: a bed of beans", "measure", ("agriculture", "energy"), "midday", "host", 22, "Spanish"),
    Request("R08", "Grade 9: the loud hallway", "cause", ("construction", "arts"), "morning", "visit", 30),
    Request("R09", "Grade 10: a fair price", "compute", ("finance", "marketing"), "morning", "visit", 30),
    Request("R10", "Grade 11: the flood map", "compute", ("safety", "energy"), "morning", "visit", 30),
    Request("R11", "Grade 1: a coat that fits", "measure", ("arts", "marketing"), "morning", "visit", 22),
    Request("R12", "Grade 12: power for the gym", "plan", ("energy", "construction"), "after school", "visit", 24),
)


@dataclass(frozen=True)
class Fit:
    """One partner who can meet a request, and why they fit.

    Parameters
    ----------
    partner
        The row of the partner data.
    how
        The form in which they take part.
    field
        0 to 2: one for a cluster of the lesson, one for its practice.
    near
        0 to 2: by distance; 2 when nobody has to travel.
    before
        How often they were asked earlier in the year.
    points
        `field` and `near`, each times its weight.
    """

    partner: Row
    how: str
    field: int
    near: int
    before: int
    points: int


def listed(partner: Row, column: str) -> tuple[str, ...]:
    """Return the entries of a cell that holds several, such as `morning, midday`."""
    return tuple(str(partner[column]).split(", "))


def obstacle(partner: Row, request: Request, *, afar: bool = False) -> str:
    """Return the first thing that keeps a partner from a request; empty when nothing does.

    Parameters
    ----------
    partner
        A row of the partner data.
    request
        What the class asks for.
    afar
        Whether a call at that time, or photos and numbers in writing, will do as well.
    """
    if request.language not in listed(partner, "languages"):
        return "language"
    if afar and _from_afar(partner, request):
        return ""
    if request.format not in listed(partner, "formats"):
        return "format"
    if request.time not in listed(partner, "times"):
        return "time"
    return "" if int(str(partner["capacity"])) >= request.students else "group size"


def _from_afar(partner: Row, request: Request) -> str:
    formats = listed(partner, "formats")
    if "video" in formats and request.time in listed(partner, "times"):
        return "video"
    return "writing" if "writing" in formats else ""


def fits(
    request: Request,
    field: int,
    near: int,
    *,
    afar: bool = False,
    rotate: bool = False,
    before: Counter[str] | None = None,
) -> list[Fit]:
    """Return everyone who can meet a request, the best fit first.

    Parameters
    ----------
    request
        What the class asks for.
    field, near
        How much each counts, from 0.
    afar
        Whether taking part from afar will do.
    rotate
        Whether those who were asked least come first, whatever their points.
    before
        How often each partner was asked earlier.
    """
    earlier = before or Counter()
    found = [
        _fit(partner, request, field, near, afar, earlier[str(partner["partner"])])
        for partner in rows("partners")
        if not obstacle(partner, request, afar=afar)
    ]
    return sorted(found, key=lambda fit: (fit.before if rotate else 0, -fit.points, str(fit.partner["partner"])))


def _fit(partner: Row, request: Request, field: int, near: int, afar: bool, before: int) -> Fit:
    here = not obstacle(partner, request)
    wanted = {cluster_name(id_) for id_ in request.clusters}
    fields = (partner["cluster"] in wanted) + (request.practice in _practices_of(str(partner["soc"])))
    distance = NEAR[str(partner["distance"])] if here else _NO_TRIP
    how = request.format if here else _from_afar(partner, request)
    return Fit(partner, how, fields, distance, before, field * fields + near * distance)


@cache
def _practices_of(soc: str) -> tuple[str, str]:
    return next(practices(row) for row in rows("careers_local") if row["soc"] == soc)


def year(field: int, near: int, *, afar: bool = False, rotate: bool = False) -> tuple[list[list[Fit]], Counter[str]]:
    """Go through the year's requests and ask the first few each time.

    Returns
    -------
    list of list of Fit, Counter
        For each request everyone who could meet it as the letters went out; and how often each partner was asked.
    """
    asked: Counter[str] = Counter()
    lists = []
    for request in REQUESTS:
        found = fits(request, field, near, afar=afar, rotate=rotate, before=asked)
        lists.append(found)
        asked.update(str(fit.partner["partner"]) for fit in found[:ASKED])
    return lists, asked


def never(asked: Counter[str]) -> list[Row]:
    """Return the partners nobody wrote to."""
    return [partner for partner in rows("partners") if not asked[str(partner["partner"])]]
