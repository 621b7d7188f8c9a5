"""A plan file is read strictly and kindly: what cannot be read is named by line and field, and the rest stays."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from belonging.plan.parts import Activity, Day, Goal, Standard
from belonging.plan.plan import Plan
from belonging.plan.reading import read_plan, write_plan


def messages(text: str | bytes) -> list[str]:
    return [problem.message for problem in read_plan(text).problems]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "activities:\n- id: a\n- id: b\n  minutes: twenty\n",
            "Line 4, activities › second › minutes: “twenty” is not",
        ),
        ("titel: x", "Line 1, titel: There is no field “titel” here. Did you mean “title”?"),
        ("struggle:\n  normalise: y", "Line 2, struggle › normalise: There is no field “normalise” here. Did you mean"),
        ("evidence:\n  decision_rule: {else: y}", "Did you mean “otherwise”?"),
        ("size: XL", "Line 1, size: “XL” is not one of the choices. Write one of: S, M, L."),
        ("activities:\n- {phase: bild}", "Did you mean “build”?"),
        ("saved_on: 12/01/2026", "is not a date. Write year, month and day, for example 2026-12-01."),
        ("saved_on: 20261201", "is not a date"),
        ("saved_on: 2026-02-30", "is not a date"),
        ("why: hello", "“why” needs fields of its own, each on a line below it"),
        ("belief_focus: belong", "“belief_focus” needs a list."),
        ("title: [a, b]", "“title” takes one text here"),
        ("access:\n- {for_all: maybe}", "“maybe” is neither yes nor no."),
        ("cost_per_student: nan", "“nan” is not a number. Write for example 2.50."),
        ("why: {response_rate: 80%}", "“80%” is not a number. Write for example 0.8."),
        (f"class_size: {'9' * 6000}", "is not a whole number. Write for example 24."),
        ("schema_version: 2", "another release of the course"),
        ("title: a\nsize: S\ntitle: b", "Line 3, title: “title” stands twice; the first is in line 1."),
        ("title: 'open\nsize: S", "Line 1: Quotes are opened here and never closed."),
        ("title: &x y", "Line 1, title: An entry that starts with &"),
        ("title: !!python/object:os.system x", "An entry that starts with ! asks for more"),
        ("problem: &p {statement: a}\nrole: *p", "Line 2, role: An entry that starts with * points elsewhere"),
        ("? [a]\n: b", "This is not the name of a field."),
        ("a: {b: {c: {d: {e: {f: {g: {h: {i: j}}}}}}}}", "nested deeper"),
        ("title: a\n---\ntitle: b", "Line 2: A line of three dashes starts a second plan here."),
        ("reflection:\n" + "- why?\n" * 101, "more than 100 entries"),
        ("", "This file is empty."),
        ("- a\n- b", "This file holds no plan"),
        ("just words", "This file holds no plan"),
        ("[" * 200_000, "brackets"),
        ("x" * 300_001, "too large"),
        (b"PK\x03\x04rest", "a Word, Excel or zip file, not a plan file."),
        (b"%PDF-1.7", "This is a PDF"),
        (b"\x00\x01\xff", "This is not a text file."),
        ('{"cells": [], "nbformat": 4}', "This is a notebook"),
    ],
)
def test_a_problem_is_named_in_plain_words(text: str | bytes, says: str) -> None:
    assert any(says in message for message in messages(text)), messages(text)


def test_what_is_wrong_in_one_field_costs_only_that_field() -> None:
    reading = read_plan(
        "title: Over the creek\nclass_size: twenty\n"
        "activities:\n- id: look\n  minutes: ten\n  beliefs: [belong, pride]\n"
        "- id: test\n  minutes: 20\nrole:\n  title: Surveyor\n  cluster: {a: b}\n"
    )
    assert reading.plan.title == "Over the creek"
    assert [(a.id, a.minutes, a.beliefs) for a in reading.plan.activities] == [
        ("look", None, ("belong",)),
        ("test", 20, ()),
    ]
    assert reading.plan.role.title == "Surveyor"
    assert [p.field for p in reading.problems] == [
        "class_size", "activities.0.minutes", "activities.0.beliefs.1", "role.cluster",
    ]  # fmt: skip
    assert set(reading.dropped) >= {("class_size", "twenty"), ("activities.0.minutes", "ten")}


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("title: Test: which ramp holds?", "Test: which ramp holds?"),
        ("title: *Great* ramps", "*Great* ramps"),
        ("title: @home ramps", "@home ramps"),
        ("title: [A] and [B]", "[A] and [B]"),
        ("title: It's 50% of “it”, don't", "It's 50% of “it”, don't"),
        ("title: no", "no"),
        ("title: 12:30", "12:30"),
        ("title: 1.10", "1.10"),
    ],
)
def test_a_text_is_taken_as_it_was_typed(line: str, meant: str) -> None:
    reading = read_plan(f"size: S\n{line}\nclass_size: 20\n")
    assert (reading.plan.title, reading.plan.size, reading.plan.class_size) == (meant, "S", 20)
    assert reading.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read_and_named(encoding: str) -> None:
    reading = read_plan("title: Café “Río”\r\nsize: S\r\n".encode(encoding))
    assert (reading.plan.title, reading.plan.size, reading.problems) == ("Café “Río”", "S", ())
    assert bool(reading.notes) is (encoding in ("utf-16", "cp1252"))


def test_tabs_and_blanks_are_no_trouble() -> None:
    reading = read_plan("problem:\n\tstatement: Cars stop late\n\tplace:\nsize: ~\nwhy: ''\ngoals:\n-\n- {id: g1}\n")
    assert reading.plan.problem.statement == "Cars stop late"
    assert [goal.id for goal in reading.plan.goals] == ["g1"]
    assert reading.problems == ()


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 1_450,
        "{a: " * 1_450,
        "- " * 90_000,
        "a: &a [x, x]\nb: &b [*a, *a]\n" * 4_000,
        "'" * 290_000,
        "\t" * 290_000,
    ],
    ids=["brackets", "braces", "dashes", "aliases", "quotes", "tabs"],
)
def test_a_hostile_file_is_done_with_soon(bomb: str) -> None:
    begun = time.perf_counter()
    assert read_plan(bomb).plan == Plan()
    assert time.perf_counter() - begun < 20, "a file a thousandth of this size takes a millisecond; this one went wild"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300))
def test_no_file_makes_the_reader_raise(content: str | bytes) -> None:
    read_plan(content)


WORDS = ["title", "activities", "minutes", "ten", "10", "why", "size: S\n", "é"]
SIGNS = [
    ": ",
    ":\n  ",
    "- ",
    "\n",
    "\n- ",
    "'",
    '"',
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "!x ",
    ">\n",
    "\t",
    "? ",
    "---\n",
]
YAML_PIECES = st.sampled_from([*WORDS, *SIGNS])


@settings(max_examples=200, deadline=None)
@given(st.lists(YAML_PIECES, max_size=25))
def test_no_broken_yaml_makes_the_reader_raise(pieces: list[str]) -> None:
    reading = read_plan("".join(pieces))
    assert all(problem.message for problem in reading.problems)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def parts(model: type[BaseModel], **fields: st.SearchStrategy) -> st.SearchStrategy:
    return st.builds(model, **fields)


plans = parts(
    Plan,
    title=texts,
    subject=texts,
    size=st.sampled_from(["S", "M", None]),
    saved_on=st.none() | st.dates(),
    cost_per_student=st.none() | st.floats(0, 500),
    belief_focus=st.lists(st.sampled_from(["belong", "can_do"]), max_size=3).map(tuple),
    reflection=st.lists(texts, max_size=3).map(tuple),
    goals=st.lists(parts(Goal, id=texts, text=texts), max_size=2).map(tuple),
    activities=st.lists(
        parts(
            Activity,
            id=texts,
            minutes=st.none() | st.integers(-5, 700),
            materials=st.lists(texts, max_size=2).map(tuple),
        ),
        max_size=3,
    ).map(tuple),
    standards=st.lists(parts(Standard, code=texts), max_size=2).map(tuple),
    context=st.builds(lambda day: {"days": [day]}, parts(Day, what=texts, on=st.none() | st.dates())),
)


@settings(max_examples=200, deadline=None)
@given(plans)
def test_what_is_written_reads_as_it_was(plan: Plan) -> None:
    reading = read_plan(write_plan(plan))
    assert reading.plan == plan
    assert reading.problems == ()


def test_a_written_plan_is_tidy() -> None:
    plan = Plan(title="Over the creek", size="S", goals=(Goal(id="g1"),), why={"n": 0})
    body = write_plan(plan).split("\n", 1)[1]
    assert (
        body == "schema_version: 1\ntitle: Over the creek\nsize: S\nwhy:\n  n: 0\ngoals:\n- id: g1\neligibility: all\n"
    )
