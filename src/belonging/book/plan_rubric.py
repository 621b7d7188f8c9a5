"""`{plan-rubric}` and `{plan-rules}`: how a lesson plan is scored by people, and what its checks ask, as text."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class PlanRubric(SphinxDirective):
    """```{plan-rubric}```: the eight rows, their levels and their example texts, from `belonging/plan/rubric.yml`."""

    def run(self) -> list[nodes.Node]:
        """Write a section for each row."""
        from belonging.plan.field import label_at
        from belonging.plan.rubric import level_names, rubric

        lines: list[str] = []
        for row in rubric():
            lines += [f"### {row.id}. {row.title}", f"*{row.question}*", ""]
            lines += ["| Level | What it looks like |", "|---|---|"]
            lines += [
                f"| {n} {name} | {text} |" for n, (name, text) in enumerate(zip(level_names(), row.levels, strict=True))
            ]
            lines += ["", "Three made-up texts, with their levels:", ""]
            for anchor in row.anchors:
                quotes = " ".join(f"{label_at(excerpt.field)}: “{excerpt.text}”" for excerpt in anchor.excerpt)
                lines += [f"- **{anchor.level} {level_names()[anchor.level]}.** {quotes} *{anchor.why}*"]
            lines.append("")
        return self.parse_text_to_nodes("\n".join(lines), allow_section_headings=True)


class PlanRules(SphinxDirective):
    """```{plan-rules}```: each check with what it asks and why, from `belonging/plan/rules/`."""

    def run(self) -> list[nodes.Node]:
        """Write one list, in the order of the checks."""
        from belonging.plan.rules import RULES

        lines = []
        for rule in RULES:
            kind = "must" if rule.level == "must" else "nudge"
            lines += [f"**{rule.id}. {rule.title}** ({kind})", f": {rule.why} For example: {rule.example}", ""]
        return self.parse_text_to_nodes("\n".join(lines))


def setup(app: Sphinx) -> None:
    """Register the two directives."""
    app.add_directive("plan-rubric", PlanRubric)
    app.add_directive("plan-rules", PlanRules)
