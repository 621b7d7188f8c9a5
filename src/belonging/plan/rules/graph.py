"""A plan as its rules look at it: activities by id, and every text with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from belonging.plan.parts import Activity
from belonging.plan.plan import Plan


@dataclass
class Graph:
    """A plan, the class list it is checked against, and what several rules need of it.

    Parameters
    ----------
    plan : Plan
        Finished or not.
    roster : sequence of str
        Names of students, one each; they leave no trace in what is found.
    as_own : bool
        Whether the plan is given as somebody's own, even if it has an exemplar's short name.
    filled : bool
        Whether nothing is left to fill in; what is advised about fields that may stay blank can wait until then.
    """

    plan: Plan
    roster: Sequence[str] = ()
    as_own: bool = False
    filled: bool = True

    @cached_property
    def activities(self) -> dict[str, Activity]:
        """Activities by id."""
        return {activity.id: activity for activity in self.plan.activities if activity.id}

    @cached_property
    def order(self) -> dict[str, int]:
        """Place of each activity in the lesson, from 0, by id."""
        return {activity.id: place for place, activity in enumerate(self.plan.activities) if activity.id}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Every text that is filled in, by its field."""
        return dict(_texts(self.plan, ""))

    def named(self, id_: str) -> str:
        """Return how an activity is called in a message."""
        place = self.order.get(id_)
        return f"activity {place + 1} (“{id_}”)" if place is not None else f"“{id_}”"


def _texts(part: BaseModel, at: str) -> Iterator[tuple[str, str]]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        path = f"{at}.{name}" if at else name
        if isinstance(value, str):
            if value:
                yield path, value
        elif isinstance(value, BaseModel):
            yield from _texts(value, path)
        elif isinstance(value, tuple):
            for place, entry in enumerate(value):
                if isinstance(entry, BaseModel):
                    yield from _texts(entry, f"{path}.{place}")
                elif isinstance(entry, str) and entry:
                    yield f"{path}.{place}", entry
