"""The check of one question as a page calls it: text in, plain values out."""

from dataclasses import asdict
from typing import Any

from belonging.errors import Plain
from belonging.survey.lint import RULES, lint

_LONGEST = 2_000


def check_question(text: str, options: str = "", grade: int | None = None) -> dict[str, Any]:
    """Hold one question against every rule.

    Parameters
    ----------
    text : str
        The question.
    options : str
        Its answers, one a line; "" where students write their own.
    grade : int, optional
        As for `belonging.survey.lint`.

    Returns
    -------
    dict
        `findings`: what to look at again, each with its rule, see, why, fix and example; `quiet`: the rules that have
        nothing to say, in their words; `rules`: how many there are.

    Raises
    ------
    Plain
        If there is no question, or it is far too long to be one.

    Examples
    --------
    >>> found = check_question("This class is fun and useful.", "Agree\\nDisagree")
    >>> [each["rule"] for each in found["findings"]], len(found["quiet"])
    (['double-barrelled', 'agree-disagree', 'missing-middle'], 11)
    """
    if not text.strip():
        raise Plain("There is no question yet.", "Type your question, then press the button again.")
    if len(text) > _LONGEST:
        raise Plain("This is too long to be one question.", "Paste one question at a time.")
    found = {finding.rule: asdict(finding) for finding in lint(text, options.splitlines(), grade)}
    checks = {rule.id: rule.check for rule in RULES}
    return {
        "findings": [{"check": checks[id_], **finding} for id_, finding in found.items()],
        "quiet": [check for id_, check in checks.items() if id_ not in found],
        "rules": len(RULES),
    }
