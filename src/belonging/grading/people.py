"""Whose work is it: one name per person, taken from how the file or its folder is called."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

# Folder names that say where a file lies and not who made it.
_PLACES = {
    *("exercises", "exercise", "submitted", "submissions", "handed-in", "handins", "downloads", "download"),
    *("documents", "desktop", "work", "home", "users", "tmp", "temp", "belonging-workspace"),
}
_LONGEST = 60


def person_ids(files: Sequence[tuple[Path, str]]) -> list[str]:
    """Name the person behind each file, uniquely within one run.

    A file's own name counts, less the module's id (`Ana Pérez - listening.ipynb`); a file that is only called
    `listening.ipynb` takes the name of its folder.

    Parameters
    ----------
    files : sequence of (Path, str)
        Each file with its module's id.

    Returns
    -------
    list of str
        Letters, digits, `-`, `_` and `.` only, so that nbgrader can use it for folders; accents are kept.

    Examples
    --------
    >>> person_ids([(Path("Ana Pérez - listening.ipynb"), "listening"), (Path("ben/listening.ipynb"), "listening")])
    ['Ana-Pérez', 'ben']
    """
    names = [_name(path, module_id) for path, module_id in files]
    taken: set[tuple[str, str]] = set()
    ids = []
    for (path, module_id), name in zip(files, names, strict=True):
        alike = sum(_key(other, m) == _key(name, module_id) for other, (_, m) in zip(names, files, strict=True))
        # Two files of one name: tell them apart by where they lie, else by a number.
        candidates = [name] if alike == 1 else [_tidy(f"{path.parent.name} {path.stem}"), name]
        number = 2
        chosen = candidates[0]
        while _key(chosen, module_id) in taken:
            chosen, number = f"{candidates[0]}-{number}", number + 1
        taken.add(_key(chosen, module_id))
        ids.append(chosen)
    return ids


def _key(name: str, module_id: str) -> tuple[str, str]:
    return name.casefold(), module_id  # folders on Windows and macOS do not tell capitals apart


def _name(path: Path, module_id: str) -> str:
    stem = _nfc(path.stem)
    rest = _module_pattern(module_id).sub(" ", stem)
    # A number alone is a name (a school's own id), but not when it is the "(1)" of a second download.
    if re.search(r"[^\W_]" if rest == stem else r"[^\W\d_]", rest):
        return _tidy(rest)
    for folder in path.absolute().parents:
        own = _module_pattern(module_id).sub(" ", _nfc(folder.name))
        if folder.name.casefold() not in _PLACES and re.search(r"[^\W_]", own):
            return _tidy(own)
    return _tidy(stem)


def _module_pattern(module_id: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(module_id)}(?![^\W_])", re.IGNORECASE)


def _tidy(text: str) -> str:
    tidy = re.sub(r"[^\w.]+", "-", _nfc(text))
    return re.sub(r"-*_+-+|-+_+", "-", tidy).strip("-._")[:_LONGEST].strip("-._") or "participant"


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
