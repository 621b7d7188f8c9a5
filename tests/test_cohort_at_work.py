"""Two commands never work in one cohort's folder at once, and a command that was killed keeps nobody out."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from belonging.cli import main
from belonging.cohort.folder import Cohort
from belonging.grading.one_run import one_run

pytestmark = pytest.mark.xdist_group("cohort-collect")

HOLD = """
import sys, time
from pathlib import Path
from belonging.grading.one_run import one_run
with one_run(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    base = tmp_path_factory.mktemp("at-work")
    (base / "people.csv").write_text("name\nAna Perez\n", encoding="utf-8")
    Cohort.create(base / "my cohort", base / "people.csv")
    return base / "my cohort"


def everything(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_no_verb_that_writes_works_while_another_does(root, capsys):
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(root)], stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        before = everything(root)
        (root / "roster.csv").write_bytes(before[root / "roster.csv"] + b",Ben Ode\r\n")
        for verb in ("new", "release", "collect", "check", "repair", "grade", "feedback", "status"):
            with pytest.raises(SystemExit) as ended:
                main(["cohort", verb, str(root)])
            assert ended.value.code == 1, verb
            said = capsys.readouterr()
            assert "Another command is at work in" in said.out + said.err
            assert "Wait until it is done" in said.out + said.err
        (root / "roster.csv").write_bytes(before[root / "roster.csv"])
        assert everything(root) == before
    finally:
        other.send_signal(signal.SIGKILL)
        other.wait()
    with pytest.raises(SystemExit) as ended:
        main(["cohort", "status", str(root)])
    assert ended.value.code in (0, None)


def test_the_folder_is_free_again_when_a_command_ended_in_an_error(root):
    with pytest.raises(SystemExit):
        main(["cohort", "collect", str(root), str(root / "inbox")])
    code = "import sys; from pathlib import Path; from belonging.grading.one_run import one_run\n"
    code += "with one_run(Path(sys.argv[1])): pass"
    assert subprocess.run([sys.executable, "-c", code, str(root)], timeout=60).returncode == 0


def test_a_run_may_hold_what_it_holds(root):
    with one_run(root), one_run(root / "." / "inbox" / ".."):
        pass


def test_nothing_is_written_into_a_folder_that_is_no_cohort(tmp_path, capsys):
    for verb in ("collect", "new"):
        with pytest.raises(SystemExit):
            main(["cohort", verb, str(tmp_path)])
    assert list(tmp_path.iterdir()) == []
