"""Cells at the end of a mended notebook for texts without a certain place: shown, never run, never lost."""

from collections.abc import Sequence

from belonging.exercise.notebook import Cell

HEAD = (
    "**Kept aside**\n\nThese texts of yours have no certain place. Copy what you need into its answer cell; "
    "nothing here is scored."
)


def kept_aside_cells(texts: Sequence[tuple[str, str]], taken: set[str], heading: bool) -> list[Cell]:
    """Return a heading, unless one is there already, and one cell for each text.

    Parameters
    ----------
    texts
        Pairs of where a text was found, and the text.
    taken
        The cell ids in use; the new ones are added.
    heading
        Whether the heading is still needed.
    """
    cells = [_cell(HEAD, taken)] if texts and heading else []
    for where, text in texts:
        fence = "```"
        while fence in text:
            fence += "`"
        cells.append(_cell(f"**Kept aside**, found {where}:\n\n{fence}\n{text}\n{fence}", taken))
    return cells


def _cell(text: str, taken: set[str]) -> Cell:
    number = 1
    while f"kept-aside-{number}" in taken:
        number += 1
    taken.add(f"kept-aside-{number}")
    return {
        "cell_type": "markdown",
        "id": f"kept-aside-{number}",
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }
