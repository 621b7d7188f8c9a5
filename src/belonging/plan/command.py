"""`belonging plan`: the verbs on a lesson plan's file; each imports what it needs when it is asked for."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Lesson plans: start, check, hand out, score.")

PlanFile = Annotated[Path, typer.Argument(help="The plan's file; its name ends in .yml.")]


class Paper(StrEnum):
    """The paper of Word files and PDFs."""

    letter = "letter"
    a4 = "a4"


@app.command()
def new(
    file: Annotated[Path, typer.Argument(help="The new plan's file, such as my-plan.yml.")],
    exemplar: Annotated[
        str | None, typer.Option("--from", help="The exemplar to start from; without it, the exemplars are listed.")
    ] = None,
) -> None:
    """Start a plan from one of the exemplars."""
    from belonging.plan.export.command import new as start

    start(file, exemplar, report=typer.echo)


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Plan files, or folders of them. Only read.")],
    roster: Annotated[
        Path | None,
        typer.Option(help="A text file with one student's name on each line, to see that none stands in a plan."),
    ] = None,
) -> None:
    """Look a plan over: what cannot be read, what is still to fill in, what to mend. Stays on this computer."""
    from belonging.plan.check_command import check_files

    raise typer.Exit(check_files(files, roster))


@app.command()
def rules() -> None:
    """List the rules a plan is held to, why each matters, and an example."""
    from belonging.plan.check_command import list_rules

    list_rules()


@app.command()
def bring(
    file: Annotated[Path, typer.Argument(help="A lesson you teach already: Word (.docx) or text. Only read.")],
    to: Annotated[Path | None, typer.Option(help="The new plan's file; by default beside the lesson.")] = None,
) -> None:
    """Start a plan from a lesson of your own: what can be found in it is filled in, the rest is asked for."""
    from belonging.plan.bring.command import bring as start

    start(file, to, report=typer.echo)


@app.command()
def export(
    file: PlanFile,
    to: Annotated[
        Path | None, typer.Option(help="The folder for the files; by default a new one beside the plan.")
    ] = None,
    paper: Annotated[Paper, typer.Option(help="The paper of Word files and PDFs.")] = Paper.letter,
) -> None:
    """Write a plan's handouts: the plan, a student sheet, a brief for a guest, an assignment text, dates."""
    from belonging.plan.export.command import export as write

    write(file, to, paper.value, report=typer.echo)


@app.command()
def score(
    file: PlanFile,
    take: Annotated[
        Path | None, typer.Option(help="A score saved in the form: check it, and put it beside the plan.")
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the form, or only write it.")] = True,
) -> None:
    """Score a plan by the rubric, in a form that opens in your browser. For peers and for scorers alike."""
    from belonging.plan.scoring import command

    if take is not None:
        command.take(file, take, report=typer.echo)
    else:
        command.write_form(file, browser=browser, report=typer.echo)


@app.command()
def scores(
    folder: Annotated[Path, typer.Argument(help="The folder with the plans and their scores; folders in it count.")],
    csv: Annotated[Path | None, typer.Option(help="Also write each person's points to this table file.")] = None,
) -> None:
    """See which plans wait for a scorer, where two scorers differ, how far they agree, and the points.

    Every score that lies in the folder counts, a peer's too.
    """
    from belonging.plan.scoring import command

    command.show_queue(folder, csv, report=typer.echo)
