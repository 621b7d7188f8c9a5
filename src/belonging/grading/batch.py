"""Grading a whole batch: released, run in several processes, written by one, and said in plain words at any end."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from belonging.errors import Plain
from belonging.grading.clerk import clerk
from belonging.grading.course_folder import CourseFolder
from belonging.grading.done import is_graded
from belonging.grading.early import to_run
from belonging.grading.handed_in import HandedIn
from belonging.grading.head import Handed, Head
from belonging.grading.one_run import one_run
from belonging.grading.progress import Steps, steps
from belonging.grading.report import Graded, NotGraded
from belonging.grading.writer import writer

UNSAFE = (
    "Grading runs the code people handed in, on this computer, as you: it is not kept apart here. Grade only work you "
    "expect."
)
GO_ON = "To go on, run the same command again; nothing is graded twice."


@dataclass(frozen=True)
class Batch:
    """What became of each notebook."""

    graded: tuple[Graded, ...]
    not_graded: tuple[NotGraded, ...]
    differences: tuple[str, ...] = ()
    """What an audit found, one sentence each."""


def grade_all(
    folder: CourseFolder,
    todo: Sequence[tuple[Handed, str]],
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    unsafe: bool = False,
    audit: int = 0,
    progress: bool = True,
) -> Batch:
    """Grade notebooks; those that were graded to the end before are only counted.

    Parameters
    ----------
    folder : CourseFolder
        The grading folder.
    todo : sequence of (HandedIn or Path, str)
        Each notebook (as it was read, or its path in `submitted/<person>/<module>/`) with its person.
    jobs : int, optional
        Processes that run notebooks; by default one for each processor this computer gives us.
    scheduler : str, optional
        The address of a Dask scheduler that runs them elsewhere.
    unsafe : bool
        Go on where notebooks cannot be kept apart.
    audit : int
        Grade so many of them again the way nbgrader alone does, and compare.
    progress : bool
        Show how far it is.

    Returns
    -------
    Batch
        Every notebook stands in one of the two lists, in the order of `todo`.

    Raises
    ------
    Plain
        If nothing may be run here, another run is at work, or the computer is in the way (a full disk).
    """
    _say_whether_apart(scheduler, unsafe=unsafe)
    results: list[Graded | NotGraded] = []
    with one_run(folder.root):
        warm = to_run(folder.root, ((who, _module(handed)) for handed, who in todo))
        with _pool(jobs, scheduler, unsafe=unsafe, modules=warm) as pool:
            closed = _release(folder, dict.fromkeys(_module(handed) for handed, _ in todo))
            open_todo = [one for one in todo if _module(one[0]) not in closed]
            results += [
                NotGraded(_path(h), closed[_module(h)], who, _module(h)) for h, who in todo if _module(h) in closed
            ]
            with steps("Grading", len(todo), shown=progress) as bar, _saying_how_far(bar, len(todo)):
                for result in _results(folder, open_todo, pool, unsafe=unsafe):
                    results.append(result)
                    bar.step()
        batch = _in_order(todo, results)
        if audit:
            from belonging.grading.audit import audit_some

            batch = Batch(batch.graded, batch.not_graded, audit_some(folder, batch.graded, audit))
    return batch


@contextmanager
def _pool(jobs: int | None, scheduler: str | None, *, unsafe: bool, modules: Sequence[str]) -> Iterator[Executor]:
    """Open what runs notebooks; when something is raised it stops at once."""
    from belonging.grading.engine.pool import executor

    with executor(jobs, scheduler, unsafe=unsafe, modules=modules) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _results(
    folder: CourseFolder, todo: Sequence[tuple[Handed, str]], pool: Executor, *, unsafe: bool
) -> Iterator[Graded | NotGraded]:
    from belonging.grading.engine.pool import run

    workers = _width(pool)
    to_do = sum(not is_graded(folder.root, who, _module(handed)) for handed, who in todo)
    with (
        writer(folder.api) as one_writer,
        clerk(one_writer.steps, folder.root, to_do, workers) as one_clerk,
    ):
        head = Head(folder, one_clerk, one_writer, pool, run, at_once=2 * workers + 2, unsafe=unsafe)
        yield from head.results(todo)


def _width(pool: Any) -> int:
    """Return how many notebooks the executor runs at one time; neither kind has a public word for it."""
    client = getattr(pool, "_client", None)
    return sum(client.nthreads().values()) if client is not None else int(pool._max_workers)


def _say_whether_apart(scheduler: str | None, *, unsafe: bool) -> None:
    """Say in the first line that notebooks are not kept apart; refuse where nobody said that they need not be."""
    from belonging.grading.engine.isolate import available, refusal

    if scheduler is None and (reason := available()):  # a cluster's workers are asked when they are reached
        if not unsafe:
            raise refusal(reason)
        Console(highlight=False, markup=False, soft_wrap=True).print(UNSAFE)


def _release(folder: CourseFolder, module_ids: Iterable[str]) -> dict[str, str]:
    """Prepare each module's assignment; return why not, for those that cannot be graded in this folder."""
    from belonging.course import modules

    known = {module.id for module in modules()}
    closed = {}
    for module_id in module_ids:
        if module_id not in known:
            closed[module_id] = (
                f"“{module_id}” is no module of this course. In a terminal, in the grading folder, type: "
                f"nbgrader autograde {module_id}"
            )
            continue
        try:
            folder.release(module_id)
        except Plain as problem:
            closed[module_id] = str(problem)
    return closed


@contextmanager
def _saying_how_far(bar: Steps, total: int) -> Iterator[None]:
    """When the run stops early, say what is done and how to go on."""
    try:
        yield
    except Plain as problem:
        raise Plain(f"{problem.message} {_so_far(bar, total)}", f"{problem.advice} {GO_ON}".strip()) from problem
    except KeyboardInterrupt:
        Console(stderr=True, highlight=False, markup=False, soft_wrap=True).print(f"{_so_far(bar, total)} {GO_ON}")
        raise


def _so_far(bar: Steps, total: int) -> str:
    return f"{bar.done} of {total} are done, and their results are kept."


def _in_order(todo: Sequence[tuple[Handed, str]], results: Sequence[Graded | NotGraded]) -> Batch:
    place = {(who, _module(handed)): n for n, (handed, who) in enumerate(todo)}
    ordered = sorted(results, key=lambda one: place[one.student_id, one.module_id])
    return Batch(
        tuple(one for one in ordered if isinstance(one, Graded)),
        tuple(one for one in ordered if isinstance(one, NotGraded)),
    )


def _module(handed: Handed) -> str:
    return handed.module_id if isinstance(handed, HandedIn) else handed.parent.name


def _path(handed: Handed) -> Path:
    return handed.path if isinstance(handed, HandedIn) else handed
