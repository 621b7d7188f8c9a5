"""A cohort whose folder is real and whose gradebook is not made: making one takes seconds, and most tests need none."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from belonging.cohort.roster import Person, Roster
from belonging.course import modules
from belonging.grading.course_folder import CourseFolder

PEOPLE = (
    Person("p001", "Ana Pérez", "Ana", "Pérez", "ana.perez@north.example", "North"),
    Person("p002", "Ben Okafor", "Ben", "Okafor", "bokafor@north.example", "North"),
    Person("p003", "Maria Garcia", "Maria", "Garcia", "mgarcia@north.example", "North"),
    Person("p004", "María García", "María", "García", "mgarcia2@south.example", "South"),
    Person("p005", "Coyote 7", "Coyote", "7"),
)


class Course(CourseFolder):
    """Where work is handed in, without the gradebook."""

    def __init__(self, root: Path) -> None:
        self.root = root


@dataclass
class FakeCohort:
    """What collect, check and repair use of a cohort."""

    root: Path
    roster: Roster = field(default_factory=lambda: Roster(PEOPLE))

    @property
    def state(self) -> Path:
        return self.root / ".belonging"

    @property
    def modules(self) -> tuple[str, ...]:
        return tuple(module.id for module in modules())

    @cached_property
    def course(self) -> CourseFolder:
        return Course(self.root)
