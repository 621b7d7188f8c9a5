"""The pieces a plan is made of. Each points at others by id, so that checks can follow what belongs together."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from belonging.plan import choices as c
from belonging.plan.ask import Ask, Part

_ID = r"[a-z][a-z0-9-]{0,23}"


def _id(example: str) -> Ask:
    return Ask(label="Short name", sizes="SML", pattern=_ID, like=example, help="Other parts of the plan point to it.")


class Place(Part):
    """A place the work is about."""

    id: Annotated[str, _id("creek")] = ""
    name: Annotated[str, Ask(label="Place", sizes="SML", least=3, most=80, like="Mill Creek, behind the gym")] = ""


class Person(Part):
    """Someone with a part in it, by role: never a private person's name."""

    id: Annotated[str, _id("crossing-guard")] = ""
    role: Annotated[str, Ask(label="Role", sizes="SML", least=3, most=80, like="crossing guard on Oak Street")] = ""
    group: Annotated[str, Ask(label="Group or office", most=80, like="city road crew")] = ""


class Day(Part):
    """A day that is fixed already."""

    id: Annotated[str, _id("board-meeting")] = ""
    what: Annotated[str, Ask(label="What happens", sizes="SML", least=3, most=80, like="Park board meets")] = ""
    on: Annotated[dt.date | None, Ask(label="Date")] = None


class Context(Part):
    """The context card: what is true of this place and no other."""

    places: Annotated[
        tuple[Place, ...], Ask(label="Places", sizes="SML", few=1, many=6, help="Where the problem can be seen.")
    ] = ()
    people: Annotated[
        tuple[Person, ...],
        Ask(
            label="People, by role",
            sizes="SML",
            few=1,
            many=8,
            help="Who lives with it, decides on it, knows about it.",
        ),
    ] = ()
    days: Annotated[tuple[Day, ...], Ask(label="Dates", many=6)] = ()


class Standard(Part):
    """A standard by its code; no text is copied."""

    id: Annotated[str, _id("s1")] = ""
    framework: Annotated[c.Framework | None, Ask(label="Framework", sizes="SML")] = None
    code: Annotated[str, Ask(label="Code", sizes="SML", most=40, to="standard", like="MS-ETS1-2")] = ""


class Why(Part):
    """What was seen in this class that the lesson answers."""

    kind: Annotated[c.Found | None, Ask(label="How I know", sizes="SML")] = None
    note: Annotated[str, Ask(label="My inquiry note", most=80, help="The name of your note, if you wrote one.")] = ""
    n: Annotated[int | None, Ask(label="How many students it rests on", low=0, high=500)] = None
    response_rate: Annotated[
        float | None, Ask(label="Share who answered", low=0, high=1, help="For a survey: 0.8 means 8 of 10.")
    ] = None
    finding: Annotated[str, Ask(label="What I saw", sizes="SML", least=20, most=300, long=True)] = ""
    caution: Annotated[str, Ask(label="What I cannot say from this", sizes="SML", least=20, most=300, long=True)] = ""
    locus: Annotated[c.Locus | None, Ask(label="Where the barrier sits", sizes="SML")] = None


class Problem(Part):
    """The problem students work on."""

    statement: Annotated[str, Ask(label="The problem", sizes="SML", least=30, most=300, long=True)] = ""
    place: Annotated[str, Ask(label="Where", sizes="SML", to="context.places")] = ""
    stakeholder: Annotated[str, Ask(label="Who lives with it", sizes="SML", to="context.people")] = ""
    source: Annotated[c.Source | None, Ask(label="Who says it is a problem", sizes="SML")] = None
    checked_with_community_before_launch: Annotated[
        bool, Ask(label="I check it with the people it touches before we start")
    ] = False
    why_it_matters: Annotated[str, Ask(label="Why it matters to them", sizes="SML", least=15, most=300, long=True)] = ""


class Practice(Part):
    """Something people in this job do, and where students do it."""

    name: Annotated[str, Ask(label="What people in this job do", sizes="SML", least=5, most=80)] = ""
    activity: Annotated[str, Ask(label="Where students do it", sizes="SML", to="activities")] = ""


class Role(Part):
    """The job whose work students do."""

    title: Annotated[str, Ask(label="Title students use", sizes="SML", least=3, most=60)] = ""
    soc: Annotated[str, Ask(label="Occupation", sizes="SML", to="soc", like="17-3025.00")] = ""
    cluster: Annotated[str, Ask(label="Career cluster", sizes="SML", to="cluster")] = ""
    practices: Annotated[tuple[Practice, ...], Ask(label="Practices", sizes="SML", few=2, many=5)] = ()


class Decision(Part):
    """A choice that is the students' own."""

    activity: Annotated[str, Ask(label="When they decide", sizes="SML", to="activities")] = ""
    question: Annotated[str, Ask(label="What they decide", sizes="SML", least=10, most=160)] = ""
    options: Annotated[tuple[str, ...], Ask(label="Options", sizes="SML", few=2, many=6, least=3, most=160)] = ()
    who: Annotated[c.Who | None, Ask(label="Who decides", sizes="SML")] = None


class Receiver(Part):
    """Who gets the work, and what they do with it."""

    who: Annotated[str, Ask(label="Who", sizes="SML", to="context.people")] = ""
    kind: Annotated[c.Audience | None, Ask(label="What kind of audience", sizes="SML")] = None
    when: Annotated[str, Ask(label="When", sizes="SML", least=3, most=80, like="Friday of week two, in class")] = ""
    job: Annotated[c.Job | None, Ask(label="What they do with the work", sizes="SML")] = None
    how_they_respond: Annotated[
        str, Ask(label="How students hear back", sizes="SML", least=15, most=300, long=True)
    ] = ""
    activity: Annotated[str, Ask(label="Where the work reaches them", sizes="SML", to="activities")] = ""
    consent_needed: Annotated[bool, Ask(label="Families must agree first (names, photos, visits)")] = False


class Product(Part):
    """What students make."""

    what: Annotated[str, Ask(label="What students make", sizes="SML", least=5, most=160)] = ""
    formats: Annotated[
        tuple[str, ...], Ask(label="Forms it may take", sizes="SML", few=2, many=6, least=3, most=60)
    ] = ()


class Goal(Part):
    """What students will be able to do."""

    id: Annotated[str, _id("g1")] = ""
    text: Annotated[
        str,
        Ask(label="Students will …", sizes="SML", least=10, most=200, like="compare two designs by their cost and fit"),
    ] = ""
    level: Annotated[c.Level | None, Ask(label="Level of thinking", sizes="SML")] = None
    standard: Annotated[str, Ask(label="Standard", sizes="SML", to="standards")] = ""


class Activity(Part):
    """One step of the lesson."""

    id: Annotated[str, _id("a1")] = ""
    phase: Annotated[c.Phase | None, Ask(label="Phase", sizes="SML")] = None
    minutes: Annotated[int | None, Ask(label="Minutes", sizes="SML", low=5, high=600)] = None
    students_do: Annotated[
        str, Ask(label="Students … (start with a verb)", sizes="SML", least=15, most=300, long=True)
    ] = ""
    teacher_does: Annotated[str, Ask(label="Teacher …", sizes="SML", least=10, most=300, long=True)] = ""
    grouping: Annotated[c.Grouping | None, Ask(label="Grouping", sizes="SML")] = None
    goals: Annotated[tuple[str, ...], Ask(label="Goals it works on", to="goals")] = ()
    beliefs: Annotated[tuple[c.Belief, ...], Ask(label="Beliefs students live here")] = ()
    materials: Annotated[tuple[str, ...], Ask(label="Materials", many=12, most=80)] = ()


class Assessment(Part):
    """How a goal is seen to be met."""

    goals: Annotated[tuple[str, ...], Ask(label="Goals", sizes="SML", few=1, to="goals")] = ()
    how: Annotated[str, Ask(label="How I will see it", sizes="SML", least=10, most=240, long=True)] = ""
    success_criteria: Annotated[
        tuple[str, ...], Ask(label="It is good when …", sizes="SML", few=1, many=6, least=8, most=160)
    ] = ()
    redo_allowed: Annotated[bool, Ask(label="Students may redo it")] = False


class Struggle(Part):
    """Where students will get stuck, and what happens then."""

    stuck_at: Annotated[str, Ask(label="Where they will get stuck", sizes="SML", to="activities")] = ""
    signs: Annotated[str, Ask(label="How I will notice", sizes="SML", least=15, most=240, long=True)] = ""
    normalize: Annotated[
        str, Ask(label="How we show that this is normal", sizes="SML", least=15, most=240, long=True)
    ] = ""
    standard: Annotated[
        str, Ask(label="My feedback: the high standard", sizes="SML", least=15, most=240, long=True)
    ] = ""
    assurance: Annotated[
        str, Ask(label="My feedback: why I know they can reach it", sizes="SML", least=15, most=240, long=True)
    ] = ""
    next_step: Annotated[str, Ask(label="My feedback: the next step", sizes="SML", least=15, most=240, long=True)] = ""
    revise_in: Annotated[str, Ask(label="Where they use it", sizes="SML", to="activities")] = ""


class Recognition(Part):
    """How someone is seen for what they did."""

    by: Annotated[c.Recognizer | None, Ask(label="Who sees it", sizes="SML")] = None
    what: Annotated[str, Ask(label="What is named", sizes="SML", least=15, most=240, long=True)] = ""
    activity: Annotated[str, Ask(label="When", sizes="SML", to="activities")] = ""
    reach: Annotated[c.Reach | None, Ask(label="Whom it reaches", sizes="SML")] = None
    mechanism: Annotated[c.Mechanism | None, Ask(label="How", sizes="SML")] = None
    private_if_wished: Annotated[bool, Ask(label="A student may have it in private")] = False


class Representation(Part):
    """Someone whose work students use."""

    who: Annotated[
        str,
        Ask(label="Who (role and place)", sizes="SML", least=8, most=120, like="surveyor at the county road office"),
    ] = ""
    living: Annotated[bool, Ask(label="At work today")] = False
    doing: Annotated[str, Ask(label="What they do", sizes="SML", least=15, most=240, long=True)] = ""
    used_in: Annotated[str, Ask(label="Where students use that work", sizes="SML", to="activities")] = ""
    attainable: Annotated[
        str, Ask(label="How a student could get there", sizes="SML", least=15, most=240, long=True)
    ] = ""
    source: Annotated[str, Ask(label="Where I know it from", sizes="SML", least=5, most=160)] = ""


class Access(Part):
    """A barrier in the design, and what takes it away."""

    barrier: Annotated[str, Ask(label="What would keep someone out", sizes="SML", least=15, most=200)] = ""
    change: Annotated[str, Ask(label="What I change", sizes="SML", least=15, most=200)] = ""
    activity: Annotated[str, Ask(label="Where", sizes="SML", to="activities")] = ""
    for_all: Annotated[bool, Ask(label="Open to everyone, not to some")] = False


class Career(Part):
    """A job in which the same skill is used."""

    title: Annotated[str, Ask(label="Job", sizes="SML", least=3, most=80)] = ""
    soc: Annotated[str, Ask(label="Occupation", sizes="SML", to="soc")] = ""
    cluster: Annotated[str, Ask(label="Career cluster", sizes="SML", to="cluster")] = ""
    entry: Annotated[c.Entry | None, Ask(label="What it takes to start", sizes="SML")] = None
    skill_that_travels: Annotated[str, Ask(label="The skill that travels", sizes="SML", least=10, most=160)] = ""


class Measured(Part):
    """One time of asking."""

    measure: Annotated[str, Ask(label="What I ask with", sizes="SML", to="measure")] = ""
    when: Annotated[str, Ask(label="When", sizes="SML", least=3, most=80)] = ""


class DecisionRule(Part):
    """What is done with the answer, fixed beforehand."""

    threshold: Annotated[str, Ask(label="If …", sizes="SML", least=10, most=200)] = ""
    then: Annotated[str, Ask(label="then I will …", sizes="SML", least=10, most=200)] = ""
    otherwise: Annotated[str, Ask(label="If not, I will …", sizes="SML", least=10, most=200)] = ""


class Evidence(Part):
    """How the teacher will know whether it worked."""

    belief: Annotated[c.Belief | None, Ask(label="The belief I look at", sizes="SML")] = None
    before: Annotated[Measured, Ask(label="Before", sizes="SML")] = Measured()
    after: Annotated[Measured, Ask(label="After", sizes="SML")] = Measured()
    n_expected: Annotated[int | None, Ask(label="How many I expect to answer", sizes="SML", low=1, high=500)] = None
    small_n_method: Annotated[
        c.SmallN | None, Ask(label="With fewer than ten students", help="Averages of so few disclose someone.")
    ] = None
    decision_rule: Annotated[DecisionRule, Ask(label="What I will do with it", sizes="SML")] = DecisionRule()


class AiDraft(Part):
    """A field as a chatbot wrote it, kept to show what was changed."""

    field: Annotated[str, Ask(label="Field", sizes="SML", like="problem.statement")] = ""
    text: Annotated[str, Ask(label="What it wrote", sizes="SML", long=True, most=600)] = ""


class AiUse(Part):
    """Whether a chatbot helped with this plan."""

    used: Annotated[bool, Ask(label="A chatbot helped me write this plan")] = False
    what_for: Annotated[str, Ask(label="What for", most=240)] = ""
    drafts: Annotated[tuple[AiDraft, ...], Ask(label="What it wrote", many=60)] = ()
