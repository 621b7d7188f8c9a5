"""Where a group's book is on the web: given once with `--book`, remembered in the folder, changed or taken away."""

from pathlib import Path

from belonging.cohort.state import read_state, write_state
from belonging.errors import Plain

NONE = "none"


def book_address(state: Path, given: str) -> str:
    """Return the address that pages link to, ending in `/`; empty for none.

    Parameters
    ----------
    state : Path
        The folder in which a cohort remembers things.
    given : str
        What was typed: an address, `none`, or nothing for the one given last.

    Raises
    ------
    Plain
        If it is no address of a page on the web.
    """
    file = state / "book.json"
    known = str(read_state(file).get("address", ""))
    address = known if not given else "" if given.strip().casefold() == NONE else _checked(given)
    if address != known:
        write_state(file, {"address": address})
    return address


def _checked(given: str) -> str:
    address = given.strip()
    if not address.startswith(("https://", "http://")) or any(sign in address for sign in " \"'<>"):
        raise Plain(
            f"“{given}” is not an address of a book on the web.",
            "Give one that starts with https://, such as: --book https://example.org/course/",
        )
    return address.split("#")[0].removesuffix("index.html").rstrip("/") + "/"
