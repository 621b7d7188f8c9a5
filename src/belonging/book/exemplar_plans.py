"""`{plan-list}` and `{plans}`: the exemplar plans to read in the book, each with files to take along."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from belonging.book.element import Tag, inline, tag
from belonging.files import write_atomically
from belonging.frameworks import occupations
from belonging.handout.blocks import Block, Heading, Items, Line, Paragraph, Table, text
from belonging.plan.choices import LABELS, Archetype
from belonging.plan.exemplars import Exemplar, exemplar, exemplar_text, exemplars
from belonging.plan.export.files import EXPORTS, Export
from belonging.plan.export.sheet import plan_sheet
from belonging.plan.plan import Plan

logger = logging.getLogger(__name__)

FOLDER = "plans"
"""The folder in the book's `_static` that holds the files of the exemplars."""

PAPERS = tuple(each for each in EXPORTS if each.id in ("plan.docx", "plan.pdf"))


def page_of(archetype: str) -> str:
    """Return the page, beside the list, that shows the plans of one kind of work."""
    return f"exemplar-plans-{archetype.removesuffix('_brief')}"


class PlanList(SphinxDirective):
    """```{plan-list}```: all exemplars in one table, each title a link to the plan."""

    def run(self) -> list[nodes.Node]:
        """Write the table."""
        head = ("Plan", "For", "Subject", "Whose work students do", "Who gets what they make")
        rows: list[list[nodes.Node | str]] = [[_link(each), *_facts(exemplar(each.id))] for each in exemplars()]
        return [_table(head, rows, (22, 16, 17, 23, 22), "The twelve exemplar plans")]


class Plans(SphinxDirective):
    """```{plans} design_brief```: the exemplars of one kind of work, each a section of its own."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Write the sections."""
        kind = self.arguments[0]
        if kind not in get_args(Archetype):
            raise self.error(f"There is no kind of work '{kind}'. There are: {', '.join(get_args(Archetype))}.")
        return [self._plan(each) for each in exemplars() if each.archetype == kind]

    def _plan(self, listed: Exemplar) -> nodes.section:
        plan = exemplar(listed.id)
        whole = _section(self, listed.title, listed.id, "bbd-plan")
        whole += _files(listed)
        at = whole
        for block in plan_sheet(plan)[1:]:  # its first is the title
            if isinstance(block, Heading):
                at = _section(self, text(block.line), f"{listed.id}-{nodes.make_id(text(block.line))}")
                whole += at
            else:
                at += _shown(block, f"{at[0].astext()}: {listed.title}")
        return whole


def _section(directive: SphinxDirective, title: str, id_: str, class_: str = "") -> nodes.section:
    made = nodes.section(ids=[id_], names=[id_], classes=[class_] if class_ else [])
    made += nodes.title("", title)
    directive.state.document.note_explicit_target(made)
    return made


def _link(listed: Exemplar) -> nodes.Node:
    return inline("a", listed.title, href=f"{page_of(listed.archetype)}.html#{listed.id}")


def _facts(plan: Plan) -> Iterator[str]:
    facts = f"Grades {plan.grade_band}", f"size {plan.size}", f"{plan.minutes_total} minutes"
    # a line breaks between the facts, not inside one
    yield ", ".join(fact.replace("-", "\N{NON-BREAKING HYPHEN}").replace(" ", "\N{NO-BREAK SPACE}") for fact in facts)
    yield plan.subject
    yield occupations()[plan.role.soc].title
    yield next(person.role for person in plan.context.people if person.id == plan.audience.who)


def _files(listed: Exemplar) -> Tag:
    links = [(f"{listed.id}.yml", "plan file, to open in the plan builder")]
    links += [(f"{listed.id}-{each.id}", each.use) for each in PAPERS if not each.missing]
    line: list[nodes.Node | str] = ["Take it along: "]
    for place, (file, words) in enumerate(links):
        line += [", or " if place == len(links) - 1 else ", "] * bool(place)
        line.append(inline("a", words, href=f"../_static/{FOLDER}/{file}", download=file))
    return tag("p", *line, class_="bbd-handouts")


def _shown(block: Block, caption: str) -> nodes.Node:
    match block:
        case Paragraph():
            facts = list(_pairs(block.line))
            made = [tag("div", tag("dt", name), tag("dd", _alone(said))) for name, said in facts]
            return tag("dl", *made, class_="bbd-facts") if facts else tag("p", *_words(block.line))
        case Items():
            return tag("ol" if block.numbered else "ul", *(tag("li", *_words(line)) for line in block.lines))
        case Table():
            head = [text(line) for line in block.head]
            rows: list[list[nodes.Node | str]] = [[text(cell) for cell in row.cells] for row in block.rows]
            return _table(head, rows, block.widths, caption, hidden=True)
        case _:
            raise TypeError(f"no place for {block}")


def _pairs(line: Line) -> Iterator[tuple[str, str]]:
    """Return the facts of a paragraph that is made of them: a name in bold, then what it is."""
    if not line or not line[0].strong:
        return
    name, said = "", ""
    for run in line:
        if run.strong:
            if name:
                yield name, said.strip()
            name, said = run.text.strip().removesuffix(":"), ""
        else:
            said += run.text
    yield name, said.strip()


def _alone(said: str) -> str:
    """Return a fact as it stands on a line of its own: a capital, and no full stop after a few words.

    >>> _alone("the task."), _alone("One task. One class.")
    ('The task', 'One task. One class.')
    """
    few = len(said) < 60 and ". " not in said
    return said[:1].upper() + (said.removesuffix(".")[1:] if few else said[1:])


def _words(line: Line) -> list[nodes.Node | str]:
    return [inline("strong", run.text) if run.strong else run.text for run in line]


def _table(
    head: Sequence[str],
    rows: Sequence[Sequence[nodes.Node | str]],
    widths: Sequence[float],
    caption: str,
    hidden: bool = False,
) -> Tag:
    """Return a table whose rows stand one below the other on a phone; the roles keep it a table there, too."""
    columns = [tag("col", style=f"width: {100 * width / sum(widths):.0f}%") for width in widths]
    names = tag("tr", *(tag("th", name, scope="col", role="columnheader") for name in head), role="row")
    body = []
    for row in rows:
        first, *rest = row
        cells = [tag("th", first, scope="row", role="rowheader", data_label=head[0])]
        cells += [
            tag("td", cell, role="cell", data_label=name.removesuffix(" …"))
            for name, cell in zip(head[1:], rest, strict=True)
        ]
        body.append(tag("tr", *cells, role="row"))
    return tag(
        "table",
        tag("caption", caption, **({"class_": "bbd-sr-only"} if hidden else {})),
        tag("colgroup", *columns),
        tag("thead", names, role="rowgroup"),
        tag("tbody", *body, role="rowgroup"),
        class_="bbd-stacking",
        role="table",
    )


# --- The files -------------------------------------------------------------------------------------------------------


def _write(app: Sphinx, exception: Exception | None) -> None:
    """Write the plan files into the site, and the same plans for paper."""
    if exception or app.builder.format != "html":
        return
    folder = Path(app.outdir) / "_static" / FOLDER
    kept = Path(app.config.belonging_drawn or Path(app.outdir).parent / ".drawn") / FOLDER
    for listed in exemplars():
        write_atomically(folder / f"{listed.id}.yml", exemplar_text(listed.id).encode())
        for each in PAPERS:
            if each.missing:
                logger.warning("The plans have no %s: %s is not installed.", each.use, " and ".join(each.missing))
                continue
            write_atomically(folder / f"{listed.id}-{each.id}", _kept(listed, each, kept))


def _kept(listed: Exemplar, export: Export, kept: Path) -> bytes:
    """Return a file from the last build if nothing it is made from has changed; fitting a plan on its pages is slow."""
    name = f"{listed.id}-{export.id}"
    file = kept / f"{name}-{_key(listed, export)}"
    if file.is_file():
        return file.read_bytes()
    content = export.make(exemplar(listed.id), "letter")
    for old in set(kept.glob(f"{name}-*")) - {file}:
        old.unlink(missing_ok=True)
    write_atomically(file, content)
    return content


def _key(listed: Exemplar, export: Export) -> str:
    versions = [importlib.metadata.version(package) for package, _ in export.needs]
    return hashlib.sha256(f"{versions}{_code()}{exemplar_text(listed.id)}".encode()).hexdigest()[:16]


@cache
def _code() -> str:
    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for file in sorted([*(package / "handout").rglob("*.py"), *(package / "plan" / "export").rglob("*.py")]):
        digest.update(file.read_bytes())
    digest.update(repr(LABELS).encode())
    return digest.hexdigest()


def setup(app: Sphinx) -> None:
    """Register the two directives; write the files at the end."""
    app.add_directive("plan-list", PlanList)
    app.add_directive("plans", Plans)
    app.connect("build-finished", _write, priority=400)
