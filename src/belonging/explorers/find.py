"""Finds the explorers of a module: the list EXPLORERS in `modules/<id>/explorers.py`."""

from belonging.course import load_python
from belonging.explorers.definition import Explorer
from belonging.paths import course_root


def load(module_id: str) -> dict[str, Explorer]:
    """Return a module's explorers by id, in the order of its file; empty when it has none.

    Raises
    ------
    ValueError
        If the file defines none, one twice, or one of another module.
    """
    path = course_root() / "modules" / module_id / "explorers.py"
    if not path.is_file():
        return {}
    listed = getattr(load_python(path), "EXPLORERS", None)
    if not listed:
        raise ValueError(f"modules/{module_id}/explorers.py has no list EXPLORERS. Add one: EXPLORERS = [...].")
    found: dict[str, Explorer] = {}
    for explorer in listed:
        if explorer.module != module_id:
            raise ValueError(f"Explorer '{explorer.name}' stands in the file of module '{module_id}'. Mend its module.")
        if explorer.id in found:
            raise ValueError(f"Module '{module_id}' has two explorers with the id '{explorer.id}'. Rename one.")
        found[explorer.id] = explorer
    return found
