"""What lies in `submitted` is never lost: put there by hand, of the wrong person, or while a run was killed."""

from contextlib import suppress
from pathlib import Path

import pytest
from rich.console import Console

import bad_submissions
from belonging.cohort.check import check
from belonging.cohort.collect import collect
from belonging.cohort.repair import repair
from belonging.cohort.roster import Person, Roster
from belonging.exercise.source import load
from fake_cohort import FakeCohort
from sent_work import answer, everything, notebook, table, version, zipped

pytestmark = pytest.mark.xdist_group("cohort-collect")


@pytest.fixture
def cohort(tmp_path):
    return FakeCohort(tmp_path / "cohort")


def put(cohort, name: str, content: bytes) -> Path:
    folder = cohort.root / "submitted" / "p001" / "listening"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder


def listening(cohort):
    return next(row for row in check(cohort).rows if (row.person.id, row.module_id) == ("p001", "listening"))


def test_of_two_notebooks_none_is_guessed_and_none_is_lost(cohort):
    folder = put(cohort, "a.ipynb", version("1"))
    put(cohort, "b.ipynb", version("2"))
    before = everything(folder)
    assert "“listening.ipynb”" in listening(cohort).note
    (left,) = repair(cohort).left
    assert "“a.ipynb”, “b.ipynb”" in left.notes[0]
    assert everything(folder) == before
    (folder / "b.ipynb").rename(folder / "listening.ipynb")
    assert listening(cohort).state == "ready"


def test_a_notebook_of_another_name_without_a_time_is_handed_in(cohort):
    folder = put(cohort, "Ana's work.ipynb", version("1"))
    assert listening(cohort).state == "mended by itself"
    (one,) = repair(cohort).mended
    assert "Ana's work.ipynb" in one.notes[-1]
    assert [path.name for path in folder.iterdir()] == ["listening.ipynb"]
    assert answer(cohort, "p001").endswith("= 1")
    assert not repair(cohort).repairs


@pytest.mark.parametrize("kind", ["copied_check_cell", "deleted_check_cells"])
def test_what_check_calls_mended_by_itself_repair_mends(cohort, kind):
    (content,) = bad_submissions.KINDS[kind].files("x").values()
    put(cohort, "listening.ipynb", content)
    assert listening(cohort).state == "mended by itself"
    (one,) = repair(cohort).mended
    assert "cell" in one.notes[0]
    assert listening(cohort).state == "ready"
    assert not repair(cohort).repairs


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"[" * 300_000, "not a notebook"), (b"", "empty"), (version("1").replace(b"listening", b"x"), "")],
)
def test_what_cannot_be_read_there_has_a_reason(cohort, content, says):
    put(cohort, "listening.ipynb", content)
    assert says in listening(cohort).note
    assert listening(cohort).state == "needs you"


class Killed(BaseException):
    """SIGKILL, as far as the folder can tell."""


def killed_at(patch: pytest.MonkeyPatch, step: int) -> None:
    """Let the process die at the so many-th change to the folder."""
    left = [step]

    def dying(real):
        def change(*given, **named):
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            return real(*given, **named)

        return change

    for name in ("replace", "unlink", "rename", "mkdir"):
        patch.setattr(Path, name, dying(getattr(Path, name)))


def kept(cohort) -> list[dict[str, bytes]]:
    """Every version in `earlier`, whatever moment it is called after."""
    versions = (cohort.root / "earlier" / "p001" / "listening").glob("[!.]*")
    return [everything(path) for path in sorted(versions)]


@pytest.mark.parametrize("step", range(0, 16, 3))
def test_a_mending_that_is_killed_leaves_what_an_undisturbed_one_does(tmp_path, monkeypatch, step):
    ended, (content,) = [], bad_submissions.KINDS["copied_check_cell"].files("x").values()
    for name in ("whole", "killed"):
        cohort = FakeCohort(tmp_path / name)
        folder = put(cohort, "Ana.ipynb", content)
        put(cohort, "notes.txt", b"mine")
        put(cohort, "timestamp.txt", b"2026-10-01 09:00:00 UTC")
        if name == "killed":
            with monkeypatch.context() as patch, suppress(Killed):
                killed_at(patch, step)
                repair(cohort)
        repair(cohort)
        ended.append(({k: v for k, v in everything(folder).items() if not k.startswith(".")}, kept(cohort)))
        assert content in ended[-1][1][0].values()
    assert ended[0] == ended[1]


@pytest.mark.parametrize("step", range(0, 24, 5))
def test_a_newer_version_that_is_killed_on_its_way_keeps_the_older_once(tmp_path, monkeypatch, step):
    ended = []
    for name in ("whole", "killed"):
        cohort = FakeCohort(tmp_path / name)
        for day in (1, 2):
            sent = zipped(tmp_path / f"{day}.zip", {f"pérezana_1_{day}_listening.ipynb": version(str(day))}, day=day)
            if (name, day) == ("killed", 2):
                with monkeypatch.context() as patch, suppress(Killed):
                    killed_at(patch, step)
                    collect(cohort, [sent])
            collect(cohort, [sent])
        ended.append((everything(cohort.root / "submitted"), kept(cohort)))
    assert ended[0] == ended[1]


def test_work_given_to_the_wrong_person_is_taken_back_also_when_that_person_sent_something_unreadable(cohort, tmp_path):
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "Maria Garcia - listening.ipynb").write_bytes(version("3"))
    collect(cohort, [sent])
    (line,) = table(cohort.root / "matches.csv")
    (cohort.root / "matches.csv").write_text(f"person,key\np001,{line['key']}\n", encoding="utf-8")
    collect(cohort)
    (sent / "Ana Perez - listening.ipynb").write_bytes(b"")
    collect(cohort, [sent])
    assert answer(cohort, "p001").endswith("= 3")
    (cohort.root / "matches.csv").write_text(f"person,key\np003,{line['key']}\n", encoding="utf-8")
    found = collect(cohort)
    assert [one.person_id for one in found.of("taken back")] == ["p001"]
    assert not (cohort.root / "submitted" / "p001" / "listening").exists()
    assert answer(cohort, "p003").endswith("= 3")
    assert "empty" in listening(cohort).note
    console = Console(width=300)
    with console.capture() as shown:
        found.show(console)
    assert "Ana Pérez, listening: " in shown.get()


def test_what_a_director_put_in_place_of_an_unreadable_file_stays(cohort, tmp_path):
    sent = tmp_path / "Ana Perez - listening.ipynb"
    sent.write_bytes(b"")
    collect(cohort, [sent])
    put(cohort, "listening.ipynb", version("1"))
    sent.rename(tmp_path / "Zoe Zed - listening.ipynb")
    for receipt in (cohort.root / "inbox").iterdir():
        (receipt / "index.jsonl").write_text("", encoding="utf-8")  # as when it turns out to be somebody else's
    assert not collect(cohort).of("taken back")
    assert answer(cohort, "p001").endswith("= 1")


def test_the_same_work_in_another_way_and_an_older_version_are_noted(cohort, tmp_path):
    sent = tmp_path / "Ana Perez.ipynb"
    sent.write_bytes(version("1"))
    collect(cohort, [sent])
    names = {"Ana Pérez_991_assignsubmission_file_/listening.ipynb": version("1")}
    collect(cohort, [zipped(tmp_path / "m.zip", names)])
    record = (cohort.state / "handed-in" / "p001" / "listening.json").read_text(encoding="utf-8")
    assert "Ana Pérez_991_assignsubmission_file_" in record
    assert not (cohort.root / "earlier").exists()


def test_the_table_of_repairs_may_have_been_saved_by_a_spreadsheet(cohort):
    put(cohort, "listening.ipynb", b"")
    repair(cohort)
    path = cohort.root / "reports" / "repair.csv"
    path.write_bytes(path.read_text(encoding="utf-8-sig").replace(",", ";").encode("cp1252"))
    repair(cohort)
    assert len(table(path)) == 1
    path.write_bytes(b"\x00\xff" * 50)
    repair(cohort)
    assert len(table(path)) == 1


@pytest.mark.parametrize("named", ['"' + "🦊" * 150 + '.yml"', '"\\ud800.yml"', '"../../../up.yml"', '".hidden.yml"'])
def test_a_name_no_disk_can_hold_stops_nobodys_work(cohort, tmp_path, named):
    task = next(placed for placed in load("studio").tasks if placed.task.kind.name == "file")
    sent = tmp_path / "sent"
    sent.mkdir()
    answers = {task.task.id.replace("-", "_"): f"{task.variable} = {named}\n"}
    (sent / "Ana Perez - studio.ipynb").write_bytes(notebook("studio", **answers))
    (sent / "Ana Perez - my-plan.yml").write_text("title: x", encoding="utf-8")
    (sent / "Ben Okafor.ipynb").write_bytes(version("2"))
    assert [line.person_id for line in collect(cohort, [sent]).new] == ["p001", "p002"]
    assert check(cohort).rows
    assert not repair(cohort).repairs
    given = [path.name for path in (cohort.root / "submitted" / "p001" / "studio").iterdir()]
    assert sorted(given) == ["my-plan.yml", "studio.ipynb", "timestamp.txt"]


def test_repair_tells_two_people_of_one_name_apart_and_does_not_contradict_itself(cohort):
    people = (*cohort.roster, Person("p006", "Ana Pérez"))
    cohort.roster = Roster(people)
    (old_format,) = bad_submissions.KINDS["format_3"].files("x").values()
    put(cohort, "listening.ipynb", old_format)
    console = Console(width=300, highlight=False, markup=False)
    with console.capture() as shown:
        repair(cohort).show(console)
    assert "Ana Pérez (p001), listening: The file had an older notebook format." in shown.get()
