"""A folder of plans and scores as a director sees it: who waits for a scorer, where two differ, points as a table."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from belonging.errors import Plain
from belonging.grading.people import person_ids
from belonging.plan.plan import Plan
from belonging.plan.reading import read_plan
from belonging.plan.scoring.agreement import PlanAgreement, plan_agreement
from belonging.plan.scoring.reading import against, read_score
from belonging.plan.scoring.resolve import POINTS, ROWS_AT_2, Resolved, resolve
from belonging.plan.scoring.score import Score, row_ids

_MARK, _TELLS = ".score-", b"plan_fingerprint"
_ENDINGS = (".yml", ".yaml")
_MOST_FILES = 5_000
_MOST_BYTES = 2_000_000


@dataclass(frozen=True)
class Waiting:
    """One plan of the queue.

    Parameters
    ----------
    path : Path
    person : str
        Whose it is, by the name of the file or its folder.
    plan : Plan
    scores : tuple of Score
        Those that count.
    resolved : Resolved
    """

    path: Path
    person: str
    plan: Plan
    scores: tuple[Score, ...]
    resolved: Resolved


@dataclass(frozen=True)
class Queue:
    """All plans of a folder, and in plain words what is the matter with files that do not count."""

    plans: tuple[Waiting, ...]
    problems: tuple[str, ...]

    @property
    def agreement(self) -> PlanAgreement:
        """How alike the first two scorers of the plans were."""
        return plan_agreement([each.scores for each in self.plans])


def read_queue(folder: Path) -> Queue:
    """Go through a folder and the folders in it.

    Raises
    ------
    Plain
        If there is no such folder, or no plan in it.
    """
    if not folder.is_dir():
        raise Plain(f"There is no folder {folder}.", "Give the folder that holds the plans and their scores.")
    problems: list[str] = []
    plans, given = _files(folder, problems)
    if not plans:
        raise Plain(f"There is no plan in {folder}.", "Give the folder with the plans; their names end in .yml.")
    owners = person_ids([(path, "plan") for path, _ in plans])
    left = list(given)
    found = []
    for (path, plan), person in zip(plans, owners, strict=True):
        own = [each for each in given if each[1].plan_id == plan.plan_id and _belongs(each, path, plan, plans)]
        left = [each for each in left if each not in own]
        scores = tuple(_counting(own, plan, folder, problems))
        found.append(Waiting(path, person, plan, scores, resolve(scores)))
    problems += [
        f"{_short(path, folder)}: this folder has no plan “{score.plan_id}”, which {score.scorer} scored."
        for path, score in left
    ]
    return Queue(tuple(found), tuple(problems))


def points_csv(queue: Queue, out_of: float = POINTS) -> str:
    """Return the points as a table: one line a plan, blanks while a scorer is missing."""
    target = io.StringIO()
    table = csv.writer(target)
    rows = row_ids()
    table.writerow(["person", "plan", "file", "scorers", "waits_for", *rows, "access", "total", "points", "ready"])
    for each in queue.plans:
        resolved = each.resolved
        table.writerow(
            [
                _cell(each.person),
                _cell(each.plan.plan_id),
                _cell(each.path.name),
                " ".join(resolved.scorers),
                resolved.needs,
                *(_number(resolved.levels.get(row)) for row in rows),
                _yes(resolved.open_to_all),
                _number(resolved.total),
                _number(resolved.points(out_of)),
                _yes(resolved.passes),
            ]
        )
    return target.getvalue()


def told(queue: Queue) -> Iterator[str]:
    """Say the queue line by line: what waits first, then what is done, how alike the scorers were, what is wrong."""
    count = len(queue.plans)
    yield f"{count} {'plan' if count == 1 else 'plans'}."
    for needs, heading in (
        ("two", "No scorer yet"),
        ("one more", "One scorer; a second is needed"),
        ("a third", "A third scorer is needed"),
        ("", "Scored"),
    ):
        these = [each for each in queue.plans if each.resolved.needs == needs]
        if these:
            yield f"\n{heading} ({len(these)}):"
            yield from (f"  {_line(each)}" for each in these)
    agreement = queue.agreement
    if agreement.plans:
        yield f"\n{agreement.sentence()}"
        far = {row: counts[2] for row, counts in agreement.by_row.items() if counts[2]}
        if far:
            most = ", ".join(f"{row} ({times})" for row, times in sorted(far.items(), key=lambda each: -each[1]))
            yield f"Rows two or more apart, and on how many plans: {most}. Read their anchors together."
    if any(each.resolved.done for each in queue.plans):
        yield (
            f"\nReady means: no row below 1, {ROWS_AT_2} rows or more at 2 or higher, and access given. The enactment "
            "note is asked for besides."
        )
    if queue.problems:
        yield "\nNot counted:"
        yield from (f"  {problem}" for problem in queue.problems)


def _line(each: Waiting) -> str:
    resolved = each.resolved
    name = f"{each.person}: {each.plan.title or each.plan.plan_id}"
    by = f" (by {', '.join(resolved.scorers)})" if resolved.scorers else ""
    if resolved.needs == "a third":
        apart = [f"{row} {' and '.join(map(str, levels))}" for row, levels in resolved.apart.items()]
        apart += ["access"] if resolved.access_apart else []
        return f"{name}{by}; apart on {', '.join(apart)}"
    if resolved.done:
        ready = "ready for the micro-credential" if resolved.passes else "not ready for the micro-credential yet"
        return f"{name}{by}; {_number(resolved.total)} of {3 * len(resolved.levels)}, {ready}"
    return f"{name}{by}"


_Given = tuple[Path, Score]


def _files(folder: Path, problems: list[str]) -> tuple[list[tuple[Path, Plan]], list[_Given]]:
    plans: list[tuple[Path, Plan]] = []
    scores: list[_Given] = []
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    if len(paths) > _MOST_FILES:
        raise Plain(f"{folder} holds more than {_MOST_FILES:,} files.", "Give the folder of one course.")
    for path in paths:
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        try:
            with path.open("rb") as opened:
                content = opened.read(_MOST_BYTES)
        except OSError as error:
            problems.append(f"{_short(path, folder)} could not be opened: {error.strerror or error}.")
            continue
        if _MARK in path.name or _TELLS in content:  # a score somebody has renamed is still a score
            reading = read_score(content)
            problems += [f"{_short(path, folder)}: {problem.message}" for problem in reading.problems]
            scores += [(path, reading.score)] if reading.score else []
        else:
            plan = read_plan(content).plan
            if plan.plan_id:
                plans.append((path, plan))
            else:
                problems.append(f"{_short(path, folder)} is no plan, or has no short name (plan_id).")
    return plans, scores


def _belongs(given: _Given, path: Path, plan: Plan, plans: Sequence[tuple[Path, Plan]]) -> bool:
    """Tell plans of one short name apart: by what was scored, else by the folder the score lies in."""
    alike = [(other, each) for other, each in plans if each.plan_id == plan.plan_id]
    if len(alike) == 1:
        return True
    exact = [other for other, each in alike if not against(given[1], each)]
    if exact:
        return path in exact and (len(exact) == 1 or path.parent == given[0].parent)
    return path.parent == given[0].parent


def _counting(own: Sequence[_Given], plan: Plan, folder: Path, problems: list[str]) -> Iterator[Score]:
    """Return the scores that count: those of this version of the plan, the newest of each person."""
    by_scorer: dict[str, list[_Given]] = defaultdict(list)
    for path, score in own:
        wrong = against(score, plan)
        problems += [f"{_short(path, folder)}: {problem.message}" for problem in wrong[:1]]
        if not wrong:
            by_scorer[score.scorer].append((path, score))
    for scorer, several in by_scorer.items():
        several.sort(key=lambda each: each[1].saved_at)
        older = [each for each in several[:-1] if each[1] != several[-1][1]]
        problems += [
            f"{_short(path, folder)}: {scorer} saved a newer score, {_short(several[-1][0], folder)}. That one counts."
            for path, _ in older
        ]
        yield several[-1][1]


def _short(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
