"""Whatever arrives ends in a report that names nobody, or in a sentence that says what to change."""

import random
import time
import zipfile
from html import unescape
from pathlib import Path

import pytest

from belonging.errors import Plain
from belonging.own import Report, analyse, propose, read_bytes, read_survey, write_report
from belonging.own.sections import sections
from belonging.privacy import audit
from own_variants import VARIANTS, Table, google_form, real_survey


@pytest.fixture(scope="module", params=["our own form", "the real survey"])
def table(request: pytest.FixtureRequest) -> Table:
    if request.param == "our own form":
        return google_form()
    return real_survey(request.getfixturevalue("real_data"))


def _report_on(path: Path) -> Report:
    survey = read_survey(path)
    return analyse(survey, propose(survey))


def _name(variant: str) -> str:
    return "survey.xlsx" if variant.startswith("excel") and "named csv" not in variant else "survey.csv"


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_variant_ends_in_a_safe_report_or_a_plain_sentence(variant: str, table: Table, tmp_path: Path) -> None:
    make, expected = VARIANTS[variant]
    path = tmp_path / _name(variant)
    path.write_bytes(make(table))
    before, modified = path.read_bytes(), path.stat().st_mtime_ns
    start = time.perf_counter()
    if expected == "report":
        survey = read_survey(path)
        mapping = propose(survey)
        report = analyse(survey, mapping)
        written = write_report(report, mapping, tmp_path / "out")
        html = unescape(written.html.read_text(encoding="utf-8"))
        with zipfile.ZipFile(written.docx) as archive:
            document = archive.read("word/document.xml").decode()
        for secret in table.secrets:
            assert secret not in html
            assert secret not in document
        assert report.n >= 9
        assert report.too_few or report.scales
        for release in report.releases:
            assert audit(release).passed
    else:
        with pytest.raises(Plain, match=expected) as problem:
            _report_on(path)
        assert problem.value.advice, "it says what is wrong, but not what to do"
    assert time.perf_counter() - start < 60
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == modified


# What a variant must not do is change the result: these hold the same answers as the file they were made from.
SAME = [name for name, (_, expected) in VARIANTS.items() if expected == "report"][:30]
CHANGED = {"duplicate rows", "excel with formulas", "200,000 rows"}


@pytest.mark.parametrize("variant", [name for name in SAME if name not in CHANGED])
def test_the_result_does_not_depend_on_how_the_file_was_broken(variant: str, table: Table, tmp_path: Path) -> None:
    results = []
    for name in ("as it is", variant):
        path = tmp_path / _name(name)
        path.write_bytes(VARIANTS[name][0](table))
        report = _report_on(path)
        results.append((report.n, [(s.n, s.mean and round(s.mean, 6)) for s in report.scales]))
    assert results[0] == results[1]


def test_copies_with_a_time_stamp_are_dropped_and_others_are_not() -> None:
    table = google_form()
    once, twice = (read_bytes(table.csv(rows=rows).encode()) for rows in (table.rows, [*table.rows, *table.rows[:30]]))
    assert analyse(twice, propose(twice)).n == analyse(once, propose(once)).n
    bare = read_bytes(b"class,q1,q2\n" + b"6A,4,4\n6B,3,4\n6A,2,1\n" * 20)
    report = analyse(bare, propose(bare))
    assert report.n == 60
    assert any("exact copies" in note for note in report.notes)


def test_a_large_file_takes_seconds(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_bytes(VARIANTS["200,000 rows"][0](google_form()))
    start = time.perf_counter()
    survey = read_survey(path)
    mapping = propose(survey)
    assert len(survey.table) == 200_000
    report = analyse(survey, mapping)
    assert report.n > 180_000
    assert time.perf_counter() - start < 45  # about 8 s on one idle core


@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_to_the_bytes_the_problem_is_said_in_plain_words(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    table = google_form(40)
    good = [table.csv().encode(), table.csv("\t").encode("utf-16"), VARIANTS["excel"][0](table)]
    reports, said = 0, []
    for number in range(25):
        content = bytearray(draw.choice(good))
        for _ in range(draw.choice([1, 3, 30, 300])):
            at = draw.randrange(len(content))
            how = draw.randrange(4)
            if how == 0:
                content[at] = draw.randrange(256)
            elif how == 1:
                content[at : at + draw.randrange(40)] = b""
            elif how == 2:
                content[at:at] = draw.choice([b'"', b"\n", b",", b"\0", b";", b"\xff", b"=1+1", b"\r"])
            else:
                content[at:at] = content[: draw.randrange(60)]
            if not content:
                break
        path = tmp_path / f"{number}.csv"
        path.write_bytes(bytes(content))
        try:
            report = _report_on(path)
        except Plain as problem:
            said.append(problem.message)
            continue
        sections(report)
        reports += 1
    assert reports > 0
    assert all(message.endswith(".") for message in said), "it speaks in sentences"
