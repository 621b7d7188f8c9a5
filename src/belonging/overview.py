"""A module at a glance, as Markdown made from its front matter: the plan and objectives, and what to keep."""

from belonging.course import Module


def objectives(about: Module) -> str:
    """Return length, sittings and objectives."""
    goals = "\n".join(f"- {objective['text']}" for objective in about.objectives)
    plan = "\n".join(f"{n}. {s['title']} ({s['minutes']} minutes)" for n, s in enumerate(about.sittings, 1))
    length = f"**{about.minutes} minutes, in {len(about.sittings)} sittings**"
    return "\n\n".join((length, plan, "**What you will be able to do**", goals))


def key_points(about: Module) -> str:
    """Return what to keep, as a list."""
    return "\n".join(f"- {point}" for point in about.key_points)
