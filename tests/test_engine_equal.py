"""What the engine makes of a notebook is what stock nbgrader makes of it, output for output."""

import json

import pytest

import engine_zoo
from belonging.course import modules
from belonging.grading.engine import isolate, warm
from belonging.grading.engine.unit import Executed, Unit, make_unit
from engine_desk import three_in_one

pytestmark = pytest.mark.xdist_group("engine")


def both(unit: Unit) -> tuple[Executed, Executed]:
    isolated = isolate.available() is None
    return warm.run(unit), warm._stock(unit, isolated=isolated)


@pytest.fixture(scope="module")
def zoo() -> tuple[Executed, Executed]:
    return both(make_unit(engine_zoo.notebook(), engine_zoo.FILES, unsafe=True))


@pytest.mark.parametrize("name", engine_zoo.CELLS)
def test_every_kind_of_output_is_the_one_of_a_stock_kernel(zoo: tuple[Executed, Executed], name: str) -> None:
    here = list(engine_zoo.CELLS).index(name)
    warm_said, stock_said = (engine_zoo.said(executed.notebook)[here] for executed in zoo)
    assert warm_said == stock_said


def test_the_zoo_ran_warm_and_to_its_end(zoo: tuple[Executed, Executed]) -> None:
    assert (zoo[0].how, zoo[1].how) == ("warm", "stock")
    assert zoo[0].trouble == zoo[1].trouble == ()
    assert engine_zoo.said(zoo[0].notebook)[-1][1] == [{"output_type": "stream", "name": "stdout", "text": "the end\n"}]


@pytest.mark.parametrize("module_id", [module.id for module in modules()])
def test_an_exercise_says_what_it_says_in_a_stock_kernel(module_id: str) -> None:
    quick, stock = both(make_unit(three_in_one(module_id), unsafe=True))
    assert (quick.how, quick.trouble, quick.forged) == ("warm", (), ())
    assert engine_zoo.said(quick.notebook) == engine_zoo.said(stock.notebook)
    made, before = json.loads(quick.notebook), json.loads(stock.notebook)
    assert made["metadata"] == before["metadata"]
    assert [cell["source"] for cell in made["cells"]] == [cell["source"] for cell in before["cells"]]
