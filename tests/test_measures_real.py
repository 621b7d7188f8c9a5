"""Known answers: the planted pulse, and the real survey where it is at hand."""

from pathlib import Path

import pandas as pd
import pytest

from belonging import measures as m
from belonging.data import load, to_number

ITEMS = [f"{belief}_{n}" for belief in ("belong", "can_do", "add_value", "future_ready") for n in (1, 2)]
RAW = {f"q{i}": f"Q1MaincellgroupRow{i}" for i in range(1, 11)}
SCALES = {"interest": ["q1", "q4", "q5", "q8", "q10"], "competence": ["q3", "q7"], "utility": ["q2", "q6", "q9"]}


@pytest.fixture(scope="module")
def pulse() -> pd.DataFrame:
    data = load("pulse_fall_spring").set_index(["student", "class_code"])
    for time in ("fall", "spring"):
        items = data[[f"{time}_{item}" for item in ITEMS]].apply(to_number)
        data[time] = m.scale_score(items, low=1, high=5).scores
    return data


class TestThePulse:
    def test_response_rate(self, pulse: pd.DataFrame) -> None:
        found = m.response_rate(pulse["spring"])
        assert (found.count, found.n) == (114, 176)
        assert sum(r.count for r in m.response_rate_by(pulse["spring"], pulse["group"]).values()) == 114

    def test_changes(self, pulse: pd.DataFrame) -> None:
        naive, matched = m.naive_change(pulse.fall, pulse.spring), m.matched_change(pulse.fall, pulse.spring)
        assert (round(naive.value, 2), naive.n_before, naive.n_after) == (0.15, 176, 114)
        assert (round(matched.value, 2), matched.n) == (0.0, 114)
        assert matched.interval.low < 0 < matched.interval.high

    def test_the_silent_could_make_it_anything(self, pulse: pd.DataFrame) -> None:
        bounds = m.change_bounds(pulse.fall, pulse.spring, low=1, high=5)
        assert (bounds.n, bounds.n_unknown) == (176, 62)
        assert bounds.low < -0.5
        assert bounds.high > 0.5
        assert not bounds.direction_is_known

    def test_matching_by_code_alone_is_refused(self, pulse: pd.DataFrame) -> None:
        careless = pulse.reset_index("class_code")
        with pytest.raises(ValueError, match="S041"):
            m.matched_change(careless.fall, careless.spring)


class TestTheRealSurvey:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def survey(cls, real_data: Path) -> pd.DataFrame:
        data = pd.read_csv(real_data / "dataedu_pre_survey.csv")
        return data.rename(columns={raw: item for item, raw in RAW.items()})

    @pytest.mark.parametrize(
        ("scale", "before", "after"), [("interest", 0.41, 0.87), ("competence", -0.88, 0.47), ("utility", 0.80, 0.80)]
    )
    def test_alpha_before_and_after_reversing(
        self, survey: pd.DataFrame, scale: str, before: float, after: float
    ) -> None:
        raw = survey[SCALES[scale]]
        turned = raw.assign(**{q: m.reverse(raw[q], low=1, high=5) for q in ("q4", "q7") if q in raw})
        assert round(m.cronbach_alpha(raw).value, 2) == before
        assert round(m.cronbach_alpha(turned).value, 2) == after
        assert m.cronbach_alpha(turned).warnings == ()

    def test_the_forgotten_reverse_code_is_named(self, survey: pd.DataFrame) -> None:
        interest, competence = (m.cronbach_alpha(survey[SCALES[s]]) for s in ("interest", "competence"))
        assert [w.split()[0] for w in interest.warnings] == ["'q4'"]
        assert "'q3' and 'q7' run against each other" in competence.warnings[0]

    def test_blank_rows(self, survey: pd.DataFrame) -> None:
        found = m.response_rate(survey[list(RAW)], of="rows")
        assert found.n - found.count == 182
        assert found.n == 1102

    def test_small_courses(self, real_data: Path) -> None:
        grades = pd.read_csv(real_data / "dataedu_sci_mo_processed.csv")
        sizes = [r.n for r in m.response_rate_by(grades["q1"], grades["course_id"]).values()]
        assert len(sizes) == 26
        assert sum(n < 10 for n in sizes) == 9

    def test_rows_without_a_course_are_counted_not_lost(self, survey: pd.DataFrame) -> None:
        found = m.response_rate_by(survey[list(RAW)], survey["opdata_CourseID"])
        assert found["no group given"].n == survey["opdata_CourseID"].isna().sum()
        assert sum(r.n for r in found.values()) == 1102
