"""What the course hands out: every file of a workspace, made from its authored source, and which release it is."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from belonging.course import modules
from belonging.lab.home import AUDIT, HOME, MEND, OWN_SURVEY, PLAN, PUBLIC_DATA, exercise_path, home_text, lesson_path
from belonging.paths import course_root

_AUTHORED = ("modules", "exercises", "datasets", "frameworks", "book")
_KINDS = {".md", ".bib", ".py", ".yml", ".yaml", ".toml", ".json", ".csv", ".js", ".css", ".html"}


def release() -> str:
    """Return the installed release, e.g. `0.1.0`."""
    return version("belonging")


@cache
def source_digest() -> str:
    """Return a digest of everything a workspace file is made from, so that an unchanged course is not made anew."""
    digest = hashlib.sha256(release().encode())
    package = Path(__file__).resolve().parents[1]
    for folder in (package, *(course_root() / name for name in _AUTHORED)):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _KINDS and "_build" not in path.parts and path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def given_files() -> dict[str, bytes]:
    """Make the files of a workspace.

    Returns
    -------
    dict of str to bytes
        Path inside the workspace (with `/`) -> content.
    """
    from belonging import data, lesson
    from belonging.crdc import public_data_notebook
    from belonging.exercise import notebook_text
    from belonging.exercise.derive import student_notebook
    from belonging.exercise.files import handed_out
    from belonging.lab.mend import mend_notebook
    from belonging.own import own_notebook
    from belonging.plan.notebook import plan_notebook
    from belonging.unit_audit.notebook import audit_notebook

    files = {HOME: home_text(modules(), tuple(data.names())).encode()}
    for module in modules():
        files[lesson_path(module.id)] = notebook_text(lesson.derive(module.id)).encode()
        files[exercise_path(module.id)] = notebook_text(student_notebook(module.id)).encode()
        for name, text in handed_out(module.id).items():
            files[f"exercises/{name}"] = text().encode()
    files[OWN_SURVEY] = notebook_text(own_notebook()).encode()
    files[AUDIT] = notebook_text(audit_notebook()).encode()
    files[PLAN] = notebook_text(plan_notebook()).encode()
    files[MEND] = notebook_text(mend_notebook()).encode()
    files[PUBLIC_DATA] = notebook_text(public_data_notebook()).encode()
    for name in data.names():
        files[f"data/{name}.csv"] = data.csv_text(name).encode()
        files[f"data/{name}.md"] = data.card(name).encode()
    return files
