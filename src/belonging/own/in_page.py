"""The guided form as a page calls it: bytes in, plain values out, nothing kept between two calls."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from pydantic import ValidationError

from belonging.errors import Plain
from belonging.own.analysis import analyse
from belonging.own.corrections import settle, spoken, whole_number
from belonging.own.day import today
from belonging.own.header import short
from belonging.own.mapping import ROLES, Column, Mapping, fit_mapping, mapping_text, read_mapping
from belonging.own.page import page
from belonging.own.preview import details, first_rows, preview_rows, summary
from belonging.own.proposal import propose
from belonging.own.reading import read_bytes


def preview(content: bytes, saved_map: bytes = b"") -> dict[str, Any]:
    """Read a file and propose what its columns are.

    Parameters
    ----------
    content : bytes
        The survey file.
    saved_map : bytes
        A column map saved earlier; b"" to get a new one proposed.

    Returns
    -------
    dict
        `said`: sentences on what was read and mended. `columns`: one dict per column, with its `number`, `title`,
        `details` and `examples` for the person, what can be changed (`role`, `scale`, `low`, `high`, `reversed`,
        `order`), and under `column` all of it, to be handed back. `first`: the first answers, a row of text each,
        whose first cell is the row's number in the file; `heads`: what stands above them. `roles`: what a role means.

    Raises
    ------
    Plain
        If the file cannot be read as a survey, or the map does not fit it.
    """
    survey = read_bytes(content)
    said = list(summary(survey))
    if saved_map:
        saved = read_mapping(saved_map, "The file you chose", "choose no map")
        mapping, notes = fit_mapping(saved, survey)
        said += notes
    else:
        mapping = propose(survey)
    shown = preview_rows(survey, mapping)
    first = first_rows(survey, mapping)
    numbers = {column.name: number for number, column in enumerate(mapping.columns, start=1)}
    items = [f"No. {numbers[column.name]}" for column in mapping.of("item")]
    return {
        "said": said,
        "heads": ["Row in file", *items[: len(first[0]) - 1]] if first else [],
        "first": [list(row) for row in first],
        "columns": [
            _shown(column, number, row[-1])
            for number, (column, row) in enumerate(zip(mapping.columns, shown, strict=True), start=1)
        ],
        "roles": dict(ROLES),
    }


def report(
    content: bytes, columns: list[dict[str, Any]], earlier: bytes = b"", asked: str = "", day: str = ""
) -> dict[str, Any]:
    """Make the report.

    Parameters
    ----------
    content : bytes
        The survey file, as it was given to `preview`.
    columns : list of dict
        As `preview` gave them, with what the person changed.
    earlier : bytes
        The same survey of an earlier term, if there is one.
    asked : str
        How many were asked, as typed; "" where nobody knows.
    day : str
        The day to print; by default today.

    Returns
    -------
    dict
        `html`: the report as one page; `docx`: the same as a Word file in bytes, or None where python-docx is missing;
        `map`: the column map to save for next term; `n`: how many answered.

    Raises
    ------
    Plain
        If something has to be changed first.
    """
    survey = read_bytes(content)
    mapping = Mapping(columns=[_settled(each) for each in columns])
    before = read_bytes(earlier) if earlier else None
    found = analyse(survey, mapping, before, asked=whole_number(asked), day=day or today())
    return {"html": page(found), "docx": _docx(found), "map": mapping_text(mapping), "n": found.n}


def _shown(column: Column, number: int, examples: str) -> dict[str, Any]:
    return {
        "number": number,
        "title": short(column.name, 60),
        "details": details(column),
        "examples": examples,
        "role": column.role,
        "scale": column.scale,
        "low": column.low,
        "high": column.high,
        "reversed": column.reversed,
        "order": ", ".join(spoken(column)),
        "column": column.model_dump(),
    }


def _settled(each: dict[str, Any]) -> Column:
    try:
        column = Column.model_validate(each["column"])
        low, high = float(each["low"]), float(each["high"])
    except (KeyError, TypeError, ValueError, ValidationError) as error:
        title = each.get("title", "?")
        raise Plain(
            f"The lowest or highest answer of “{title}” is not a number.",
            "Type a number in both boxes, such as 1 and 5.",
        ) from error
    return settle(
        column,
        role=each["role"],
        scale=each["scale"],
        low=low,
        high=high,
        reversed=bool(each["reversed"]),
        order=each["order"],
    )


def _docx(found: Any) -> bytes | None:
    if find_spec("docx") is None:
        return None
    from belonging.own.document import document

    return document(found)
