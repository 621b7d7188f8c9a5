"""The materials audit as explorers and exercises read it: the same figures, lenses and shares as the audit form."""

from collections.abc import Sequence

import pandas as pd

from belonging.unit_audit import LENSES, QUESTIONS, Carried, Figure, Lens, Share, carried_by, share

GROUP = "Group A"
"""What the course calls the group that is looked for in the fictional materials."""


def figures(audit: pd.DataFrame) -> list[Figure]:
    """Return the tallied figures of a table with the columns of the audit form."""
    names = [name for name, _ in QUESTIONS]
    # column by column: a task asks for the figures hundreds of times, and pandas takes rows apart slowly
    columns = [audit[column].tolist() for column in ("part", "who", *names)]
    return [
        Figure(part, who, **{name: answer == "yes" for name, answer in zip(names, answers, strict=True)})
        for part, who, *answers in zip(*columns, strict=True)
    ]


def lens(id_: str) -> Lens:
    """Return a lens by its id.

    Examples
    --------
    >>> lens("living").needs
    ('expert', 'living')
    """
    return next(each for each in LENSES if each.id == id_)


def one_share(audit: pd.DataFrame, id_: str) -> Share:
    """Count the figures of one lens."""
    return share(figures(audit), lens(id_))


def parts(tallied: Sequence[Figure]) -> list[str]:
    """Return the parts of a unit in the order of its pages."""
    return list(dict.fromkeys(figure.part for figure in tallied))


def carrying(tallied: Sequence[Figure]) -> Carried:
    """Return the part that holds at least half of the group's figures.

    Raises
    ------
    ValueError
        If no part does; the module on materials rests on one that does.
    """
    carried = carried_by(tallied)
    if carried is None:
        raise ValueError("No unit carries half of the group's figures. See the card of materials_audit.")
    return carried
