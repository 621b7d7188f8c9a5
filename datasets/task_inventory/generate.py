"""Makes the fictional task inventory: 48 tasks of one school year, their five dials, scores, and who went on."""

import random

COLUMNS = (
    "task",
    "title",
    "grade_band",
    "difficulty",
    "needed_by",
    "decided_by",
    "goes_to",
    "judged_by",
    "redo",
    "students",
    "mean_score",
    "went_on",
)
SEED = 262  # its draws leave scores and going on unrelated among tasks of like difficulty

# What each dial says when it is shut, and when it is open.
DIALS = {
    "needed_by": ("teacher", "outside"),
    "decided_by": ("sheet", "students"),
    "goes_to": ("folder", "use"),
    "judged_by": ("key", "job"),
    "redo": ("no", "yes"),
}
OTHERS = tuple(DIALS)[1:]
BANDS = ("K-2", "3-5", "6-8", "9-12")

# The titles by grade band, by how two teachers rated the task, and by who needs the answer. Most tasks that someone
# outside needs are harder: that is the trap.
TITLES: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    ("easier", "teacher"): {
        "K-2": ("Count to fifty", "Color the food chain", "Shapes in a robot", "Weather words", "Parts of a plant"),
        "3-5": ("Fraction strips", "Phases of the moon", "Ten rectangles", "Volcano poster", "Circuit symbols"),
        "6-8": ("Twenty means and medians", "Label the cell", "Slope practice", "Block puzzles"),
        "9-12": ("Mole practice set", "Ratios in triangles", "Pea plant squares", "Spreadsheet basics"),
    },
    ("easier", "outside"): {
        "K-2": ("Picture menu for the lunch line",),
        "3-5": ("Paper count for the office",),
        "6-8": ("Crosswalk count, one morning", "Noise map for the library"),
        "9-12": ("Tool list for the bike shop", "Opening hours for the clinic"),
    },
    ("harder", "teacher"): {
        "K-2": ("Rocket trip problems",),
        "3-5": ("Dream bridge",),
        "6-8": ("Design a theme park", "Earthquake tower"),
        "9-12": ("Mars colony report", "Egg drop"),
    },
    ("harder", "outside"): {
        "K-2": ("Seeds for the front bed", "Cups for the fair", "A quiet spot map", "Signs for the slide",
                "Ice for lunch"),
        "3-5": ("Which mop dries fastest?", "Shade at the bus stop", "Beds for the food bank",
                "A ramp for the book cart", "Lost and found, sorted"),
        "6-8": ("Late buses: what the log shows", "Soil test for neighbors", "Labels for the cafeteria",
                "Words for the visitor screen"),
        "9-12": ("Well water for twelve homes", "Heat in the bus depot", "Wheelchair routes on campus",
                 "Energy check for the fire station"),
    },
}  # fmt: skip

# Six tasks whose cards the exercise shows: the dials that stay shut on them, all others are open.
CARDS: dict[str, tuple[str, ...]] = {
    "Earthquake tower": ("needed_by",),
    "Labels for the cafeteria": ("decided_by",),
    "Late buses: what the log shows": ("goes_to",),
    "Beds for the food bank": ("judged_by",),
    "A ramp for the book cart": ("redo",),
    "Which mop dries fastest?": (),
}

# How the outcomes come about. Difficulty moves the score and nothing else; who needs the answer moves going on.
SCORE = {"easier": 82.0, "harder": 67.2}
SCORE_OUTSIDE = {"easier": 1.6, "harder": 0.9}
GOES_ON = {"teacher": 0.35, "outside": 0.55}
SD_SCORE, SD_GOES_ON = 4.0, 0.07
STUDENTS = (44, 54)

Row = dict[str, str | int | float | None]


def rows(seed: int = SEED) -> list[Row]:
    """Return the 48 tasks, band by band, in an order that gives nothing away."""
    chance = random.Random(seed)
    made = [
        row
        for (difficulty, needed_by), titles in TITLES.items()
        for row in _cell(chance, difficulty, needed_by, titles)
    ]
    chance.shuffle(made)
    made.sort(key=lambda row: BANDS.index(str(row["grade_band"])))
    return [{"task": f"T{number:02d}", **row} for number, row in enumerate(made, start=1)]


def _cell(chance: random.Random, difficulty: str, needed_by: str, titles: dict[str, tuple[str, ...]]) -> list[Row]:
    """Make the tasks of one difficulty and audience; the chance in them adds up to nothing over the cell."""
    named = [(band, title) for band, of_band in titles.items() for title in of_band]
    opened = {dial: _half(chance, dial, [title for _, title in named]) for dial in OTHERS}
    score_noise, share_noise = (_centred(chance, sd, len(named)) for sd in (SD_SCORE, SD_GOES_ON))
    made: list[Row] = []
    for (band, title), off_score, off_share in zip(named, score_noise, share_noise, strict=True):
        students = chance.randint(*STUDENTS)
        score = SCORE[difficulty] + (SCORE_OUTSIDE[difficulty] if needed_by == "outside" else 0) + off_score
        made.append(
            {
                "title": title,
                "grade_band": band,
                "difficulty": difficulty,
                "needed_by": needed_by,
                **{dial: DIALS[dial][title in opened[dial]] for dial in OTHERS},
                "students": students,
                "mean_score": round(score, 1),
                "went_on": round(students * (GOES_ON[needed_by] + off_share)),
            }
        )
    return made


def _half(chance: random.Random, dial: str, titles: list[str]) -> set[str]:
    """Open a dial on exactly half of a cell's tasks, so that no other dial goes along with the audience."""
    fixed = {title for title in titles if title in CARDS and dial not in CARDS[title]}
    free = [title for title in titles if title not in CARDS]
    return fixed | set(chance.sample(free, len(titles) // 2 - len(fixed)))


def _centred(chance: random.Random, sd: float, number: int) -> list[float]:
    drawn = [chance.gauss(0, sd) for _ in range(number)]
    middle = sum(drawn) / number
    return [each - middle for each in drawn]
