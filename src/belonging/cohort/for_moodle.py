"""The pages once more, as Moodle takes feedback files back: one zip for each of its assignments.

Moodle's assignment page has “Upload multiple feedback files in a zip”. It knows people by the number in the name of
the folder in which their own file came, `Ana Ruiz_880001_assignsubmission_file_`, so each page goes into that folder.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

_MARK = b"belonging cohort feedback"
_DAY = (2026, 1, 1, 0, 0, 0)  # one fixed day, so that the same pages make the same zip


def moodle_zips(pages: Mapping[str, Path], came_in: Mapping[tuple[str, str], str]) -> dict[str, bytes]:
    """Pack the pages of the people whose work came from Moodle.

    Parameters
    ----------
    pages
        Person's id -> their page.
    came_in
        (person's id, module) -> the folder in which Moodle gave the work that counts, where Moodle says it is theirs.

    Returns
    -------
    dict
        Name of a zip, `moodle-listening.zip`, -> its content; empty if nothing came from Moodle.
    """
    folders: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (person_id, module_id), folder in sorted(came_in.items()):
        if folder and person_id in pages:
            folders[module_id][folder].add(person_id)
    alone = {
        module_id: {folder: pages[min(people)] for folder, people in of.items() if len(people) == 1}
        for module_id, of in folders.items()
    }
    return {f"moodle-{module_id}.zip": _packed(of) for module_id, of in alone.items() if of}


def remove_old(folder: Path, kept: Collection[str]) -> None:
    """Take away zips of an earlier run that hold pages for people whose work they are no longer."""
    for path in folder.glob("moodle-*.zip"):
        if path.name not in kept and _is_ours(path):
            path.unlink()


def _packed(folders: Mapping[str, Path]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.comment = _MARK
        for folder, page in folders.items():
            target.writestr(zipfile.ZipInfo(f"{folder}/feedback.html", _DAY), page.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _is_ours(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            return packed.comment == _MARK
    except (OSError, zipfile.BadZipFile):
        return False
