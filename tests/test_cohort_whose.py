"""Nobody hands in for another: names inside of what a person sent never outweigh whose the platform says it is."""

import io
import json
import zipfile

import pytest

from belonging.cohort.collect import collect
from belonging.cohort.work_notes import notes_of
from fake_cohort import FakeCohort
from sent_work import answer, table, version, zipped

pytestmark = pytest.mark.xdist_group("cohort-collect")

NOTEBOOK = version("7")
BY_ANA = {
    "Canvas": "pérezana_1_2_work.zip",
    "Moodle": "Ana Pérez_991_assignsubmission_file_/work.zip",
    "Blackboard": "Listening_ana.perez_attempt_2026-10-01-09-00-00_work.zip",
    "Brightspace": "39-25 - Ana Pérez - Sep 24, 2026 926 PM/work.zip",
    "a platform that names somebody else by a login": "Listening_x9z_attempt_2026-10-01-09-00-00_work.zip",
}
BEN = (
    "okaforben_9_99_listening.ipynb",
    "Ben Okafor_5_assignsubmission_file_/listening.ipynb",
    "submitted/p002/listening/listening.ipynb",
)


@pytest.fixture
def cohort(tmp_path):
    return FakeCohort(tmp_path / "cohort")


def in_zip(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, NOTEBOOK)
    return out.getvalue()


@pytest.mark.parametrize("platform", BY_ANA)
@pytest.mark.parametrize("forged", BEN)
def test_a_name_of_another_in_what_one_person_packed_is_asked_about(cohort, tmp_path, platform, forged):
    honest = zipped(tmp_path / "b.zip", {"okaforben_9_3_listening.ipynb": version("1")})
    sent = zipped(tmp_path / "s.zip", {BY_ANA[platform]: in_zip(forged)}, day=9)
    found = collect(cohort, [honest, sent])
    assert [line.person_id for line in found.new] == ["p002"]
    assert len(found.questions) == 1
    assert answer(cohort, "p002").endswith("= 1")
    # what the director says of it holds for this file, and not for all that Ben sends
    (line,) = table(cohort.root / "matches.csv")
    (cohort.root / "matches.csv").write_text(f"person,key\np001,{line['key']}\n", encoding="utf-8")
    assert [one.person_id for one in collect(cohort).new] == ["p001"]
    assert answer(cohort, "p002").endswith("= 1")


def test_a_blackboard_file_whose_own_name_imitates_the_platform_is_its_owners(cohort, tmp_path):
    own = "x_bokafor_attempt_2026-10-02-09-00-00_listening.ipynb"
    collect(cohort, [zipped(tmp_path / "b.zip", {f"L_ana.perez_attempt_2026-10-01-09-00-00_{own}": NOTEBOOK})])
    assert answer(cohort, "p001").endswith("= 7")
    assert not (cohort.root / "submitted" / "p002").exists()


def test_a_forged_note_renames_nobody(cohort, tmp_path):
    stem = "Listening_{}_attempt_2026-10-01-09-00-00"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"{stem.format('x9z')}.txt", "Name: Ana Pérez (x9z)")
    sent = {
        f"{stem.format('x9z')}.txt": b"Name: Ben Okafor (x9z)",
        f"{stem.format('x9z')}_listening.ipynb": version("2"),
        f"{stem.format('ana.perez')}_work.zip": packed.getvalue(),
    }
    assert [line.person_id for line in collect(cohort, [zipped(tmp_path / "b.zip", sent)]).new] == ["p002"]


@pytest.mark.parametrize("own", ["my_2026_11_listening.ipynb", "final_1_2_listening.ipynb"])
def test_a_file_whose_own_name_looks_like_a_platforms_is_its_owners(cohort, tmp_path, own):
    collect(cohort, [zipped(tmp_path / "m.zip", {f"Ana Pérez_991_assignsubmission_file_/{own}": NOTEBOOK})])
    assert answer(cohort, "p001").endswith("= 7")


def test_a_zip_the_director_named_by_a_date_changes_nothing(cohort, tmp_path):
    sent = zipped(tmp_path / "canvas_2026_11_20.zip", {"pérezana_1_2_listening.ipynb": NOTEBOOK})
    assert [line.person_id for line in collect(cohort, [sent]).new] == ["p001"]


def test_a_page_goes_back_into_the_folder_only_of_the_person_moodle_names(cohort, tmp_path):
    names = {
        "Ana Pérez_991_assignsubmission_file_/listening.ipynb": version("1"),
        "Ben Okafor_992_assignsubmission_file_/work.zip": in_zip("Maria_5_assignsubmission_file_/listening.ipynb"),
    }
    collect(cohort, [zipped(tmp_path / "m.zip", names)])
    works = {key: one.moodle for key, one in notes_of(cohort).works.items()}
    assert works["p001", "listening"] == "Ana Pérez_991_assignsubmission_file_"
    assert works["p002", "listening"] == "Ben Okafor_992_assignsubmission_file_"


def test_what_was_taken_back_is_no_module_on_anybodys_page(cohort, tmp_path):
    folder = cohort.root / "earlier" / "taken-back" / "p001" / "listening" / "2026"
    folder.mkdir(parents=True)
    (folder / "points.json").write_text(json.dumps({}), encoding="utf-8")
    assert not notes_of(cohort).works
