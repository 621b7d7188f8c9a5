"""The words every task shares, in the notebook and on the page."""

BLANK = "Still blank. Replace the three dots (or choose an option), then check again."
RETURNS_NOTHING = "Still blank. Your function returns nothing yet: write its body, and end it with a `return` line."
NOT_YET = (
    "This answer is not one of the slips we know. Look once more at what the task counts, and at whom "
    "it leaves out; the hint shows where to start."
)
WRITTEN = "Written. A person will score this with the rubric; no machine reads it."
RIGHT_HEAD = "Right."
NOT_YET_HEAD = "Not yet."
SOME_POINTS = "Part of the way."
HINT_HEAD = "Hint"
EXAMPLE_HEAD = "A worked example, with other numbers"
HINT_AFTER = 1
EXAMPLE_AFTER = 3


def points(number: int) -> str:
    """Write a number of points."""
    return "1 point" if number == 1 else f"{number} points"
