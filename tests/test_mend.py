"""Mending: whatever happened to a notebook, every answer in it is found, in its place or kept aside."""

import copy
import random
import re
from pathlib import Path

import pytest

import damage
from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise.answers import into_clean_copy
from belonging.exercise.mend import rescue, unwrap
from belonging.exercise.notebook import make_cell, notebook_text, source_of
from belonging.exercise.reading import module_of
from belonging.exercise.source import load
from toy_tasks import give_toy

IDS = [m.id for m in modules()]
MODULE = "listening"


def mend(raw: bytes, module_id: str | None = None):
    found = rescue(raw, "x.ipynb")[0]
    id_ = module_id or module_of(found.notebook, "x.ipynb")
    clean, report = into_clean_copy(found.notebook, id_)
    return id_, clean, report


def placed_answers(clean: dict, module_id: str) -> dict[str, str]:
    by_id = {cell["id"]: source_of(cell) for cell in clean["cells"]}
    return {p.task.id: by_id[p.grade_id].strip() for p in load(module_id).tasks}


def wanted(module_id: str) -> dict[str, str]:
    return {id_: text.strip() for id_, text in damage.answers(module_id).items()}


def everything(clean: dict) -> str:
    return "\n".join(source_of(cell) for cell in clean["cells"])


@pytest.mark.parametrize("kind", damage.CELLS)
@pytest.mark.parametrize("module_id", IDS)
def test_one_damage_to_the_cells_is_mended_wholly(module_id: str, kind: str) -> None:
    for seed in range(4):
        rng = random.Random(seed)
        hurt = damage.CELLS[kind](damage.filled(module_id), module_id, rng)
        id_, clean, report = mend(damage.plain(hurt, rng))
        assert id_ == module_id
        assert placed_answers(clean, module_id) == wanted(module_id), seed
        assert report.lost == 0


@pytest.mark.parametrize("kind", damage.CELLS)
def test_lines_that_sort_and_silent_questions_are_mended_too(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy = give_toy(monkeypatch, tmp_path)
    for seed in range(4):
        rng = random.Random(seed)
        hurt = damage.CELLS[kind](damage.filled(toy), toy, rng)
        _, clean, report = mend(damage.plain(hurt, rng))
        assert placed_answers(clean, toy) == wanted(toy), seed
        assert report.lost == 0


@pytest.mark.parametrize("kind", damage.FILES)
@pytest.mark.parametrize("module_id", IDS)
def test_one_damage_to_the_file_is_mended_wholly(module_id: str, kind: str) -> None:
    for seed in range(2):
        raw = damage.FILES[kind](damage.filled(module_id), random.Random(seed))
        id_, clean, report = mend(raw)
        assert id_ == module_id
        got, want = placed_answers(clean, module_id), wanted(module_id)
        if kind == "typographic quotes in the JSON":  # a quote that was typographic before cannot be told from the rest
            got, want = ({id_: re.sub("[“”]", '"', text) for id_, text in one.items()} for one in (got, want))
        assert got == want, seed
        assert report.lost == 0


def tokens(text: str) -> set[str]:
    return set(re.findall(r"tok[a-z]+z|tokown[0-9]z", text))


@pytest.mark.parametrize("part", range(8))
def test_no_word_of_a_participant_is_lost_whatever_happened(part: int) -> None:
    """2,000 files with one to four kinds of damage at once, one in five cut off as well."""
    for seed in range(part * 250, part * 250 + 250):
        rng = random.Random(seed)
        module_id = IDS[seed % len(IDS)]
        raw, hurt, kinds, cut = damage.ruined(module_id, rng)
        there = tokens(everything(hurt))
        if cut:
            there = set() if unwrap.is_zip(raw) else {one for one in there if one in unwrap.text_of(raw)}
        try:
            [found] = rescue(raw, "x.ipynb")
        except Plain:
            assert not there, (seed, kinds)
            continue
        clean, _ = into_clean_copy(found.notebook, module_id)
        assert there <= tokens(everything(clean)), (seed, kinds)
        if seed % 5 == 0:
            again, _ = into_clean_copy(clean, module_id)
            assert notebook_text(again) == notebook_text(clean), (seed, kinds)


def test_an_answer_in_running_text_is_moved_and_the_text_stays() -> None:
    hurt = damage.in_markdown_cell(damage.filled(MODULE), MODULE, random.Random(5))
    _, clean, report = mend(damage.plain(hurt, random.Random(5)))
    assert report.moved == 1
    assert "My answer is below." in everything(clean)
    got, want = placed_answers(clean, MODULE), wanted(MODULE)
    assert [id_ for id_ in want if got[id_] != want[id_] and got[id_] not in want[id_]] == []


def test_two_different_answers_are_not_chosen_between_in_silence() -> None:
    """The later one counts, as when the notebook is run; the earlier one is kept, and both facts are said."""
    hurt = damage.filled(MODULE)
    n = damage.at(hurt, "answer-response-rate")
    other = copy.deepcopy(hurt["cells"][n])
    damage.put(other, "answer_1 = 0.11\n")
    hurt["cells"].insert(n, other)
    _, clean, report = mend(damage.plain(hurt, random.Random(1)))
    assert placed_answers(clean, MODULE) == wanted(MODULE)
    assert (report.kept_aside, report.lost) == (1, 0)
    assert "there were different answers, and the last one in its own cell counts" in " ".join(report.repaired)
    kept = [source_of(cell) for cell in clean["cells"] if source_of(cell).startswith("**Kept aside")]
    assert len(kept) == 2
    assert "answer_1 = 0.11" in kept[1]
    assert {cell["cell_type"] for cell in clean["cells"] if source_of(cell) in kept} == {"markdown"}  # never run


def test_both_sides_of_a_merge_are_kept() -> None:
    ours = notebook_text(damage.filled(MODULE))
    answer = re.search(r'^ +"answer_1 = .*\n', ours, re.M)[0]
    sides = f"<<<<<<< HEAD\n{answer}=======\n" + re.sub('= [^"\\\\]*', "= 0.12", answer) + ">>>>>>> theirs\n"
    _, clean, report = mend(ours.replace(answer, sides).encode())
    assert "answer_1 = 0.12" in everything(clean)
    assert damage.answers(MODULE)["response-rate"].strip() in everything(clean)
    assert report.kept_aside == 1


def test_a_locked_text_of_an_earlier_release_is_not_taken_for_the_participants() -> None:
    earlier = damage.filled(MODULE)
    for n, cell in enumerate(earlier["cells"]):
        if cell["id"].startswith("prompt-"):
            marks = cell["metadata"]["nbgrader"]
            made = make_cell("markdown", "### An older title\n\nOlder words.", cell["id"], grade=marks["grade"])
            earlier["cells"][n] = made
    _, _, report = mend(damage.plain(earlier, random.Random(1)))
    assert report.clean


def test_a_half_saved_notebook_gives_all_that_is_before_the_cut() -> None:
    raw = damage.plain(damage.filled(MODULE), random.Random(1))
    for share in range(1, 20):
        cut = raw[: len(raw) * share // 20]
        there = tokens(cut.decode("utf-8", "ignore"))
        try:
            _, clean, report = mend(cut)
        except Plain:
            assert not there
            continue
        assert there <= tokens(everything(clean))
        found = [id_ for id_, text in placed_answers(clean, MODULE).items() if text == wanted(MODULE)[id_]]
        assert len(found) >= len(there) - 1  # the last may itself be cut
        gone = [p for p in load(MODULE).tasks if p.grade_id not in cut.decode("utf-8", "ignore")]
        assert report.lost - len(gone) in (0, 1)  # a cell may be cut between its name and its text
