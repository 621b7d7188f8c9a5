"""A score's file taken in strictly: what is missing or wrong is named, and a score with a problem does not count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from belonging.plan.finding import Problem
from belonging.plan.parsing import parsed
from belonging.plan.plan import Plan
from belonging.plan.scoring.score import (
    ALIAS,
    LEVELS,
    VERSION,
    RowScore,
    Score,
    fingerprint,
    is_filled,
    row_ids,
    value_at,
)
from belonging.plan.source import Node

_FIELDS = {
    "score_version", "scorer", "plan_id", "plan_fingerprint", "saved_at", "rows", "access", "comment",
}  # fmt: skip
_LONGEST = 4_000  # characters of a comment
_AGAIN = "Open the file in the scoring form, mend it there and save it again."


@dataclass(frozen=True)
class ScoreReading:
    """What came out of a score's file: a score, or the problems that keep it from counting."""

    score: Score | None
    problems: tuple[Problem, ...] = ()


def read_score(content: str | bytes) -> ScoreReading:
    """Read a score's file, without the plan it is about. Nothing in the file can make this raise.

    Examples
    --------
    >>> read_score("scorer: ana").problems[0].message
    'This is no score of a plan: it lacks plan_id. Choose a file whose name holds “.score-”.'
    """
    source = parsed(content)
    if source.problems:
        return ScoreReading(None, tuple(source.problems[:5]))
    root = source.root
    for needed in ("scorer", "plan_id", "plan_fingerprint", "rows"):
        if needed not in root:
            said = f"This is no score of a plan: it lacks {needed}. Choose a file whose name holds “.score-”."
            return ScoreReading(None, (Problem(said, 0, needed),))
    problems = list(_problems(root))
    if problems:
        return ScoreReading(None, tuple(problems))
    access = root["access"].value
    assert isinstance(access, dict)
    return ScoreReading(
        Score(
            scorer=_text(root, "scorer"),
            plan_id=_text(root, "plan_id"),
            fingerprint=_text(root, "plan_fingerprint"),
            rows={row: _row(_named(root["rows"])[row]) for row in row_ids()},
            open_to_all=_text(access, "open").casefold() in ("true", "yes"),
            access_comment=_text(access, "comment"),
            comment=_text(root, "comment"),
            saved_at=_text(root, "saved_at"),
        )
    )


def against(score: Score, plan: Plan) -> list[Problem]:
    """Return why a score does not count for a plan: another plan, an older version, or fields that show nothing."""
    if score.plan_id != plan.plan_id:
        return [Problem(f"{score.scorer} scored the plan “{score.plan_id}”, not “{plan.plan_id}”.", 0, "plan_id")]
    if score.fingerprint != fingerprint(plan):
        said = f"The plan was changed after {score.scorer} scored it. Ask {score.scorer} to look at it again."
        return [Problem(said, 0, "plan_fingerprint")]
    return [problem for row, given in score.rows.items() for problem in _pointed(row, given, plan)]


def _pointed(row: str, given: RowScore, plan: Plan) -> Iterator[Problem]:
    filled = False
    for path in given.fields:
        try:
            filled = is_filled(value_at(plan, path)) or filled
        except LookupError:
            yield Problem(f"Row {row} points at “{path}”, which the plan does not have. {_AGAIN}", 0, f"rows.{row}")
            return
    if given.level > 0 and not filled:
        said = f"Row {row} has level {given.level}, but the fields it points at are blank. {_AGAIN}"
        yield Problem(said, 0, f"rows.{row}")


def _problems(root: dict[str, Node]) -> Iterator[Problem]:
    for name in root.keys() - _FIELDS:
        yield _problem(root[name], name, f"A score has no field “{name}”.")
    if _text(root, "score_version") not in ("", str(VERSION)):
        yield _problem(root["score_version"], "score_version", "This score was written by another release.")
    if not ALIAS.fullmatch(_text(root, "scorer")):
        yield _problem(
            root["scorer"], "scorer", "The scorer's short name needs 2 to 24 small letters, digits or dashes."
        )
    for name in ("plan_id", "plan_fingerprint"):
        if not _text(root, name):
            yield _problem(root[name], name, f"{name} is blank.")
    rows = _named(root["rows"])
    for row in row_ids():
        if row not in rows:
            yield _problem(root["rows"], "rows", f"Row {row} is not scored yet.")
        else:
            yield from _row_problems(row, rows[row])
    for row in rows.keys() - set(row_ids()):
        yield _problem(rows[row], f"rows.{row}", f"The rubric has no row “{row}”.")
    access = _named(root.get("access"))
    answer = _text(access, "open").casefold()
    if answer not in ("true", "yes", "false", "no"):
        yield _problem(root.get("access"), "access", "“Can every student take part?” is not answered yet.")
    elif answer in ("false", "no") and not _text(access, "comment"):
        yield _problem(root.get("access"), "access", "Say in a few words what keeps someone out.")
    for name, text in (("comment", _text(root, "comment")), ("access", _text(access, "comment"))):
        if len(text) > _LONGEST:
            yield _problem(root.get(name), name, f"A comment may have {_LONGEST:,} characters; this has {len(text):,}.")


def _row_problems(row: str, node: Node) -> Iterator[Problem]:
    given = _named(node)
    here = f"rows.{row}"
    if _text(given, "level") not in map(str, LEVELS):
        yield _problem(node, here, f"Row {row} has no level; it is 0, 1, 2 or 3.")
    if not _list(given.get("fields")):
        yield _problem(node, here, f"Row {row} points at no field of the plan. Tick at least one that shows the level.")
    if len(_text(given, "comment")) > _LONGEST:
        yield _problem(node, here, f"The comment of row {row} is longer than {_LONGEST:,} characters.")


def _problem(node: Node | None, path: str, said: str) -> Problem:
    line = node.line if node else 0
    return Problem(f"{f'Line {line}: ' if line else ''}{said} {_AGAIN}", line, path)


def _row(node: Node) -> RowScore:
    given = _named(node)
    fields = tuple(dict.fromkeys(_list(given.get("fields"))))
    return RowScore(int(_text(given, "level")), fields, _text(given, "comment"))


def _named(node: Node | None) -> dict[str, Node]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _list(node: Node | None) -> list[str]:
    if node is None or not isinstance(node.value, list):
        return []
    return [each.value.strip() for each in node.value if isinstance(each.value, str) and each.value.strip()]


def _text(named: dict[str, Node], name: str) -> str:
    node = named.get(name)
    return node.value.strip() if node is not None and isinstance(node.value, str) else ""
