"""The fields of a task that sorts: a list to choose from for each item, or its own options when it has any."""

from html import escape
from typing import Any

from belonging.tasks import Item, Sort
from belonging.tasks.prose import to_inline_html


def sort_fields(name: str, kind: Sort, data: Any) -> str:
    """Return one labelled row for each item, and a place beside it for what it is told.

    Parameters
    ----------
    name
        The beginning of every id, such as `answer-code-ten-quotes`.
    kind
        The task's kind.
    data
        The task's dataset.
    """
    rows = "".join(
        f'<li class="bbd-item">{_own(name, item) if item.bins else _shared(name, kind, item)}'
        f'<div class="bbd-item-said" id="{name}-{item.code}-said" data-said="{item.code}"></div></li>'
        for item in kind.sorted_items(data)
    )
    return f'{_places(kind)}<ul class="bbd-items">{rows}</ul>'


def _places(kind: Sort) -> str:
    """List the shared bins once, for paper and for whoever wants to see them side by side."""
    if not kind.bins:
        return ""
    listed = "".join(f"<li>{to_inline_html(bin_.label)}</li>" for bin_ in kind.bins)
    return f'<p class="bbd-places-head">Choose among these for each line:</p><ul class="bbd-places">{listed}</ul>'


def _shared(name: str, kind: Sort, item: Item) -> str:
    place = f"{name}-{item.code}"
    options = "".join(f'<option value="{bin_.key}">{escape(bin_.label)}</option>' for bin_ in kind.bins)
    return (
        f'<label for="{place}"><b>{item.code}</b> {to_inline_html(item.text)}</label>'
        f'<select id="{place}" data-answer data-item="{item.code}" aria-describedby="{place}-said">'
        f'<option value="">Choose one</option>{options}</select>'
    )


def _own(name: str, item: Item) -> str:
    place = f"{name}-{item.code}"
    rows = "".join(
        f'<li><input type="radio" name="{place}" id="{place}-{bin_.key}" value="{bin_.key}" data-answer '
        f'data-item="{item.code}"><label for="{place}-{bin_.key}">{to_inline_html(bin_.label)}</label></li>'
        for bin_ in item.bins
    )
    return (
        f'<fieldset aria-describedby="{place}-said"><legend><b>{item.code}</b> {to_inline_html(item.text)}</legend>'
        f'<ul class="bbd-options">{rows}</ul></fieldset>'
    )
