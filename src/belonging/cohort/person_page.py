"""The page one person gets back: points so far, what each answer was told, and what to read again."""

from dataclasses import dataclass

from markupsafe import Markup

from belonging.grading.inert import inert_markdown
from belonging.grading.look import template
from belonging.grading.points import Points, number
from belonging.grading.told import Told
from belonging.tasks import RubricRow, words
from belonging.tasks.prose import to_html

MARK = "belonging cohort feedback"
"""What a page says it was made by, so that a later run knows its own page from a leader's file."""


@dataclass(frozen=True)
class ModuleWork:
    """One module of one person.

    Parameters
    ----------
    module_id, title
        The module.
    points
        What the gradebook holds; None where the work has no points.
    told
        What each answer is told.
    notes
        What was done to the work on the way: mended, a file that counted, an earlier version kept.
    reason
        Why there are no points, and what to do next; empty where there are.
    """

    module_id: str
    title: str
    points: Points | None
    told: tuple[Told, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class PersonWork:
    """All that one person's page is made from."""

    name: str
    modules: tuple[ModuleWork, ...]
    not_yet: tuple[str, ...]
    """Titles of the modules that are not handed in."""
    unreadable: tuple[str, ...] = ()
    """What is the matter with files of this person that could not be read."""


def person_page(work: PersonWork, book: str = "") -> str:
    """Return the page as HTML; it asks no host, runs nothing, and prints.

    Parameters
    ----------
    work : PersonWork
        The person's own work, and nobody else's.
    book : str
        The address of the course's book, ending in `/`, for links to what to read again; empty for none.
    """
    graded = [one.points for one in work.modules if one.points]
    return template("person.html").render(
        work=work,
        book=book,
        mark=MARK,
        total=sum(points.total for points in graded),
        out_of=sum(points.out_of for points in graded),
        waiting=sum(len(points.waiting) for points in graded),
        sections={one.module_id: [_section(one, told) for told in one.told if _has_more(told)] for one in work.modules},
        rows={one.module_id: _rows(one) for one in work.modules},
    )


def _rows(work: ModuleWork) -> list[dict[str, object]]:
    """One row for each task with points: its points, and a word."""
    told = {one.points.grade_id: one for one in work.told if one.points}
    found = []
    for task in work.points.tasks if work.points else ():
        one = told.get(task.grade_id)
        link = _id(work, one) if one and _has_more(one) else ""
        found.append({"task": task, "word": _word(one) if one else "", "link": link})
    return found


def _word(told: Told) -> str:
    if told.waiting:
        return "A person still reads it."
    if told.right:
        return words.RIGHT_HEAD if not told.placed.task.scored_by_person else "All its points."
    if _is_blank(told):
        return "It stopped." if told.stopped else "Left blank."
    return words.SOME_POINTS if told.points and told.points.points else words.NOT_YET_HEAD


def _has_more(told: Told) -> bool:
    """Whether there is more to say than a word."""
    if not told.points:  # an optional task: only where it was done
        return bool(told.output) or bool(told.outcome and told.outcome.status in ("right", "not_yet"))
    if told.waiting:
        return bool(told.points.comment)
    partly = bool(told.outcome and words.ITEM_NOT_YET in told.outcome.says)
    scored = told.placed.task.scored_by_person and not _is_blank(told)
    return not told.right or partly or bool(told.points.comment) or scored or not told.agrees


def _section(work: ModuleWork, told: Told) -> dict[str, object]:
    task = told.placed.task
    scored = task.scored_by_person and not told.waiting and not _is_blank(told)
    says = told.outcome is not None and not task.scored_by_person and not (_is_blank(told) and told.stopped)
    return {
        "id": _id(work, told),
        "told": told,
        "scored": scored,
        "says": Markup(to_html(_to_mend(told.outcome.says))) if says and told.outcome else "",
        "output": Markup(told.output),
        "doubt": _doubt(told),
        "rubric": [_row(row, told, len(task.rubric)) for row in task.rubric] if scored else [],
        "comment": Markup(inert_markdown(told.points.comment, below=3)) if told.points and told.points.comment else "",
    }


def _to_mend(says: str) -> str:
    """Leave out the lines of an answer that sorts which are right already."""
    return "\n".join(line for line in says.split("\n") if words.ITEM_RIGHT not in line)


def _row(row: RubricRow, told: Told, rows: int) -> dict[str, object]:
    """One row of the rubric, with the level reached where the points alone say which."""
    assert told.points is not None
    points, top = told.points.points, len(row.levels) - 1
    if told.right:
        reached: int | None = top
    elif rows == 1 and points.is_integer() and 0 <= points <= top:
        reached = int(points)
    else:
        reached = 0 if points == 0 else None
    return {"looks_for": row.looks_for, "levels": row.levels, "reached": reached}


def _is_blank(told: Told) -> bool:
    return told.outcome is not None and told.outcome.status == "blank"


def _doubt(told: Told) -> str:
    if told.agrees or told.points is None or told.outcome is None:
        return ""
    return (
        f"When your notebook ran, the check of this task gave {number(told.points.points)} of "
        f"{words.points(int(told.points.out_of))}, but the answer as written is worth {told.outcome.points}. Often "
        "another cell changes the answer on the way. The person who leads your group sees this too. Run your notebook "
        "from top to bottom, look at this check, and hand it in again if it says something else."
    )


def _id(work: ModuleWork, told: Told) -> str:
    return f"{work.module_id}-{told.placed.task.id}"
