"""Shows an explorer as the output of a notebook cell: a widget where it can run, else the still figure."""

import os
from itertools import count
from typing import Any

from belonging.explorers.definition import Explorer
from belonging.explorers.front_end import style
from belonging.explorers.paper import on_paper
from belonging.explorers.still import still

_instances = count(1)


class Shown:
    """What `explore(...)` returns: displayed by Jupyter as a widget, with the still figure beneath it.

    With `BELONGING_STILL=1` in the environment, as when the book is built, there is only the still figure.

    Parameters
    ----------
    explorer : Explorer
    """

    def __init__(self, explorer: Explorer) -> None:
        self.explorer = explorer

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        # Two tabs of JupyterLab share one page, so every display needs ids of its own.
        uid = str(next(_instances))
        view = self.explorer.at(self.explorer.start)
        picture = _picture(self.explorer, view.chart, uid)
        figure = still(self.explorer, view, picture, uid)
        text = {"text/plain": f"{self.explorer.title}: {view.sentence}"}
        # A published page has no kernel but our style sheet and scripts: it needs the figure and nothing else.
        if os.environ.get("BELONGING_STILL") == "1":
            return {**text, "text/html": "\n".join(filter(None, (figure, on_paper(self.explorer, uid))))}
        return {
            **text,
            "text/html": f"<style>{style()}</style>\n{figure}",
            **(_widget(self.explorer, figure, uid) if picture else {}),
        }


def show(explorer: Explorer) -> Shown:
    """Return an explorer in the form that a notebook displays."""
    return Shown(explorer)


def _picture(explorer: Explorer, chart: Any, uid: str) -> str:
    try:
        from belonging.explorers.render import svg
        from belonging.explorers.still import figure_prefix

        return svg(chart, figure_prefix(explorer, uid))
    except ModuleNotFoundError:  # vl-convert does not exist for Pyodide
        return ""


def _widget(explorer: Explorer, figure: str, uid: str) -> dict[str, Any]:
    try:
        from belonging.explorers.widget import ExplorerWidget
    except ModuleNotFoundError:  # anywidget is not installed
        return {}
    widget = ExplorerWidget(explorer, figure, uid)
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle or {}
    return {kind: value for kind, value in data.items() if "widget" in kind}
