"""The page's exercise script, made from the small files in `js/`, and the data file it reads per module."""

import json
import re
from pathlib import Path
from typing import Any

from belonging.exercise.derive import blank_source, student_notebook
from belonging.exercise.files import handed_out
from belonging.exercise.notebook import notebook_text
from belonging.exercise.page.locked import locked_table
from belonging.exercise.preflight import COMPUTED
from belonging.exercise.source import PlacedTask, load
from belonging.tasks import Choice, File, Number, Several, Sort, words
from belonging.tasks.prose import to_html

_PARTS = ("text", "unwrap", "salvage", "shapes", "rescue", "md5", "sheet", "quotes", "lines", "parts", "choose")
_MEND = [f"mend/{part}" for part in _PARTS]
_FILES = ("digest", "answers", "literals", "judge", *_MEND, "notebook", "store", "form", "main")
_PAGE = Path(__file__).parent / "js"

PAGE_WORDS = {
    "right": words.RIGHT_HEAD,
    "notYet": words.NOT_YET_HEAD,
    "somePoints": words.SOME_POINTS,
    "blank": words.BLANK,
    "written": words.WRITTEN,
    "named": words.FILE_NAMED,
    "unknown": words.NOT_YET,
    "computed": COMPUTED,
    "keptHead": words.KEPT_HEAD,
    "silentKept": "It is in this browser, on this device, and in the notebook you download. Nobody marks it.",
    "silentBlank": words.KEPT_BLANK,
    "sortPart": words.SORT_PART,
    "sortFull": words.SORT_FULL,
    "sortEnough": words.SORT_ENOUGH,
    "itemRight": words.ITEM_RIGHT,
    "itemNotYet": words.ITEM_NOT_YET,
    "hintHead": words.HINT_HEAD,
    "exampleHead": words.EXAMPLE_HEAD,
    "hintAfter": words.HINT_AFTER,
    "exampleAfter": words.EXAMPLE_AFTER,
    "nothingYet": "Your answers will be kept in this browser, on this device.",
    "kept": "Kept in this browser, on this device.",
    "notKept": "This browser cannot keep your work. Download it before you leave the page.",
    "downloaded": "Your notebook was downloaded. Hand in that file, or open it here or in JupyterLab later.",
    "opened": "Opened “{file}”. Your answers are in the tasks on this page.",
    "mendedNotes": "“{file}” was not changed. The mended notebook was downloaded as “{mended}”. "
    "Your work on this page is as it was.",
    "mendedClean": "“{file}” needs no mending. Nothing was downloaded or changed.",
    "nothingFound": "“{file}” is cut off or damaged, and no answer can be read from it.",
    "otherRelease": "It was made with another release of this exercise; read the tasks once more.",
    "undone": "Your earlier answers are back.",
    "foreign": "“{file}” is a notebook, but not this module's exercise.",
    "unreadable": "This file could not be read.",
    "unchanged": "Nothing on this page was changed.",
}


def page_script(names: tuple[str, ...] = ("data", "mountAll")) -> str:
    """Join the files of `js/` into one classic script, which also runs from a folder without a server.

    Parameters
    ----------
    names
        What the script hands out as `BelongingExercise`; tests ask for more than a page does.
    """
    body = "\n".join((_PAGE / f"{name}.js").read_text(encoding="utf-8") for name in _FILES)
    body = re.sub(r"^import [^;]*;\n", "", body, flags=re.MULTILINE)
    body = re.sub(r"^export ", "", body, flags=re.MULTILINE)
    return f"window.BelongingExercise = (() => {{\n{body}\nreturn {{ {', '.join(names)} }};\n}})();\n"


def data_script(module_id: str) -> str:
    """Write one module's data: the blank notebook, and each task with its answers locked."""
    exercise = {
        "release": student_notebook(module_id),
        "tasks": {placed.task.id: page_task(placed, module_id) for placed in load(module_id).tasks},
        "words": PAGE_WORDS,
        "files": {name: text() for name, text in handed_out(module_id).items()},
    }
    return f"BelongingExercise.data({json.dumps(module_id)}, {json.dumps(exercise, ensure_ascii=False)});\n"


def page_task(placed: PlacedTask, module_id: str) -> dict[str, Any]:
    """Return what the page needs to know of one task; nothing in it gives an answer away."""
    task = placed.task
    known: dict[str, Any] = {
        "id": task.id,
        "kind": task.kind.name,
        "heading": placed.heading,
        "points": task.points,
        "variable": placed.variable,
        "cell": placed.grade_id,
        "blank": blank_source(placed),
        "hint": to_html(task.says(task.hint)),
        "example": to_html(task.says(task.example)),
    }
    if task.silent:
        assert isinstance(task.kind, Choice)
        return known | {"silent": True, "codes": [option.key for option in task.kind.options]}
    match task.kind:
        case Sort():
            items = task.kind.sorted_items(task.data())
            known |= {"needs": task.kind.needs_for(items), "enough": task.kind.enough}
            known["items"] = [
                {
                    "code": item.code,
                    "needs": task.kind.item_needs(item),
                    "comment": task.kind.comment(item),
                }
                for item in items
            ]
        case Number():
            known |= {"decimals": task.kind.decimals, "needs": task.kind.needs}
        case Choice():
            known |= {"codes": [option.key for option in task.kind.options], "needs": task.kind.needs}
        case Several():
            known |= {"codes": [code for code, _ in task.kind.choices(task.data())], "needs": task.kind.needs}
        case File():
            return known | {"needs": task.kind.needs_name, "endings": task.kind.endings}
        case _:
            return known
    return known | {"table": locked_table(task, module_id)}


def write_page_files(module_ids: list[str], static: Path) -> None:
    """Write the script, each module's data and its blank notebook under a built book's static folder."""
    (static / "exercises").mkdir(parents=True, exist_ok=True)
    (static / "belonging").mkdir(parents=True, exist_ok=True)
    (static / "belonging" / "exercise.js").write_text(page_script(), encoding="utf-8")
    for id_ in module_ids:
        (static / "exercises" / f"{id_}.js").write_text(data_script(id_), encoding="utf-8")
        (static / "exercises" / f"{id_}.ipynb").write_text(notebook_text(student_notebook(id_)), encoding="utf-8")
        for name, text in handed_out(id_).items():
            (static / "exercises" / name).write_text(text(), encoding="utf-8")
