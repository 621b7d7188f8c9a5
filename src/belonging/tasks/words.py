"""The words every task shares, in the notebook and on the page."""

BLANK = "Still blank. Replace the three dots (or choose an option), then check again."
RETURNS_NOTHING = "Still blank. Your function returns nothing yet: write its body, and end it with a `return` line."
NOT_YET = (
    "This answer is not one of the slips we know. Look once more at what the task counts, and at whom "
    "it leaves out; the hint shows where to start."
)
WRITTEN = "Written. A person will score this with the rubric; no machine reads it."
NEVER_BY_MACHINE = "No machine ever scores this text. A person reads it, and scores it with the rubric."
FILE_NAMED = "The name is written down. To check the file itself here, choose it first."
KEPT_HEAD = "Kept."
KEPT = "It is in this notebook once you save it. Nobody marks it, and you may leave it blank."
KEPT_BLANK = "Left blank. That is fine: this question carries no points."
SORT_PART = "{filled} of {all} filled. Right so far: {right}."
SORT_FULL = "Right: {right} of {all}."
SORT_ENOUGH = "Right: {right} of {all}. That is enough for all the points; look at the others once more."
ITEM_RIGHT = "✓ Right."
ITEM_NOT_YET = "→ Not yet."
ITEM_UNKNOWN = "Read it once more, and ask what it speaks of first."
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
