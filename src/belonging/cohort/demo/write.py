"""The fictional cohort as files: what 48 people send, and what each of them has to end with."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from belonging.cohort.demo.answers import Answered, all_right, draw, out_of
from belonging.cohort.demo.lab import run_in_lab
from belonging.cohort.demo.mess import MESSES, Work
from belonging.cohort.demo.roster_files import write_rosters
from belonging.cohort.demo.send import Parcel, Post
from belonging.course import load_python
from belonging.exercise.derive import filled_notebook
from belonging.exercise.notebook import notebook_text
from belonging.exercise.source import load
from belonging.paths import course_root
from belonging.tasks import File

#: Words of which one stands in the plain reason of everybody who ends without points, by the kind of reason.
REASONS = {
    "nothing came": ("nothing", "not handed in", "missing", "no work"),
    "unreadable": ("empty", "cut off", "damaged", "not a notebook"),
    "elsewhere": ("not an exercise of this course", "nothing", "not handed in", "no work"),
    "other module": ("nothing", "not handed in", "missing", "no work"),
}
SEED = 48
_TWO_OF_ONE_NAME = "Kit Alder"
_ASKED = ("name misspelled", "no name on it")


@dataclass(frozen=True)
class Ends:
    """What one person has to end with in one module.

    Parameters
    ----------
    person
        The code in the dataset `cohort_demo`, "T01" to "T48".
    name, email
        As in the roster; a name may be an alias, and the e-mail may be missing ("").
    module_id
        The module.
    ends
        "points", or one of `REASONS`.
    points, out_of
        The points that need no person, and how many there can be; None without points.
    waiting
        How many texts wait for a person.
    way, mess
        How it was sent, and what had happened to it; "" for nothing.
    asked
        Whether the director has to say whose it is, because the files cannot.
    files
        What was sent, below `arrived`; of a file in a zip, the zip's name comes first.
    """

    person: str
    name: str
    email: str
    module_id: str
    ends: str
    points: int | None
    out_of: int
    waiting: int
    way: str
    mess: str
    asked: bool
    files: tuple[str, ...]


def write_demo(folder: Path, seed: int = SEED, modules: Sequence[str] | None = None) -> list[Ends]:
    """Write the fictional cohort: a roster, twice, and the folder `arrived` with what people sent.

    Parameters
    ----------
    folder
        Gets `roster.xlsx`, `roster.csv` and `arrived`; made when it is missing.
    seed
        The same seed makes the same files.
    modules
        Only these; all four by default.

    Returns
    -------
    list of Ends
        As `expected` gives it.
    """
    write_rosters(folder, list(_generator().people(seed)))
    return _sent(Post(folder / "arrived"), seed, modules)


def expected(seed: int = SEED, modules: Sequence[str] | None = None) -> list[Ends]:
    """Return what each person has to end with in each module, worked out from the tasks themselves."""
    return _sent(Post(None), seed, modules)


def _sent(post: Post, seed: int, modules: Sequence[str] | None) -> list[Ends]:
    ends = []
    for number, row in _rows(seed, modules):
        work, earlier = _work(row, number, seed)
        if work is not None:
            _send(post, row, number, work, earlier, seed)
        files = tuple(path for path, whose in post.sent.items() if whose == (number, row["module"]))
        ends.append(_ends(row, work, files))
    _litter(post)
    post.close()
    return ends


def _generator() -> Any:
    return load_python(course_root() / "datasets" / "cohort_demo" / "generate.py")


def _rows(seed: int, modules: Sequence[str] | None) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for row in _generator().rows(seed):
        if modules is None or row["module"] in modules:
            yield int(row["person"][1:]), row


def _work(row: Mapping[str, Any], number: int, seed: int) -> tuple[Work | None, Answered | None]:
    """Return a person's work, as it is sent, and their answers in an earlier version."""
    if not row["sent_by"]:
        return None, None
    module_id, mess = row["module"], row["mess"] or ""
    chance = random.Random(f"{seed} {row['person']} {module_id}")
    earlier = draw(module_id, chance, number=number, right=0.3, blank=0.4) if row["earlier"] else None
    # A mess shows best where there is something to lose.
    answered = all_right(module_id, number) if mess else draw(module_id, chance, number=number)
    notebook = filled_notebook(module_id, answered.sources)
    if row["made_in"] == "lab":
        run_in_lab(notebook, answered)
    work = Work(answered, notebook, chance)
    if mess in MESSES:
        MESSES[mess](work)
    if mess == "plan missing":
        work.lost |= {p.task.id for p in load(module_id).tasks if isinstance(p.task.kind, File)}
    if mess == "other module":
        work.ends = mess
    return work, earlier


def _ends(row: Mapping[str, Any], work: Work | None, files: tuple[str, ...]) -> Ends:
    ends = work.ends if work else "nothing came"
    points = None
    if work and ends == "points":
        points = sum(a.points for id_, a in work.answered.answers.items() if id_ not in work.lost)
    return Ends(
        person=row["person"],
        name=row["name"],
        email=row["email"] or "",
        module_id=row["module"],
        ends=ends,
        points=points,
        out_of=out_of(row["module"])[0],
        waiting=work.answered.waiting if work and points is not None else 0,
        way=row["sent_by"] or "",
        mess=row["mess"] or "",
        asked=bool(work) and _is_asked(row),
        files=files,
    )


def _is_asked(row: Mapping[str, Any]) -> bool:
    """Say whether the files alone cannot tell whose work it is; a login tells two people of one name apart."""
    return row["mess"] in _ASKED or (row["name"] == _TWO_OF_ONE_NAME and row["sent_by"] != "exchange")


def _send(post: Post, row: Mapping[str, Any], number: int, work: Work, earlier: Answered | None, seed: int) -> None:
    mess, module_id = row["mess"] or "", row["module"]
    when = datetime.fromisoformat(f"{row['sent_on']}T15:00").replace(tzinfo=UTC)
    when = when.replace(hour=8 + number % 12, minute=number)
    login = row["email"].partition("@")[0] if row["email"] else "".join(c for c in row["name"].lower() if c.isalnum())
    files = {f"{module_id}.ipynb": work.content, **work.answered.files}
    if mess == "plan missing":
        files = {f"{module_id}.ipynb": work.content}
    if mess == "plan under another name":
        [plan] = work.answered.files.values()
        files = {f"{module_id}.ipynb": work.content, "Lesson plan final FINAL.yml": plan}
    other = {"other module": "beliefs", "two modules in one zip": "start"}.get(mess)
    if other:
        [(_, before)] = [(n, r) for n, r in _rows(seed, [other]) if n == number]
        sent_before, _ = _work(before, number, seed)
        assert sent_before is not None
        if mess == "other module":
            files = {f"{module_id}.ipynb": sent_before.content}
        else:
            files[f"{other}.ipynb"] = sent_before.content
    versions = 2 if earlier else 1
    if earlier:
        first = {f"{module_id}.ipynb": _plain(earlier), **earlier.files}
        sooner = when.replace(hour=7, minute=1)
        post.send(row["sent_by"], Parcel(number, row["name"], login, module_id, first, sooner, 1, versions))
    post.send(row["sent_by"], Parcel(number, row["name"], login, module_id, files, when, versions, versions, mess))


def _plain(answered: Answered) -> bytes:

    return notebook_text(filled_notebook(answered.module_id, answered.sources)).encode()


def _litter(post: Post) -> None:
    """Write what lies in every folder of downloads, and work of somebody who is not in the roster."""
    when = datetime(2026, 10, 1, 12, tzinfo=UTC)
    post.put("Downloads/.DS_Store", b"\x00\x00\x00\x01Bud1", when)
    post.put("Downloads/Thumbs.db", b"\xd0\xcf\x11\xe0", when)
    post.put("Downloads/~$roster.xlsx", b"\x05guest", when)
    post.put("Downloads/agenda session 2.pdf", b"%PDF-1.7\n%fictional\n", when)
    post.put("Moodle/grades export.csv", b"First name,Last name,Grade\n", when)
    post.put("Downloads/Sandy Nobody - listening.ipynb", _plain(all_right("listening", 99)), when)
