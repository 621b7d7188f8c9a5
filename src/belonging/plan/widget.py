"""The plan builder as a Jupyter widget: the page's front end, with Python in the worker's place and a file to keep."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import anywidget

from belonging.errors import Plain
from belonging.files import write_atomically
from belonging.live.call import answer
from belonging.plan.front_end import form_data, module_script, widget_style
from belonging.plan.in_page import open_file, save


class PlanWidget(anywidget.AnyWidget):
    """The form, and the one file it keeps its plan in.

    Nothing of the plan is held in the widget's state, so nothing of it is saved with the notebook.

    Parameters
    ----------
    file : Path
        Where the plan is kept; made with the first plan.
    shown : str
        What the form calls that file.
    """

    _esm = module_script()
    _css = widget_style()

    def __init__(self, file: Path, shown: str) -> None:
        self._file = file
        self._shown = shown
        self._stamp = 0  # counts the writes, so that a second view of this form cannot write over the first unseen
        self._known: bytes | None = None
        super().__init__()
        self.on_msg(self._heard)

    def _heard(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        self.send({"id": content["id"], "answer": self._answer(content)})

    def _answer(self, content: dict[str, Any]) -> str:
        arguments = content.get("args", "{}")
        files = {name: base64.b64decode(each) for name, each in content.get("files", {}).items()}
        if str(content["what"]).startswith("belonging.plan.in_page:"):
            return answer(content["what"], arguments, files)
        try:
            result = self._start() if content["what"] == "start" else self._keep(**json.loads(arguments))
            return json.dumps({"result": result})
        except Plain as problem:
            return json.dumps({"problem": {"message": problem.message, "advice": problem.advice}})
        except Exception as error:  # the form has to hear of it, or it waits in vain
            return json.dumps({"error": f"{type(error).__name__}: {error}"})

    def _start(self) -> dict[str, Any]:
        record = None
        if self._file.exists():
            read = open_file(self._file.read_bytes())
            record = {"plan": read["plan"], "said": " ".join(read["problems"])}
        return {**form_data(), "file": self._shown, "record": record, "stamp": self._stamp}

    def _keep(self, plan: dict[str, Any], stamp: int, fresh: bool = False) -> dict[str, Any]:
        """Write the plan; what would be lost by that is set aside, and how the file was last time is kept beside it."""
        there = self._file.read_bytes() if self._file.exists() else None
        elsewhere = self._known is not None and (there != self._known or stamp != self._stamp)
        aside = None
        if there is not None and (fresh or elsewhere):
            aside = set_aside(self._file).name
        elif there is not None and self._known is None:
            write_atomically(self._file.with_name(f"{self._file.stem}-last-time{self._file.suffix}"), there)
        text = save(plan)["text"].encode()
        write_atomically(self._file, text)
        self._known = text
        self._stamp += 1
        return {"stamp": self._stamp, "aside": aside if elsewhere else None}


def set_aside(file: Path) -> Path:
    """Keep a copy of a plan file beside it as `NAME-before-1.yml`, `-2` …; never over another."""
    content, number = file.read_bytes(), 1
    while (aside := file.with_name(f"{file.stem}-before-{number}{file.suffix}")).exists():
        if aside.read_bytes() == content:
            return aside
        number += 1
    write_atomically(aside, content)
    return aside


def my_lesson_plan(file: str = "exercises/my-plan.yml") -> PlanWidget:
    """Show the plan builder in a notebook.

    Parameters
    ----------
    file
        Where the plan is kept, seen from the notebook.
    """
    return PlanWidget(Path(file), file)
