"""The head of a grading run: it hands notebooks out to be run, takes them back in any order, and alone writes results.

A person is done when these are there, in this order: all rows in the gradebook (one transaction), the graded folder,
the mark. Killed anywhere before the mark, the run does that person again from the start; the mark goes before
anything else is touched.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from functools import cached_property
from pathlib import Path
from typing import Any

from belonging.errors import Plain, in_short
from belonging.grading.clerk import Clerk
from belonging.grading.course_folder import CourseFolder
from belonging.grading.done import Done, DoneMarks, digest_of
from belonging.grading.engine.unit import Executed, Limits, Unit, make_unit
from belonging.grading.handed_in import HandedIn
from belonging.grading.notes import doubts, stderr_notes, why_not_graded
from belonging.grading.of_the_computer import Stopped, stopping
from belonging.grading.points import Points, all_scored, points_of_some
from belonging.grading.report import Graded, NotGraded
from belonging.grading.sanitise import Sanitised, sanitise
from belonging.grading.shape import Shaped, shape
from belonging.grading.steps import failing_with
from belonging.grading.work import Work
from belonging.grading.writer import Writer

Handed = HandedIn | Path
"""A notebook that was read, or one that already lies in `submitted/<person>/<module>/`."""

EARLIER = "An earlier version was graded before; it is kept in the folder “earlier”."
_MISSING = "There is no notebook {}. Collect it again, or put it there."
_TRIES = 2
TOGETHER = 16
"""Results at most that one transaction writes: the disk is waited for once, and no more is done again after a kill."""


class Head:
    """Grades one batch.

    Parameters
    ----------
    folder : CourseFolder
        The grading folder, its exercises released.
    clerk : Clerk
        Makes notebooks ready to run, and ready to be written.
    writer : Writer
        Writes the results.
    executor : Executor
        Runs the notebooks.
    run : callable
        What it runs: from a unit to what became of it.
    at_once : int
        Notebooks that are out at one time.
    unsafe : bool
        Whether they may be run where they cannot be kept apart.
    """

    def __init__(
        self,
        folder: CourseFolder,
        clerk: Clerk,
        writer: Writer,
        executor: Executor,
        run: Callable[[Unit], Executed],
        *,
        at_once: int,
        unsafe: bool,
    ) -> None:
        self._folder, self._clerk, self._writer = folder, clerk, writer
        self._executor, self._run = executor, run
        self._at_once, self._unsafe = at_once, unsafe
        self._marks = DoneMarks(folder.root)
        self._marks.tidy()
        self._limits = Limits(cell_seconds=writer.steps.cell_seconds)

    def results(self, todo: Iterable[tuple[Handed, str]]) -> Iterator[Graded | NotGraded]:
        """Grade, and yield each result as it is written.

        Raises
        ------
        Plain
            If the computer is in the way (a full disk): the results so far are kept.
        """
        out: dict[Future[Any], Work] = {}
        try:
            for handed, student_id in todo:
                begun = self._begin(handed, student_id)
                if isinstance(begun, Work):
                    out[self._clerk.begin(sanitise, student_id, begun.module_id, begun.mend)] = begun
                else:
                    yield begun
                while len(out) >= self._at_once:
                    yield from self._some(out)
            while out:
                yield from self._some(out)
        finally:
            for future in out:
                future.cancel()

    def _some(self, out: dict[Future[Any], Work]) -> Iterator[Graded | NotGraded]:
        """Take back what is there, at least one, and hand it on to what comes next; write together what is ready."""
        ready, _ = wait(out, return_when=FIRST_COMPLETED)
        to_write = []
        for future in ready:
            work = out.pop(future)
            step = self._shaped if work.executed else self._ran if work.unit else self._read
            ended = step(work, future)
            if isinstance(ended, Future):
                out[ended] = work
            elif isinstance(ended, Work):
                to_write.append(ended)
            else:
                yield ended
        made = [work for work in to_write if work.is_made]
        alone = [[work] for work in to_write if not work.is_made]
        for works in (*(made[n : n + TOGETHER] for n in range(0, len(made), TOGETHER)), *alone):
            yield from self._write(works)

    def _read(self, work: Work, future: Future[Sanitised]) -> NotGraded | Future[Executed]:
        """Take a notebook that was read, and hand it out to be run."""
        try:
            made = self._clerk.take(future, sanitise, work.student_id, work.module_id, work.mend)
        except Plain as problem:
            return self._no_points_for(work, str(problem))
        work.repaired = made.repaired
        work.unit = make_unit(made.notebook, made.files, limits=self._limits, unsafe=self._unsafe)
        return self._executor.submit(self._run, work.unit)

    def _ran(self, work: Work, future: Future[Executed]) -> NotGraded | Future[Any]:
        """Take a notebook that was run, and have it shaped; or have it run once more."""
        try:
            executed = future.result()
        except Plain as problem:
            return self._no_points_for(work, str(problem))
        except Exception as error:
            work.tries += 1
            if work.unit and work.tries < _TRIES:  # a worker was lost, not the notebook; twice does no harm
                return self._executor.submit(self._run, work.unit)
            return self._no_points_for(work, f"It could not be run here ({type(error).__name__}: {error}).")
        work.executed = executed
        if reason := why_not_graded(work.notebook, executed.trouble):
            return self._no_points_for(work, reason)
        with stopping(self._folder.root):
            work.new = self._writer.gradebook.is_new(work.student_id, work.module_id)
        return self._clerk.begin(shape, *work.to_shape)

    def _shaped(self, work: Work, future: Future[Shaped]) -> NotGraded | Work:
        """Take a notebook that was shaped."""
        try:
            work.shaped = self._clerk.take(future, shape, *work.to_shape)
        except Stopped:
            raise
        except Plain as problem:
            return self._no_points_for(work, " ".join([str(problem), *work.told_of_the_run]))
        return work

    def _write(self, works: Sequence[Work]) -> Iterator[Graded | NotGraded]:
        """Write points, and what there is to say; of several, only those whose rows were made."""
        try:
            with failing_with("nbgrader could not grade it"), stopping(self._folder.root):
                self._writer.finish([work.result for work in works])
        except Stopped:
            raise
        except Plain as problem:
            if len(works) == 1:
                yield self._no_points_for(works[0], " ".join([str(problem), *works[0].told_of_the_run]))
            else:
                for work in works:  # one of them is in the way, and nothing was written
                    yield from self._write([work])
            return
        with stopping(self._folder.root):
            every = points_of_some(self._writer.gradebook, [(work.student_id, work.module_id) for work in works])
        for work in works:
            yield self._graded(work, every[work.student_id, work.module_id])

    def _graded(self, work: Work, points: Points) -> Graded:
        """Mark as done."""
        notes = (
            *work.repaired,
            *work.told_of_the_run,
            *stderr_notes(work.notebook, points),
            *doubts(work.notebook, work.module_id, work.result.shaped.worth, points),
        )
        with stopping(self._folder.root):
            self._marks.put(work.student_id, work.module_id, Done(work.mark, notes))
        return Graded(work.path, work.student_id, work.module_id, points, (*work.told, *notes), None)

    def _begin(self, handed: Handed, student_id: str) -> Graded | NotGraded | Work:
        path = handed.path if isinstance(handed, HandedIn) else handed
        module_id = handed.module_id if isinstance(handed, HandedIn) else handed.parent.name
        told: tuple[str, ...] = ()
        earlier: tuple[str, ...] = ()
        with stopping(self._folder.root):
            if isinstance(handed, HandedIn):
                told = handed.repaired
                earlier = (EARLIER,) if self._folder.hand_in(handed, student_id) else ()
        submitted = self._folder.root / "submitted" / student_id / module_id / f"{module_id}.ipynb"
        if not submitted.is_file():
            return self._without_points(path, student_id, module_id, "", _MISSING.format(submitted))
        try:
            mark = digest_of(submitted, self._folder.released(module_id))
        except OSError as error:
            return self._without_points(path, student_id, module_id, "", f"It could not be read ({in_short(error)}).")
        with stopping(self._folder.root):
            if (done := self._done(student_id, module_id, mark)) is not None:
                points = self._scored_before[student_id, module_id]
                return Graded(path, student_id, module_id, points, (*told, *earlier, *done.notes), None)
            self._marks.take_away(student_id, module_id)
        return Work(path, student_id, module_id, mark, (*told, *earlier), mend=isinstance(handed, Path))

    def _done(self, student_id: str, module_id: str, mark: str) -> Done | None:
        """Return the mark where all is there that it stands for."""
        done = self._marks.find(student_id, module_id)
        if done is None or done.reason or done.mark != mark or not self._writer.graded(student_id, module_id).is_file():
            return None
        return done if (student_id, module_id) in self._scored_before else None

    @cached_property
    def _scored_before(self) -> dict[tuple[str, str], Points]:
        """What earlier runs left, read at once: to ask for each person takes long in a large group."""
        return all_scored(self._writer.gradebook)

    def _no_points_for(self, work: Work, reason: str) -> NotGraded:
        return self._without_points(work.path, work.student_id, work.module_id, work.mark, reason)

    def _without_points(self, path: Path, student_id: str, module_id: str, mark: str, reason: str) -> NotGraded:
        with stopping(self._folder.root):
            self._marks.take_away(student_id, module_id)
            self._writer.give_up(student_id, module_id)
            self._marks.put(student_id, module_id, Done(mark, reason=reason))
        return NotGraded(path, reason, student_id, module_id)
