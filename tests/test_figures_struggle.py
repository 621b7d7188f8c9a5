"""Every figure that the prose of `struggle` prints is recomputed here; a number nobody accounts for is an error."""

import re

import pandas as pd
import pytest

from belonging.course import load_python, module
from belonging.data import load
from belonging.explorers.still import cells
from belonging.ledger import Claim
from belonging.lesson.evidence import claim
from belonging.measures import newcombe, regression_to_mean, top_share, wilson
from figures import prose_of, unaccounted

WORDS = {2: "two", 4: "four", 5: "five", 7: "seven", 9: "nine", 10: "ten", 40: "forty"}
NAMES = r"grades? [4-9]\b(?: and [69]\b)?|grades 5 to 11|minutes 4 and 5"


@pytest.fixture(scope="module")
def explorers() -> dict:
    return {e.id: e for e in load_python(module("struggle").folder / "explorers.py").EXPLORERS}


def from_the_data() -> dict[str, str]:
    """Everything the prose says about the made-up data, as it must read; the values are all computed."""
    log, drafts, trend = load("recognition_log"), load("stuck_moment"), load("grade_trend")
    scores = trend[trend["cohort"] == 1].pivot(index="student", columns="grade", values="score")
    there = scores[6].notna()
    revised = (drafts["revised"] == "yes").groupby(drafts["arm"]).agg(["sum", "size"])
    (with_, n_with), (without, n_without) = (tuple(revised.loc[arm]) for arm in ("three-part", "score only"))
    gap = newcombe(with_, n_with, without, n_without)
    gain = (drafts["second_score"] - drafts["first_score"]).groupby(drafts["revised"]).mean()
    both = int(scores[[5, 6]].notna().all(axis=1).sum())
    return {
        "class": f"log from a made-up class of {log['student'].nunique()}. In {WORDS[log['lesson'].nunique()]} lessons",
        "cohort": f"with {scores[5].notna().sum()} of its {len(scores)} students in grade 5 and {there.sum()} in grade"
        f" 6. The third followed {both} students who answered both times.",
        "missing": f"had stood at {scores[5][~there].mean():.2f}, the others at {scores[5][there].mean():.2f}.",
        "classes": f"In our {WORDS[drafts['class_code'].nunique()]} classes chance decided",
        "score only": f"After a score only, {without} of {n_without} students revised ({without / n_without:.0%}).",
        "comment": f"With the comment, {with_} of {n_with} did ({with_ / n_with:.0%}).",
        "interval": f"the 95 percent interval runs from {100 * gap.low:.0f} to {100 * gap.high:.0f} points.",
        "revisers": f"gained {gain['yes']:.1f} points. Those who did not gained {gain['no']:.1f}. So revising adds"
        f" {gain['yes'] - gain['no']:.0f} points!",
    }


def from_the_pictures(explorers: dict) -> dict[str, str]:
    """What is said about the explorers, read off their tables."""
    talk = explorers["talk-moves"]
    calls, expert = (talk.view(minute="whole", tally=kind).sentence for kind in ("calls", "expert"))
    (most, total), (none, all_) = re.findall(r"(\d+) of (\d+)", expert)
    assert f"All {all_} students were asked to speak." in calls
    drop = [
        cells(explorers["grade-six-drop"].view(way=way, grade=6))[2][2].removeprefix("−")
        for way in ("snapshot", "cohort", "same")
    ]
    return {
        "speak": f"All {WORDS[int(all_)]} students were asked to speak. {WORDS[int(most)].capitalize()} of the"
        f" {WORDS[int(total)]} expert moments went to one of them.",
        "guess": f"In the scene below it is {WORDS[int(all_) - int(none)]} of {WORDS[int(all_)]}.",
        "drop": "One table gave three answers: a drop of {}, of {} and of {} points.".format(*drop),
        "left": f"A drop of {drop[2]} among the same students is no trick.",
    }


def from_examples() -> dict[str, str]:
    """The made-up examples, their results computed from what they say."""
    ten = [12, 4, 2, 1, 1, 0, 0, 0, 0, 0]
    series = pd.Series(ten)
    top = top_share(ten, 2)
    line = sorted(ten)
    back = regression_to_mean(40, 60, 0.6)
    note, plain, gap = wilson(7, 11), wilson(3, 11), newcombe(7, 11, 3, 11)
    return {
        "ten": f"Take ten other students with {', '.join(map(str, ten[:-1]))} and {ten[-1]} expert moments,"
        f" {sum(ten)} in all.",
        "top two": f"The two with most hold {sum(ten[:2])} of {sum(ten)}, a share of {100 * top.value:.0f} percent. If"
        f" all had the same, two of ten would hold {100 * 2 / 10:.0f} percent.",
        "mean": f"The mean of these ten is {series.mean():.1f}. It is right, and it is of little use to the"
        f" {WORDS[int((series < series.mean()).sum())]} students who have fewer.",
        "median": f"between the fifth and the sixth, who have {line[5]} and {line[4]}, so it is {series.median():.1f}.",
        "return": "Say the mean of all is 60, the lowest quarter stands at 40, and the two sets of scores have a"
        " correlation of 0.6. The quarter stands 20 points below the mean. Expect six tenths of that next time:"
        f" {60 - back.second_mean:.0f} below, which is {back.second_mean:.0f}. That is a rise of {back.change:.0f}"
        " points with nothing done.",
        "honest": '"Our lowest quarter rose by 9 points. Such a quarter would have risen by about'
        f" {back.change:.0f} anyway.",
        "dishonest": '"Students in the extra group gained 9 points, and the others gained 1. The extra group works!"',
        "interval": f"The 95 percent interval of 7 of 11 runs from {100 * note.low:.0f} to {100 * note.high:.0f}"
        f" percent, and that of 3 of 11 from {100 * plain.low:.0f} to {100 * plain.high:.0f}. The difference is"
        f" {100 * (7 / 11 - 3 / 11):.0f} points, and its interval runs from −{-100 * gap.low:.0f} to"
        f" +{100 * gap.high:.0f}.",
        "adjusted": "You may have met 71 and 17 percent for the same students. Those are adjusted figures.",
    }


def said(explorers: dict) -> dict[str, str]:
    parts = (from_the_data(), from_the_pictures(explorers), from_examples())
    return {f"{n} {name}": words for n, part in enumerate(parts) for name, words in part.items()}


def test_every_figure_is_the_one_that_data_pictures_and_examples_give(explorers: dict) -> None:
    missing = {name: words for name, words in said(explorers).items() if words not in prose_of("struggle")}
    assert missing == {}


def test_no_number_stands_in_the_prose_unaccounted_for(explorers: dict) -> None:
    assert unaccounted("struggle", said(explorers).values(), NAMES) == []


def test_a_wrong_number_would_be_found() -> None:
    assert from_the_data()["comment"].replace("68", "69") not in prose_of("struggle")


def test_the_raw_percentages_of_the_small_study_are_counts_of_eleven() -> None:
    note: Claim = claim("wise-note")
    for count, percent in ((7, 64), (3, 27), (9, 82)):
        assert round(100 * count / 11) == percent
        assert str(percent) in note.says
    gap = newcombe(7, 11, 3, 11)
    assert f"{-100 * gap.low:.0f} points lower to {100 * gap.high:.0f} points higher" in " ".join(note.limit.split())
    assert note.population.startswith("22 Black and 22 White students in grade 7")


def test_what_no_source_holds_is_called_a_vendors_claim() -> None:
    line = claim("grade-six-line")
    assert (line.strength, line.sources) == ("source", ())
    assert "It is a vendor's line." in prose_of("struggle")
    assert claim("threat-unsettled").strength == "review"
    assert "We do not teach it as a cause." in prose_of("struggle")


def test_half_of_the_drop_is_who_answered_and_luck_alone_makes_most_of_the_rise(explorers: dict) -> None:
    drop = [
        float(cells(explorers["grade-six-drop"].view(way=way, grade=6))[2][2].replace("−", "-"))
        for way in ("cohort", "same")
    ]
    assert drop[1] / drop[0] == pytest.approx(0.5, abs=0.02)
    drafts = load("stuck_moment")
    gain = drafts["second_score"] - drafts["first_score"]
    rises = []
    for arm in ("score only", "three-part"):
        order = drafts[drafts["arm"] == arm].sort_values("first_score").index
        rises.append(gain[order[:30]].mean())
    assert rises[0] / rises[1] > 0.5, "most of the rise on the slide would have come anyway"
