"""The gradebook's students follow the roster, through nbgrader's own API; nobody is ever taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from belonging.cohort.roster import Roster

if TYPE_CHECKING:
    from belonging.grading.course_folder import CourseFolder


def follow_in_gradebook(course: CourseFolder, roster: Roster) -> int:
    """Put every person of the roster into nbgrader's gradebook, with name and e-mail address.

    Leavers stay, with all their points.

    Returns
    -------
    int
        How many were added or changed.

    Raises
    ------
    Plain
        If the gradebook cannot be written; the next command goes on.
    """
    from nbgrader.api import Gradebook
    from rich.console import Console
    from rich.progress import Progress

    from belonging.grading.of_the_computer import stopping

    with stopping(course.root), Gradebook(course.db_url) as gradebook:
        there = {one.id: (one.first_name, one.last_name, one.email) for one in gradebook.students}
        wanted = {one.id: (one.first or one.name, one.last or None, one.email or None) for one in roster}
        todo = [(id_, names) for id_, names in wanted.items() if there.get(id_) != names]
        with Progress(console=Console(stderr=True), transient=True, disable=len(todo) < 100) as progress:
            for id_, (first, last, email) in progress.track(todo, description="Writing the gradebook"):
                gradebook.update_or_create_student(id_, first_name=first, last_name=last, email=email)
    return len(todo)
