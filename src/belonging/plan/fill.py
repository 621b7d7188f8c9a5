"""What is still to be filled in: read from what each field asks, by the size of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from belonging import frameworks
from belonging.plan import plan as tabs
from belonging.plan.ask import Ask, asked
from belonging.plan.finding import Finding
from belonging.plan.parts import Standard
from belonging.plan.plan import Plan

_WHY = {
    tabs.WHY: "The rest of the plan answers what you write here.",
    tabs.CONTRIBUTION: "Work counts for someone only when it is clear for whom, and what they get.",
    tabs.ROLE: "Students can do a job's work only when the plan says which work, and where.",
    tabs.LEARN: "A colleague should be able to teach from this plan without asking you.",
    tabs.STRUGGLE: "Help and recognition reach everyone only when they are planned.",
    tabs.EVIDENCE: "What you will ask, and what you will do with the answer, has to be fixed beforehand.",
}
# a list that is too long, where a rule says more about it
_A_RULE_SPEAKS = {"belief_focus"}


def still_to_fill(plan: Plan) -> list[Finding]:
    """Return what a plan of its size still needs: blanks, texts too short or too long, references to nothing.

    A plan without a size is looked at as the smallest one.
    """
    return [
        Finding("fill", "must", path, see, _WHY.get(tab, _WHY[tabs.LEARN]), fix, example)
        for path, tab, see, fix, example in _wanting(plan, plan, "", "")
    ]


_Want = tuple[str, str, str, str, str]


def _wanting(plan: Plan, part: BaseModel, at: str, tab: str) -> Iterator[_Want]:
    size = plan.size or "S"
    for name in type(part).model_fields:
        try:
            ask = asked(type(part), name)
        except KeyError:
            continue
        path = f"{at}.{name}" if at else name
        here = ask.tab or tab
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from _wanting(plan, value, path, here)
        elif isinstance(value, tuple):
            yield from ((path, here, *want) for want in _list(plan, ask, name, value, size in ask.sizes))
            for place, entry in enumerate(value):
                if isinstance(entry, BaseModel):
                    yield from _wanting(plan, entry, f"{path}.{place}", here)
                else:
                    yield from ((f"{path}.{place}", here, *want) for want in _value(plan, ask, entry, True))
            yield from ((f"{path}.{place}.id", here, *want) for place, want in _twice(ask, value))
        else:
            yield from ((path, here, *want) for want in _value(plan, ask, value, size in ask.sizes))
    if isinstance(part, Standard):
        yield from ((f"{at}.code", tab, *want) for want in _code(part))


_Said = tuple[str, str, str]


def _list(plan: Plan, ask: Ask, name: str, value: tuple[Any, ...], needed: bool) -> Iterator[_Said]:
    if needed and len(value) < max(ask.few, 1):
        few = max(ask.few, 1)
        see = f"“{ask.label}” has {len(value) or 'nothing yet'}; {few} {'is' if few == 1 else 'are'} the least."
        yield see, f"Add {few - len(value)}{' more' if value else ''}. {ask.help}".strip(), ask.like
    if ask.many and len(value) > ask.many and name not in _A_RULE_SPEAKS:
        yield f"“{ask.label}” has {len(value)} entries; {ask.many} are the most.", "Keep those that matter most.", ""


def _value(plan: Plan, ask: Ask, value: Any, needed: bool) -> Iterator[_Said]:
    if value is None or value == "":
        if needed:
            yield f"“{ask.label}” is still blank.", f"Fill it in. {ask.help}".strip(), ask.like
    elif isinstance(value, bool):
        return
    elif isinstance(value, (int, float)):
        yield from _number(ask, value)
    elif isinstance(value, str):
        yield from _text(plan, ask, value)


def _number(ask: Ask, value: float) -> Iterator[_Said]:
    if ask.low is not None and value < ask.low:
        yield f"“{ask.label}” is {value:g}; {ask.low:g} is the least.", f"Give a number from {_span(ask)}.", ask.like
    elif ask.high is not None and value > ask.high:
        yield f"“{ask.label}” is {value:g}; {ask.high:g} is the most.", f"Give a number from {_span(ask)}.", ask.like


def _span(ask: Ask) -> str:
    return f"{ask.low or 0:g} to {ask.high:g}" if ask.high is not None else f"{ask.low or 0:g} up"


def _text(plan: Plan, ask: Ask, value: str) -> Iterator[_Said]:
    shown = value if len(value) <= 60 else value[:57] + "…"
    if ask.least and len(value) < ask.least:
        see = f"“{ask.label}” has {len(value)} characters (“{shown}”); {ask.least} are the least."
        yield see, f"Say a little more. {ask.help}".strip(), ask.like
    elif ask.most and len(value) > ask.most:
        see = f"“{ask.label}” has {len(value)} characters; {ask.most} are the most."
        yield see, "Say it shorter, or move a part to another field.", ask.like
    if ask.pattern and not re.fullmatch(ask.pattern, value):
        see = f"“{ask.label}” is “{shown}”, which cannot be used as a short name."
        yield see, "Use small letters, digits and hyphens, without spaces.", ask.like
    known = _ids(plan, ask.to)
    if known is not None and value not in known:
        listed = f"Pick one of: {', '.join(sorted(known))}." if known else "Add it there first."
        yield f"“{ask.label}” points to “{shown}”, and there is no such entry under “{ask.to}”.", listed, ""


def _ids(plan: Plan, to: str) -> set[str] | None:
    """Return the ids a field may point to; None where it does not point into the plan."""
    found: Any = plan
    for step in to.split("."):
        found = getattr(found, step, None)
    return {entry.id for entry in found if entry.id} if isinstance(found, tuple) else None


def _twice(ask: Ask, entries: tuple[Any, ...]) -> Iterator[tuple[int, _Said]]:
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        own = getattr(entry, "id", "")
        if own and own in seen:
            see = f"Two entries of “{ask.label}” have the short name “{own}”."
            yield place, (see, "Give one of them another, and look at what points to it.", f"{own[:20]}-2")
        seen.add(own)


def _code(standard: Standard) -> Iterator[_Said]:
    if not (standard.framework and standard.code):
        return
    pattern = frameworks.standard_frameworks()[standard.framework]
    if not pattern.match(standard.code):
        shape = " or ".join(frameworks.examples(standard.framework))
        yield (
            f"“{standard.code}” does not look like a code of {standard.framework}.",
            "Copy the code from your standards, or pick the framework it belongs to.",
            shape,
        )
