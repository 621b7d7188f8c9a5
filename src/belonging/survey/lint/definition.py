"""What a rule for survey questions is, and what it says when a question breaks it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
    """One question as it would be put to students: its words, its answers, and the lowest grade that reads it.

    Grades are numbers from 0 (kindergarten) to 12; None when it is not known.
    """

    text: str
    options: tuple[str, ...] = ()
    grade: int | None = None

    @property
    def plain(self) -> str:
        """The words in lower case with straight quotes and single blanks, as the rules search them."""
        return re.sub(r"\s+", " ", self.text.replace("’", "'").replace("‘", "'")).strip().lower()


@dataclass(frozen=True)
class Finding:
    """One thing to look at again in a question.

    Attributes
    ----------
    rule : str
        Id of the rule, such as `"double-barrelled"`.
    see : str
        What the rule saw, with the question's own words.
    why : str
        Why it matters for the answers.
    fix : str
        One way to mend it.
    example : str
        A question before and after.
    """

    rule: str
    see: str
    why: str
    fix: str
    example: str

    def __str__(self) -> str:
        return f"{self.see} {self.why} {self.fix} {self.example}"


@dataclass(frozen=True)
class Rule:
    """One rule. `find` returns what it sees in plain words, or "" when all is well."""

    id: str
    check: str
    why: str
    fix: str
    before: Asked
    after: Asked
    find: Callable[[Asked], str] = field(repr=False)

    def finding(self, asked: Asked) -> Finding | None:
        """Return what this rule has to say about a question, if anything."""
        see = self.find(asked)
        return Finding(self.id, see, self.why, self.fix, self.example) if see else None

    @property
    def example(self) -> str:
        """The example in one sentence."""
        return f"Instead of “{_shown(self.before)}”, try “{_shown(self.after)}”."


def _shown(asked: Asked) -> str:
    return f"{asked.text} {' / '.join(asked.options)}".strip()


def quoted(words: list[str]) -> str:
    """Write words as a list in quotation marks, each once."""
    return ", ".join(f"“{word}”" for word in dict.fromkeys(words))
