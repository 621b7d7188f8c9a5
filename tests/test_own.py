"""A teacher's own survey: what is read, what is proposed, and the known answers of a real one."""

from pathlib import Path

import pytest

from belonging.data import csv_text
from belonging.errors import Plain
from belonging.own import (
    Mapping,
    Survey,
    analyse,
    correct,
    fit_mapping,
    load_mapping,
    propose,
    read_bytes,
    read_survey,
    save_mapping,
)
from belonging.own.blocks import Bullets, Picture, Section, Table
from belonging.own.sections import sections
from own_variants import google_form

SCALES = {"interest": [1, 4, 5, 8, 10], "competence": [3, 7], "utility": [2, 6, 9]}
FORM = google_form()


def survey_of(text: str) -> Survey:
    return read_bytes(text.encode())


def words(found: tuple[Section, ...]) -> str:
    said = []
    for section in found:
        said.append(section.title)
        for block in section.blocks:
            if isinstance(block, str):
                said.append(block)
            elif isinstance(block, Bullets):
                said += block.lines
            elif isinstance(block, Picture):
                said.append(block.alt)
            elif isinstance(block, Table):
                said += [block.caption, block.note, *block.columns, *(cell for row in block.rows for cell in row)]
    return "\n".join(said)


class TestTheRealSurvey:
    @pytest.fixture(scope="class")
    @classmethod
    def survey(cls, real_data: Path) -> Survey:
        return read_survey(real_data / "dataedu_pre_survey.csv")

    @pytest.fixture(scope="class")
    @classmethod
    def mapping(cls, survey: Survey) -> Mapping:
        """The proposal, corrected by a person who knows which questions make a scale."""
        mapping = propose(survey)
        for scale, questions in SCALES.items():
            mapping, _ = correct(survey, mapping, f"{', '.join(str(q + 2) for q in questions)} scale {scale}")
        return mapping

    def test_the_two_reversed_questions_are_found(self, survey: Survey) -> None:
        turned = [column.name for column in propose(survey).columns if column.reversed]
        assert turned == ["Q1MaincellgroupRow4", "Q1MaincellgroupRow7"]

    def test_names_and_courses_are_understood(self, survey: Survey) -> None:
        roles = {column.name: column.role for column in propose(survey).columns}
        assert roles["opdata_username"] == "id"
        assert roles["opdata_CourseID"] == "group"

    @pytest.mark.parametrize(
        ("scale", "before", "after"), [("interest", 0.41, 0.87), ("competence", -0.88, 0.47), ("utility", None, 0.80)]
    )
    def test_alpha(self, survey: Survey, mapping: Mapping, scale: str, before: float | None, after: float) -> None:
        found = next(each for each in analyse(survey, mapping).scales if each.name == scale)
        assert found.alpha is not None
        assert round(found.alpha.value, 2) == after
        assert (found.alpha_before and round(found.alpha_before.value, 2)) == before
        assert found.warnings == ()

    def test_a_forgotten_reverse_code_is_warned_of(self, survey: Survey, mapping: Mapping) -> None:
        careless, _ = correct(survey, mapping, "6 not reversed")
        interest = next(each for each in analyse(survey, careless).scales if each.name == "interest")
        assert interest.alpha is not None
        assert round(interest.alpha.value, 2) == 0.41
        assert "'Q1MaincellgroupRow4' runs against the other items" in interest.warnings[0]

    def test_blank_rows_count_as_asked(self, survey: Survey, mapping: Mapping) -> None:
        report = analyse(survey, mapping)
        assert (report.n, report.rows, report.asked) == (1102 - 182, 1102, 1102)


class TestReading:
    @pytest.mark.parametrize(
        ("codec", "word"),
        [
            ("utf-8", "niño"),
            ("utf-8-sig", "niño"),
            ("utf-16", "niño 班"),
            ("utf-16-be", "niño"),
            ("cp1252", "“niño” – été"),
            ("mac_roman", "élève à l’œuvre"),
            ("cp1251", "Синяя школа у реки"),
            ("cp1255", "הכיתה שלי בבית הספר"),
        ],
    )
    def test_every_letter_arrives(self, codec: str, word: str) -> None:
        text = "group,q1,q2\n" + "".join(f"{word},{1 + i % 5},{1 + i % 4}\n" for i in range(30))
        assert read_bytes(text.encode(codec)).table["group"].unique().tolist() == [word]

    def test_rows_keep_the_number_they_have_in_the_file(self) -> None:
        survey = survey_of("Our survey\n\nclass,q1,q2\n6A,1,2\n\n6B,3,4\n")
        assert survey.table.index.tolist() == [4, 6]

    def test_a_quotation_mark_never_closed_loses_no_row(self) -> None:
        survey = survey_of('class,say,q1\n6A,"great,4\n6B,fine,3\n6A,"ok, really",2\n')
        assert survey.table["q1"].tolist() == ["4", "3", "2"]
        assert "row 2" in survey.notes[0]

    def test_formulas_are_never_answers(self) -> None:
        survey = survey_of("thing,q1,q2\n" + "=HYPERLINK(1),1,2\n=HYPERLINK(2),3,4\n" * 20)
        assert propose(survey).columns[0].role != "item"


class TestProposing:
    def test_a_google_form(self) -> None:
        columns = {column.name: column for column in propose(survey_of(FORM.csv())).columns}
        assert {name: column.role for name, column in columns.items() if column.role != "item"} == {
            "Timestamp": "leave out",
            "Email Address": "leave out",
            "Your name": "leave out",
            "Phone": "leave out",
            "Student code": "id",
            "Which class are you in?": "group",
            "Anything you want to add?": "leave out",
        }
        assert [column.reversed for column in columns.values() if column.role == "item"] == [False, False, True, False]

    @pytest.mark.parametrize(
        ("name", "values"),
        [
            ("Pupil", ["Ana Ruiz", "Bo Lee", "Cy Day", "Di Fox"]),
            ("Q0", ["Ruiz, Ana", "Lee, Bo", "Day, Cy", "O'Neil, Di"]),
            ("contact", ["a@b.org", "c@d.org", "e@f.org", "g@h.org"]),
            ("reach me", ["555-201-3344", "(555) 201 3345", "555.201.3346", "+1 555 201 3347"]),
            ("when", ["2010-05-04", "2011-06-03", "2010-01-30", "2012-12-12"]),
            ("where", ["12 Oak Street", "9 Elm Ave", "77 Main Road", "3 Hill Dr"]),
            ("Last Name", ["Ruiz", "Ruiz", "Ruiz", "Lee"]),
            ("من", ["أنا رويز", "بو لي", "سي داي", "دي فوكس"]),
        ],
    )
    def test_what_could_name_a_person_is_left_out(self, name: str, values: list[str]) -> None:
        rows = [f'"{value}",{1 + i % 5},{1 + (i * 3) % 5}' for i, value in enumerate(values * 5)]
        if len(set(values)) == 4 and name in ("Pupil", "Q0", "من"):
            rows = rows[:4] * 3  # names recur in small files, too, only less than groups do
            rows = [f'"{value}",3,4' for value in values] + ['"Ed Orr",2,2', '"Flo Kane",4,5', '"Gus Moss",1,2']
        column = propose(survey_of("\n".join([f"{name},q1,q2", *rows]))).columns[0]
        assert column.role == "leave out"
        assert column.why

    def test_hsls_numbers_run_the_other_way(self) -> None:
        rows = [f"{a},{min(4, a + (i % 3 == 0))}" for i in range(15) for a in (1, 2, 3, 4)]
        survey = survey_of("\n".join(["S1MPERSON1,S1MPERSON2", *rows, "-9,-8", "-9,-9"]))
        mapping = propose(survey)
        assert [(c.one_is_most, c.low, c.high, c.scale) for c in mapping.columns] == [
            (True, 1, 4, "Seeing oneself as a math person")
        ] * 2
        report = analyse(survey, mapping)
        assert report.n == 60
        assert report.scales[0].mean is not None
        # Raw mean of both items is 2.5 and 2.75; turned round 5 minus that.
        assert round(report.scales[0].mean, 3) == round(5 - (2.5 + 2.75) / 2, 3)

    def test_the_survey_kit_is_known_by_its_wording(self) -> None:
        from belonging.survey.instruments import instrument

        for name, ends, turned in (
            ("pulse", (1, 5), False),
            ("pictures", (1, 3), False),
            ("identity_pair", (1, 4), True),
        ):
            kit = instrument(name)
            form = kit.forms[-1]
            labels = list(form.options.values())
            heads = [f'"{item.words[form.grades]}"' for item in kit.items]
            rows = [",".join(labels[(i + place) % len(labels)] for place in range(len(heads))) for i in range(24)]
            survey = survey_of(
                "\n".join([",".join(["Timestamp", *heads]), *(f"2026-10-01 9:{i},{row}" for i, row in enumerate(rows))])
            )
            items = propose(survey).of("item")
            assert len(items) == len(kit.items), name
            assert {(column.low, column.high) for column in items} == {ends}
            assert {column.one_is_most for column in items} == {turned}
            assert {column.scale for column in items} == set(kit.beliefs.values())
            report = analyse(survey, propose(survey))
            assert report.n == 24
            assert not any("could not be read" in note for note in report.notes)

    def test_numbers_that_run_against_their_words(self) -> None:
        labels = ["1 - Strongly agree", "2 - Agree", "3 - Disagree", "4 - Strongly disagree"]
        rows = [f"{labels[i % 4]},{labels[(i + i % 3 // 2) % 4]}" for i in range(40)]
        assert [c.one_is_most for c in propose(survey_of("\n".join(["a1,a2", *rows]))).columns] == [True, True]

    def test_the_two_terms_of_a_wide_file_are_seen(self) -> None:
        mapping = propose(survey_of(csv_text("pulse_fall_spring")))
        items = mapping.of("item")
        assert {column.term for column in items} == {"fall", "spring"}
        assert set(mapping.scales()) == {"I belong", "I can do this", "I add value", "I'm future-ready"}

    def test_a_grade_is_a_group_and_a_statement_about_class_is_an_item(self) -> None:
        rows = [f"{6 + i % 3},{1 + i % 5}" for i in range(30)]
        found = propose(survey_of("\n".join(["What grade are you in?,I like this class", *rows]))).columns
        assert [column.role for column in found] == ["group", "item"]


class TestTwoTerms:
    def test_the_pulse_is_matched_by_row(self) -> None:
        survey = survey_of(csv_text("pulse_fall_spring"))
        mapping = propose(survey)
        for number, column in enumerate(mapping.columns, start=1):
            if column.role == "item":
                mapping, _ = correct(survey, mapping, f"{number} scale all")
        two = analyse(survey, mapping).two_terms
        assert two is not None
        (change,) = two.changes
        assert change.naive is not None
        assert change.matched is not None
        assert change.bounds is not None
        assert (two.matched_by, change.matched.n, change.bounds.n) == ("row", 114, 176)
        assert (round(change.naive.value, 2), round(change.matched.value, 2)) == (0.15, 0.0)
        assert change.bounds.low < 0 < change.bounds.high

    def term(self, points: dict[str, int]) -> Survey:
        return survey_of("\n".join(["student code,q1,q2", *(f"{who},{n},{n}" for who, n in points.items())]))

    def test_two_files_are_matched_by_code_whatever_its_capitals(self) -> None:
        fall = self.term({f"a{i}": 1 + i % 4 for i in range(30)})
        spring = self.term({f"A{i}": 2 + i % 4 for i in range(24)})
        two = analyse(spring, propose(spring), fall).two_terms
        assert two is not None
        assert two.matched_by == "code"
        # Everybody moved by exactly one point: printing that would tell everybody's change.
        assert two.changes[0].matched is None
        assert two.changes[0].bounds is not None

    @pytest.mark.parametrize(("missing", "exact"), [(0, True), (2, False), (9, False), (12, True)])
    def test_the_average_of_the_few_who_are_missing_cannot_be_worked_out(self, missing: int, exact: bool) -> None:
        fall = self.term({f"a{i}": 1 + i % 4 for i in range(40)})
        spring = self.term({f"a{i}": 1 + (i * i) % 5 for i in range(40 - missing)})
        two = analyse(spring, propose(spring), fall).two_terms
        assert two is not None
        assert (two.changes[0].matched is not None) is exact
        assert ("points" in two.changes[0].why_not) is not exact

    def test_question_averages_do_not_give_away_who_skipped_one(self) -> None:
        rows = [f"{1 + i % 5},{1 + (i * 2) % 5},{1 + i % 4}" for i in range(30)]
        survey = survey_of("\n".join(["q1,q2,q3", *rows, "5,5,", ",1,1"]))
        report = analyse(survey, propose(survey))
        scale = report.scales[0]
        assert (scale.n, [item.n for item in scale.items]) == (30, [31, 32, 31])
        assert scale.mean is not None
        assert round(sum(item.mean or 0 for item in scale.items) / 3, 9) == round(scale.mean, 9)

    def test_without_a_code_nothing_is_said_about_change_in_people(self) -> None:
        text = "class,q1,q2\n" + "".join(f"{'AB'[i % 2]},{1 + i % 5},{1 + i % 4}\n" for i in range(40))
        fall, spring = survey_of(text), survey_of(text.replace("5", "4"))
        report = analyse(spring, propose(spring), fall)
        assert report.two_terms is not None
        assert report.two_terms.matched_by == ""
        assert report.two_terms.changes[0].naive is not None
        assert report.two_terms.changes[0].matched is None
        text = words(sections(report))
        assert "no code that tells who answered both times" in text
        assert "Whether anybody changed" in text

    def test_a_long_file_is_parted_by_its_term(self) -> None:
        rows = [f"S{i},{term},{1 + i % 5},{1 + i % 4}" for term in ("Spring", "Fall") for i in range(20)]
        survey = survey_of("\n".join(["code,term,q1,q2", *rows]))
        report = analyse(survey, propose(survey))
        assert report.two_terms is not None
        assert (report.two_terms.earlier, report.two_terms.later) == ("Fall", "Spring")
        assert report.n == 20

    def test_a_code_on_two_rows_is_not_matched(self) -> None:
        rows = [f"S{i},{1 + i % 5},{1 + i % 4}" for i in range(20)]
        then, now = survey_of("\n".join(["code,q1,q2", *rows])), survey_of("\n".join(["code,q1,q2", *rows, "S3,5,1"]))
        report = analyse(now, propose(now), then)
        assert report.two_terms is not None
        assert report.two_terms.changes[0].matched is None or report.two_terms.changes[0].matched.n == 19
        assert any("more than one row" in line for line in report.two_terms.says)


class TestTheMap:
    def test_it_is_saved_and_reused_next_term(self, tmp_path: Path) -> None:
        survey = survey_of(FORM.csv())
        mapping, _ = correct(survey, propose(survey), "7-8 scale belong")
        saved = load_mapping(save_mapping(mapping, tmp_path / "map.yml"))
        assert analyse(survey, saved) == analyse(survey, mapping)
        moved = survey_of(
            FORM.csv().replace("I feel that I belong in this class", "I  feel that I belong in this CLASS ")
        )
        fitted, notes = fit_mapping(saved, moved)
        assert fitted.columns[6].role == "item"
        assert notes == ()

    def test_new_columns_are_left_out_and_missing_ones_named(self) -> None:
        mapping = propose(survey_of(FORM.csv()))
        other = survey_of("I can explain my ideas to others,Home town\n" + "4,Here\n3,There\n" * 10)
        fitted, notes = fit_mapping(mapping, other)
        assert [column.role for column in fitted.columns] == ["item", "leave out"]
        assert "I feel that I belong in this class" in notes[1]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("columns: [", "cannot be read as YAML"),
            ("version: 1\ncolumns:\n- {name: a, role: itm}\n", "columns > 1 > role"),
            ("version: 1\ncolumns:\n- {name: a, role: item, low: 5, high: 1}\n", "low must be below"),
            ("just words", "has a mistake"),
        ],
    )
    def test_a_broken_map_says_where(self, text: str, expected: str, tmp_path: Path) -> None:
        (tmp_path / "map.yml").write_text(text)
        with pytest.raises(Plain, match=expected):
            load_mapping(tmp_path / "map.yml")

    def test_a_map_of_another_survey_is_refused(self) -> None:
        with pytest.raises(Plain, match="None of the questions"):
            fit_mapping(propose(survey_of(FORM.csv())), survey_of("x,y\n1,2\n3,4\n"))


class TestCorrecting:
    SURVEY = survey_of("who,q1,q2,mood\n" + "A,1,2,low\nB,3,4,high\nA,4,5,middle\n" * 6)

    def test_each_line_does_what_it_says(self) -> None:
        mapping = propose(self.SURVEY)
        for line in (
            "2-3 scale joy",
            "2 reversed",
            "2-3 from 0 to 6",
            "3 1 is most",
            "4 order low, middle, high",
            "1 out",
        ):
            mapping, said = correct(self.SURVEY, mapping, line)
            assert said.endswith(".")
        one, two, three, four = mapping.columns
        assert (one.role, four.role) == ("leave out", "item")
        assert (two.scale, two.reversed, two.low, two.high) == ("joy", True, 0, 6)
        assert three.one_is_most
        assert four.words == {"low": 1, "middle": 2, "high": 3}

    @pytest.mark.parametrize("line", ["", "group", "9 group", "2 banana", "1 reversed", "2 from 5 to 1", "4 order low"])
    def test_what_is_not_understood_changes_nothing_and_says_how(self, line: str) -> None:
        mapping = propose(self.SURVEY)
        before = mapping.model_copy(deep=True)
        with pytest.raises(Plain) as problem:
            correct(self.SURVEY, mapping, line)
        assert problem.value.advice
        assert mapping == before


class TestWhatIsSaid:
    def test_eight_checks_and_limits(self) -> None:
        survey = survey_of(FORM.csv())
        report = analyse(survey, propose(survey), asked=120)
        assert [check.id for check in report.checks] == [f"N0{i}" for i in range(1, 9)]
        assert report.response_rate == report.n / 120
        text = words(sections(report))
        for expected in ("No causes", "unvalidated", "did not answer", "response rate", "Smaller groups together"):
            assert expected in text

    def test_a_low_response_rate_asks_who_is_missing(self) -> None:
        survey = survey_of(FORM.csv())
        third = analyse(survey, propose(survey), asked=200).checks[2]
        assert (third.id, third.done) == ("N03", False)
        assert "below 70%" in third.says

    def test_more_answers_than_asked_is_a_mistake(self) -> None:
        survey = survey_of(FORM.csv())
        with pytest.raises(Plain, match="were asked, but"):
            analyse(survey, propose(survey), asked=20)

    def test_without_a_roster_there_is_no_rate(self) -> None:
        survey = survey_of("class,q1,q2\n" + "A,1,2\nB,3,4\nA,4,5\n" * 10)
        report = analyse(survey, propose(survey))
        assert report.response_rate is None
        assert "How many were asked cannot be told" in words(sections(report))

    def test_blank_forms_that_were_sent_in_are_no_roster(self) -> None:
        survey = survey_of(FORM.csv())
        report = analyse(survey, propose(survey))
        assert (report.n, report.rows, report.asked) == (88, 96, None)

    def test_rows_without_consent_are_left_out(self) -> None:
        rows = "".join(f"{'Yes I agree' if i % 2 else 'No'},{1 + i % 5},{1 + i % 4}\n" for i in range(40))
        survey = survey_of("Consent: may we use your answers?,q1,q2\n" + rows)
        report = analyse(survey, propose(survey))
        assert report.n == 20
        assert any("consent" in note for note in report.notes)

    def test_a_scale_of_mixed_answers_is_refused(self) -> None:
        survey = survey_of("class,q1,q2\n" + "A,1,2\nB,3,4\nA,4,5\n" * 10)
        mapping, _ = correct(survey, propose(survey), "2 from 0 to 10")
        with pytest.raises(Plain, match="mixes questions"):
            analyse(survey, mapping)
