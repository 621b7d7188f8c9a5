"""A second pair of eyes for survey questions: rules of thumb, each with a reason, one fix and an example.

The rules look at words and cannot see meaning: a question they pass can still be a poor one, and now and then they
point at a good one. They are our own rules of thumb; the reasons are given so that you can judge.
"""

from collections.abc import Iterable

from belonging.survey.lint import answers, vocabulary, wording
from belonging.survey.lint.definition import Asked, Finding, Rule

__all__ = ["RULES", "Finding", "Rule", "lint", "lint_items"]

RULES: tuple[Rule, ...] = (*wording.RULES, *answers.RULES, *vocabulary.RULES)
"""Every rule, in the order of the checklist."""


def lint(text: str, options: Iterable[str] = (), grade: int | None = None) -> list[Finding]:
    """Look at one survey question and say what to look at again.

    Parameters
    ----------
    text : str
        The question.
    options : iterable of str
        The answers to choose from, in their order; empty when students write their own.
    grade : int, optional
        The lowest grade that will read it, 0 (kindergarten) to 12. Without it, only the widest limits for reading and
        for the number of answers hold.

    Returns
    -------
    list of Finding
        In the order of `RULES`; empty when no rule has anything to say.

    Raises
    ------
    ValueError
        If the question is empty, or the grade is not from 0 to 12.
    TypeError
        If `options` is one text instead of several.

    Examples
    --------
    >>> [finding.rule for finding in lint("This class is fun and useful.", ("Agree", "Disagree"))]
    ['double-barrelled', 'agree-disagree', 'missing-middle']
    >>> lint("How often do you feel part of this class?", ("Never", "Often", "Always"))[1].see
    'The low side has 1 answer, the high side 2 answers.'
    """
    if isinstance(options, str):
        raise TypeError('Give the answers one by one, e.g. lint("How often ...?", ("Never", "Sometimes", "Always")).')
    if not text.strip():
        raise ValueError("There is no question to look at. Type the question, then try again.")
    if grade is not None and not 0 <= grade <= 12:
        raise ValueError(f"The grade is {grade}. Give a number from 0 (kindergarten) to 12.")
    asked = Asked(text.strip(), tuple(option.strip() for option in options if option.strip()), grade)
    return [finding for rule in RULES if (finding := rule.finding(asked))]


def lint_items(lines: Iterable[str], grade: int | None = None) -> list[tuple[str, list[Finding]]]:
    """Look at a list of questions, one a line; answers may follow after a bar, with semicolons between them.

    Parameters
    ----------
    lines : iterable of str
        For example the lines of a text file: `"How often ...? | Never; Sometimes; Always"`. Empty lines, and lines that
        start with `#`, are passed over.
    grade : int, optional
        As for `lint`.

    Returns
    -------
    list of (str, list of Finding)
        Each question with what there is to say about it, in the order given.

    Examples
    --------
    >>> [(text, [f.rule for f in found]) for text, found in lint_items(["Is math fun? | Yes; No", "", "# later"])]
    [('Is math fun?', [])]
    """
    found = []
    for line in lines:
        text, _, options = line.strip().partition("|")
        if text.strip() and not text.startswith("#"):
            found.append((text.strip(), lint(text, options.split(";"), grade)))
    return found
