"""From answers and a column map to a report: one pure function."""

from __future__ import annotations

from belonging.errors import Plain
from belonging.own.compare import compare, response_by
from belonging.own.limits import limits
from belonging.own.mapping import Mapping, fit_mapping
from belonging.own.note import eight_checks
from belonging.own.people import Answers, collect
from belonging.own.report import K, Report
from belonging.own.scoring import Scored, score
from belonging.own.survey import Survey
from belonging.own.terms import two_terms


def analyse(
    survey: Survey, mapping: Mapping, earlier: Survey | None = None, *, asked: int | None = None, day: str = ""
) -> Report:
    """Compute everything a report says.

    Parameters
    ----------
    survey : Survey
    mapping : Mapping
        What each column is.
    earlier : Survey, optional
        The same survey of an earlier term; read with the same map.
    asked : int, optional
        How many were asked. Without it, rows without any answer count as asked, unless they have a time stamp.
    day : str
        The day to print on the report.

    Returns
    -------
    Report
        Numbers over people; never a row.

    Raises
    ------
    Plain
        If nobody answered, or fewer were asked than answered.
    """
    collected = collect(survey, mapping)
    notes = list(survey.notes) + list(collected.notes)
    now = collected.terms[-1]
    then, same_rows = (collected.terms[0], collected.same_rows) if len(collected.terms) > 1 else (None, False)
    if len(collected.terms) > 2:
        notes.append(f"The file holds {len(collected.terms)} terms; the first and the last are compared.")
    if earlier is not None:
        then, same_rows = _earlier(earlier, mapping, notes), False
    n, rows = int(now.answered.sum()), len(now.points)
    if n == 0:
        raise Plain(
            "Nobody answered any of the questions marked as items.",
            "Check that the right columns are marked, and that the file is the one with the answers.",
        )
    asked, asked_from = _asked(asked, n, n if collected.only_lists_answers else rows, now, then)
    scored = _scored(mapping, now) if n >= K else {}
    scales = tuple(each.result for each in scored.values())
    comparisons, releases = compare(now, scored, then) if n >= K else ((), ())
    change = None
    if then is not None and n >= K:
        change = two_terms(then, now, _scored(mapping, then), scored, same_rows=same_rows)
    response = response_by(now, comparisons, rows)
    return Report(
        day=day,
        term=now.term,
        n=n,
        rows=rows,
        asked=asked,
        asked_from=asked_from,
        scales=scales,
        comparisons=comparisons,
        response=response,
        response_by=next((each.variable for each in comparisons if each.rows), "") if response else "",
        two_terms=change,
        checks=eight_checks(n=n, asked=asked, scales=scales, comparisons=comparisons),
        limits=limits(n=n, asked=asked, scales=scales, comparisons=comparisons, change=change),
        notes=tuple(notes),
        releases=releases,
    )


def _earlier(survey: Survey, mapping: Mapping, notes: list[str]) -> Answers:
    fitted, misfits = fit_mapping(mapping, survey)
    collected = collect(survey, fitted)
    notes += [f"In the earlier file: {note[0].lower()}{note[1:]}" for note in (*misfits, *collected.notes)]
    return collected.terms[-1]


def _scored(mapping: Mapping, answers: Answers) -> dict[str, Scored]:
    found = {name: score(name, columns, answers) for name, columns in mapping.scales().items()}
    return {name: each for name, each in found.items() if each is not None}


def _asked(asked: int | None, n: int, rows: int, now: Answers, then: Answers | None) -> tuple[int | None, str]:
    """Find out how many were asked: said by the person, rows without answers, or the people of the earlier term."""
    if asked is not None:
        if asked < n:
            raise Plain(
                f"You said {asked} were asked, but {n} answered.",
                "Count the roster again; a person who answered twice counts once.",
            )
        return asked, "the number you gave"
    if rows > n:
        return rows, "all rows of the file, blank ones included; give the number if that is not everybody"
    if then is not None and now.ids is not None and then.ids is not None:
        everyone = set(now.ids.dropna()) | set(then.ids.dropna())
        if len(everyone) > n and now.ids.notna().all():
            return len(everyone), "the codes of both terms together"
    return None, ""
