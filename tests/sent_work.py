"""Work as people send it: notebooks, zips and mails made for tests, and what a run left of them."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from belonging.exercise.derive import filled_notebook, notebook_text
from belonging.exercise.notebook import source_of
from belonging.exercise.source import load
from fake_cohort import FakeCohort

FIRST = load("listening").tasks[0]


def notebook(module_id: str = "listening", **answers: str) -> bytes:
    return notebook_text(filled_notebook(module_id, {k.replace("_", "-"): v for k, v in answers.items()})).encode()


def zipped(path: Path, files: Mapping[str, bytes], day: int = 1) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 10, day, 9, 0, 0)), content)
    return path


def answer(cohort: FakeCohort, person: str, module_id: str = "listening") -> str:
    """What the first task's answer cell holds in what was handed in."""
    path = cohort.root / "submitted" / person / module_id / f"{module_id}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return next(source_of(cell) for cell in cells if cell["id"] == load(module_id).tasks[0].grade_id).strip()


def version(text: str) -> bytes:
    return notebook(**{FIRST.task.id: f"{FIRST.variable} = {text}\n"})


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def everything(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def mail(sender: str, subject: str, files: Mapping[str, bytes], day: int = 1) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = sender, subject, f"{day} Oct 2026 09:00:00 +0000"
    made.set_content("Here it is.")
    for name, content in files.items():
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()
