"""One column's lines in the guided form: what it is, and for a question its scale, answers and direction."""

from __future__ import annotations

from html import escape

from belonging.own.corrections import settle, spoken
from belonging.own.header import short
from belonging.own.mapping import ROLES, Column
from belonging.own.preview import details


class ColumnForm:
    """One column's lines in the form: what it is, and for a question its scale, its answers and its direction."""

    def __init__(self, number: int, column: Column) -> None:
        import ipywidgets as widgets

        self._column = column
        name = escape(f"{number}. {short(column.name, 60)}")
        title = widgets.HTML(f"<b>{name}</b><br><small>{escape(details(column))}</small>", layout=wide("22rem"))
        options = [(f"{role}: {meaning}", role) for role, meaning in ROLES.items()]
        labelled = {"style": label()}
        self.role = widgets.Dropdown(
            options=options, value=column.role, description=f"Column {number} is", layout=wide(), **labelled
        )
        self.scale = widgets.Text(value=column.scale, description="Scale", layout=wide("14rem"), **labelled)
        self.low = widgets.FloatText(value=column.low, description="Answers from", layout=wide("10rem"), **labelled)
        self.high = widgets.FloatText(value=column.high, description="to", layout=wide("6rem"), **labelled)
        self.reversed = widgets.Checkbox(
            value=column.reversed, description="worded the other way round", indent=False, layout=wide("15rem")
        )
        self.order = widgets.Text(
            value=", ".join(spoken(column)),
            description="If answers are words, from least to most, with commas",
            layout=wide("40rem"),
            **labelled,
        )
        # Numbers need no order: the line only stands where answers may be words.
        self.order.layout.display = "" if column.words or column.role != "item" else "none"
        row = {"flex_flow": "row wrap"}
        ends = widgets.HBox([self.scale, self.low, self.high, self.reversed], layout=row)
        self._item = widgets.VBox([ends, self.order])
        self.box = widgets.VBox([widgets.HBox([title, self.role], layout=row), self._item])
        self.role.observe(lambda _: self._show(), names="value")
        self._show()

    def _show(self) -> None:
        self._item.layout.display = "" if self.role.value == "item" else "none"

    def column(self) -> Column:
        """Return the column as the person left it.

        Raises
        ------
        Plain
            If the ends of its answers are the wrong way round, or words are not in order.
        """
        return settle(
            self._column,
            role=self.role.value,
            scale=self.scale.value,
            low=self.low.value,
            high=self.high.value,
            reversed=self.reversed.value,
            order=self.order.value,
        )


def wide(width: str = "auto") -> dict[str, str]:
    """Return the layout of a control of this width."""
    return {"width": width}


def label() -> dict[str, str]:
    """Return the style of a control whose label is never cut off."""
    return {"description_width": "initial"}
