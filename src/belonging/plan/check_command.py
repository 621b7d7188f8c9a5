"""`belonging plan check` and `belonging plan rules`: what there is to mend in a plan, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import typer

from belonging.errors import Plain
from belonging.plan.ask import asked
from belonging.plan.file import read_plan_file
from belonging.plan.finding import Finding
from belonging.plan.plan import Plan
from belonging.plan.reading import Reading, choices_at
from belonging.plan.rules import RULES, check
from belonging.plan.source import Source, spoken, text_of

_MOST_ROSTER = 2_000


def check_files(files: Sequence[Path], roster: Path | None = None) -> int:
    """Print what there is to mend in each plan.

    Parameters
    ----------
    files : sequence of Path
        Plan files; a folder stands for the plans in it.
    roster : Path, optional
        A text file with the name of one student on each line.

    Returns
    -------
    int
        0 if every plan could be read whole and has all that a plan must have, else 1.

    Raises
    ------
    Plain
        If none of the plans could be read, or the class list cannot.
    """
    names = _names(roster) if roster else ()
    wanted = [path for file in files for path in (_in_folder(file) if file.is_dir() else [file])]
    passed, unread = 0, 0
    for path in wanted:
        try:
            reading = read_plan_file(path)
        except Plain as problem:
            if len(wanted) == 1:
                raise
            unread += 1
            typer.secho(f"\n{path}", bold=True)
            typer.echo(f"  {problem}")
            continue
        typer.secho(f"\n{path}", bold=True)
        passed += _tell(reading, names)
    if not wanted or unread == len(wanted):
        raise Plain("Nothing was checked.", "Give the path of a plan, such as my-plan.yml")
    if len(wanted) > 1:
        typer.echo(f"\n{passed} of {len(wanted)} plans have all that a plan must have.")
    return 0 if passed == len(wanted) else 1


def list_rules() -> None:
    """Print all rules: what each asks, why, and how a plan that holds to it may read."""
    typer.echo("A plan passes when it holds to every rule marked “must”. A “nudge” is advice.")
    typer.echo("The rules see what a machine can see. Whether a plan is good, people say.")
    for rule in RULES:
        typer.secho(f"\n{rule.id} ({rule.level})  {rule.title}", bold=True)
        typer.echo(f"  Why it matters: {rule.why}")
        typer.echo(f"  For example: {rule.example}")


def _in_folder(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])


def _names(path: Path) -> tuple[str, ...]:
    path = path.expanduser()
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Plain(
            f"The class list {path} could not be opened: {error.strerror or error}.",
            "Give a text file with the name of one student on each line. It is only read.",
        ) from error
    source = Source()
    names = tuple(line.strip(" ;\t\"'") for line in text_of(content, source).splitlines())
    names = tuple(
        name for name in names if name and name.casefold() not in ("name", "student", "students", "first,last")
    )
    if source.problems or not names or len(names) > _MOST_ROSTER:
        raise Plain(
            f"No class list could be read from {path}.",
            "Give a text file with the name of one student on each line. It is only read.",
        )
    return names


def _tell(reading: Reading, names: Sequence[str]) -> bool:
    """Print what there is to say of one plan; True when it has all that it must have."""
    plan = reading.plan
    if plan.title:
        typer.echo(f"  {plan.title}")
    findings = check(plan, roster=names, as_own=True)
    to_fill = [finding for finding in findings if finding.rule == "fill"]
    musts = [finding for finding in findings if finding.level == "must" and finding.rule != "fill"]
    nudges = [finding for finding in findings if finding.level == "nudge"]
    for note in reading.notes:
        typer.echo(f"  Please note: {note}")
    _head("Could not be read", len(reading.problems))
    for problem in reading.problems:
        typer.echo(f"    - {problem.message}")
    _head("Still to fill in", len(to_fill))
    for tab, group in groupby(to_fill, key=lambda finding: _tab(finding.field)):
        typer.echo(f"    {tab}")
        for finding in group:
            choices = choices_at(finding.field)
            example = f" For example: {finding.example}" if finding.example else ""
            example = f" One of: {', '.join(choices)}." if choices else example
            typer.echo(f"      - {spoken(finding.field)}: {finding.see} {finding.fix}{example}")
    _head("To mend", len(musts))
    _four_parts(musts)
    _head("Might be better", len(nudges))
    _four_parts(nudges)
    left = len(reading.problems) + len(to_fill) + len(musts)
    if left:
        typer.echo(f"  {left} thing{'s' if left > 1 else ''} left before this plan passes.")
    else:
        typer.echo(
            "  This plan has all that a plan must have. Whether it is good, people say: let a colleague read it."
        )
    if not names:
        typer.echo("  To see that no student's name stands in it, add: --roster and a file with one name on each line.")
    return not left


def _head(words: str, number: int) -> None:
    if number:
        typer.secho(f"  {words} ({number})", bold=True)


def _four_parts(findings: Sequence[Finding]) -> None:
    """Print findings rule by rule; why it matters and the example are said once where they are the same."""
    titles = {rule.id: rule.title for rule in RULES}
    for (rule, why, example), group in groupby(findings, key=lambda each: (each.rule, each.why, each.example)):
        typer.echo(f"    {rule}  {titles[rule]}")
        typer.echo(f"      Why it matters: {why}")
        for finding in group:
            where = f" [{spoken(finding.field)}]" if finding.field else ""
            typer.echo(f"      What I see: {finding.see}{where}")
            typer.echo(f"      What to do: {finding.fix}")
        typer.echo(f"      For example: {example}")


def _tab(field: str) -> str:
    return asked(Plan, field.split(".", 1)[0]).tab
