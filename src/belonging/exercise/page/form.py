"""A part of an exercise as page forms: plain HTML that prints and reads well before any script runs."""

from html import escape
from itertools import count

from belonging.exercise.page.sort_form import sort_fields
from belonging.exercise.source import Part, PlacedTask, load
from belonging.tasks import Choice, Code, File, Number, Several, Sort, Words
from belonging.tasks.prose import table_html, to_html
from belonging.tasks.words import NEVER_BY_MACHINE

# a learning platform may have renamed or packed it; what it is, is seen from what is in it
_FILES = ".ipynb,.json,.txt,.html,.htm,.py,.md,.zip,application/json"


def exercise_html(module_id: str, part: str, level: int = 3, root: str = "", folded: bool = False) -> str:
    """Return one part of a module's exercise as HTML.

    Parameters
    ----------
    module_id
        The module.
    part
        The part's slug, as the lesson names it.
    level
        Heading level of the part; its tasks are one lower.
    root
        The way from the page to the book's root, such as "../../".
    folded
        Whether the tasks wait behind a summary that opens them, after the part's first words.

    Raises
    ------
    LookupError
        If the exercise has no such part.
    """
    found = load(module_id).part(part)
    blocks = [
        _task(block, level + 1, root) if isinstance(block, PlacedTask) else to_html(block) for block in found.blocks
    ]
    if folded:
        summary = f"<summary>Open the {len(found.tasks)} questions</summary>"
        blocks = [blocks[0], f'<details class="bbd-fold">{summary}', *blocks[1:], "</details>"]
    return (
        f'<section class="bbd-exercise" data-exercise="{escape(module_id)}" aria-labelledby="part-{part}">'
        f'<h{level} id="part-{part}">Exercise: {escape(found.title)}</h{level}>'
        f"{_without_script(module_id, root)}{''.join(blocks)}{_work_bar(found)}</section>"
    )


def _without_script(module_id: str, root: str) -> str:
    return (
        "<noscript><p>Checking and saving need JavaScript. Without it, write your answers on paper, or "
        f'<a href="{root}_static/exercises/{escape(module_id)}.ipynb" download>download the blank notebook</a> '
        "for JupyterLab.</p></noscript>"
    )


def _task(placed: PlacedTask, level: int, root: str) -> str:
    task = placed.task
    head = f"task-{task.id}"
    evidence = ""
    if task.evidence is not None:
        table = table_html(task.evidence(task.data()), task.evidence_caption)
        evidence = f'<div class="bbd-scroll" role="group" aria-label="Table" tabindex="0">{table}</div>'
    return (
        f'<section class="bbd-task" aria-labelledby="{head}"><h{level} id="{head}">{escape(placed.heading)}</h{level}>'
        f'<p class="bbd-worth">{escape(placed.worth)}</p>{to_html(task.says(task.prompt))}{evidence}'
        f"{_file(task.file, root)}{_form(placed)}</section>"
    )


def _file(name: str, root: str) -> str:
    if not name:
        return ""
    name = escape(name)
    href = f"{root}_static/exercises/{name}"
    return f'<p>The file: <a href="{href}" download data-file="{name}">{name}</a></p>'


def _form(placed: PlacedTask) -> str:
    task, kind = placed.task, placed.task.kind
    if isinstance(kind, Code):
        return (
            "<p>This optional task is for JupyterLab: open the exercise notebook there, and work in the cell "
            f"that starts with <code>def {kind.function}</code>.</p>"
        )
    return (
        f'<form data-task="{task.id}" novalidate autocomplete="off">{_fields(placed)}{_code_note(kind)}'
        f'<p class="bbd-buttons">{_buttons(placed)}</p>'
        '<div class="bbd-outcome-place" role="status"></div><div class="bbd-help-place" role="status"></div></form>'
    )


def _buttons(placed: PlacedTask) -> str:
    if placed.task.silent:  # it is kept at once, so there is nothing to check
        what = f'Leave blank<span class="bbd-hidden-text"> question {placed.label}</span>'
        return _button(what, "bbd-leave-blank", hidden=True)
    hint = "" if isinstance(placed.task.kind, Words) else _button("Show a hint", "bbd-ask-hint", script=True)
    return (
        '<button type="submit" hidden data-needs-script>Check'
        f'<span class="bbd-hidden-text"> task {placed.label}</span></button>{hint}'
    )


def _fields(placed: PlacedTask) -> str:
    task, kind = placed.task, placed.task.kind
    name = f"answer-{task.id}"
    match kind:
        case Number():
            unit = f" {escape(kind.unit)}" if kind.unit else ""
            return (
                f'<p><label for="{name}">Your answer: {escape(kind.asks)}{unit}</label>'
                f'<input id="{name}" type="text" inputmode="decimal" data-answer></p>'
            )
        case Choice():
            options = [(o.key, f"<b>{o.key}</b> {to_html(o.text)[3:-5]}") for o in kind.options]
            return _options(name, "radio", "Choose one", options)
        case Several():
            items = [(code, escape(label)) for code, label in kind.choices(task.data())]
            return _options(name, "checkbox", "Choose every cell that applies", items)
        case Sort():
            return sort_fields(name, kind, task.data())
        case File():
            return _file_fields(name, kind)
        case _:
            assert isinstance(kind, Words)
            return _words(name, placed, kind)


def _file_fields(name: str, kind: File) -> str:
    wanted = {
        "live": "handed",
        "needs": " ".join(kind.needs),
        "likes": "",
        "judge": kind.judge,
        "usual": kind.usual,
        "what": kind.what,
        "kept": kind.kept,
    }
    marks = "".join(f' data-{mark}="{escape(text)}"' for mark, text in wanted.items())
    return (
        f'<p><label for="{name}">Name of {escape(kind.what)}, which you hand in beside the notebook</label>'
        f'<input id="{name}" type="text" data-answer placeholder="{escape(kind.usual)}"></p>'
        f'<div class="bbd-live"{marks}><div class="bbd-live-instead"><p>Where this page cannot check the file, '
        "JupyterLab can, and so can the person to whom you hand it in.</p></div></div>"
    )


def _options(name: str, type_: str, legend: str, options: list[tuple[str, str]]) -> str:
    number = count(1)
    rows = "".join(
        f'<li><input type="{type_}" name="{name}" id="{name}-{(n := next(number))}" value="{escape(key)}" data-answer>'
        f'<label for="{name}-{n}">{label}</label></li>'
        for key, label in options
    )
    return f'<fieldset><legend>{legend}</legend><ul class="bbd-options">{rows}</ul></fieldset>'


def _words(name: str, placed: PlacedTask, kind: Words) -> str:
    rubric = placed.task.rubric
    head = "".join(f'<th scope="col">{n}</th>' for n in range(len(rubric[0].levels)))
    rows = "".join(
        f'<tr><th scope="row">{escape(row.looks_for)}</th>'
        + "".join(f"<td>{escape(level)}</td>" for level in row.levels)
        + "</tr>"
        for row in rubric
    )
    return (
        '<div class="bbd-scroll" role="group" aria-label="Rubric" tabindex="0"><table class="bbd-evidence">'
        "<caption>How a person scores it (points per row)</caption>"
        f'<thead><tr><th scope="col">What counts</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"<p>{NEVER_BY_MACHINE}</p>"
        f'<p><label for="{name}">Your text, about {kind.words} words</label>'
        f'<textarea id="{name}" rows="10" data-answer></textarea></p>'
        '<p hidden data-needs-script>Words so far: <span class="bbd-word-count">0</span></p>'
    )


def _code_note(kind: object) -> str:
    if isinstance(kind, Words):
        return ""
    return (
        '<div class="bbd-code-note" hidden><p>This answer was worked out by code in JupyterLab. It stays as it is '
        f"in your notebook:</p><pre></pre>{_button('Answer here instead', 'bbd-instead')}</div>"
    )


def _work_bar(part: Part) -> str:
    where = f'<span class="bbd-hidden-text"> (after {escape(part.title)})</span>'
    return (
        '<div class="bbd-work" role="group" aria-label="Your work" hidden><p class="bbd-kept"></p><p>'
        f"{_button('Download my work' + where, 'bbd-download')}{_button('Open my work' + where, 'bbd-open')}"
        f"{_button('Mend my notebook' + where, 'bbd-mend')}"
        f'<input type="file" class="bbd-file-open" accept="{_FILES}" hidden aria-label="A notebook file to open">'
        f'<input type="file" class="bbd-file-mend" accept="{_FILES}" hidden aria-label="A damaged notebook to mend">'
        f"{_button('Undo opening', 'bbd-undo', hidden=True)}"
        f"{_button('Open the mended notebook here', 'bbd-open-mended', hidden=True)}</p>"
        '<div class="bbd-said" role="status"></div></div>'
    )


def _button(text: str, class_: str, *, script: bool = False, hidden: bool = False) -> str:
    marks = " hidden data-needs-script" if script else " hidden" if hidden else ""
    return f'<button type="button" class="{class_}"{marks}>{text}</button>'
