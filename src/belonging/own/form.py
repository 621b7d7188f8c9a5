"""The same in JupyterLab: upload a file, look over the columns, press a button, open the report."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from belonging.errors import Plain
from belonging.own.analysis import analyse
from belonging.own.corrections import in_order
from belonging.own.header import short
from belonging.own.mapping import ROLES, Column, Mapping, Role
from belonging.own.preview import details, summary
from belonging.own.proposal import propose
from belonging.own.reading import read_bytes
from belonging.own.survey import Survey
from belonging.own.write import Written, write_report


class Guide:
    """The form's state: which survey was read, what its columns are, what was written.

    The widgets only show it; every step is a method, so that it can be tried without a browser.
    """

    def __init__(self, folder: Path = Path("survey-report")) -> None:
        self.folder = folder
        self.survey: Survey | None = None
        self.earlier: Survey | None = None
        self.mapping: Mapping | None = None
        self.written: Written | None = None

    def upload(self, content: bytes) -> tuple[str, ...]:
        """Read an uploaded file and propose its map; return what to say about it."""
        self.survey = read_bytes(content)
        self.mapping = propose(self.survey)
        return summary(self.survey)

    def upload_earlier(self, content: bytes) -> tuple[str, ...]:
        """Read the file of an earlier term."""
        self.earlier = read_bytes(content)
        return summary(self.earlier)

    def make(self, columns: list[Column], asked: int | None = None) -> Written:
        """Write the report.

        Raises
        ------
        Plain
            If no file was uploaded, or something has to be changed first.
        """
        from belonging.own.command import today

        if self.survey is None:
            raise Plain("There is no file yet.", "Press the upload button and choose your survey file first.")
        self.mapping = Mapping(columns=columns)
        report = analyse(self.survey, self.mapping, self.earlier, asked=asked, day=today())
        self.written = write_report(report, self.mapping, self.folder)
        return self.written


def guide(folder: str = "survey-report") -> Any:
    """Show the form in a notebook.

    Parameters
    ----------
    folder : str
        Where reports are written, seen from the notebook.

    Returns
    -------
    ipywidgets box
    """
    import ipywidgets as widgets

    state = Guide(Path(folder))
    heard, say, links = widgets.HTML(), widgets.HTML(), widgets.Output()
    table = widgets.VBox()
    choose = widgets.FileUpload(
        accept=".csv,.tsv,.txt,.xlsx", multiple=False, description="Choose your survey file", layout=_wide("22rem")
    )
    before = widgets.FileUpload(
        accept=".csv,.tsv,.txt,.xlsx",
        multiple=False,
        description="Earlier term (only if you have one)",
        layout=_wide("22rem"),
    )
    asked = widgets.Text(placeholder="e.g. 25", description="How many students were asked?", style=_label())
    button = widgets.Button(description="Make my report", button_style="primary", disabled=True, layout=_wide("22rem"))
    rows: list[_ColumnForm] = []

    def tell(where: Any, lines: tuple[str, ...], problem: bool = False) -> None:
        # role=status is read out when it changes; a problem is named in words, not by color.
        start = "<b>Please change:</b> " if problem else ""
        where.value = f'<div role="status">{start}' + "<br>".join(map(escape, lines)) + "</div>"

    def read(_: Any) -> None:
        if not choose.value:
            return
        try:
            lines = state.upload(_taken(choose))
        except Plain as found:
            tell(heard, (str(found),), problem=True)
            return
        assert state.mapping is not None
        rows[:] = [_ColumnForm(number, column) for number, column in enumerate(state.mapping.columns, start=1)]
        table.children = [row.box for row in rows]
        button.disabled = False
        tell(heard, (*lines, "Look over the columns below, change what is wrong, and press “Make my report”."))

    def read_before(_: Any) -> None:
        if not before.value:
            return
        try:
            tell(heard, ("The earlier term.", *state.upload_earlier(_taken(before))))
        except Plain as found:
            tell(heard, (str(found),), problem=True)

    def make(_: Any) -> None:
        from IPython.display import FileLink, display

        links.clear_output()
        try:
            written = state.make([row.column() for row in rows], _number(asked.value))
        except Plain as found:
            tell(say, (str(found),), problem=True)
            return
        where = f"They are in the folder {written.html.parent}, in the list of files at the left:"
        ready = "Your report is ready: a page for the browser, a Word document, and the column map."
        tell(say, (ready, where, *(f"Please note: {warning}" for warning in written.warnings)))
        with links:
            # Only a file link knows how this notebook's server calls the file.
            for path in (written.html, written.docx, written.mapping):
                display(FileLink(path))  # type: ignore[no-untyped-call]

    choose.observe(read, names="value")
    before.observe(read_before, names="value")
    button.on_click(make)
    steps = [
        widgets.HTML("<h3>1. Your file</h3><p>It is read on this computer, never changed and never sent anywhere.</p>"),
        choose,
        before,
        heard,
        widgets.HTML("<h3>2. What each column is</h3>"),
        table,
        widgets.HTML("<h3>3. Your report</h3>"),
        asked,
        button,
        say,
        links,
    ]
    return widgets.VBox(steps)


class _ColumnForm:
    """One column's lines in the form: what it is, and for a question its scale, its answers and its direction."""

    def __init__(self, number: int, column: Column) -> None:
        import ipywidgets as widgets

        self._column = column
        name = escape(f"{number}. {short(column.name, 60)}")
        title = widgets.HTML(f"<b>{name}</b><br><small>{escape(details(column))}</small>", layout=_wide("22rem"))
        options = [(f"{role}: {meaning}", role) for role, meaning in ROLES.items()]
        own_label = {"style": _label()}
        self.role = widgets.Dropdown(
            options=options, value=column.role, description=f"Column {number} is", layout=_wide(), **own_label
        )
        self.scale = widgets.Text(value=column.scale, description="Scale", layout=_wide("14rem"), **own_label)
        self.low = widgets.FloatText(value=column.low, description="Answers from", layout=_wide("10rem"), **own_label)
        self.high = widgets.FloatText(value=column.high, description="to", layout=_wide("6rem"), **own_label)
        self.reversed = widgets.Checkbox(
            value=column.reversed, description="worded the other way round", indent=False, layout=_wide("15rem")
        )
        self.order = widgets.Text(
            value=", ".join(_spoken(column)),
            description="If answers are words, from least to most, with commas",
            layout=_wide("40rem"),
            **own_label,
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
        role: Role = self.role.value
        if role != "item":
            return self._column.model_copy(update={"role": role})
        words, low, high = self._column.words, self.low.value, self.high.value
        if self.order.value.strip() != ", ".join(_spoken(self._column)):
            words = in_order(self.order.value) if self.order.value.strip() else {}
            low, high = (1.0, float(len(words))) if words else (low, high)
        if not low < high:
            raise Plain(
                f"The answers of “{short(self._column.name)}” go from {low:g} to {high:g}.",
                "Write the smaller number first.",
            )
        scale, turned = self.scale.value.strip(), self.reversed.value
        return self._column.model_copy(
            update={"role": role, "scale": scale, "words": words, "low": low, "high": high, "reversed": turned}
        )


def _spoken(column: Column) -> list[str]:
    """Return the words of a column's answers from least to most."""
    return sorted(column.words, key=lambda word: column.words[word])


def _taken(upload: Any) -> bytes:
    """Take the file out of the widget: what stays in a widget may be saved with the notebook."""
    content = bytes(upload.value[0]["content"])
    upload.value = ()
    return content


def _number(text: str) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdigit() or int(text) < 1:
        raise Plain(
            "The number of students asked is not a number.", "Type a whole number, such as 25, or leave it empty."
        )
    return int(text)


def _wide(width: str = "auto") -> dict[str, str]:
    return {"width": width}


def _label() -> dict[str, str]:
    return {"description_width": "initial"}
