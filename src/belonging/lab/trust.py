"""Tell Jupyter that the notebooks we handed out are ours, so that their pictures show before anything is run."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path


def trust(paths: Iterable[Path]) -> None:
    """Sign notebooks in this person's Jupyter; other files are passed over.

    Parameters
    ----------
    paths : iterable of Path
        Files the course has just written.
    """
    notebooks = [path for path in paths if path.suffix == ".ipynb"]
    if not notebooks:
        return
    import nbformat
    from nbformat.sign import NotebookNotary

    try:
        notary = NotebookNotary()  # type: ignore[no-untyped-call]
        for path in notebooks:
            notary.sign(nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]
        notary.store.close()
    except (OSError, sqlite3.Error):
        return  # an unsigned notebook works too; it only shows its stored pictures after it was run
