"""The course home: the first page a participant sees in JupyterLab, made from the list of modules."""

from urllib.parse import quote

from belonging.course import Module

HOME = "Start here.md"
OWN_SURVEY = "My own survey.ipynb"
AUDIT = "Audit my unit.ipynb"
PLAN = "My lesson plan.ipynb"
MEND = "Mend my notebook.ipynb"
PUBLIC_DATA = "My school's public data.ipynb"


def lesson_path(module_id: str) -> str:
    """Return where a module's lesson lies in the workspace; its name differs from the exercise's, for their tabs."""
    return f"lessons/{module_id}-lesson.ipynb"


def exercise_path(module_id: str) -> str:
    """Return where a module's exercise lies in the workspace."""
    return f"exercises/{module_id}.ipynb"


def home_text(modules: tuple[Module, ...], datasets: tuple[str, ...]) -> str:
    """Return the course home as Markdown.

    Parameters
    ----------
    modules : tuple of Module
        The course's modules in reading order.
    datasets : tuple of str
        Names of the data files in the workspace's `data` folder.
    """
    return "\n".join([_WELCOME, *map(_module, modules), _HELP, *map(_dataset, datasets), ""])


def _module(module: Module) -> str:
    lines = [f"### {module.title}", ""]
    sittings = len(module.sittings)
    strand = "" if module.strand == module.id else f"Strand *{module.strand}* · "
    lines.append(f"{strand}{module.minutes} minutes, in {sittings} sitting{'s' * (sittings != 1)}")
    lines += [
        "",
        f"1. [Open the lesson]({quote(lesson_path(module.id))})",
        f"2. [Open the exercise]({quote(exercise_path(module.id))})",
        "",
    ]
    if module.key_points:
        lines += ["What you will take away:", "", *(f"- {point}" for point in module.key_points), ""]
    return "\n".join(lines)


def _dataset(name: str) -> str:
    file = quote(f"data/{name}.csv")
    return f"- [{name}.csv]({file}): the table the exercise uses, for those who want to look at every row."


_WELCOME = """# Belonging by Design

Welcome. This is your copy of the course, in a folder on this computer. Nothing you type here is sent anywhere.

## How a page works

- A page is made of boxes, called cells. Click a cell, then press **Shift+Enter** to run it and go on to the next.
- Start at the top and run every cell in order. If something looks odd, choose *Kernel*, then
  *Restart Kernel and Run All Cells* in the menu.
- Press **Ctrl+S** (on a Mac **Cmd+S**) to save. You can stop after any sitting and come back.

## Modules

New here? Begin with the first one. It takes you through all of this by the hand.
"""

_HELP = f"""## Your own survey

[Make a safe report on your own class]({quote(OWN_SURVEY)}): choose the file of your survey program, look over what each
column is, and get a report to print. The file stays on this computer and is never changed.

## Your own unit

[Audit my unit]({quote(AUDIT)}): tally who is pictured in your slides or chapter, and see who is shown doing the work.

## Your lesson

[Build my lesson plan]({quote(PLAN)}): start from a lesson that works or bring your own, and change it step by step
beside a checklist. The plan is kept in the folder `exercises`, ready to hand in.

## Your school's public data

[Ask the public file who gets the chance]({quote(PUBLIC_DATA)}): give files of the Civil Rights Data Collection, find
your school, and get a report and a draft memo. The files stay on this computer and are never changed.

## When something is wrong with a notebook

[Mend my notebook]({quote(MEND)}): it moves your answers into a clean copy. Your own file stays as it is.

## Handing in

Save the exercise, then give your course leader the file from the folder `exercises`.
No course leader? In a terminal type `belonging check` and the path of the exercise to see your points.

## When you are done for today

Save, close this browser tab, and press **Ctrl+C** in the window where you typed `belonging start`.
Type the same command next time: your work is where you left it.

## The data
"""
