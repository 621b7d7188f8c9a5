"""Makes the handouts of a module and keeps them until something they are made from changes."""

import hashlib
import importlib.metadata
import importlib.util
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from belonging.course import Module
from belonging.files import write_atomically
from belonging.handout.monday import monday_pack
from belonging.handout.pdf import pack_pdf, room_for
from belonging.handout.powerpoint import presentation_bytes
from belonging.handout.slides import slides
from belonging.handout.typeset import PAPERS, Paper
from belonging.handout.word import document_bytes, pack_document
from belonging.paths import course_root

_WORD_SIZE = 13.5  # Word may lack our font and take a wider one: plan its page with larger type than it has
# What a handout depends on besides its module.
_ROOMS = ("handout", "lesson", "explorers", "data", "measures", "privacy", "classroom", "exercise", "tasks")


@dataclass(frozen=True)
class Kind:
    """One kind of handout.

    Parameters
    ----------
    id, suffix : str
        Its name, and how its file's name ends.
    program : str
        The program it is for, in a word.
    use : str
        What one does with it there.
    needs : tuple of (str, str)
        Package to install and module to import, for everything it is made with.
    for_leaders : bool
        Whether it holds the leader's notes.
    make : callable
        From the module and the paper to the file.
    """

    id: str
    suffix: str
    program: str
    use: str
    needs: tuple[tuple[str, str], ...]
    for_leaders: bool
    make: Callable[[Module, Paper], bytes]

    def file(self, module: Module) -> str:
        """Return the name of its file for a module."""
        return f"{module.id}-{self.id}{self.suffix}"

    @property
    def missing(self) -> list[str]:
        """The packages that are not installed here."""
        return [package for package, name in self.needs if importlib.util.find_spec(name) is None]


def _word(module: Module, paper: Paper) -> bytes:
    pack = monday_pack(module)
    return document_bytes(pack_document(pack, min(room_for(pack, each, _WORD_SIZE) for each in PAPERS)))


def _pdf(module: Module, paper: Paper) -> bytes:
    return pack_pdf(monday_pack(module), paper)


def _slides(module: Module, paper: Paper) -> bytes:
    return presentation_bytes(slides(module), module.title)


_READING, _TYPST = ("jupytext", "jupytext"), ("typst", "typst")
KINDS = (
    Kind("monday", ".docx", "Word", "to edit", (_READING, ("python-docx", "docx"), _TYPST), False, _word),
    Kind("monday", ".pdf", "PDF", "to print", (_READING, _TYPST), False, _pdf),
    Kind(
        "slides",
        ".pptx",
        "PowerPoint",
        "to show and to edit",
        (_READING, ("python-pptx", "pptx"), ("vl-convert-python", "vl_convert")),
        True,
        _slides,
    ),
)
"""Every kind of handout, in the order they are offered."""


def made(module: Module, kind: Kind, kept: Path | None = None, paper: Paper = "letter") -> bytes:
    """Return one handout as the bytes of its file.

    Parameters
    ----------
    module : Module
    kind : Kind
    kept : Path, optional
        A folder that outlives the build; a handout whose source did not change is taken from it.
    paper : {"letter", "a4"}

    Raises
    ------
    ValueError
        If the lesson or the sheet holds something the handout cannot show; the message says what to mend.
    """
    if kept is None:
        return kind.make(module, paper)
    name = kind.file(module)
    file = kept / f"{name}.{paper}-{_key(module, kind)}"
    if file.is_file():
        return file.read_bytes()
    content = kind.make(module, paper)
    for old in set(kept.glob(f"{name}.{paper}-*")) - {file}:
        old.unlink(missing_ok=True)  # another build may be tidying as well
    write_atomically(file, content)
    return content


def _key(module: Module, kind: Kind) -> str:
    """Digest everything the module's handouts are made from."""
    versions = [importlib.metadata.version(package) for package, _ in kind.needs]
    return hashlib.sha256(
        f"{versions}{_shared()}{_digest(_files((module.folder, module.exercise_folder)))}".encode()
    ).hexdigest()[:16]


@cache
def _shared() -> str:
    package = Path(__file__).resolve().parents[1]
    return _digest(
        [
            *_files(package / room for room in _ROOMS),
            package / "overview.py",
            *_files(course_root() / name for name in ("datasets", "frameworks", "book")),
        ]
    )


def _files(folders: Iterable[Path]) -> list[Path]:
    found = (path for folder in folders for path in folder.rglob("*"))
    return sorted(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
