"""The words a field may be chosen from, each with what the form calls it."""

from __future__ import annotations

from typing import Literal

Size = Literal["S", "M", "L"]
Archetype = Literal["design_brief", "data_brief", "decision_brief"]
GradeBand = Literal["K-2", "3-5", "6-8", "9-12"]
Belief = Literal["belong", "can_do", "add_value", "future_ready"]
Framework = Literal["NGSS", "CCSSM", "CSTA", "ISTE", "state", "CTE"]
Found = Literal["survey", "observation", "student_work", "interview", "none"]
# "The student" is no choice on purpose: a barrier sits in a design, and a design can be changed.
Locus = Literal["task", "participation", "feedback", "materials", "access", "assessment", "family_community"]
Source = Literal["students", "families", "partner", "local_data", "teacher_guess"]
Who = Literal["each_student", "team", "class"]
Audience = Literal["peer_other_class", "school_staff", "family", "community_org", "professional", "public"]
Job = Literal["ask", "decide", "use", "reply"]
Level = Literal["remember", "understand", "apply", "analyze", "evaluate", "create"]
Phase = Literal["launch", "explore", "build", "revise", "share", "reflect"]
Grouping = Literal["alone", "pairs", "teams", "class"]
Recognizer = Literal["teacher", "peer", "self", "family", "professional"]
Reach = Literal["every_student", "team", "some"]
Mechanism = Literal["roster_rotation", "role_card", "exit_note_each", "peer_pair_each", "letter", "wall", "other"]
Entry = Literal["high_school", "certificate", "associate", "bachelor+"]
SmallN = Literal["stories", "cards"]

LABELS: dict[str, dict[str, str]] = {
    "size": {"S": "S: one lesson, up to 90 minutes", "M": "M: about a week", "L": "L: a unit"},
    "archetype": {
        "design_brief": "Design brief: make something that someone will use",
        "data_brief": "Data brief: find out something that someone needs to know",
        "decision_brief": "Decision brief: advise someone who has to decide",
    },
    "grade_band": {"K-2": "Grades K-2", "3-5": "Grades 3-5", "6-8": "Grades 6-8", "9-12": "Grades 9-12"},
    "belief": {
        "belong": "I belong here",
        "can_do": "I can do this",
        "add_value": "I add value",
        "future_ready": "I am ready for what comes next",
    },
    "framework": {
        "NGSS": "NGSS (science)",
        "CCSSM": "Common Core math",
        "CSTA": "CSTA (computer science)",
        "ISTE": "ISTE",
        "state": "My state's own standards",
        "CTE": "Career and technical education",
    },
    "found": {
        "survey": "A survey",
        "observation": "What I saw in class",
        "student_work": "Student work",
        "interview": "Talks with students",
        "none": "Nothing yet",
    },
    "locus": {
        "task": "The task",
        "participation": "Who takes part, and how",
        "feedback": "Feedback",
        "materials": "Materials",
        "access": "Access to courses, time or tools",
        "assessment": "How work is judged",
        "family_community": "The link with families and the community",
    },
    "source": {
        "students": "Students named it",
        "families": "Families named it",
        "partner": "A partner named it",
        "local_data": "Local data show it",
        "teacher_guess": "My own guess",
    },
    "who": {"each_student": "Each student", "team": "Each team", "class": "The whole class"},
    "audience": {
        "peer_other_class": "Students of another class",
        "school_staff": "People who work at the school",
        "family": "Families",
        "community_org": "A group or office in the community",
        "professional": "Someone who does this for a living",
        "public": "The public",
    },
    "job": {
        "ask": "Ask the students questions",
        "decide": "Decide something with it",
        "use": "Use it",
        "reply": "Reply to each team or student",
    },
    "level": {
        "remember": "Remember",
        "understand": "Understand",
        "apply": "Apply",
        "analyze": "Analyze",
        "evaluate": "Evaluate",
        "create": "Create",
    },
    "phase": {
        "launch": "Launch",
        "explore": "Explore",
        "build": "Build",
        "revise": "Revise",
        "share": "Share",
        "reflect": "Reflect",
    },
    "grouping": {"alone": "Alone", "pairs": "In pairs", "teams": "In teams", "class": "Whole class"},
    "recognizer": {
        "teacher": "The teacher",
        "peer": "Another student",
        "self": "The student",
        "family": "Family",
        "professional": "A professional or guest",
    },
    "reach": {"every_student": "Every student", "team": "Each team", "some": "Some students"},
    "mechanism": {
        "roster_rotation": "A class list I work through, so that nobody is missed",
        "role_card": "A role card each student holds",
        "exit_note_each": "A note to each student",
        "peer_pair_each": "Each student names what a partner did",
        "letter": "A letter",
        "wall": "A wall or display",
        "other": "Another way",
    },
    "entry": {
        "high_school": "High school",
        "certificate": "Certificate",
        "associate": "Associate degree",
        "bachelor+": "Bachelor's degree or more",
    },
    "small_n_method": {"stories": "Short stories from students", "cards": "Cards sorted by students"},
}
"""For each list of choices, what the form shows for each value."""

MEASURES: dict[str, tuple[str, frozenset[str]]] = {
    "pulse_belong": ("Class pulse: the two questions on belonging", frozenset({"belong"})),
    "pulse_can_do": ("Class pulse: the two questions on “I can do this”", frozenset({"can_do"})),
    "pulse_add_value": ("Class pulse: the two questions on adding value", frozenset({"add_value"})),
    "pulse_future_ready": ("Class pulse: the two questions on what comes next", frozenset({"future_ready"})),
    "exit_ticket": (
        "Exit ticket: three questions and “what made you say so?”",
        frozenset({"belong", "can_do", "add_value", "future_ready"}),
    ),
    "stories": ("Short stories from students", frozenset({"belong", "can_do", "add_value", "future_ready"})),
    "cards": ("Cards that students sort", frozenset({"belong", "can_do", "add_value", "future_ready"})),
}
"""What can be asked before and after: its name in the form, and the beliefs it can speak of."""
