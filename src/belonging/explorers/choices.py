"""What a reader can choose in an explorer: a slider, a switch, a list or a button, each with finitely many values."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

#: How the ids of explorers, their choices and their panels are written.
ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


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
        if not ID.fullmatch(self.id):
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
