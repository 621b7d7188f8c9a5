"""How a forked process ends: at once, because all it would clean up is its parent's; and never later than that."""

import ctypes
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def to_the_end() -> Iterator[None]:
    """End this process after the block, with 0 if nothing was raised in it."""
    code = 1
    try:
        yield
        code = 0
    except BaseException:
        if os.environ.get("BELONGING_ENGINE_DEBUG"):
            import traceback

            traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(code)


def die_with_parent() -> None:
    """Let this process be killed when its parent ends, where the system can do that."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
