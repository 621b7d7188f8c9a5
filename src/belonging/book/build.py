"""Build the book: run Jupyter Book in a folder of its own, then put the finished site in place in one move."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from belonging.book.site import pages
from belonging.errors import Plain
from belonging.live.site import add_live, read_distribution
from belonging.paths import course_root


def build(
    output: Path,
    edition: Literal["learner", "leader"] = "learner",
    strict: bool = False,
    quiet: bool = False,
    report: Callable[[str], None] = print,
    source: Path | None = None,
    live: Path | None = None,
) -> Path:
    """Build the web pages of the course.

    Parameters
    ----------
    output : Path
        The folder for what is made; the site itself is `html/` in it. An older site there is replaced only when the new
        one is complete.
    edition : {"learner", "leader"}
        The leader's edition also has the facilitator notes.
    strict : bool
        Stop when there is a warning; without it warnings are printed and the site is built.
    quiet : bool
        Say nothing about the steps; problems are still raised.
    report : callable
        Receives one line for each step.
    source : Path, optional
        The folder with `_config.yml`; by default the course this package belongs to.
    live : Path, optional
        A folder with Pyodide, and wheels if there are any: then the pages can run Python when a reader asks for it.

    Returns
    -------
    Path
        The folder of the finished site.

    Raises
    ------
    Plain
        If there is no book to build from, the folder cannot be written, or the build failed; the message holds what
        Jupyter Book said.
    """
    source = (source or course_root()).resolve()
    if not (source / "_config.yml").is_file():
        raise Plain(
            "The pages can only be built from a copy of the course's repository.",
            "Download the repository, go into its folder and run the same command there.",
        )
    say = (lambda _line: None) if quiet else report
    distribution = read_distribution(live) if live else None
    output = output.resolve()
    began = time.perf_counter()
    try:
        output.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".making-", dir=output))
    except OSError as error:
        raise Plain(
            f"The folder {output} cannot be written ({error.strerror}).", "Choose another one with --output FOLDER."
        ) from error
    try:
        say(f"Reading the course and running its pictures ({edition}'s edition) ...")
        said = _jupyter_book(source, work, edition, strict)
        if distribution:
            for line in distribution.says:
                say(line)
            add_live(work / "_build" / "html", distribution)
        say("Putting the pages in place ...")
        site = _place(work / "_build" / "html", output / "html")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    for line in said:
        say(line)
    count = len(pages(site))
    say(f"Done: {count} pages in {time.perf_counter() - began:.0f} s. Open {site / 'index.html'}")
    return site


def _jupyter_book(source: Path, work: Path, edition: str, strict: bool) -> list[str]:
    """Run it; return its warnings, or raise with them when it failed."""
    start = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", start]
    command += ["build", str(source), "--path-output", str(work), "--all", "-q"]
    if strict:
        command += ["-W", "-n", "--keep-going"]
    environment = {
        **os.environ,
        "BELONGING_EDITION": edition,
        "BELONGING_STILL": "1",  # the page has a front end of its own; a widget would need a kernel
        "BELONGING_DRAWN": str(pictures_kept(source, work.parent)),
        # the kernel must find this Python's packages first, whatever folder the command was started from
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "PYTHONWARNINGS": "ignore",
    }
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    warnings = [line for line in run.stderr.splitlines() if "WARNING" in line or "ERROR" in line]
    if run.returncode != 0 or not (work / "_build" / "html" / "index.html").is_file():
        reports = sorted((work / "_build" / "html" / "reports").rglob("*.log"))
        tracebacks = [report.read_text(encoding="utf-8", errors="replace") for report in reports]
        told = "\n".join([*warnings, *tracebacks]) or _cause(run.stdout + run.stderr)
        raise Plain(
            f"The pages could not be built.\n{told}\n",
            "Mend what is named above (file and line), then build again. The site that was there is unchanged.",
        )
    return warnings


def pictures_kept(source: Path, output: Path) -> Path:
    """Return the folder that keeps the explorers' pictures, for all outputs of one clone: drawing is slow."""
    kept = source / "_build" / ".drawn"
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError:
        return output / ".drawn"
    return kept if os.access(kept, os.W_OK) else output / ".drawn"


def _cause(said: str) -> str:
    """The end of what Jupyter Book said before its own traceback, which names nothing of the course's."""
    return said.partition("The above exception was the direct cause")[0].strip()[-3000:]


def _place(made: Path, site: Path) -> Path:
    """Swap the finished site in; the old one is there until the moment the new one is."""
    shutil.rmtree(made / "reports", ignore_errors=True)
    old = site.with_name(".old-html")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    made.rename(site)
    shutil.rmtree(old, ignore_errors=True)
    return site
