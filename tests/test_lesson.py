"""What every lesson holds: its sittings in order, closed objectives, defensible minutes, plain and honest words."""

import re

import pytest
import textstat

from belonging.course import Module, load_python, modules
from belonging.exercise.source import load as load_exercise
from belonging.lesson.evidence import bib_keys, claim
from belonging.lesson.inline import claims_in
from belonging.lesson.minutes import plain_lines, sittings
from belonging.lesson.source import CodeCell, Directive, Piece, Text, lesson_pieces

MODULES = pytest.mark.parametrize("module", modules(), ids=lambda module: module.id)
READING_GRADE = 9

MEASURABLE = {
    "Audit", "Calculate", "Choose", "Code", "Compare", "Compute", "Contrast", "Count", "Diagnose", "Explain", "Find",
    "Map", "Mark", "Match", "Name", "Open", "Place", "Predict", "Rate", "Redesign", "Report", "Revise", "Rewrite",
    "Separate", "Spot", "Tell", "Write",
}  # fmt: skip

# Wording that puts the barrier in the student. An author who needs one of these as a non-example writes another.
DEFICIT = re.compile(
    r"\b(at[- ]risk|low[- ](?:kids|students|performers|achievers|ability)|high[- ]flyers?"
    r"|struggling (?:students|learners)"
    r"|weak(?:er)? students|disadvantaged|underprivileged|unmotivated|lazy|don['’]t care|do not care|doesn['’]t care"
    r"|lack(?:s|ing)? (?:motivation|grit|ability|interest|confidence|effort)|grit\b|those (?:kids|people)"
    r"|these (?:kids|people)|achievement gap|can['’]t learn|won['’]t learn|behind their peers|minorit(?:y|ies)"
    r"|non-?compliant|problem (?:kids|students))",
    re.IGNORECASE,
)


def directives(module: Module, name: str) -> list[Directive]:
    return [p for p in lesson_pieces(module.id) if isinstance(p, Directive) and p.name == name]


def words_of(piece: Piece) -> str:
    """All authored words of a piece, leader's notes included."""
    if isinstance(piece, CodeCell):
        return ""
    text = f"{piece.argument}\n\n{piece.body}" if isinstance(piece, Directive) else piece.markdown
    return "\n".join(plain_lines(text))


def all_words(module: Module) -> str:
    monday = (module.folder / "monday.md").read_text(encoding="utf-8")
    return "\n".join([*map(words_of, lesson_pieces(module.id)), *plain_lines(monday)])


# --- The shape of a sitting ----------------------------------------------------------------------------------------


@MODULES
def test_each_sitting_goes_from_hook_to_reflection(module: Module) -> None:
    for number, steps in enumerate(_outline(module)):
        wanted = ["voice", "predict", "explore", "exercise", "takehome", "reflection"]
        order = [step for step in steps if step in wanted]
        assert order == wanted, f"sitting {number + 1}: {order}"


def _outline(module: Module) -> list[list[str]]:
    sittings_: list[list[str]] = []
    for piece in lesson_pieces(module.id):
        if isinstance(piece, Directive) and piece.name == "sitting":
            sittings_.append([])
        elif not sittings_ or isinstance(piece, CodeCell):
            continue
        elif isinstance(piece, Directive):
            sittings_[-1].append("reflection" if piece.options.get("class") == "reflection" else piece.name)
        else:
            sittings_[-1] += ["explore"] * len(re.findall(r"^### Explore", piece.markdown, re.MULTILINE))
    return sittings_


@MODULES
def test_headings_and_minutes_on_the_page_are_those_of_the_front_matter(module: Module) -> None:
    text = "\n\n".join(p.markdown for p in lesson_pieces(module.id) if isinstance(p, Text))
    assert re.findall(r"^# (.+)$", text, re.MULTILINE) == [module.title]
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == [s["title"] for s in module.sittings]
    shown = [int(d.options["minutes"]) for d in directives(module, "sitting")]
    assert shown == [s["minutes"] for s in module.sittings]


@MODULES
def test_the_exercise_is_placed_part_by_part_in_its_own_order(module: Module) -> None:
    placed = [d.argument for d in directives(module, "exercise")]
    assert placed == [part.slug for part in load_exercise(module.id).parts]


@MODULES
def test_every_explorer_is_used_once(module: Module) -> None:
    shown = re.findall(r'^explore\("([a-z-]+)"\)$', _code(module), re.MULTILINE)
    defined = [e.id for e in load_python(module.folder / "explorers.py").EXPLORERS]
    assert sorted(shown) == sorted(defined)


@MODULES
def test_code_stays_out_of_the_readers_way(module: Module) -> None:
    cells = [p for p in lesson_pieces(module.id) if isinstance(p, CodeCell)]
    assert all({"remove-cell", "remove-input", "hide-input"} & set(cell.tags) for cell in cells)
    helpers = [cell for cell in cells if "remove-cell" not in cell.tags and not cell.source.startswith("explore(")]
    assert len(helpers) <= 3
    assert all(len(cell.source.splitlines()) <= 3 for cell in helpers)


def _code(module: Module) -> str:
    return "\n".join(p.source for p in lesson_pieces(module.id) if isinstance(p, CodeCell))


# --- Objectives, minutes -------------------------------------------------------------------------------------------


@MODULES
def test_every_objective_has_tasks_and_an_activity_that_exist(module: Module) -> None:
    tasks = {placed.task.id for placed in load_exercise(module.id).tasks}
    activities = _activities(module)
    for objective in module.objectives:
        assert objective["tasks"], objective["id"]
        assert objective["taught_by"], objective["id"]
        assert set(objective["tasks"]) <= tasks, objective["id"]
        assert set(objective["taught_by"]) <= activities, objective["id"]


@MODULES
def test_every_task_and_activity_serves_an_objective(module: Module) -> None:
    served = {task for objective in module.objectives for task in objective["tasks"]}
    assert served == {placed.task.id for placed in load_exercise(module.id).tasks if not placed.task.silent}
    used = {activity for objective in module.objectives for activity in objective["taught_by"]}
    assert used == _activities(module)


@MODULES
def test_a_task_is_taught_no_later_than_the_sitting_that_asks_it(module: Module) -> None:
    order = [s["id"] for s in module.sittings]
    asked = {
        placed.task.id: number
        for number, sitting in enumerate(sittings(module.id))
        for part in sitting.parts
        for placed in load_exercise(module.id).part(part).tasks
    }
    for objective in module.objectives:
        taught = min(order.index(a) for a in objective["taught_by"] if a in order)
        assert all(asked[task] >= taught for task in objective["tasks"]), objective["id"]


@MODULES
def test_objectives_start_with_a_verb_that_can_be_measured(module: Module) -> None:
    assert [o["text"] for o in module.objectives if o["text"].split()[0] not in MEASURABLE] == []


def _activities(module: Module) -> set[str]:
    explorers = {e.id for e in load_python(module.folder / "explorers.py").EXPLORERS}
    return explorers | {s["id"] for s in module.sittings}


@MODULES
def test_minutes_can_be_defended(module: Module) -> None:
    for sitting in sittings(module.id):
        assert 20 <= sitting.declared <= 35, sitting.id
        assert abs(sitting.declared / sitting.estimated - 1) <= 0.25, (sitting.id, sitting.estimated)
    assert sum(s.declared for s in sittings(module.id)) == module.minutes


# --- Words ---------------------------------------------------------------------------------------------------------


def reading_grades(text: str) -> tuple[float, float]:
    """Two US grade measures that count letters, so that they need no pronouncing dictionary from the network."""
    paragraphs = text.replace("\n", "\n\n")
    return textstat.automated_readability_index(paragraphs), textstat.coleman_liau_index(paragraphs)


@MODULES
def test_each_sitting_can_be_read_at_grade_nine(module: Module) -> None:
    for sitting in sittings(module.id):
        assert max(reading_grades(sitting.prose)) <= READING_GRADE, sitting.id


@MODULES
def test_what_stands_beside_the_lesson_can_be_read_at_grade_nine(module: Module) -> None:
    monday = "\n".join(plain_lines((module.folder / "monday.md").read_text(encoding="utf-8")))
    notes = "\n".join(words_of(d) for d in directives(module, "facilitator"))
    points = "\n".join([*module.key_points, *(o["text"] for o in module.objectives)])
    for text in (monday, notes, points):
        assert max(reading_grades(text)) <= READING_GRADE, text[:60]


def test_the_reading_grade_is_measured_and_not_assumed() -> None:
    hard = "Institutional accountability necessitates comprehensive disaggregation of nonparticipating constituencies."
    assert min(reading_grades(hard)) > READING_GRADE


@MODULES
def test_no_wording_puts_the_barrier_in_students(module: Module) -> None:
    assert DEFICIT.findall(all_words(module)) == []


@pytest.mark.parametrize(
    "words", ["our at-risk group", "they lack motivation", "Those kids never answer", "Low students fell behind"]
)
def test_deficit_wording_would_be_found(words: str) -> None:
    assert DEFICIT.search(words)


@MODULES
def test_no_mathematics_no_substitution_and_no_picture_without_words(module: Module) -> None:
    text = module.lesson.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert "{{" not in text
    assert not re.search(r"\$\$|\\\(|\{math\}", text)
    assert not re.search(r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")", text)


@MODULES
def test_the_leader_gets_minutes_words_hard_moments_and_variants(module: Module) -> None:
    notes = directives(module, "facilitator")
    assert len(notes) == 1 + len(module.sittings), "one for the module, one for each sitting"
    general, *each = (words_of(note) for note in notes)
    for wanted in ("opting out", "distance", "With 10", "With 30", "With 100"):
        assert wanted in general
    for note, sitting in zip(each, module.sittings, strict=True):
        assert f"-{sitting['minutes']}\n" in note, f"{sitting['id']}: its minute table ends at its minutes"
        assert "Say." in note
        assert note.count("Hard moment") >= 2


# --- Evidence ------------------------------------------------------------------------------------------------------


@MODULES
def test_every_claim_of_a_lesson_is_in_the_ledger(module: Module) -> None:
    text = module.lesson.read_text(encoding="utf-8")
    marked = claims_in(text) + [d.argument for d in directives(module, "claim")]
    assert marked
    for id_ in marked:
        assert claim(id_).says


@MODULES
def test_every_citation_is_in_the_bibliography(module: Module) -> None:
    text = module.lesson.read_text(encoding="utf-8")
    cited = {key.strip() for keys in re.findall(r"\{cite:[pt]\}`([^`]+)`", text) for key in keys.split(",")}
    assert cited <= bib_keys()


@MODULES
def test_college_results_are_called_so_in_the_lesson_itself(module: Module) -> None:
    for piece in lesson_pieces(module.id):
        if not isinstance(piece, Text):
            continue
        for paragraph in piece.markdown.split("\n\n"):
            if any(claim(id_).setting == "college" for id_ in claims_in(paragraph)):
                assert "college" in paragraph
