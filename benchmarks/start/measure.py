"""Time from typing `belonging start` to a JupyterLab that answers, against plain `jupyter lab`, in turn in one run."""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

TOKEN = "benchmark"
KINDS = ("plain jupyter lab", "belonging start, first time", "belonging start, again")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=7)
    runs = options.parse_args().runs
    seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
    with tempfile.TemporaryDirectory() as base:
        for run in range(runs + 1):
            folder = Path(base) / f"workspace {run}"
            for kind in KINDS:
                took = time_to_ready(kind, folder, Path(base))
                if run:  # the first round only warms the disk
                    seconds[kind].append(took)
    plain = statistics.median(seconds[KINDS[0]])
    print("| | median s | ratio to plain |\n|---|---|---|")
    for kind in KINDS:
        median = statistics.median(seconds[kind])
        print(f"| {kind} | {median:.2f} | {median / plain:.2f} |")
    print(f"\n{runs} runs each, in turn; load average {os.getloadavg()[0]:.1f}")


def time_to_ready(kind: str, folder: Path, base: Path) -> float:
    """Start a server, wait for its lab page, stop it; return the seconds until the page came."""
    port = free_port()
    command = [sys.executable, "-m", "belonging", "start", str(folder), f"--port={port}", "--no-browser"]
    if kind == KINDS[0]:
        folder.parent.mkdir(exist_ok=True)
        options = [f"--port={port}", "--no-browser", "--allow-root", f"--IdentityProvider.token={TOKEN}"]
        command = [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={base}"]
    own = {name: str(base / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    begun = time.perf_counter()
    server = subprocess.Popen(command, env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        # The login page needs no token and is answered only when every extension has been loaded.
        while not answers(f"http://127.0.0.1:{port}/login"):
            if server.poll() is not None:
                raise SystemExit(f"{kind} stopped at once")
            time.sleep(0.02)
        return time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait(timeout=60)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
