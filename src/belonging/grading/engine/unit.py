"""The unit of work: one cleaned notebook with the files beside it, and what becomes of it when it is run."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Literal

from belonging.grading.settings import CELL_SECONDS

Trouble = Literal["cell-time", "notebook-time", "memory", "processes", "output", "died"]


@dataclass(frozen=True)
class Limits:
    """What one notebook may use.

    Parameters
    ----------
    cell_seconds, notebook_seconds
        Time by the wall, for one cell and for all of them.
    memory_bytes
        What the notebook may take beyond what an empty one needs.
    processes
        Processes and threads at one time.
    output_bytes
        All outputs together; what comes after that is cut while it comes.
    files_bytes
        What it may write beside itself and in the folder for temporary files.
    """

    cell_seconds: float = CELL_SECONDS
    notebook_seconds: float = 300
    memory_bytes: int = 1_000_000_000
    processes: int = 64
    output_bytes: int = 8_000_000
    files_bytes: int = 100_000_000


@dataclass(frozen=True)
class Unit:
    """One notebook to run.

    Parameters
    ----------
    notebook
        Its JSON (format 4), as nbgrader cleaned it.
    files
        Names and contents of the files beside it; a name may hold folders (`data/x.csv`).
    environment
        The environment id it belongs to.
    limits
        What it may use.
    unsafe
        Whether it may be run where it cannot be kept apart from this computer's files and network.
    """

    notebook: str
    files: tuple[tuple[str, bytes], ...]
    environment: str
    limits: Limits = field(default_factory=Limits)
    unsafe: bool = False

    @cached_property
    def key(self) -> str:
        """A digest of everything its outputs can depend on; two units of one key are the same work."""
        notebook = json.loads(self.notebook)
        digest = hashlib.sha256(self.environment.encode())
        matters = [_kernel(notebook), *(_cell(cell) for cell in notebook["cells"])]
        digest.update(json.dumps(matters, sort_keys=True).encode())
        for name, content in sorted(self.files):
            digest.update(json.dumps([name, len(content)]).encode() + content)
        return digest.hexdigest()


@dataclass(frozen=True)
class Executed:
    """What became of a unit.

    Parameters
    ----------
    notebook
        The JSON, with outputs and execution counts. A cell that was not run holds an error that says so.
    how
        "warm", or "stock": with a kernel of its own, as nbgrader does it.
    seconds
        By the wall.
    trouble
        Codes of what went wrong; empty for an ordinary run, wrong answers included.
    forged
        Codes of signs that the notebook meddles with its own checks; `words_for` has the sentences.
    """

    notebook: str
    how: Literal["warm", "stock"]
    seconds: float
    trouble: tuple[str, ...] = ()
    forged: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write it down for `from_json`."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Executed":
        """Read what `to_json` wrote.

        Raises
        ------
        ValueError
            If it is something else.
        """
        try:
            found: dict[str, Any] = json.loads(text)
            return cls(**{**found, "trouble": tuple(found["trouble"]), "forged": tuple(found["forged"])})
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("this is no executed notebook") from error


def make_unit(
    notebook: str,
    files: Mapping[str, bytes] | None = None,
    *,
    limits: Limits | None = None,
    unsafe: bool = False,
) -> Unit:
    """Make a unit for this computer's environment."""
    from belonging.grading.engine.environment import environment_id

    return Unit(notebook, tuple(sorted((files or {}).items())), environment_id(), limits or Limits(), unsafe)


def _kernel(notebook: Mapping[str, Any]) -> object:
    return notebook.get("metadata", {}).get("kernelspec", {}).get("name")


def _cell(cell: Mapping[str, Any]) -> object:
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    metadata = cell.get("metadata", {})
    marks = {key: metadata.get("nbgrader", {}).get(key) for key in ("grade_id", "grade", "solution")}
    return [cell["cell_type"], source, metadata.get("tags"), marks]
