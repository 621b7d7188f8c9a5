"""Keeping a notebook apart: bubblewrap around the worker, and namespaces and limits of its own for each notebook."""

import ctypes
import fcntl
import os
import resource
import shutil
import socket
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from belonging.errors import Plain
from belonging.grading.engine.sandbox import arguments, own_places
from belonging.grading.engine.unit import Limits
from belonging.grading.settings import kernel_variables

_NEWNS, _NEWUTS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = 0x20000, 1 << 26, 1 << 27, 1 << 28, 1 << 29, 1 << 30
_BIND, _REC, _NOSUID, _NODEV, _NOEXEC, _PRIVATE = 4096, 16384, 2, 4, 8, 1 << 18
_NO_NEW_PRIVS, _DEATH_SIGNAL = 38, 1
_NOBODY = 65_534
_PASSED = ("HOME", "LANG", "LANGUAGE", "TZ", "USER", "LOGNAME", "MPLBACKEND", "VIRTUAL_ENV")


@dataclass(frozen=True)
class Apart:
    """How a child is kept apart.

    Parameters
    ----------
    uid
        The user outside whom it runs as; for root somebody else, because no limit on processes binds root.
    """

    uid: int
    places: dict[str, list[str]] = field(default_factory=own_places)


@cache
def available() -> str | None:
    """Return why notebooks cannot be kept apart here, in plain words, or None if they can."""
    if sys.platform != "linux":
        return "that needs Linux."
    if shutil.which("bwrap") is None:
        return "the program bubblewrap is not installed (on Debian and Ubuntu: sudo apt install bubblewrap)."
    probe = [sys.executable, "-c", "from belonging.grading.engine.isolate import probe; probe()"]
    try:
        done = subprocess.run(
            command([*probe, "-1"]), capture_output=True, text=True, timeout=60, env=variables(), check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not start ({type(error).__name__})."
    if done.returncode or done.stdout != "apart":
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        return f"this system does not let bubblewrap, or a program inside it, make namespaces ({said})."
    return None


def refusal(reason: str) -> Plain:
    """Return the plain words for a computer on which notebooks cannot be kept apart."""
    return Plain(
        f"Notebooks cannot be kept apart from this computer's files and network: {reason}",
        "Add --unsafe if you trust everybody whose work you grade.",
    )


def command(inner: list[str]) -> list[str]:
    """Wrap the command of a worker: it sees the system and the course, read-only, and nothing else."""
    return ["bwrap", *arguments(), "--", *inner, "isolated", str(_outside())]


def variables() -> dict[str, str]:
    """Return the environment variables of a worker kept apart: no secrets among them."""
    passed = {name: os.environ[name] for name in os.environ if name in _PASSED or name.startswith(("LC_", "PYTHON"))}
    return {**passed, **kernel_variables(), "TMPDIR": "/tmp"}


def enter(apart: Apart, limits: Limits) -> int:
    """Split this process in two: the one outside gets the number of the one inside, which gets 0.

    The one inside is alone among processes, has empty places of its own for files, no rights, and its limits.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    if os.geteuid() != apart.uid:
        os.setgroups([])
        os.setresgid(apart.uid, apart.uid, apart.uid)
        os.setresuid(apart.uid, apart.uid, apart.uid)
        _call("prctl", 4, 1, 0, 0, 0)  # PR_SET_DUMPABLE: else its own files in /proc are root's
    limit(limits)  # while /proc is there
    uid, gid = os.geteuid(), os.getegid()
    _call("unshare", _NEWUSER | _NEWNS | _NEWPID | _NEWIPC | _NEWUTS | _NEWNET)
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{uid} {uid} 1")
    _write("/proc/self/gid_map", f"{gid} {gid} 1")
    pid = os.fork()
    if pid:
        return pid
    _call("prctl", _DEATH_SIGNAL, 9, 0, 0, 0)
    os.setsid()
    _places(apart.places, limits)
    _own_loopback()
    _drop_rights()
    _set(resource.RLIMIT_NPROC, limits.processes)
    return 0


def limit(limits: Limits) -> None:
    """Set the limits of this process; what is set here only gets narrower."""
    used = _address_space()
    if used:
        _set(resource.RLIMIT_AS, used + limits.memory_bytes)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_NOFILE, 1024)
    _set(resource.RLIMIT_FSIZE, limits.files_bytes)
    _set(resource.RLIMIT_CPU, int(limits.notebook_seconds) + 10)


def probe() -> None:
    """Try in a forked child what every notebook needs, and say so on stdout."""
    apart = Apart(int(sys.argv[3]))
    pid = os.fork()
    if pid == 0:
        inside = enter(apart, Limits())
        if inside:
            os._exit(os.waitstatus_to_exitcode(os.waitpid(inside, 0)[1]))
        os._exit(0 if os.getpid() == 1 else 1)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0:
        print("apart", end="")


def _outside() -> int:
    return _NOBODY if os.geteuid() == 0 else os.geteuid()


def _places(places: dict[str, list[str]], limits: Limits) -> None:
    """Mount empty places over every place that can be written, and what is needed back into them."""
    _mount(None, "/", None, _REC | _PRIVATE)
    size = f"size={limits.files_bytes},nr_inodes=10000,mode=0777"
    for place, needed in places.items():
        kept = [(path, Path(path).is_dir(), os.open(path, os.O_PATH)) for path in needed]
        _mount("tmpfs", place, "tmpfs", _NOSUID | _NODEV, size)
        for path, is_folder, fd in kept:
            target = Path(path)
            (target if is_folder else target.parent).mkdir(parents=True, exist_ok=True)
            if not is_folder:
                target.touch()
            _mount(f"/proc/self/fd/{fd}", path, None, _BIND | _REC)
            os.close(fd)
    # terminals, which `!` in a cell uses: none of another notebook's
    _mount("devpts", "/dev/pts", "devpts", _NOSUID | _NOEXEC, "newinstance,ptmxmode=0666,mode=620")
    try:
        _mount("proc", "/proc", "proc", _NOSUID | _NODEV)
    except OSError:  # a kernel in a container may refuse; then there is no /proc rather than another's
        _mount("tmpfs", "/proc", "tmpfs", _NOSUID | _NODEV, "size=0")


def _own_loopback() -> None:
    """Put up the one network device there is in here; a server in another notebook cannot be reached by it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sH14x", b"lo", 0x41))  # SIOCSIFFLAGS: up and running


def _drop_rights() -> None:
    """Give up every right inside its own namespaces, for good: its mounts then stay as they are."""
    for right in range(64):
        if _libc().prctl(24, right, 0, 0, 0):  # PR_CAPBSET_DROP, until the last one there is
            break
    _call("prctl", _NO_NEW_PRIVS, 1, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)())


def _address_space() -> int:
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - once for each notebook
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _set(what: int, value: int) -> None:
    _, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc(), name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


def _mount(source: str | None, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    coded = [None if text is None else text.encode() for text in (source, target, kind)]
    _call("mount", *coded, ctypes.c_ulong(flags), None if data is None else data.encode())


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:  # noqa: PTH123 - a file of the kernel's
        file.write(text)
