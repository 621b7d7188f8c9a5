"""From the table of text and the column map to answers in points, one row per person and term."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from belonging.errors import Plain
from belonging.own.answers import plain_words, to_points
from belonging.own.kinds import in_time
from belonging.own.mapping import Column, Mapping
from belonging.own.personal import masked
from belonging.own.survey import Survey
from belonging.privacy import TOTAL

NO_GROUP = "(no group given)"
_YES = ("y", "yes", "true", "1", "i agree", "agree", "i consent", "consent", "sí", "si", "ok", "x", "checked", "i give")


@dataclass(frozen=True)
class Answers:
    """The answers of one term.

    Attributes
    ----------
    term : str
        Its name; empty if the file holds one term.
    points : DataFrame of float, shape (n, items)
        As ticked, nothing turned round; NaN where there is no answer.
    groups : DataFrame of str, shape (n, groups)
    ids : Series of str, or None
        Codes, in small letters; None where there are none.
    """

    term: str
    points: pd.DataFrame
    groups: pd.DataFrame
    ids: pd.Series | None

    @property
    def answered(self) -> pd.Series:
        """Whether each row has at least one answer."""
        return self.points.notna().any(axis=1)


@dataclass(frozen=True)
class Collected:
    """All terms of a file, in time order.

    One row is one person in all of them if `same_rows`. The file `only_lists_answers` if rows without an answer have
    a time stamp: then they are forms sent in blank, and whoever sent none is not in the file at all.
    """

    terms: tuple[Answers, ...]
    same_rows: bool
    notes: tuple[str, ...]
    only_lists_answers: bool = False


def collect(survey: Survey, mapping: Mapping) -> Collected:
    """Read the answers a map points at.

    Raises
    ------
    Plain
        If there is no item, consent or time leave no row, or a scale mixes answers with different ends.
    """
    items = mapping.of("item")
    if not items:
        raise Plain(
            "No column is marked as a question answered on a scale.",
            "Look at the table of columns and give the role 'item' to at least one question.",
        )
    _check_ends(mapping)
    notes: list[str] = []
    table = _with_consent(survey.table, mapping, notes)
    table = _without_copies(table, mapping, notes)
    points = _points(table, items, notes)
    stamps = _stamps(mapping)
    sent_in = bool(stamps) and bool(table.loc[~points.notna().any(axis=1), stamps].notna().any(axis=None))
    groups = pd.DataFrame(
        {column.name: _labels(table[column.name]) for column in mapping.of("group")}, index=table.index
    )
    id_columns = mapping.of("id")
    ids = table[id_columns[0].name].str.strip().str.lower() if id_columns else None
    terms = list(dict.fromkeys(column.term for column in items))
    if len([term for term in terms if term]) > 1:
        parts = []
        for term in in_time([term for term in terms if term]):
            own = {column.name: column.item or column.name for column in items if column.term in (term, "")}
            parts.append(Answers(term, points[list(own)].rename(columns=own), groups, ids))
        return Collected(tuple(parts), True, tuple(notes), sent_in)
    points = points.rename(columns={column.name: column.item or column.name for column in items})
    times = mapping.of("time")
    if not times:
        return Collected((Answers("", points, groups, ids),), False, tuple(notes), sent_in)
    when = table[times[0].name].str.strip()
    if when.isna().any():
        notes.append(f"{int(when.isna().sum())} rows do not say which term they belong to and were left out.")
    parts = []
    for term in in_time(sorted(set(when.dropna()))):
        of = when == term
        parts.append(Answers(term, points[of], groups[of], None if ids is None else ids[of]))
    if not parts:
        raise Plain(
            f"The column '{times[0].name}' should name the term of each row, but it is empty.",
            "Give it the role 'leave out', or fill it in.",
        )
    return Collected(tuple(parts), False, tuple(notes), sent_in)


def _check_ends(mapping: Mapping) -> None:
    for scale, columns in mapping.scales().items():
        ends = {(column.low, column.high) for column in columns}
        if len(ends) > 1:
            said = " and ".join(f"{low:g} to {high:g}" for low, high in sorted(ends))
            raise Plain(
                f"The scale '{scale}' mixes questions answered from {said}.",
                "Give them different scale names, or correct the ends of the answers.",
            )


def _with_consent(table: pd.DataFrame, mapping: Mapping, notes: list[str]) -> pd.DataFrame:
    for column in mapping.of("consent"):
        said = table[column.name].fillna("").map(plain_words)
        given = said.map(lambda text: text in _YES or text.startswith(("yes", "i agree", "i consent", "sí", "i give")))
        if not given.any():
            raise Plain(
                f"No row has a yes in the consent column '{column.name}'.",
                "If that column is no consent, give it the role 'leave out'.",
            )
        if not given.all():
            notes.append("Rows without a yes in the consent column were left out.")
        table = table[given]
    return table


def _without_copies(table: pd.DataFrame, mapping: Mapping, notes: list[str]) -> pd.DataFrame:
    """Drop copied rows where a time stamp proves them copies; two people may well answer alike."""
    copies = table.duplicated() & table.notna().any(axis=1)
    if not copies.any():
        return table
    stamps = _stamps(mapping)
    stamped = copies & table[stamps].notna().any(axis=1) if stamps else copies & False
    if stamped.any():
        notes.append(f"Copies of rows with the same time stamp ({int(stamped.sum())}) were left out.")
    if (copies & ~stamped).any():
        notes.append(
            "Some rows are exact copies of another row. They were kept: without a time stamp nobody can tell a copy "
            "from two people who answered alike."
        )
    return table[~stamped]


def _stamps(mapping: Mapping) -> list[str]:
    return [column.name for column in mapping.of("leave out") if column.why.startswith("a date or time")]


def _points(table: pd.DataFrame, items: list[Column], notes: list[str]) -> pd.DataFrame:
    found, unread = {}, 0
    for column in items:
        found[column.name], lost = to_points(table[column.name], low=column.low, high=column.high, words=column.words)
        unread += lost
        if lost and lost == int(table[column.name].notna().sum()):
            ends = f"{column.low:g} to {column.high:g}"
            raise Plain(
                f"No answer to '{column.name[:80]}' could be read as points from {ends}.",
                "If it is no scale, give it the role 'leave out'; if its answers are words, give each its points.",
            )
    if unread:
        notes.append(f"{unread} answers lie outside their scale or could not be read; they count as not answered.")
    return pd.DataFrame(found, index=table.index)


def _labels(column: pd.Series) -> pd.Series:
    """Return group labels as they may be printed: 6 and 6.0 the same, no e-mail address in them."""
    text = column.str.strip().str.replace(r"^(\d+)\.0$", r"\1", regex=True)
    # "Total" is what sums are called; a group may not be.
    return text.map(masked, na_action="ignore").replace(TOTAL, f"{TOTAL} (as in the file)").fillna(NO_GROUP)
