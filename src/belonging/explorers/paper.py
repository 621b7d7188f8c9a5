"""Where nothing can be moved, on paper or without scripts: more settings of an explorer, each with its table."""

from html import escape

from belonging.explorers.choices import Choice
from belonging.explorers.definition import Explorer, Paper
from belonging.explorers.still import figure_prefix, view_html


def on_paper(explorer: Explorer, uid: str = "") -> str:
    """Write the settings that an explorer names in `on_paper`; nothing if it names none.

    Parameters
    ----------
    explorer : Explorer
    uid : str, optional
        Makes the ids of these pictures differ from those of the same explorer elsewhere on the page.
    """
    shown = [_setting(explorer, paper, f"{uid}-paper-{place}") for place, paper in enumerate(explorer.on_paper)]
    # No blank line inside, as in the figure.
    return f'<div class="bbd-on-paper">\n{"".join(shown)}</div>' if shown else ""


def _setting(explorer: Explorer, paper: Paper, uid: str) -> str:
    view = explorer.at(explorer.state(paper.choices))
    picture = None
    if paper.picture:
        from belonging.explorers.render import svg

        picture = svg(view.chart, figure_prefix(explorer, uid))
    return (
        '<div class="bbd-paper">\n'
        f'<p class="bbd-set">{escape(explorer.title)}, set to: {escape(_chosen(explorer, paper))}</p>\n'
        f"{view_html(view, picture)}\n"
        "</div>\n"
    )


def _chosen(explorer: Explorer, paper: Paper) -> str:
    state = explorer.state(paper.choices)
    said = [(c, c.labels[place]) for c, place in zip(explorer.choices, state, strict=True) if c.id in paper.choices]
    return "; ".join(_words(choice, label) for choice, label in said)


def _words(choice: Choice, label: str) -> str:
    if choice.kind == "toggle":
        return f"“{choice.label}” {label}"
    if choice.kind == "steps":  # a button's label says what pressing it does, and not what is set
        return label
    return f"{choice.label}{'' if choice.label[-1] in ':?' else ':'} {label}"
