"""What bubblewrap shows to a worker: the system, this Python and the course; all of it read-only."""

import os
import sys
from functools import cache
from pathlib import Path

from belonging.paths import course_root

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = (
    "alternatives",
    "fonts",
    "group",
    "hosts",
    "ld.so.cache",
    "ld.so.conf",
    "ld.so.conf.d",
    "localtime",
    "mime.types",
    "nsswitch.conf",
    "passwd",
    "timezone",
)
_COURSE = ("datasets", "exercises", "frameworks", "modules", "_toc.yml", "book")


def arguments() -> list[str]:
    """Return bubblewrap's arguments."""
    # as number 1 in there: when it ends, everything inside ends
    found = ["--as-pid-1", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    if os.geteuid() == 0:  # to become nobody for each notebook, and to end it; nothing else is left of root's rights
        found += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_KILL"]
    else:
        found += ["--unshare-user"]
    found += ["--hostname", "grading"] if "--unshare-uts" in found else []
    for path in _SYSTEM:
        if Path(path).is_symlink():
            found += ["--symlink", str(Path(path).readlink()), path]
        elif Path(path).is_dir():
            found += ["--ro-bind", path, path]
    for name in _ETC:
        found += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    found += ["--proc", "/proc", "--dev", "/dev"]
    places = _places()
    for place in places:
        found += ["--perms", "0755", "--tmpfs", place]
    for folder in _above(_ours(), places):  # bubblewrap would make them so that only root can look inside
        found += ["--perms", "0755", "--dir", folder]
    for path in _ours():
        found += ["--ro-bind", path, path]
    return [*found, "--remount-ro", "/", "--chdir", "/"]


@cache
def own_places() -> dict[str, list[str]]:
    """Return the places that each notebook has for itself, with what lies in them and is needed."""
    inside = {place: [path for path in _ours() if _below(path, place)] for place in _places()}
    return {**inside, "/dev/shm": []}


def _above(paths: list[str], places: list[str]) -> list[str]:
    """List the folders between a place and what is shown inside it, the outer ones first."""
    above = {str(parent) for path in paths for parent in Path(path).parents if str(parent) not in ("/", *places)}
    return sorted(folder for folder in above if not any(_below(folder, one) for one in _SYSTEM))


def _places() -> list[str]:
    home = str(Path.home())
    found = ["/tmp", "/var/tmp"]
    return found if home == "/" or any(_below(home, place) for place in found) else [*found, home]


@cache
def _ours() -> list[str]:
    """List the folders of this Python and of the course, as they are called and as they are."""
    root = course_root()
    wanted = [sys.prefix, sys.base_prefix, *sys.path, str(Path(__file__).resolve().parents[2])]
    wanted += [str(root / name) for name in _COURSE]
    both = [path for one in wanted if one for path in (os.path.abspath(one), os.path.realpath(one))]  # noqa: PTH100
    found: list[str] = []
    for path in sorted(set(both)):
        shown = any(_below(path, one) for one in (*found, *_SYSTEM))
        if Path(path).exists() and not shown and path not in ("/", str(Path.home())):
            found.append(path)
    return found


def _below(path: str, folder: str) -> bool:
    return Path(path).is_relative_to(folder)
