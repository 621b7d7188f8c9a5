"""The two parallel forms of the scenario test: eight skills, each once, with other numbers and another story.

Nobody has tested whether the forms are equally hard. They are alike by construction, and that is all.
"""

from belonging.prepost import claims, counting
from belonging.prepost.vignette import Vignette, form

A: tuple[Vignette, ...] = (
    counting.response("A fictional school", "feeling at home in math", "students", (80, 120), (36, 90)),
    counting.matched("A fictional school", "students", "1 to 5", [3.0] * 12 + [4.0] * 28, [2.0] * 15 + [3.0] * 5),
    counting.suppression("A fictional school", "the science fair", {"P": 42, "Q": 31, "R": 6, "S": 18}, "R"),
    counting.denominators("a fictional school", "robotics", "P", "Q", (48, 24), (160, 60)),
    claims.exposure("water", "Q", "using a tool", (30, 30), (4, 21)),
    claims.feedback("a lab report", 3, 5, "a clear claim", "two rows of data that back the claim"),
    claims.regression("a fictional school", "extra lessons", 40, 60, 80, 0.6, 30),
    claims.cause("a fictional school", "talk in pairs", "having a say", 26, 3.2, 3.5),
)
B: tuple[Vignette, ...] = (
    counting.response("A fictional district", "feeling heard at work", "teachers", (150, 250), (60, 200)),
    counting.matched("A fictional club", "members", "1 to 5", [2.5] * 10 + [4.5] * 20, [1.5] * 9 + [3.5] * 3),
    counting.suppression("A fictional library", "the coding night", {"K": 25, "L": 7, "M": 38, "N": 16}, "L"),
    counting.denominators("a fictional high school", "data science", "T", "U", (63, 27), (180, 54)),
    claims.exposure("bridges", "T", "making a plan", (24, 26), (3, 17)),
    claims.feedback("a design plan", 4, 6, "a neat sketch", "the test that shows where the model breaks"),
    claims.regression("a fictional middle school", "tutoring", 45, 65, 85, 0.7, 24),
    claims.cause("a fictional middle school", "quiet think time", "daring to ask", 24, 2.9, 3.3),
)
FORM_A = form("a", A, "cadbbdca")
FORM_B = form("b", B, "bdacdabc")
