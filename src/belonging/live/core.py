"""The package as the worker unpacks it: one archive of what runs in Pyodide, the same bytes for the same source."""

import io
import zipfile
from pathlib import Path

from belonging.paths import course_root

_PACKAGE = Path(__file__).resolve().parents[1]
# what only runs on a computer (Sphinx, JupyterLab, nbgrader, slides), and what a page has in it already
_OUTSIDE = {"_course", "__main__.py", "book", "cli.py", "cohort", "grading", "js", "lab", "lesson", "page"}
_OUTSIDE |= {"powerpoint.py", "slides.py"}
_KINDS = (".py", ".yml", ".yaml", ".toml", ".json", ".csv", ".md", ".js", ".css")
_DAY = (2026, 1, 1, 0, 0, 0)


def core_zip() -> bytes:
    """Return the archive; `.zip` and not `.whl`, which some schools' networks block.

    Of the course it holds datasets and frameworks. The exercises stay out, so that answers do not lie about in plain
    text; so does what only a computer runs.
    """
    package = {
        f"belonging/{name}": _PACKAGE / name
        for name in _names(_PACKAGE)
        if not (_OUTSIDE.intersection(name.split("/")) or name.endswith("command.py"))
    }
    course = course_root()
    given = {
        f"belonging/_course/{room}/{name}": course / room / name
        for room in ("datasets", "frameworks")
        for name in _names(course / room)
        if not name.endswith("schema.py")  # what a dataset is held to, by a library that pages do not have
    }
    given["belonging/_course/_toc.yml"] = course / "_toc.yml"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, path in sorted({**package, **given}.items()):
            archive.writestr(zipfile.ZipInfo(name, _DAY), path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return content.getvalue()


def _names(folder: Path) -> list[str]:
    return [
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in _KINDS and path.is_file()
    ]
