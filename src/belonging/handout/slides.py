"""What the slides of a module say: its lesson in the order of the lesson, and the leader's notes as speaker notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from belonging.course import Module, front_matter
from belonging.exercise.source import load as load_exercise
from belonging.explorers.definition import Explorer
from belonging.explorers.find import load as load_explorers
from belonging.handout.authored import authored
from belonging.handout.blocks import Block, Items, Line, Paragraph, Run, Table, as_text, blocks, text
from belonging.handout.monday import BESIDE, RIGHTS
from belonging.lesson.blocks import LEADER_ONLY
from belonging.lesson.source import CodeCell, Directive, Piece, Text, lesson_pieces
from belonging.tasks.words import NEVER_BY_MACHINE

_EXPLORE = re.compile(r"""explore\(["']([a-z0-9-]+)["']\)""")
_LEAD = re.compile(r"^(?:[-*] |\d+\. )?\*\*(.+?)\*\*(.*)$")
_SECTION = re.compile(r"^### +", re.MULTILINE)
_SPECIAL = re.compile(r"^([-*+>|#]|\d+\.|\$)")


@dataclass(frozen=True)
class Slide:
    """One slide.

    Parameters
    ----------
    title : str
        No two slides of a module have the same.
    body : tuple of Block
        What is shown, beside the picture if there is one.
    notes : tuple of str
        Paragraphs for the speaker.
    picture : Explorer, optional
        An explorer whose first picture is shown.
    opens : bool
        Whether it opens the module or a sitting.
    """

    title: str
    body: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()
    picture: Explorer | None = None
    opens: bool = False


@dataclass
class _Leader:
    """A leader's block taken apart: its tables, and its paragraphs by the bold words they begin with."""

    tables: list[Table] = field(default_factory=list)
    paragraphs: list[tuple[str, str]] = field(default_factory=list)

    def take(self, *words: str) -> tuple[str, ...]:
        """Take out the paragraphs whose bold words hold one of these; without words, all that are left."""
        chosen = [pair for pair in self.paragraphs if not words or any(w in pair[0].lower() for w in words)]
        self.paragraphs = [pair for pair in self.paragraphs if pair not in chosen]
        return tuple(said for _, said in chosen)


def slides(module: Module) -> list[Slide]:
    """Derive the slides of a module from its lesson.

    Raises
    ------
    ValueError
        If the lesson holds something a slide cannot show.
    """
    opening, *sittings = _by_sitting(lesson_pieces(module.id))
    leader = _leader(opening, module)
    prompt_notes = leader.take("cohort prompt")
    found: list[Slide] = []
    closing: list[Slide] = []
    for number, (about, pieces) in enumerate(zip(module.sittings, sittings, strict=True), 1):
        own = _leader(pieces, module)
        prompt_notes += own.take("cohort prompt")
        found += _sitting(number, about["title"], about["minutes"], pieces, own, module)
    prompt = front_matter(module.lesson)["belonging"].get("cohort_prompt", "")
    closing.append(Slide("What to keep", tuple(blocks("\n".join(f"- {point}" for point in module.key_points)))))
    if prompt:
        closing.append(Slide("Talk together", tuple(blocks(prompt)), prompt_notes))
    return _unique([*_opening(module, opening, leader), *found, *closing])


def _opening(module: Module, pieces: list[Piece], leader: _Leader) -> Iterator[Slide]:
    length = f"{module.minutes} minutes, in {len(module.sittings)} sittings"
    say = leader.take("say")
    plans = [Slide("The plan", (table,)) for table in leader.tables]
    first = blocks(f"{length}\n\n{RIGHTS}")
    yield Slide(module.title, tuple(first), (*say, *leader.take()), opens=True)
    told = [block for piece in pieces if isinstance(piece, Text) for block in authored(piece.markdown, module.id)]
    goals = blocks("\n".join(f"- {goal['text']}" for goal in module.objectives))
    yield Slide("What you will be able to do", tuple(goals), (as_text(told),))
    yield from plans


def _sitting(
    number: int, title: str, minutes: int, pieces: list[Piece], leader: _Leader, module: Module
) -> Iterator[Slide]:
    hard = leader.take("hard moment")
    scoring = leader.take("scoring")
    plan = tuple(as_text([table]) for table in leader.tables)
    yield Slide(f"{number}. {title}", tuple(blocks(f"{minutes} minutes")), (*leader.take(), *plan), opens=True)
    found: list[Slide] = []
    for heading, inside in _sections(pieces):
        made = list(_section(heading, inside, module))
        if not made and found and (told := _prose(inside)):
            said = as_text(authored(told, module.id))
            found[-1] = replace(found[-1], notes=(*found[-1].notes, f"{heading}. {said}"))
        if hard and made and heading and not heading.startswith("Explore"):
            made[0], hard = replace(made[0], notes=(*made[0].notes, *hard)), ()  # the first slide people talk over
        if scoring and any(isinstance(piece, Directive) and piece.name == "exercise" for piece in inside):
            made[0], scoring = replace(made[0], notes=(*made[0].notes, *scoring)), ()
        found += made
    if hard or scoring:
        raise ValueError(f"{module.id}, sitting {number}: no slide can hold the hard moments or the scoring notes.")
    yield from (replace(slide, title=f"{number}. {slide.title}") for slide in found)


def _section(heading: str, pieces: list[Piece], module: Module) -> Iterator[Slide]:
    """Make the slides of one section of a sitting, in the section's order."""
    prose = _prose(pieces)
    explored = [name for p in pieces if isinstance(p, CodeCell) for name in _EXPLORE.findall(p.source)]
    for name in explored:
        explorer = load_explorers(module.id)[name]
        yield Slide(heading, picture=explorer)
    if heading.startswith("Explore"):
        yield Slide(f"{heading}, step by step" if explored else heading, tuple(authored(prose, module.id)))
    elif points := talking_points(prose, module.id):
        yield Slide(heading, (Items(points),), (as_text(authored(prose, module.id)),))
    for piece in pieces:
        if isinstance(piece, Directive) and piece.name in _DIRECTIVES:
            yield from _DIRECTIVES[piece.name](piece, heading, module)


def _prose(pieces: list[Piece]) -> str:
    return "\n\n".join(piece.markdown for piece in pieces if isinstance(piece, Text)).strip()


def talking_points(markdown: str, module_id: str) -> tuple[Line, ...]:
    """Return what to talk over: the bold words that open a paragraph or an item.

    Of an example, and where the bold words are no sentence, the whole first line is returned.
    """
    found: list[Line] = []
    for paragraph in re.split(r"\n\s*\n|\n(?=[-*] |\d+\. )", markdown):
        match = _LEAD.match(paragraph.partition("\n")[0])
        if match is None:
            continue
        whole = "example" in match[1].lower() or not match[1].endswith((".", "?", "!"))
        lead, rest = match[1], match[2] if whole else ""
        found.append(_one_line(f"**{lead}**{rest}", module_id))
    return tuple(found)


def _one_line(markdown: str, module_id: str) -> Line:
    first = authored(markdown, module_id)[0]
    return first.line if isinstance(first, Paragraph) else ()


def _voice(piece: Directive, _heading: str, module: Module) -> Iterator[Slide]:
    words = [replace(b, quote=True) if isinstance(b, Paragraph) else b for b in _lines(piece.body, module)]
    who = Paragraph((Run(f"{piece.argument} (a fictional student)"),))
    yield Slide(f"{piece.argument.partition(',')[0]} says", (*words, who))


def _predict(piece: Directive, _heading: str, module: Module) -> Iterator[Slide]:
    answer = as_text(authored(piece.body, module.id))
    question = (Paragraph(_one_line(piece.argument, module.id)),)
    yield Slide("Predict first", question, (f"After everybody has a guess: {answer}",))


def _exercise(piece: Directive, heading: str, module: Module) -> Iterator[Slide]:
    part = load_exercise(module.id).part(piece.argument)
    tasks = tuple((Run(placed.heading), Run(f" ({placed.worth})")) for placed in part.tasks)
    notes = (NEVER_BY_MACHINE,) if any(placed.task.scored_by_person for placed in part.tasks) else ()
    yield Slide(heading or part.title, (Items(tasks),), notes)


def _takehome(piece: Directive, _heading: str, module: Module) -> Iterator[Slide]:
    yield Slide(piece.argument or BESIDE, tuple(_lines(piece.body, module)))


def _reflection(piece: Directive, _heading: str, module: Module) -> Iterator[Slide]:
    if "reflection" in piece.options.get("class", ""):
        yield Slide(piece.argument, tuple(_lines(piece.body, module)))


_DIRECTIVES = {
    "voice": _voice,
    "predict": _predict,
    "exercise": _exercise,
    "takehome": _takehome,
    "admonition": _reflection,
}


def _lines(markdown: str, module: Module) -> list[Block]:
    """Read prose with each line of its source as a paragraph of its own: a slide has no room for blocks of text."""
    apart = (
        paragraph if any(map(_SPECIAL.match, paragraph.splitlines())) else paragraph.replace("\n", "\n\n")
        for paragraph in re.split(r"\n\s*\n", markdown)
    )
    return authored("\n\n".join(apart), module.id)


def _by_sitting(pieces: tuple[Piece, ...]) -> list[list[Piece]]:
    """Split a lesson before each heading of the second level: what comes first, then one list for each sitting."""
    groups: list[list[Piece]] = [[]]
    for piece in pieces:
        if not isinstance(piece, Text):
            groups[-1].append(piece)
            continue
        before, *after = re.split(r"^## .*$", piece.markdown, flags=re.MULTILINE)
        groups[-1] += [Text(before)] if before.strip() else []
        groups += [[Text(text_)] if text_.strip() else [] for text_ in after]
    return groups


def _sections(pieces: list[Piece]) -> Iterator[tuple[str, list[Piece]]]:
    """Split a sitting before each heading of the third level; the first section has no heading."""
    heading: str = ""
    inside: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, Text):
            inside.append(piece)
            continue
        before, *after = _SECTION.split(piece.markdown)
        inside += [Text(before)] if before.strip() else []
        for part in after:
            yield heading, inside
            heading, _, rest = part.partition("\n")
            heading, inside = text(blocks(heading)[0].line), [Text(rest)]  # type: ignore[union-attr]
    yield heading, inside


def _leader(pieces: list[Piece], module: Module) -> _Leader:
    found = _Leader()
    for piece in pieces:
        if not (isinstance(piece, Directive) and piece.name == LEADER_ONLY):
            continue
        for block in authored(piece.body, module.id):
            if isinstance(block, Table):
                found.tables.append(block)
                continue
            runs = block.line if isinstance(block, Paragraph) else ()
            lead = runs[0].text if runs and runs[0].strong else ""
            if lead or not found.paragraphs:
                found.paragraphs.append((lead, as_text([block])))
            else:  # a paragraph or list without bold words belongs to the one before it
                before, said = found.paragraphs[-1]
                found.paragraphs[-1] = (before, f"{said}\n\n{as_text([block])}")
    return found


def _unique(found: list[Slide]) -> list[Slide]:
    """Number the titles that would come twice, as a screen reader lists slides by their titles."""
    seen: dict[str, int] = {}
    named = []
    for slide in found:
        seen[slide.title] = seen.get(slide.title, 0) + 1
        again = f" ({seen[slide.title]})" if seen[slide.title] > 1 else ""
        named.append(replace(slide, title=f"{slide.title}{again}"))
    return named
