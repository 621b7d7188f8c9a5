"""The fictional cohort in a new folder, with a table of what each person has to end with."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from belonging.cohort.demo.write import Ends, write_demo
from belonging.errors import Plain
from belonging.files import cannot_write, write_atomically


def write_demo_for_a_director(folder: Path) -> list[str]:
    """Write the fictional cohort, and say what is where.

    Parameters
    ----------
    folder
        Made when it is missing; it has to be empty.

    Returns
    -------
    list of str
        Sentences.

    Raises
    ------
    Plain
        If something is in the folder, or it cannot be written in; nothing was written then.
    """
    folder = folder.expanduser()
    advice = "Choose a new folder: belonging cohort demo my-trial-files"
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Plain(f"There is something in {folder} already. Nothing was written.", advice)
        folder.mkdir(parents=True, exist_ok=True)
        ends = write_demo(folder)
    except OSError as error:
        raise cannot_write(folder / "roster.csv", error) from error
    write_atomically(folder / "expected.csv", table(ends))
    sent = sum(bool(one.way) for one in ends)
    return [
        "A fictional cohort: no such teacher or school exists.",
        f"The roster, as Excel and as CSV: {folder / 'roster.xlsx'}",
        f"What {len({one.person for one in ends})} people sent, {sent} pieces of work: {folder / 'arrived'}",
        f"What each has to end with: {folder / 'expected.csv'}",
    ]


def table(ends: Sequence[Ends]) -> bytes:
    """Return the table of what each person has to end with, for a spreadsheet."""
    rows = [
        {
            "person": one.name,
            "email": one.email,
            "module": one.module_id,
            "sent by": one.way,
            "what happened to it": one.mess,
            "ends with": one.ends,
            "points": "" if one.points is None else one.points,
            "out of": one.out_of,
            "you are asked": "yes" if one.asked else "",
            "files": "; ".join(one.files),
        }
        for one in ends
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
