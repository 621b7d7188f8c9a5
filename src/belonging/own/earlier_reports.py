"""Attacks a new report together with the reports on the same survey that already lie in its folder.

One report is safe by itself; two may not be. A report made on Monday from 60 answers and one made on Friday from 63
tell together what the three said. So each page carries, in a line for machines, the counts it shows anyway.
"""

from __future__ import annotations

import hashlib
import json
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
from pydantic import BaseModel, ValidationError

from belonging.own.report import Report
from belonging.privacy import HIDDEN, TOTAL, ContradictionError, Release, audit, read_release, small_cells

META = "belonging-published"


class Published(BaseModel):
    """What a report shows: how many answered, and the groups that stand by themselves with their n.

    `questions` are digests of the questions' texts, to tell whether two reports are about the same survey.
    """

    questions: frozenset[str]
    term: str
    n: int
    groups: dict[str, dict[str, int]]

    def same_survey(self, other: Published) -> bool:
        """Whether at least half of the questions are the same, and no term says that it was another time."""
        fewer = min(len(self.questions), len(other.questions))
        other_time = self.term and other.term and self.term != other.term
        return fewer > 0 and 2 * len(self.questions & other.questions) >= fewer and not other_time


def published(report: Report) -> Published:
    """Gather what a report shows; of groups that are put together not even the name."""
    names = [item.name for scale in report.scales for item in scale.items]
    return Published(
        questions=frozenset(hashlib.sha256(name.encode()).hexdigest()[:16] for name in names),
        term=report.term,
        n=report.n,
        groups={release.name: _shown(release) for release in report.releases},
    )


def as_meta(report: Report) -> str:
    """Return the content of the page's line for machines."""
    found = published(report).model_dump()
    return json.dumps(found | {"questions": sorted(found["questions"])}, ensure_ascii=False)


def warnings_beside(report: Report, folder: Path) -> tuple[str, ...]:
    """Say what the reports in a folder and a new one tell together that none of them tells alone.

    Parameters
    ----------
    report : Report
        Not yet written.
    folder : Path
        Where it will be written. Files that are no reports, or reports on something else, are passed over.

    Returns
    -------
    tuple of str
        One sentence or two for each earlier report that should not be handed out beside the new one.
    """
    found = []
    for path in sorted(folder.glob("report*.html")):
        earlier = _read(path)
        if earlier is not None and earlier.same_survey(published(report)) and (said := _together(earlier, report)):
            found.append(
                f"{path.name} in the same folder is about the same survey. {said} Hand out only one of the two reports."
            )
    return tuple(found)


def _together(earlier: Published, report: Report) -> str:
    now = published(report)
    pairs = [("in all", earlier.n, now.n)]
    for variable, groups in now.groups.items():
        before = earlier.groups.get(variable, {})
        pairs += [(label, before[label], n) for label, n in groups.items() if label in before]
    between = pd.Series({label: abs(after - before) for label, before, after in pairs})
    if small := small_cells(between):
        label = small[0][0]
        then, today = next((b, a) for name, b, a in pairs if name == label)
        return (
            f"It counts {then} answers ({label}), this one {today}: whoever has both can work out what the few "
            "between them answered, unless the two are about different students."
        )
    if between.any():
        return ""  # so many others answered that no few are left over
    try:
        result = audit([*_releases(earlier, report.releases), *report.releases])
    except ContradictionError:  # then they count different people
        return ""
    return "" if result.passed else "Together the two reports give a group away that each of them hides."


def _releases(earlier: Published, now: tuple[Release, ...]) -> list[Release]:
    """Read an earlier report as a reader does who knows from class which groups there are."""
    known = {release.name: [str(leaf[0]) for leaf in release.layout.leaves] for release in now}
    found = []
    for variable, groups in earlier.groups.items():
        labels = dict.fromkeys([*known.get(variable, []), *groups])
        cells: dict[str, object] = {label: groups.get(label, HIDDEN) for label in labels}
        column = pd.Series({**cells, TOTAL: earlier.n}, dtype=object).rename_axis(variable)
        found.append(read_release(column, least=1, where={"answered": "yes"}, name=f"the earlier {variable}"))
    return found


def _shown(release: Release) -> dict[str, int]:
    numbers = zip(release.layout.cells, release.layout.number, strict=True)
    return {
        str(cell[0]): int(release.shown[number])
        for cell, number in numbers
        if cell[0] != TOTAL and not np.isnan(release.shown[number])
    }


class _Finder(HTMLParser):
    """Finds the line for machines in a page."""

    content: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("name") == META:
            self.content = given.get("content")


def _read(path: Path) -> Published | None:
    finder = _Finder()
    try:
        finder.feed(path.read_text(encoding="utf-8"))
        return Published.model_validate_json(finder.content or "")
    except (OSError, UnicodeDecodeError, ValidationError):  # not a report of ours
        return None
