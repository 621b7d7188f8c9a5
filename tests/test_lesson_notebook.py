"""The lesson notebook for JupyterLab: nothing raw in it, nothing of the leader's, the same every time, and it runs."""

import re
import subprocess
import sys

import nbformat
import pytest
from nbformat import NotebookNode

from belonging.course import Module, load_python, modules
from belonging.exercise.source import load as load_exercise
from belonging.lesson import derive
from belonging.lesson.blocks import block, render
from belonging.lesson.evidence import cite
from belonging.lesson.inline import plain
from belonging.lesson.source import Directive, Text, lesson_pieces, pieces
from executed import lesson_run

MODULES = pytest.mark.parametrize("module", modules(), ids=lambda module: module.id)


def markdown(notebook: NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


@MODULES
def test_it_is_a_valid_notebook_and_always_the_same(module: Module) -> None:
    first, second = derive(module.id), derive(module.id)
    nbformat.validate(first)
    assert first == second
    ids = [cell.id for cell in first.cells]
    assert len(set(ids)) == len(ids)


@MODULES
def test_nothing_is_left_that_jupyterlab_would_show_raw(module: Module) -> None:
    text = markdown(derive(module.id))
    assert "```" not in text
    assert not re.search(r"\{[a-z:]+\}`", text), "a role"
    assert not re.search(r"^\([a-z-]+\)=", text, re.MULTILINE), "a link target"
    assert not re.search(r"^:[a-z]+:", text, re.MULTILINE), "an option"
    assert re.findall(r"\]\((?!https?://|\.\./exercises/)[^)]*\)", text) == [], "a link into the book"


@MODULES
def test_the_leaders_notes_stay_out(module: Module) -> None:
    text = markdown(derive(module.id))
    notes = [p for p in lesson_pieces(module.id) if isinstance(p, Directive) and p.name == "facilitator"]
    assert notes
    for note in notes:
        assert all(line not in text for line in note.body.splitlines() if len(line) > 30)


@MODULES
def test_all_the_rest_of_the_text_is_there(module: Module) -> None:
    text = " ".join(re.sub(r"^> ?", "", markdown(derive(module.id)), flags=re.MULTILINE).split())
    for piece in lesson_pieces(module.id):
        if isinstance(piece, Directive) and piece.name in ("voice", "predict", "takehome", "admonition"):
            assert " ".join(plain(piece.body, cite).split()) in text
        elif isinstance(piece, Text):
            for paragraph in piece.markdown.split("\n\n"):
                assert " ".join(plain(paragraph, cite).replace("> ", "").split()) in text


@MODULES
def test_explorers_are_cells_with_their_input_folded(module: Module) -> None:
    cells = [cell for cell in derive(module.id).cells if cell.source.startswith("explore(")]
    assert len(cells) == len(load_python(module.folder / "explorers.py").EXPLORERS)
    assert all(cell.cell_type == "code" and cell.metadata.jupyter.source_hidden for cell in cells)


@MODULES
def test_each_part_of_the_exercise_is_linked_with_its_tasks(module: Module) -> None:
    cells = [cell for cell in derive(module.id).cells if "exercise" in cell.metadata.get("tags", ())]
    parts = load_exercise(module.id).parts
    assert len(cells) == len(parts)
    for cell, part in zip(cells, parts, strict=True):
        assert f"(../exercises/{module.id}.ipynb)" in cell.source
        assert f"*{part.title}*" in cell.source
        assert all(placed.heading in cell.source for placed in part.tasks)


@MODULES
def test_objectives_and_key_points_come_from_the_front_matter(module: Module) -> None:
    text = markdown(derive(module.id))
    for words in (*(o["text"] for o in module.objectives), *module.key_points):
        assert f"- {words}" in text


@MODULES
def test_it_runs_from_top_to_bottom(module: Module, tmp_path_factory: pytest.TempPathFactory) -> None:
    notebook = lesson_run(module.id, tmp_path_factory.getbasetemp())
    for cell in notebook.cells:
        if cell.source.startswith(("explore(", "rate(", "compare(", "who_is_missing(")):
            shown = "".join(str(output.get("data", {}).get("text/html", "")) for output in cell.outputs)
            assert "<table" in shown, cell.source
            assert "There is no explorer" not in shown
    assert not [o for c in notebook.cells for o in c.get("outputs", ()) if o.get("name") == "stderr"]


WITHOUT_THE_BOOK = """
import importlib.abc, sys

class Missing(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in {"sphinx", "docutils", "myst_nb", "myst_parser"}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Missing())
from belonging.course import modules
from belonging.lesson import derive

print(sum(len(derive(module.id).cells) for module in modules()))
"""


def test_a_participant_needs_none_of_the_packages_that_build_the_book() -> None:
    run = subprocess.run([sys.executable, "-c", WITHOUT_THE_BOOK], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) > 0


# --- Blocks and roles ----------------------------------------------------------------------------------------------


def test_a_voice_says_that_it_is_fictional() -> None:
    said = render("```{voice} Kai, grade 7\nNobody asked again.\n```", "listening")
    assert said == "> Nobody asked again.\n>\n> — Kai, grade 7 *(a fictional student)*"


def test_a_claim_in_a_line_is_explained_below_its_paragraph() -> None:
    said = render("They went up. {claim}`message-needs-place`\n\nNext.", "listening")
    first, note, last = said.split("\n\n")
    assert (first, last) == ("They went up.", "Next.")
    assert note.startswith("> **Evidence: Randomized trial, college students.** Who: 26,911 students")
    assert note.endswith("Source: Walton et al. (2023).")


def test_blocks_may_stand_in_blocks() -> None:
    said = render("````{takehome}\nDo this.\n\n```{voice} Jo, grade 8\nYes.\n```\n````", "listening")
    assert said.startswith("#### Take it to Monday\n\nDo this.\n\n> Yes.")


def test_an_ordinary_code_fence_is_no_block() -> None:
    assert pieces("```python\nx = 1\n```") == [Text("```python\nx = 1\n```")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("```{figure} plot.png\n```", "figure"),
        ("See {doc}`other`.", "doc"),
        ("- a\n\n  ```{voice} Kai\n  Hi.\n  ```", "voice"),
    ],
)
def test_what_lab_could_not_show_is_refused_by_name(text: str, names: str) -> None:
    with pytest.raises(ValueError, match=names):
        render(text, "listening")


def test_an_unknown_claim_or_source_is_refused_by_name() -> None:
    with pytest.raises(KeyError, match="no-such-claim"):
        render("Up. {claim}`no-such-claim`", "listening")
    with pytest.raises(KeyError, match="nobody2001"):
        render("As {cite:t}`nobody2001` says.", "listening")


def test_names_are_written_as_people_write_them() -> None:
    assert cite("gutierrez2008", bracketed=True) == "(Gutiérrez, 2008)"
    assert cite("walton2011", bracketed=False) == "Walton and Cohen (2011)"
    assert cite("borman2019,nces2010privacy", bracketed=True) == (
        "(Borman et al., 2019; National Center for Education Statistics, 2010)"
    )


def test_the_leaders_block_renders_to_nothing() -> None:
    assert block(Directive("facilitator", "", {}, "Secret plan"), "listening") == ""
