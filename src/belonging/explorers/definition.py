"""What an explorer is: a few finite choices and a pure function from them to picture, sentence and table."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from numbers import Real
from typing import Any, ClassVar

import pandas as pd

from belonging.privacy import MINIMUM

#: A group of students smaller than this is not shown unless the explorer says why.
SMALLEST_GROUP = MINIMUM

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One thing the reader can choose; use `Slider`, `Toggle`, `Select` or `Steps`.

    Parameters
    ----------
    id : str
        Lower-case words joined by hyphens; the view function gets it as a keyword with underscores.
    label : str
        The words beside the control.
    values : tuple
        Every value the choice can take, in order.
    labels : tuple of str, optional
        What the reader sees for each value; the values themselves when left out.
    initial : optional
        The value at the start; the first one when left out.
    """

    kind: ClassVar[str] = ""
    id: str
    label: str
    values: tuple[Any, ...] = ()
    labels: tuple[str, ...] = ()
    initial: Any = None

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError(f"Choice '{self.id}': write the id in lower case with hyphens, such as 'group-size'.")
        if not self.label.strip():
            raise ValueError(f"Choice '{self.id}' has no label. Say in a few words what is chosen.")
        if len(self.values) < 2:
            raise ValueError(f"Choice '{self.id}' needs at least two values to choose from.")
        if len(set(self.values)) != len(self.values):
            raise ValueError(f"Choice '{self.id}' lists a value twice. List each value once.")
        if not self.labels:
            object.__setattr__(self, "labels", tuple(str(value) for value in self.values))
        if len(self.labels) != len(self.values):
            raise ValueError(
                f"Choice '{self.id}' has {len(self.values)} values but {len(self.labels)} labels. "
                "Give one label for each value."
            )
        if self.initial is None:
            object.__setattr__(self, "initial", self.values[0])
        if self.initial not in self.values:
            raise ValueError(f"Choice '{self.id}' starts at {self.initial!r}, which is not one of its values.")

    @property
    def argument(self) -> str:
        """The name under which the view function gets the chosen value."""
        return self.id.replace("-", "_")

    @property
    def start(self) -> int:
        """The place of the initial value among the values."""
        return self.values.index(self.initial)


@dataclass(frozen=True, kw_only=True)
class Slider(Choice):
    """Values in a natural order, moved along with a thumb or the arrow keys."""

    kind: ClassVar[str] = "slider"


@dataclass(frozen=True, kw_only=True)
class Toggle(Choice):
    """On or off."""

    kind: ClassVar[str] = "toggle"
    values: tuple[Any, ...] = (False, True)
    labels: tuple[str, ...] = ("off", "on")


@dataclass(frozen=True, kw_only=True)
class Select(Choice):
    """A few named values, one of which holds."""

    kind: ClassVar[str] = "select"


@dataclass(frozen=True, kw_only=True)
class Steps(Choice):
    """A button that walks through the values and after the last begins again, such as "Redraw"."""

    kind: ClassVar[str] = "steps"


@dataclass(frozen=True, kw_only=True)
class View:
    """What one state shows.

    Parameters
    ----------
    chart : altair chart
        The picture, drawn with the colours of `belonging.explorers.paint`; a tuple of charts in the view that
        joins an explorer's panels.
    sentence : str
        What is to be seen, in plain words. Every number in it stands in the table or its caption.
    table : DataFrame
        The numbers behind the picture; the first column names the rows.
    alt : str
        The picture in words, for who cannot see it.
    caption : str
        What the table shows, and under which choices.
    counts : tuple of str
        The columns of the table that count students, one group per row; `()` only if nobody is counted.
    formats : dict, optional
        Format of a column's numbers, e.g. `{"Mean": ".2f"}`; whole numbers when left out.
    """

    chart: Any
    sentence: str
    table: pd.DataFrame
    alt: str
    caption: str
    counts: tuple[str, ...]
    formats: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of a picture that depends on some of the choices only; it is drawn and packed by itself.

    Parameters
    ----------
    id : str
        Its name among the panels of the explorer.
    choices : tuple of str
        The ids of the choices it depends on; none for a part that never changes.
    view : callable
        A pure function: keywords named for these choices in, `View` out. The panels of one explorer share the
        columns of their tables and the formats.
    """

    id: str
    choices: tuple[str, ...]
    view: Callable[..., View]


@dataclass(frozen=True, kw_only=True)
class Explorer:
    """An interactive picture with a handful of choices that targets one misconception.

    Parameters
    ----------
    id, module : str
        Its name in the page, and the module it belongs to.
    title, question : str
        What stands above the picture.
    misconception : str
        The belief the reader may hold before using it.
    choices : tuple of Choice
        What can be chosen; each has finitely many values, so every state can be listed.
    view : callable
        A pure function: keywords named for the choices in, `View` out.
    panels : tuple of Panel, optional
        In place of `view`: the parts of the picture, stacked from top to bottom. Their states add up where those
        of one view would multiply.
    small_groups_shown : str, optional
        The reason why groups under ten students are shown, when that is the lesson's point.
    """

    id: str
    module: str
    title: str
    question: str
    misconception: str
    choices: tuple[Choice, ...]
    view: Callable[..., View] | None = None
    panels: tuple[Panel, ...] = ()
    small_groups_shown: str | None = None

    def __post_init__(self) -> None:
        for name in ("id", "module"):
            if not _ID.fullmatch(getattr(self, name)):
                raise ValueError(f"Explorer '{self.id}': write its {name} in lower case with hyphens.")
        for name in ("title", "question", "misconception"):
            if not getattr(self, name).strip():
                raise ValueError(f"Explorer '{self.id}' has no {name}. Write one.")
        if not self.choices:
            raise ValueError(f"Explorer '{self.id}' has no choices. A picture without choices is a plain figure.")
        ids = [choice.id for choice in self.choices]
        if len(set(ids)) != len(ids):
            raise ValueError(f"Explorer '{self.id}' has two choices with the same id.")
        if (self.view is None) == (not self.panels):
            raise ValueError(f"Explorer '{self.id}' needs either a view or panels.")
        self._check_panels(ids)
        if self.small_groups_shown is not None and not self.small_groups_shown.strip():
            raise ValueError(f"Explorer '{self.id}' shows small groups. Say why, or leave the reason out.")

    def _check_panels(self, ids: list[str]) -> None:
        names = [panel.id for panel in self.panels]
        if len(set(names)) != len(names) or not all(map(_ID.fullmatch, names)):
            raise ValueError(f"Explorer '{self.id}': give each panel an id of its own, in lower case with hyphens.")
        for panel in self.panels:
            if unknown := [id_ for id_ in panel.choices if id_ not in ids]:
                raise ValueError(f"Panel '{panel.id}' of '{self.id}' depends on '{unknown[0]}', which is no choice.")
        used = {id_ for panel in self.panels for id_ in panel.choices}
        if self.panels and (idle := [id_ for id_ in ids if id_ not in used]):
            raise ValueError(f"Explorer '{self.id}': no panel depends on the choice '{idle[0]}'.")

    @property
    def parts(self) -> tuple[Panel, ...]:
        """The panels; an explorer with one view is one panel that depends on every choice."""
        if self.view is None:
            return self.panels
        return (Panel(id="all", choices=tuple(choice.id for choice in self.choices), view=self.view),)

    @property
    def name(self) -> str:
        """Module and id, as the page writes them: `listening/who-answered`."""
        return f"{self.module}/{self.id}"

    @property
    def start(self) -> tuple[int, ...]:
        """The initial state, as the place of each chosen value."""
        return tuple(choice.start for choice in self.choices)

    def values(self, state: tuple[int, ...]) -> dict[str, Any]:
        """Turn the places of a state into the keywords of the view function."""
        if len(state) != len(self.choices):
            raise ValueError(f"'{self.name}' has {len(self.choices)} choices, not {len(state)}.")
        for place, choice in zip(state, self.choices, strict=True):
            if not 0 <= place < len(choice.values):
                raise ValueError(f"'{choice.id}' of '{self.name}' has no value number {place}.")
        return {c.argument: c.values[place] for place, c in zip(state, self.choices, strict=True)}

    def at(self, state: tuple[int, ...]) -> View:
        """Compute the view of one state and hold it to the rules every view obeys.

        Raises
        ------
        ValueError
            If the view breaks a rule; the message names the state and says what to mend.
        """
        self.values(state)
        views = [self.part_at(number, self.places(number, state)) for number in range(len(self.parts))]
        if self.view is not None:
            return views[0]
        return _stacked(self, views)

    def places(self, number: int, state: tuple[int, ...]) -> tuple[int, ...]:
        """Return what one panel needs of a state: the places of its own choices."""
        wanted = self.parts[number].choices
        by_id = {choice.id: place for choice, place in zip(self.choices, state, strict=True)}
        return tuple(by_id[id_] for id_ in wanted)

    def part_at(self, number: int, places: tuple[int, ...]) -> View:
        """Compute the view of one panel, from the places of its own choices, and hold it to the rules.

        Raises
        ------
        ValueError
            If the view breaks a rule; the message names the state and says what to mend.
        """
        part = self.parts[number]
        by_id = {choice.id: choice for choice in self.choices}
        chosen = [by_id[id_] for id_ in part.choices]
        values = {c.argument: c.values[place] for place, c in zip(places, chosen, strict=True)}
        view = part.view(**values)
        problem = _problem(view, self.small_groups_shown is not None)
        if problem:
            where = self.name if self.view is not None else f"{self.name}, panel {part.id}"
            raise ValueError(f"'{where}' with {values}: {problem}")
        return view


def part_states(explorer: Explorer, number: int) -> Iterator[tuple[int, ...]]:
    """List every state of one panel, as places of its own choices, the last choice changing fastest."""
    sizes = {choice.id: len(choice.values) for choice in explorer.choices}
    return itertools.product(*(range(sizes[id_]) for id_ in explorer.parts[number].choices))


def states(explorer: Explorer) -> Iterator[tuple[int, ...]]:
    """List every reachable state, the last choice changing fastest.

    Of an explorer with panels: every state of each panel, with the other choices at their start. As no panel
    depends on the others' choices, nothing else can be seen.
    """
    if explorer.view is not None:
        return part_states(explorer, 0)
    ids = [choice.id for choice in explorer.choices]
    listed: dict[tuple[int, ...], None] = {}
    for number, part in enumerate(explorer.parts):
        for places in part_states(explorer, number):
            own = dict(zip(part.choices, places, strict=True))
            listed[tuple(own.get(id_, start) for id_, start in zip(ids, explorer.start, strict=True))] = None
    return iter(listed)


def _stacked(explorer: Explorer, views: list[View]) -> View:
    """Join the panels' views: pictures stacked, sentences and alts joined, rows one after the other."""
    first = views[0]
    for part, view in zip(explorer.parts, views, strict=True):
        if list(view.table.columns) != list(first.table.columns) or view.formats != first.formats:
            raise ValueError(
                f"'{explorer.name}', panel {part.id}: its table needs the same columns and formats as the first one's."
            )
    return View(
        chart=tuple(view.chart for view in views),
        sentence=" ".join(view.sentence for view in views),
        # as objects, or whole numbers of one panel would turn into decimals beside another's
        table=pd.concat([view.table.astype(object) for view in views], ignore_index=True),
        alt=" ".join(view.alt for view in views),
        caption=first.caption,
        counts=tuple(dict.fromkeys(name for view in views for name in view.counts)),
        formats=first.formats,
    )


def group_sizes(view: View) -> list[int]:
    """Return how many students each group in the table has; hidden and empty groups are left out."""
    cells = (cell for column in view.counts for cell in view.table[column])
    sizes = (float(cell) for cell in cells if isinstance(cell, Real))  # numpy's numbers are Real as well
    return [int(size) for size in sizes if size > 0]  # an empty cell is NaN, which is not > 0


def _problem(view: View, small_is_fine: bool) -> str:
    for part in ("sentence", "alt", "caption"):
        if not getattr(view, part).strip():
            return f"the {part} is empty. Write it."
    if view.table.empty:
        return "the table has no rows. Give the numbers behind the picture."
    unknown = [name for name in (*view.counts, *view.formats) if name not in view.table.columns]
    if unknown:
        return f"the table has no column '{unknown[0]}'."
    small = [size for size in group_sizes(view) if size < SMALLEST_GROUP]
    if small and not small_is_fine:
        return (
            f"a group of {small[0]} is shown. Hide groups under {SMALLEST_GROUP}, "
            "or give the explorer a reason in small_groups_shown."
        )
    return ""
