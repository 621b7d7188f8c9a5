"""A zoo of whole plans: honest ones pass every rule, and each of the others is seen by the rules it breaks and no more.

The head of each file says what lives there. `# sees:` names the rules that speak (`nothing` for an honest plan),
`# like:` a plan of the zoo, or an exemplar, whose other fields it shares, `# roster:` names to check against.
"""

import re
from pathlib import Path

import pytest

from belonging.plan.exemplars import exemplar
from belonging.plan.plan import Plan
from belonging.plan.reading import read_plan, write_plan
from belonging.plan.rules import check

ZOO = {
    path.stem: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).with_name("plan_zoo").glob("*.yml"))
}
EACH = pytest.mark.parametrize("name", ZOO)


def head(name: str, word: str) -> str:
    found = re.search(rf"^# {word}: (.+)$", ZOO[name], re.MULTILINE)
    return found[1].strip() if found else ""


def of_zoo(name: str) -> Plan:
    reading = read_plan(ZOO[name])
    assert (reading.problems, reading.dropped, reading.notes) == ((), (), ())
    like = head(name, "like")
    if not like:
        return reading.plan
    base = exemplar(like.removeprefix("exemplar ")) if like.startswith("exemplar ") else of_zoo(like)
    return base.model_copy(update={field: getattr(reading.plan, field) for field in reading.plan.model_fields_set})


@EACH
def test_a_plan_of_the_zoo_is_seen_for_what_it_is(name: str) -> None:
    roster = [each.strip() for each in head(name, "roster").split(";") if each]
    # these names are on every list, so that an honest plan has to stand up to it
    findings = check(of_zoo(name), roster=roster or ["Marisol Okafor", "Tran, Duc", "Rose Whitfield"], as_own=True)
    expected = set(head(name, "sees").split()) - {"nothing"}
    assert {finding.rule for finding in findings} == expected, [(f.rule, f.field, f.see) for f in findings]


@EACH
def test_a_plan_of_the_zoo_is_written_and_read_back(name: str) -> None:
    plan = of_zoo(name)
    assert read_plan(write_plan(plan)).plan == plan


def test_the_zoo_has_honest_plans_of_each_size_and_band_and_someone_for_each_rule() -> None:
    assert len(ZOO) >= 30
    honest = [of_zoo(name) for name in ZOO if head(name, "sees") == "nothing"]
    assert {plan.size for plan in honest} == {"S", "M", "L"}
    assert {plan.grade_band for plan in honest} == {"K-2", "3-5", "6-8", "9-12"}
    seen = {rule for name in ZOO for rule in head(name, "sees").split()}
    assert seen >= {f"R{number:02}" for number in range(1, 27)}
