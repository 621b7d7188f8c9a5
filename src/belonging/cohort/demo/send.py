"""How work arrives: the names and zips of learning platforms, loose downloads, e-mail, an nbgrader exchange."""

import io
import os
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from belonging.course import module


@dataclass(frozen=True)
class Parcel:
    """One version of one person's work for one module, as it is sent.

    Parameters
    ----------
    number
        The person's number in the roster, from 1.
    name
        What the platform calls the person: the name, or the alias.
    login
        The person's login.
    module_id
        The module whose box it is put into.
    files
        Name and content; the notebook first.
    when
        When it was sent.
    version, versions
        Which of how many versions this is, from 1.
    mess
        What is special about the sending, "" for nothing.
    """

    number: int
    name: str
    login: str
    module_id: str
    files: Mapping[str, bytes]
    when: datetime
    version: int = 1
    versions: int = 1
    mess: str = ""

    @property
    def sortable(self) -> tuple[str, str]:
        """Last and first name, as platforms keep them."""
        first, _, last = self.name.partition(" ")
        return last, first


@dataclass
class Post:
    """Everything that arrives, gathered before it is written.

    Parameters
    ----------
    folder
        The folder it arrives in; None to write nothing, and only learn the names.
    sent
        Every file that was sent, a zip's name before what is in it; with the person's number and the module.
    """

    folder: Path | None
    sent: dict[str, tuple[int, str]] = field(default_factory=dict)
    _parcel: Parcel | None = None
    _zips: dict[str, list[tuple[str, bytes, datetime]]] = field(default_factory=lambda: defaultdict(list))

    def put(self, path: str, content: bytes, when: datetime) -> None:
        """Write one file."""
        self._note(path)
        if self.folder is None:
            return
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        os.utime(target, (when.timestamp(), when.timestamp()))

    def pack(self, archive: str, inner: str, content: bytes, when: datetime) -> None:
        """Put one file into a zip that is written at the end."""
        self._note(f"{archive}/{inner}")
        self._zips[archive].append((inner, content, when))

    def close(self) -> None:
        """Write the zips."""
        for archive, files in self._zips.items():
            self.put(archive, zipped(files), max(when for _, _, when in files) + timedelta(hours=20))

    def send(self, way: str, parcel: Parcel) -> None:
        """Send a parcel by one of the ways."""
        self._parcel = parcel
        {
            "canvas": self._canvas,
            "moodle": self._moodle,
            "schoology": self._schoology,
            "classroom": self._classroom,
            "exchange": self._exchange,
            "mail": self._mail,
            "loose": self._loose,
        }[way](parcel)
        self._parcel = None

    def _note(self, path: str) -> None:
        if self._parcel is not None:
            self.sent[path] = self._parcel.number, self._parcel.module_id

    def _canvas(self, parcel: Parcel) -> None:
        """`lastfirst_LATE_user_attachment_name-1.ipynb`, all in one zip; an earlier download holds earlier versions."""
        who = "".join(c for c in "".join(parcel.sortable).lower() if c.isalnum())
        early = " (first download)" if parcel.version < parcel.versions else ""
        for place, (name, content) in enumerate(parcel.files.items()):
            again = f"-{parcel.version - 1}" if parcel.version > 1 else ""
            path = Path(name)
            attachment = 7_000_000 + parcel.number * 100 + parcel.version * 10 + place
            late = "LATE_" if parcel.number % 7 == 0 else ""
            inner = f"{who}_{late}{41_000 + parcel.number}_{attachment}_{path.stem}{again}{path.suffix}"
            self.pack(f"Canvas/submissions-{parcel.module_id}{early}.zip", inner, content, parcel.when)

    def _moodle(self, parcel: Parcel) -> None:
        """One folder a person, in a zip that is named after the course and the assignment."""
        title = _title(parcel.module_id)
        early = "-early" if parcel.version < parcel.versions else ""
        for name, content in parcel.files.items():
            inner = f"{parcel.name}_{880_000 + parcel.number}_assignsubmission_file_/{name}"
            self.pack(f"Moodle/BELONG-26-{title}-5120{early}.zip", inner, content, parcel.when)

    def _schoology(self, parcel: Parcel) -> None:
        last, first = parcel.sortable
        late = "Late" if parcel.number % 7 == 0 else "On time"
        for name, content in parcel.files.items():
            inner = f"{last}, {first} - {65_000_000 + parcel.number}/Revision {parcel.version} - {late}/{name}"
            self.pack(f"Schoology/{_title(parcel.module_id)} Submissions.zip", inner, content, parcel.when)

    def _classroom(self, parcel: Parcel) -> None:
        """Google Classroom's Drive folder: the person's name, a dash, the file's name."""
        for name, content in parcel.files.items():
            again = f" ({parcel.version - 1})" if parcel.version > 1 else ""
            path = Path(name)
            place = f"Classroom/{_title(parcel.module_id)}"
            self.put(f"{place}/{parcel.name} - {path.stem}{again}{path.suffix}", content, parcel.when)

    def _exchange(self, parcel: Parcel) -> None:
        stamp = parcel.when.strftime("%Y-%m-%d %H:%M:%S UTC")
        safe = stamp.replace(":", ".") if os.name == "nt" else stamp  # Windows has no folder with a colon in its name
        place = f"exchange/belonging/inbound/{parcel.login}+{parcel.module_id}+{safe}"
        for name, content in parcel.files.items():
            self.put(f"{place}/{name}", content, parcel.when)
        self.put(f"{place}/timestamp.txt", stamp.encode(), parcel.when)

    def _mail(self, parcel: Parcel) -> None:
        """A zip from each person; one packed a zip into it."""
        files = [(f"{parcel.module_id}/{name}", content, parcel.when) for name, content in parcel.files.items()]
        if parcel.mess == "zip in a zip":
            files = [("my work.zip", zipped(files), parcel.when)]
        self.put(f"E-mail/{parcel.name}.zip", zipped(files), parcel.when)

    def _loose(self, parcel: Parcel) -> None:
        """Out of somebody's downloads."""
        for place, (name, content) in enumerate(parcel.files.items()):
            path = Path(name)
            stem = path.stem if not place else path.stem.replace("_", " ")
            again = f" ({parcel.version - 1})" if parcel.version > 1 else ""
            if parcel.mess == "no name on it" and not place:
                self.put(f"Downloads/{path.stem} (1){path.suffix}", content, parcel.when)
                continue
            called = f"{_misspelled(parcel.name) if parcel.mess == 'name misspelled' else parcel.name} - {stem}{again}"
            ending = f"{path.suffix}.txt" if parcel.mess == "saved as .ipynb.txt" else path.suffix
            self.put(f"Downloads/{called}{ending}", content, parcel.when)
            if parcel.mess == "same file twice":
                self.put(f"Downloads/{called} (1){ending}", content, parcel.when + timedelta(minutes=1))


def zipped(files: list[tuple[str, bytes, datetime]]) -> bytes:
    """Pack files into a zip; the same files make the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for inner, content, when in files:
            entry = zipfile.ZipInfo(inner, when.astimezone(UTC).timetuple()[:6])
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _title(module_id: str) -> str:
    """Return a module's title as platforms write it into the name of a file."""
    return re.sub(r'[\\/:*?"<>|]', "", module(module_id).title)


def _misspelled(name: str) -> str:
    """Swap two letters in the middle of the last name, and lose one."""
    first, _, last = name.partition(" ")
    middle = len(last) // 2
    return f"{first} {last[: middle - 1]}{last[middle]}{last[middle - 1]}{last[middle + 2 :]}"
