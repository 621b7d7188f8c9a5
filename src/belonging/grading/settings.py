"""nbgrader's settings for a grading folder, used by this command and by Formgrader alike."""

import os
import sys
from pathlib import Path
from typing import Any

CELL_SECONDS = 30

WARNING = r"Warning\b"
"""What a message on the error stream is known by that is no error; nbgrader gives no points where there is any."""

CONFIG_NAME = "nbgrader_config.py"
CONFIG_FILE = '''"""nbgrader's settings for this grading folder, written by `belonging grade`.

They live in the belonging package, so that Formgrader and the command agree. Add your own below the last line.
"""

from pathlib import Path

from belonging.grading.settings import apply

c = get_config()  # noqa: F821 - nbgrader defines it
apply(c, Path(__file__).resolve().parent)
'''


def kernel_variables() -> dict[str, str]:
    """Return the environment variables that a kernel for grading needs."""
    # nbgrader starts `alembic` by its name; it lies beside this Python, which need not be on the PATH.
    here, path = str(Path(sys.executable).parent), os.environ.get("PATH", "")
    return {
        "PATH": path if path.split(os.pathsep)[0] == here else os.pathsep.join([here, path]),
        "JUPYTER_PREFER_ENV_PATH": "1",  # the kernel of this Python, not one installed elsewhere
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # else a warning about frozen modules per kernel
        # nbgrader gives no points to a right answer whose check also prints a warning.
        "PYTHONWARNINGS": "ignore",
    }


def apply(config: Any, root: Path) -> None:
    """Put the course's nbgrader settings into a configuration.

    Parameters
    ----------
    config : traitlets.config.Config
        The configuration to fill.
    root : Path
        The grading folder, which holds `source`, `submitted` and the gradebook.
    """
    from nbgrader.preprocessors import (
        AssignLatePenalties,
        CheckCellMetadata,
        IgnorePattern,
        LimitOutput,
        SaveAutoGrades,
    )

    from belonging.grading.engine.seam import WarmExecute
    from belonging.grading.trim import TrimOutput

    os.environ.update(kernel_variables())

    config.CourseDirectory.root = str(root)
    config.CourseDirectory.course_id = "belonging"
    # The student version keeps the authored blank line itself; nothing is put in place of the solution.
    config.ClearSolutions.code_stub = {"python": ""}
    config.ClearSolutions.text_stub = ""
    config.Execute.timeout = CELL_SECONDS  # and with it WarmExecute's
    config.IgnorePattern.enabled = True
    config.IgnorePattern.pattern = WARNING
    config.Autograde.autograde_preprocessors = [
        WarmExecute,
        IgnorePattern,
        LimitOutput,
        TrimOutput,
        SaveAutoGrades,
        AssignLatePenalties,
        CheckCellMetadata,
    ]
    config.GenerateFeedback.exporter_class = "belonging.grading.feedback_page.FeedbackExporter"
    # Formgrader's page, whose own template lets a participant's HTML run.
    config.HTMLExporter.preprocessors = ["belonging.grading.formgrader.InertOutputs"]
    config.HTMLExporter.filters = {"markdown2html": "belonging.grading.formgrader.markdown_filter"}
