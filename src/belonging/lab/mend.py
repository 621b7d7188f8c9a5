"""“Mend my notebook” in JupyterLab: choose a file, press a button, open the mended copy."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from belonging.course import modules
from belonging.errors import Plain
from belonging.exercise.repair import mend_file
from belonging.files import write_atomically

_WORDS = """\
# Mend my notebook

Cells deleted, split or in the wrong order? A file that does not open? Your answers are moved into a clean copy.

1. Run the cell below: click it, then press **Shift + Enter**.
2. Choose the notebook in the list, or choose a file from somewhere else on this computer.
3. Press **Mend my notebook**.

Your own file stays as it is. The mended one is written beside it, with a name that ends in “-mended”.
"""
_ANY = "Let the file tell"
_KINDS = (".ipynb", ".json", ".txt", ".html", ".htm", ".py", ".zip")


def mend_notebook() -> dict[str, Any]:
    """Return the notebook with the button as a dict in nbformat 4.5."""
    code = "from belonging.lab.mend import mending\n\nmending()"
    return {
        "cells": [
            {"cell_type": "markdown", "id": "mend-words", "metadata": {}, "source": _WORDS},
            {
                "cell_type": "code",
                "id": "mend-button",
                "metadata": {},
                "execution_count": None,
                "outputs": [],
                "source": code,
            },
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def files_to_mend(folder: Path) -> list[str]:
    """List the exercises in a workspace and what lies beside them, as paths inside it."""
    found = [path for path in sorted(folder.glob("exercises/*")) + sorted(folder.glob("*")) if path.is_file()]
    wanted = [path for path in found if path.suffix.lower() in _KINDS and not path.stem.endswith("-mended")]
    return [path.relative_to(folder).as_posix() for path in wanted if path.parent != folder or path.suffix != ".ipynb"]


def mend_in(folder: Path, name: str, module_id: str | None = None) -> tuple[list[str], list[Path]]:
    """Mend one file of a workspace.

    Returns
    -------
    tuple
        What to say, in plain sentences, and the files that were written.
    """
    said: list[str] = []
    written = []
    for mended, target in mend_file(folder / name, module_id):
        said += mended.sentences
        if target is not None:
            written.append(target)
    own = f"Your own file “{name}” is as it was."
    end = "If you do not like the mended one, delete it." if written else "No new file was made."
    return [*said, f"{own} {end}"], written


def keep_upload(folder: Path, name: str, content: bytes) -> str:
    """Keep an uploaded file in the workspace, never over another; return its path inside it."""
    plain = Path(name.replace("\\", "/")).name or "uploaded.ipynb"
    target, number = folder / "exercises" / plain, 1
    while target.exists() and target.read_bytes() != content:
        number += 1
        target = folder / "exercises" / f"{Path(plain).stem} ({number}){Path(plain).suffix}"
    if not target.exists():
        write_atomically(target, content)
    return target.relative_to(folder).as_posix()


def mending(folder: str = ".") -> Any:
    """Show the list of files and the button.

    Parameters
    ----------
    folder : str
        The workspace, seen from the notebook.

    Returns
    -------
    ipywidgets box
    """
    import ipywidgets as widgets

    root, wide = Path(folder), {"width": "26rem"}
    style = {"description_width": "initial"}
    files = widgets.Dropdown(options=files_to_mend(root), description="Notebook", layout=wide, style=style)
    upload = widgets.FileUpload(
        accept=",".join(_KINDS), multiple=False, description="Another file on this computer", layout=wide
    )
    ids = [(_ANY, ""), *((module.title, module.id) for module in modules())]
    module = widgets.Dropdown(options=ids, description="Module", layout=wide, style=style)
    button = widgets.Button(description="Mend my notebook", button_style="primary", layout=wide)
    said, links = widgets.HTML(), widgets.Output()

    def tell(lines: list[str], problem: bool = False) -> None:
        # role=status is read out when it changes; a problem is named in words, not by color
        start = "<b>This did not work:</b> " if problem else ""
        said.value = f'<div role="status">{start}' + "<br>".join(map(escape, lines)) + "</div>"

    def take(_: Any) -> None:
        if not upload.value:
            return
        one = upload.value[0]
        name = keep_upload(root, str(one["name"]), bytes(one["content"]))
        upload.value = ()  # what stays in a widget may be saved with the notebook
        files.options = files_to_mend(root)
        files.value = name if name in files.options else files.value
        tell([f"“{name}” is ready. Press “Mend my notebook”."])

    def run(_: Any) -> None:
        from IPython.display import FileLink, display

        links.clear_output()
        if files.value is None:
            tell(["There is no file yet.", "Choose one from this computer first."], problem=True)
            return
        try:
            lines, written = mend_in(root, files.value, module.value or None)
        except Plain as found:
            tell([str(found)], problem=True)
            return
        tell(lines)
        with links:
            for path in written:
                display(FileLink(path))  # type: ignore[no-untyped-call]

    upload.observe(take, names="value")
    button.on_click(run)
    return widgets.VBox([files, upload, module, button, said, links])
