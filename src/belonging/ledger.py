"""The one ledger of claims: what the course says, how strong the evidence is, who was studied, and the limit."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from belonging.errors import Plain

STRENGTHS: dict[str, str] = {
    "randomised": "Randomized trial",
    "quasi-experiment": "Quasi-experiment",
    "correlational": "Correlation",
    "review": "Review of studies",
    "descriptive": "Description",
    "practitioner": "Practice",
    "source": "A source's own claim",
}
"""The word a reader sees for each strength."""

SETTINGS: dict[str, str] = {
    "k12": "",
    "college": "college students",
    "young-children": "young children, not in class",
    "adults": "adults",
    "rule": "",
}
"""What the mark adds when the people studied were not K-12 students; nothing when they were."""


class Claim(BaseModel):
    """One claim of the course.

    Parameters
    ----------
    says : str
        The claim in one or two sentences, in our words; Markdown.
    strength : str
        One of `STRENGTHS`.
    setting : str
        One of `SETTINGS`: whose results these are.
    population : str
        Who was studied, and how many.
    limit : str
        What the finding does not show.
    sources : tuple of str
        Keys of `book/references.bib`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    says: str = Field(min_length=20)
    strength: Literal[
        "randomised", "quasi-experiment", "correlational", "review", "descriptive", "practitioner", "source"
    ]
    setting: Literal["k12", "college", "young-children", "adults", "rule"]
    population: str = ""
    limit: str = Field(min_length=10)
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> "Claim":
        if self.strength in ("randomised", "quasi-experiment", "correlational", "review") and not self.population:
            raise ValueError(f"a claim marked '{self.strength}' must say who was studied: add population")
        if self.strength != "source" and not self.sources:
            raise ValueError("name at least one source from book/references.bib, or mark the strength as: source")
        return self

    @property
    def mark(self) -> str:
        """The few words of the mark: the strength and, if they were not K-12 students, who was studied."""
        added = SETTINGS[self.setting]
        return STRENGTHS[self.strength] + (f", {added}" if added else "")


def read(path: Path, bibliography: Path) -> dict[str, Claim]:
    """Read and check a ledger.

    Parameters
    ----------
    path : Path
        The ledger, `claims.yml`: claim ids to claims.
    bibliography : Path
        The BibTeX file whose keys the claims may name.

    Raises
    ------
    Plain
        If a claim is incomplete, or names a source that the bibliography does not have.
    """
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        claims = TypeAdapter(dict[str, Claim]).validate_python(raw)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise Plain(
            f"{path.name}: {wrong}.", "Mend the claim in the ledger; the build stops until it is complete."
        ) from error
    keys = set(re.findall(r"^@\w+\{([^,\s]+)", bibliography.read_text(encoding="utf-8"), re.MULTILINE))
    for id_, claim in claims.items():
        if unknown := sorted(set(claim.sources) - keys):
            raise Plain(
                f"{path.name}: claim '{id_}' names {', '.join(unknown)}, which {bibliography.name} does not have."
            )
    return claims


@cache
def ledger(book: Path) -> dict[str, Claim]:
    """Return the checked claims of the book in a folder, in the order they are written down."""
    return read(book / "claims.yml", book / "references.bib")
