"""A form as a web page to print: one file that needs nothing else, with real boxes and labels."""

from functools import cache
from html import escape
from pathlib import Path

from belonging.survey import pictures
from belonging.survey.instruments import Form, Instrument, Item


def form_page(kit: Instrument, form: Form) -> str:
    """Return one printable form as HTML: a heading, the words above the questions, one group of boxes a question.

    On a screen the boxes can be ticked and the page printed; it saves nothing and sends nothing.
    """
    drawn = any(item.picture for item in kit.items)
    intro = "".join(f"<li>{escape(line)}</li>" for line in form.intro)
    questions = "".join(_question(number, item, form) for number, item in enumerate(kit.items, 1))
    body = (
        f"<h1>{escape(form.title)}</h1>"
        '<p class="screen">This page is for printing. It saves nothing and sends nothing.</p>'
        f'<ul class="intro">{intro}</ul>'
        f"{_class_line(kit)}"
        f'<div class="{"pictures" if drawn else "words"}">{questions}</div>'
        f'<p class="status">{escape(kit.status)} {escape(rights(kit))}</p>'
    )
    return page(f"{form.title} (grades {form.grades})", body)


def page(title: str, body: str) -> str:
    """Put a body into a whole page with the kit's one stylesheet written into it."""
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n<main>{body}</main>\n"
        "</body>\n</html>\n"
    )


def _class_line(kit: Instrument) -> str:
    if kit.reversed or any(item.picture for item in kit.items):  # no question there says "this class"
        return ""
    return (
        '<p class="class-line"><label for="this-class">“This class” means:</label>'
        '<input id="this-class" type="text" autocomplete="off"></p>'
    )


def _question(number: int, item: Item, form: Form) -> str:
    words = escape(item.words[form.grades])
    boxes = "".join(_box(item, value, label) for value, label in form.options.items())
    mark = pictures.mark(item.picture) + f"<span>{item.picture.capitalize()}: " if item.picture else f"<span>{number}. "
    return f'<fieldset><legend>{mark}{words}</span></legend><div class="options">{boxes}</div></fieldset>'


def _box(item: Item, value: int, label: str) -> str:
    box = f'<input type="radio" name="{item.id}" value="{value}">'
    if item.picture:
        return f"<label>{pictures.child(value)}{box}<span>{escape(label)}</span></label>"
    return f'<label>{box}<span class="number">{value}</span> <span>{escape(label)}</span></label>'


def rights(kit: Instrument) -> str:
    """Say on a form where its questions come from, and that they may be used."""
    if kit.licence == "public domain":
        return (
            "The four lines: HSLS:09, U.S. National Center for Education Statistics, public domain; "
            "wording as a journal article quotes it."
        )
    return f"{kit.licence}: copy it, change it, share it."


@cache
def _style() -> str:
    return (Path(__file__).resolve().parent / "form.css").read_text(encoding="utf-8")
