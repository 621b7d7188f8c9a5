"""Makes files shaped like the public ones: invented schools from a seed, in the layouts of several years."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field

RACES, SEXES = ("HI", "AM", "AS", "HP", "BL", "WH", "TR"), ("M", "F")
IDS = ("LEA_STATE", "LEA_STATE_NAME", "LEAID", "LEA_NAME", "SCHID", "SCH_NAME", "COMBOKEY", "JJ")
_FIRST = ("Cedar", "Peña", "Ridge", "Lake", "O’Neil", "North", "Prairie", "Maple", "Niño", "Union")
_SECOND = ("High School", "Academy", "Senior High", "Preparatory", "Charter School")


@dataclass
class School:
    """One invented school; `students` and `takes` by (race, sex), `classes` None where the question does not apply."""

    lea: str
    sch: str
    name: str
    district: str
    state: str
    students: dict[tuple[str, str], int]
    takes: dict[tuple[str, str], int]
    classes: int | str
    jj: str = "No"
    cells: dict[str, str] = field(default_factory=dict)  # written in place of what would stand there

    @property
    def key(self) -> str:
        return self.lea + self.sch

    def row(self) -> dict[str, str]:
        row = {
            "LEA_STATE": self.state,
            "LEA_STATE_NAME": {"AA": "ALPHA", "BB": "BETA"}.get(self.state, self.state),
            "LEAID": self.lea,
            "LEA_NAME": self.district,
            "SCHID": self.sch,
            "SCH_NAME": self.name,
            "COMBOKEY": self.key,
            "JJ": self.jj,
            "SCH_MATHCLASSES_CALC": str(self.classes),
            "SCH_SCICLASSES_PHYS": "1",
            "SCH_APENR_IND": "Yes",
        }
        for (race, sex), n in self.students.items():
            row[f"SCH_ENR_{race}_{sex}"] = str(n)
            none = "-9" if self.classes in (0, "0", -9, "-9") else "0"
            row[f"SCH_MATHENR_CALC_{race}_{sex}"] = str(self.takes.get((race, sex), 0)) if none == "0" else none
        for sex in dict.fromkeys(sex for _, sex in self.students):
            row[f"TOT_ENR_{sex}"] = str(sum(n for (_, s), n in self.students.items() if s == sex))
        return {**row, **self.cells}


def schools(n: int, seed: int = 1, *, sexes: tuple[str, ...] = SEXES, per_district: int = 5) -> list[School]:
    """Invent schools; every fourth has no class in calculus, and for every ninth the question does not apply."""
    dice = random.Random(seed)
    found = []
    for i in range(n):
        lea = f"{1 + i // per_district:07d}"
        students = {(race, sex): dice.randint(12, 150) for race in RACES for sex in sexes}
        students |= {(race, "X"): dice.randint(0, 2) for race in RACES if "X" in sexes}
        takes = {pair: dice.randint(0, n // 4) for pair, n in students.items()}
        classes: int | str = "-9" if i % 9 == 8 else 0 if i % 4 == 3 else dice.randint(1, 5)
        name = f"{dice.choice(_FIRST)} {dice.choice(_SECOND)} {i + 1}"
        state = "AA" if i < n * 0.7 else "BB"
        found.append(School(lea, f"{i + 1:05d}", name, f"District {lea[-4:]}", state, students, takes, classes))
    return found


def columns(found: list[School]) -> list[str]:
    return list(dict.fromkeys(name for school in found for name in school.row()))


def to_csv(found: list[School], names: list[str], encoding: str = "cp1252") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, extrasaction="ignore", restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(school.row() for school in found)
    return text.getvalue().encode(encoding)


def wide(found: list[School], encoding: str = "cp1252") -> bytes:
    """The layout of 2013-14: one file, with many columns nobody asked for."""
    names = columns(found)
    return to_csv(found, [*names[:8], *(f"SCH_OTHER_{i}" for i in range(60)), *names[8:]], encoding)


def topics(found: list[School], encoding: str = "cp1252") -> dict[str, bytes]:
    """The layout since 2015-16: one file for each topic, and files on other things."""
    names = columns(found)
    ids = list(IDS)
    enrolment = [name for name in names if name.startswith(("SCH_ENR_", "TOT_ENR_"))]
    calculus = [name for name in names if "CALC" in name]
    return {
        "Enrollment.csv": to_csv(found, ids + enrolment, encoding),
        "Calculus.csv": to_csv(found, ids + calculus, encoding),
        "Physics.csv": to_csv(found, [*ids, "SCH_SCICLASSES_PHYS"], encoding),
        "Advanced Placement.csv": to_csv(found, [*ids, "SCH_APENR_IND"], encoding),
        "Suspensions.csv": to_csv(found, [*ids, "SCH_DISC_1"], encoding),
        "LEA Characteristics.csv": to_csv(found, ["LEA_STATE", "LEAID", "LEA_NAME", "LEA_ENR"], encoding),
    }
