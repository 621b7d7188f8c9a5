"""What learning platforms do to the names of files: who handed it in, which attempt, when, and the file's own name.

Each platform is one small function; the comment above it says where its naming is written down. None of them decides
who it is: a name, a login or a number is compared with the roster in `match.py`, and only what fits exactly one person
counts. Google Classroom stands here with no function: no source says how its files are called, so a person's name in
such a file ("listening - Ana Perez.ipynb", "Copy of ...") is read like a name in any other file.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

Kind = Literal["name", "login", "local", "email", "number"]


@dataclass(frozen=True)
class Clue:
    """Something that says whose file it is."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Named:
    """What a file's names say about it."""

    original: str
    """The file's name as the person gave it, as far as the platform left it."""
    system: str = ""
    """The platform, such as "Canvas"; empty for files that came in no platform's way."""
    clues: tuple[Clue, ...] = ()
    who: str = ""
    """How the platform calls the person, the same in each of its downloads; empty when it does not."""
    attempt: int | None = None
    when: datetime | None = None
    late: bool = False
    theirs: bool = False
    """Whether the platform itself wrote the file, so that it is nobody's work."""
    at: int = -1
    """Which of the names it was that the platform made."""
    folder: str = ""
    """The folder in which Moodle expects what goes back to this person; empty elsewhere."""
    mixed: bool = False
    """Whether what one person handed in holds names that speak of somebody else; then nothing about it is certain."""


def named(trail: Sequence[str]) -> Named:
    """Read the names on the way to a file; the platform's own, nearest to the file, comes first.

    Examples
    --------
    >>> found = named(["submissions.zip", "perezana_LATE_12345_67890_listening-1.ipynb"])
    >>> found.system, found.original, found.late, [clue.text for clue in found.clues]
    ('Canvas', 'listening.ipynb', True, ['perezana', '12345'])
    >>> named(["Ana Perez_123_assignsubmission_file_", "listening.ipynb"]).clues[0]
    Clue(kind='name', text='Ana Perez')
    """
    return next(all_named(trail), Named(trail[-1]))


def all_named(trail: Sequence[str]) -> Iterator[Named]:
    """Read every name that a platform may have made, the nearest to the file first.

    Names inside of what a person handed in (a folder in their zip) are the person's own doing, and may look like a
    platform's; see `Matcher.named`.
    """
    for at in range(len(trail) - 1, -1, -1):
        for read in _PLATFORMS:
            if found := read(trail, at):
                yield replace(found, at=at)
                break


# lib/content_zipper.rb (add_upload_submission, get_filename, sanitize_user_name) and Attachment.make_unique_filename,
# https://github.com/instructure/canvas-lms : sortable name in small letters without spaces and signs, "LATE", the
# user's number or "anon_" and a code, the attachment's number (it grows with time), the name; "-1" is added to a name
# that was there before. What was typed into a box comes as "_text.html", a link as "_link.html".
_CANVAS = re.compile(
    r"(?:(?P<who>[^\W_].*?)_)?(?P<late>LATE_)?(?:(?P<id>\d+)|anon_(?P<anon>[A-Za-z0-9]+))_(?P<file>\d+)_(?P<name>.+)"
)
_CANVAS_TYPED = re.compile(r"(?:(?P<who>[^\W_].*?)_)?(?:LATE_)?(?:\d+|anon_[A-Za-z0-9]+)_(?:text|link)\.html")


def _canvas(trail: Sequence[str], at: int) -> Named | None:
    if _CANVAS_TYPED.fullmatch(trail[at]):
        return Named(trail[-1], "Canvas", theirs=True)
    found = _CANVAS.fullmatch(trail[at])
    if not found or not (found["who"] or found["anon"]):
        return None
    clues = [Clue("name", found["who"])] if found["who"] else []
    clues += [Clue("number", found["id"])] if found["id"] else []
    own = re.sub(r"-\d(?=(\.[A-Za-z][A-Za-z0-9]*)+$)", "", found["name"])
    return Named(
        own if at == len(trail) - 1 else trail[-1],
        "Canvas",
        tuple(clues),
        who=f"canvas {found['id'] or found['anon']}",
        attempt=int(found["file"]),
        late=bool(found["late"]),
    )


# mod/assign/classes/downloader.php (get_student_prefix, load_submissionplugin_filelist),
# https://github.com/moodle/moodle : "<full name>_<number>_assignsubmission_file", a folder (older releases end it with
# one more "_") or, without folders, the beginning of the file's name. Blind marking puts "Participant" for the name.
# "onlinetext" is what was typed into a box.
_MOODLE = re.compile(r"(?P<who>[^_]+)_(?P<id>\d+)_assignsubmission_(?P<kind>file|onlinetext)(?:_(?P<name>.*))?")


def _moodle(trail: Sequence[str], at: int) -> Named | None:
    found = _MOODLE.fullmatch(trail[at])
    if not found:
        return None
    last = at == len(trail) - 1
    who = f"moodle {found['id']}"
    return Named(
        (found["name"] or trail[-1]) if last else trail[-1],
        "Moodle",
        (Clue("name", found["who"].strip()),),
        who=who,
        theirs=found["kind"] == "onlinetext",
        folder="" if last else trail[at],
    )


# "Schoology" publishes no description that could be found. Three independent public programs that read its "Download
# all" agree: "Last, First - <number>/Revision 1 - On time/<name>", and "Late". The form "Submission 1 - <name>" could
# not be found anywhere; it is read as a revision, and decides nothing about the person.
_SCHOOLOGY = re.compile(r"(?P<last>[^,/]+), (?P<first>[^/]+?) - (?P<id>[\w-]+)")
_REVISION = re.compile(r"(?:Revision|Submission) (?P<n>\d+)(?: - (?P<state>On time|Late|.*))?", re.IGNORECASE)


def _schoology(trail: Sequence[str], at: int) -> Named | None:
    found = _SCHOOLOGY.fullmatch(trail[at])
    if not found or at == len(trail) - 1:
        return None
    revision = _REVISION.fullmatch(trail[at + 1])
    if revision is None:
        return None
    file_itself = at + 1 == len(trail) - 1
    return Named(
        (revision["state"] or trail[-1]) if file_itself else trail[-1],
        "Schoology",
        (Clue("name", f"{found['first']} {found['last']}"), Clue("number", found["id"])),
        who=f"schoology {found['id']}",
        attempt=int(revision["n"]),
        late=not file_itself and (revision["state"] or "").casefold() == "late",
    )


# https://nbgrader.readthedocs.io/en/stable/user_guide/managing_assignment_files_manually.html (its example of
# `named_regexp`) and https://github.com/kwurst/bb-file-cleanup : "<assignment>_<username>_attempt_<time>_<name>", and
# without a name the platform's own note "<assignment>_<username>_attempt_<time>.txt", whose first line is
# "Name: First Last (username)".
_BLACKBOARD = re.compile(
    r"(?P<what>.*?)_(?P<who>[^_]+)_attempt_(?P<when>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<name>.+)|\.txt)"
)


def _blackboard(trail: Sequence[str], at: int) -> Named | None:
    found = _BLACKBOARD.fullmatch(trail[at])
    if not found:
        return None
    return Named(
        (found["name"] or trail[-1]) if at == len(trail) - 1 else trail[-1],
        "Blackboard",
        (Clue("login", found["who"]),),
        who=f"blackboard {found['who']}",
        when=_time(found["when"], "%Y-%m-%d-%H-%M-%S"),
        theirs=not found["name"],
    )


# The Brightspace pages that could be found say nothing of it. Two independent public programs read folders such as
# "397063-2557369 - Mary-Ann Smith - Sep 24, 2024 926 PM" and, without folders, the same before " - <name>". The
# platform adds an "index.html" of its own.
_BRIGHTSPACE = re.compile(
    r"(?P<ids>\d+-\d+) - (?P<who>.+?) - (?P<when>[A-Z][a-z]+ \d{1,2}, \d{4} \d{3,4} [AP]M)(?: - (?P<name>.+))?"
)


def _brightspace(trail: Sequence[str], at: int) -> Named | None:
    found = _BRIGHTSPACE.fullmatch(trail[at])
    if not found:
        return None
    when = re.sub(r" (\d{1,2})(\d\d) ([AP]M)$", r" \1:\2 \3", found["when"])
    return Named(
        (found["name"] or trail[-1]) if at == len(trail) - 1 else trail[-1],
        "Brightspace",
        tuple(Clue("name", part.strip()) for part in found["who"].split(" - ")[-1:]),
        who=f"brightspace {found['ids'].split('-')[1]}",
        when=_time(when, "%b %d, %Y %I:%M %p") or _time(when, "%B %d, %Y %I:%M %p"),
    )


# https://github.com/lwchkg/teams_assignment_explorer (README) and, for the library's name,
# https://learn.microsoft.com/microsoft-365/education/deploy/assignments-admin-documentation :
# "Student Work/Submitted files/<person>/<assignment>/Version 2/<name>". Which form the name has is not said.
_TEAMS = re.compile(r"submitted files", re.IGNORECASE)
_VERSION = re.compile(r"Version (\d+)", re.IGNORECASE)


def _teams(trail: Sequence[str], at: int) -> Named | None:
    if not _TEAMS.fullmatch(trail[at]) or len(trail) < at + 3:
        return None
    versions = [int(found[1]) for part in trail[at + 2 : -1] if (found := _VERSION.fullmatch(part))]
    return Named(
        trail[-1],
        "Teams",
        (Clue("name", trail[at + 1]),),
        who=f"teams {trail[at + 1]}",
        attempt=versions[-1] if versions else None,
    )


# nbgrader/exchange/default/submit.py: "<person>+<assignment>+<time>+<random>", the random part only in newer releases.
_EXCHANGE = re.compile(
    r"(?P<who>[^+]+)\+(?P<what>[^+]+)\+(?P<when>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)?(?: [^+]+)?(?:\+[^+]+)?"
)


def _exchange(trail: Sequence[str], at: int) -> Named | None:
    found = _EXCHANGE.fullmatch(trail[at].replace("꞉", ":"))  # a sign that stands for ":" where ":" is not allowed
    if not found or at == len(trail) - 1:
        return None
    return Named(
        trail[-1],
        "nbgrader",
        (Clue("login", found["who"]),),
        who=f"nbgrader {found['who']}",
        when=_time(found["when"], "%Y-%m-%d %H:%M:%S"),
        theirs=trail[-1] == "timestamp.txt",
    )


# nbgrader's own folders: https://nbgrader.readthedocs.io/en/stable/user_guide/philosophy.html
# "submitted/<person>/<assignment>/<name>".
def _submitted(trail: Sequence[str], at: int) -> Named | None:
    if trail[at].casefold() != "submitted" or len(trail) != at + 4:
        return None
    person = trail[at + 1]
    return Named(
        trail[-1], "nbgrader", (Clue("login", person),), who=f"nbgrader {person}", theirs=trail[-1] == "timestamp.txt"
    )


def _time(text: str, form: str) -> datetime | None:
    """Read a platform's time. None of them names its zone, so only times of one platform are compared."""
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC)
    except ValueError:
        return None


_PLATFORMS: tuple[Callable[[Sequence[str], int], Named | None], ...] = (
    _moodle,
    _blackboard,
    _brightspace,
    _exchange,
    _schoology,
    _teams,
    _submitted,
    _canvas,
)
