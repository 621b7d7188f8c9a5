"""Two reports on one survey in one folder: what they tell together is said before they are handed out."""

import json
from html import escape
from pathlib import Path

import pytest

from belonging.own import analyse, propose, read_bytes, write_report
from belonging.own.earlier_reports import META, as_meta
from belonging.own.write import Written

SIZES = {"7A": 20, "7B": 18, "7C": 14, "7D": 6}


def survey(sizes: dict[str, int], question: str = "I belong here") -> bytes:
    rows = [
        f"{label},{1 + (i + shift) % 5},{1 + (2 * i) % 5}"
        for shift, (label, n) in enumerate(sizes.items())
        for i in range(n)
    ]
    return "\n".join([f"Class,{question} 1,{question} 2", *rows, ""]).encode()


@pytest.fixture
def make(tmp_path: Path):
    """Make a report of a file, in the one folder."""

    def made(content: bytes) -> Written:
        read = read_bytes(content)
        mapping = propose(read)
        return write_report(analyse(read, mapping), mapping, tmp_path)

    return made


def retell(page: Path, **other: object) -> None:
    """Let an earlier report say something else."""
    html = page.read_text(encoding="utf-8")
    start = html.index(f'<meta name="{META}" content="') + len(f'<meta name="{META}" content="')
    old = html[start : html.index('">', start)]
    told = json.loads(old.replace("&quot;", '"')) | other
    page.write_text(html.replace(old, escape(json.dumps(told))), encoding="utf-8")


def test_a_report_carries_for_machines_only_what_it_shows() -> None:
    read = read_bytes(survey(SIZES))
    report = analyse(read, propose(read))
    told = json.loads(as_meta(report))
    assert told["n"] == sum(SIZES.values())
    assert told["groups"] == {"Class": {"7A": 20, "7B": 18}}
    assert "7C" not in as_meta(report), "of groups that are put together not even the name"
    assert "belong" not in as_meta(report)


def test_the_first_report_and_the_same_again_need_no_warning(make) -> None:
    assert make(survey(SIZES)).warnings == ()
    assert make(survey(SIZES)).warnings == ()


def test_a_few_late_answers_are_told(make) -> None:
    make(survey(SIZES))
    [said] = make(survey(SIZES | {"7A": 23})).warnings
    assert said.startswith("report.html in the same folder is about the same survey. It counts 58 answers (in all)")
    assert "this one 61" in said
    assert said.endswith("Hand out only one of the two reports.")


def test_one_who_moved_to_another_class_is_told_although_as_many_answered(make) -> None:
    make(survey(SIZES))
    [said] = make(survey({"7A": 19, "7B": 19, "7C": 14, "7D": 6})).warnings
    assert "It counts 20 answers (7A), this one 19" in said


def test_many_more_answers_another_survey_and_another_term_need_no_warning(make) -> None:
    first = make(survey(SIZES))
    assert make(survey({label: n + 12 for label, n in SIZES.items()})).warnings == ()
    assert make(survey(SIZES | {"7A": 23}, question="I like lunch")).warnings == ()
    for page in first.html.parent.glob("report*.html"):
        retell(page, term="Fall")
    spring = survey(SIZES | {"7A": 23}).replace(b"Class,", b"Term,Class,").replace(b"\n7", b"\nSpring,7")
    assert propose(read_bytes(spring)).of("time"), "the file says which term it is"
    assert make(spring).warnings == ()


def test_two_reports_that_hide_different_groups_are_audited_together(make) -> None:
    first = make(survey(SIZES))
    retell(first.html, groups={"Class": {"7A": 20, "7C": 14}})  # hid 7B with 7D; the new one hides 7C with 7D
    [said] = make(survey(SIZES)).warnings
    assert "Together the two reports give a group away that each of them hides." in said


def test_other_files_in_the_folder_are_passed_over(make, tmp_path: Path) -> None:
    (tmp_path / "report-of-mine.html").write_text("<p>Lunch</p>", encoding="utf-8")
    (tmp_path / "report-old.html").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "report-7.html").write_text(f'<meta name="{META}" content="{{&quot;n&quot;: 3}}">', encoding="utf-8")
    assert make(survey(SIZES)).warnings == ()
