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
from nbgrader.utils import parse_utc
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from belonging.grading.structure import (
    NotebookStructure,
    SourceText,
    new_submission,
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

    def open_again(self, course_id: str) -> "KeptGradebook":
        """Do what is left of opening: see that the course is in its table."""
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
    def one_person(self) -> Iterator[None]:
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
        known = self._notebooks(assignment).get(notebook)
        cell: SourceText = _found(known.source if known else {}, name)
        return cell

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> SourceText:
        """Return a cell that carries points, with its highest score."""
        cell = self.find_source_cell(name, notebook, assignment)
        if cell.max_score is None:
            raise MissingEntry(f"No such grade cell: {assignment}/{notebook}/{name}")
        return cell

    def find_student(self, student_id: str) -> Any:
        """Return a person's row; not the points of all their work, which nbgrader adds up each time."""
        key = (Student, student_id)
        if key not in self._of_person:
            row = self.db.get(Student, student_id, options=[plain(Student)])
            if row is None:
                raise MissingEntry(f"No such student: {student_id}")
            self._of_person[key] = row
        return self._of_person[key]

    def find_assignment(self, name: str) -> Any:
        """Return an assignment's row with its notebooks; not what nbgrader computes from everybody's."""
        if name not in self._assignments:
            wanted = self.db.query(Assignment).options(plain(Assignment), with_notebooks())
            row = wanted.filter(Assignment.name == name).one_or_none()
            if row is None:
                raise MissingEntry(f"No such assignment: {name}")
            for one in (row, *row.notebooks):
                self.db.expunge(one)
            self._assignments[name] = row
        return self.db.merge(self._assignments[name], load=False)  # no person changes it: it is put in as it was

    def find_notebook(self, name: str, assignment: str) -> Any:
        """Return the row of an assignment's notebook; not what nbgrader computes from everybody's."""
        return _found({row.name: row for row in self.find_assignment(assignment).notebooks}, name)

    def add_submission(self, assignment: str, student: str, **columns: Any) -> Any:
        """Make a person's rows as nbgrader does; they are sent together when the person is done."""
        if "timestamp" in columns:
            columns["timestamp"] = parse_utc(columns["timestamp"])
        notebooks = self._notebooks(assignment)  # before anything is made: a question would send what is half made
        made = new_submission(self.find_assignment(assignment), self.find_student(student), **columns)
        self._of_person[SubmittedAssignment, assignment, student] = made
        for name, structure in notebooks.items():
            rows = zip((SubmittedNotebook, Grade, Comment), structure.rows(made), strict=True)
            self._of_person |= {(kind, name, assignment, student): found for kind, found in rows}
        self.db.add(made)  # and with it all its rows
        self.db.commit()
        return made

    def find_submission(self, assignment: str, student: str) -> Any:
        """Return the row of one person's assignment."""
        made = self._of_person.get((SubmittedAssignment, assignment, student))
        if made is not None:
            return made
        handed_in = {"assignment": self.find_assignment(assignment).id, "student": student}
        if self.db.execute(_HANDED_IN, handed_in).first() is None:  # most are new; nbgrader's own question takes long
            raise MissingEntry(f"No such submission: {assignment} for {student}")
        return super().find_submission(assignment, student)

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> Any:
        """Return the row of one person's notebook."""
        made = self._of_person.get((SubmittedNotebook, notebook, assignment, student))
        if made is None:
            return super().find_submission_notebook(notebook, assignment, student)
        self.db.flush()  # whoever asks for its score gets it from the rows as they are now
        return made

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """Return one grade; all grades of a notebook are read at once."""
        return _found(self._rows(Grade, notebook, assignment, student), grade_cell)

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Any:
        """Return one comment; all comments of a notebook are read at once."""
        return _found(self._rows(Comment, notebook, assignment, student), solution_cell)

    def grades_of(self, student: str, assignment: str) -> list[Any]:
        """Return the grade rows of one person's notebook; it is named after its assignment."""
        return list(self._rows(Grade, assignment, assignment, student).values())

    def comments_of(self, student: str, assignment: str) -> dict[str, str | None]:
        """Return the comment on each cell of one person's notebook: a person's own before the machine's."""
        with_comments = self._rows(Comment, assignment, assignment, student)
        found = {name: row.manual_comment or row.auto_comment for name, row in with_comments.items()}
        self._of_person.clear()
        self.db.remove()
        return found

    def _notebooks(self, assignment: str) -> dict[str, NotebookStructure]:
        if assignment not in self._structure:
            self._structure[assignment] = read_structure(self.db, assignment)
        return self._structure[assignment]

    def _rows(self, kind: Any, notebook: str, assignment: str, student: str) -> dict[str, Any]:
        key = (kind, notebook, assignment, student)
        if key not in self._of_person:
            found = (
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
            self._of_person[key] = dict(map(tuple, found))
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


def _found(rows: Mapping[str, Any], name: str) -> Any:
    if name not in rows:
        raise MissingEntry(f"No such cell: {name}")
    return rows[name]
