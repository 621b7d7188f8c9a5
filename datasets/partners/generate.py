"""Makes the fictional partners: 40 people who do a job of the local openings, and what they can give a class."""

import random
from pathlib import Path

from belonging.course import load_python

COLUMNS = (
    "partner",
    "job",
    "workplace",
    "soc",
    "cluster",
    "entry",
    "languages",
    "distance",
    "times",
    "formats",
    "capacity",
)
DISTANCES = ("walk", "short drive", "long drive")
TIMES = ("morning", "midday", "after school")
# visit: comes to the class; host: the class comes; video: a call; writing: photos, numbers and replies in writing
FORMATS = ("visit", "host", "video", "writing")

# Job (one of careers_local), languages, distance, times in school terms, formats, students at a time. Set by hand, so
# that availability and not willingness decides who is asked; tests/test_data_roles.py asserts what is planted.
PARTNERS = (
    ("line engineer", "English", "short drive", "morning, midday", "visit, video", 60),
    ("soil scientist", "English", "long drive", "morning, midday", "visit, host, video", 30),
    ("exhibit designer", "English, Spanish", "walk", "morning, midday", "visit, host, video", 60),
    ("architect", "English", "walk", "morning, midday, after school", "visit, host, video", 60),
    ("data scientist", "English", "walk", "morning, midday", "visit, video", 90),
    ("hydrologist", "English", "short drive", "morning, midday", "visit, host, video", 30),
    ("accountant", "English, Vietnamese", "short drive", "morning, midday, after school", "visit, video", 30),
    ("event planner", "English, Spanish", "walk", "morning, midday", "visit, host, video", 90),
    ("project manager", "English", "short drive", "morning, midday", "visit, host, video", 30),
    ("city planner", "English", "walk", "morning, midday, after school", "visit, video", 90),
    ("vet technician", "English", "short drive", "after school", "host, writing", 12),
    ("building inspector", "English, Spanish", "short drive", "morning", "visit, writing", 30),
    ("network technician", "English", "long drive", "after school", "video, writing", 30),
    ("library technician", "English, Arabic", "walk", "morning, midday, after school", "visit, host", 30),
    ("creek technician", "English, Spanish", "short drive", "after school", "host, writing", 30),
    ("wind technician", "English", "long drive", "after school", "video, writing", 30),
    ("dental hygienist", "English, Arabic", "walk", "midday", "visit, writing", 30),
    ("cafeteria manager", "English, Spanish", "walk", "after school", "visit, host, writing", 30),
    ("office manager", "English", "walk", "midday", "video, writing", 30),
    ("fire inspector", "English", "short drive", "midday, after school", "visit, writing", 30),
    ("welder", "English, Spanish", "short drive", "after school", "host, writing", 12),
    ("farm mechanic", "English", "long drive", "after school", "host, video, writing", 12),
    ("tailor", "English, Arabic", "walk", "midday, after school", "host, writing", 12),
    ("electrician", "English", "short drive", "after school", "writing", 30),
    ("pottery teacher", "English", "walk", "midday, after school", "host, visit", 24),
    ("solar installer", "English, Spanish", "long drive", "after school", "video, writing", 30),
    ("water plant operator", "English, Spanish", "short drive", "midday", "host, writing", 30),
    ("bookkeeper", "English", "short drive", "after school", "video, writing", 30),
    ("nursing assistant", "English, Vietnamese", "walk", "after school", "visit, writing", 30),
    ("bus mechanic", "English", "walk", "after school", "host, writing", 24),
    ("door inspector", "English, Vietnamese", "long drive", "after school", "video, writing", 30),
    ("greenhouse worker", "Spanish", "short drive", "after school", "host, writing", 30),
    ("park groundskeeper", "English, Spanish", "walk", "midday", "host, writing", 30),
    ("roofer", "English, Spanish", "short drive", "after school", "writing", 30),
    ("recycling collector", "English", "short drive", "after school", "visit, writing", 60),
    ("bank teller", "English, Vietnamese", "walk", "after school", "video, writing", 30),
    ("line cook", "English, Arabic", "walk", "midday", "video, writing", 30),
    ("lifeguard", "English", "short drive", "morning", "host, writing", 24),
    ("school bus driver", "English", "walk", "midday", "visit, writing", 30),
    ("shop assistant", "English", "short drive", "morning", "writing", 30),
)

# The seed only shuffles, so that the order of the codes says nothing.
SEED = 40

Row = dict[str, str | int | float | None]


def rows(seed: int = SEED) -> list[Row]:
    """Return the 40 rows, one per partner, in the order of the CSV file."""
    openings = load_python(Path(__file__).parents[1] / "careers_local" / "generate.py").rows()
    jobs = {row["job"]: row for row in openings}
    shuffled = random.Random(seed).sample(PARTNERS, len(PARTNERS))
    table: list[Row] = []
    for number, (job, languages, distance, times, formats, capacity) in enumerate(shuffled, start=1):
        table.append(
            {
                "partner": f"P{number:02d}",
                "job": job,
                **{name: jobs[job][name] for name in ("workplace", "soc", "cluster", "entry")},
                "languages": languages,
                "distance": distance,
                "times": times,
                "formats": formats,
                "capacity": capacity,
            }
        )
    return table
