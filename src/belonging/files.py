"""Writing a file so that a crash leaves the old one or the new one, never half of either."""

import errno
import io
import os
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from belonging.errors import Plain


def write_atomically(path: Path, content: bytes, *, through: bool = True) -> None:
    """Write a file in one step; the folder is made when it is missing.

    Parameters
    ----------
    path : Path
        The file to write or replace.
    content : bytes
        All of the file.
    through : bool
        Wait until it is on the disk; not needed for what is simply made again when the power fails.

    Raises
    ------
    Plain
        If the folder cannot be written in, or the disk is full; an existing file is then as it was.
    """
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if through:
                os.fsync(file.fileno())
        # mkstemp makes files only their owner can read; a shared folder expects the usual mode.
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise cannot_write(path, error) from error


def write_new(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder unless one of them is there with something else in it.

    Parameters
    ----------
    folder : Path
        Made when it is missing.
    files : mapping of str to bytes
        Names and contents.

    Returns
    -------
    list of Path
        The files, in their order.

    Raises
    ------
    Plain
        If a file of the same name holds something else (perhaps its owner's changes): nothing is written then. Also
        if the folder cannot be written in.
    """
    changed = [name for name, new in files.items() if (folder / name).exists() and (folder / name).read_bytes() != new]
    if changed:
        raise Plain(
            f"The folder {folder} already holds {', '.join(changed)}, with other words in it. Nothing was written.",
            "Choose a new folder, or move those files away first.",
        )
    for name, content in files.items():
        write_atomically(folder / name, content)
    return [folder / name for name in files]


def without_dates(packed: bytes) -> bytes:
    """Pack a zip file (a Word file, a set of slides) anew with one fixed day on every part.

    The same content then makes the same bytes on any day, so that two builds, or an edited copy, can be told apart.
    """
    even = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(even, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED)
    return even.getvalue()


def cannot_write(path: Path, error: OSError) -> Plain:
    """Return the plain words for a file that could not be written."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Plain(
            f"This folder cannot be written in: {path.parent}",
            "Choose a folder of your own, for example one inside Documents, and run the command again.",
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Plain(f"The disk is full; {path.name} was not written.", "Free some space and run the command again.")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return Plain(
            f"A file is in the way: {path.parent} should be a folder.",
            "Move or rename that file, or choose another folder.",
        )
    return Plain(
        f"{path} could not be written: {error.strerror or error}.", "Choose another folder and run the command again."
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
