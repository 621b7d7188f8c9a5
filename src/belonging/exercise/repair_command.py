"""`belonging repair`: mend files, say what was moved, kept aside or lost, and give the exit code."""

from collections.abc import Callable, Sequence
from pathlib import Path

from belonging.errors import Plain
from belonging.exercise.repair import mend_file

MENDED, LOST, FOREIGN = 0, 1, 2


def repair(files: Sequence[Path], module_id: str | None, say: Callable[[str], None]) -> int:
    """Mend files one after the other.

    Parameters
    ----------
    files
        As typed; none of them is changed.
    module_id
        The module, when the files do not tell.
    say
        Prints one line.

    Returns
    -------
    int
        0 when all is mended or clean, 1 when something is lost, 2 when a file is no exercise of this course.
    """
    worst = MENDED
    for path in files:
        say(f"\n{path}")
        try:
            found = mend_file(path, module_id)
        except Plain as problem:
            say(f"  {problem}")
            worst = FOREIGN
            continue
        for mended, target in found:
            for sentence in mended.sentences:
                say(f"  {sentence}")
            if target is None:
                say("  No new file was made. Your file is as it was.")
            else:
                say(f"  Written: {target}")
                say(f"  Your own file “{path.name}” is as it was. If you do not like the mended one, delete it.")
            if mended.report.lost:
                worst = max(worst, LOST)
    return worst
