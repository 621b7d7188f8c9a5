"""`belonging cohort`: the eight verbs on a cohort's folder; each imports what it needs when it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from belonging.cohort.saying import count_of_people, say, say_followed, say_next
from belonging.errors import Plain

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from belonging.cohort.folder import Cohort

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Lead a cohort: hand out, collect, check, repair, grade, and give feedback. The folder is an nbgrader course."
    "\n\nA command that cannot go on says why, and ends with 1. Stopped with Ctrl-C it ends with 130; run it again.",
)

COLLECT = 'belonging cohort collect "{}" FOLDER_WITH_WHAT_PEOPLE_SENT'

Folder = Annotated[Path, typer.Argument(help="The cohort's folder.")]
Modules = Annotated[list[str] | None, typer.Argument(help="Modules, such as listening; all of them when left out.")]


@app.command()
def new(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="The cohort's folder; made when it is not there.")],
    roster: Annotated[
        Path | None,
        typer.Option(help="Your list of people, CSV or Excel, from any learning platform or by hand. Only read."),
    ] = None,
    mark_left: Annotated[
        bool, typer.Option("--mark-left", help="People who are not in the new list have left. Their work stays.")
    ] = False,
) -> None:
    """Make a cohort, or bring its list of people up to date.

    Nobody is ever taken out.

    Ends with 0 when the cohort stands, with 1 when the list or the folder cannot be used; nothing is changed then.
    """
    from belonging.cohort.at_work import held
    from belonging.cohort.folder import Cohort
    from belonging.extras import need

    need("grade", "nbgrader", "openpyxl", "charset_normalizer")
    context.with_resource(held(folder))
    cohort, followed = Cohort.create(folder, roster)
    say(*cohort.notes)
    if followed is not None:
        say_followed(cohort, followed, mark_left=mark_left)
    left = len(cohort.roster.leavers)
    more = f"; {left} left" if left else ""
    say(f"The cohort has {count_of_people(len(cohort.roster.present))}{more}. The list is {cohort.roster_file}")
    say_next(f'belonging cohort release "{folder}"')


@app.command()
def release(context: typer.Context, folder: Folder, modules: Modules = None) -> None:
    """Prepare modules, and write hand-out.zip for everybody.

    It holds exactly what the course's page hands out.

    Ends with 0 when all modules named are in it, with 1 when one had to stay as it was handed out before.
    """
    from belonging.cohort.release import release as release_modules

    cohort = _open(context, folder)
    done = release_modules(cohort, modules or ())
    for what, ids in (("New", done.new), ("Changed", done.changed), ("As before", done.same)):
        if ids:
            say(f"{what}: {', '.join(ids)}")
    say(*done.notes, *done.refused.values())
    say(f"To hand out: {cohort.hand_out} ({', '.join(done.in_zip)})")
    say_next(COLLECT.format(folder))
    raise typer.Exit(1 if set(done.refused) & set(modules or done.refused) else 0)


@app.command()
def collect(
    context: typer.Context,
    folder: Folder,
    sources: Annotated[
        list[Path] | None,
        typer.Argument(
            help="What people sent: files, folders, zips of a learning platform. Only read. Without any, what came "
            "before is looked at again, with roster.csv and matches.csv as they are now."
        ),
    ] = None,
) -> None:
    """Take in what people handed in, and say whose it is.

    Nothing is lost, and nobody is guessed.

    Ends with 0 when every file is matched, and with 1 when somebody has to say whose a file is, or one was refused.
    """
    from belonging.cohort.collect import collect as take_in

    cohort = _open(context, folder)
    with _progress() as progress:
        found = take_in(cohort, sources or (), progress)
    if not found.received and not found.refused:
        raise Plain(
            "Nothing has been collected yet.", f"{COLLECT.format(folder)} (files, folders or zips, as they came)"
        )
    found.show(_console())
    say_next(f'belonging cohort check "{folder}"' if found.received else COLLECT.format(folder))
    raise typer.Exit(1 if found.unmatched or found.refused else 0)


@app.command()
def check(context: typer.Context, folder: Folder) -> None:
    """Look over what was handed in, before it is graded.

    Person by person it says what is missing, damaged, copied or of another release, and what will be done about it.

    Only reports/check.html and check.csv are written. Ends with 0, and with 1 when something needs you.
    """
    from belonging.cohort.check import check as look_over
    from belonging.cohort.preflight import Does

    cohort = _open(context, folder)
    with _progress() as progress:
        found = look_over(cohort, progress)
    found.show(_console())
    say(f"Person by person: {cohort.reports / 'check.html'}")
    there = len(found.rows) > len(found.of("missing"))
    verb = "repair" if found.of(Does.itself) else "grade"
    say_next(f'belonging cohort {verb} "{folder}"' if there else COLLECT.format(folder))
    raise typer.Exit(1 if found.of(Does.you) or found.unmatched else 0)


@app.command()
def repair(context: typer.Context, folder: Folder) -> None:
    """Mend what has to be mended; every file is kept as it came.

    Answers move into a clean copy.

    Ends with 0, and with 1 when a file needs you because nothing can be read from it.
    """
    from belonging.cohort.repair import repair as mend

    cohort = _open(context, folder)
    with _progress() as progress:
        done = mend(cohort, progress)
    done.show(_console())
    say_next(f'belonging cohort grade "{folder}"')
    raise typer.Exit(1 if done.left else 0)


@app.command()
def grade(
    context: typer.Context,
    folder: Folder,
    modules: Modules = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many notebooks run at one time; by default one for each processor.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="The address of a Dask scheduler, to run them on other computers.")
    ] = None,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Go on where people's code cannot be kept apart from your files.")
    ] = False,
    audit: Annotated[
        int, typer.Option(min=0, help="Grade so many again the way nbgrader alone does, and compare.")
    ] = 0,
) -> None:
    """Grade what was handed in.

    What has to be mended is mended first; a stopped run goes on where it was.

    Ends with 0 when every piece of work has points or a plain reason, and with 1 when nothing could be graded or an
    audit found a difference.
    """
    from belonging.extras import need
    from belonging.grading.cohort_run import grade_cohort, handed_in
    from belonging.grading.early import to_run, warming

    if scheduler:
        need("cluster", "distributed")
    cohort = _open(context, folder)
    for name in modules or ():
        if name not in cohort.modules and not (cohort.root / "release" / name).is_dir():
            raise Plain(f"There is no module “{name}” here.", f"Choose from: {', '.join(cohort.modules)}.")
    ids = [(person, path.parent.name) for path, person in handed_in(cohort.root, modules or ())]
    with warming(to_run(cohort.root, ids), scheduler=scheduler, unsafe=unsafe):
        from belonging.cohort.grade_report import show, write_report
        from belonging.cohort.repair import repair as mend

        with _progress() as progress:
            first = mend(cohort, progress)
        if first.mended:
            say(f"Mended first: {len(first.mended)}; see reports/repair.csv.")
        batch = grade_cohort(cohort, modules or (), jobs=jobs, scheduler=scheduler, unsafe=unsafe, audit=audit)
    show(cohort, batch, _console())
    first.show_left(_console())
    if not batch.graded:
        raise Plain(
            "Nothing was graded." if batch.not_graded else "Nothing is handed in that could be graded.",
            f'To see what there is, type: belonging cohort status "{folder}"'
            if batch.not_graded
            else COLLECT.format(folder),
        )
    say(f"Notebook by notebook: {write_report(cohort, batch)}")
    say_next(f'belonging cohort feedback "{folder}"')
    raise typer.Exit(1 if batch.differences else 0)


@app.command()
def feedback(
    context: typer.Context,
    folder: Folder,
    modules: Modules = None,
    book: Annotated[
        str,
        typer.Option(
            help="The address of your group's book on the web: pages then link to what to read again. It is "
            "remembered; give another to change it, or none to leave the links out."
        ),
    ] = "",
    nbgrader: Annotated[
        bool,
        typer.Option(
            "--nbgrader",
            help="Write nbgrader's own folder feedback, too: for work that came, and goes back, through nbgrader's "
            "exchange.",
        ),
    ] = False,
) -> None:
    """Write a page for each person, and the points as tables.

    The pages are there to send back; an overview says what the group's answers show.

    Run it again whenever you like: pages that stay the same are not touched. Ends with 0 when pages were written, with
    1 when nothing is graded yet or nothing can be written.
    """
    from belonging.cohort.feedback_pages import write_pages
    from belonging.cohort.status import remember_feedback

    cohort = _open(context, folder)
    done = write_pages(cohort, modules, book=book, nbgrader=nbgrader)
    if not modules and done.graded:
        remember_feedback(cohort)
    say(f"Pages: {done.pages}, one for each person. New or changed: {done.changed}. They are in {done.folder}")
    if nbgrader:
        say(f"For nbgrader itself: {done.in_tree} pages in {cohort.root / 'feedback'}")
    if done.book:
        say(f"They link to the book at {done.book}")
    if done.for_moodle:
        say(
            f"For Moodle's “Upload multiple feedback files in a zip”, the same pages: {', '.join(done.for_moodle)}, in "
            "the same folder."
        )
    if done.removed:
        say(f"Taken away, as nobody has that name now: {done.removed}.")
    if done.without_points:
        say(f"Without points, with the reason on their page and in points.csv: {count_of_people(done.without_points)}.")
    if done.waiting:
        say(f"Waiting for a person's score: {done.waiting} texts. Score them in Formgrader, and run this again.")
    say(f"Points: {done.reports / 'points.csv'} and {done.reports / 'points-by-task.csv'}")
    say(f"What to take up again at the next meeting: {done.reports / 'overview.html'}")
    if not done.graded:
        say("Nothing is graded yet, so the pages only say what was handed in.")
        say_next(f'belonging cohort grade "{folder}"')
        raise typer.Exit(1)


@app.command()
def status(
    context: typer.Context,
    folder: Folder,
    everybody: Annotated[bool, typer.Option("--all", help="Show every person, not only the counts.")] = False,
) -> None:
    """Show who handed in what, and what still waits.

    The whole list goes into the folder reports.

    Ends with 0, and with 1 when there is no cohort in the folder.
    """
    from belonging.cohort.status import status as look
    from belonging.cohort.status_report import show, write_reports

    cohort = _open(context, folder)
    found = look(cohort)
    show(found, everybody=everybody)
    for path in write_reports(cohort, found):
        say(f"Written: {path}")
    say_next(found.next_command(str(folder)))


@app.command()
def demo(folder: Annotated[Path, typer.Argument(help="A new folder for the fictional cohort's files.")]) -> None:
    """Make the files of a fictional cohort, to try things with.

    A roster, what 48 teachers sent, and what each has to end with.

    Ends with 0 when the files are there, with 1 when the folder is in use.
    """
    from belonging.cohort.demo import write_demo_for_a_director
    from belonging.extras import need

    need("grade", "openpyxl")
    for line in write_demo_for_a_director(folder):
        say(line)
    say_next(f'belonging cohort new my-trial --roster "{folder / "roster.xlsx"}"')


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, markup=False, soft_wrap=True)


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import Progress

    return Progress(console=Console(stderr=True), transient=True)


def _open(context: typer.Context, folder: Path) -> Cohort:
    """Open the cohort, hold its folder until the command ends, and say what changed in its roster."""
    from belonging.cohort.at_work import at_work
    from belonging.extras import need

    need("grade", "nbgrader", "openpyxl", "charset_normalizer")
    cohort: Cohort = context.with_resource(at_work(folder))
    say(*cohort.notes)
    return cohort
