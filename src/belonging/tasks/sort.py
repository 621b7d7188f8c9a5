"""The kind of answer that sorts: each of a few items goes into one of a few bins, and each is judged alone."""

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from belonging.tasks.kinds import NotThisKindError, given, is_blank

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_KEY = re.compile(r"[a-z][a-z0-9-]*")
_COMMENT = 60  # characters of an item's text that stand behind its line in a notebook


@dataclass(frozen=True)
class Bin:
    """One place an item can go.

    Parameters
    ----------
    key
        What a participant writes, such as `belong`.
    label
        What they read.
    says
        Told when it is chosen wrongly and the item has no words of its own.
    """

    key: str
    label: str
    says: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to sort.

    Parameters
    ----------
    code
        Short name, such as `Q1`.
    text
        What is to be sorted; Markdown.
    accepts
        The keys that are right; two where informed people disagree.
    because
        Why, told with a right answer.
    says
        What a wrong key shows about the thinking, by key.
    bins
        Bins of its own, in place of the task's.
    """

    code: str
    text: str
    accepts: tuple[str, ...]
    because: str = ""
    says: Mapping[str, str] = field(default_factory=dict)
    bins: tuple[Bin, ...] = ()

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"Item '{self.code}': write its code with letters and digits, such as Q1.")
        if not self.accepts:
            raise ValueError(f"Item {self.code} accepts no bin.")


@dataclass(frozen=True, kw_only=True)
class Sort:
    """Every item into one bin; each item is judged alone, and points come by how many are right.

    Parameters
    ----------
    items
        The items, or a function from the task's dataset to them.
    bins
        The bins all items share; an item may bring its own.
    enough
        `enough[i]` is how many items must be right for i + 1 points.
    """

    items: Sequence[Item] | Callable[[Any], Sequence[Item]]
    bins: tuple[Bin, ...] = ()
    enough: tuple[int, ...]
    name: ClassVar[str] = "sort"
    asks: ClassVar[str] = "one word for each item"
    needs: ClassVar[str] = (
        'This answer should keep its lines, one for each item, such as "{first}": "{key}", between {{ and }}. '
        "It holds {given}."
    )

    def __post_init__(self) -> None:
        if not self.enough or list(self.enough) != sorted(set(self.enough)) or self.enough[0] < 1:
            raise ValueError(f"enough={self.enough}: give rising numbers of right items, one for each point.")

    def sorted_items(self, data: Any) -> tuple[Item, ...]:
        """Return the items.

        Raises
        ------
        ValueError
            If an item accepts a bin it does not have, or two items share a code.
        """
        items = tuple(self.items(data) if callable(self.items) else self.items)
        for item in items:
            keys = [bin_.key for bin_ in self.bins_of(item)]
            wrong = [key for key in (*item.accepts, *item.says) if key not in keys]
            if wrong:
                raise ValueError(f"Item {item.code} speaks of '{wrong[0]}', which is none of its bins.")
            if len(keys) < 2 or len(set(keys)) < len(keys) or not all(map(_KEY.fullmatch, keys)):
                raise ValueError(f"Item {item.code} needs two or more bins with different keys in lower case.")
        if len({item.code.lower() for item in items}) < len(items):
            raise ValueError("Two items have the same code.")
        if self.enough[-1] > len(items):
            raise ValueError(f"enough={self.enough}: there are only {len(items)} items.")
        return items

    def bins_of(self, item: Item) -> tuple[Bin, ...]:
        """Return the bins one item can go into."""
        return item.bins or self.bins

    def given_keys(self, value: Any, items: Sequence[Item]) -> dict[str, str | None]:
        """Return what was given for each item: its text in lower case, or None for a blank.

        Raises
        ------
        NotThisKindError
            If it is no such list of lines, or names an item there is not.
        """
        if isinstance(value, str):  # the agreed form, as a text
            pairs = [part.partition("=") for part in re.split(r"[;\n]+", value) if part.strip()]
            if not all(sign for _, sign, _ in pairs):
                raise NotThisKindError(self.needs_for(items).replace("{given}", given(value)))
            value = {code: key for code, _, key in pairs}
        if not isinstance(value, Mapping):
            raise NotThisKindError(self.needs_for(items).replace("{given}", given(value)))
        known = {item.code.lower(): item.code for item in items}
        found: dict[str, str | None] = {item.code: None for item in items}
        for name, key in value.items():
            code = known.get(str(name).strip().lower())
            if code is None:
                codes = ", ".join(found)
                raise NotThisKindError(f"There is no item {given(name)} here. The items are {codes}.")
            found[code] = None if is_blank(key) else str(key).strip().lower()
        return found

    def needs_for(self, items: Sequence[Item]) -> str:
        """Return what to say of an answer of another kind; `{given}` is what it holds."""
        first = items[0]
        return self.needs.format(first=first.code, key=self.bins_of(first)[0].key, given="{given}")

    def item_needs(self, item: Item) -> str:
        """Return what to say of a word that names none of the item's bins; `{given}` is that word."""
        return f"{{given}} is not one of the words here. Copy one: {', '.join(b.key for b in self.bins_of(item))}."

    def canonical(self, value: Any, items: Sequence[Item] = ()) -> str:
        """Return the agreed form: `Q1=belong;Q2=`, items in their order.

        Raises
        ------
        NotThisKindError
            If it is no such list of lines.
        """
        return ";".join(f"{code}={key or ''}" for code, key in self.given_keys(value, items).items())

    def literal(self, canonical: str) -> str:
        """Write a canonical answer as Python, one line for each item."""
        pairs = [part.partition("=") for part in canonical.split(";") if part]
        lines = [f'    "{code}": {_written(key)},\n' for code, _, key in pairs]
        return "{\n" + "".join(lines) + "}"

    def source(self, variable: str, items: Sequence[Item], keys: Mapping[str, str | None]) -> str:
        """Write an answer cell: one line for each item, its text behind it."""
        lines = [f'    "{i.code}": {_written(keys.get(i.code))},  # {self.comment(i)}\n' for i in items]
        return f"{variable} = {{\n{''.join(lines)}}}\n"

    def comment(self, item: Item) -> str:
        """Return an item's text, shortened to stand behind its line."""
        plain = re.sub(r"[*_`]", "", item.text)
        return textwrap.shorten(plain, _COMMENT, placeholder=" …")


def _written(key: str | None) -> str:
    return f'"{key}"' if key else "..."
