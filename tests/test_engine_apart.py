"""A notebook is kept apart: from this computer, from other people's notebooks, and from the process that runs it."""

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from belonging.errors import Plain
from belonging.grading.engine import isolate, warm
from belonging.grading.engine.unit import make_unit
from belonging.grading.engine.words import trouble_words
from engine_desk import run_cells

pytestmark = pytest.mark.xdist_group("engine")


@pytest.fixture(autouse=True)
def _can_be_kept_apart() -> None:
    reason = isolate.available()
    if reason is None:
        return
    if os.environ.get("CI") and shutil.which("bwrap") is None:
        pytest.fail("These tests need bubblewrap: sudo apt-get install bubblewrap")
    pytest.skip(reason)


def text(outputs: list) -> str:
    """Join what a cell said."""
    said = []
    for output in outputs:
        said += [output.get("text", ""), output.get("evalue", ""), output.get("data", {}).get("text/plain", "")]
    return "".join(said)


def test_there_is_no_network() -> None:
    _, (said,) = run_cells("import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=2)")
    assert "unreachable" in text(said)


def test_no_file_of_this_computer_can_be_read_or_written(tmp_path: Path) -> None:
    secret = tmp_path / "gradebook.db"
    secret.write_text("secret")
    home = Path.home()
    executed, said = run_cells(
        f"open({str(secret)!r}).read()",
        "import sqlite3\nsqlite3.connect('../../../gradebook.db').execute('create table score (x)')",
        "open('/usr/mine', 'w')",
        "import os\n[name for name in os.listdir(os.path.expanduser('~')) if name != '.ipython']",
        "open('/etc/shadow').read()",
        "import belonging\nopen(belonging.__file__, 'a')",
        "[name for name in os.environ if 'TOKEN' in name or 'KEY' in name]",
    )
    assert "No such file" in text(said[0])
    assert "unable to open" in text(said[1])
    assert "Read-only" in text(said[2])
    needed = {Path(path).relative_to(home).parts[0] for path in isolate.own_places().get(str(home), [])}
    assert set(eval(text(said[3]))) <= needed
    assert said[4][0]["output_type"] == "error"
    assert said[5][0]["output_type"] == "error"
    assert text(said[6]) == "[]"
    assert executed.trouble == ()
    assert secret.read_text() == "secret"


def test_a_notebook_leaves_nothing_for_the_next() -> None:
    write = "import os, pathlib\nfor place in ('/tmp/left', os.path.expanduser('~/left'), 'left', '/dev/shm/left'):\n"
    _, (said,) = run_cells(write + "    pathlib.Path(place).write_text('for you')\n'written'")
    assert text(said) == "'written'"
    _, (said,) = run_cells(write + "    print(pathlib.Path(place).exists())")
    assert text(said) == "False\n" * 4


def test_a_notebook_sees_no_process_but_its_own_and_harms_none() -> None:
    executed, said = run_cells(
        "import os, signal\nos.getpid(), os.getppid()",
        "import threading\nkilled = set()\nfor pid in range(2, 400):\n    try:\n        os.kill(pid, signal.SIGKILL)\n"
        "        killed.add(pid)\n    except ProcessLookupError:\n        pass\n"
        "killed - {thread.native_id for thread in threading.enumerate()}",
        "os.kill(os.getppid(), signal.SIGKILL)\n'still here'",
        "os.kill(-1, signal.SIGKILL)",
    )
    assert [text(one) for one in said[:2]] == ["(1, 0)", "set()"]
    assert executed.how == "warm"
    _, (said,) = run_cells("1 + 1")
    assert text(said) == "2"


def test_two_notebooks_at_one_time_share_no_network_and_no_terminal() -> None:
    serve = "import socket, os, time\nserver = socket.create_server(('127.0.0.1', 5000))\nabstract = socket.socket(1)\n"
    serve += "abstract.bind(b'\\0here')\nabstract.listen()\nmine = os.openpty()\n"
    serve += "socket.create_connection(('127.0.0.1', 5000), timeout=2)\ntime.sleep(2)\n'served'"
    ask = "import socket, os\nsocket.socket(1).connect(b'\\0here')"
    with ThreadPoolExecutor(1) as other:
        served = other.submit(run_cells, serve)
        time.sleep(1)
        _, said = run_cells(ask, "socket.create_connection(('127.0.0.1', 5000), timeout=2)", "os.listdir('/dev/pts')")
        assert not served.done()
        assert text(served.result()[1][0]) == "'served'"
    assert [one[0].get("ename") for one in said[:2]] == ["ConnectionRefusedError"] * 2
    assert text(said[2]) == "['ptmx']"


def test_rights_given_up_do_not_come_back() -> None:
    _, said = run_cells(
        "import os\nos.setuid(0)",
        "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\nlibc.umount2(b'/tmp', 2), libc.umount2(b'/proc', 2)",
        "libc.mount(b'tmpfs', b'/usr', b'tmpfs', 0, None), libc.ptrace(16, 2, 0, 0)",
    )
    assert said[0][0]["ename"] == "PermissionError" or os.geteuid() == 0
    assert text(said[1]) == "(-1, -1)"
    assert text(said[2]) == "(-1, -1)"


def test_a_fork_bomb_ends_and_the_next_notebook_runs() -> None:
    begun = time.monotonic()
    executed, said = run_cells(
        "import os, time\nfor n in range(10_000):\n    if os.fork() == 0:\n        time.sleep(60)\n        os._exit(0)",
        "1 + 1",
    )
    assert "Resource temporarily unavailable" in text(said[0])
    assert (executed.trouble, text(said[1])) == (("processes",), "2")
    assert time.monotonic() - begun < 30
    _, (said,) = run_cells("2 + 2")
    assert text(said) == "4"


def test_too_much_memory_is_an_error_of_that_cell_alone() -> None:
    executed, said = run_cells("big = bytearray(2_000_000_000)", "1 + 1")
    assert (said[0][0]["ename"], text(said[1]), executed.trouble) == ("MemoryError", "2", ("memory",))


def test_a_flood_is_cut_and_what_comes_after_it_still_counts() -> None:
    executed, said = run_cells(
        "print('x' * 50_000_000)",
        "for n in range(40):\n    print('y' * 1_000_000)",
        "from IPython.display import display\ndisplay({'image/png': 'z' * 30_000_000}, raw=True)",
        "1 + 1",
    )
    assert text(said[3]) == "2"
    assert executed.trouble == ("output",)
    assert len(executed.notebook) < 12_000_000
    assert "was cut" in text(said[1])


def test_an_endless_loop_costs_that_cell_alone() -> None:
    executed, said = run_cells("print('begun')\nwhile True:\n    pass", "1 + 1", cell_seconds=2)
    assert [one.get("ename") for one in said[0]] == [None, "KeyboardInterrupt", "CellTimeoutError"]
    assert (text(said[1]), executed.trouble) == ("2", ("cell-time",))


def test_a_loop_that_ignores_interrupts_keeps_what_was_run_before() -> None:
    stubborn = (
        "while True:\n    try:\n        while True:\n            pass\n    except KeyboardInterrupt:\n        pass"
    )
    executed, said = run_cells("1 + 1", stubborn, "2 + 2", cell_seconds=2)
    assert text(said[0]) == "2"
    assert (said[1][-1]["ename"], said[2][0]["ename"]) == ("NotebookStopped", "NotRun")
    assert executed.trouble == ("cell-time",)


def test_a_notebook_has_a_limit_as_a_whole() -> None:
    executed, said = run_cells(*["import time\ntime.sleep(1.2)\n'slept'"] * 4, cell_seconds=2, notebook_seconds=3)
    assert text(said[0]) == "'slept'"
    assert said[3][0]["ename"] == "NotRun"
    assert executed.trouble == ("notebook-time",)


@pytest.mark.parametrize("last", ["import os\nos._exit(0)", "import ctypes\nctypes.string_at(0)"])
def test_python_that_is_stopped_keeps_what_was_run_before(last: str) -> None:
    executed, said = run_cells("1 + 1", last, "2 + 2")
    assert (text(said[0]), said[1][-1]["ename"], said[2][0]["ename"]) == ("2", "NotebookStopped", "NotRun")
    assert executed.trouble == ("died",)
    assert "stopped Python itself" in trouble_words("died")


def test_where_notebooks_cannot_be_kept_apart_nothing_is_run_unless_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolate, "available", lambda: "this is a test.")
    with pytest.raises(Plain, match="--unsafe"):
        warm.run(make_unit('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'))
