"""Helpers of a participant's notebook: each prints its n, and none shows a group below the minimum."""

import pandas as pd

from belonging.classroom.pulse import both_means, items, third_of_fall
from belonging.classroom.tables import everyone_answered, means_table, response_table
from belonging.measures import response_rate
from belonging.privacy import MINIMUM as K
from belonging.privacy import small_cells, too_few

_COMPARE = (
    'fall = pulse.filter(regex="^fall_").apply(to_number).mean(axis=1)\n'
    'spring = pulse.filter(regex="^spring_").apply(to_number).mean(axis=1)\n'
    "spring.mean() - fall.mean(), (spring - fall).mean()"
)


class Shown:
    """A small table with one sentence; the pandas lines behind it are one click away."""

    def __init__(self, sentence: str, table: pd.DataFrame, code: str) -> None:
        self.sentence, self.table, self.code = sentence, table, code

    def __str__(self) -> str:
        return f"{self.sentence}\n\n{self.table.to_string(index=False)}"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        from html import escape

        from belonging.tasks.prose import table_html

        return {
            "text/plain": str(self),
            "text/html": (
                f'<div class="bbd-shown"><p>{escape(self.sentence)}</p>{table_html(self.table, "The numbers")}'
                f"<details><summary>Show the code</summary><pre>{escape(self.code)}</pre></details></div>"
            ),
        }


def show(data: pd.DataFrame, rows: int = 5) -> Shown:
    """Show the first rows of a table of fictional data, and how many rows and columns it has."""
    sentence = f"{len(data)} rows and {len(data.columns)} columns. Here are the first {min(rows, len(data))} rows."
    return Shown(sentence, data.head(rows).astype(str), f"data.head({rows})")


def rate(pulse: pd.DataFrame, time: str = "spring") -> Shown:
    """Show the response rate at one time ("fall" or "spring"), with both counts."""
    if too_few(len(pulse)):
        return _nothing(f"Fewer than {K} students were asked, so nothing is shown.")
    found = response_rate(items(pulse, time))
    table = pd.DataFrame(
        {"Time": [time], "Asked": [found.n], "Answered": [found.count], "Response rate": [f"{found.value:.2f}"]}
    )
    code = f'answered = pulse.filter(regex="^{time}_").notna().any(axis=1)\nanswered.sum() / len(pulse)'
    return Shown(f"{found.count} of {found.n} students answered in {time}.", table, code)


def compare(pulse: pd.DataFrame) -> Shown:
    """Show the fall and spring average of everyone, and of the same students both times."""
    try:
        means = both_means(pulse)
    except ValueError:  # nobody answered both times
        means = None
    if means is None or too_few(means.n_both):
        return _nothing(f"Fewer than {K} students answered both times, so nothing is shown.")
    table = means_table(means)
    table["Change"] = [f"{change:+.2f}".replace("-", "−") for change in (means.naive.value, means.matched.value)]
    if small_cells(means.once):  # subtracting the two rows would give away the average of these few
        said = f"Fewer than {K} students answered only once, so the two rows are not shown side by side."
        return Shown(said, table.iloc[1:], code=_COMPARE)
    said = f"{means.n_both} students answered both times. A change is taken before rounding."
    return Shown(said, table, _COMPARE)


def who_is_missing(pulse: pd.DataFrame, by: str = "fall_third") -> Shown:
    """Show the spring response rate by group; groups below the minimum are shown together, never alone.

    Parameters
    ----------
    pulse
        One row per student.
    by
        "fall_third", or a column such as "grade".

    Raises
    ------
    LookupError
        If there is no such column; the message names those there are.
    """
    if by != "fall_third" and by not in pulse.columns:
        raise LookupError(f'There is no column \'{by}\'. Try "fall_third", "grade" or "class_code".')
    if too_few(len(pulse)):
        return _nothing(f"There are fewer than {K} students, so nothing is shown.")
    groups = third_of_fall(pulse) if by == "fall_third" else pulse[by]
    code = f'answered.groupby({"third" if by == "fall_third" else repr(by)}).agg(["size", "sum", "mean"])'
    return Shown(f"{everyone_answered(pulse)} students answered in spring.", response_table(pulse, groups), code)


def _nothing(said: str) -> Shown:
    return Shown(said, pd.DataFrame(), "")
