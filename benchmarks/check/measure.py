"""Time of `check(1)` in a running notebook against `nbgrader validate` on the same notebook, in one run."""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from jupyter_client.blocking import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

from belonging.exercise.derive import filled_notebook, notebook_text, reference_source
from belonging.exercise.source import load

MODULE = "listening"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=5)
    runs = options.parse_args().runs
    answers = {placed.task.id: reference_source(placed) + "\n" for placed in load(MODULE).tasks}
    notebook = filled_notebook(MODULE, answers)
    setup = next("".join(cell["source"]) for cell in notebook["cells"] if cell["id"] == "text-setup")
    first, later, validate = [], [], []
    for _ in range(runs):
        manager, client = start_new_kernel()
        try:
            run(client, setup)
            run(client, answers["response-rate"])
            first.append(run(client, "check(1)"))
            later += [run(client, "check(1)") for _ in range(20)]
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        validate.append(time_validate(notebook_text(notebook)))
    slow = 1000 * statistics.median(validate)
    print("| | median ms | times faster than validate |\n|---|---|---|")
    for name, seconds in (("check(1), the first time", first), ("check(1), again", later)):
        median = 1000 * statistics.median(seconds)
        print(f"| {name} | {median:.1f} | {slow / median:.0f} |")
    print(f"| nbgrader validate | {slow:.0f} | 1 |")
    print(f"\n{runs} kernels and {runs} validations, in turn; load average {os.getloadavg()[0]:.1f}")


def run(client: BlockingKernelClient, code: str) -> float:
    """Run code as a notebook does; return the seconds until the kernel is idle again."""
    begun = time.perf_counter()
    reply = client.execute_interactive(code, timeout=60, output_hook=lambda _: None)
    took = time.perf_counter() - begun
    assert reply["content"]["status"] == "ok", reply["content"]
    return took


def time_validate(text: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{MODULE}.ipynb"
        path.write_text(text, encoding="utf-8")
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", "validate", str(path)], capture_output=True, text=True, cwd=folder
        )
        took = time.perf_counter() - begun
    assert "Success" in done.stdout + done.stderr, done.stdout + done.stderr
    return took


if __name__ == "__main__":
    main()
