"""One gradebook kept open for a whole run; nbgrader alone opens it nine times for each notebook.

nbgrader's steps make their own `Gradebook(db_url)` wherever they need one, commit after every cell, and ask for one
cell at a time. Opening it builds an engine, inspects the tables and compiles every query anew. While `keep_open` is
in force, those steps get one gradebook that stays open, answers from what it read once, and puts all rows of one
person into one transaction: a person is in the gradebook wholly or not at all, whenever the run is killed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.converters import autograde
from nbgrader.preprocessors import getgrades, latesubmissions, overwritecells, overwritekernelspec, saveautogrades
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from belonging.grading.recorder import Recorder
from belonging.grading.records import insert_records
from belonging.grading.structure import (
    NotebookStructure,
    SourceText,
    found,
    plain,
    read_structure,
    with_notebooks,
)

_OPENERS = (autograde, overwritekernelspec, overwritecells, saveautogrades, latesubmissions, getgrades)
"""nbgrader's modules that open a gradebook while they grade or write feedback."""


_HANDED_IN = select(SubmittedAssignment.id).where(
    SubmittedAssignment.assignment_id == bindparam("assignment"), SubmittedAssignment.student_id == bindparam("student")
)


class _Held(Session):
    """A session that keeps what is committed to it until the whole person is done."""

    held = False

    def commit(self) -> None:
        """Commit, but not while a person is being written; a question asked meanwhile sends the rows by itself."""
        if not self.held:
            super().commit()


class KeptGradebook(Gradebook):
    """nbgrader's gradebook, open until `really_close`."""

    db: Any
    course_id: str

    def __init__(self, db_url: str) -> None:
        super().__init__(db_url)
        self.db.remove()
        self.db = scoped_session(sessionmaker(class_=_Held, autoflush=True, bind=self.engine, future=True))
        self._courses = {self.course_id}
        self._structure: dict[str, dict[str, NotebookStructure]] = {}
        self._assignments: dict[str, Any] = {}
        self._of_person: dict[tuple[Any, ...], Any] = {}
        """Rows of the person who is being written, by what they were asked for with; they belong to the session."""
        self._recorder: Recorder | None = None

    def open_again(self, course_id: str) -> "KeptGradebook | Recorder":
        """Do what is left of opening: see that the course is in its table."""
        if self._recorder is not None:
            return self._recorder
        if course_id not in self._courses:
            self.check_course(course_id=course_id)
            self._courses.add(course_id)
        self.course_id = course_id
        return self

    def close(self) -> None:
        """Stay open: this is what each of nbgrader's steps calls when it is done."""

    def really_close(self) -> None:
        """Close it."""
        super().close()

    @contextmanager
    def recorded(self) -> Iterator[Recorder]:
        """Let nbgrader's steps make a person's first rows without asking or writing anything."""
        self._recorder = Recorder(self)
        try:
            yield self._recorder
        finally:
            self._recorder = None

    def is_new(self, student: str, assignment: str) -> bool:
        """Whether a person has no rows for an assignment."""
        handed_in = {"assignment": self.assignment(assignment).id, "student": student}
        return self.db.execute(_HANDED_IN, handed_in).first() is None

    @contextmanager
    def one_transaction(self) -> Iterator[None]:
        """Put everything written inside into one transaction; an error leaves the gradebook as it was."""
        session = self.db()
        session.held = True
        try:
            yield
            session.held = False
            session.commit()
        finally:
            session.held = False
            self._of_person.clear()
            session.close()  # rolls back what is not committed, and forgets every row, so that memory stays flat

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceText:
        """Return a source cell; all cells of an assignment are read at once, the first time."""
        known = self.notebooks(assignment).get(notebook)
        cell: SourceText = found(known.source if known else {}, name)
        return cell

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> SourceText:
        """Return a cell that carries points, with its highest score."""
        cell = self.find_source_cell(name, notebook, assignment)
        if cell.max_score is None:
            raise MissingEntry(f"No such grade cell: {assignment}/{notebook}/{name}")
        return cell

    def find_student(self, student_id: str) -> Any:
        """Return a person's row; not the points of all their work, which nbgrader adds up each time."""
        row = self.db.get(Student, student_id, options=[plain(Student)])
        if row is None:
            raise MissingEntry(f"No such student: {student_id}")
        return row

    def assignment(self, name: str) -> Any:
        """Return an assignment's row with its notebooks, free of the session; no person changes it."""
        if name not in self._assignments:
            wanted = self.db.query(Assignment).options(plain(Assignment), with_notebooks())
            row = wanted.filter(Assignment.name == name).one_or_none()
            if row is None:
                raise MissingEntry(f"No such assignment: {name}")
            for one in (row, *row.notebooks):
                self.db.expunge(one)
            self._assignments[name] = row
        return self._assignments[name]

    def notebooks(self, assignment: str) -> Mapping[str, NotebookStructure]:
        """Return an assignment's notebooks by their names; empty where there is no such assignment."""
        if assignment not in self._structure:
            self._structure[assignment] = read_structure(self.db, assignment)
        return self._structure[assignment]

    def find_assignment(self, name: str) -> Any:
        """Return an assignment's row with its notebooks; not what nbgrader computes from everybody's."""
        return self.db.merge(self.assignment(name), load=False)

    def find_notebook(self, name: str, assignment: str) -> Any:
        """Return the row of an assignment's notebook; not what nbgrader computes from everybody's."""
        return found({row.name: row for row in self.find_assignment(assignment).notebooks}, name)

    def add_submission(self, assignment: str, student: str, **columns: Any) -> Any:
        """Make a person's rows as nbgrader does, but without asking for every cell again."""
        insert_records(self.db, [Recorder(self).new_submission(assignment, student, **columns)])
        return self.find_submission(assignment, student)

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """Return one grade; all grades of a notebook are read at once."""
        return found(self._rows(Grade, notebook, assignment, student), grade_cell)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """Return one comment; all comments of a notebook are read at once."""
        return found(self._rows(Comment, notebook, assignment, student), solution_cell)

    def grades_of(self, student: str, assignment: str) -> list[Any]:
        """Return the grade rows of one person's notebook; it is named after its assignment."""
        return list(self._rows(Grade, assignment, assignment, student).values())

    def comments_of(self, student: str, assignment: str) -> dict[str, str | None]:
        """Return the comment on each cell of one person's notebook: a person's own before the machine's."""
        with_comments = self._rows(Comment, assignment, assignment, student)
        comments = {name: row.manual_comment or row.auto_comment for name, row in with_comments.items()}
        self._of_person.clear()
        self.db.remove()
        return comments

    def _rows(self, kind: Any, notebook: str, assignment: str, student: str) -> dict[str, Any]:
        key = (kind, notebook, assignment, student)
        if key not in self._of_person:
            asked = (
                self.db.query(BaseCell.name, kind)
                .join(kind, kind.cell_id == BaseCell.id)
                .join(SubmittedNotebook, SubmittedNotebook.id == kind.notebook_id)
                .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
                .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
                .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
                .filter(
                    Notebook.name == notebook, Assignment.name == assignment, SubmittedAssignment.student_id == student
                )
            )
            self._of_person[key] = dict(map(tuple, asked))
        rows: dict[str, Any] = self._of_person[key]
        return rows


@contextmanager
def keep_open(db_url: str) -> Iterator[KeptGradebook]:
    """Keep one gradebook open, and give it to every step of nbgrader that asks for this database."""
    kept = KeptGradebook(db_url)

    def opened(url: str, course_id: str = "default_course", authenticator: Any = None) -> Any:
        return kept.open_again(course_id) if url == db_url else Gradebook(url, course_id, authenticator)

    for module in _OPENERS:
        module.Gradebook = opened
    try:
        yield kept
    finally:
        for module in _OPENERS:
            module.Gradebook = Gradebook
        kept.really_close()
