"""The templates of all pages that tell people their points: one look, and everything a person wrote is escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template

from belonging.grading.points import number


def template(name: str) -> Template:
    """Return one template of `grading/templates`."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(Path(__file__).resolve().parent / "templates")
    made = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.globals["number"] = number
    return made
