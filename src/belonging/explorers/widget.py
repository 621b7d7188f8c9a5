"""The explorer as a Jupyter widget: the page's front end, with Python computing each view."""

from typing import Any

import anywidget
import traitlets

from belonging.explorers.definition import Explorer
from belonging.explorers.front_end import module_script, style
from belonging.explorers.pack import Frame, frame


class ExplorerWidget(anywidget.AnyWidget):
    """A running explorer.

    Parameters
    ----------
    explorer : Explorer
    html : str
        Its still figure, which the front end wakes.
    uid : str
        The same as in the figure, so that ids agree.

    Attributes
    ----------
    choices : list of int
        The place of each chosen value; setting it from either side computes a new view.
    view : dict
        `state` and, for that state, `picture`, `sentence`, `table`, `alt`.
    """

    _esm = module_script()
    _css = style()
    html = traitlets.Unicode().tag(sync=True)
    choices = traitlets.List(traitlets.Int()).tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, explorer: Explorer, html: str, uid: str = "") -> None:
        self._explorer = explorer
        self._uid = uid
        self._seen: dict[tuple[int, ...], Frame] = {}
        super().__init__(html=html, choices=list(explorer.start))

    @traitlets.validate("choices")
    def _reachable(self, proposal: Any) -> list[int]:
        try:
            self._explorer.values(tuple(proposal["value"]))
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from error
        return list(proposal["value"])

    @traitlets.observe("choices")
    def _compute(self, change: Any) -> None:
        state = tuple(change["new"])
        if state not in self._seen:
            self._seen[state] = frame(self._explorer, state, self._uid)
        picture, sentence, table, alt = self._seen[state]
        self.view = {"state": list(state), "picture": picture, "sentence": sentence, "table": table, "alt": alt}
