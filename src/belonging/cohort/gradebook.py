"""The gradebook's students follow the roster, through nbgrader's own API; nobody is ever taken out of it."""

from __future__ import annotations

from belonging.cohort.roster import Roster


def follow_in_gradebook(db_url: str, roster: Roster) -> int:
    """Put every person of the roster into nbgrader's gradebook, with name and e-mail address.

    Leavers stay, with all their points.

    Returns
    -------
    int
        How many were added or changed.
    """
    from nbgrader.api import Gradebook

    changed = 0
    with Gradebook(db_url) as gradebook:
        there = {one.id: (one.first_name, one.last_name, one.email) for one in gradebook.students}
        for person in roster:
            wanted = (person.first or person.name, person.last or None, person.email or None)
            if there.get(person.id) != wanted:
                first, last, email = wanted
                gradebook.update_or_create_student(person.id, first_name=first, last_name=last, email=email)
                changed += 1
    return changed
