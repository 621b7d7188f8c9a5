"""The feedback page: points first, then each answer with what was said about it. It asks no host and runs nothing."""

from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import Exporter

from belonging.exercise.notebook import grade_id_of
from belonging.grading.inert import inert_html, inert_markdown, plain_text
from belonging.grading.look import template
from belonging.grading.points import Points, points_of
from belonging.grading.told import answers_told
from belonging.lesson.taught import Place

MARK = "belonging grade"
"""What the page says it was made by, so that a later run knows its own page from a person's file."""


class FeedbackExporter(Exporter):
    """Writes the page in nbgrader's place, so that its command line and Formgrader write the same one."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own text exporters do
        self, nb: Any, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page for an autograded notebook.

        Parameters
        ----------
        nb : nbformat.NotebookNode
            The autograded notebook.
        resources : dict
            As nbgrader gives it: whose notebook it is and where the gradebook lies.
        """
        notebook, found = super().from_notebook_node(nb, resources, **kwargs)
        marks = found["nbgrader"]
        points = points_of(marks["db_url"], marks["student"], marks["assignment"])
        folder = Path(found.get("metadata", {}).get("path") or ".")
        return page(notebook, points, title_of(marks["assignment"]), marks["student"], folder), found


def page(notebook: Any, points: Points, title: str, person: str, folder: Path = Path()) -> str:
    """Return the feedback page as HTML.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The autograded notebook, with nbgrader's comments in its metadata.
    points : Points
        What the gradebook holds.
    title, person : str
        The module's title and whose work it is.
    folder : Path
        Where the notebook lies, with the files handed in beside it.
    """
    by_id = {task.grade_id: task for task in points.tasks}
    module_id = str(notebook.metadata.get("belonging", {}).get("module", ""))
    silent, again = _silent_cells(module_id), _read_again(notebook, module_id, folder, points)
    blocks = [_block(cell, by_id, again) for cell in notebook.cells if grade_id_of(cell) not in silent]
    return template("feedback.html").render(
        blocks=[block for block in blocks if block["shown"]],
        points=points,
        title=title,
        person=person,
        mark=MARK,
    )


def _silent_cells(module_id: str) -> set[str]:
    """Name the cells of questions nobody marks; what they hold is no part of any feedback."""
    from belonging.exercise.source import load

    try:
        silent = [placed for placed in load(module_id).tasks if placed.task.silent]
    except LookupError:
        return set()  # an assignment of the leader's own
    return {id_ for p in silent for id_ in (p.prompt_id, p.grade_id, p.check_id)}


def _read_again(notebook: Any, module_id: str, folder: Path, points: Points) -> dict[str, Place]:
    """Return what to read again, by the id of the cell under which to say so."""
    try:
        told = answers_told(notebook.cells, module_id, folder, points)
    except LookupError:
        return {}
    return {one.points.grade_id: one.read_again for one in told if one.points and one.read_again}


def _block(cell: Any, by_id: dict[str, Any], again: dict[str, Place]) -> dict[str, Any]:
    marks = cell.metadata.get("nbgrader", {})
    grade_id = marks.get("grade_id", "")
    ours = bool(marks.get("locked"))
    is_check = ours and bool(marks.get("grade"))
    outputs = [_output(output, is_check) for output in cell.get("outputs", [])]
    return {
        "kind": cell.cell_type,
        "role": "check" if is_check else "prompt" if ours else "answer" if marks.get("solution") else "own",
        "markdown": Markup(inert_markdown(cell.source)) if cell.cell_type == "markdown" else "",
        "source": cell.source,
        "outputs": outputs,
        "task": by_id.get(grade_id),
        "place": again.get(grade_id),
        "comment": Markup(inert_markdown(marks["comment"])) if marks.get("comment") else "",
        # The first cell of code is the same for everyone; nobody needs to read it in their feedback.
        "shown": bool(cell.source.strip() or outputs) and not (ours and cell.cell_type == "code" and not is_check),
    }


def _output(output: Any, is_check: bool) -> dict[str, Any]:
    if output.output_type == "stream":
        return {"text": plain_text(output.text)}
    if output.output_type == "error":
        return {"text": plain_text(f"{output.ename}: {output.evalue}")}
    if is_check and "text/html" in output.data:
        return {"html": Markup(inert_html(output.data["text/html"]))}
    if picture := output.data.get("image/png"):
        return {"picture": "".join(picture.split())}
    return {"text": plain_text(output.data.get("text/plain", ""))}


def title_of(module_id: str) -> str:
    """Return a module's title; of an assignment of the leader's own, its name."""
    from belonging.course import module

    try:
        return module(module_id).title
    except LookupError:
        return module_id
