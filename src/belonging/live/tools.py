"""The tools a page may offer, and which Python packages each needs beyond the standard library."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tool:
    """What a tool needs to run at all, and what it can do without."""

    needs: tuple[str, ...] = ()
    likes: tuple[str, ...] = ()


TOOLS = {
    "questions": Tool(),
    "audit": Tool(),
    "handed": Tool(needs=("pydantic", "pyyaml")),
    "own": Tool(
        needs=("charset-normalizer", "pandas", "pydantic", "pyyaml", "scipy"),
        likes=("openpyxl", "python-docx"),
    ),
    "plan": Tool(needs=("pydantic", "pyyaml"), likes=("icalendar", "python-docx")),
}
"""By name; each has a file of the same name in `js/`."""
