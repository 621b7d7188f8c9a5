"""The `belonging` command: each verb names a room and imports it only when it is asked for."""

import io
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from belonging.errors import Plain

try:
    import typer
except ModuleNotFoundError:
    sys.exit(
        "The belonging command needs two more packages. "
        "In the folder of the course, type: python -m pip install '.[lab]'"
    )

from belonging.cohort.command import app as cohort_app
from belonging.extras import need
from belonging.plan.command import app as plan_app

app = typer.Typer(
    name="belonging",
    help="Belonging by Design: a course for K-12 educators. Start with: belonging start",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # rich's help costs 0.2 s for a Markdown parser and draws boxes that screen readers spell out
    rich_markup_mode=None,
)

app.add_typer(cohort_app, name="cohort")
app.add_typer(plan_app, name="plan")


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; problems a person can mend are printed in plain words.

    Parameters
    ----------
    arguments : list of str, optional
        What was typed after `belonging`; by default the process's own arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a sign that a window cannot show must not stop the work
            stream.reconfigure(errors="replace")
    try:
        app(arguments)
    except Plain as problem:
        _say_problem(problem)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("\nStopped.", err=True)
        sys.exit(130)
    except Exception as error:
        if os.environ.get("BELONGING_DEBUG"):
            raise
        _say_problem(
            Plain(
                f"This should not happen: {type(error).__name__}: {error}",
                "To see where it came from, set BELONGING_DEBUG=1 and run the same command again; "
                "then report it with that text.",
            )
        )
        sys.exit(1)


def _say_problem(problem: Plain) -> None:
    typer.secho("Problem: ", fg="red", bold=True, nl=False, err=True)
    typer.echo(problem.message, err=True)
    if problem.advice:
        typer.secho("What to do: ", bold=True, nl=False, err=True)
        typer.echo(problem.advice, err=True)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"belonging {version('belonging')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the release and stop.")
    ] = False,
) -> None:
    """Belonging by Design: a course for K-12 educators. Start with: belonging start"""


@app.command()
def start(
    folder: Annotated[Path, typer.Argument(help="Where your work is kept; made when it is not there.")] = Path(
        "belonging-workspace"
    ),
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Use exactly this port. By default the first free one from 8888."),
    ] = None,
    browser: Annotated[
        bool,
        typer.Option("--browser/--no-browser", help="Open the course in your browser, or only print the address."),
    ] = True,
) -> None:
    """Open the course in JupyterLab, on this computer. Work already in the folder is never overwritten."""
    need("lab", "jupyterlab", "nbgrader")
    from belonging.lab.start import start as open_course

    open_course(folder, port=port, browser=browser)


@app.command()
def book(
    output: Annotated[Path, typer.Option(help="Where the pages go; html/ inside it is the site.")] = Path("_build"),
    leader: Annotated[bool, typer.Option("--leader", help="The leader's edition, with facilitator notes.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop when the build has a warning.")] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the first page when it is built.")] = False,
    live: Annotated[
        Path | None,
        typer.Option(help="A folder with Pyodide (and wheels): the pages can then run Python. CONTRIBUTING says how."),
    ] = None,
) -> None:
    """Build the course's web pages."""
    need("book", "jupyter_book", "sphinx")
    from belonging.book.build import build

    site = build(output, edition="leader" if leader else "learner", strict=strict, live=live)
    if show:
        import webbrowser

        webbrowser.open((site / "index.html").resolve().as_uri())


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Your exercise notebooks.")],
) -> None:
    """Check your own exercise notebook, task by task, without opening it."""
    from belonging.grading.self_check import self_check

    self_check(files)


@app.command()
def repair(
    files: Annotated[list[Path], typer.Argument(help="Damaged notebooks, or files that hold one. Only read.")],
    module: Annotated[str | None, typer.Option(help="The module, when the file does not tell.")] = None,
) -> None:
    """Mend a damaged exercise notebook: a clean copy with your answers is written beside it."""
    from belonging.exercise.repair_command import repair as repair_files

    raise typer.Exit(repair_files(files, module, typer.echo))


@app.command()
def grade(
    sources: Annotated[list[Path], typer.Argument(help="Handed-in notebooks, or folders of them.")],
    into: Annotated[Path, typer.Option(help="The nbgrader course folder; made when it is not there.")] = Path(
        "belonging-grading"
    ),
    csv: Annotated[Path | None, typer.Option(help="Also write the points to this table file.")] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many notebooks are run at one time. By default one per processor.")
    ] = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Go on where handed-in code cannot be kept apart from your own files.")
    ] = False,
) -> None:
    """Grade handed-in notebooks with nbgrader, show the points and write a feedback page beside each.

    Stopped at any moment, the same command goes on where it was. Ends with 0 when somebody has points, with 1 when
    nobody has or the run had to stop, with 130 after Ctrl-C.
    """
    need("grade", "nbgrader")
    from belonging.grading.grade import grade as grade_all

    grade_all(sources, into=into, csv=csv, jobs=jobs, unsafe=unsafe)


@app.command()
def own(
    file: Annotated[Path, typer.Argument(help="Your survey: CSV, Excel (.xlsx) or a Google Forms export. Only read.")],
    map_file: Annotated[
        Path | None, typer.Option("--map", help="A column map saved earlier, so that nothing is asked twice.")
    ] = None,
    earlier: Annotated[Path | None, typer.Option(help="The same survey of an earlier term.")] = None,
    out: Annotated[Path, typer.Option(help="The folder for the report; nothing in it is overwritten.")] = Path(
        "survey-report"
    ),
    asked: Annotated[int | None, typer.Option(min=1, help="How many students were asked.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Take the columns as proposed, without questions.")] = False,
) -> None:
    """Make a safe report on your own survey: small groups hidden, nobody's row in it. Stays on this computer."""
    need("lab", "openpyxl", "docx", "charset_normalizer", "vl_convert")
    from belonging.own.command import own as report_on

    report_on(file, map_file=map_file, earlier=earlier, out=out, asked=asked, yes=yes)


@app.command()
def crdc(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="CSV files of the Civil Rights Data Collection you downloaded, or their folder. Only read."
        ),
    ],
    school: Annotated[
        str, typer.Option(help="A part of the school's name, its key of 12 signs, or a district's key of 7 signs.")
    ] = "",
    compare: Annotated[
        list[str] | None,
        typer.Option(
            help="What to set beside it: district, state (schools of like size), or a school. Repeat it for several "
            "schools. By default the district."
        ),
    ] = None,
    course: Annotated[
        str,
        typer.Option(
            help="calculus, advanced-math, algebra-2, geometry, physics, chemistry, biology, computer-science, ap, "
            "ap-math or ap-science."
        ),
    ] = "calculus",
    out: Annotated[Path, typer.Option(help="The folder for the report; nothing in it is overwritten.")] = Path(
        "public-data-report"
    ),
) -> None:
    """Ask your school's public data who gets the chance: report and draft memo. Stays on this computer."""
    need("lab", "docx")
    from belonging.crdc.command import report_on

    report_on(files, school=school, compare=compare or (), course=course, out=out)


@app.command(name="survey-kit")
def survey_kit(
    folder: Annotated[Path, typer.Argument(help="Where the forms go; files you have edited there are kept.")] = Path(
        "survey-kit"
    ),
) -> None:
    """Write the survey kit: our own short pulse as forms to print and to edit, with a guide and a family notice."""
    need("lab", "docx", "vl_convert")
    from belonging.survey import write_kit

    for path in write_kit(folder):
        typer.echo(path)


class Paper(StrEnum):
    """The paper of a PDF."""

    letter = "letter"
    a4 = "a4"


@app.command()
def handouts(
    module: Annotated[
        str | None, typer.Argument(help="One module, such as listening; all of them when left out.")
    ] = None,
    output: Annotated[
        Path, typer.Option(help="Where the files go, one folder for each module; files you have edited are kept.")
    ] = Path("handouts"),
    paper: Annotated[Paper, typer.Option(help="The paper of the PDF.")] = Paper.letter,
) -> None:
    """Write the handouts: each module's Monday pack as Word and PDF, and slides with speaker notes."""
    need("book", "docx", "typst", "pptx", "vl_convert", "jupytext")
    from belonging.handout.command import write_handouts

    write_handouts(module, output, paper.value, report=typer.echo)
