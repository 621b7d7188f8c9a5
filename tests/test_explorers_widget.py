"""In Jupyter an explorer is a widget beside its still figure; without anywidget or vl-convert the rest remains."""

import subprocess
import sys

import pytest
import traitlets

from belonging.explorers import load, show
from belonging.explorers.definition import states
from belonging.explorers.pack import frame
from belonging.explorers.widget import ExplorerWidget

WIDGET = "application/vnd.jupyter.widget-view+json"
EXPLORER = load("listening")["who-answered"]


def test_the_widget_begins_where_the_still_figure_is() -> None:
    widget = ExplorerWidget(EXPLORER, "<figure></figure>", "7")
    assert widget.choices == list(EXPLORER.start)
    picture, sentence, table, alt = frame(EXPLORER, EXPLORER.start, "7")
    assert widget.view == {
        "state": list(EXPLORER.start),
        "picture": picture,
        "sentence": sentence,
        "table": table,
        "alt": alt,
    }


def test_a_new_choice_brings_its_view() -> None:
    widget = ExplorerWidget(EXPLORER, "", "")
    state = list(states(EXPLORER))[-1]
    widget.choices = list(state)
    assert widget.view["state"] == list(state)
    assert widget.view["sentence"] == EXPLORER.at(state).sentence
    assert widget.view["picture"].startswith("<svg")


@pytest.mark.parametrize("wrong", [[99, 0, 0], [0, 0], [0, 0, -1]])
def test_a_choice_that_does_not_exist_changes_nothing(wrong: list[int]) -> None:
    widget = ExplorerWidget(EXPLORER, "", "")
    before = dict(widget.view)
    with pytest.raises(traitlets.TraitError, match="listening/who-answered"):
        widget.choices = wrong
    assert widget.view == before
    assert widget.choices == list(EXPLORER.start)


def test_only_state_travels_to_the_browser() -> None:
    sent = ExplorerWidget(EXPLORER, "<figure></figure>", "").get_state()
    assert {"html", "choices", "view", "_esm", "_css"} <= set(sent)
    assert "export default { render }" in sent["_esm"]
    assert not any(name.startswith("_explorer") for name in sent)


def test_a_cell_shows_the_widget_and_the_still_figure() -> None:
    bundle = show(EXPLORER)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", WIDGET}
    assert bundle["text/plain"].startswith("Who answered?: The mean")
    assert '<figure class="bbd-explorer" data-explorer="listening/who-answered">' in bundle["text/html"]
    assert "model_id" in bundle[WIDGET]


def test_two_displays_share_no_id() -> None:
    first, second = (show(EXPLORER)._repr_mimebundle_()["text/html"] for _ in range(2))
    ids = [{part.split('"')[0] for part in html.split(' id="')[1:]} for html in (first, second)]
    assert ids[0]
    assert ids[0].isdisjoint(ids[1])


def test_without_anywidget_the_still_figure_remains(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "belonging.explorers.widget")
    monkeypatch.setitem(sys.modules, "anywidget", None)  # importing it now fails
    bundle = show(EXPLORER)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}


def test_without_a_drawing_library_words_and_table_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    from belonging.explorers import render

    render._drawn.cache_clear()
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    bundle = show(EXPLORER)._repr_mimebundle_()
    html = bundle["text/html"]
    assert WIDGET not in bundle
    assert "The picture cannot be drawn here. It shows: Means as marks" in html
    assert "<td>3.13</td>" in html


def test_a_book_gets_the_figure_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BELONGING_STILL", "1")
    bundle = show(EXPLORER)._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/html"].startswith("<figure")


def test_what_a_page_with_python_loads_needs_neither_widget_nor_drawing_library() -> None:
    script = (
        "import sys\n"
        "for absent in ('vl_convert', 'anywidget', 'ipywidgets', 'sphinx', 'typer', 'rich', 'nbgrader'):\n"
        "    sys.modules[absent] = None\n"
        "import belonging.explorers as explorers\n"
        "found = explorers.load('listening')\n"
        "print(explorers.show(found['tiny-groups'])._repr_mimebundle_()['text/html'])\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert "The picture cannot be drawn here." in run.stdout
