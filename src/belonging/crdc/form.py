"""The same in JupyterLab: give the files, find the school, press a button, open the report."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from belonging.crdc.analysis import Analysis, analyse
from belonging.crdc.choosing import DISTRICT, STATE, describe, matches
from belonging.crdc.collection import NO_YEAR, Collection, collect, load
from belonging.crdc.columns import COURSES
from belonging.crdc.files import Source
from belonging.crdc.write import Written, write_report
from belonging.errors import Plain
from belonging.own.column_form import label, wide

_LISTED = 30
_NAMED = "named"


class Guide:
    """The form's state: which files were read, which school was chosen, what was written.

    The widgets only show it; every step is a method, so that it can be tried without a browser.
    """

    def __init__(self, folder: Path = Path("public-data-report")) -> None:
        self.folder = folder
        self.collection: Collection | None = None
        self.analysis: Analysis | None = None

    def upload(self, files: dict[str, bytes]) -> tuple[str, ...]:
        """Read uploaded files, by name; return what to say about them."""
        self.collection = collect([Source(name, content=content, in_folder=True) for name, content in files.items()])
        return self._summary()

    def read_folder(self, folder: Path) -> tuple[str, ...]:
        """Read a folder beside the notebook."""
        if not folder.expanduser().is_dir():
            raise Plain(
                f"There is no folder {folder}.",
                "Make it in the list of files at the left (New Folder), and drag your files into it.",
            )
        self.collection = load([folder])
        return self._summary()

    def find(self, text: str) -> list[tuple[str, str]]:
        """Return the schools a person may mean, as (line of a list, key)."""
        collection = self._read()
        found = matches(collection, text)
        if not found:
            raise Plain(
                f"No school in these files is called “{text}”.", "Try a shorter part of its name, such as one word."
            )
        if len(found) > _LISTED:
            raise Plain(f"{len(found):,} schools have that in their name.", "Write more of the name.")
        return [(describe(collection, key), key) for key in found]

    def make(self, school: str, compare: Sequence[str], course: str) -> Written:
        """Write the report.

        Raises
        ------
        Plain
            If no file was read, or something has to be changed first.
        """
        self.analysis = analyse(self._read(), school, compare, course)
        return write_report(self.analysis, self.folder)

    def _read(self) -> Collection:
        if self.collection is None:
            raise Plain("No file has been read yet.", "Choose your files in step 1 first.")
        return self.collection

    def _summary(self) -> tuple[str, ...]:
        found = self._read()
        year = f" Collection {found.year}." if found.year else f" {NO_YEAR}"
        return (f"{len(found.schools):,} schools read.{year}", *found.notes)


def guide(folder: str = "public-data-report", files: str = "public-data") -> Any:
    """Show the form in a notebook.

    Parameters
    ----------
    folder : str
        Where reports are written, seen from the notebook.
    files : str
        The folder that is proposed for large files.

    Returns
    -------
    ipywidgets box
    """
    import ipywidgets as widgets

    state = Guide(Path(folder))
    heard, listed, say, links = widgets.HTML(), widgets.HTML(), widgets.HTML(), widgets.Output()
    choose = widgets.FileUpload(accept=".csv", multiple=True, description="Choose your files", layout=wide("22rem"))
    place = widgets.Text(value=files, description="Or the folder they are in", style=label(), layout=wide("26rem"))
    read = widgets.Button(description="Read this folder", layout=wide("22rem"))
    name = widgets.Text(placeholder="one word is enough", description="A part of its name", style=label())
    find = widgets.Button(description="Find my school", disabled=True, layout=wide("22rem"))
    schools = widgets.Select(
        options=[], description="Schools found", rows=6, style=label(), layout={"width": "auto", "min_width": "20rem"}
    )
    course = widgets.Dropdown(
        options=[(each.name, each.key) for each in COURSES.values()], description="Course", style=label()
    )
    beside = widgets.Dropdown(
        options=[
            ("the other schools of the district", DISTRICT),
            ("schools of like size in the state", STATE),
            ("the schools named in the next line", _NAMED),
        ],
        description="Set beside",
        style=label(),
        layout=wide("28rem"),
    )
    named = widgets.Text(
        placeholder="names or keys, with semicolons",
        description="Schools to compare",
        style=label(),
        layout=wide("28rem"),
    )
    button = widgets.Button(description="Make my report", button_style="primary", disabled=True, layout=wide("22rem"))

    def tell(where: Any, lines: Sequence[str], problem: bool = False) -> None:
        # role=status is read out when it changes; a problem is named in words, not by color.
        start = "<b>Please change:</b> " if problem else ""
        where.value = f'<div role="status">{start}' + "<br>".join(map(escape, lines)) + "</div>"

    def heard_files(lines: Sequence[str]) -> None:
        find.disabled = False
        tell(heard, (*lines, "Now find your school."))

    def upload(_: Any) -> None:
        if not choose.value:
            return
        taken = {str(entry["name"]): bytes(entry["content"]) for entry in choose.value}
        choose.value = ()  # what stays in a widget may be saved with the notebook
        try:
            heard_files(state.upload(taken))
        except Plain as found:
            tell(heard, (str(found),), problem=True)

    def read_folder(_: Any) -> None:
        try:
            heard_files(state.read_folder(Path(place.value)))
        except Plain as found:
            tell(heard, (str(found),), problem=True)

    def search(_: Any) -> None:
        try:
            schools.options = state.find(name.value)
        except Plain as found:
            schools.options = []
            button.disabled = True
            tell(listed, (str(found),), problem=True)
            return
        schools.index = 0
        button.disabled = False
        n = len(schools.options)
        tell(listed, (f"{n} school{'s' * (n != 1)} found. Choose yours in the list.",))

    def make(_: Any) -> None:
        from IPython.display import FileLink, display

        links.clear_output()
        asked = [each for each in named.value.split(";") if each.strip()] if beside.value == _NAMED else [beside.value]
        try:
            if not asked:
                raise Plain("No school to compare with is named.", "Write its name, or choose another comparison.")
            written = state.make(schools.value or "", asked, course.value)
        except Plain as found:
            tell(say, (str(found),), problem=True)
            return
        tell(
            say,
            (
                "Your report is ready: a page for the browser, a Word document, and a draft memo for you to edit.",
                f"They are in the folder {written.html.parent}, in the list of files at the left:",
            ),
        )
        with links:
            # Only a file link knows how this notebook's server calls the file.
            for path in written.paths:
                display(FileLink(path))  # type: ignore[no-untyped-call]

    choose.observe(upload, names="value")
    read.on_click(read_folder)
    find.on_click(search)
    button.on_click(make)
    steps = [
        widgets.HTML("<h3>1. Your files</h3><p>They are read on this computer, never changed and never sent.</p>"),
        choose,
        place,
        read,
        heard,
        widgets.HTML("<h3>2. Your school</h3>"),
        name,
        find,
        listed,
        schools,
        widgets.HTML("<h3>3. Your report</h3>"),
        course,
        beside,
        named,
        button,
        say,
        links,
    ]
    return widgets.VBox(steps)
