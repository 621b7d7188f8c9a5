"""The pre-survey: what an educator does now, and how sure they feel. Our own questions, an unvalidated instrument.

It asks about the work only: nothing about the person, their students' backgrounds, health, faith or family. CC0 1.0.
"""

from belonging.tasks import Choice, Option, Task

UNVALIDATED = "These are our own questions. Nobody has tested how well they measure anything."
_OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")
_SURE = ("Not sure at all", "A little sure", "Somewhat sure", "Very sure", "Completely sure")


def _question(number: int, title: str, text: str, answers: tuple[str, ...]) -> Task:
    return Task(
        id=f"survey-{number}",
        title=title,
        points=0,
        rung="click",
        kind=Choice(tuple(Option(letter, answer) for letter, answer in zip("abcde", answers, strict=True))),
        prompt=text,
        silent=True,
    )


SURVEY = (
    _question(
        1,
        "Asking students",
        "In the last four weeks, how many times did you ask your students how they feel in your class?",
        ("Not once", "Once", "Two times", "Three or four times", "Five times or more"),
    ),
    _question(
        2,
        "Reading an average",
        "When you see the average of a survey, how often do you check how many answered?",
        _OFTEN,
    ),
    _question(
        3,
        "Who is missing",
        "How sure are you that you could find out whose answers are missing from a class survey?",
        _SURE,
    ),
    _question(
        4, "Small groups", "How sure are you that you could tell which numbers of a table must stay hidden?", _SURE
    ),
    _question(
        5,
        "Naming what an idea gave",
        "In the last five lessons, in how many did you say aloud what a student’s idea added to the work?",
        ("In none", "In one", "In two", "In three", "In four or five"),
    ),
    _question(
        6, "Comments on drafts", "When you comment on a draft, how often do you name one thing to do next?", _OFTEN
    ),
    _question(
        7,
        "People in your materials",
        "For how much of your current unit have you checked who is shown doing the work?",
        ("None of it", "A small part", "About half", "Most of it", "All of it"),
    ),
    _question(
        8,
        "Who needs the answer",
        "Of your last five larger tasks, how many made something that people outside the class could use?",
        ("None", "One", "Two", "Three", "Four or five"),
    ),
    _question(9, "Working in a notebook", "How sure are you that you could fill in a Jupyter notebook?", _SURE),
)
