"""Kinds of damage seen in the wild, each as a function of a filled notebook; used by the tests of mending."""

import copy
import html
import io
import json
import random
import re
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Any

from belonging.exercise.derive import filled_notebook, reference_source
from belonging.exercise.notebook import notebook_text, source_of
from belonging.exercise.source import Exercise, PlacedTask, load

Damage = Callable[[dict[str, Any], str, random.Random], dict[str, Any]]
Wrap = Callable[[dict[str, Any], random.Random], bytes]

WORDS = (
    "We asked {n} students in ward {token} and most of them answered.\n\nMy next step: ask again on paper, "
    "with less text, and look at who is missing ({token}-b).\n"
)


def token(placed: PlacedTask) -> str:
    """A text that stands only in this task's answer."""
    return "tok" + re.sub("[^a-z]", "", placed.task.id) + "z"


def answers(module_id: str) -> dict[str, str]:
    """An answer to every task, each with a token of its own."""
    return dict(_answers(load(module_id)))


@cache
def _answers(exercise: Exercise) -> dict[str, str]:
    made = {}
    for n, placed in enumerate(exercise.tasks):
        if placed.task.kind.name == "words":
            made[placed.task.id] = WORDS.format(n=170 + n, token=token(placed))
        elif placed.task.kind.name == "code":
            made[placed.task.id] = reference_source(placed).rstrip("\n") + f"  # {token(placed)}\n"
        else:
            made[placed.task.id] = f"# {token(placed)} first\n{line(placed)}\n"
    return made


def line(placed: PlacedTask) -> str:
    """An answer line; a silent question has no right answer, so it gets its first option."""
    if placed.task.silent:
        return f'{placed.variable} = "{placed.task.kind.options[0].key}"'
    return reference_source(placed)


def filled(module_id: str) -> dict[str, Any]:
    """A fresh copy of the exercise with every task answered."""
    return json.loads(_filled_text(module_id))


@cache
def _filled_text(module_id: str) -> str:
    return json.dumps(filled_notebook(module_id, answers(module_id)))


def machine(module_id: str) -> list[PlacedTask]:
    """The tasks answered by an assignment."""
    return [p for p in load(module_id).tasks if p.task.kind.name not in ("words", "code")]


def at(nb: dict[str, Any], id_: str) -> int | None:
    return next((n for n, cell in enumerate(nb["cells"]) if cell.get("id") == id_), None)


def put(cell: dict[str, Any], text: str) -> None:
    cell["source"] = text.splitlines(keepends=True)


def code_cell(text: str, **more: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": [], **more}
    put(cell, text)
    return cell


def markdown_cell(text: str, **more: Any) -> dict[str, Any]:
    cell = {"cell_type": "markdown", "metadata": {}, **more}
    put(cell, text)
    return cell


def some(nb: dict[str, Any], rng: random.Random, prefix: str = "") -> int | None:
    found = [n for n, cell in enumerate(nb["cells"]) if str(cell.get("id", "")).startswith(prefix)]
    return rng.choice(found) if found else None


# --- damage that keeps every answer: the notebook is mended wholly ---------------------------------------------------


def split_with_marks(nb, module_id, rng):
    """JupyterLab's split, which gives both halves the same marks."""
    return _split(nb, rng, keep_marks=True)


def split_without_marks(nb, module_id, rng):
    """The classic notebook's split, which gives the new half none."""
    return _split(nb, rng, keep_marks=False)


def _split(nb, rng, keep_marks):
    n = some(nb, rng, "answer-")
    if n is None:
        return nb
    lines = source_of(nb["cells"][n]).split("\n", 1)
    if len(lines) < 2 or not lines[0].strip() or not lines[1].strip():
        return nb
    second = copy.deepcopy(nb["cells"][n])
    second["id"] = f"split-{n}"
    if not keep_marks:
        second["metadata"] = {}
    put(nb["cells"][n], lines[0])
    put(second, lines[1])
    nb["cells"].insert(n + 1, second)
    return nb


def split_note(nb, module_id, rng):
    n = some(nb, rng, "note-")
    if n is None:
        return nb
    text = source_of(nb["cells"][n])
    middle = text.find("\n\n")
    if middle < 0:
        return nb
    second = copy.deepcopy(nb["cells"][n])
    second["id"] = f"split-{n}"
    put(nb["cells"][n], text[:middle])
    put(second, text[middle + 2 :])
    nb["cells"].insert(n + 1, second)
    return nb


def merged_with_check(nb, module_id, rng):
    n = some(nb, rng, "answer-")
    return nb if n is None else _merge(nb, n, n + 1)


def merged_with_prompt(nb, module_id, rng):
    n = some(nb, rng, "prompt-")
    return nb if n is None else _merge(nb, n, n + 1)


def merged_two_tasks(nb, module_id, rng):
    """Two answers in one cell, with everything between them."""
    n = some(nb, rng, "answer-")
    return nb if n is None else _merge(nb, n, n + 3)


def merged_everything(nb, module_id, rng):
    return _merge(nb, 0, len(nb["cells"]) - 1)


def _merge(nb, first, last):
    last = min(last, len(nb["cells"]) - 1)
    put(nb["cells"][first], "\n\n".join(source_of(cell) for cell in nb["cells"][first : last + 1]))
    del nb["cells"][first + 1 : last + 1]
    return nb


def deleted_checks(nb, module_id, rng):
    nb["cells"] = [c for c in nb["cells"] if not str(c.get("id", "")).startswith("check-")]
    return nb


def deleted_prompts(nb, module_id, rng):
    nb["cells"] = [c for c in nb["cells"] if not str(c.get("id", "")).startswith(("prompt-", "text-"))]
    return nb


def duplicated(nb, module_id, rng):
    n = some(nb, rng)
    nb["cells"].insert(rng.randrange(len(nb["cells"])), copy.deepcopy(nb["cells"][n]))
    return nb


def duplicated_blank(nb, module_id, rng):
    """The cell copied before it was filled, and one of the two filled."""
    n = some(nb, rng, "answer-")
    if n is not None:
        blank = copy.deepcopy(nb["cells"][n])
        variable = re.search(r"^(answer_\w+) =", source_of(blank), re.M)
        if variable:
            put(blank, f"{variable[1]} = ...\n")
            nb["cells"].insert(n + 1, blank)
    return nb


def retyped_to_markdown(nb, module_id, rng):
    for cell in nb["cells"]:
        if cell["cell_type"] == "code" and str(cell.get("id", "")).startswith("answer-"):
            cell["cell_type"] = "markdown"
            cell.pop("outputs", None), cell.pop("execution_count", None)
    return nb


def retyped_to_code(nb, module_id, rng):
    for cell in nb["cells"]:
        if cell["cell_type"] == "markdown":
            cell["cell_type"] = "code"
    return nb


def retyped_to_raw(nb, module_id, rng):
    for cell in nb["cells"]:
        cell["cell_type"] = "raw"
    return nb


def reordered(nb, module_id, rng):
    rng.shuffle(nb["cells"])
    return nb


def reversed_order(nb, module_id, rng):
    nb["cells"].reverse()
    return nb


def stripped_nbgrader(nb, module_id, rng):
    for cell in nb["cells"]:
        cell["metadata"] = {}
    return nb


def new_ids(nb, module_id, rng):
    for n, cell in enumerate(nb["cells"]):
        cell["id"] = f"{rng.randrange(16**8):08x}-{n}"
    return nb


def stripped_everything(nb, module_id, rng):
    """No marks, no ids, no notebook metadata: only the text says what is what."""
    nb["metadata"] = {}
    return new_ids(stripped_nbgrader(nb, module_id, rng), module_id, rng)


def changed_grade_ids(nb, module_id, rng):
    for cell in nb["cells"]:
        if isinstance(cell["metadata"], dict) and isinstance(marks := cell["metadata"].get("nbgrader"), dict):
            marks["grade_id"] = f"{marks.get('grade_id')}-copy1"
    return nb


def older_minor_format(nb, module_id, rng):
    nb["nbformat_minor"] = rng.randrange(5)
    for cell in nb["cells"]:
        cell.pop("id", None)
    return nb


def odd_metadata(nb, module_id, rng):
    for cell in nb["cells"]:
        cell["metadata"] = rng.choice([None, [], "x", {"nbgrader": 3}, {"nbgrader": {"grade_id": 5}}])
    return nb


def in_check_cell(nb, module_id, rng):
    return _typed_in(nb, module_id, rng, "check-")


def in_prompt(nb, module_id, rng):
    return _typed_in(nb, module_id, rng, "prompt-")


def _typed_in(nb, module_id, rng, prefix):
    """The answer stands above the text of another cell of its task; its own cell is blank."""
    placed = rng.choice(machine(module_id))
    own, other = at(nb, placed.grade_id), at(nb, prefix + placed.task.id)
    if own is not None and other is not None:
        text, locked = source_of(nb["cells"][own]), source_of(nb["cells"][other])
        put(nb["cells"][other], text + locked if prefix == "check-" else locked + "\n\n" + text)
        put(nb["cells"][own], blank(placed))
    return nb


def blank(placed: PlacedTask) -> str:
    from belonging.exercise.derive import blank_source

    return blank_source(placed)


def in_markdown_cell(nb, module_id, rng):
    placed = rng.choice(machine(module_id))
    own = at(nb, placed.grade_id)
    if own is not None:
        put(nb["cells"][own], blank(placed))
        typed = markdown_cell(f"My answer is below.\n\n{line(placed)}\n", id=f"typed-{own}")
        nb["cells"].insert(rng.randrange(len(nb["cells"])), typed)
    return nb


def in_own_code_cell(nb, module_id, rng):
    placed = rng.choice(machine(module_id))
    own = at(nb, placed.grade_id)
    if own is not None:
        moved = code_cell(source_of(nb["cells"][own]), id=f"own-code-{own}")
        put(nb["cells"][own], blank(placed))
        nb["cells"].insert(rng.randrange(len(nb["cells"])), moved)
    return nb


def swapped(nb, module_id, rng):
    """Each of two answers in the other's cell."""
    a, b = some(nb, rng, "answer-"), some(nb, rng, "answer-")
    if a is not None and b is not None:
        cells = nb["cells"]
        cells[a]["source"], cells[b]["source"] = cells[b]["source"], cells[a]["source"]
    return nb


def two_in_one(nb, module_id, rng):
    a, b = rng.sample(machine(module_id), 2)
    first, second = at(nb, a.grade_id), at(nb, b.grade_id)
    if first is not None and second is not None:
        cells = nb["cells"]
        put(cells[first], source_of(cells[first]) + source_of(cells[second]))
        put(cells[second], blank(b))
    return nb


def renamed(nb, module_id, rng):
    """`Answer_1`, `answer 1 =`, `answer1=`, `Answer-1 =`."""
    for cell in nb["cells"]:
        if str(cell.get("id", "")).startswith("answer-"):
            how = rng.choice(["Answer_{}", "answer {}", "answer{}", "ANSWER_{}", "Answer-{}", " answer_{}"])
            put(
                cell, re.sub(r"^answer_(\w+)", lambda found, how=how: how.format(found[1]), source_of(cell), flags=re.M)
            )
    return nb


def smart_quotes(nb, module_id, rng):
    """A word processor's quotes in the answer line."""
    for cell in nb["cells"]:
        if str(cell.get("id", "")).startswith("answer-"):
            pair = rng.choice(["“”", "„“", "””"])
            put(cell, re.sub(r'"([^"\n]*)"', rf"{pair[0]}\1{pair[1]}", source_of(cell)) if "def " not in source_of(cell)
                else source_of(cell))  # fmt: skip
    return nb


def name_dropped(nb, module_id, rng):
    """Only the value is left: `0.65` instead of `answer_1 = 0.65`."""
    for cell in nb["cells"]:
        if str(cell.get("id", "")).startswith("answer-"):
            put(cell, re.sub(r"^answer_\w+ = (?=[^{\n]*$)", "", source_of(cell), flags=re.M))
    return nb


def edited_locked(nb, module_id, rng):
    for cell in nb["cells"]:
        if str(cell.get("id", "")).startswith(("check-", "prompt-", "text-")):
            put(cell, source_of(cell) + "\n# hmm\n" if cell["cell_type"] == "code" else source_of(cell)[5:])
    return nb


def windows_line_ends(nb, module_id, rng):
    for cell in nb["cells"]:
        cell["source"] = [line.replace("\n", "\r\n") for line in cell["source"]]
    return nb


def source_as_text(nb, module_id, rng):
    for cell in nb["cells"]:
        cell["source"] = source_of(cell)
    return nb


def with_own_cells(nb, module_id, rng):
    for n in range(3):
        made = code_cell(f"mine = {n}  # tokown{n}z\n", id=f"mine-{n}")
        nb["cells"].insert(rng.randrange(len(nb["cells"]) + 1), made)
    return nb


def output_bomb(nb, module_id, rng, size=200_000):
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            picture = {"image/png": "iVBORw0KGgo" * (size // 10), "text/html": '<td class="x">' * (size // 14)}
            cell["outputs"] = [
                {"name": "stdout", "output_type": "stream", "text": '{"cell_type": "code"}\\n' * (size // 20)},
                {"output_type": "display_data", "metadata": {}, "data": picture},
            ]
            break
    return nb


CELLS: dict[str, Damage] = {
    "split, both halves marked": split_with_marks,
    "split, one half marked": split_without_marks,
    "note split": split_note,
    "merged with its check": merged_with_check,
    "merged with its prompt": merged_with_prompt,
    "two tasks merged": merged_two_tasks,
    "checks deleted": deleted_checks,
    "prompts deleted": deleted_prompts,
    "a cell duplicated": duplicated,
    "duplicated while blank": duplicated_blank,
    "code turned into markdown": retyped_to_markdown,
    "markdown turned into code": retyped_to_code,
    "all cells raw": retyped_to_raw,
    "shuffled": reordered,
    "reversed": reversed_order,
    "nbgrader marks stripped": stripped_nbgrader,
    "cell ids new": new_ids,
    "marks, ids and metadata stripped": stripped_everything,
    "grade ids changed": changed_grade_ids,
    "format 4.0 to 4.4": older_minor_format,
    "metadata of wrong kinds": odd_metadata,
    "typed in the check cell": in_check_cell,
    "typed in the prompt": in_prompt,
    "typed in another cell of one's own": in_own_code_cell,
    "swapped": swapped,
    "two answers in one cell": two_in_one,
    "renamed": renamed,
    "typographic quotes": smart_quotes,
    "name dropped": name_dropped,
    "locked cells edited": edited_locked,
    "Windows line ends": windows_line_ends,
    "source as one text": source_as_text,
    "cells of one's own": with_own_cells,
    "flood of output": output_bomb,
}  # fmt: skip


# --- what happens to the file ----------------------------------------------------------------------------------------


def plain(nb, rng):
    return notebook_text(nb).encode("utf-8", "replace")


def compact(nb, rng):
    return json.dumps(nb).encode()


def with_bom(nb, rng):
    return b"\xef\xbb\xbf" + plain(nb, rng)


def utf16(nb, rng):
    return notebook_text(nb).encode(rng.choice(["utf-16", "utf-16-le", "utf-16-be"]), "replace")


def cp1252(nb, rng):
    return notebook_text(nb).encode("cp1252", "replace")


def trailing_garbage(nb, rng):
    return plain(nb, rng) + rng.choice([b"}}", b"\n\x00\x00\x00", b"</html>", b'"cells": [', b"{}"])


def leading_garbage(nb, rng):
    return b"Content-Type: application/json\n\n" + plain(nb, rng)


def twice(nb, rng):
    return plain(nb, rng) * 2


def as_page_of_lms(nb, rng):
    return f"<!DOCTYPE html><html><body><pre>{html.escape(notebook_text(nb))}</pre></body></html>".encode()


def as_page(nb, rng):
    """What nbconvert's HTML export makes."""
    import nbformat
    from nbconvert import HTMLExporter

    return HTMLExporter().from_notebook_node(_valid(nb, nbformat))[0].encode("utf-8", "replace")


def as_percent(nb, rng):
    import jupytext
    import nbformat

    return jupytext.writes(_valid(nb, nbformat), "py:percent").encode("utf-8", "replace")


def as_light(nb, rng):
    import jupytext
    import nbformat

    return jupytext.writes(_valid(nb, nbformat), "py:light").encode("utf-8", "replace")


def as_script(nb, rng):
    import nbformat
    from nbconvert import PythonExporter

    return PythonExporter().from_notebook_node(_valid(nb, nbformat))[0].encode("utf-8", "replace")


def as_text(nb, rng):
    return "\n\n".join(source_of(cell) for cell in nb["cells"]).encode("utf-8", "replace")


def format_3(nb, rng):
    import nbformat

    old = nbformat.convert(_valid(nb, nbformat), 3)
    return nbformat.v3.writes_json(old).encode("utf-8", "replace")


def _valid(nb, nbformat):
    nb = copy.deepcopy(nb)
    for cell in nb["cells"]:
        cell["metadata"] = cell["metadata"] if isinstance(cell.get("metadata"), dict) else {}
        cell["source"] = source_of(cell)
        if cell["cell_type"] == "code":
            cell.setdefault("outputs", []), cell.setdefault("execution_count", None)
        else:
            cell.pop("outputs", None), cell.pop("execution_count", None)
    nb["nbformat_minor"] = 4
    for cell in nb["cells"]:
        cell.pop("id", None)
    return nbformat.from_dict(nb)


def zipped(nb, rng):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", rng.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as archive:
        archive.writestr("my course/exercises/work (1).ipynb", plain(nb, rng))
        archive.writestr("__MACOSX/._work (1).ipynb", b"\x00\x05\x16\x07")
    return packed.getvalue()


def in_an_answer_of_a_server(nb, rng):
    """Jupyter's contents API, as a browser saves it; or the notebook as a text inside JSON."""
    inner: Any = nb if rng.random() < 0.5 else notebook_text(nb)
    return json.dumps({"name": "x.ipynb", "type": "notebook", "content": inner}).encode()


def wrong_quotes_in_json(nb, rng):
    """Somebody opened the file in an editor and typed the answers there, quotes and all."""
    text = notebook_text(nb)
    return re.sub(
        r'("answer_\w+ = )(.*?)(",?$)', lambda m: m[1] + m[2].replace('\\"', '"') + m[3], text, flags=re.M
    ).encode()


def python_quotes(nb, rng):
    return repr(nb).encode()


def word_quotes(nb, rng):
    return notebook_text(nb).replace('"', "”").encode()


def merge_conflict(nb, rng):
    """Markers of an unfinished merge around one line or around some whole cells; both sides hold the same answers."""
    lines = notebook_text(nb).split("\n")
    first = rng.randrange(1, len(lines) - 2)
    last = min(first + rng.randrange(1, 30), len(lines) - 2)
    part = lines[first:last]
    return "\n".join([*lines[:first], "<<<<<<< HEAD", *part, "=======", *part, ">>>>>>> theirs", *lines[last:]]).encode(
        "utf-8", "replace"
    )


def control_signs(nb, rng):
    """A raw line break inside a JSON text."""
    text = notebook_text(nb)
    return text.replace('"nbformat": 4', '"nbformat": 4,\n "note": "a\nb"', 1).encode("utf-8", "replace")


FILES: dict[str, Wrap] = {
    "as it should be": plain,
    "on one line": compact,
    "byte order mark": with_bom,
    "UTF-16": utf16,
    "Windows-1252": cp1252,
    "garbage behind": trailing_garbage,
    "garbage before": leading_garbage,
    "the file twice in itself": twice,
    "a page of the LMS around it": as_page_of_lms,
    "exported as a page": as_page,
    "exported as a percent script": as_percent,
    "exported as a light script": as_light,
    "exported as a script": as_script,
    "copied as text": as_text,
    "notebook format 3": format_3,
    "zipped": zipped,
    "inside a server's answer": in_an_answer_of_a_server,
    "wrong quotes in the JSON": wrong_quotes_in_json,
    "Python quotes": python_quotes,
    "typographic quotes in the JSON": word_quotes,
    "merge conflict": merge_conflict,
    "a line break inside a text": control_signs,
}


def cut_off(raw: bytes, rng: random.Random, least: float = 0.0) -> bytes:
    """Half-saved: the end is missing."""
    return raw[: int(len(raw) * rng.uniform(least, 1.0))]


# what can be done on top of anything; exports other than Jupyter's own need a notebook Jupyter would still open
_ALWAYS = [plain, compact, with_bom, utf16, cp1252, trailing_garbage, leading_garbage, as_page_of_lms, zipped,
           in_an_answer_of_a_server, merge_conflict, control_signs, as_text]  # fmt: skip


def ruined(module_id: str, rng: random.Random) -> tuple[bytes, dict[str, Any], list[str], bool]:
    """Several kinds of damage at once.

    Returns the file's bytes, the notebook they were made from, what was done, and whether the file was cut off.
    """
    nb = filled(module_id)
    kinds = rng.choices(list(CELLS), k=rng.randrange(1, 5))
    for kind in kinds:
        nb = CELLS[kind](nb, module_id, rng)
    if rng.random() < 0.3:
        n = rng.randrange(len(nb["cells"]))
        del nb["cells"][n : n + rng.randrange(1, 4)]
    wrap = rng.choice(_ALWAYS)
    raw = wrap(nb, rng)
    cut = rng.random() < 0.2
    return cut_off(raw, rng, 0.3) if cut else raw, nb, [*kinds, wrap.__name__], cut
