"""Where the authored course lies: beside the package in a clone, inside it in a wheel."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent


@cache
def course_root() -> Path:
    """Return the folder that holds `modules/`, `exercises/`, `datasets/`, `frameworks/` and `_toc.yml`.

    Raises
    ------
    FileNotFoundError
        If the package was copied without its course.
    """
    for candidate in (_HERE.parents[1], _HERE / "_course"):
        if (candidate / "_toc.yml").is_file() and (candidate / "datasets").is_dir():
            return candidate
    raise FileNotFoundError(
        "The course files are missing beside the package. Install it again from the folder of the course: "
        "python -m pip install --force-reinstall ."
    )
