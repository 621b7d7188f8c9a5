"""What an explorer is: a few finite choices and a pure function from them to picture, sentence and table."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from belonging.explorers.choices import ID, Choice
from belonging.explorers.panels import Panel, check_panels, stacked
from belonging.explorers.view import View, problem


@dataclass(frozen=True)
class Paper:
    """A setting that a reader on paper or without scripts sees as well, since only the start can be seen there.

    Parameters
    ----------
    choices : mapping
        The chosen values by the id of the choice; the others stay at their start.
    picture : bool
        Whether the picture is shown, or only the sentence and the table.
    """

    choices: Mapping[str, Any] = field(default_factory=dict)
    picture: bool = True


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
    on_paper : tuple of Paper, optional
        What the reader should see besides the start where nothing can be moved.
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
    on_paper: tuple[Paper, ...] = ()
    small_groups_shown: str | None = None

    def __post_init__(self) -> None:
        for name in ("id", "module"):
            if not ID.fullmatch(getattr(self, name)):
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
        check_panels(self.id, self.panels, ids)
        for paper in self.on_paper:
            self.state(paper.choices)
        if self.small_groups_shown is not None and not self.small_groups_shown.strip():
            raise ValueError(f"Explorer '{self.id}' shows small groups. Say why, or leave the reason out.")

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

    def state(self, chosen: Mapping[str, Any]) -> tuple[int, ...]:
        """Return the state with some values chosen and the others at their start.

        Raises
        ------
        ValueError
            If there is no such choice, or it has no such value.
        """
        by_id = {choice.id: choice for choice in self.choices}
        for id_, value in chosen.items():
            if id_ not in by_id or value not in by_id[id_].values:
                raise ValueError(f"Explorer '{self.id}' has no choice '{id_}' with the value {value!r}.")
        return tuple(c.values.index(chosen[c.id]) if c.id in chosen else c.start for c in self.choices)

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
        return stacked(self.name, self.parts, views)

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
        if broken := problem(view, self.small_groups_shown is not None):
            where = self.name if self.view is not None else f"{self.name}, panel {part.id}"
            raise ValueError(f"'{where}' with {values}: {broken}")
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
