"""Mending: whatever happened to a notebook, every answer in it is found, in its place or kept aside."""

import random
import re
from pathlib import Path

import pytest

import damage
from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise.answers import into_clean_copy
from belonging.exercise.mend import rescue, unwrap
from belonging.exercise.notebook import notebook_text, source_of
from belonging.exercise.reading import module_of
from belonging.exercise.source import load
from toy_tasks import give_toy

IDS = [m.id for m in modules()]


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
        assert placed_answers(clean, module_id) == wanted(module_id), seed
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
