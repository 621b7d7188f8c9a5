"""Shows on a screen how a file was understood: every column with its number, its proposed role and why."""

from __future__ import annotations

from belonging.own.header import short
from belonging.own.mapping import Column, Mapping
from belonging.own.survey import Survey

HEADS = ("No.", "Column", "Is", "Details", "Answers look like")


def summary(survey: Survey) -> tuple[str, ...]:
    """Say in sentences what was read and what was mended."""
    rows = survey.table.index
    where = f"rows {rows[0]} to {rows[-1]} of the file" if len(rows) else "no rows"
    return (
        f"Read: {len(rows):,} rows of answers ({where}), {len(survey.columns)} columns ({survey.how}).",
        *survey.notes,
    )


def preview_rows(survey: Survey, mapping: Mapping) -> list[tuple[str, str, str, str, str]]:
    """Return one row of text per column; answers of columns that are left out are not shown."""
    return [
        (str(number), short(column.name, 44), column.role, details(column), _examples(survey, column))
        for number, column in enumerate(mapping.columns, start=1)
    ]


def details(column: Column) -> str:
    """Say what matters of a column beside its role."""
    if column.role != "item":
        return column.why
    said = [f"scale “{short(column.scale, 24)}”" if column.scale else "by itself", f"{column.low:g} to {column.high:g}"]
    if column.term:
        said.append(column.term)
    if column.reversed:
        said.append("LOOKS REVERSED: turned round")
    if column.one_is_most:
        said.append("1 = most: turned round")
    return ", ".join(said)


def first_rows(survey: Survey, mapping: Mapping, n: int = 3) -> list[tuple[str, ...]]:
    """Return the first rows of the items with their number in the file, so that a person can look them up."""
    names = [column.name for column in mapping.of("item")][:6]
    return [
        (str(number), *(short(str(value or "–"), 14) for value in row))
        for number, row in zip(survey.table.index[:n], survey.table[names].head(n).itertuples(index=False), strict=True)
    ]


def _examples(survey: Survey, column: Column) -> str:
    if column.role in ("leave out", "id"):
        return "(not shown)"
    values = survey.table[column.name].dropna()
    shown = [short(str(value), 16) for value in values.value_counts().index[:4]]
    return ", ".join(shown) or "(empty)"
