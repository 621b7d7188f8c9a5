"""Makes the fictional materials audit of one science year: 210 pictured people in six units, tallied."""

import random

COLUMNS = ("figure", "part", "group", "who", "expert", "living", "doing", "used")
ANSWERS = ("expert", "living", "doing", "used")

# The seed only shuffles: the group codes of the others, and the order of the figures inside a unit.
SEED = 210

# What the material shows of one figure, as (expert, living, doing, used).
KINDS = {
    "work used": (1, 1, 1, 1),  # a person of today at work, whose data, tool or method students use
    "at work": (1, 1, 1, 0),
    "portrait": (1, 1, 0, 0),  # a person of today who is named as someone who knows, and only smiles
    "past portrait": (1, 0, 0, 0),
    "past at work": (1, 0, 1, 0),
    "past work used": (1, 0, 1, 1),  # a law or a method from the past that students apply
    "model at work": (0, 1, 1, 0),  # a nameless model in goggles
    "model": (0, 1, 0, 0),
    "crowd of the past": (0, 0, 0, 0),
}

# How many figures of each kind a unit has, for the group looked for, the others, and those the material does not
# name. The counts are set by hand, because the exercise needs these very shares; card.md lists them and
# tests/test_data_materials.py asserts each.
UNITS: dict[str, dict[str, dict[str, int]]] = {
    "Heroes week": {
        "focus": {"at work": 1, "portrait": 2, "past portrait": 12, "past at work": 19, "past work used": 3,
                  "model": 9, "crowd of the past": 8},
        "other": {"at work": 1, "portrait": 1, "past portrait": 2, "past at work": 1, "model": 1},
        "unclear": {"crowd of the past": 2},
    },
    "Water": {
        "focus": {"work used": 2, "at work": 3, "portrait": 2, "past portrait": 1, "model at work": 1, "model": 3},
        "other": {"work used": 7, "at work": 4, "portrait": 2, "past at work": 1, "past work used": 1,
                  "model at work": 3},
        "unclear": {"at work": 2},
    },
    "Motion": {
        "focus": {"at work": 1, "portrait": 1, "past work used": 1, "model at work": 1, "model": 3,
                  "crowd of the past": 1},
        "other": {"work used": 6, "at work": 4, "portrait": 2, "past portrait": 1, "past at work": 1,
                  "past work used": 1, "model at work": 3},
        "unclear": {"at work": 1, "model at work": 1},
    },
    "Weather": {
        "focus": {"work used": 1, "at work": 1, "portrait": 2, "model at work": 1, "model": 4,
                  "crowd of the past": 1},
        "other": {"work used": 6, "at work": 5, "portrait": 3, "past work used": 1, "model at work": 3, "model": 1},
        "unclear": {"at work": 1},
    },
    "Cells": {
        "focus": {"work used": 1, "at work": 1, "portrait": 2, "past portrait": 1, "model at work": 1, "model": 2,
                  "crowd of the past": 1},
        "other": {"work used": 8, "at work": 5, "portrait": 2, "past portrait": 1, "past at work": 1,
                  "past work used": 1, "model at work": 4, "crowd of the past": 1},
        "unclear": {"at work": 1, "model at work": 1},
    },
    "Circuits": {
        "focus": {"at work": 1, "portrait": 1, "past at work": 1, "model at work": 1, "model": 2,
                  "crowd of the past": 1},
        "other": {"work used": 5, "at work": 3, "portrait": 2, "past portrait": 1, "past at work": 1,
                  "model at work": 4},
        "unclear": {"at work": 1},
    },
}  # fmt: skip

GROUPS = {"focus": ("A",), "other": ("B", "C"), "unclear": (None,)}

Row = dict[str, str | int | float | None]


def rows(seed: int = SEED) -> list[Row]:
    """Return the 210 rows, one per figure, in the order of the CSV file.

    `part`, `who` and the four answers are written as the course's own audit form writes them.
    """
    chance = random.Random(seed)
    table: list[Row] = []
    for unit, people in UNITS.items():
        table += _in_the_order_of_the_pages(chance, unit, people)
    return [{"figure": f"F{number:03d}", **row} for number, row in enumerate(table, start=1)]


def _in_the_order_of_the_pages(chance: random.Random, unit: str, people: dict[str, dict[str, int]]) -> list[Row]:
    figures = [(who, kind) for who, kinds in people.items() for kind, count in kinds.items() for _ in range(count)]
    chance.shuffle(figures)
    return [
        {
            "part": unit,
            "group": chance.choice(GROUPS[who]),
            "who": who,
            **{name: "yes" if yes else "no" for name, yes in zip(ANSWERS, KINDS[kind], strict=True)},
        }
        for who, kind in figures
    ]
