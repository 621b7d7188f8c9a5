"""The kernel of a participant's notebook starts soon and reads all that is asked of it, however fast it is asked."""

import random
import subprocess
import sys
import time

from jupyter_client.manager import start_new_kernel


def test_no_request_of_a_run_of_all_cells_is_left_unread() -> None:
    """Kernels from 7.0 to 7.3 left some unread in nearly every run of this test: Run All stopped halfway."""
    dice = random.Random(1)
    manager, client = start_new_kernel()
    try:
        for _ in range(4):
            asked = set()
            for _ in range(15):
                asked.add(client.execute("1 + 1"))
                time.sleep(dice.random() * 0.012)  # as JupyterLab sends them, some while others are answered
            while asked:
                asked.discard(client.get_shell_msg(timeout=30)["parent_header"].get("msg_id"))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_reading_a_notebook_compiles_no_grammars() -> None:
    """From jsonschema 4.25 on it did, two seconds in each process: server, kernel, grading."""
    code = "import nbformat, sys; print('lark' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
