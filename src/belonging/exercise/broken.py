"""A notebook broken on purpose, for people to practise mending: what is wrong with it is known."""

import json
import random

from belonging.exercise.derive import blank_source, filled_notebook, reference_source
from belonging.exercise.notebook import Notebook, source_of, with_source
from belonging.exercise.source import PlacedTask, load

MOVED = 3
KEPT_ASIDE = 1


def broken_notebook(module_id: str, seed: int) -> Notebook:
    """Return a filled exercise with damage: mending it moves `MOVED` answers and keeps `KEPT_ASIDE` text aside.

    The answers in it are made up, so that it gives nothing away.

    Parameters
    ----------
    module_id
        The module.
    seed
        Which of the module's tasks are hurt, and how.

    Raises
    ------
    ValueError
        If the module has too few tasks that are answered in one line.
    """
    rng = random.Random(seed)
    tasks = [placed for placed in load(module_id).tasks if placed.task.kind.name in ("number", "choice", "several")]
    if len(tasks) < MOVED + KEPT_ASIDE:
        raise ValueError(f"{module_id} has too few tasks with an answer in one line to practise mending on.")
    hurt = rng.sample(tasks, MOVED + KEPT_ASIDE)
    made = filled_notebook(module_id, {placed.task.id: _made_up(placed, rng) for placed in hurt})
    typed_in_check, renamed, unmarked, twice = hurt
    cells = {cell["id"]: place for place, cell in enumerate(made["cells"])}

    def put(id_: str, text: str) -> None:
        made["cells"][cells[id_]] = with_source(made["cells"][cells[id_]], text)

    def text(placed: PlacedTask) -> str:
        return source_of(made["cells"][cells[placed.grade_id]])

    put(typed_in_check.check_id, text(typed_in_check) + source_of(made["cells"][cells[typed_in_check.check_id]]))
    put(typed_in_check.grade_id, blank_source(typed_in_check))
    put(renamed.grade_id, text(renamed).replace("answer_", rng.choice(["Answer_", "answer ", "answer"]), 1))
    made["cells"][cells[unmarked.grade_id]] |= {"metadata": {}, "id": "pasted-cell"}
    earlier = with_source(made["cells"][cells[twice.grade_id]], f"{twice.variable} = 0\n")
    made["cells"].insert(cells[twice.grade_id], json.loads(json.dumps(earlier | {"id": "copied-cell"})))
    return made


def _made_up(placed: PlacedTask, rng: random.Random) -> str:
    right = reference_source(placed)
    while True:
        match placed.task.kind.name:
            case "number":
                value = str(rng.randrange(2, 99))
            case "choice":
                value = f'"{rng.choice([option.key for option in placed.task.kind.options])}"'  # type: ignore[union-attr]
            case _:
                value = '["' + placed.task.kind.choices(placed.task.data())[rng.randrange(2)][0] + '"]'  # type: ignore[union-attr]
        if (line := f"{placed.variable} = {value}") != right:
            return line + "\n"
