"""The course as authored: its modules in the order of `_toc.yml`, their front matter and Python files."""

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from belonging.paths import course_root


@dataclass(frozen=True)
class Module:
    """One module of the course, as its lesson's front matter states it."""

    id: str
    title: str
    strand: str
    minutes: int
    objectives: tuple[dict[str, Any], ...]
    key_points: tuple[str, ...]
    sittings: tuple[dict[str, Any], ...]

    @property
    def folder(self) -> Path:
        """The folder with the module's lesson, explorers and Monday sheet."""
        return course_root() / "modules" / self.id

    @property
    def lesson(self) -> Path:
        """The authored lesson."""
        return self.folder / "lesson.md"

    @property
    def exercise_folder(self) -> Path:
        """The folder with the module's exercise and tasks."""
        return course_root() / "exercises" / self.id


def front_matter(path: Path) -> dict[str, Any]:
    """Read the YAML block at the top of a text file; an empty dict when there is none.

    Raises
    ------
    ValueError
        If the block is not closed or is not valid YAML.
    """
    import yaml  # here, not at the top: Pyodide's core has no yaml, and load_python must work there

    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        return {}
    head, fence, _ = text[4:].partition("\n---")
    if not fence:
        raise ValueError(f"{path.name}: the front matter starts with --- but never ends. Close it with a line ---.")
    try:
        return dict(yaml.safe_load(head) or {})
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: the front matter is not valid YAML: {error}") from error


@cache
def modules() -> tuple[Module, ...]:
    """Return the modules in reading order; the table of contents is the only place that order is kept."""
    import yaml

    toc = yaml.safe_load((course_root() / "_toc.yml").read_text(encoding="utf-8"))
    files = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    ids = [file.split("/")[1] for file in files if file.startswith("modules/")]
    return tuple(_module(id_) for id_ in ids)


def module(id_: str) -> Module:
    """Return one module by its id.

    Raises
    ------
    LookupError
        If the course has no such module; the message names the ones it has.
    """
    found = {m.id: m for m in modules()}
    if id_ not in found:
        raise LookupError(f"The course has no module '{id_}'. It has: {', '.join(found)}.")
    return found[id_]


def _module(id_: str) -> Module:
    meta = front_matter(course_root() / "modules" / id_ / "lesson.md").get("belonging", {})
    return Module(
        id=id_,
        title=meta["title"],
        strand=meta["strand"],
        minutes=int(meta["minutes"]),
        objectives=tuple(meta["objectives"]),
        key_points=tuple(meta["key_points"]),
        sittings=tuple(meta["sittings"]),
    )


@cache
def load_python(path: Path) -> ModuleType:
    """Import one authored Python file of the course (`tasks.py`, `explorers.py`, `generate.py`) by its path."""
    name = "belonging_course_" + "_".join(path.relative_to(course_root()).with_suffix("").parts)
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), path)
    if spec is None or spec.loader is None:
        raise ImportError(f"Cannot read {path.name}.")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded
