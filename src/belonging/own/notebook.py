"""The notebook that holds the guided form, for the participant's workspace."""

from __future__ import annotations

from typing import Any

_WORDS = """\
# My own survey

Bring the file your survey program gives you: CSV, Excel (.xlsx) or a Google Forms export.

1. Run the cell below: click it, then press **Shift + Enter**.
2. Press **Choose your survey file**.
3. Look over what each column is taken to be, and change what is wrong. Names, e-mail addresses and free text are left
   out by themselves.
4. Press **Make my report**.

The file is read on this computer. It is never changed, and no row of it is written into the report. Groups under 10
are never shown by themselves.
"""


def own_notebook() -> dict[str, Any]:
    """Return the notebook as a dict in nbformat 4.5.

    Examples
    --------
    >>> [cell["cell_type"] for cell in own_notebook()["cells"]]
    ['markdown', 'code']
    """
    return {
        "cells": [
            {"cell_type": "markdown", "id": "own-words", "metadata": {}, "source": _WORDS},
            {
                "cell_type": "code",
                "id": "own-guide",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": "from belonging.own import guide\n\nguide()",
            },
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
