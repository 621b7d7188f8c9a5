"""Every file a plan can become, by name: what it is for, what it is made with, and the making."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from belonging.handout.blocks import Block, as_text
from belonging.plan.export.calendar_file import calendar_file, entries
from belonging.plan.export.guest import guest_brief
from belonging.plan.export.paper import SIZES, Fit, Paper, fit, pdf, word
from belonging.plan.export.sheet import plan_sheet
from belonging.plan.export.student import student_sheet
from belonging.plan.export.web import web_page, web_piece
from belonging.plan.file import file_stem
from belonging.plan.plan import Plan

_UNMEASURED = 10.0  # points, where nothing is there that could measure the pages


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper: its file's name, its words, how many pages it should take, and whether it is set tight."""

    id: str
    name: str
    pages: int
    blocks: Callable[[Plan], list[Block]]
    tight: bool = False


SHEETS = (
    Sheet("plan", "The plan", 2, plan_sheet, tight=True),
    Sheet("student", "Student sheet", 2, student_sheet),
    Sheet("guest", "Brief for your guest or partner", 1, guest_brief),
)


@dataclass(frozen=True)
class Export:
    """One file.

    Parameters
    ----------
    id : str
        How its name ends, after the plan's short name.
    name, use : str
        What it is; what one does with it.
    media : str
        Its media type.
    needs : tuple of (str, str)
        Package to install and module to import.
    make : callable
        From the plan and the paper to the file; a ValueError says in plain words why it cannot be made.
    """

    id: str
    name: str
    use: str
    media: str
    needs: tuple[tuple[str, str], ...]
    make: Callable[[Plan, Paper], bytes]

    def file(self, plan: Plan) -> str:
        """Return the name of its file for a plan."""
        return f"{file_stem(plan.plan_id)}-{self.id}"

    @property
    def missing(self) -> list[str]:
        """The packages that are not installed here."""
        return [package for package, name in self.needs if importlib.util.find_spec(name) is None]


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WORD, _TYPST, _ICS = ("python-docx", "docx"), ("typst", "typst"), ("icalendar", "icalendar")


def heading(sheet: Sheet, plan: Plan) -> str:
    """Return what a file of this sheet calls itself to screen readers and in a window's title."""
    return f"{plan.title or 'My lesson plan'}: {sheet.name[:1].lower()}{sheet.name[1:]}"


def size_of(sheet: Sheet, plan: Plan, paper: Paper) -> float:
    """Return the type a sheet is set in: measured where Typst is there and can print it, else a middling one."""
    try:
        return fitted(sheet, plan, paper).size
    except (ModuleNotFoundError, ValueError):
        return _UNMEASURED


@lru_cache(maxsize=16)  # the Word file, the PDF and the word on its length all ask
def fitted(sheet: Sheet, plan: Plan, paper: Paper) -> Fit:
    """Return in what type a sheet is set, and how many pages it takes."""
    return fit(heading(sheet, plan), sheet.blocks(plan), paper, sheet.pages, tight=sheet.tight)


def _set(sheet: Sheet, setter: Callable[..., bytes]) -> Callable[[Plan, Paper], bytes]:
    def make(plan: Plan, paper: Paper) -> bytes:
        size = size_of(sheet, plan, paper)
        return setter(heading(sheet, plan), sheet.blocks(plan), paper, size, tight=sheet.tight)

    return make


def _on_paper(sheet: Sheet) -> tuple[Export, Export]:
    return (
        Export(f"{sheet.id}.docx", sheet.name, "Word, to edit", _DOCX, (_WORD,), _set(sheet, word)),
        Export(f"{sheet.id}.pdf", sheet.name, "PDF, to print", "application/pdf", (_TYPST,), _set(sheet, pdf)),
    )


def _student_page(plan: Plan, paper: Paper) -> bytes:
    return web_page(heading(SHEETS[1], plan), student_sheet(plan)).encode()


def _assignment_text(plan: Plan, paper: Paper) -> bytes:
    return (as_text(student_sheet(plan, to_fill=False)) + "\n").encode()


def _assignment_html(plan: Plan, paper: Paper) -> bytes:
    return (web_piece(student_sheet(plan, to_fill=False)[1:], below=1) + "\n").encode()


def _scoring_form(plan: Plan, paper: Paper) -> bytes:
    from belonging.plan.scoring.form import form_page

    return form_page(plan).encode()


EXPORTS: Sequence[Export] = (
    *_on_paper(SHEETS[0]),
    *_on_paper(SHEETS[1]),
    Export("student.html", "Student sheet", "a page for screens, also to print", "text/html", (), _student_page),
    *_on_paper(SHEETS[2]),
    Export("assignment.txt", "Assignment", "text to paste into your learning platform", "text/plain", (),
           _assignment_text),
    Export("assignment.html", "Assignment", "the same, for a platform that takes HTML", "text/html", (),
           _assignment_html),
    Export("dates.ics", "Dates", "to open in your calendar", "text/calendar", (_ICS,),
           lambda plan, paper: calendar_file(plan)),
    Export("to-score.html", "Scoring form", "to send to whoever reads your plan; it needs only a browser", "text/html",
           (), _scoring_form),
)  # fmt: skip
"""Every file, in the order they are offered."""


def left_out(export: Export, plan: Plan) -> str:
    """Return why a file cannot be made of this plan here, in plain words; empty when it can."""
    if export.missing:
        return f"it needs a part that is not installed yet ({', '.join(export.missing)})"
    if export.id == "dates.ics" and not entries(plan):
        return "the plan has no date yet"
    if export.id == "to-score.html" and not plan.plan_id:
        return "the plan has no short name yet"
    return ""


@dataclass(frozen=True)
class Made:
    """The files of a plan by name, and for each that could not be made the reason, in plain words."""

    files: Mapping[str, bytes]
    not_made: Mapping[str, str]


def made(plan: Plan, paper: Paper = "letter") -> Made:
    """Make every file that can be made of a plan.

    Parameters
    ----------
    plan : Plan
        Finished or not: a blank is left out or becomes a line to fill by hand.
    paper : {"letter", "a4"}
    """
    files, not_made = {}, {}
    for each in EXPORTS:
        try:
            if why := left_out(each, plan):
                raise ValueError(why)
            files[each.file(plan)] = each.make(plan, paper)
        except ValueError as why_not:
            not_made[each.file(plan)] = str(why_not)
    return Made(files, not_made)


def too_long(plan: Plan, paper: Paper) -> list[str]:
    """Return what to say of sheets that take more pages than they should, even in the smallest type."""
    found = []
    for sheet in SHEETS:
        try:
            took = fitted(sheet, plan, paper)
        except (ModuleNotFoundError, ValueError):
            continue
        if took.pages > sheet.pages:
            should = "one page" if sheet.pages == 1 else "two pages"
            found.append(
                f"{sheet.name}: {took.pages} pages, as {should} would need smaller type than {SIZES[-1]:g} points. "
                "Shorten a few sentences to get there."
            )
    return found
