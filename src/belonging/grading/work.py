"""One notebook on its way through the head: read first, then run, then shaped, then written."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from belonging.grading.engine.unit import Executed, Unit
from belonging.grading.notes import told_of_the_run
from belonging.grading.shape import Shaped
from belonging.grading.writer import Result


@dataclass
class Work:
    """What is known of it so far."""

    path: Path
    student_id: str
    module_id: str
    mark: str
    told: tuple[str, ...]
    """Notes that are told again by whoever reads the file again; they are not kept with the mark."""
    mend: bool
    """Whether it may need repair before nbgrader can take it."""
    repaired: tuple[str, ...] = ()
    unit: Unit | None = None
    executed: Executed | None = None
    new: bool = False
    """Whether the gradebook had no rows for it when it was run."""
    shaped: Shaped | None = None
    tries: int = 0

    @property
    def ran(self) -> Executed:
        """What became of it, once it was run."""
        assert self.executed is not None
        return self.executed

    @cached_property
    def notebook(self) -> Any:
        """The notebook with its outputs, once it was run."""
        return json.loads(self.ran.notebook)

    @cached_property
    def told_of_the_run(self) -> tuple[str, ...]:
        """What there is to say of how it ran."""
        return tuple(told_of_the_run(self.notebook, self.ran.trouble, self.ran.forged))

    @property
    def to_shape(self) -> tuple[str, str, str, bool]:
        """What `shape` takes after its steps."""
        return self.ran.notebook, self.student_id, self.module_id, self.new

    @property
    def is_made(self) -> bool:
        """Whether its rows and graded folder were made already, and are only to be put in their places."""
        return self.shaped is not None and self.shaped.made is not None

    @property
    def result(self) -> Result:
        """What there is to write, once it was shaped."""
        assert self.shaped is not None
        return Result(self.student_id, self.module_id, self.ran.notebook, self.shaped, flagged=bool(self.ran.forged))
