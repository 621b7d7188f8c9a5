"""Checks that must fail: code that forges its own checks is found by a wrong answer that gets points."""

import re
from collections.abc import Iterator
from typing import Any

MUST_FAIL = ("assert 1 == 2", "raise AssertionError('this check must fail')")
"""Cells that end in an error in every honest notebook."""

_CHECK = re.compile(r"""\s*check\((?P<label>\d+|'[A-Z]\d+'|"[A-Z]\d+")\)\s*""")


def is_check(cell: Any) -> bool:
    """Whether nbgrader gives points for this code cell by its outcome; participants cannot change such a cell."""
    marks = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "code" and marks.get("grade") and not marks.get("solution"))


def blank_checks(notebook: Any) -> tuple[str, list[str]]:
    """Return a cell that makes every answer of a course notebook blank, and the checks that must then give nothing."""
    found = dict(_checks(notebook))
    return "\n".join(f"answer_{label} = ..." for label in found), list(found.values())


def gives_points(outputs: list[Any]) -> bool:
    """Whether nbgrader would give points for a check cell with these outputs."""
    for output in outputs:
        if output["output_type"] == "error" or (output["output_type"] == "stream" and output["name"] == "stderr"):
            return False
        if output["output_type"] == "execute_result":
            text = output.get("data", {}).get("text/plain", "")
            try:
                return float(text) != 0
            except (TypeError, ValueError):
                return True  # nbgrader takes anything else for full credit
    return True


def _checks(notebook: Any) -> Iterator[tuple[str, str]]:
    for cell in notebook.cells:
        if is_check(cell) and (match := _CHECK.fullmatch(cell.source)):
            yield match["label"].strip("'\""), cell.source.strip()
