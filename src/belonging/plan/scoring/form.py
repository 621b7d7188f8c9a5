"""The scoring form: one page that opens in any browser, needs no Python to fill in, and saves the score as a file.

A page was chosen over questions in the terminal or a notebook: a scorer clicks, sees plan and rubric side by side, may
stop and come back, and can be sent the page by mail without installing anything. A peer uses the same page.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

from belonging.plan.export.sheet import plan_sheet
from belonging.plan.export.web import web_piece
from belonging.plan.plan import Plan
from belonging.plan.rubric import Row, level_names, rubric
from belonging.plan.scoring.fields import Leaf, leaves, part_label
from belonging.plan.scoring.score import ALIAS, VERSION, fingerprint

_HERE = Path(__file__).resolve().parent
# Of a step, what people do is evidence; minutes and grouping are read in the plan.
_OF_A_STEP = ("students_do", "teacher_does")


def form_page(plan: Plan) -> str:
    """Return the page for one plan.

    Parameters
    ----------
    plan : Plan
        As it is to be scored: the score is tied to this version by a fingerprint.
    """
    found = list(leaves(plan))
    title = f"Score a plan: {plan.title or plan.plan_id}"
    data = {
        "version": VERSION,
        "plan_id": plan.plan_id,
        "fingerprint": fingerprint(plan),
        "rows": {row.id: row.title for row in rubric()},
        "others": {row.id: _others(row, found) for row in rubric()},
        "alias": f"^{ALIAS.pattern}$",
    }
    held = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("form.css", "form.js"))
    return (
        '<!doctype html>\n<html lang="en-US">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"{''.join(_parts(plan, title, found))}</main>\n"
        f'<script type="application/json" id="held">{held}</script>\n<script>{script}</script>\n</body>\n</html>\n'
    )


def _parts(plan: Plan, title: str, found: list[Leaf]) -> Iterator[str]:
    yield (
        f"<h1>{escape(title)}</h1>\n"
        "<p>Read the plan. Then choose one level in each of the eight rows, and tick what in the plan shows it. Score "
        "alone; talk afterward. You may stop at any time: this browser keeps your draft.</p>\n"
        "<noscript><p><strong>This form needs JavaScript to save.</strong> Open it in another browser, or print it and "
        "fill it in by hand.</p></noscript>\n"
        f"<details><summary>Read the plan</summary>\n{web_piece(plan_sheet(plan), below=1)}\n</details>\n"
        '<form id="score" autocomplete="off" novalidate>\n'
        '<p><label for="scorer">Your short name, as the others know you</label>\n'
        '<input id="scorer" name="scorer" maxlength="24" spellcheck="false" aria-describedby="scorer-help">\n'
        '<span id="scorer-help" class="help">2 to 24 small letters, digits or dashes. Not a student.</span></p>\n'
        '<p><label for="open">Go on with a score you saved</label>\n'
        '<input id="open" type="file" accept=".yml,.yaml"></p>\n'
    )
    for row in rubric():
        yield _row(row, plan, found)
    yield _access()
    yield (
        '<section>\n<h2 id="whole">The whole plan</h2>\n'
        '<p><label for="comment">A word to the author (you may leave it blank)</label>\n'
        '<textarea id="comment" name="comment" rows="3" maxlength="4000"></textarea></p>\n</section>\n'
        '<p><button type="submit">Save my score as a file</button></p>\n'
        '<div id="said" role="status" tabindex="-1"></div>\n</form>\n'
    )


def _row(row: Row, plan: Plan, found: list[Leaf]) -> str:
    levels = "\n".join(
        f'<p class="pick"><input type="radio" id="{row.id}-{level}" name="{row.id}-level" value="{level}">'
        f'<label for="{row.id}-{level}"><strong>{level} {escape(name)}.</strong> {escape(says)}</label></p>'
        for level, (name, says) in enumerate(zip(level_names(), row.levels, strict=True))
    )
    return (
        f'<section id="row-{row.id}">\n<h2 id="{row.id}" tabindex="-1">{row.id}. {escape(row.title)}</h2>\n'
        f"<p>{escape(row.question)}</p>\n"
        f"<details><summary>Three examples for row {row.id}</summary>\n{_anchors(row)}</details>\n"
        f"<fieldset>\n<legend>{row.id}: which level fits best?</legend>\n{levels}\n</fieldset>\n"
        f"<fieldset>\n<legend>{row.id}: what in the plan shows it? Tick at least one.</legend>\n"
        + "".join(_group(row, part, found) for part in row.look_at)
        + f'<details class="others" data-row="{row.id}"><summary>Other parts of the plan, for row {row.id}</summary>'
        "</details>\n</fieldset>\n"
        f'<p><label for="{row.id}-comment">{row.id}: what would lift it? (you may leave it blank)</label>\n'
        f'<textarea id="{row.id}-comment" name="{row.id}-comment" rows="2" maxlength="4000">'
        "</textarea></p>\n</section>\n"
    )


def _anchors(row: Row) -> str:
    found = []
    for anchor in row.anchors:
        excerpts = "".join(f"<li>{escape(each.text)}</li>" for each in anchor.excerpt)
        found.append(
            f"<h3>Level {anchor.level}, {escape(level_names()[anchor.level])}</h3>\n<ul>{excerpts}</ul>\n"
            f"<p>{escape(anchor.why)}</p>\n"
        )
    return "".join(found)


def _group(row: Row, part: str, found: list[Leaf]) -> str:
    inside = _of(part, found)
    called = part_label(part)
    ticks = [
        (leaf.path, f'<span class="where">{escape(leaf.label.removeprefix(f"{called} › "))}</span> {escape(leaf.text)}')
        for leaf in inside
    ]
    if [leaf.path for leaf in inside] != [part]:
        ticks.append((part, escape(f"All of “{called}”" if inside else f"“{called}” is blank")))
    return f"<h3>{escape(called)}</h3>\n" + "".join(
        f'<p class="pick"><input type="checkbox" id="{row.id}-{path}" name="{row.id}-field" value="{path}">'
        f'<label for="{row.id}-{path}">{says}</label></p>\n'
        for path, says in ticks
    )


def _of(part: str, found: list[Leaf]) -> list[Leaf]:
    inside = [leaf for leaf in found if leaf.part == part]
    if part == "activities":
        return [leaf for leaf in inside if leaf.path.endswith(_OF_A_STEP)]
    return inside


def _others(row: Row, found: list[Leaf]) -> list[tuple[str, str, str]]:
    shown = {leaf.path for part in row.look_at for leaf in _of(part, found)}
    return [(leaf.path, leaf.label, leaf.text) for leaf in found if leaf.path not in shown]


def _access() -> str:
    return (
        '<section id="row-access">\n<h2 id="access" tabindex="-1">Access</h2>\n'
        "<p>No level here: a gate. Could every student of the class take part, with what the plan says?</p>\n"
        "<fieldset>\n<legend>Can every student take part?</legend>\n"
        '<p class="pick"><input type="radio" id="access-yes" name="access" value="yes">'
        '<label for="access-yes">Yes</label></p>\n'
        '<p class="pick"><input type="radio" id="access-no" name="access" value="no">'
        '<label for="access-no">Not yet</label></p>\n</fieldset>\n'
        '<p><label for="access-comment">What keeps someone out? (needed for “Not yet”)</label>\n'
        '<textarea id="access-comment" name="access-comment" rows="2" maxlength="4000"></textarea></p>\n</section>\n'
    )
