"""Every figure that the prose of `roles` prints is counted again here; a number nobody accounts for is an error."""

import pytest

from belonging.classroom.careers import below_bachelor, opening, openings, practices, using
from belonging.classroom.partners import REQUESTS, never, obstacle, year
from belonging.course import load_python, module
from belonging.data import load, rows
from belonging.exercise import load as load_exercise
from belonging.frameworks import clusters, occupations
from belonging.lesson.evidence import claim
from belonging.tasks import answer_table
from figures import prose_of, unaccounted

WORDS = {2: "two", 3: "three", 9: "nine", 10: "ten", 12: "twelve", 60: "sixty"}
TASKS = {placed.task.id: placed.task for placed in load_exercise("roles").tasks}


def from_the_data() -> dict[str, str]:
    """What the lesson says about the county and its partners; the values are all counted."""
    measured = using(openings(), "measure")
    degree = len(measured) - len(below_bachelor(measured))
    asked = year(1, 2)[1]
    left, turns = never(asked), never(year(1, 2, rotate=True)[1])
    least = min(len(never(year(field, near)[1])) for field in range(3) for near in range(3))
    both = never(year(1, 2, afar=True, rotate=True)[1])
    partners, letters = len(rows("partners")), sum(asked.values())
    visits = [request for request in REQUESTS if request.format == "visit" and request.time != "after school"]
    shade = next(request for request in REQUESTS if request.id == "R04")
    can = [row for row in rows("partners") if not obstacle(row, shade)]
    creek, plant = opening("creek technician"), opening("water plant operator")
    assert len(below_bachelor(turns)) == len(turns), "all of these do work that needs no bachelor's degree"
    assert partners - letters == len(both), "it cannot be fewer"
    assert sum(request.time == "morning" for request in visits) * 2 > len(visits), "most of them in the morning"
    return {
        "county": f"The county, its {len(openings())} openings and its {partners} partners are made up",
        "measured": f"In {len(measured)} of the {len(openings())} made-up openings someone measures and records. In how"
        f" many of the {len(measured)} do people need",
        "degree": f"in about ten, or in {WORDS[degree]}?",
        "clusters": f"The national framework of October 2024 has {len(clusters())} clusters.",
        "creek": f"A creek technician has the code {creek['soc']}, and its title is a long one: {creek['title']}.",
        "plant": f"“Water plant operator, {plant['soc']}, {plant['cluster']}. People often start with a certificate.",
        "predict": f"A school sends {letters} letters in one year, each to someone who fits the class well and lives"
        f" near. There are {partners} partners to choose from. How many of them never get a letter: {len(both)}, about"
        f" 15, or {len(left)}? {len(left)} of them.",
        "start": f"At the start {len(left)} of {partners} partners get no letter, and one gets {max(asked.values())}.",
        "least": f"But whatever they say, at least {least} are never asked. Taking turns helps down to {len(turns)},"
        f" and all of these {len(turns)} do work",
        "both": f"{len(both)} get none, and with {letters} letters for {partners} people it cannot be fewer.",
        "requests": f"{WORDS[len(visits)].capitalize()} of the {WORDS[len(REQUESTS)]} requests ask for a visit",
        "shade": f"For the shade lesson that leaves {len(can)} of the {partners}.",
        "jobs": "Which practice is in the most of the 24 jobs?",
        "review": "A review of 55 articles",
        "late bus": "“All 28 of us time the late bus.",
    }  # fmt: skip


SAID = from_the_data()


@pytest.mark.parametrize("name", list(SAID))
def test_every_figure_is_the_one_that_is_counted(name: str) -> None:
    assert SAID[name] in prose_of("roles")


def test_no_number_of_the_lesson_is_unaccounted_for() -> None:
    assert "55 articles" in claim("role-models-mixed").says
    names = r"\b[gG]rades? (?:[3579]|8|K to 5)\b"
    assert unaccounted("roles", SAID.values(), names) == []


def test_a_wrong_number_would_be_found() -> None:
    assert SAID["least"].replace("21", "22") not in prose_of("roles")


def test_what_is_said_without_a_number_holds_too() -> None:
    lesson = prose_of("roles")
    titles = [str(row["title"]) for row in openings()]
    science = [title for title in titles if {"Scientists", "Engineers"} & set(title.split())]
    assert len(science) == 3
    assert "in about half, in about a quarter, or in three? In three." in lesson
    for job in ("lifeguard", "creek technician", "nurse", "water plant operator", "nursing assistant",
                "park groundskeeper"):  # fmt: skip
        assert set(practices(opening(job))) == {"measure", "decide"}, job
    assert len({opening(job)["entry"] for job in ("water plant operator", "nursing assistant", "park groundskeeper",
                                                  "nurse")}) == 3  # fmt: skip
    assert opening("water plant operator")["entry"] == "certificate"
    bus, freight = opening("school bus driver"), opening("freight planner")
    assert "plan" in practices(bus)
    assert "plan" in practices(freight)
    assert (bus["entry"], freight["entry"]) == ("high_school", "bachelor+")
    assert "cause" in practices(opening("bus mechanic")), "Noor's father"
    assert occupations()["17-3025.00"].title.endswith("Technologists and Technicians")


def test_both_studies_on_programs_stand_with_what_they_did_not_find() -> None:
    lesson = prose_of("roles")
    assert "11 percent more. They did not finish school more often" in lesson
    assert "11 percent" in claim("career-academies").says
    assert "28 studies" in claim("cte-review").says
    for words in ("attendance", "discipline", "four-year college", "earnings"):
        assert words in claim("cte-review").says
        assert words in lesson


def test_points_are_those_of_the_course_plan() -> None:
    assert {id_: task.points for id_, task in TASKS.items()} == {
        "launch-words": 2, "role-card": 3, "match-partner": 1, "ask-letter": 2
    }  # fmt: skip
    assert [id_ for id_, task in TASKS.items() if task.scored_by_person] == ["ask-letter"]


@pytest.mark.parametrize(
    ("task", "wrong", "words"),
    [
        ("role-card", {"R1": "young-scientists"}, "STEM is what people in lab coats do"),
        ("role-card", {"R6": "none"}, "can be entered without a bachelor’s degree"),
        ("launch-words", {"L1": "doing"}, "the title looks harmless"),
    ],
)
def test_each_misconception_is_a_typical_wrong_answer_with_its_own_words(
    task: str, wrong: dict[str, str], words: str
) -> None:
    right = TASKS[task].reference_answer()
    told = [entry.says for entry in answer_table(TASKS[task]).values() if words in entry.says]
    assert told
    ((code, key),) = wrong.items()
    assert right[code] != key
    assert any(f"**{code}** →" in says for says in told)


def test_the_card_follows_the_data() -> None:
    """With other practices in the file another job fits, and with another level no second door is left."""
    tasks = load_python(module("roles").exercise_folder / "tasks.py")
    careers = load("careers_local")
    assert tasks.role(careers) == "creek technician"
    assert tasks.second(careers) == "park groundskeeper"
    turned = careers.copy()
    turned.loc[turned["job"] == "creek technician", "practice_1"] = "plan"
    turned.loc[turned["job"] == "photographer", "practice_1"] = "decide"
    assert tasks.role(turned) == "photographer"
    closed = careers.copy()
    closed.loc[closed["job"] == "park groundskeeper", "entry"] = "bachelor+"
    with pytest.raises(ValueError, match="not enough values"):
        tasks.second(closed)
    assert all(occupations()[str(opening(job)["soc"])] for job in (*tasks.ROLES, *tasks.SECOND))
    both = using(using(openings(), "measure"), "decide")
    assert 2 * len(below_bachelor(both)) > len(both), "most can be entered without a bachelor's degree"


def test_the_role_card_keeps_the_rules_of_a_plan() -> None:
    tasks = load_python(module("roles").exercise_folder / "tasks.py")
    used = [tasks.activity_with(practice) for practice in ("measure", "decide")]
    assert len(set(used)) == 2, "two practices in two activities"
    minutes = {each.key: each.minutes for each in tasks.LESSON}
    assert all(minutes[key] >= 10 for key in used)
    levels = {opening(job)["entry"] for job in (tasks.role(load("careers_local")), tasks.second(load("careers_local")))}
    assert len(levels) == 2
    assert levels != {"bachelor+"}


def test_each_other_partner_of_the_task_fails_by_a_condition_of_its_own() -> None:
    tasks = load_python(module("roles").exercise_folder / "tasks.py")
    some = {str(row["job"]): row for row in rows("partners")}
    assert [obstacle(some[job], tasks.HALL) for job in tasks.OFFERED.values()] == [
        "language", "format", "", "time", "group size"
    ]  # fmt: skip
    wider = load("partners")
    wider.loc[wider["job"] == "exhibit designer", "languages"] = "English"
    wider.loc[wider["job"] == "water plant operator", "capacity"] = 40
    assert tasks.who_can(wider) == "e"


def test_the_monday_sheet_holds_the_letter_and_the_questions() -> None:
    sheet = (module("roles").folder / "monday.md").read_text(encoding="utf-8")
    for words in ("30 minutes, no trip", "2 hours", "More than once", "First words", "Questions for a guest"):
        assert words in sheet
    assert sheet.count("?") >= 9
