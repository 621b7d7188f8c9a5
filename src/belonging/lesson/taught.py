"""Where a task is taught: the sitting of the lesson in which its part of the exercise stands."""

import re
from dataclasses import dataclass
from functools import cache

from belonging.course import module
from belonging.exercise.source import load, slug_of
from belonging.lesson.source import Directive, Text, pieces

_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """A part of a lesson to read again.

    Parameters
    ----------
    module_id, module_title
        Whose lesson.
    heading
        The heading over it, which is also its title; the module's title for what stands before the first sitting.
    sitting
        Its number, from 1; 0 before the first.
    """

    module_id: str
    module_title: str
    heading: str
    sitting: int

    @property
    def words(self) -> str:
        """The place in words.

        Examples
        --------
        >>> Place("listening", "Listening to belonging data", "Who can be seen?", 3).words
        '“Who can be seen?”, sitting 3 of “Listening to belonging data”'
        """
        of = f"“{self.module_title}”"
        return f"“{self.heading}”, sitting {self.sitting} of {of}" if self.sitting else f"the beginning of {of}"

    @property
    def path(self) -> str:
        """Its address inside the book.

        Examples
        --------
        >>> Place("listening", "Listening to belonging data", "Who can be seen?", 3).path
        'modules/listening/lesson.html#who-can-be-seen'
        """
        return f"modules/{self.module_id}/lesson.html" + (f"#{slug_of(self.heading)}" if self.sitting else "")


@cache
def places(module_id: str) -> dict[str, Place]:
    """Return the place of each task of a module, by the task's id.

    Raises
    ------
    LookupError
        If the course has no such module.
    """
    about = module(module_id)
    _, _, lesson = about.lesson.read_text(encoding="utf-8")[4:].partition("\n---\n")
    exercise = load(module_id)
    heading, sitting = about.title, 0
    start = Place(module_id, about.title, about.title, 0)
    found = {placed.task.id: start for placed in exercise.tasks}
    for piece in pieces(lesson):
        if isinstance(piece, Text) and (headings := _HEADING.findall(piece.markdown)):
            heading = headings[-1]
        elif isinstance(piece, Directive) and piece.name == "sitting":
            sitting += 1
        elif isinstance(piece, Directive) and piece.name == "exercise":
            place = Place(module_id, about.title, heading if sitting else about.title, sitting)
            found |= {placed.task.id: place for placed in exercise.part(piece.argument).tasks}
    return found
