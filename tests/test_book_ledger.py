"""The ledger of claims: complete, with sources that exist, and honest about who was studied."""

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from belonging.errors import Plain
from belonging.ledger import STRENGTHS, Claim, read
from belonging.paths import course_root

BOOK = course_root() / "book"
WHOLE = {
    "says": "Short writing tasks helped some students.",
    "strength": "randomised",
    "setting": "k12",
    "population": "100 students of one school",
    "limit": "One school only.",
    "sources": ["borman2019"],
}


@pytest.mark.parametrize("missing", ["population", "limit", "sources"])
def test_no_randomised_claim_without_population_limit_and_source(missing: str) -> None:
    assert Claim.model_validate(WHOLE).mark == "Randomized trial"
    with pytest.raises(ValidationError):
        Claim.model_validate({key: value for key, value in WHOLE.items() if key != missing})


def test_a_college_study_says_so_in_its_mark() -> None:
    assert Claim.model_validate(WHOLE | {"setting": "college"}).mark == "Randomized trial, college students"


def test_a_misspelled_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="limits"):
        Claim.model_validate(WHOLE | {"limits": "Two spellings, one meaning lost."})


def test_a_source_that_the_bibliography_does_not_have_stops_the_build(tmp_path: Path) -> None:
    ledger = tmp_path / "claims.yml"
    ledger.write_text(yaml.safe_dump({"writing": WHOLE | {"sources": ["nobody1900"]}}), encoding="utf-8")
    with pytest.raises(Plain, match="nobody1900"):
        read(ledger, BOOK / "references.bib")


def test_an_incomplete_claim_is_named_in_plain_words(tmp_path: Path) -> None:
    ledger = tmp_path / "claims.yml"
    ledger.write_text(yaml.safe_dump({"writing": WHOLE | {"population": ""}}), encoding="utf-8")
    with pytest.raises(Plain, match=r"writing.*who was studied"):
        read(ledger, BOOK / "references.bib")


def test_the_course_s_own_ledger_is_complete() -> None:
    claims = read(BOOK / "claims.yml", BOOK / "references.bib")
    assert claims
    assert {claim.strength for claim in claims.values()} <= set(STRENGTHS)
