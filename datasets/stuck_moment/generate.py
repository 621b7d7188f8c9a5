"""Makes 240 fictional first drafts, sent back by chance with a score only or with a three-part comment."""

import random

COLUMNS = ("draft", "class_code", "arm", "first_score", "revised", "second_score")
SEED = 1969
ARMS = ("score only", "three-part")
CLASSES, DRAFTS_IN_CLASS = 10, 24
REVISED = {"score only": 34, "three-part": 68}  # of 120 each: the comment doubles revising, and most gains stay small

# How a fictional score comes about, in points of 100.
MEAN, SD_SKILL = 62.0, 11.0  # what a student can do in such a piece of work
SD_LUCK = 8.0  # topic, sleep, the two readers: drawn anew for each piece
PRACTICE = 1.0  # everybody's second piece is a little better
FROM_REVISING = 5.5  # what a revision adds to the next piece
PULL = 0.02  # how much more a student revises for each point a draft fell short of what they can do

Row = dict[str, str | float]


def rows(seed: int = SEED) -> list[Row]:
    """Return the 240 drafts, one per student, class by class."""
    chance = random.Random(seed)
    made = [_draft(chance, number) for number in range(CLASSES * DRAFTS_IN_CLASS)]
    _send_back_by_chance(chance, made)
    _revise(chance, made)
    return [_row(chance, number, draft) for number, draft in enumerate(made, start=1)]


def _draft(chance: random.Random, number: int) -> dict[str, object]:
    skill = chance.gauss(MEAN, SD_SKILL)
    return {
        "class_code": f"K{number // DRAFTS_IN_CLASS + 1:02d}",
        "skill": skill,
        "first": _score(skill + chance.gauss(0, SD_LUCK)),
        "revised": "no",
    }


def _score(points: float) -> float:
    return min(100.0, max(0.0, round(points * 2) / 2))


def _send_back_by_chance(chance: random.Random, made: list[dict[str, object]]) -> None:
    """Half of each class gets the comment: chance decides, and nothing about the draft does."""
    for start in range(0, len(made), DRAFTS_IN_CLASS):
        arms = [arm for arm in ARMS for _ in range(DRAFTS_IN_CLASS // 2)]
        chance.shuffle(arms)
        for draft, arm in zip(made[start : start + DRAFTS_IN_CLASS], arms, strict=True):
            draft["arm"] = arm


def _revise(chance: random.Random, made: list[dict[str, object]]) -> None:
    """In each arm the set number revises, sooner where the draft fell short of what its writer can do.

    That makes revisers and others two different crowds: revisers would have come up more anyway.
    """
    for arm, number in REVISED.items():
        drafts = [draft for draft in made if draft["arm"] == arm]
        wish = {id(d): PULL * (float(str(d["skill"])) - float(str(d["first"]))) + chance.gauss(0, 1) for d in drafts}
        for draft in sorted(drafts, key=lambda d: wish[id(d)], reverse=True)[:number]:
            draft["revised"] = "yes"


def _row(chance: random.Random, number: int, draft: dict[str, object]) -> Row:
    gained = PRACTICE + (FROM_REVISING if draft["revised"] == "yes" else 0)
    return {
        "draft": f"D{number:03d}",
        "class_code": str(draft["class_code"]),
        "arm": str(draft["arm"]),
        "first_score": float(str(draft["first"])),
        "revised": str(draft["revised"]),
        "second_score": _score(float(str(draft["skill"])) + gained + chance.gauss(0, SD_LUCK)),
    }
