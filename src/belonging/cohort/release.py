"""`belonging cohort release`: nbgrader's assignments, and one zip with exactly what the course's page hands out."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress

from belonging.cohort.saying import count_of_people
from belonging.course import module
from belonging.errors import Plain
from belonging.exercise import notebook_text
from belonging.exercise.derive import student_notebook
from belonging.exercise.files import handed_out
from belonging.files import write_atomically

if TYPE_CHECKING:
    from belonging.cohort.folder import Cohort

_READ_ME = """\
What is in here

There is one folder for each module. In it is the exercise, a file whose name ends in .ipynb. If a task
needs a file, it lies beside the exercise. Keep the two together.

How to work on it

You can answer on the course's web page: fill in the form, and press "Download my work". Or start the course
on your own computer (type: belonging start), open the exercise there, and save it when you are done.

Either way, please
- keep all its cells, also those that say check(...), and write only where an answer belongs,
- put your name into the file's name, such as: {first} - Ana Ruiz.ipynb

How to hand in

Send the file, the way the leader of your group told you. If a task asked for a file of yours, such as a
lesson plan, send that with it. You may hand in again: the newest version counts. No version is lost.

If a notebook does not open, send it all the same, and say so. Most answers can be saved.

The modules in this hand-out
{titles}
"""


@dataclass(frozen=True)
class Released:
    """What a release did.

    Attributes
    ----------
    new, same, changed : tuple of str
        Modules handed out for the first time, as they were, and with another text than last time.
    refused : mapping
        Modules that stay as they were handed out, each with the reason.
    in_zip : tuple of str
        The modules in the zip.
    notes : tuple of str
    """

    new: tuple[str, ...]
    same: tuple[str, ...]
    changed: tuple[str, ...]
    refused: Mapping[str, str]
    in_zip: tuple[str, ...]
    notes: tuple[str, ...]


def release(cohort: Cohort, wanted: Sequence[str] = ()) -> Released:
    """Prepare modules for grading and put them into the hand-out; what was released before stays in it.

    Parameters
    ----------
    cohort : Cohort
    wanted : sequence of str
        Modules' ids; by default all that have an exercise.

    Raises
    ------
    Plain
        If there is no such module, or the folder cannot be written in.
    """
    for name in wanted:
        if name not in cohort.modules:
            raise Plain(f"There is no module “{name}” with an exercise.", f"Choose from: {', '.join(cohort.modules)}.")
    for id_ in cohort.modules:
        cohort.course.undo_half_a_release(id_)
    before = {id_: _source(cohort, id_) for id_ in cohort.modules}
    handed_out = _in_hand_out(cohort)
    todo = [id_ for id_ in cohort.modules if id_ in wanted or not wanted or before[id_] is not None]
    refused: dict[str, str] = {}
    with Progress(console=Console(stderr=True), transient=True) as progress:
        for id_ in progress.track(todo, description="Preparing the modules"):
            try:
                cohort.course.release(id_)
            except Plain as problem:
                refused[id_] = problem.message
    done = [id_ for id_ in todo if id_ not in refused]
    packed = {id_: _files(cohort, id_, kept=id_ in refused) for id_ in todo}
    # by the hand-out too: it is written last, so a run that was killed before that says again what it changed
    changed = tuple(
        id_
        for id_ in done
        if before[id_] not in (None, _source(cohort, id_)) or handed_out.get(id_, packed[id_]) != packed[id_]
    )
    notes = [_changed(cohort, id_) for id_ in changed]
    write_atomically(cohort.hand_out, _zip(packed))
    return Released(
        new=tuple(id_ for id_ in done if before[id_] is None),
        same=tuple(id_ for id_ in done if before[id_] is not None and id_ not in changed),
        changed=changed,
        refused={id_: _refused(id_, reason) for id_, reason in refused.items()},
        in_zip=tuple(todo),
        notes=tuple(notes),
    )


def page_files(module_id: str) -> dict[str, bytes]:
    """Return what the course's page hands out for a module: the exercise, and files beside it, by name."""
    files = {f"{module_id}.ipynb": notebook_text(student_notebook(module_id)).encode()}
    return files | {name: text().encode() for name, text in handed_out(module_id).items()}


def _files(cohort: Cohort, module_id: str, *, kept: bool) -> dict[str, bytes]:
    """Return what the hand-out has of one module."""
    files = page_files(module_id)
    released = cohort.root / "release" / module_id / f"{module_id}.ipynb"
    if kept and released.exists():  # people go on with the exercise that is graded here
        files[f"{module_id}.ipynb"] = released.read_bytes()
    return files


def _in_hand_out(cohort: Cohort) -> dict[str, dict[str, bytes]]:
    """Return what people were handed out last, by module; nothing if there is no such file, or it is damaged."""
    found: dict[str, dict[str, bytes]] = {}
    try:
        with zipfile.ZipFile(cohort.hand_out) as archive:
            for path in archive.namelist():
                module_id, _, name = path.partition("/")
                if name:
                    found.setdefault(module_id, {})[name] = archive.read(path)
    except (OSError, zipfile.BadZipFile, zlib.error):
        return {}
    return found


def _zip(packed: Mapping[str, Mapping[str, bytes]]) -> bytes:
    titles = "\n".join(f"- {id_}: {module(id_).title}" for id_ in packed)
    read_me = _READ_ME.format(first=next(iter(packed), "listening"), titles=titles)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        _put(archive, "READ ME.txt", read_me.replace("\n", "\r\n").encode("utf-8-sig"))
        for id_, files in packed.items():
            for name, each in files.items():
                _put(archive, f"{id_}/{name}", each)
    return content.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))  # one day for all: the same content makes the same zip
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _source(cohort: Cohort, module_id: str) -> bytes | None:
    path = cohort.root / "source" / module_id / f"{module_id}.ipynb"
    return path.read_bytes() if path.exists() else None


def _handed_in(cohort: Cohort, module_id: str) -> int:
    return sum(1 for _ in (cohort.root / "submitted").glob(f"*/{module_id}"))


def _changed(cohort: Cohort, module_id: str) -> str:
    count = _handed_in(cohort, module_id)
    if not count:
        return f"{module_id} has changed since it was handed out. Send the new hand-out."
    return (
        f"{module_id} has changed since it was handed out, and {count_of_people(count)} handed it in already. Their "
        "work and points are kept. The next grading moves their answers into the new text and checks them again."
    )


def _refused(module_id: str, reason: str) -> str:
    if "other tasks" not in reason:
        return reason
    return (
        f"{module_id} has other tasks now than when work was graded here. All points are kept, and this cohort goes on "
        "with the exercise as it was handed out. For the new tasks, make a cohort of its own: "
        "belonging cohort new my-new-cohort --roster people.xlsx"
    )
