"""nbgrader's own tree `feedback`, for who releases with nbgrader: the pages its `generate_feedback` would write."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from belonging.files import cannot_write

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort


def write_tree(cohort: Cohort, graded: Collection[tuple[str, str]]) -> int:
    """Write a page for each notebook that is graded; those that are as they should be are not touched.

    nbgrader alone takes seconds for each, because it starts anew and opens the gradebook for each.

    Parameters
    ----------
    cohort : Cohort
        The cohort.
    graded : collection of (str, str)
        Whose work of which module has points.

    Returns
    -------
    int
        How many pages there are.

    Raises
    ------
    Plain
        If nothing can be written.
    """
    from belonging.grading.feedback_writer import write_feedback
    from belonging.grading.kept_gradebook import keep_open
    from belonging.grading.progress import steps

    autograded = cohort.root / "autograded"
    there = [key for key in sorted(graded) if (autograded / key[0] / key[1] / f"{key[1]}.ipynb").is_file()]
    with keep_open(cohort.course.db_url) as gradebook, steps("Writing nbgrader's feedback", len(there)) as bar:
        for person_id, module_id in there:
            try:
                write_feedback(cohort.course, gradebook, person_id, module_id)
            except OSError as error:
                raise cannot_write(cohort.root / "feedback" / person_id / module_id / "page", error) from error
            bar.step()
    return len(there)
