"""`belonging handouts`: write the handouts of one module or of all, saying each step."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from belonging.course import module, modules
from belonging.errors import Plain
from belonging.files import write_new
from belonging.handout.build import KINDS, made


def write_handouts(
    module_id: str | None = None,
    output: Path = Path("handouts"),
    paper: Literal["letter", "a4"] = "letter",
    report: Callable[[str], None] = print,
) -> list[Path]:
    """Write the handouts into a folder, one folder in it for each module.

    Parameters
    ----------
    module_id : str, optional
        One module; by default all of them, in the order of the course.
    output : Path
        Made when it is missing. A file in it that somebody has edited is never overwritten.
    paper : {"letter", "a4"}
        The paper of the PDF. The Word file fits both.
    report : callable
        Receives one line for each file.

    Returns
    -------
    list of Path
        The files.

    Raises
    ------
    Plain
        If there is no such module, a sheet cannot be made, a file is there with other words in it, or the folder
        cannot be written in.
    """
    try:
        wanted = [module(module_id)] if module_id else list(modules())
    except LookupError as unknown:
        raise Plain(str(unknown.args[0]), "Type one of these names after: belonging handouts") from unknown
    written: list[Path] = []
    for number, each in enumerate(wanted, 1):
        report(f"[{number}/{len(wanted)}] {each.title}")
        try:
            files = {kind.file(each): made(each, kind, paper=paper) for kind in KINDS}
        except ValueError as wrong:
            raise Plain(f"The handouts of “{each.title}” cannot be made. {wrong}") from wrong
        for path in write_new(output / each.id, files):
            report(f"  {path}")
            written.append(path)
    report(
        f"Done: {len(written)} files. The Word files are yours to edit; run this again in a new folder for fresh ones."
    )
    return written
