"""What the plan's form asks Python for, on a page and in Lab: plain data in, plain data out."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from belonging.errors import Plain
from belonging.plan.bring import bring as bring_text
from belonging.plan.bring import bring_file
from belonging.plan.export.files import EXPORTS, left_out
from belonging.plan.finding import Finding
from belonging.plan.plan import Plan
from belonging.plan.reading import Reading, read_plan, write_plan
from belonging.plan.rules import check as findings_of

Plainly = Mapping[str, Any]
_WHERE = re.compile(r"^Line \d+(, [^:“]*)?: ")  # of a form, the field is known and a line says nothing


def check(plan: Plainly) -> dict[str, Any]:
    """Return what is left to do in a plan.

    Parameters
    ----------
    plan
        As the form holds it, finished or not.

    Returns
    -------
    dict
        `findings`, each with the parts of a `Finding`; `passes`: whether nothing is left that must be done.
    """
    reading = _reading(plan)
    unread = [_unread(problem.field, problem.message) for problem in reading.problems]
    named = {each.field for each in unread}
    # what could not be read is blank now; one message about it is enough
    rest = [each for each in findings_of(reading.plan) if not (each.rule == "fill" and each.field in named)]
    found = [*unread, *rest]
    return {
        "findings": [asdict(each) for each in found],
        "passes": not any(each.level == "must" for each in found),
    }


def save(plan: Plainly) -> dict[str, Any]:
    """Return a plan as the text of its file.

    Returns
    -------
    dict
        `text`; `problems`: in words, what a reader of that file will not understand. Where there is something, the
        text holds the plan as it was given, so that nothing typed is lost.
    """
    reading = _reading(plan)
    if reading.problems or reading.dropped:
        return {"text": _as_json(plan), "problems": [_WHERE.sub("", each.message) for each in reading.problems]}
    return {"text": write_plan(reading.plan), "problems": []}


def open_file(content: bytes) -> dict[str, Any]:
    """Read a plan from the bytes of its file.

    Returns
    -------
    dict
        `plan`, as the form holds it; `problems`, in words, each with its line and field.
    """
    reading = read_plan(content)
    return {"plan": plain(reading.plan), "problems": [problem.message for problem in reading.problems]}


def bring(name: str = "", text: str = "", content: bytes = b"") -> dict[str, Any]:
    """Make the start of a plan out of a lesson: its text, or the name and the bytes of its file.

    Returns
    -------
    dict
        `plan`, as the form holds it; `said`: one line on it; `found`: field, text and where of each piece; `left`:
        heading, text and where of what found no place; `notes`: what is not clear.

    Raises
    ------
    Plain
        If it cannot be read; the message says what to do.
    """
    brought = bring_file(name, content) if name else bring_text(text)
    return {
        "plan": plain(brought.plan),
        "said": brought.said(),
        "found": [asdict(each) for each in brought.found],
        "left": [asdict(each) for each in brought.left],
        "notes": list(brought.notes),
    }


def exports() -> list[dict[str, Any]]:
    """Return what can be made of a plan: `kind`, `label`, and `needs`, the packages it is made with."""
    return [
        {
            "kind": each.id,
            "label": f"{each.name}: {each.use}",
            "needs": [package for package, _ in each.needs],
        }
        for each in EXPORTS
    ]


def export(plan: Plainly, kind: str) -> dict[str, Any]:
    """Make one file of a plan.

    Returns
    -------
    dict
        `name`, `type` and `content`.

    Raises
    ------
    Plain
        If it cannot be made of this plan, or not here; the message says why.
    """
    read = _reading(plan).plan
    made = next((each for each in EXPORTS if each.id == kind), None)
    if made is None:
        raise Plain(f"There is no file called {kind}.", f"There are: {', '.join(each.id for each in EXPORTS)}.")
    if why := left_out(made, read):
        raise Plain(f"This file cannot be made: {why}.", "Fill in what is missing, or choose another file.")
    try:
        return {"name": made.file(read), "type": made.media, "content": made.make(read, "letter")}
    except ValueError as error:
        raise Plain(
            f"This file cannot be made: {error}.", "Shorten the plan a little, or choose another file."
        ) from error


def plain(plan: Plan) -> dict[str, Any]:
    """Return a plan as JSON can hold it, blanks left out; dates are written as in the file."""
    return dict(_filled(plan.model_dump(mode="json")))


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _filled(inner) for name, inner in value.items()}
        # 0 is an answer, and equals False
        return {name: inner for name, inner in kept.items() if inner is not False and inner not in (None, "", {}, [])}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value


def _reading(plan: Plainly) -> Reading:
    return read_plan(_as_json(plan))


def _as_json(plan: Plainly) -> str:
    """Return a plan as JSON, which is YAML too: a form is read by the same strict reader as a file."""
    return json.dumps(plan, ensure_ascii=False, indent=1)


def _unread(field: str, message: str) -> Finding:
    see, _, fix = _WHERE.sub("", message).partition(". ")
    return Finding(
        rule="read",
        level="must",
        field=field,
        see=f"{see}." if fix else see,
        why="What cannot be read counts as blank.",
        fix=fix or "Type it anew.",
        example="",
    )
