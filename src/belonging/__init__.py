"""Belonging by Design: a course in which K-12 educators learn to build students' STEM identity.

In a notebook, start with::

    from belonging import begin

    check, hint, example, explore, load = begin("listening")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from belonging.classroom import begin, compare, rate, show, who_is_missing
    from belonging.data import load

    __version__: str

__all__ = ["__version__", "begin", "compare", "load", "rate", "show", "who_is_missing"]


def __getattr__(name: str) -> Any:
    # imported when first used, so that the command line and Pyodide start without pandas
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("belonging")
        except PackageNotFoundError:  # copied into Pyodide without its metadata
            return "0+unknown"
    if name == "load":
        from belonging.data import load

        return load
    if name in __all__:
        from belonging import classroom

        return getattr(classroom, name)
    raise AttributeError(f"belonging has no {name!r}")
