"""Names of fictional people: first names that tell nobody's gender, last names from a map of no place."""

import random
from collections.abc import Iterator

FIRST = (
    *("Ari", "Bela", "Cas", "Dara", "Emi", "Fen", "Gale", "Hollis", "Indy", "Jun", "Kai", "Lane", "Mika", "Noé"),
    *("Ode", "Pax", "Quin", "Remy", "Sacha", "Tai", "Uma", "Val", "Wren", "Xan", "Yael", "Zoë", "Ash", "Blair"),
    *("Corin", "Devi", "Eli", "Frankie", "Greer", "Haru", "Io", "Jules", "Kit", "Lior", "Marlo", "Nico", "Oya"),
    *("Perry", "Ren", "Sol", "Teddie", "Umi", "Vesper", "Win", "Yuki", "Zuri"),
)
LAST = (
    *("Alder", "Birchfield", "Cedarlund", "Dunmere", "Elmwood", "Fernandal", "Glenrook", "Heathrow-Lane", "Ironwell"),
    *("Juniperra", "Kestrel", "Larkspur", "Marsh-Reed", "Nettlebay", "O'Linden", "Pinehurst", "Quarrier", "Rowanová"),
    *("Sedgewick", "Thistlewood", "Underhill", "Vale", "Willowby", "Yarrow", "Zephyrine", "de la Ribera", "Ashgrove"),
    *("Brookside", "Cliffe", "Dalehouse", "Eastmarch", "Fjordholm", "Grønnvik", "Harborne", "Isletwood", "Jasperson"),
    *("Knollys", "Lakeshore", "Meadowes", "Northmoor", "Okafield", "Pebbleton", "Reedham", "Stonemill", "Tarnfield"),
    *("Umberly", "Verdano", "Westerly", "Yewdale", "Zinnwald"),
)


def many_names(n: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield n pairs of first and last name, each pair once; beyond those there are, a middle initial is added."""
    pairs = [(first, last) for first in FIRST for last in LAST]
    random.Random(seed).shuffle(pairs)
    for number in range(n):
        first, last = pairs[number % len(pairs)]
        round_ = number // len(pairs)
        yield (f"{first} {_initial(round_)}" if round_ else first), last


def _initial(round_: int) -> str:
    letters = ""
    while round_:
        round_, rest = divmod(round_ - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
