"""The same in JupyterLab: upload a file, look over the columns, press a button, open the report."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from belonging.errors import Plain
from belonging.own.analysis import analyse
from belonging.own.column_form import ColumnForm, label, wide
from belonging.own.corrections import whole_number
from belonging.own.day import today
from belonging.own.mapping import Column, Mapping
from belonging.own.preview import summary
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
        accept=".csv,.tsv,.txt,.xlsx", multiple=False, description="Choose your survey file", layout=wide("22rem")
    )
    before = widgets.FileUpload(
        accept=".csv,.tsv,.txt,.xlsx",
        multiple=False,
        description="Earlier term (only if you have one)",
        layout=wide("22rem"),
    )
    asked = widgets.Text(placeholder="e.g. 25", description="How many students were asked?", style=label())
    button = widgets.Button(description="Make my report", button_style="primary", disabled=True, layout=wide("22rem"))
    rows: list[ColumnForm] = []

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
        rows[:] = [ColumnForm(number, column) for number, column in enumerate(state.mapping.columns, start=1)]
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
            written = state.make([row.column() for row in rows], whole_number(asked.value))
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


def _taken(upload: Any) -> bytes:
    """Take the file out of the widget: what stays in a widget may be saved with the notebook."""
    content = bytes(upload.value[0]["content"])
    upload.value = ()
    return content
