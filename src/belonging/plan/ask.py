"""What a plan asks of each field: one record beside it, read by the form, the completeness check and messages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

SIZES = ("S", "M", "L")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """How one field is asked for and when it is filled well enough.

    Parameters
    ----------
    label : str
        The words beside the field, also its name in messages.
    help : str
        One short sentence below it.
    tab : str
        For the fields of the plan itself: the tab of the form it stands in.
    sizes : str
        The sizes of plan that need it, such as `"SML"`; empty where it may stay blank.
    least, most : int
        Characters of a text; 0 where there is no bound.
    low, high : float
        Bounds of a number, both allowed; None where there is none.
    few, many : int
        Entries of a list; 0 where there is no bound.
    to : str
        The field of the plan whose ids this one picks from, such as `"activities"`; or `"soc"`, `"cluster"`,
        `"measure"`, `"standard"` for the lists that the course brings along.
    pattern : str
        A regular expression the whole text must match.
    like : str
        An example of a good entry, shown where the field is blank or wrong.
    long : bool
        A box of several lines in the form.
    """

    label: str
    help: str = ""
    tab: str = ""
    sizes: str = ""
    least: int = 0
    most: int = 0
    low: float | None = None
    high: float | None = None
    few: int = 0
    many: int = 0
    to: str = ""
    pattern: str = ""
    like: str = ""
    long: bool = False


class Part(BaseModel):
    """A piece of a plan. Everything may be blank while it is being written; `Ask` says what is needed in the end."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_not_given(cls, data: Any) -> Any:
        """A form sends a blank as "" or null; to the plan both mean: not filled in yet."""
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None and value != ""}
        return data


def asked(part: type[BaseModel], name: str) -> Ask:
    """Return what a model asks of one of its fields.

    Raises
    ------
    KeyError
        If the model has no such field, or it asks for nothing.
    """
    for note in part.model_fields[name].metadata:
        if isinstance(note, Ask):
            return note
    raise KeyError(f"{part.__name__}.{name} asks for nothing")
