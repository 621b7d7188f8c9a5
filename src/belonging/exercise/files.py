"""Files that an exercise hands out beside its notebook, made from `exercises/<id>/files.py` each time."""

from collections.abc import Callable
from functools import cache

from belonging.course import load_python, module


@cache
def handed_out(module_id: str) -> dict[str, Callable[[], str]]:
    """Return the module's files: name to the function that makes the text; empty when it hands out none."""
    path = module(module_id).exercise_folder / "files.py"
    return dict(load_python(path).FILES) if path.is_file() else {}
