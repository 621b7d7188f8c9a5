"""`belonging cohort grade`: everything that is handed in, module by module, person by person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort
    from belonging.grading.batch import Batch


def grade_cohort(
    cohort: Cohort,
    modules: Sequence[str] = (),
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    unsafe: bool = False,
    audit: int = 0,
) -> Batch:
    """Grade what lies in `submitted`; what was graded to the end before is only counted.

    Parameters
    ----------
    cohort : Cohort
        The cohort.
    modules : sequence of str
        Only these; all that are handed in when empty.
    jobs, scheduler, unsafe, audit
        See `grade_all`.

    Returns
    -------
    Batch
        Each person's every handed-in module, with points or a plain reason.

    Raises
    ------
    Plain
        If nothing may be run here, another run is at work, or the computer is in the way (a full disk).
    """
    from belonging.grading.batch import grade_all

    todo = handed_in(cohort.root, modules)
    return grade_all(cohort.course, todo, jobs=jobs, scheduler=scheduler, unsafe=unsafe, audit=audit)


def handed_in(root: Path, modules: Sequence[str] = ()) -> list[tuple[Path, str]]:
    """List the notebooks in `submitted` with their persons, module by module."""
    folders = [path for path in (root / "submitted").glob("*/*") if path.is_dir() and not path.name.startswith(".")]
    wanted = [path for path in folders if not modules or path.name in modules]
    in_order = sorted(wanted, key=lambda path: (path.name, path.parent.name))
    return [(path / f"{path.name}.ipynb", path.parent.name) for path in in_order]
