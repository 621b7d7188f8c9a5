"""One batch of over a hundred kinds of bad work: everyone ends with points or a plain reason, and harms nobody."""

import json
import re
import socket
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

import bad_submissions as bad
from bad_rosters import table
from belonging.cohort.demo.names import many_names
from belonging.exercise.derive import filled_notebook
from belonging.exercise.notebook import notebook_text, source_of
from belonging.grading.engine import isolate
from cohort_run import Ended, points, through

pytestmark = pytest.mark.xdist_group("cohort-bad")

# Without isolation these would reach what is not theirs, which is why grading then asks for --unsafe.
NEEDS_ISOLATION = {
    *("two_gigabytes", "many_processes", "fills_the_disk", "kills_its_parent", "writes_the_courses_files"),
    *("writes_the_gradebook", "reads_other_peoples_work", "unpickles", "calls_out", "process_left_running"),
    "deletes_its_folder",
}
GOOD = ("Aaa Before", "Mmm Between", "Zzz After")


@dataclass
class Batch:
    """The batch, and who is who in it."""

    ended: Ended
    names: dict[str, str]
    ids: dict[str, str]
    points: dict[tuple[str, str], float]
    calls: list[bytes]
    others: set[int]

    def told(self, kind: str) -> str:
        """All that the director is told of one person, and of files that carry the person's name."""
        found = [self.ended.told(self.ids[kind])]
        for row in self.ended.rows("collect.csv"):
            found += [row["note"]] if self.names[kind] in row["file"] else []
        return "\n".join(found)


def good_notebook(secret: str) -> bytes:
    """Right answers, and a note that nobody else may read."""
    notebook = bad.reference()
    cell = bad.at(notebook, bad.TASKS["inquiry-note"].grade_id)
    cell["source"] = [f"{secret}, which nobody else reads.\n"]
    return notebook_text(notebook).encode()


@pytest.fixture(scope="module")
def kinds() -> dict[str, bad.Bad]:
    apart = isolate.available() is None
    return {name: kind for name, kind in bad.KINDS.items() if apart or name not in NEEDS_ISOLATION}


@pytest.fixture(scope="module")
def batch(kinds: dict[str, bad.Bad], tmp_path_factory: pytest.TempPathFactory) -> Batch:
    base = tmp_path_factory.mktemp("bad")
    names = {
        kind: one.name or " ".join(name)
        for (kind, one), name in zip(kinds.items(), many_names(len(kinds), 3), strict=True)
    }
    order = list(names)
    middle = len(order) // 2
    rows = [(names[kind], f"{names[kind].split()[0].lower()}{kind}@x.example".replace("_", "")) for kind in order]
    mails = {"namesake": "samtwin1@x.example", "namesake_by_login": "samtwin2@x.example"}
    rows = [
        (name, mails.get(kind, "" if kind.startswith("name_") else mail))
        for kind, (name, mail) in zip(order, rows, strict=True)
    ]
    good = [(name, "") for name in GOOD]
    people = [good[0], *rows[:middle], good[1], *rows[middle:], good[2]]
    (base / "people.csv").write_text(table(("Name", "E-mail"), *people), encoding="utf-8")
    with Listening() as (port, calls):
        for kind, one in kinds.items():
            files = dict(one.files(names[kind]))
            if kind == "calls_out":
                files = {path: content.replace(b"PORT", str(port).encode()) for path, content in files.items()}
            bad.write(base / "arrived", files)
        for name in GOOD:
            bad.write(base / "arrived", bad.placed_file(name, good_notebook(bad.SECRET)))
        before = _sleepers()
        ended = through(
            base,
            base / "people.csv",
            base / "arrived",
            [bad.MODULE, "beliefs"],
            lambda ended, file: ended.ids()["Sam Twin", "samtwin1@x.example"] if "Sam Twin" in file else "",
            grade=[] if isolate.available() is None else ["--unsafe"],
        )
    found = ended.ids()
    ids = {kind: found[row] for kind, row in zip(order, rows, strict=True)}
    ids |= {name: found[name, ""] for name in GOOD}
    return Batch(ended, names | {name: name for name in GOOD}, ids, dict(points(ended)), calls, _sleepers() - before)


class Listening:
    """A port of this computer, and what was sent to it."""

    def __enter__(self) -> tuple[int, list[bytes]]:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.calls: list[bytes] = []
        threading.Thread(target=self._serve, daemon=True).start()
        return self._socket.getsockname()[1], self.calls

    def _serve(self) -> None:
        try:
            while True:
                line, _ = self._socket.accept()
                self.calls.append(line.recv(100))
        except OSError:
            return

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def _sleepers() -> set[int]:
    """The processes that bad work leaves, told by what they were started with."""
    found = subprocess.run(["pgrep", "-f", "^sleep 611$"], capture_output=True, text=True).stdout
    return {int(line) for line in found.split()}


def test_every_verb_went_through(batch: Batch) -> None:
    needs_a_person = {"collect first", "collect", "check", "repair"}
    assert {verb for verb, code in batch.ended.codes.items() if code} <= needs_a_person, batch.ended.codes
    assert set(batch.ended.codes.values()) <= {0, 1}
    assert sum(batch.ended.seconds.values()) < 400, batch.ended.seconds  # under 120 on four quiet cores


@pytest.mark.parametrize("kind", bad.KINDS)
def test_bad_work_ends_with_its_points_or_a_plain_reason(batch: Batch, kinds: dict[str, bad.Bad], kind: str) -> None:
    if kind not in kinds:
        pytest.skip("this computer cannot keep notebooks apart")
    one = kinds[kind]
    got = batch.points.get((batch.ids[kind], bad.MODULE))
    told = batch.told(kind)
    if got is None:
        assert one.reason, f"no points: {told}"
        assert re.search(one.reason, told, re.IGNORECASE), told
    else:
        assert got in one.points, f"{got} points, expected {one.points}: {told}"
        assert re.search(one.said, told, re.IGNORECASE), told
    if one.flagged and got:
        assert re.search("look at|flag|own check|forge|transform|hook|replaced|as written is worth", told, re.I), told


def test_the_table_of_a_grading_names_everybody(batch: Batch) -> None:
    rows = {row["person"]: row for row in batch.ended.rows("grade.csv") if row["module"] == bad.MODULE}
    assert {person for person, module in batch.points if module == bad.MODULE} <= rows.keys()
    assert "more points than the task has" in rows[batch.ids["claims_too_many_points"]]["note"]


@pytest.mark.parametrize("name", GOOD)
def test_good_people_before_between_and_after_lose_nothing(batch: Batch, name: str) -> None:
    assert batch.points[batch.ids[name], bad.MODULE] == bad.FULL
    assert not re.search("look at|as written is worth|mended", batch.told(name), re.IGNORECASE)


def test_nobody_has_points_that_are_not_their_own(batch: Batch) -> None:
    """The attack on the gradebook gives 77 points to everything in it."""
    from nbgrader.api import Gradebook

    with Gradebook(batch.ended.db_url) as gradebook:
        for submission in gradebook.assignment_submissions(bad.MODULE):
            for one in submission.notebooks[0].grades:
                assert (one.auto_score or 0) <= one.max_score
                assert one.manual_score is None


def test_nothing_of_one_person_stands_in_the_work_of_another(batch: Batch) -> None:
    own = {batch.ids[name] for name in GOOD}
    for step in ("autograded", "feedback", "feedback-pages"):
        for path in (batch.ended.root / step).rglob("*.*"):
            if path.is_file() and bad.SECRET in path.read_text(encoding="utf-8", errors="replace"):
                people = own & set(path.relative_to(batch.ended.root).parts)
                assert people or any(name in path.read_text(encoding="utf-8") for name in GOOD), path


def test_attacks_left_nothing_behind(batch: Batch) -> None:
    places = [batch.ended.root.parent, Path(bad.__file__).parents[1] / "src", Path.home(), Path("/tmp")]
    left = [path for place in places[:2] for path in place.rglob(f"*{bad.TRACE}*") if "inbox" not in path.parts]
    left += [path for place in places[2:] for path in place.glob(f"*{bad.TRACE}*")]
    assert left == []
    assert batch.calls == []
    assert batch.others == set()


def test_a_link_was_not_followed(batch: Batch) -> None:
    secret = Path("/etc/hostname").read_text(encoding="utf-8").strip().encode()
    person = batch.ids["a_link"]
    assert not (batch.ended.root / "submitted" / person).exists()
    for path in (batch.ended.root / "inbox").rglob("*"):
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 1_000 and path.suffix == ".ipynb":
            assert secret not in path.read_bytes()


def test_floods_leave_small_files(batch: Batch) -> None:
    for step, most in (("autograded", 1_000_000), ("feedback-pages", 1_000_000)):
        for path in (batch.ended.root / step).rglob("*.*"):
            if path.is_file() and batch.ids["huge_answer"] not in path.parts:  # an answer is never cut
                assert path.stat().st_size < most, path


def test_pages_and_tables_are_harmless(batch: Batch) -> None:
    pages = [p for place in ("feedback-pages", "reports") for p in (batch.ended.root / place).rglob("*.html")]
    assert len(pages) > len(batch.points) // 2
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"<(script|img|iframe|svg|object|embed)\b[^>]*(stolen|onload|onerror|src=.?x)", text, re.I)
        assert not re.search(r"<script[^>]*>[^<]*stolen", text)
        assert not re.search(r"<[^>]+\son\w+\s*=", re.sub(r"&lt;.*?&gt;", "", text))
        assert "javascript:" not in re.sub(r"&[a-z]+;|\[click\]\(javascript:[^)]*\)", "", text).lower()
    for table_file in (batch.ended.root / "reports").glob("*.csv"):
        for row in batch.ended.rows(table_file.name):
            assert not [cell for cell in row.values() if cell and re.match(r"[=+@]|-\D", cell)]


def test_it_is_still_a_stock_nbgrader_course(batch: Batch) -> None:
    done = subprocess.run(
        ["python", "-m", "nbgrader", "list"], cwd=batch.ended.root, capture_output=True, text=True, timeout=120
    )
    assert "Traceback" not in done.stderr
    for path in (batch.ended.root / "submitted").glob("*/*/*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        marks = [c["metadata"].get("nbgrader", {}).get("grade_id") for c in cells]
        assert len([m for m in marks if m]) == len({m for m in marks if m}), path


def test_the_bad_kinds_are_many_and_each_says_what_it_is() -> None:
    assert len(bad.KINDS) > 100
    assert all(kind.what and (kind.points or kind.reason) for kind in bad.KINDS.values())
    clean = bad.reference()
    assert clean == filled_notebook(
        bad.MODULE, {id_: source_of(bad.at(clean, p.grade_id)) for id_, p in bad.TASKS.items()}
    )
