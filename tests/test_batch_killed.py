"""A batch killed by SIGKILL at any place and run again ends as if nothing had happened."""

import json
import shutil
import subprocess
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from batch_folders import released, write_work
from belonging.grading.batch import grade_all
from belonging.grading.cohort_run import handed_in
from belonging.grading.engine import kept, pool
from belonging.grading.engine.unit import Executed, Unit

pytestmark = pytest.mark.xdist_group("batch-killed")

PEOPLE = ("ana", "ben", "cy", "dee")


@pytest.fixture(scope="module")
def half_done(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A folder in which one person was graded and handed in anew, and three wait; and what becomes of them all."""
    base = tmp_path_factory.mktemp("killed")
    root, results = base / "before", base / "results"
    write_work(root, dict.fromkeys(PEOPLE, ("struggle",)))
    folder = released(root)
    todo = handed_in(root)
    run = pool.run

    def remembered(unit: Unit) -> Executed:
        executed = run(unit)
        kept.keep(results, unit, executed)
        return executed

    def threads(*_: Any, **__: Any) -> Executor:
        return ThreadPoolExecutor(2)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "run", remembered)
        everything = base / "everything"
        shutil.copytree(root, everything)
        assert not grade_all(type(folder)(everything), handed_in(everything), jobs=2, unsafe=True).not_graded
        grade_all(folder, todo[:1], jobs=1, unsafe=True)  # ana's first version, which is ben's
    return SimpleNamespace(root=root, results=results, base=base)


def test_killed_anywhere_and_run_again_it_ends_like_an_undisturbed_run(half_done: SimpleNamespace) -> None:
    ana, ben = (half_done.root / "submitted" / who / "struggle" / "struggle.ipynb" for who in PEOPLE[:2])
    ana.write_bytes(ben.read_bytes())  # a later version: her points and her graded notebook are old now
    done = subprocess.run(
        [
            *(sys.executable, str(Path(__file__).with_name("batch_killed.py"))),
            *(str(half_done.root), str(half_done.results), str(half_done.base), "24", "11"),
        ],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["wrong"] == []
    assert told["touches"] > 50
    assert told["killed"] >= 18
