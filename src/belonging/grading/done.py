"""What became of each notebook: one small file for each person and module, so that a stopped run can go on."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from belonging.files import write_atomically


@dataclass(frozen=True)
class Done:
    """That one notebook was graded to the end, or why it could not be, and what there was to say about it."""

    mark: str
    """A digest of what was handed in and of the exercise it was graded against."""
    notes: tuple[str, ...] = ()
    reason: str = ""
    """Why it has no points; the next run tries again."""


class DoneMarks:
    """The marks in one grading folder's `.belonging/graded`."""

    def __init__(self, root: Path) -> None:
        self._root = root / ".belonging" / "graded"
        self._take_over(root / ".belonging" / "graded.json")

    def tidy(self) -> None:
        """Remove what a run that was killed was writing; only a run that holds the folder may."""
        for half in self._root.glob("*/.*.part"):
            half.unlink()

    def find(self, student_id: str, module_id: str) -> Done | None:
        """Return the mark, or None where there is none that can be read; the notebook is then graded again."""
        return _read(self._path(student_id, module_id))

    def everybody(self) -> dict[tuple[str, str], Done]:
        """Return all marks, by person's id and module's id."""
        paths = sorted(self._root.glob("*/*.json"))
        return {(path.parent.name, path.stem): done for path in paths if (done := _read(path)) is not None}

    def put(self, student_id: str, module_id: str, done: Done) -> None:
        """Write a mark, after everything it stands for."""
        content = json.dumps(asdict(done), ensure_ascii=False)
        encoded = content.encode("utf-8", errors="replace")
        write_atomically(self._path(student_id, module_id), encoded, through=False)  # half a mark is none

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


def _read(path: Path) -> Done | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Done(str(found["mark"]), tuple(map(str, found["notes"])), str(found.get("reason", "")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_graded(root: Path, student_id: str, module_id: str) -> bool:
    """Whether a notebook was graded to the end before; whether it is still the same one, `digest_of` tells."""
    done = _read(root / ".belonging" / "graded" / student_id / f"{module_id}.json")
    return done is not None and not done.reason


def digest_of(notebook: Path, released: str) -> str:
    """Digest what one person handed in, together with the exercise it belongs to.

    Parameters
    ----------
    notebook : Path
        The notebook in the person's folder in `submitted`; the files beside it count too.
    released : str
        The digest of the exercise.
    """
    digest = hashlib.sha256(notebook.read_bytes())
    for path in sorted(notebook.parent.rglob("*")):
        if path != notebook and path.name != "timestamp.txt" and path.is_file():
            digest.update(path.relative_to(notebook.parent).as_posix().encode() + path.read_bytes())
    digest.update(released.encode())
    return digest.hexdigest()
