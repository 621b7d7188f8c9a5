"""Helpers of a participant's notebook: each prints its n, and none shows a group below the minimum."""

from typing import Any

import pandas as pd

from belonging.classroom.pulse import both_means, score, spring_answered, third_of_fall
from belonging.privacy import protect

K = 10  # no group below this many students is shown (see the book's privacy page)

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
    """Show the response rate, with both counts.

    Parameters
    ----------
    pulse
        One row per student.
    time
        "fall" or "spring".
    """
    answered, asked = int(_answered(pulse, time).sum()), len(pulse)
    table = pd.DataFrame({"Time": [time], "Asked": [asked], "Answered": [answered]})
    if asked < K:
        return Shown(f"Fewer than {K} students were asked, so nothing is shown.", table.iloc[:0], "")
    table["Response rate"] = [f"{answered / asked:.2f}"]
    code = f'answered = pulse.filter(regex="^{time}_").notna().any(axis=1)\nanswered.sum() / len(pulse)'
    return Shown(f"{answered} of {asked} students answered in {time}.", table, code)


def compare(pulse: pd.DataFrame) -> Shown:
    """Show the fall and spring average of everyone, and of the same students both times."""
    means = both_means(pulse)
    if means.n_both < K:
        return Shown(f"Fewer than {K} students answered both times, so nothing is shown.", pd.DataFrame(), "")
    table = pd.DataFrame(
        {
            "Who": ["Everyone who answered at that time", "The same students, both times"],
            "n in fall": [means.n_fall, means.n_both],
            "n in spring": [means.n_spring, means.n_both],
            "Fall": [means.fall, means.fall_of_both],
            "Spring": [means.spring, means.spring_of_both],
        }
    )
    table["Change"] = [f"{change:+.2f}" for change in table["Spring"] - table["Fall"]]
    once = [means.n_fall - means.n_both, means.n_spring - means.n_both]
    if any(0 < n < K for n in once):  # subtracting the two rows would give away the average of these few
        said = f"Fewer than {K} students answered only once, so the two rows are not shown side by side."
        return Shown(said, table.iloc[1:], code=_COMPARE)
    return Shown(f"{means.n_both} students answered both times.", table, _COMPARE)


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
    groups = third_of_fall(pulse) if by == "fall_third" else _column(pulse, by)
    sentence = f"{int(spring_answered(pulse).sum())} of {len(pulse)} students answered in spring."
    code = f'answered.groupby({"third" if by == "fall_third" else repr(by)}).agg(["size", "sum", "mean"])'
    if len(pulse) < K:
        return Shown(f"There are fewer than {K} students, so nothing is shown.", pd.DataFrame(), "")
    pooled = _small_together(groups.astype(str))
    counted = spring_answered(pulse).groupby(pooled, sort=False).agg(["size", "sum"])
    order = [name for name in dict.fromkeys(groups.dropna().sort_values().astype(str)) if name in counted.index]
    counted = counted.reindex([*order, *(name for name in counted.index if name not in order)])
    shown = protect(counted["size"], K).table[counted.index]  # the pooled groups need no hiding; this holds us to it
    table = pd.DataFrame({"Group": shown.index, "Students": shown.to_numpy(), "Answered": counted["sum"].to_numpy()})
    table["Response rate"] = [f"{count / n:.2f}" for count, n in zip(counted["sum"], counted["size"], strict=True)]
    return Shown(sentence, table, code)


def _small_together(groups: pd.Series) -> pd.Series:
    """Put groups below the minimum together, and with the next smallest if that is still too few."""
    sizes = groups.value_counts(ascending=True)
    small = [name for name, size in sizes.items() if size < K]
    if not small:
        return groups
    while sizes[sizes.index.isin(small)].sum() < K:
        small.append(sizes.index[len(small)])
    return groups.where(~groups.isin(small), ", ".join(sorted(map(str, small))) + " together")


def _answered(pulse: pd.DataFrame, time: str) -> Any:
    return score(pulse, time).notna()


def _column(pulse: pd.DataFrame, name: str) -> pd.Series:
    if name not in pulse.columns:
        raise LookupError(f'There is no column \'{name}\'. Try "fall_third", "grade" or "class_code".')
    return pulse[name]
