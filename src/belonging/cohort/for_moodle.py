"""The pages once more, as Moodle takes feedback files back: one zip for each of its assignments.

Moodle's assignment page has “Upload multiple feedback files in a zip”. It knows people by the number in the name of
the folder in which their own file came, `Ana Ruiz_880001_assignsubmission_file_`, so each page goes into that folder.
"""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

_FOLDER = re.compile(r"(?:^|/)([^/]+_\d+_assignsubmission_[a-z]+_?)/[^/]+$")
_DAY = (2026, 1, 1, 0, 0, 0)  # one fixed day, so that the same pages make the same zip


def moodle_zips(pages: Mapping[str, Path], came_as: Mapping[tuple[str, str], str]) -> dict[str, bytes]:
    """Pack the pages of the people whose work came from Moodle.

    Parameters
    ----------
    pages
        Person's id -> their page.
    came_as
        (person's id, module) -> where the file that counts stood in what was downloaded.

    Returns
    -------
    dict
        Name of a zip, `moodle-listening.zip`, -> its content; empty if nothing came from Moodle.
    """
    folders: dict[str, dict[str, Path]] = defaultdict(dict)
    for (person_id, module_id), name in sorted(came_as.items()):
        found = _FOLDER.search(name)
        if found and person_id in pages:
            folders[module_id][found[1]] = pages[person_id]
    return {f"moodle-{module_id}.zip": _packed(of) for module_id, of in folders.items()}


def _packed(folders: Mapping[str, Path]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for folder, page in folders.items():
            target.writestr(zipfile.ZipInfo(f"{folder}/feedback.html", _DAY), page.read_bytes(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
