"""What was graded to the end: one small file for each person and module, so that a stopped run can go on."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from belonging.files import write_atomically


@dataclass(frozen=True)
class Done:
    """That one notebook was graded to the end, and what there was to say about it."""

    mark: str
    """A digest of what was handed in and of the exercise it was graded against."""
    notes: tuple[str, ...] = ()


class DoneMarks:
    """The marks in one grading folder's `.belonging/graded`."""

    def __init__(self, root: Path) -> None:
        self._root = root / ".belonging" / "graded"
        self._take_over(root / ".belonging" / "graded.json")

    def find(self, student_id: str, module_id: str) -> Done | None:
        """Return the mark, or None where there is none that can be read; the notebook is then graded again."""
        try:
            found = json.loads(self._path(student_id, module_id).read_text(encoding="utf-8"))
            return Done(str(found["mark"]), tuple(map(str, found["notes"])))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, student_id: str, module_id: str, done: Done) -> None:
        """Write a mark, after everything it stands for."""
        content = json.dumps({"mark": done.mark, "notes": done.notes}, ensure_ascii=False)
        write_atomically(self._path(student_id, module_id), content.encode("utf-8", errors="replace"))

    def take_away(self, student_id: str, module_id: str) -> None:
        """Remove a mark, before anything it stands for is touched."""
        self._path(student_id, module_id).unlink(missing_ok=True)

    def _path(self, student_id: str, module_id: str) -> Path:
        return self._root / student_id / f"{module_id}.json"

    def _take_over(self, old: Path) -> None:
        """Take over the one file of all marks, which earlier releases wrote."""
        try:
            found = json.loads(old.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = {}
        for key, mark in found.items() if isinstance(found, dict) else ():
            student_id, _, module_id = str(key).rpartition("/")
            if student_id and not self._path(student_id, module_id).exists():
                self.put(student_id, module_id, Done(str(mark)))
        old.unlink(missing_ok=True)


def digest_of(folder: Path, notebook: str, released: str) -> str:
    """Digest what one person handed in, together with the exercise it belongs to.

    Parameters
    ----------
    folder : Path
        The person's folder in `submitted`.
    notebook : str
        The name of the notebook in it.
    released : str
        The digest of the exercise.
    """
    digest = hashlib.sha256((folder / notebook).read_bytes())
    for path in sorted(folder.rglob("*")):
        if path.name not in (notebook, "timestamp.txt") and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    digest.update(released.encode())
    return digest.hexdigest()
