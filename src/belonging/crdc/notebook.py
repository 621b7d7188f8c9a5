"""The notebook that holds the guided form, for the participant's workspace."""

from __future__ import annotations

from typing import Any

_WORDS = """\
# My school's public data

Bring files of the Civil Rights Data Collection that you downloaded: the file on enrollment and the file of a course,
such as calculus. Files of earlier years are one large file. If you got a zip file, unzip it first.

1. Run the cell below: click it, then press **Shift + Enter**.
2. Press **Choose your files**. For large files, make a folder called `public-data` in the list of files at the left,
   drag them into it, and press **Read this folder**.
3. Type a part of your school's name, press **Find my school**, and choose it in the list.
4. Choose the course and what to set beside it. Press **Make my report**.

The files are read on this computer. They are never changed. Groups under 10 are never shown by themselves. The terms of
the public file hold for your report: make no use of an identity you find by accident, and do not link the file to data
that name people.
"""


def public_data_notebook() -> dict[str, Any]:
    """Return the notebook as a dict in nbformat 4.5.

    Examples
    --------
    >>> [cell["cell_type"] for cell in public_data_notebook()["cells"]]
    ['markdown', 'code']
    """
    return {
        "cells": [
            {"cell_type": "markdown", "id": "public-words", "metadata": {}, "source": _WORDS},
            {
                "cell_type": "code",
                "id": "public-guide",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": "from belonging.crdc import guide\n\nguide()",
            },
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
