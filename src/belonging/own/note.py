"""The eight checks of an inquiry note: what the data already answer, and what stays for the person to write."""

from __future__ import annotations

from belonging.own.report import UNSURE, Check, Comparison, K, ScaleResult

_LOW_RESPONSE = 0.7


def eight_checks(
    *,
    n: int,
    asked: int | None,
    scales: tuple[ScaleResult, ...],
    comparisons: tuple[Comparison, ...],
) -> tuple[Check, ...]:
    """Return the checks N01 to N08, with what this survey says to each."""
    return (
        Check(
            "N01",
            "Do the numbers I quote come from the data?",
            True,
            "Every number here was computed from the file. Quote them as they stand, with their n.",
        ),
        Check("N02", "Is the n of every group shown, and no small group?", True, _groups(comparisons)),
        _missing(n, asked),
        Check("N04", "Have I named at least three other explanations?", False, _rivals(n, asked, scales)),
        Check(
            "N05",
            "Have I kept away from “caused” and “because of”?",
            False,
            "Nobody was put into groups by chance here, so write “went with”, “was higher in”, “we saw”.",
        ),
        Check(
            "N06",
            "Does my next step name something I control?",
            False,
            "Yours to write: the task, who takes part, feedback, materials, access, assessment, or family and "
            "community. Add a size and a date.",
        ),
        Check(
            "N07",
            "Do I share no more than privacy allows?",
            True,
            f"This report shows no group under {K} and may go to a team. The survey file itself stays with you. Look "
            "through question and group names before you share it: they are printed as they stand in your file.",
        ),
        Check(
            "N08",
            "How will students say what they make of it?",
            False,
            "Yours to plan: show them one result, ask what it misses, and write down what you will change.",
        ),
    )


def _groups(comparisons: tuple[Comparison, ...]) -> str:
    shown = [each for each in comparisons if each.rows]
    if not shown:
        return "No groups are compared in this report."
    pooled = sum(each.pooled for each in shown)
    text = "Each group shown has its n"
    if pooled:
        text += f"; {pooled} groups are only shown together with others, so that nobody can be worked out"
    if any(row.unsure for each in shown for row in each.rows):
        text += f"; groups under {UNSURE} are marked as unsure"
    return text + "."


def _missing(n: int, asked: int | None) -> Check:
    asks = "Is it said who is missing?"
    if asked is None:
        return Check(
            "N03",
            asks,
            False,
            "Open: the file does not tell how many were asked. Count the roster, and say it with --asked (or in the "
            "form): then the report states the response rate.",
        )
    rate = n / asked
    text = f"{n} of {asked} answered ({rate:.0%})."
    if rate >= _LOW_RESPONSE:
        return Check("N03", asks, True, text + " Say so wherever you quote a number.")
    return Check(
        "N03",
        asks,
        False,
        text + " That is below 70%: write one sentence on who is missing (absent that day? without a device? "
        "another language at home?) and which way their answers could move the result.",
    )


def _rivals(n: int, asked: int | None, scales: tuple[ScaleResult, ...]) -> str:
    found = []
    if asked is not None and n / asked < 0.95:
        found.append("those who did not answer may differ (measurement)")
    widest = max((s.interval.high - s.interval.low for s in scales if s.interval), default=None)
    if widest is not None:
        found.append(f"chance: the widest interval of an average spans {widest:.2f} points")
    if any(scale.warnings or (scale.alpha and scale.alpha.value < 0.7) for scale in scales):
        found.append("some questions may not measure one thing (measurement)")
    if any(scale.at_high.startswith("≥") or _percent(scale.at_high) >= 15 for scale in scales):
        found.append("many answers at the top of the scale leave no room for more (measurement)")
    start = f"The data suggest: {'; '.join(found)}. " if found else ""
    return (
        start + "Add one that lies in the design of class (task, participation, feedback, materials, access, "
        "assessment). None of them may be about what students are like."
    )


def _percent(share: str) -> int:
    digits = share.strip("≤≥%")
    return int(digits) if digits else 0
