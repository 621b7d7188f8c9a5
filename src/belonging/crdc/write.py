"""Puts the report and the memo into a folder without ever writing over one that is there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from belonging.crdc.analysis import Analysis
from belonging.crdc.memo import TITLE as MEMO_TITLE
from belonging.crdc.memo import memo
from belonging.crdc.sections import sections, subtitle, title
from belonging.files import write_atomically
from belonging.own.blocks import Section
from belonging.own.document import paper
from belonging.own.page import standalone


@dataclass(frozen=True)
class Written:
    """Where the files of one report are."""

    html: Path
    docx: Path
    memo: Path
    memo_docx: Path

    @property
    def paths(self) -> tuple[Path, ...]:
        """All four files."""
        return (self.html, self.docx, self.memo, self.memo_docx)


def write_report(analysis: Analysis, folder: Path) -> Written:
    """Write the page, the document, and the memo as text and as a document.

    Parameters
    ----------
    analysis : Analysis
    folder : Path
        Made if it is not there. If a report is there already, this one gets the next number.

    Raises
    ------
    Plain
        If the folder cannot be written in.
    """
    folder = folder.expanduser()
    head, under, parts, draft = title(analysis), subtitle(analysis), sections(analysis), memo(analysis)
    contents = (
        standalone(head, under, parts).encode(),
        paper(head, under, parts),
        ("\n\n".join((f"# {MEMO_TITLE}", *map(_inert, draft))) + "\n").encode(),
        paper(MEMO_TITLE, under, (Section(head, draft),)),
    )
    for number in count(1):
        end = "" if number == 1 else f"-{number}"
        paths = [folder / f"{name}{end}.{kind}" for name in ("public-data", "memo") for kind in ("html", "docx")]
        paths[2] = paths[2].with_suffix(".md")
        if not any(path.exists() for path in paths):
            break
    for path, content in zip(paths, contents, strict=True):
        write_atomically(path, content)
    return Written(*paths)


def _inert(text: str) -> str:
    """Keep markup in a school's name from being read as markup."""
    return text.replace("\\", "\\\\").replace("<", "\\<").replace("*", "\\*").replace("`", "\\`")
