"""Optional parts of the course: what to type when one is not installed."""

import importlib.util

from belonging.errors import Plain


def need(extra: str, *packages: str) -> None:
    """Raise in plain words when an optional part of the course is not installed.

    Parameters
    ----------
    extra : str
        The part as pip knows it: lab, grade, cluster, book.
    *packages : str
        What must be there.
    """
    if missing := [name for name in packages if importlib.util.find_spec(name) is None]:
        raise Plain(
            f"This needs a part that is not installed yet ({', '.join(missing)}).",
            f"In the folder of the course, type: python -m pip install '.[{extra}]'",
        )
