"""From a lesson in JupyterLab to the exercise that belongs to it."""

from posixpath import dirname, relpath


def exercise_link(module_id: str, part: str) -> str:
    """Say in Markdown which tasks to do now, with a link to the exercise notebook.

    Parameters
    ----------
    module_id : str
        The module.
    part : str
        Slug of a part of the exercise.

    Raises
    ------
    KeyError
        If the exercise has no such part.
    """
    from belonging.exercise.source import load
    from belonging.lab.home import exercise_path, lesson_path

    found = load(module_id).part(part)
    href = relpath(exercise_path(module_id), dirname(lesson_path(module_id)))
    tasks = "\n".join(f"- {placed.heading} ({_lower(placed.worth)})" for placed in found.tasks)
    return f"**Now do it.** Open [the exercise notebook]({href}) and go to *{found.title}*:\n\n{tasks}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
