"""The computer's own troubles (a full disk, a gradebook in use) stop a run; those of one notebook never do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError, IntegrityError

from belonging.errors import Plain
from belonging.files import cannot_write

_STOPS = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO),
    *(errno.EROFS, errno.EACCES, errno.EPERM),
    *(errno.EMFILE, errno.ENFILE, errno.ENOMEM),
}


class Stopped(Plain):
    """A trouble of the computer's; everybody after this person would meet it too."""


@contextmanager
def stopping(root: Path) -> Iterator[None]:
    """Turn a trouble of the computer's while something is written into plain words that stop the run.

    Raises
    ------
    Stopped
        In place of an error of the operating system or the gradebook; every other error goes through.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _STOPS:
            raise
        why = cannot_write(Path(str(error.filename or root / "gradebook.db")), error)
        raise Stopped(why.message, why.advice) from error
    except IntegrityError:
        raise  # about one person's rows: someone else wrote them in this moment
    except DatabaseError as error:
        raise _gradebook(root, str(error.orig)) from error


def _gradebook(root: Path, says: str) -> Stopped:
    again = "then run the same command again. Nothing that was graded is lost."
    if "locked" in says:
        return Stopped(f"The gradebook of {root} is in use.", f"Close the other program (perhaps Formgrader), {again}")
    if "full" in says:
        return Stopped(f"The disk is full; the gradebook in {root} could not be written.", f"Free some space, {again}")
    if "readonly" in says or "unable to open" in says:
        return Stopped(f"The gradebook in {root} cannot be written.", f"Make its folder writable, {again}")
    return Stopped(
        f"The gradebook in {root} could not be written ({says}).", f"See that the disk is whole and not full, {again}"
    )
