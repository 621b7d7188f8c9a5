"""Audit my unit in JupyterLab: the same tally as on the page, by clicking; it is kept in a CSV file."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from belonging.errors import Plain
from belonging.unit_audit.figure import QUESTIONS, Figure, Who
from belonging.unit_audit.result import FOCUS, result_html
from belonging.unit_audit.tally import Tally

# The page has a style sheet; here the bars get theirs from JupyterLab's colors, so that both themes show them.
_STYLE = """<style>
.bbd-audit-form table { border-collapse: collapse; }
.bbd-audit-form caption { text-align: start; font-weight: 700; padding-block: 0.5rem; }
.bbd-audit-form :is(th, td) { text-align: start; padding: 0.25rem 1rem 0.25rem 0; vertical-align: top; }
.bbd-audit-form .bbd-bar {
  display: block; width: 9rem; height: 0.75rem; border: 1px solid var(--jp-ui-font-color2, #616161);
}
.bbd-audit-form .bbd-bar > span {
  display: block; height: 100%; background: var(--jp-brand-color1, #1976d2); print-color-adjust: exact;
}
</style>"""
WHO_LABELS: tuple[tuple[str, Who], ...] = (("Yes", "focus"), ("No", "other"), ("The page does not say", "unclear"))


def audit_my_unit(file: str = "my-unit.csv") -> Any:
    """Show the form in a notebook.

    Parameters
    ----------
    file
        Where the tally is kept, seen from the notebook.

    Returns
    -------
    ipywidgets box

    Raises
    ------
    Plain
        If the file is there and is no tally.
    """
    import ipywidgets as widgets

    tally = Tally(Path(file))
    wide = widgets.Layout(width="100%", max_width="40rem")
    style = {"description_width": "initial"}
    focus = widgets.Text(description="Whom do you look for?", placeholder="women", layout=wide, style=style)
    part = widgets.Text(description="Slide, page or poster", layout=wide, style=style)
    who = widgets.RadioButtons(
        options=[words for words, _ in WHO_LABELS], value=None, description="From that group?", layout=wide, style=style
    )
    boxes = {name: widgets.Checkbox(description=words, indent=False, layout=wide) for name, words in QUESTIONS}
    add = widgets.Button(description="Add this person", button_style="primary")
    undo = widgets.Button(description="Undo")
    number = widgets.BoundedIntText(min=1, max=5000, description="Person number", style=style)
    remove = widgets.Button(description="Remove")
    upload = widgets.FileUpload(accept=".csv", multiple=False, description="Open a CSV")
    heard, shown = widgets.HTML(), widgets.HTML()

    def draw(said: str = "", problem: bool = False) -> None:
        start = "<b>Please change:</b> " if problem else ""
        heard.value = f'<div role="status">{start}{escape(said)}</div>'
        found = _table(tally.figures) + result_html(tally.figures, focus.value or FOCUS)
        shown.value = f'{_STYLE}<div class="bbd-audit-form">{found}</div>'

    def safely(act: Callable[[], str]) -> Callable[[Any], None]:
        def pressed(_: Any) -> None:
            try:
                said = act()
            except Plain as found:
                draw(str(found), problem=True)
            else:
                draw(said)

        return pressed

    def add_one() -> str:
        if who.value is None:
            raise Plain("It is not said who is pictured.", "Choose Yes, No, or “The page does not say”.")
        answers = {name: box.value for name, box in boxes.items()}
        tally.add(Figure(part.value.strip(), dict(WHO_LABELS)[who.value], **answers))
        who.value = None
        for box in boxes.values():
            box.value = False
        return f"{len(tally.figures)} so far. Saved in {file}."

    def undo_one() -> str:
        return f"Undone. {len(tally.figures)} now." if tally.undo() else "There is nothing to undo."

    def remove_one() -> str:
        tally.remove(number.value)
        return f"Removed. {len(tally.figures)} now. “Undo” brings the person back."

    def take() -> str:
        if not upload.value:
            return ""
        tally.take(bytes(upload.value[0]["content"]))
        return f"Opened: {len(tally.figures)} people. “Undo” brings back what was here."

    add.on_click(safely(add_one))
    undo.on_click(safely(undo_one))
    remove.on_click(safely(remove_one))
    upload.observe(safely(take), names="value")
    focus.observe(lambda _: draw(), names="value")
    draw(f"Your tally of {len(tally.figures)} people is read from {file}." if tally.figures else "")
    row = widgets.HBox([undo, number, remove, upload], layout=widgets.Layout(flex_flow="row wrap"))
    return widgets.VBox([focus, part, who, *boxes.values(), add, heard, row, shown])


def _table(figures: list[Figure]) -> str:
    if not figures:
        return ""
    said = {value: words for words, value in WHO_LABELS}
    rows = "".join(
        f'<tr><th scope="row">{number}</th><td>{escape(f.part)}</td><td>{said[f.who]}</td>'
        + "".join(f"<td>{'yes' if getattr(f, name) else 'no'}</td>" for name, _ in QUESTIONS)
        + "</tr>"
        for number, f in enumerate(figures, start=1)
    )
    heads = ("No.", "Where", "Group", "Knows", "Alive", "At work", "Used")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return f"<table><caption>Your tally</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
