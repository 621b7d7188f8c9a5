"""Units run on this computer's cores and on a Dask cluster; a worker that dies takes no notebook with it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from distributed import Client

import engine_zoo
from belonging.errors import Plain
from belonging.grading.engine import isolate, workers
from belonging.grading.engine.environment import differences, environment_id
from belonging.grading.engine.kept import keep, kept
from belonging.grading.engine.pool import _check_workers, executor, run
from belonging.grading.engine.unit import Executed, Limits, Unit, make_unit

pytestmark = pytest.mark.xdist_group("engine")
UNSAFE = isolate.available() is not None


def unit(source: str, **limits: float) -> Unit:
    return make_unit(engine_zoo.notebook({"one": source}), limits=Limits(**limits), unsafe=UNSAFE)  # type: ignore[arg-type]


def result(executed: Executed) -> str:
    return engine_zoo.said(executed.notebook)[0][1][0]["data"]["text/plain"]


def test_notebooks_run_side_by_side_and_each_gets_its_own_result() -> None:
    with executor(2, unsafe=UNSAFE) as pool:
        futures = [pool.submit(run, unit(f"import time\ntime.sleep(0.2)\n{n} * {n}")) for n in range(5)]
        assert [result(future.result()) for future in futures] == ["0", "1", "4", "9", "16"]
    assert workers._idle == []


def test_a_unit_whose_workers_all_die_gets_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers.Worker, "run", lambda *_: (_ for _ in ()).throw(workers.ClosedError))
    executed = run(unit("1 + 1"))
    assert executed.trouble == ("died",)
    assert engine_zoo.said(executed.notebook)[0][1][0]["ename"] == "NotRun"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """A real scheduler and two real workers on loopback, each a process of its own."""
    folder = tmp_path_factory.mktemp("cluster")
    file = folder / "scheduler.json"
    with (folder / "log").open("w") as log:

        def start(name: str, *more: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", f"distributed.cli.{name}", "--scheduler-file", str(file), "--no-dashboard"]
            command += ["--host", "127.0.0.1", *more]
            return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, start_new_session=True)

        scheduler = start("dask_scheduler", "--port", "0")
        workers = [start("dask_worker", "--nthreads", "1", "--no-nanny") for _ in range(2)]
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        with Client(address, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield SimpleNamespace(address=address, workers=workers)
        for process in (scheduler, *workers):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def test_a_cluster_gives_the_same_results_and_loses_none_when_a_worker_is_killed(cluster: SimpleNamespace) -> None:
    with executor(scheduler=cluster.address, unsafe=UNSAFE) as pool:
        futures = [pool.submit(run, unit(f"import time\ntime.sleep(0.5)\n{n} * {n}")) for n in range(8)]
        futures[0].result()
        os.killpg(cluster.workers[0].pid, signal.SIGKILL)
        found = [future.result(timeout=120) for future in futures]
    assert [result(executed) for executed in found] == [str(n * n) for n in range(8)]
    assert {executed.how for executed in found} == {"warm"}


def test_a_worker_with_other_packages_is_refused_in_plain_words(cluster: SimpleNamespace) -> None:
    with Client(cluster.address, set_as_default=False) as client, pytest.raises(Plain, match="cannot be used"):
        _check_workers(client, cluster.address, "0" * 32, unsafe=UNSAFE)


def test_a_scheduler_that_is_not_there_is_named() -> None:
    with pytest.raises(Plain, match="cannot be reached"):
        executor(scheduler="tcp://127.0.0.1:9", unsafe=True)


def test_the_key_changes_with_what_outputs_depend_on_and_with_nothing_else() -> None:
    notebook = engine_zoo.notebook({"one": "1 + 1"})
    base = make_unit(notebook)
    assert make_unit(notebook.replace("1 + 1", "1 + 2")).key != base.key
    assert make_unit(notebook, {"x.csv": b"1"}).key != base.key
    assert make_unit(notebook, {"x.csv": b"1"}).key != make_unit(notebook, {"y.csv": b"1"}).key
    assert Unit(notebook, (), "another").key != base.key
    executed = json.loads(notebook)
    executed["metadata"]["language_info"] = {"name": "python"}
    executed["cells"][1].update(outputs=[], execution_count=1, metadata={"execution": {}})
    assert make_unit(json.dumps(executed), limits=Limits(cell_seconds=5)).key == base.key


def test_a_kept_result_is_found_again_unless_something_went_wrong_in_another_command(tmp_path: Path) -> None:
    one, two = make_unit(engine_zoo.notebook({"one": "1"})), make_unit(engine_zoo.notebook({"one": "2"}))
    good, late = Executed("{}", "warm", 0.1), Executed("{}", "warm", 30.0, ("cell-time",), ("canary",))
    keep(tmp_path, one, good, "monday")
    keep(tmp_path, two, late, "monday")
    assert kept(tmp_path, one.key, "tuesday") == good
    assert kept(tmp_path, two.key, "monday") == late
    assert kept(tmp_path, two.key, "tuesday") is None
    (tmp_path / ".belonging" / "executed" / one.key[:2] / f"{one.key}.json").write_text('{"cut')
    assert kept(tmp_path, one.key) is None


def test_the_environment_is_told_apart() -> None:
    assert len(environment_id()) == 32
    assert differences(environment_id(), environment_id()) == ""
    assert "same versions" in differences(environment_id(), "0" * 32)
