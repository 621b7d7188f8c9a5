"""A notebook as JupyterLab saves it after it was run: numbered cells, and what each check said."""

from belonging.cohort.demo.answers import Answered
from belonging.exercise.answers import literal_answer
from belonging.exercise.notebook import Notebook
from belonging.exercise.source import PlacedTask, load
from belonging.tasks import Code, File, Outcome, Words, check
from belonging.tasks.sort import Sort


def run_in_lab(notebook: Notebook, answered: Answered) -> None:
    """Give a filled notebook the outputs and numbers that a run from top to bottom leaves in it."""
    checks = {placed.check_id: placed for placed in load(answered.module_id).tasks}
    count = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        count += 1
        cell["execution_count"] = count
        if (placed := checks.get(cell["id"])) and (outcome := _outcome(placed, answered)):
            bundle = outcome._repr_mimebundle_()
            data = {kind: text.splitlines(keepends=True) for kind, text in bundle.items()}
            cell["outputs"] = [
                {"data": data, "execution_count": count, "metadata": {}, "output_type": "execute_result"}
            ]
    notebook["metadata"]["language_info"] |= {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": "3.12.4",
    }


def _outcome(placed: PlacedTask, answered: Answered) -> Outcome | None:
    answer = answered.answers[placed.task.id]
    if isinstance(placed.task.kind, (Words, Code)):
        return None
    if isinstance(placed.task.kind, File) and answer.file is not None:
        told = placed.task.kind.told(answer.file)
        return Outcome("not_yet" if told["id"] else "right", told["points"], placed.task.points, str(told["says"]))
    value = literal_answer(answer.source, placed.variable)
    assert value is ... or isinstance(value, (str, int, float, list, dict)) or isinstance(placed.task.kind, Sort)
    return check(placed.task, value)
