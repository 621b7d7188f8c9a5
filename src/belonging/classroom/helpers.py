"""Helpers of a participant's notebook: each prints its n, and none shows a group below the minimum."""

from typing import Any

import pandas as pd

from belonging.classroom.pulse import both_means, score, spring_answered, third_of_fall

K = 10  # no group below this many students is shown (see the book's privacy page)


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
    code = (
        'fall = pulse.filter(regex="^fall_").apply(to_number).mean(axis=1)\n'
        'spring = pulse.filter(regex="^spring_").apply(to_number).mean(axis=1)\n'
        "spring.mean() - fall.mean(), (spring - fall).mean()"
    )
    return Shown(f"{means.n_both} students answered both times.", table, code)


def who_is_missing(pulse: pd.DataFrame, by: str = "fall_third") -> Shown:
    """Show the spring response rate by group; a group below the minimum is left out, and said so.

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
    counted = spring_answered(pulse).groupby(groups, observed=True).agg(["size", "sum"]).reset_index()
    counted.columns = ["Group", "Students", "Answered"]
    shown = counted[counted["Students"] >= K]
    hidden = len(counted) - len(shown)
    shares = (shown["Answered"] / shown["Students"]).map("{:.2f}".format)
    shown = shown.assign(**{"Response rate": shares})
    left_out = f" {hidden} group(s) with fewer than {K} students are not shown." if hidden else ""
    sentence = f"{int(spring_answered(pulse).sum())} of {len(pulse)} students answered in spring.{left_out}"
    code = f'answered.groupby({"third" if by == "fall_third" else repr(by)}).agg(["size", "sum", "mean"])'
    return Shown(sentence, shown, code)


def _answered(pulse: pd.DataFrame, time: str) -> Any:
    return score(pulse, time).notna()


def _column(pulse: pd.DataFrame, name: str) -> pd.Series:
    if name not in pulse.columns:
        raise LookupError(f'There is no column \'{name}\'. Try "fall_third", "grade" or "class_code".')
    return pulse[name]
