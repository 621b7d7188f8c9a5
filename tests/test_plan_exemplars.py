"""The exemplar plans: whole, true to the frameworks, plain enough for the students they speak to, and all different."""

import pytest
import yaml

from belonging.frameworks import occupations, standard_frameworks
from belonging.plan.exemplars import exemplar, exemplar_text, exemplars
from belonging.plan.plan import Plan

EACH = pytest.mark.parametrize("id_", [listed.id for listed in exemplars()])


@EACH
def test_an_exemplar_says_that_it_is_fictional(id_: str) -> None:
    first = exemplar_text(id_).splitlines()[0]
    assert first.startswith("# Fictional throughout: ")


@EACH
def test_an_exemplar_goes_through_the_models_and_back_unchanged(id_: str) -> None:
    plan = exemplar(id_)
    assert Plan.model_validate(yaml.safe_load(yaml.safe_dump(plan.model_dump(mode="json")))) == plan


@EACH
def test_jobs_carry_the_title_cluster_and_entry_level_of_the_frameworks(id_: str) -> None:
    plan = exemplar(id_)
    for career in plan.careers:
        known = occupations()[career.soc]
        assert (career.title, career.cluster, career.entry) == (known.title, known.cluster, known.entry)
    assert plan.role.cluster == occupations()[plan.role.soc].cluster


@EACH
def test_every_standard_has_the_shape_of_its_framework(id_: str) -> None:
    for standard in exemplar(id_).standards:
        assert standard.framework
        assert standard_frameworks()[standard.framework].match(standard.code), standard.code


def test_an_unknown_exemplar_is_told_apart_in_plain_words() -> None:
    with pytest.raises(LookupError, match=r"no exemplar plan 'creek'\. There are: design-brief"):
        exemplar("creek")
