"""`belonging crdc` and its notebook: what is read from public files, what is worked out, and what is never shown."""

import html
import random
import re
from collections import Counter
from pathlib import Path

import docx
import nbformat
import pandas as pd
import pytest
from typer.testing import CliRunner

import crdc_files
from belonging import crdc
from belonging.cli import app
from belonging.crdc import codes, command, memo
from belonging.crdc.choosing import matches
from belonging.crdc.columns import COURSES, RACES, course_named
from belonging.crdc.files import Source
from belonging.crdc.form import Guide
from belonging.crdc.publish import ALL
from belonging.crdc.sections import sections, title
from belonging.crdc.steps import NO, NOT_ASKED, UNKNOWN, YES, offered, size
from belonging.errors import Plain
from belonging.own.blocks import Bullets, Table
from belonging.privacy import HIDDEN, audit, read_release
from crdc_files import School, schools, topics, wide
from test_lesson import READING_GRADE, reading_grades

CALCULUS = course_named("calculus")
SMALL = range(1, 10)


def put(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def collected(found: list[School], name: str = "2013-14.csv") -> crdc.Collection:
    return crdc.collect([Source(name, content=wide(found))])


def everything(analysis: crdc.Analysis) -> str:
    """All text of a report."""
    lines = [title(analysis)]
    for section in sections(analysis):
        lines.append(section.title)
        for block in section.blocks:
            if isinstance(block, str):
                lines.append(block)
            elif isinstance(block, Bullets):
                lines += block.lines
            elif isinstance(block, Table):
                lines += [block.caption, *block.columns, *(cell for row in block.rows for cell in row), block.note]
    return "\n".join(lines)


def school(
    lea: str = "0000001",
    sch: str = "00001",
    name: str = "Cedar High",
    each: int = 60,
    takes: int = 15,
    classes: int | str = 2,
    **cells: str,
) -> School:
    pairs = [(race, sex) for race in crdc_files.RACES for sex in crdc_files.SEXES]
    district = f"District {lea}"
    return School(
        lea, sch, name, district, "AA", dict.fromkeys(pairs, each), dict.fromkeys(pairs, takes), classes, cells=cells
    )


class TestReading:
    @pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
    def test_names_with_accents_in_every_encoding(self, encoding: str) -> None:
        found = crdc.collect([Source("a.csv", content=wide([school(name="Peña O’Neil High")], encoding))])
        assert found.schools["name"].tolist() == ["Peña O’Neil High"]
        assert list(found.schools.index) == ["000000100001"]

    def test_bytes_that_no_windows_letter_has(self) -> None:
        content = wide([school(name="Cedar High")]).replace(b"Cedar", b"Ced\x81r")
        assert crdc.collect([Source("a.csv", content=content)]).schools["name"].tolist() == ["Ced\x81r High"]

    def test_topic_files_and_one_wide_file_give_the_same(self, tmp_path: Path) -> None:
        found = schools(30)
        one = crdc.load([put(tmp_path / "wide", {"all.csv": wide(found)})])
        many = crdc.load([put(tmp_path / "2017-18", topics(found))])
        assert many.year == "2017-18"
        assert one.year == ""
        names = sorted(one.values.columns)
        pd.testing.assert_frame_equal(one.values[names].sort_index(), many.values[names].sort_index())
        shared = [name for name in one.schools if name in many.schools]
        pd.testing.assert_frame_equal(one.schools[shared].sort_index(), many.schools[shared].sort_index())

    def test_every_number_is_read_as_it_was_written(self) -> None:
        found = schools(12)
        values = collected(found).values
        for each in found:
            for (race, sex), n in each.students.items():
                assert values.loc[each.key, f"SCH_ENR_{race}_{sex}"] == n

    def test_a_file_of_another_separator(self) -> None:
        content = wide([school()]).decode("cp1252").replace(",", ";").encode()
        assert len(crdc.collect([Source("a.csv", content=content)]).schools) == 1

    def test_files_of_two_states_are_put_together(self) -> None:
        one, two = school(), school("0000002", "00009", "Maple High")
        found = crdc.collect([Source("a.csv", content=wide([one])), Source("b.csv", content=wide([two]))])
        assert sorted(found.schools["name"]) == ["Cedar High", "Maple High"]

    def test_the_files_are_only_read(self, tmp_path: Path) -> None:
        folder = put(tmp_path / "files", topics(schools(10)))
        before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
        crdc.report_on([folder], school="000000100001", out=tmp_path / "out")
        assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before

    def test_a_row_that_stands_twice(self) -> None:
        found = collected([school(), school(), school(sch="00002")])
        assert len(found.schools) == 2
        assert "1 rows stood there twice" in " ".join(found.notes)

    def test_two_rows_that_differ_are_left_out_and_named(self) -> None:
        found = collected([school(), school(each=61), school(sch="00002")])
        assert list(found.schools.index) == ["000000100002"]
        assert "000000100001" in " ".join(found.notes)
        with pytest.raises(Plain, match="twice"):
            crdc.analyse(found, "000000100001")


class TestKeysASpreadsheetDamaged:
    def test_lost_zeros_are_put_back_and_said(self) -> None:
        content = wide([school()]).replace(b'"0000001"', b'"1"').replace(b'"00001"', b'"1"')
        found = crdc.collect([Source("a.csv", content=content.replace(b'"000000100001"', b'"100001"'))])
        assert list(found.schools.index) == ["000000100001"]
        assert "leading zeros" in " ".join(found.notes)

    def test_a_rounded_combokey_is_made_anew_from_its_parts(self) -> None:
        content = wide([school()]).replace(b'"000000100001"', b'"1.0E+05"')
        found = crdc.collect([Source("a.csv", content=content)])
        assert list(found.schools.index) == ["000000100001"]
        assert "rounded by a spreadsheet" in " ".join(found.notes)

    def test_rounded_keys_alone_are_refused(self) -> None:
        names = [name for name in crdc_files.columns([school()]) if name not in ("LEAID", "SCHID")]
        content = crdc_files.to_csv([school()], names).replace(b'"000000100001"', b'"1.0E+11"')
        with pytest.raises(Plain, match="without opening and saving it in Excel"):
            crdc.collect([Source("a.csv", content=content)])


class TestWrongFiles:
    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "is empty"),
            (b"PK\x03\x04....", "Unzip it first"),
            (b"%PDF-1.7", "is a PDF"),
            (b"<!DOCTYPE html><title>Sign in</title>", "web page"),
            (b"name,score\nA,1\n", "no columns of a school file"),
            (b"LEA_STATE,LEAID,LEA_NAME,LEA_ENR\nAA,0000001,D,5\n", "no columns of a school file"),
            (b"COMBOKEY,SCH_ENR_HI_M\n", "no columns of a school file"),
        ],
    )
    def test_each_gets_its_own_words(self, content: bytes, says: str) -> None:
        with pytest.raises(Plain, match=says):
            crdc.collect([Source("a.csv", content=content)])

    def test_paths(self, tmp_path: Path) -> None:
        with pytest.raises(Plain, match="There is no file"):
            crdc.load([tmp_path / "none.csv"])
        with pytest.raises(Plain, match="holds no CSV"):
            crdc.load([tmp_path])

    def test_a_missing_topic_names_the_file_to_add(self) -> None:
        files = topics([school()])
        with pytest.raises(Plain, match=r"Enrollment\.csv"):
            crdc.collect([Source("Calculus.csv", content=files["Calculus.csv"])])
        only = crdc.collect([Source("Enrollment.csv", content=files["Enrollment.csv"])])
        with pytest.raises(Plain, match=r"Calculus\.csv"):
            crdc.analyse(only)
        with pytest.raises(Plain, match="who is enrolled in physics"):
            crdc.analyse(collected([school()]), course="physics")
        with pytest.raises(Plain, match="Write one of: calculus"):
            crdc.analyse(collected([school()]), course="alchemy")

    def test_files_of_two_years_are_refused(self) -> None:
        with pytest.raises(Plain, match="one year only"):
            crdc.collect([Source("a.csv", content=wide([school()])), Source("b.csv", content=wide([school(each=61)]))])

    def test_files_without_a_common_school_are_refused(self) -> None:
        with pytest.raises(Plain, match="no school in common"):
            crdc.collect(
                [
                    Source("a.csv", content=topics([school()])["Enrollment.csv"]),
                    Source("b.csv", content=topics([school("0000002")])["Calculus.csv"]),
                ]
            )


class TestReserveCodes:
    @pytest.mark.parametrize("code", sorted(codes.RESERVES))
    def test_none_is_ever_a_number(self, code: int) -> None:
        spoilt = school(SCH_ENR_HI_M=str(code))
        collection = collected([spoilt, school(sch="00002")])
        assert collection.count("SCH_ENR_HI_M").isna().tolist() == [True, False]
        analysis = crdc.analyse(collection, "000000100001")
        assert analysis.by_race.students("Cedar High", "HI") is None
        assert analysis.by_race.students("Cedar High", "AS") == 120
        assert analysis.by_race.students(ALL, "HI") == 120, "one school is left"
        assert f"× {code}: " in everything(analysis)

    def test_the_three_kinds_are_told_apart(self) -> None:
        assert {code: codes.meaning(code).kind for code in (-9, -5, -12)} == {
            -9: "not applicable",
            -5: "missing",
            -12: "suppressed",
        }

    def test_a_code_means_what_it_means_in_its_year(self) -> None:
        assert codes.meaning(-2, "2015-16").kind == "suppressed"
        assert codes.meaning(-2, "2021-22").kind == "missing"
        assert not codes.meaning(-2, "2021-22").known
        assert codes.meaning(-8, "2020-21").known
        assert not codes.meaning(-8, "2021-22").known

    def test_an_unknown_code_is_named(self) -> None:
        said = everything(crdc.analyse(collected([school(SCH_ENR_HI_M="-77")])))
        assert "unknown reserve code -77, taken as missing" in said

    @pytest.mark.parametrize(
        ("cell", "answer"), [("3", YES), ("0", NO), ("-9", NOT_ASKED), ("-5", UNKNOWN), ("-12", UNKNOWN), ("", UNKNOWN)]
    )
    def test_whether_a_course_is_offered(self, cell: str, answer: str) -> None:
        found = offered(collected([school(SCH_MATHCLASSES_CALC=cell)]), CALCULUS)
        assert found.tolist() == [answer]

    @pytest.mark.parametrize(("cell", "answer"), [("Yes", YES), ("No", NO), ("-9", NOT_ASKED), ("-5", UNKNOWN)])
    def test_whether_ap_is_offered(self, cell: str, answer: str) -> None:
        assert offered(collected([school(SCH_APENR_IND=cell)]), COURSES["ap"]).tolist() == [answer]

    def test_a_school_with_everything_suppressed(self) -> None:
        names = {name: "-11" for name in crdc_files.columns([school()]) if "ENR_" in name and "_IND" not in name}
        analysis = crdc.analyse(collected([school(**names), school(sch="00002")], "2017-18.csv"), "000000100001")
        said = everything(analysis)
        assert analysis.by_race.students("Cedar High", ALL) is None
        assert "suppressed for data quality" in said
        assert "The file gives no numbers of students by race or ethnicity for Cedar High that can be used." in said
        alone = everything(crdc.analyse(collected([school(**names)])))
        assert "No number of students can be shown here" in alone

    def test_a_school_without_students(self) -> None:
        said = everything(crdc.analyse(collected([school(each=0, takes=0), school(sch="00002")]), "000000100001"))
        assert "1 of the 2 schools have no student in the file." in said

    def test_more_in_the_course_than_in_the_school_is_left_out(self) -> None:
        analysis = crdc.analyse(collected([school(SCH_MATHENR_CALC_HI_M="61"), school(sch="00002")]), "000000100001")
        assert analysis.by_race.students("Cedar High", "HI") is None
        assert "more students in the course than in the school" in everything(analysis)


class TestTheNonbinaryColumns:
    def test_the_year_is_told_by_them(self) -> None:
        assert collected(schools(8, sexes=("M", "F", "X")), "a.csv").year == "2021-22"

    def test_they_count_where_they_are_given(self) -> None:
        found = schools(10, sexes=("M", "F", "X"))
        analysis = crdc.analyse(collected(found, "a.csv"), "000000100001")
        first = found[0]
        assert analysis.by_race.students(first.name, ALL) == sum(first.students.values())
        assert size(collected(found))[first.key] == sum(first.students.values())

    @pytest.mark.parametrize("code", ["-9", "-12"])
    def test_where_they_are_not_given_the_other_two_still_count(self, code: str) -> None:
        names = {f"SCH_{start}_{race}_X": code for start in ("ENR", "MATHENR_CALC") for race in RACES}
        analysis = crdc.analyse(collected([school(**names), school(sch="00002", **names)]), "000000100001")
        assert analysis.by_race.students("Cedar High", ALL) == 14 * 60
        assert "give no numbers on nonbinary students" in everything(analysis)


class TestChoosing:
    FOUND = (
        school(name="Peña High"),
        school(sch="00002", name="Peña High Annex"),
        school("0000002", "00001", "Lake High"),
        school("0000003", "00001", "Lake High"),
    )

    def test_a_part_of_the_name_without_accents(self) -> None:
        assert matches(collected(list(self.FOUND)), "pena ann") == ["000000100002"]

    def test_the_whole_name_goes_before_a_part(self) -> None:
        assert matches(collected(list(self.FOUND)), "PENA  high") == ["000000100001"]

    def test_the_district_tells_two_of_one_name_apart(self) -> None:
        assert matches(collected(list(self.FOUND)), "lake 0000003") == ["000000300001"]

    def test_ambiguous_names_are_listed(self) -> None:
        with pytest.raises(Plain) as stop:
            crdc.analyse(collected(list(self.FOUND)), "Lake High")
        assert "000000200001" in stop.value.message
        assert "000000300001" in stop.value.message

    def test_nothing_found_and_nothing_said(self) -> None:
        with pytest.raises(Plain, match="No school in these files"):
            crdc.analyse(collected(list(self.FOUND)), "Nowhere")
        with pytest.raises(Plain, match="--school"):
            crdc.analyse(collected(list(self.FOUND)))

    def test_comparisons(self) -> None:
        found = schools(60)
        collection = collected(found)
        first = found[0]
        asked = {each.key for each in found if each.classes not in ("-9", -9)} - {first.key}
        by_district = crdc.analyse(collection, first.key).other
        assert by_district
        assert set(by_district.keys) == {each.key for each in found if each.lea == first.lea} & asked
        like = crdc.analyse(collection, first.key, ["state"]).other
        assert like
        mine = sum(first.students.values())
        gaps = {
            each.key: abs(sum(each.students.values()) - mine)
            for each in found
            if each.state == first.state and each.key in asked and mine / 2 <= sum(each.students.values()) <= 2 * mine
        }
        assert sorted(gaps[key] for key in like.keys) == sorted(gaps.values())[:20]
        named = crdc.analyse(collection, first.key, [found[20].key, found[21].name]).other
        assert named
        assert named.keys == (found[20].key, found[21].key)

    def test_a_juvenile_justice_facility_is_set_beside_none(self) -> None:
        found = [school(), school(sch="00002"), school(sch="00003")]
        found[1].jj = "Yes"
        other = crdc.analyse(collected(found), "000000100001").other
        assert other
        assert other.keys == ("000000100003",)

    def test_a_district_of_one_school(self) -> None:
        analysis = crdc.analyse(collected([school(), school("0000002")]), "000000100001")
        assert analysis.other is None
        assert "no other school of the district" in everything(analysis)
        assert analysis.gaps == ()


def planted() -> list[School]:
    """Two schools: in each, group HI has the higher share; together it has the lower one."""
    pairs = [("HI", "M"), ("HI", "F"), ("WH", "M"), ("WH", "F")]

    def one(sch: str, students: tuple[int, int], takes: tuple[int, int]) -> School:
        n = dict(zip(pairs, (students[0], students[0], students[1], students[1]), strict=True))
        t = dict(zip(pairs, (takes[0], takes[0], takes[1], takes[1]), strict=True))
        rest = {(race, sex): 0 for race in crdc_files.RACES for sex in crdc_files.SEXES}
        return School("0000001", sch, f"School {sch}", "Twin District", "AA", rest | n, rest | t, 2)

    return [one("00001", (50, 400), (25, 160)), one("00002", (400, 50), (60, 5))]


class TestWhatIsWorkedOut:
    def test_counts_rates_and_indexes_recomputed_by_hand(self) -> None:
        found = schools(40, seed=3)
        first = found[0]
        analysis = crdc.analyse(collected(found), first.key)
        inside = [each for each in found if each.lea == first.lea and each.classes not in ("-9", -9)]
        shown = 0
        for unit, members in ((first.name, [first]), ("Other schools of the district", inside[1:]), (ALL, inside)):
            for race in RACES:
                students = sum(n for each in members for (r, _), n in each.students.items() if r == race)
                takes = sum(
                    each.takes[pair] for each in members if each.classes != 0 for pair in each.takes if pair[0] == race
                )
                chance = sum(
                    n for each in members if each.classes != 0 for (r, _), n in each.students.items() if r == race
                )
                steps = analysis.by_race.steps(unit, race)
                if steps is None:
                    continue
                shown += 1
                assert (steps.students, steps.enrolled, steps.offered) == (students, takes, chance)
        assert shown > 12

    def test_the_offer_in_the_district(self) -> None:
        found = schools(40)
        analysis = crdc.analyse(collected(found), found[0].lea)
        kinds = Counter(
            YES if isinstance(each.classes, int) and each.classes > 0 else NO if each.classes == 0 else NOT_ASKED
            for each in found
            if each.lea == found[0].lea
        )
        assert analysis.offers[0].answers[analysis.subject.label] == dict(kinds)

    def test_the_two_parts_of_a_gap_by_hand(self) -> None:
        gaps = {gap.group: gap for gap in crdc.analyse(collected(planted()), "0000001").gaps}
        assert gaps["HI"].one.rate == pytest.approx(170 / 900)
        assert gaps["HI"].others.rate == pytest.approx(330 / 900)
        assert gaps["HI"].parts
        assert gaps["HI"].parts.offer == 0
        assert gaps["HI"].parts.uptake == pytest.approx((170 - 330) / 900)

    def test_an_offer_that_makes_the_whole_gap(self) -> None:
        one, two = planted()
        one.takes = {pair: n // 5 for pair, n in one.students.items()}
        two.classes = 0
        gap = next(gap for gap in crdc.analyse(collected([one, two]), "0000001").gaps if gap.group == "HI")
        assert gap.parts
        assert gap.parts.uptake == pytest.approx(0)
        assert gap.parts.offer == pytest.approx(20 / 900 - 160 / 900)

    def test_a_planted_reversal_is_warned_of(self) -> None:
        analysis = crdc.analyse(collected(planted()), "0000001")
        turned = {each.group: each for each in analysis.turned}
        assert set(turned) == {"HI", "WH"}
        assert turned["HI"].found.overall < 0 < min(turned["HI"].found.by_stratum.values())
        said = everything(analysis)
        assert "Warning, the picture turns round (Hispanic or Latino of any race students" in said
        assert "is higher for them. Added up over these schools it is lower" in said

    def test_no_reversal_no_warning(self) -> None:
        one, two = planted()
        two.takes = {pair: n // 2 for pair, n in two.students.items()}
        assert "Warning" not in everything(crdc.analyse(collected([one, two]), "0000001"))

    def test_rounding_in_threes_is_told_from_the_counts(self) -> None:
        found = schools(12)
        for each in found:
            each.students = {pair: n - n % 3 + 2 for pair, n in each.students.items()}
            each.takes = {pair: n - n % 3 + 2 for pair, n in each.takes.items()}
        assert "rounded in threes" in everything(crdc.analyse(collected(found), found[0].key))
        assert "rounded in threes" not in everything(crdc.analyse(collected(schools(12)), "000000100001"))


class TestWhatIsNeverShown:
    def test_no_count_from_1_to_9(self) -> None:
        dice = random.Random(11)
        for _ in range(4):
            found = schools(5, seed=dice.randint(0, 10**6))
            for each in found:
                each.students = {pair: dice.choice([0, 2, 4, 15, 60]) for pair in each.students}
                each.takes = {pair: dice.randint(0, n // 3) for pair, n in each.students.items()}
            analysis = crdc.analyse(collected(found), found[0].key)
            shown = {*analysis.by_race.cells.values(), *analysis.by_sex.cells.values()}
            assert not shown & set(SMALL)
            for section in sections(analysis):
                for block in section.blocks:
                    if isinstance(block, Table) and "by " in block.caption and "Is the" not in block.caption:
                        counts = {cell for row in block.rows for cell in row[1:4]}
                        assert not counts & {str(n) for n in SMALL}

    def test_a_small_group_cannot_be_found_by_subtraction(self) -> None:
        spoilt = school()
        spoilt.takes = spoilt.takes | {("AM", "M"): 2, ("AM", "F"): 2}
        analysis = crdc.analyse(collected([spoilt]))
        hidden = [race for race in RACES if analysis.by_race.takes("Cedar High", race) is None]
        assert "AM" in hidden
        assert len(hidden) > 1 or analysis.by_race.takes("Cedar High", ALL) is None

    def test_an_attacker_with_the_whole_report_finds_no_small_group(self) -> None:
        found = schools(5, seed=8)
        for i, each in enumerate(found):
            each.takes = {pair: (n * (i + 1)) % 7 if pair[0] in ("AM", "HP") else n for pair, n in each.takes.items()}
        analysis = crdc.analyse(collected(found), found[0].key)
        releases = []
        for name, published in (("race", analysis.by_race), ("sex", analysis.by_sex)):
            cells = pd.Series({cell: HIDDEN if n is None else n for cell, n in published.cells.items()}, dtype=object)
            cells.index = cells.index.set_names(["unit", name, "step"])
            releases.append(read_release(cells, least=1, name=name))
        assert None in set(analysis.by_race.cells.values())
        assert audit(releases).passed

    def test_two_reports_on_a_school_hide_the_same_cells_of_it(self) -> None:
        found = schools(40, seed=2)
        first = found[0]
        first.takes = {pair: n % 5 if pair[0] in ("AM", "HP") else n for pair, n in first.takes.items()}
        collection = collected(found)
        reports = [crdc.analyse(collection, first.key, [compare]) for compare in ("district", "state", found[20].key)]
        for published in ("by_race", "by_sex"):
            cells = [
                {cell: n for cell, n in getattr(report, published).cells.items() if cell[0] == first.name}
                for report in reports
            ]
            assert cells[0] == cells[1] == cells[2]
        assert None in set(reports[0].by_race.cells.values())

    def test_formulas_and_markup_in_names_are_inert(self, tmp_path: Path) -> None:
        found = [school(name="=cmd|'/C calc'!A0 <script>alert(1)</script>"), school(sch="00002", name="<b>x</b>")]
        found[0].district = "@SUM(1)<img src=x>"
        written = crdc.write_report(crdc.analyse(collected(found), "000000100001"), tmp_path)
        page = written.html.read_text(encoding="utf-8")
        assert "<script" not in page
        assert "<img" not in page
        assert "&lt;script&gt;" in page
        cells = [c.text for t in docx.Document(str(written.docx)).tables for r in t.rows for c in r.cells]
        assert not [cell for cell in cells if re.match(r"[=@]|\+(?!\d+\.\d$)", cell)]
        assert "<script" not in written.memo.read_text(encoding="utf-8").replace("\\<", "")


class TestTheMemo:
    CASES = (
        lambda: crdc.analyse(collected(planted()), "000000100002"),
        lambda: crdc.analyse(collected([school(), school(sch="00002")]), "000000100001"),
        lambda: crdc.analyse(collected([school(classes=0), school(sch="00002")]), "000000100001"),
        lambda: crdc.analyse(collected([school(SCH_MATHCLASSES_CALC="-5")])),
        lambda: crdc.analyse(collected([school(classes="-9")])),
    )

    @pytest.mark.parametrize("case", CASES)
    def test_it_has_about_100_words_and_places_the_lever_in_the_design(self, case) -> None:
        draft = memo.memo(case())
        text = " ".join(draft)
        assert 85 <= memo.words(draft) <= 120
        assert re.search(r"section|period|earlier course|timetable", text)
        assert not re.search(r"\b(gap|lack|deficit|behind|weak|low|fail|struggl|at.risk|unprepared)\w*", text, re.I)
        assert "[" in text

    def test_it_names_the_school_without_the_course_as_an_offer_to_make(self) -> None:
        text = " ".join(memo.memo(self.CASES[2]()))
        assert "had no class in calculus" in text
        assert "what we offer" in text

    def test_it_names_the_group_whose_share_is_clearly_below(self) -> None:
        one = school()
        one.takes = one.takes | {("BL", "M"): 5, ("BL", "F"): 5}
        text = " ".join(memo.memo(crdc.analyse(collected([one]))))
        assert f"Black or African American students held {10 / 190 * 7:.2f} times their share" in text
        assert "our setup, not about students" in text
        assert "Seats were not spread evenly" not in " ".join(memo.memo(self.CASES[1]()))

    def test_it_says_no_hidden_number(self) -> None:
        spoilt = school()
        spoilt.takes = dict.fromkeys(spoilt.takes, 0) | {("AM", "F"): 4}
        text = " ".join(memo.memo(crdc.analyse(collected([spoilt]))))
        assert "4 students" not in text
        assert memo.smallest_share(crdc.analyse(collected([spoilt]))) is None


class TestTheCommand:
    def run(self, *arguments: str | Path) -> str:
        found = CliRunner().invoke(app, ["crdc", *map(str, arguments)])
        if found.exception:
            raise found.exception
        return found.output

    def test_a_folder_of_files_and_nothing_written_over(self, tmp_path: Path) -> None:
        folder, out = put(tmp_path / "2017-18", topics(schools(20))), tmp_path / "out"
        said = self.run(folder, "--school", "000000100001", "--out", out)
        assert "20 schools read, collection 2017-18" in said
        first = (out / "public-data.html").read_bytes()
        self.run(folder, "--school", "000000100001", "--compare", "state", "--course", "calculus", "--out", out)
        assert (out / "public-data.html").read_bytes() == first
        names = [f"{name}{end}" for end in ("", "-2") for name in ("memo", "public-data")]
        assert {path.name for path in out.iterdir()} == {
            *(f"{name}.docx" for name in names),
            *(f"{name}.html" for name in names if "public" in name),
            *(f"{name}.md" for name in names if "memo" in name),
        }

    def test_the_document_says_the_same_as_the_page(self, tmp_path: Path) -> None:
        self.run(put(tmp_path / "f", {"a.csv": wide(planted())}), "--school", "0000001", "--out", tmp_path / "out")
        page = (tmp_path / "out" / "public-data.html").read_text(encoding="utf-8")
        paper = docx.Document(str(tmp_path / "out" / "public-data.docx"))
        heads = [p.text for p in paper.paragraphs if p.style and p.style.name == "Heading 1"]
        assert heads == [html.unescape(head) for head in re.findall(r"<h2[^>]*>([^<]+)</h2>", page)]
        assert len(paper.tables) == page.count("<table") >= 3
        assert "do not link the file to data that name people" in page
        assert "<script" not in page
        assert not re.search(r"""(src|href)=["']|url\(\s*["']?http|@import""", page)

    def test_five_thousand_schools(self, tmp_path: Path) -> None:
        found = schools(5000, seed=5)
        written = crdc.report_on(
            [put(tmp_path / "f", {"2013-14.csv": wide(found)})],
            school=found[4200].key,
            compare=["state"],
            out=tmp_path / "out",
        )
        assert html.escape(found[4200].name) in written.html.read_text(encoding="utf-8")

    def test_somebody_at_the_keyboard_is_asked_which_school(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(command, "_asks", lambda: True)
        found = [school(name="Lake High"), school("0000002", name="Lake High"), school("0000003", name="Ridge High")]
        folder = put(tmp_path / "f", {"a.csv": wide(found)})

        def answers(*lines: str) -> str:
            arguments = ["crdc", str(folder), "--out", str(tmp_path / "out")]
            return CliRunner().invoke(app, arguments, input="".join(f"{line}\n" for line in lines)).output

        said = answers("nowhere", "lake", "2")
        assert "Please note: No year could be told" in said
        assert "No school in these files is called “nowhere”" in said
        assert "2. Lake High (District 0000002, AA), key 000000200001" in said
        assert "The report on Lake High is written" in said
        page = (tmp_path / "out" / "public-data.html").read_text(encoding="utf-8")
        assert "District 0000002, AA" in page
        assert "is written" not in answers("q")
        assert len(list((tmp_path / "out").glob("*.html"))) == 1

    def test_help_is_in_plain_words(self) -> None:
        said = CliRunner().invoke(app, ["crdc", "--help"]).output
        assert "Civil Rights Data Collection" in said
        assert all(f"--{name}" in said for name in ("school", "compare", "course", "out"))


class TestTheForm:
    def test_upload_find_and_report(self, tmp_path: Path) -> None:
        state = Guide(tmp_path / "out")
        with pytest.raises(Plain, match="step 1"):
            state.find("High")
        found = schools(20)
        assert "20 schools read. Collection 2013-14." in state.upload({"2013-14.csv": wide(found)})
        assert state.find(found[0].name)[0][1] == found[0].key
        with pytest.raises(Plain, match="shorter part"):
            state.find("Nowhere")
        written = state.make(found[0].key, ["district"], "calculus")
        assert all(path.exists() for path in written.paths)

    def test_the_widgets(self, tmp_path: Path) -> None:
        import ipywidgets as widgets

        folder = put(tmp_path / "public-data", topics(schools(20)))
        form = crdc.guide(str(tmp_path / "out"), str(folder))
        by_name = {getattr(child, "description", ""): child for child in form.children}
        controls = [c for c in form.children if not isinstance(c, widgets.HTML | widgets.Output)]
        assert all(control.description for control in controls)
        assert by_name["Make my report"].disabled
        by_name["Read this folder"].click()
        by_name["A part of its name"].value = "000000100001"
        by_name["Find my school"].click()
        by_name["Make my report"].click()
        assert "Your report is ready" in form.children[-2].value
        assert (tmp_path / "out" / "public-data.html").exists()
        by_name["A part of its name"].value = "<b>"
        by_name["Find my school"].click()
        said = "".join(child.value for child in form.children if isinstance(child, widgets.HTML))
        assert "Please change:" in said
        assert "&lt;b&gt;" in said

    def test_the_notebook_is_in_the_workspace_and_linked_from_its_home(self) -> None:
        from belonging.lab.home import PUBLIC_DATA, home_text

        notebook = crdc.public_data_notebook()
        nbformat.validate(nbformat.from_dict(notebook))
        assert notebook["cells"][1]["source"].endswith("guide()")
        assert PUBLIC_DATA.replace(" ", "%20").replace("'", "%27") in home_text((), ())


@pytest.mark.parametrize("name", ["book/public-data.md", "notebook"])
def test_the_words_around_the_tool_read_easily(name: str) -> None:
    text = crdc.public_data_notebook()["cells"][0]["source"]
    if name != "notebook":
        text = (Path(__file__).resolve().parents[1] / name).read_text(encoding="utf-8")
    assert max(reading_grades(text)) <= READING_GRADE
    assert "identity you find by accident" in text.replace("**", "").replace("\n", " ")
    assert "that name people" in text.replace("\n", " ")
