"""The notebook that holds the plan builder, for the participant's workspace."""

from __future__ import annotations

from typing import Any

_WORDS = """\
# My lesson plan

A lesson in which students do real work for someone. You never begin with a blank page.

1. Run the cell below: click it, then press **Shift + Enter**.
2. Take one of the lessons, bring one of your own, or open a plan you saved elsewhere.
3. Go through the six tabs. The checklist says what is left, why it matters, and one way to mend it.

Your plan is kept in `exercises/my-plan.yml`, beside the exercise of the studio, whenever you type. That is the file you
hand in. A plan that was there before is set aside as `my-plan-before-1.yml`. Nothing leaves this computer.
"""


def plan_notebook() -> dict[str, Any]:
    """Return the notebook as a dict in nbformat 4.5.

    Examples
    --------
    >>> [cell["cell_type"] for cell in plan_notebook()["cells"]]
    ['markdown', 'code']
    """
    return {
        "cells": [
            {"cell_type": "markdown", "id": "plan-words", "metadata": {}, "source": _WORDS},
            {
                "cell_type": "code",
                "id": "plan-form",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": "from belonging.plan.widget import my_lesson_plan\n\nmy_lesson_plan()",
            },
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
