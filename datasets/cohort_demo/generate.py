"""Makes the fictional cohort: 48 teachers, four modules, what each sent, by which way, and what had happened to it."""

import random
from datetime import date, timedelta

COLUMNS = (
    *("person", "name", "email", "school", "group", "joined", "left"),
    *("module", "made_in", "sent_by", "sent_on", "earlier", "mess"),
)
SEED = 48

# (school, how many people, the way each module's work is sent there)
SCHOOLS = (
    ("North Fork Middle School", 26, ("canvas", "canvas", "loose", "canvas")),
    ("Cedar Street High School", 18, ("moodle", "schoology", "moodle", "exchange")),
    ("Little Creek School", 4, ("classroom", "classroom", "classroom", "loose")),
)
DUE = {
    "start": date(2026, 9, 14),
    "beliefs": date(2026, 9, 28),
    "listening": date(2026, 10, 12),
    "studio": date(2026, 11, 16),
}
FIRST_DAY = date(2026, 9, 7)

# How many hand in each module: everyone the first, and the cohort is lost after the second.
HANDED_IN = {"start": 48, "beliefs": 44, "listening": 30, "studio": 12}
LEAVERS, LATE_JOINERS, NO_EMAIL = 4, 3, 4

# Invented. The first two are two people of one name; the next three are known by an alias only.
NAMES = (
    *("Kit Alder", "Kit Alder", "Blue Heron", "Maple 7", "Quiet Fox", "Ari Birchfield", "Zoë Rowanová"),
    *("Dara O'Linden", "Emi de la Ribera", "Fen Marsh-Reed", "Søren Grønnvik", "Gale Cedarlund", "Hollis Dunmere"),
    *("Indy Elmwood", "Jun Fernandal", "Kai Glenrook", "Lane Heathrow-Lane", "Mika Ironwell", "Noé Juniperra"),
    *("Ode Kestrel", "Pax Larkspur", "Quin Nettlebay", "Remy Pinehurst", "Sacha Quarrier", "Tai Sedgewick"),
    *(
        "Uma Thistlewood",
        "Val Underhill",
        "Wren Vale",
        "Xan Willowby",
        "Yael Yarrow",
        "Ash Zephyrine",
        "Blair Ashgrove",
    ),
    *("Corin Brookside", "Devi Cliffe", "Eli Dalehouse", "Frankie Eastmarch", "Greer Fjordholm", "Haru Harborne"),
    *("Io Isletwood", "Jules Jasperson", "Lior Knollys", "Marlo Lakeshore", "Nico Meadowes", "Oya Northmoor"),
    *("Perry Okafield", "Ren Pebbleton", "Sol Reedham", "Win Tarnfield"),
)
SAME_NAME, ALIASES = (0, 1), (2, 3, 4)

# What happens to one person's work on the way; each once, in the module that stands here.
MESSES = {
    "start": (
        *("cells twice", "cut off at the end", "other release", "retyped cells", "hosted, marks lost", "output flood"),
        *("name misspelled", "saved as .ipynb.txt", "same file twice", "marks of the wrong kind", "checks deleted"),
    ),
    "beliefs": (
        *("editor, marks lost", "check edited", "script in the text", "empty file", "answer deleted", "format 3"),
        *("UTF-16", "whole page saved", "shuffled", "no name on it", "two modules in one zip"),
    ),
    "listening": (
        *("worked out by code", "warns on stderr", "endless loop", "another language", "a picture", "other module"),
        *("zip in a zip", "answers in own cells", "cut off in the middle of nothing", "hundreds of own cells"),
    ),
    "studio": ("plan missing", "plan under another name"),
}
# Some messes come by one way only.
BY = {
    "name misspelled": "loose",
    "no name on it": "loose",
    "saved as .ipynb.txt": "loose",
    "same file twice": "loose",
    "two modules in one zip": "mail",
    "zip in a zip": "mail",
    "plan under another name": "loose",
}

Row = dict[str, str | int | None]


def people(seed: int = SEED) -> list[Row]:
    """Return the 48 people, one per row of a roster; codes say nothing about anybody."""
    chance = random.Random(seed)
    schools = [name for name, count, _ in SCHOOLS for _ in range(count)]
    # The two of one name work in the two larger schools; the rest is dealt.
    deal = schools[1 : SCHOOLS[0][1]] + schools[SCHOOLS[0][1] + 1 :]
    chance.shuffle(deal)
    at = [SCHOOLS[0][0], SCHOOLS[1][0], *deal]
    others = [n for n in range(len(NAMES)) if n not in (*SAME_NAME, *ALIASES)]
    chosen = chance.sample(others, LEAVERS + LATE_JOINERS + NO_EMAIL)
    left, late, silent = chosen[:LEAVERS], chosen[LEAVERS:-NO_EMAIL], chosen[-NO_EMAIL:]
    found: list[Row] = []
    for n, name in enumerate(NAMES):
        joined = FIRST_DAY + timedelta(days=chance.randint(10, 16)) if n in late else FIRST_DAY
        gone = DUE["beliefs"] + timedelta(days=chance.randint(1, 9)) if n in left else None
        found.append(
            {
                "person": f"T{n + 1:02d}",
                "name": name,
                "email": None if n in silent else f"{_address(name)}{n + 1}@district.example",
                "school": at[n],
                "group": chance.choice(["Group A", "Group B"]),
                "joined": joined.isoformat(),
                "left": gone.isoformat() if gone else None,
            }
        )
    return found


def rows(seed: int = SEED) -> list[Row]:
    """Return one row for each person and module; `sent_by` is empty where nothing came."""
    chance = random.Random(seed + 1)
    everyone = people(seed)
    made: dict[tuple[str, str], Row] = {}
    senders = list(everyone)
    for place, module in enumerate(DUE):
        senders = _those_who_stay(senders, HANDED_IN[module], chance)
        messes = _dealt(MESSES[module], senders, chance)
        for person in everyone:
            row: Row = {**person, "module": module}
            if person in senders:
                row |= _sent(row, place, messes.get(str(person["person"]), ""), chance)
            else:
                row |= dict.fromkeys(("made_in", "sent_by", "sent_on", "mess")) | {"earlier": 0}
            made[str(person["person"]), module] = {column: row[column] for column in COLUMNS}
    return [made[str(person["person"]), module] for person in everyone for module in DUE]


def _those_who_stay(senders: list[Row], count: int, chance: random.Random) -> list[Row]:
    """Nobody comes back; who has left the course is gone after the second module; the two of one name stay on."""
    if count == len(senders):
        return senders
    kept = senders[:2] + [p for p in senders[2:] if p["left"] is None or count > HANDED_IN["listening"]]
    drop = {str(p["person"]) for p in chance.sample([p for p in kept[2:] if p["left"] is None], len(kept) - count)}
    return [p for p in kept if p["person"] not in drop]


def _dealt(messes: tuple[str, ...], senders: list[Row], chance: random.Random) -> dict[str, str]:
    """Deal the messes of a module; not to the two of one name, who are hard enough to tell apart."""
    dealt = chance.sample(senders[2:], len(messes))
    return {str(person["person"]): mess for person, mess in zip(dealt, messes, strict=True)}


def _sent(row: Row, place: int, mess: str, chance: random.Random) -> Row:
    ways = {name: ways for name, _, ways in SCHOOLS}
    due = list(DUE.values())[place]
    first = max(date.fromisoformat(str(row["joined"])), due - timedelta(days=6))
    on = first + timedelta(days=chance.choice([0, 1, 2, 3, 4, 5, 6, 8]))
    if row["left"] is not None:
        on = min(on, date.fromisoformat(str(row["left"])))
    return {
        "made_in": "lab" if chance.random() < 0.4 else "page",
        "sent_by": BY.get(mess, ways[str(row["school"])][place]),
        "sent_on": on.isoformat(),
        "earlier": 1 if not mess and chance.random() < 0.12 else 0,
        "mess": mess or None,
    }


def _address(name: str) -> str:
    plain = name.casefold().translate(str.maketrans("ëáéøń", "eaeon"))
    return "".join(c for c in plain if c.isascii() and c.isalpha())
