"""The notebook that holds the form of *Audit my unit*, for the participant's workspace."""

from __future__ import annotations

from typing import Any

_WORDS = """\
# Audit my unit

Who is pictured in your slides, posters or chapter, and who is shown doing the work?
Twenty people take about ten minutes.

1. Run the cell below: click it, then press **Shift + Enter**.
2. Say whom you look for, in your own words.
3. Go through the unit. For each person pictured, answer what the page shows and press **Add this person**.

When a page does not say who somebody is, choose “The page does not say”. Nobody has to guess.
The tally is kept in the file `my-unit.csv` beside this notebook. It never leaves this computer.
"""


def audit_notebook() -> dict[str, Any]:
    """Return the notebook as a dict in nbformat 4.5.

    Examples
    --------
    >>> [cell["cell_type"] for cell in audit_notebook()["cells"]]
    ['markdown', 'code']
    """
    return {
        "cells": [
            {"cell_type": "markdown", "id": "audit-words", "metadata": {}, "source": _WORDS},
            {
                "cell_type": "code",
                "id": "audit-form",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": "from belonging.unit_audit.form import audit_my_unit\n\naudit_my_unit()",
            },
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
