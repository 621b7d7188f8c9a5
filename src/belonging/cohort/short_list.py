"""Lists on the screen that stay short however many people there are; the whole of each is in a report."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from belonging.cohort.names import cleaned

_SHOWN, _LONGEST = 12, 280


def print_list(console: Console, head: str, items: Sequence[str], rest: str) -> None:
    """Print how many there are, the first dozen, and where the rest is; nothing where there are none.

    Parameters
    ----------
    console : Console
        Where to.
    head : str
        What they have in common.
    items : sequence of str
        One line each; a very long one is cut between two words. What would move the cursor, clear the screen or turn
        the writing round is left out: names of files are made by anybody.
    rest : str
        The file that holds all of them.
    """
    if not items:
        return
    console.print(f"{head}: {len(items)}")
    for item in map(cleaned, items[:_SHOWN]):
        console.print(f"  {item if len(item) <= _LONGEST else item[:_LONGEST].rsplit(' ', 1)[0] + ' …'}")
    if len(items) > _SHOWN:
        console.print(f"  and {len(items) - _SHOWN} more, in {rest}")
