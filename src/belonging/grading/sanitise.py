"""The first half of nbgrader's autograde steps: a handed-in notebook made ready to run. Nothing is written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from belonging.grading import handed_in
from belonging.grading.engine.seam import files_beside
from belonging.grading.steps import Steps, check_format, failing_with, read


@dataclass(frozen=True)
class Sanitised:
    """One person's notebook, ready to run."""

    student_id: str
    module_id: str
    notebook: str
    """Its JSON, as nbgrader sanitised it: outputs cleared, the checks as they were handed out."""
    files: Mapping[str, bytes]
    """What lies beside it when it runs."""
    repaired: tuple[str, ...] = ()
    """What had to be repaired before nbgrader could take it."""


def sanitise(steps: Steps, student_id: str, module_id: str, mend: bool) -> Sanitised:
    """Make ready what lies in `submitted` for one person.

    Parameters
    ----------
    steps : Steps
        nbgrader's steps, with a gradebook kept open.
    student_id, module_id : str
        Whose, and of which module.
    mend : bool
        Repair it first where that is needed; not so for what was repaired when it was handed in.

    Raises
    ------
    Plain
        If it cannot be read, or nbgrader's steps cannot take it.
    """
    with failing_with("It could not be read"):
        folder = steps.path(steps.coursedir.submitted_directory, student_id, module_id)
        path = folder / f"{module_id}.ipynb"
        repaired, content = handed_in.repaired(path) if mend else ((), None)
        notebook = read((content or path.read_bytes()).decode("utf-8-sig"))
        notebook = steps.through(steps.before, notebook, student_id, module_id)
        check_format(notebook)
        master = steps.path(steps.coursedir.source_directory, ".", module_id)
        kept = set(steps.converter.exclude_overwriting.get(module_id, []))
        handed_out = {name: data for name, data in files_beside(master).items() if name not in kept}
        return Sanitised(student_id, module_id, json.dumps(notebook), files_beside(folder) | handed_out, repaired)
