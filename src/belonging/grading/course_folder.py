"""The grading folder: an nbgrader course whose every step is nbgrader's own, run through its Python API."""

import hashlib
import shutil
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from belonging.errors import Plain, in_short
from belonging.exercise import notebook_text
from belonging.exercise.derive import instructor_notebook
from belonging.files import cannot_write, write_atomically
from belonging.grading.handed_in import HandedIn
from belonging.grading.settings import CONFIG_FILE, CONFIG_NAME


class CourseFolder:
    """An nbgrader course folder on disk.

    Parameters
    ----------
    root : Path
        The folder; made when it is missing.
    advice : str
        What to do when the folder cannot be used.

    Raises
    ------
    Plain
        If the folder cannot be used for grading.
    """

    def __init__(
        self, root: Path, advice: str = "Choose another folder: belonging grade ... --into my-grading"
    ) -> None:
        self.root = root.expanduser().resolve()
        _check(self.root, advice)
        config_file = self.root / CONFIG_NAME
        if not config_file.exists():
            write_atomically(config_file, CONFIG_FILE.encode())
        elif "belonging.grading.settings" not in config_file.read_text(encoding="utf-8", errors="replace"):
            raise Plain(
                f"{self.root} is an nbgrader course of its own; grading here could mix up its gradebook.", advice
            )
        self.api = _open_api(self.root, advice)
        self.db_url: str = self.api.coursedir.db_url
        self._released: dict[str, str] = {}

    def release(self, module_id: str) -> None:
        """Put the module's instructor version in place and let nbgrader generate the assignment from it.

        Raises
        ------
        Plain
            If nbgrader refuses, because the exercise gained or lost tasks since work was graded here.
        """
        self.undo_half_a_release(module_id)
        content = notebook_text(instructor_notebook(module_id)).encode()
        source, released = self._source(module_id), self._release(module_id)
        before = source.read_bytes() if source.exists() else None
        if before != content or not released.exists() or not self._knows(module_id):
            self._remember(module_id)
            write_atomically(source, content)
            result = self.api.generate_assignment(module_id, force=True, create=True)
            if not result["success"]:
                self.undo_half_a_release(module_id)  # nbgrader takes away what it could not make anew
                raise _refused_release(module_id, result)
            shutil.rmtree(self._half(module_id))
        self._released[module_id] = hashlib.sha256(content).hexdigest()

    def undo_half_a_release(self, module_id: str) -> None:
        """Put back what stood there before a release that was killed in the middle, so that it is done again whole."""
        for part in self._source(module_id).parent.glob(".*.part"):
            part.unlink()
        if not (half := self._half(module_id)).is_dir():
            return
        for path in (self._source(module_id), self._release(module_id)):
            if (kept := half / path.parent.parent.name).exists():
                write_atomically(path, kept.read_bytes())
            elif path.exists():
                path.unlink()
        shutil.rmtree(half)

    def _remember(self, module_id: str) -> None:
        half = self._half(module_id)
        part = half.with_name(f".{half.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for path in (self._source(module_id), self._release(module_id)):
            if path.exists():
                write_atomically(part / path.parent.parent.name, path.read_bytes())
        part.rename(half)

    def _half(self, module_id: str) -> Path:
        """Return where what stood before is kept while a release is being made."""
        return self.root / ".belonging" / "releasing" / module_id

    def _source(self, module_id: str) -> Path:
        return self.root / "source" / module_id / f"{module_id}.ipynb"

    def _release(self, module_id: str) -> Path:
        return self.root / "release" / module_id / f"{module_id}.ipynb"

    def hand_in(self, work: HandedIn, student_id: str) -> bool:
        """Put one notebook where nbgrader looks for it; an earlier one of this person is kept in `earlier`.

        Returns
        -------
        bool
            Whether an earlier, different one was there.
        """
        target = self.submitted(work, student_id)
        folder = target.parent
        wanted = {target.name: work.content, **dict(work.files)}
        for half in folder.glob(".*.part"):  # what a run that was killed was writing
            half.unlink()
        try:
            # No folders: Jupyter leaves its own there when somebody looks at the work.
            there = {path.name: path.read_bytes() for path in folder.glob("[!.]*") if path.is_file()}
            there.pop("timestamp.txt", None)
            saved = work.saved or datetime.fromtimestamp(work.path.stat().st_mtime, UTC)
            # A first hand-in that was killed left nothing but parts of what is wanted now.
            earlier = there != wanted and (target.exists() or not there.items() <= wanted.items())
            if earlier and not self._is_kept(there, wanted, student_id, work.module_id):
                when = datetime.now(UTC).strftime("%Y-%m-%d %H.%M.%S.%f")
                kept = self.root / "earlier" / student_id / work.module_id / when
                shutil.copytree(folder, part := kept.with_name(f".{when}.part"), symlinks=True)
                part.rename(kept)
            if earlier or not target.exists():
                for name in there.keys() - wanted.keys():
                    (folder / name).unlink()
        except OSError as error:
            raise cannot_write(target, error) from error
        if earlier or not target.exists():
            stamp = {"timestamp.txt": f"{saved.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC".encode()}
            for name, content in reversed((wanted | stamp).items()):  # the notebook last: it says that all is there
                write_atomically(folder / name, content)
        return earlier

    def _is_kept(self, there: dict[str, bytes], wanted: dict[str, bytes], student_id: str, module_id: str) -> bool:
        """Say whether a run that was killed has kept this version already, and left it half replaced."""
        versions = sorted((self.root / "earlier" / student_id / module_id).glob("[!.]*"))
        name = f"{module_id}.ipynb"
        if not versions or name not in there:
            return False
        kept = {path.name: path.read_bytes() for path in versions[-1].iterdir() if path.is_file()}
        return kept.get(name) == there[name] and all(
            content in (kept.get(name), wanted.get(name)) for name, content in there.items()
        )

    def submitted(self, work: HandedIn, student_id: str) -> Path:
        """Return where one person's notebook is, or will be, handed in."""
        return self.root / "submitted" / student_id / work.module_id / f"{work.module_id}.ipynb"

    def released(self, module_id: str) -> str:
        """Return a digest of the exercise that work is graded against; `release` comes first."""
        return self._released[module_id]

    def _knows(self, module_id: str) -> bool:
        from nbgrader.api import Gradebook, MissingEntry

        with Gradebook(self.db_url) as gradebook:
            try:
                gradebook.find_notebook(module_id, module_id)
            except MissingEntry:
                return False
        return True


def _check(root: Path, advice: str) -> None:
    if root.exists() and not root.is_dir():
        raise Plain(f"{root} is a file, not a folder.", advice)
    if any(sign in str(root) for sign in "*?[]"):
        raise Plain(f"nbgrader cannot work in a folder whose path has one of the signs * ? [ ]: {root}", advice)


def _open_api(root: Path, advice: str) -> Any:
    from nbgrader.api import Gradebook
    from nbgrader.apps.api import NbGraderAPI
    from sqlalchemy.exc import SAWarning

    # nbgrader's own way with its database makes SQLAlchemy warn three times per notebook.
    warnings.filterwarnings("ignore", module=r"nbgrader\.api", category=SAWarning)
    config = _settings(root)
    config.NbGraderAPI.log_level = "ERROR"
    api = NbGraderAPI(config=config)
    try:
        with Gradebook(api.coursedir.db_url):
            return api
    except Exception as error:
        raise Plain(
            f"The gradebook in {root} cannot be opened ({type(error).__name__}).",
            "If it was made by another release of nbgrader, open a terminal in that folder and type: "
            f"nbgrader db upgrade. Otherwise: {advice[0].lower()}{advice[1:]}",
        ) from error


def _settings(root: Path) -> Any:
    """Read the folder's settings as nbgrader does: those of the course, and what the leader added."""
    from traitlets.config.loader import PyFileConfigLoader

    try:
        config = PyFileConfigLoader(CONFIG_NAME, path=str(root)).load_config()
    except Exception as error:
        raise Plain(
            f"The settings in {root / CONFIG_NAME} cannot be read ({in_short(error)}).",
            "Take out the lines that were added to it last; then run the same command again.",
        ) from error
    config.CourseDirectory.root = str(root)  # this folder and no other, whatever was taken out of the file
    return config


def _refused_release(module_id: str, result: dict[str, Any]) -> Plain:
    if "Cannot add or remove cells" in result.get("log", "") + result.get("error", ""):
        return Plain(
            f"The exercise '{module_id}' has other tasks now than when work was graded in this folder.",
            "Grade the new work in a folder of its own: belonging grade ... --into my-new-grading",
        )
    return Plain(f"nbgrader could not prepare the exercise '{module_id}': {_last_line(result)}")


def _last_line(result: dict[str, Any]) -> str:
    text = str(result.get("log") or result.get("error") or "no reason given").strip()
    causes = [line for line in text.splitlines() if "Error" in line and not line.startswith("[")]
    return (causes or text.splitlines())[-1].strip()[:300]
