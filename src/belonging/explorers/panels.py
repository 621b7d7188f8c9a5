"""Panels: parts of a picture that depend on some of the choices only, so that their states add up."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from belonging.explorers.choices import ID
from belonging.explorers.view import View


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of a picture that depends on some of the choices only; it is drawn and packed by itself.

    Parameters
    ----------
    id : str
        Its name among the panels of the explorer.
    choices : tuple of str
        The ids of the choices it depends on; none for a part that never changes.
    view : callable
        A pure function: keywords named for these choices in, `View` out. The panels of one explorer share the
        columns of their tables and the formats.
    """

    id: str
    choices: tuple[str, ...]
    view: Callable[..., View]


def check_panels(explorer: str, panels: tuple[Panel, ...], choices: list[str]) -> None:
    """Hold the panels of an explorer to the ids of its choices.

    Raises
    ------
    ValueError
        If two panels share an id, or a panel and the choices do not fit each other.
    """
    names = [panel.id for panel in panels]
    if len(set(names)) != len(names) or not all(map(ID.fullmatch, names)):
        raise ValueError(f"Explorer '{explorer}': give each panel an id of its own, in lower case with hyphens.")
    for panel in panels:
        if unknown := [id_ for id_ in panel.choices if id_ not in choices]:
            raise ValueError(f"Panel '{panel.id}' of '{explorer}' depends on '{unknown[0]}', which is no choice.")
    used = {id_ for panel in panels for id_ in panel.choices}
    if panels and (idle := [id_ for id_ in choices if id_ not in used]):
        raise ValueError(f"Explorer '{explorer}': no panel depends on the choice '{idle[0]}'.")


def stacked(name: str, panels: tuple[Panel, ...], views: list[View]) -> View:
    """Join the panels' views: pictures stacked, sentences and alts joined, rows one after the other."""
    first = views[0]
    for part, view in zip(panels, views, strict=True):
        if list(view.table.columns) != list(first.table.columns) or view.formats != first.formats:
            raise ValueError(
                f"'{name}', panel {part.id}: its table needs the same columns and formats as the first one's."
            )
    return View(
        chart=tuple(view.chart for view in views),
        sentence=" ".join(view.sentence for view in views),
        # as objects, or whole numbers of one panel would turn into decimals beside another's
        table=pd.concat([view.table.astype(object) for view in views], ignore_index=True),
        alt=" ".join(view.alt for view in views),
        caption=first.caption,
        counts=tuple(dict.fromkeys(name for view in views for name in view.counts)),
        formats=first.formats,
    )
