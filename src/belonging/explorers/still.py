"""The figure as it stands without any script: picture, sentence, table, and the controls it will have."""

from html import escape
from typing import Any

import pandas as pd

from belonging.explorers.choices import Choice
from belonging.explorers.definition import Explorer
from belonging.explorers.view import View

TABLE_END = "</tbody></table>"


def still(explorer: Explorer, view: View | None = None, picture: str | None = None, uid: str = "") -> str:
    """Write the explorer's initial state as a figure that is complete in print and without JavaScript.

    Parameters
    ----------
    explorer : Explorer
    view : View, optional
        The initial view, when it is already computed.
    picture : str, optional
        Its SVG, when it is already drawn; an empty string leaves the picture out and says so.
    uid : str, optional
        Makes the ids of this figure differ from another figure of the same explorer on the page.
    """
    view = view or explorer.at(explorer.start)
    prefix = figure_prefix(explorer, uid)
    if picture is None:
        from belonging.explorers.render import svg

        picture = svg(view.chart, prefix)
    # No blank line inside: Markdown readers would end the block of HTML there.
    return (
        f'<figure class="bbd-explorer" data-explorer="{explorer.name}">\n'
        f'<figcaption><span class="bbd-title">{escape(explorer.title)}</span> '
        f'<span class="bbd-question">{escape(explorer.question)}</span></figcaption>\n'
        f"{_controls(explorer, prefix)}\n"
        f"{view_html(view, picture)}\n"
        '<p class="bbd-announce" role="status"></p>\n'
        "</figure>"
    )


def view_html(view: View, picture: str | None) -> str:
    """Write picture, sentence and table; an empty picture says what it shows, and for None there is none."""
    drawn = ""
    if picture:
        drawn = f'<div class="bbd-picture" role="img" aria-label="{escape(view.alt)}">{picture}</div>\n'
    elif picture is not None:
        drawn = f'<p class="bbd-picture">The picture cannot be drawn here. It shows: {escape(view.alt)}</p>\n'
    return (
        '<div class="bbd-view">\n'
        f"{drawn}"
        f'<div class="bbd-words"><p class="bbd-sentence">{escape(view.sentence)}</p>\n'
        f'<div class="bbd-table">{table_html(view)}</div></div>\n'
        "</div>"
    )


def figure_prefix(explorer: Explorer, uid: str = "") -> str:
    """Return what every id inside the explorer's figure begins with."""
    return "-".join(filter(None, ("bbd", explorer.module, explorer.id, uid)))


def table_html(view: View) -> str:
    """Write the view's table with its caption, a scope on every header, numbers as the sentence writes them."""
    names = [str(name) for name in view.table.columns]
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    caption = f"<caption>{escape(view.caption)}</caption>"
    # a table that counts nothing holds words: they run from the left and may wrap
    words = "" if view.counts or view.formats else ' class="bbd-in-words"'
    return f"<table{words}>{caption}<thead><tr>{head}</tr></thead><tbody>{rows_html(view)}{TABLE_END}"


def rows_html(view: View) -> str:
    """Write the rows of the view's table alone, for a panel that continues another's table."""
    return "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{escape(cell)}</th>' if place == 0 else f"<td>{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in cells(view)
    )


def cells(view: View) -> list[list[str]]:
    """Return the table's rows as the text that is shown."""
    names = [str(name) for name in view.table.columns]
    return [
        [shown(cell, view.formats.get(name, "")) for name, cell in zip(names, row, strict=True)]
        for row in view.table.itertuples(index=False)
    ]


def shown(value: Any, spec: str = "") -> str:
    """Write one value as the reader sees it.

    >>> shown(3.14159, ".2f"), shown(-0.5, "+.2f"), shown(None), shown("hidden")
    ('3.14', '−0.50', '–', 'hidden')
    """
    if isinstance(value, str):
        return value
    if value is None or pd.isna(value):
        return "–"
    return format(value, spec).replace("-", "−")


def _controls(explorer: Explorer, prefix: str) -> str:
    # The controls are written here and only woken by the script, so that nothing on the page moves when it comes.
    controls = "\n".join(_control(choice, number, prefix) for number, choice in enumerate(explorer.choices))
    return (
        f'<div class="bbd-controls" role="group" aria-label="Choices for: {escape(explorer.title)}">\n'
        f"{controls}\n"
        '<div class="bbd-control"><button type="button" class="bbd-again" disabled>Start again</button></div>\n'
        "</div>"
    )


def _control(choice: Choice, number: int, prefix: str) -> str:
    id_ = f"{prefix}-{choice.id}"
    label = escape(choice.label)
    labels = escape("|".join(choice.labels))
    now = f'<span class="bbd-value" aria-hidden="true">{escape(choice.labels[choice.start])}</span>'
    marks = f'data-choice="{number}" autocomplete="off" disabled'
    if choice.kind == "slider":
        inner = (
            f'<label for="{id_}">{label}</label> {now}'
            f'<input type="range" id="{id_}" min="0" max="{len(choice.values) - 1}" step="1" '
            f'value="{choice.start}" aria-valuetext="{escape(choice.labels[choice.start])}" '
            f'data-labels="{labels}" {marks}>'
        )
    elif choice.kind == "toggle":
        checked = " checked" if choice.start else ""
        inner = (
            f'<label class="bbd-toggle" for="{id_}"><input type="checkbox" id="{id_}"{checked} {marks}> {label}</label>'
        )
    elif choice.kind == "select":
        options = "".join(
            f'<option value="{place}"{" selected" if place == choice.start else ""}>{escape(text)}</option>'
            for place, text in enumerate(choice.labels)
        )
        inner = f'<label for="{id_}">{label}</label> <select id="{id_}" {marks}>{options}</select>'
    else:
        inner = f'<button type="button" id="{id_}" data-labels="{labels}" {marks}>{label}</button> {now}'
    return f'<div class="bbd-control bbd-{choice.kind}">{inner}</div>'
