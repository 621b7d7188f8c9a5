"""nbgrader's seam: our way of running, in the place of its Execute preprocessor, by configuration alone."""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.preprocessors import Execute
from traitlets import Unicode

from belonging.grading.engine import isolate
from belonging.grading.engine.kept import keep, kept
from belonging.grading.engine.unit import Executed, Limits, Unit, make_unit
from belonging.grading.engine.warm import run
from belonging.grading.engine.words import trouble_words, words_for

_MOST_BYTES = 100_000_000


def files_beside(folder: Path) -> dict[str, bytes]:
    """Read the files that a notebook in this folder can open; notebooks and nbgrader's own time stamp left out."""
    found, size = {}, 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_symlink() or not path.is_file() or any(part.startswith(".") for part in name.parts):
            continue
        if path.suffix == ".ipynb" or path.name == "timestamp.txt" or size + path.stat().st_size > _MOST_BYTES:
            continue
        found[name.as_posix()] = path.read_bytes()
        size += len(found[name.as_posix()])
    return found


def fill(notebook: Any, executed: Executed) -> None:
    """Put the outputs of an executed notebook into the one it was made from."""
    done = nbformat.v4.reads_json(executed.notebook)
    for cell, made in zip(notebook.cells, done.cells, strict=True):
        if cell.cell_type == "code" and cell.source.strip():
            cell.outputs, cell.execution_count = made.outputs, made.execution_count
            if "execution" in made.metadata:
                cell.metadata["execution"] = made.metadata["execution"]
    for name in ("language_info", "widgets"):
        if name in done.metadata:
            notebook.metadata[name] = done.metadata[name]


class WarmExecute(Execute):
    """Runs a notebook warm and apart; where that cannot be, as nbgrader itself does."""

    run_id = Unicode("", help="mark of the command that runs; see belonging.grading.engine.kept").tag(config=True)

    def preprocess(self, nb: Any, resources: Any = None, km: Any = None) -> tuple[Any, Any]:
        """Run every cell of a notebook."""
        if km is not None:
            return super().preprocess(nb, resources, km)  # type: ignore[no-any-return]
        self._check_assign_resources(resources)
        unit = self._unit(nb, resources)
        root = self._root()
        executed = kept(root, unit.key, self.run_id) if root else None
        if executed is None:
            executed = run(unit)
            if root:
                keep(root, unit, executed, self.run_id)
        for code in executed.trouble:
            self.log.warning("%s", trouble_words(code))
        for code in executed.forged:
            self.log.warning("%s", words_for(code))
        fill(nb, executed)
        return nb, self.resources

    def _unit(self, nb: Any, resources: Any) -> Unit:
        reason = isolate.available()
        if reason:
            self.log.warning("Notebooks are run as you, able to read and change your files: %s", reason)
        folder = Path((resources or {}).get("metadata", {}).get("path") or ".")
        limits = Limits(cell_seconds=self.timeout or Limits().notebook_seconds)
        return make_unit(json.dumps(nb), files_beside(folder), limits=limits, unsafe=bool(reason))

    def _root(self) -> Path | None:
        root = self.config.CourseDirectory.get("root")
        return Path(root) if isinstance(root, str) and root else None
